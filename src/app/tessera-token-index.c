#include "tessera-token-index.h"

#include <string.h>

#include "tessera-name-order.h"
#include "tessera-number-order.h"

#define MOST_AT_ONCE 64         /* changes after which the names' order is mended and not dropped */
#define DEAD_BEFORE_PACKING (64 * 1024)

typedef struct
{
  TesseraToken *token;          /* or NULL while the slot is free */
  guint32 text;                 /* where its own folded text begins */
  guint32 shared;               /* which of the shared texts is its other part */
} Slot;

/* What tokens of the same type and admins have in common. */
typedef struct
{
  const char *type, *created_by, *updated_by;   /* interned */
  char *text;
  int type_place;               /* among the catalogue's types */
} Shared;

struct _TesseraTokenIndex
{
  TesseraCatalogue *catalogue;
  GArray *slots;                /* Slot */
  GArray *free;                 /* TesseraTokenSlot */
  GArray *places;               /* TesseraTokenSlot, in the source's order */
  GString *texts;               /* folded, each with its NUL */
  gsize dead;                   /* bytes of them that belong to nobody */
  GArray *shared;               /* Shared */
  GHashTable *shared_by_parts;  /* "type\ncreated_by\nupdated_by" → its number */
  GArray *names;                /* TesseraTokenSlot by name, or NULL */
  guint generation;             /* counts changes of the list */
};

static void
shared_clear (gpointer data)
{
  g_free (((Shared *) data)->text);
}

