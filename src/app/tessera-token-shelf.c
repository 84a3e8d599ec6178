#include "tessera-token-shelf.h"

#define FIRST_BITS 6
#define NUMBER_BITS 25         /* some 16 million tokens each way */
#define MOST_TOKENS (1 << (NUMBER_BITS - 1))

/* A token's number is its own for as long as the shelf lives: positions move when one is put before all. */
typedef struct
{
  gint32 number : NUMBER_BITS;
  guint32 sign : 7;            /* of the id, so that few tokens need to be looked at; 0 where there is none */
} Entry;

G_STATIC_ASSERT (sizeof (Entry) == 4);

struct _TesseraTokenShelf
{
  GPtrArray *tokens;
  int n_before;             /* put before the first one; it is at this position */
  Entry *entries;           /* as many as 2 to the power of bits; those that want the same place follow each other */
  guint bits;
};

TesseraTokenShelf *
tessera_token_shelf_new (void)
{
  TesseraTokenShelf *self = g_new0 (TesseraTokenShelf, 1);

  self->tokens = g_ptr_array_new_with_free_func (g_object_unref);
  self->bits = FIRST_BITS;
  self->entries = g_new0 (Entry, 1u << FIRST_BITS);
  return self;
}

void
tessera_token_shelf_free (TesseraTokenShelf *self)
{
  g_ptr_array_unref (self->tokens);
  g_free (self->entries);
  g_free (self);
}

guint
tessera_token_shelf_get_length (TesseraTokenShelf *self)
{
  return self->tokens->len;
}

TesseraToken *
tessera_token_shelf_get (TesseraTokenShelf *self, guint position)
{
  g_return_val_if_fail (position < self->tokens->len, NULL);

  return self->tokens->pdata[position];
}

/* Where to look first: ids that differ little are to lie far apart. */
static guint
get_place (guint32 hash, guint bits)
{
  return (hash * 2654435769u) >> (32 - bits);
}

/* By bits that have little to do with its place. */
static guint
get_sign (guint32 hash)
{
  return MAX (hash & 127, 1);
}

static guint
get_position (TesseraTokenShelf *self, const Entry *entry)
{
  return (guint) (entry->number + self->n_before);
}

static TesseraToken *
get_token (TesseraTokenShelf *self, const Entry *entry)
{
  return self->tokens->pdata[get_position (self, entry)];
}

/* Returns: the entry of that id, or the free one where it belongs */
static Entry *
find_entry (TesseraTokenShelf *self, const char *id, guint32 hash)
{
  guint last = (1u << self->bits) - 1, place = get_place (hash, self->bits);
  TesseraTextRoom room;

  for (; self->entries[place].sign != 0; place = (place + 1) & last)
    if (self->entries[place].sign == get_sign (hash)
        && g_str_equal (tessera_token_read_id (get_token (self, &self->entries[place]), &room), id))
      break;

  return &self->entries[place];
}

/* All once more, in the order of memory, when there are four fifths as many as places. */
static void
make_room (TesseraTokenShelf *self)
{
  guint n_places = 1u << self->bits, last = 2 * n_places - 1;

  if (self->tokens->len < n_places - n_places / 5)
    return;

  g_free (self->entries);
  self->bits++;
  self->entries = g_new0 (Entry, 2 * (gsize) n_places);
  for (guint i = 0; i < self->tokens->len; i++)
    {
      TesseraTextRoom room;
      guint32 hash = g_str_hash (tessera_token_read_id (self->tokens->pdata[i], &room));
      guint place = get_place (hash, self->bits);

      while (self->entries[place].sign != 0)
        place = (place + 1) & last;
      self->entries[place] = (Entry) { (int) i - self->n_before, get_sign (hash) };
    }
}

TesseraToken *
tessera_token_shelf_find (TesseraTokenShelf *self, const char *id, guint *position)
{
  const Entry *entry = find_entry (self, id, g_str_hash (id));

  if (entry->sign == 0)
    return NULL;

  if (position != NULL)
    *position = get_position (self, entry);
  return get_token (self, entry);
}

gboolean
tessera_token_shelf_append (TesseraTokenShelf *self, TesseraToken *token)
{
  TesseraTextRoom room;
  const char *id = tessera_token_read_id (token, &room);
  guint32 hash = g_str_hash (id);
  Entry *entry;

  make_room (self);
  entry = find_entry (self, id, hash);
  if (entry->sign != 0 || self->tokens->len == MOST_TOKENS)
    return FALSE;

  *entry = (Entry) { (int) self->tokens->len - self->n_before, get_sign (hash) };
  g_ptr_array_add (self->tokens, g_object_ref (token));
  return TRUE;
}

void
tessera_token_shelf_put (TesseraTokenShelf *self, TesseraToken *token)
{
  TesseraTextRoom room;
  const char *id = tessera_token_read_id (token, &room);
  guint32 hash = g_str_hash (id);
  Entry *entry;

  make_room (self);
  entry = find_entry (self, id, hash);
  if (entry->sign != 0)
    {
      g_set_object ((TesseraToken **) &self->tokens->pdata[get_position (self, entry)], token);
      return;
    }

  self->n_before++;
  *entry = (Entry) { -self->n_before, get_sign (hash) };
  g_ptr_array_insert (self->tokens, 0, g_object_ref (token));
}
