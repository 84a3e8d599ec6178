#include "tessera-holders.h"

#include "tessera-holder-table.h"

#define FEWEST_PLACES 1024

/* Of a hundred places at most so many are taken, so that hardly any search takes more than two steps; and so many are when
 * the end is known, which leaves room for some time. */
#define MOST_OF_A_HUNDRED 55
#define FEW_OF_A_HUNDRED 50

/**
 * Seat:
 * @newest: the token's newest secret, as the index of its place + 1; for changes only
 */
typedef struct
{
  gint64 created_at;
  guint32 newest;
} Seat;

/**
 * TesseraHolders:
 * @table: every secret that a token ever had
 * @expected_places: (atomic): where @table has its places, and
 * @n_expected: (atomic): how many; for whoever has no lock. While that changes, the two may not match
 * @types: (element-type utf8): interned; what @table means by the index of a type
 * @seats: of each token, by number - 1
 */
struct _TesseraHolders
{
  GRWLock lock;
  TesseraHolderTable *table;
  gpointer expected_places;
  gsize n_expected;
  GPtrArray *types;
  GArray *seats;
};

/* Under the lock. */
static void
set_table (TesseraHolders *holders, TesseraHolderTable *table)
{
  holders->table = table;
  g_atomic_pointer_set (&holders->expected_places, table->places);
  __atomic_store_n (&holders->n_expected, table->n_places, __ATOMIC_RELAXED);
}

TesseraHolders *
tessera_holders_new (void)
{
  TesseraHolders *holders = g_new0 (TesseraHolders, 1);

  g_rw_lock_init (&holders->lock);
  set_table (holders, tessera_holder_table_new (FEWEST_PLACES));
  holders->types = g_ptr_array_new ();
  g_ptr_array_add (holders->types, (gpointer) ""); /* of a secret that was added, and whose token was not put yet */
  holders->seats = g_array_new (FALSE, TRUE, sizeof (Seat));
  return holders;
}

static void
forget_names (TesseraPlace *place)
{
  if (place->has_long_names)
    g_atomic_rc_box_release (place->names.longer);
  place->has_long_names = FALSE;
}

void
tessera_holders_free (TesseraHolders *holders)
{
  for (gsize i = 0; i < holders->table->n_places; i++)
    forget_names (&holders->table->places[i]);

  tessera_holder_table_free (holders->table);
  g_ptr_array_unref (holders->types);
  g_array_unref (holders->seats);
  g_rw_lock_clear (&holders->lock);
  g_free (holders);
}

/* Making room, before a change takes the lock: no judgement waits while a million secrets are copied */

static Seat *
get_seat (TesseraHolders *holders, gint64 number)
{
  if (number > holders->seats->len)
    g_array_set_size (holders->seats, (guint) number);

  return &g_array_index (holders->seats, Seat, number - 1);
}

/* A place for a secret that is in @table not yet, the newest of its token. */
static gsize
take_place (TesseraHolders *holders, TesseraHolderTable *table, const TesseraDigest *digest, gint64 number)
{
  gsize index = tessera_holder_table_find (table, digest);
  Seat *seat = get_seat (holders, number);

  table->next[index] = seat->newest;
  seat->newest = (guint32) index + 1;
  table->n_used++;
  return index;
}

/* (transfer full): all that is in the table of now, with @n_places; of what is there, only the lists change */
static TesseraHolderTable *
copy_table (TesseraHolders *holders, gsize n_places)
{
  const TesseraHolderTable *old = holders->table;
  TesseraHolderTable *table = tessera_holder_table_new (n_places);

  for (guint i = 0; i < holders->seats->len; i++)
    g_array_index (holders->seats, Seat, i).newest = 0;
  for (gsize i = 0; i < old->n_places; i++)
    if (old->places[i].number != 0)
      table->places[take_place (holders, table, &old->places[i].digest, old->places[i].number)] = old->places[i];

  return table;
}

static void
enlarge (TesseraHolders *holders, gsize n_places)
{
  TesseraHolderTable *table = copy_table (holders, n_places);
  g_autoptr (TesseraHolderTable) old = NULL;

  g_rw_lock_writer_lock (&holders->lock);
  old = holders->table;
  set_table (holders, table);
  g_rw_lock_writer_unlock (&holders->lock);
}

/* For one secret more. */
static void
make_room (TesseraHolders *holders)
{
  const TesseraHolderTable *table = holders->table;

  if ((table->n_used + 1) * 100 > table->n_places * MOST_OF_A_HUNDRED)
    enlarge (holders, table->n_places + table->n_places / 4);
}

/* Changing, under the lock */

static guint16
get_type (TesseraHolders *holders, const char *type)
{
  guint index;

  if (!g_ptr_array_find (holders->types, type, &index))
    {
      index = holders->types->len;
      g_ptr_array_add (holders->types, (gpointer) type);
    }

  return (guint16) index;
}