TesseraTokenIndex *
tessera_token_index_new (void)
{
  TesseraTokenIndex *self = g_new0 (TesseraTokenIndex, 1);

  self->slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  self->free = g_array_new (FALSE, FALSE, sizeof (TesseraTokenSlot));
  self->places = g_array_new (FALSE, FALSE, sizeof (TesseraTokenSlot));
  self->texts = g_string_new (NULL);
  self->shared = g_array_new (FALSE, FALSE, sizeof (Shared));
  g_array_set_clear_func (self->shared, shared_clear);
  self->shared_by_parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static Slot *
slot_at (TesseraTokenIndex *self, TesseraTokenSlot slot)
{
  return &g_array_index (self->slots, Slot, slot);
}

static TesseraTokenSlot
place_at (TesseraTokenIndex *self, guint position)
{
  return g_array_index (self->places, TesseraTokenSlot, position);
}

void
tessera_token_index_free (TesseraTokenIndex *self)
{
  for (guint i = 0; i < self->places->len; i++)
    g_object_unref (slot_at (self, place_at (self, i))->token);
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  g_clear_pointer (&self->names, g_array_unref);
  g_array_unref (self->slots);
  g_array_unref (self->free);
  g_array_unref (self->places);
  g_string_free (self->texts, TRUE);
  g_array_unref (self->shared);
  g_hash_table_unref (self->shared_by_parts);
  g_free (self);
}

guint
tessera_token_index_get_n_tokens (TesseraTokenIndex *self)
{
  return self->places->len;
}

TesseraToken *
tessera_token_index_get (TesseraTokenIndex *self, TesseraTokenSlot slot)
{
  return slot_at (self, slot)->token;
}

TesseraToken *
tessera_token_index_get_at (TesseraTokenIndex *self, guint position)
{
  return slot_at (self, place_at (self, position))->token;
}

/* Texts */

char *
tessera_token_index_fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

static void
append_folded (GString *texts, const char *text)
{
  if (g_str_is_ascii (text))
    {
      for (; *text != '\0'; text++)
        g_string_append_c (texts, g_ascii_tolower (*text));
    }
  else
    {
      g_autofree char *folded = tessera_token_index_fold (text);

      g_string_append (texts, folded);
    }
}

static void
write_text (TesseraTokenIndex *self, Slot *slot)
{
  slot->text = (guint32) self->texts->len;
  append_folded (self->texts, tessera_token_get_name (slot->token));
  g_string_append_c (self->texts, '\n');
  append_folded (self->texts, tessera_token_get_hint (slot->token));
  g_string_append_c (self->texts, '\0');
}

/* The texts of tokens that are gone take no more room than those that are here. */
static void
pack_texts (TesseraTokenIndex *self)
{
  if (self->dead < DEAD_BEFORE_PACKING || self->dead < self->texts->len / 2)
    return;

  g_string_truncate (self->texts, 0);
  self->dead = 0;
  for (guint i = 0; i < self->places->len; i++)
    write_text (self, slot_at (self, place_at (self, i)));
}

static void
work_out_shared (TesseraTokenIndex *self, Shared *shared)
{
  const char *type = self->catalogue != NULL ? tessera_catalogue_get_type_name (self->catalogue, shared->type) : shared->type;
  g_autofree char *text = g_strjoin ("\n", type, shared->created_by, shared->updated_by, NULL);

  g_free (shared->text);
  shared->text = tessera_token_index_fold (text);
  shared->type_place = self->catalogue != NULL ? MAX (tessera_catalogue_find_type (self->catalogue, shared->type), 0) : 0;
}

static guint32
find_shared (TesseraTokenIndex *self, TesseraToken *token)
{
  const char *type = tessera_token_get_type_id (token), *created_by = tessera_token_get_created_by (token);
  const char *updated_by = tessera_token_get_updated_by (token);
  g_autofree char *parts = g_strjoin ("\n", type, created_by, updated_by, NULL);
  gpointer number;
  Shared shared;

  if (g_hash_table_lookup_extended (self->shared_by_parts, parts, NULL, &number))
    return GPOINTER_TO_UINT (number);

  shared = (Shared){ g_intern_string (type), g_intern_string (created_by), g_intern_string (updated_by), NULL, 0 };
  work_out_shared (self, &shared);
  g_array_append_val (self->shared, shared);
  g_hash_table_insert (self->shared_by_parts, g_steal_pointer (&parts), GUINT_TO_POINTER (self->shared->len - 1));
  return self->shared->len - 1;
}

void
tessera_token_index_set_catalogue (TesseraTokenIndex *self, TesseraCatalogue *catalogue)
{
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  self->catalogue = tessera_catalogue_ref (catalogue);

  for (guint i = 0; i < self->shared->len; i++)
    work_out_shared (self, &g_array_index (self->shared, Shared, i));
}

/* Changes */

static TesseraTokenSlot
take_slot (TesseraTokenIndex *self)
{
  TesseraTokenSlot slot = self->slots->len;

  if (self->free->len == 0)
    {
      g_array_set_size (self->slots, slot + 1);
      return slot;
    }

  slot = g_array_index (self->free, TesseraTokenSlot, self->free->len - 1);
  g_array_set_size (self->free, self->free->len - 1);
  return slot;
}

static TesseraTokenSlot
enter (TesseraTokenIndex *self, GListModel *source, guint position)
{
  TesseraTokenSlot number = take_slot (self);
  Slot *slot = slot_at (self, number);

  slot->token = g_list_model_get_item (source, position);
  slot->shared = find_shared (self, slot->token);
  write_text (self, slot);
  if (self->names != NULL)
    tessera_name_order_insert (self->names, self, number);
  return number;
}

static void
leave (TesseraTokenIndex *self, TesseraTokenSlot number, GPtrArray *gone)
{
  Slot *slot = slot_at (self, number);

  if (self->names != NULL)
    tessera_name_order_remove (self->names, number);
  self->dead += strlen (self->texts->str + slot->text) + 1;
  g_ptr_array_add (gone, g_steal_pointer (&slot->token));
  g_array_append_val (self->free, number);
}

void
tessera_token_index_splice (TesseraTokenIndex *self, GListModel *source, guint position, guint removed, guint added, GPtrArray *gone)
{
  g_autofree TesseraTokenSlot *entered = g_new (TesseraTokenSlot, added + 1);

  self->generation++;
  if (removed + added > MOST_AT_ONCE)
    g_clear_pointer (&self->names, g_array_unref);

  for (guint i = 0; i < removed; i++)
    leave (self, place_at (self, position + i), gone);
  if (removed > 0)
    g_array_remove_range (self->places, position, removed);
  for (guint i = 0; i < added; i++)
    entered[i] = enter (self, source, position + i);
  g_array_insert_vals (self->places, position, entered, added);
  pack_texts (self);
}

/* Sorting */

static guint64
get_key (TesseraTokenIndex *self, const Slot *slot, TesseraTokenKey key, gint64 now)
{
  TesseraToken *token = slot->token;
  gint64 at;

  switch (key)
    {
    case TESSERA_TOKEN_KEY_TYPE:
      return (guint64) g_array_index (self->shared, Shared, slot->shared).type_place;
    case TESSERA_TOKEN_KEY_PERMISSIONS:
      return tessera_permissions_count (tessera_token_get_permissions (token));
    case TESSERA_TOKEN_KEY_LAST_USED:
      at = tessera_token_get_last_used_at (token);
      return at == TESSERA_NEVER ? 0 : (guint64) at ^ (G_GUINT64_CONSTANT (1) << 63);
    case TESSERA_TOKEN_KEY_STATUS:
      return tessera_token_get_status (token, now);
    case TESSERA_TOKEN_KEY_EXPIRES:
    default:
      return (guint64) tessera_token_get_expires_at (token) ^ (G_GUINT64_CONSTANT (1) << 63);
    }
}

static void
sort_by_number (TesseraTokenIndex *self, TesseraTokenKey key, gint64 now, GArray *order)
{
  guint n = self->places->len;
  g_autofree guint64 *keys = g_new (guint64, n + 1);

  for (guint i = 0; i < n; i++)
    keys[i] = get_key (self, slot_at (self, place_at (self, i)), key, now);
  memcpy (order->data, self->places->data, n * sizeof (TesseraTokenSlot));
  tessera_number_order_sort (keys, (guint32 *) (gpointer) order->data, n);
}

static void
turn (GArray *order)
{
  for (guint i = 0, j = order->len; i + 1 < j; i++, j--)
    {
      TesseraTokenSlot slot = g_array_index (order, TesseraTokenSlot, i);

      g_array_index (order, TesseraTokenSlot, i) = g_array_index (order, TesseraTokenSlot, j - 1);
      g_array_index (order, TesseraTokenSlot, j - 1) = slot;
    }
}

void
tessera_token_index_sort (TesseraTokenIndex *self, TesseraTokenKey key, gboolean descending, gint64 now, GArray *order)
{
  GArray *ready = self->places;

  g_array_set_size (order, self->places->len);
  if (self->places->len == 0)
    return;
  if (key == TESSERA_TOKEN_KEY_NAME && self->names == NULL)
    self->names = tessera_name_order_new (self, self->places);
  if (key == TESSERA_TOKEN_KEY_NAME)
    ready = self->names;

  if (key == TESSERA_TOKEN_KEY_NAME || key == TESSERA_TOKEN_KEY_CREATED)
    memcpy (order->data, ready->data, ready->len * sizeof (TesseraTokenSlot));
  else
    sort_by_number (self, key, now, order);
  if (descending)
    turn (order);
}

/* Searching */

/* For each of the shared texts, whether it has the word. */
static guint8 *
look_through_shared (TesseraTokenIndex *self, const char *word)
{
  guint8 *has = g_malloc (self->shared->len + 1);

  for (guint i = 0; i < self->shared->len; i++)
    has[i] = strstr (g_array_index (self->shared, Shared, i).text, word) != NULL;
  return has;
}

static gboolean
has_words (TesseraTokenIndex *self, const Slot *slot, const char *const *words, guint8 *const *shared)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (!shared[i][slot->shared] && strstr (self->texts->str + slot->text, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

void
tessera_token_index_find (TesseraTokenIndex *self, GArray *order, const char *const *words, GPtrArray *found)
{
  guint n_words = words != NULL ? g_strv_length ((char **) words) : 0;
  g_autoptr (GPtrArray) shared = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_words; i++)
    g_ptr_array_add (shared, look_through_shared (self, words[i]));

  for (guint i = 0; i < order->len; i++)
    {
      const Slot *slot = slot_at (self, g_array_index (order, TesseraTokenSlot, i));

      if (n_words == 0 || has_words (self, slot, words, (guint8 *const *) shared->pdata))
        g_ptr_array_add (found, slot->token);
    }
}

/* Names */

gboolean
tessera_token_index_has_names (TesseraTokenIndex *self)
{
  return self->names != NULL;
}

void
tessera_token_index_order_names_async (TesseraTokenIndex *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  tessera_name_order_new_async (self, self->places, self->generation, cancellable, callback, data);
}

gboolean
tessera_token_index_order_names_finish (TesseraTokenIndex *self, GAsyncResult *result)
{
  guint generation;
  GArray *names = tessera_name_order_new_finish (result, &generation);

  if (names == NULL || generation != self->generation)
    {
      g_clear_pointer (&names, g_array_unref);
      return self->names != NULL;
    }

  g_clear_pointer (&self->names, g_array_unref);
  self->names = names;
  return TRUE;
}
