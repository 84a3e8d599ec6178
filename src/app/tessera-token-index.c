#include "tessera-token-index.h"

#include <string.h>

#include "tessera-name-order.h"
#include "tessera-number-order.h"
#include "tessera-query.h"

#define MOST_AT_ONCE 64         /* changes after which the names' order is mended and not dropped */
#define DEAD_BEFORE_PACKING (64 * 1024)
#define SETS_BEFORE_PACKING 1024

typedef TesseraTokenEntry Slot;

struct _TesseraTokenIndex
{
  TesseraCatalogue *catalogue;
  GArray *slots;                /* Slot */
  GArray *free;                 /* TesseraTokenSlot */
  GArray *places;               /* TesseraTokenSlot, in the source's order */
  GString *texts;               /* folded, each with its NUL */
  gsize dead;                   /* bytes of them that belong to nobody */
  TesseraPermissionSets *grants;
  TesseraSharedParts *shared;
  GArray *names;                /* TesseraTokenSlot by name, or NULL */
  guint generation;             /* counts changes of the list */
};

TesseraTokenIndex *
tessera_token_index_new (void)
{
  TesseraTokenIndex *self = g_new0 (TesseraTokenIndex, 1);

  self->slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  self->free = g_array_new (FALSE, FALSE, sizeof (TesseraTokenSlot));
  self->places = g_array_new (FALSE, FALSE, sizeof (TesseraTokenSlot));
  self->texts = g_string_new (NULL);
  self->grants = tessera_permission_sets_new ();
  self->shared = tessera_shared_parts_new ();
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
  tessera_permission_sets_free (self->grants);
  tessera_shared_parts_free (self->shared);
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

const TesseraTokenEntry *
tessera_token_index_get_entries (TesseraTokenIndex *self, guint *n_entries, const char **texts)
{
  *n_entries = self->slots->len;
  *texts = self->texts->str;
  return (const TesseraTokenEntry *) (gpointer) self->slots->data;
}

TesseraPermissionSets *
tessera_token_index_get_grants (TesseraTokenIndex *self)
{
  return self->grants;
}

TesseraSharedParts *
tessera_token_index_get_shared (TesseraTokenIndex *self)
{
  return self->shared;
}

TesseraCatalogue *
tessera_token_index_get_catalogue (TesseraTokenIndex *self)
{
  return self->catalogue;
}

/* Texts */

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
      g_autofree char *folded = tessera_query_fold (text);

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
write_grants (TesseraTokenIndex *self, Slot *slot)
{
  slot->grants = tessera_permission_sets_enter (self->grants, tessera_token_get_permissions (slot->token));
}

/* Nor are there many sets that only tokens had which are gone. */
static void
pack_grants (TesseraTokenIndex *self)
{
  if (tessera_permission_sets_get_length (self->grants) < self->places->len + SETS_BEFORE_PACKING)
    return;

  tessera_permission_sets_free (self->grants);
  self->grants = tessera_permission_sets_new ();
  for (guint i = 0; i < self->places->len; i++)
    write_grants (self, slot_at (self, place_at (self, i)));
}

void
tessera_token_index_set_catalogue (TesseraTokenIndex *self, TesseraCatalogue *catalogue)
{
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  self->catalogue = tessera_catalogue_ref (catalogue);
  tessera_shared_parts_set_catalogue (self->shared, catalogue);
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

static gint64
get_end (TesseraToken *token)
{
  gint64 end = tessera_token_get_expires_at (token);

  return tessera_token_get_revoked (token) ? TESSERA_TOKEN_ENTRY_REVOKED : MIN (end, TESSERA_TOKEN_ENTRY_NEVER);
}

static TesseraTokenSlot
enter (TesseraTokenIndex *self, GListModel *source, guint position)
{
  TesseraTokenSlot number = take_slot (self);
  Slot *slot = slot_at (self, number);

  slot->token = g_list_model_get_item (source, position);
  slot->shared = tessera_shared_parts_enter (self->shared, tessera_token_get_kind (slot->token));
  slot->ends = get_end (slot->token);
  write_grants (self, slot);
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
  pack_grants (self);
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
      return (guint64) tessera_shared_parts_get (self->shared, slot->shared)->type_place;
    case TESSERA_TOKEN_KEY_PERMISSIONS:
      return tessera_permissions_count (tessera_permission_sets_get (self->grants, slot->grants));
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