static void
set_holder (TesseraHolders *holders, gsize index, const TesseraHolder *holder)
{
  TesseraPlace *place = &holders->table->places[index];

  if (holder->has_long_names)
    g_atomic_rc_box_acquire (holder->names.longer);
  forget_names (place);

  place->permissions = holder->permissions;
  place->expires_at = holder->expires_at;
  place->type = get_type (holders, holder->type);
  place->revoked = holder->revoked != FALSE;
  place->has_long_names = holder->has_long_names != FALSE;
  place->names = holder->names;
}

static void
set_all (TesseraHolders *holders, const TesseraHolder *holder, gint64 created_at)
{
  Seat *seat = get_seat (holders, holder->number);

  seat->created_at = created_at;
  for (guint32 at = seat->newest; at != 0; at = holders->table->next[at - 1])
    set_holder (holders, at - 1, holder);
}

static void
add_secret (TesseraHolders *holders, gint64 number, const TesseraDigest *digest, gint64 ends_at)
{
  TesseraPlace *place = &holders->table->places[take_place (holders, holders->table, digest, number)];

  place->digest = *digest;
  place->secret_ends_at = ends_at;
  place->number = (guint32) number;
}

/* What passed until now passes until @ends_at, or no more. */
static void
retire (TesseraHolders *holders, gint64 number, gint64 ends_at)
{
  for (guint32 at = get_seat (holders, number)->newest; at != 0; at = holders->table->next[at - 1])
    {
      gint64 *end = &holders->table->places[at - 1].secret_ends_at;

      *end = *end == TESSERA_NEVER ? ends_at : 0;
    }
}

/* The changes */

void
tessera_holders_reserve (TesseraHolders *holders, gint64 n_secrets)
{
  gsize n_places = (gsize) n_secrets * 100 / FEW_OF_A_HUNDRED;

  if (n_places > holders->table->n_places)
    enlarge (holders, n_places);
}

void
tessera_holders_put (TesseraHolders *holders, const TesseraHolder *holder, gint64 created_at)
{
  g_return_if_fail (holder->number > 0 && holder->number <= G_MAXINT);

  g_rw_lock_writer_lock (&holders->lock);
  set_all (holders, holder, created_at);
  g_rw_lock_writer_unlock (&holders->lock);
}

void
tessera_holders_add_secret (TesseraHolders *holders, gint64 number, const TesseraDigest *digest, gint64 ends_at)
{
  g_return_if_fail (number > 0 && number <= G_MAXINT);

  make_room (holders);
  g_rw_lock_writer_lock (&holders->lock);
  add_secret (holders, number, digest, ends_at);
  g_rw_lock_writer_unlock (&holders->lock);
}

void
tessera_holders_rotate (TesseraHolders *holders, const TesseraHolder *holder, gint64 created_at,
                        const TesseraDigest *digest, gint64 ends_at)
{
  g_return_if_fail (holder->number > 0 && holder->number <= G_MAXINT);

  make_room (holders);
  g_rw_lock_writer_lock (&holders->lock);
  retire (holders, holder->number, ends_at);
  add_secret (holders, holder->number, digest, TESSERA_NEVER);
  set_all (holders, holder, created_at);
  g_rw_lock_writer_unlock (&holders->lock);
}

/* Judging */

void
tessera_holders_expect (TesseraHolders *holders, const TesseraDigest *digest)
{
  tessera_holder_table_expect ((guintptr) g_atomic_pointer_get (&holders->expected_places),
                               __atomic_load_n (&holders->n_expected, __ATOMIC_RELAXED), digest);
}

/* Under the lock. */
static void
get_holder (const TesseraHolders *holders, const TesseraPlace *place, TesseraHolder *holder)
{
  holder->number = place->number;
  holder->permissions = place->permissions;
  holder->expires_at = place->expires_at;
  holder->type = holders->types->pdata[place->type];
  holder->revoked = place->revoked;
  holder->has_long_names = place->has_long_names;
  holder->names = place->names;
  if (holder->has_long_names)
    g_atomic_rc_box_acquire (holder->names.longer);
}

gboolean
tessera_holders_find (TesseraHolders *holders, const TesseraDigest *digest, TesseraHolder *holder,
                      gint64 *secret_ends_at)
{
  const TesseraPlace *place;
  gboolean found;

  g_rw_lock_reader_lock (&holders->lock);
  place = &holders->table->places[tessera_holder_table_find (holders->table, digest)];
  found = place->number != 0;
  if (found)
    {
      *secret_ends_at = place->secret_ends_at;
      get_holder (holders, place, holder);
    }
  g_rw_lock_reader_unlock (&holders->lock);

  return found;
}

gint64
tessera_holders_get_created_at (TesseraHolders *holders, gint64 number)
{
  gint64 created_at;

  g_rw_lock_reader_lock (&holders->lock);
  created_at = g_array_index (holders->seats, Seat, number - 1).created_at;
  g_rw_lock_reader_unlock (&holders->lock);

  return created_at;
}
