#include "tessera-holders.h"

#include <string.h>

/**
 * Secret:
 * @holder: (transfer none): its seat's; here too, as among a million tokens each step to another place in memory is a long one
 * @next: (nullable): another one of the same token
 */
typedef struct _Secret Secret;
struct _Secret
{
  TesseraDigest digest;
  TesseraHolder *holder;
  gint64 ends_at;
  Secret *next;
};

/* Of each token: who it is, and every secret it ever had. */
typedef struct
{
  TesseraHolder *holder;
  Secret *secrets;
} Seat;

struct _TesseraHolders
{
  GRWLock lock;
  GHashTable *secrets; /* a set of Secret, by digest */
  GArray *seats;       /* of Seat, by number - 1 */
};

TesseraHolder *
tessera_holder_new (const TesseraHolder *fields)
{
  g_autofree char *escaped_name = g_uri_escape_string (fields->name, NULL, FALSE);
  gsize id = strlen (fields->id) + 1, name = strlen (fields->name) + 1, escaped = strlen (escaped_name) + 1;
  TesseraHolder *holder;
  char *strings;

  if (escaped == name)
    escaped = 0;
  holder = g_atomic_rc_box_alloc (sizeof *holder + id + name + escaped);
  strings = (char *) (holder + 1);

  *holder = *fields;
  holder->id = memcpy (strings, fields->id, id);
  holder->name = memcpy (strings + id, fields->name, name);
  holder->escaped_name = escaped > 0 ? memcpy (strings + id + name, escaped_name, escaped) : holder->name;
  holder->type = g_intern_string (fields->type); /* there are as many as the catalogue ever had */

  return holder;
}

TesseraHolder *
tessera_holder_new_for_token (gint64 number, TesseraToken *token)
{
  const TesseraHolder fields = {
    .number = number,
    .permissions = tessera_token_get_permissions (token),
    .created_at = tessera_token_get_created_at (token),
    .expires_at = tessera_token_get_expires_at (token),
    .revoked = tessera_token_get_revoked (token),
    .id = tessera_token_get_id (token),
    .name = tessera_token_get_name (token),
    .type = tessera_token_get_type_id (token),
  };

  return tessera_holder_new (&fields);
}

TesseraHolderState
tessera_holder_get_state (const TesseraHolder *holder, gint64 secret_ends_at, gint64 now)
{
  if (holder->revoked)
    return TESSERA_HOLDER_REVOKED;
  if (now >= holder->expires_at)
    return TESSERA_HOLDER_EXPIRED;

  return now >= secret_ends_at ? TESSERA_HOLDER_REPLACED : TESSERA_HOLDER_ACTIVE;
}

TesseraHolder *
tessera_holder_ref (TesseraHolder *holder)
{
  return g_atomic_rc_box_acquire (holder);
}

void
tessera_holder_unref (TesseraHolder *holder)
{
  g_atomic_rc_box_release (holder);
}

/* Its first bytes are as random as all others. */
static guint
hash_secret (gconstpointer secret)
{
  guint hash;

  memcpy (&hash, ((const Secret *) secret)->digest.bytes, sizeof hash);
  return hash;
}

static gboolean
secrets_equal (gconstpointer a, gconstpointer b)
{
  return tessera_digest_equal (&((const Secret *) a)->digest, &((const Secret *) b)->digest);
}

static void
clear_seat (gpointer data)
{
  g_clear_pointer (&((Seat *) data)->holder, tessera_holder_unref);
}

TesseraHolders *
tessera_holders_new (void)
{
  TesseraHolders *holders = g_new0 (TesseraHolders, 1);

  g_rw_lock_init (&holders->lock);
  holders->secrets = g_hash_table_new_full (hash_secret, secrets_equal, g_free, NULL);
  holders->seats = g_array_new (FALSE, TRUE, sizeof (Seat));
  g_array_set_clear_func (holders->seats, clear_seat);
  return holders;
}

void
tessera_holders_free (TesseraHolders *holders)
{
  g_hash_table_unref (holders->secrets);
  g_array_unref (holders->seats);
  g_rw_lock_clear (&holders->lock);
  g_free (holders);
}

static Seat *
get_seat (TesseraHolders *holders, gint64 number)
{
  return &g_array_index (holders->seats, Seat, number - 1);
}

/* Under the lock. */
static void
seat (TesseraHolders *holders, TesseraHolder *holder)
{
  Seat *who;

  if (holder->number > holders->seats->len)
    g_array_set_size (holders->seats, (guint) holder->number);

  who = get_seat (holders, holder->number);
  clear_seat (who);
  who->holder = holder;
  for (Secret *secret = who->secrets; secret != NULL; secret = secret->next)
    secret->holder = holder;
}

static void
add_secret (TesseraHolders *holders, gint64 number, const TesseraDigest *digest, gint64 ends_at)
{
  Secret *secret = g_new (Secret, 1);
  Seat *who = get_seat (holders, number);

  *secret = (Secret) { *digest, who->holder, ends_at, who->secrets };
  who->secrets = secret;
  g_hash_table_add (holders->secrets, secret);
}

void
tessera_holders_put (TesseraHolders *holders, TesseraHolder *holder)
{
  g_rw_lock_writer_lock (&holders->lock);
  seat (holders, holder);
  g_rw_lock_writer_unlock (&holders->lock);
}

void
tessera_holders_add_secret (TesseraHolders *holders, gint64 number, const TesseraDigest *digest, gint64 ends_at)
{
  g_rw_lock_writer_lock (&holders->lock);
  add_secret (holders, number, digest, ends_at);
  g_rw_lock_writer_unlock (&holders->lock);
}

/* Under the lock: what passed until now passes until @ends_at, or no more. */
static void
retire (Seat *who, gint64 ends_at)
{
  for (Secret *secret = who->secrets; secret != NULL; secret = secret->next)
    secret->ends_at = secret->ends_at == TESSERA_NEVER ? ends_at : 0;
}

void
tessera_holders_rotate (TesseraHolders *holders, TesseraHolder *holder, const TesseraDigest *digest, gint64 ends_at)
{
  g_rw_lock_writer_lock (&holders->lock);
  seat (holders, holder);
  retire (get_seat (holders, holder->number), ends_at);
  add_secret (holders, holder->number, digest, TESSERA_NEVER);
  g_rw_lock_writer_unlock (&holders->lock);
}

TesseraHolder *
tessera_holders_find (TesseraHolders *holders, const TesseraDigest *digest, gint64 *secret_ends_at)
{
  const Secret wanted = { .digest = *digest };
  const Secret *secret;
  TesseraHolder *holder = NULL;

  g_rw_lock_reader_lock (&holders->lock);
  secret = g_hash_table_lookup (holders->secrets, &wanted);
  if (secret != NULL)
    {
      *secret_ends_at = secret->ends_at;
      holder = tessera_holder_ref (secret->holder);
    }
  g_rw_lock_reader_unlock (&holders->lock);

  return holder;
}
