#include "tessera-token-model.h"

#include <string.h>

#define SMALL 2000          /* so many are sorted and shown at once */
#define QUIET_MILLISECONDS 100

/* A token with what it is searched and sorted by, each worked out when first needed. */
typedef struct
{
  TesseraToken *token;
  char *haystack;
  char *name_key;
  gint64 number; /* by what it is sorted now, unless that is the name */
  guint place;   /* in the source */
} Entry;

struct _TesseraTokenModel
{
  GObject parent_instance;

  GListModel *source;
  TesseraCatalogue *catalogue;
  GPtrArray *entries; /* in the source's order */
  GPtrArray *sorted;  /* the same, sorted */
  GPtrArray *shown;   /* those of them that the search finds: TesseraToken */
  GStrv words;
  TesseraTokenKey key;
  gboolean descending;
  guint waiting;
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TesseraTokenModel, tessera_token_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->token);
  g_free (entry->haystack);
  g_free (entry->name_key);
  g_free (entry);
}

static GType
get_item_type (GListModel *list)
{
  return TESSERA_TYPE_TOKEN;
}

static guint
get_n_items (GListModel *list)
{
  return TESSERA_TOKEN_MODEL (list)->shown->len;
}

static gpointer
get_item (GListModel *list, guint position)
{
  GPtrArray *shown = TESSERA_TOKEN_MODEL (list)->shown;

  return position < shown->len ? g_object_ref (g_ptr_array_index (shown, position)) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
tessera_token_model_dispose (GObject *object)
{
  TesseraTokenModel *self = TESSERA_TOKEN_MODEL (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (tessera_token_model_parent_class)->dispose (object);
}

static void
tessera_token_model_finalize (GObject *object)
{
  TesseraTokenModel *self = TESSERA_TOKEN_MODEL (object);

  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->sorted);
  g_ptr_array_unref (self->entries);
  g_strfreev (self->words);

  G_OBJECT_CLASS (tessera_token_model_parent_class)->finalize (object);
}

static void
tessera_token_model_class_init (TesseraTokenModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_token_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_token_model_finalize;
}

static void
tessera_token_model_init (TesseraTokenModel *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->sorted = g_ptr_array_new ();
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

static const char *
type_name (TesseraTokenModel *self, TesseraToken *token)
{
  const char *id = tessera_token_get_type_id (token);

  return self->catalogue != NULL ? tessera_catalogue_get_type_name (self->catalogue, id) : id;
}

static const char *
get_haystack (TesseraTokenModel *self, Entry *entry)
{
  if (entry->haystack == NULL)
    {
      g_autofree char *text
        = g_strjoin ("\n", tessera_token_get_name (entry->token), type_name (self, entry->token),
                     tessera_token_get_hint (entry->token), tessera_token_get_created_by (entry->token),
                     tessera_token_get_updated_by (entry->token), NULL);

      entry->haystack = fold (text);
    }

  return entry->haystack;
}

static gboolean
matches (TesseraTokenModel *self, Entry *entry)
{
  if (self->words == NULL || self->words[0] == NULL)
    return TRUE;

  for (char **word = self->words; *word != NULL; word++)
    if (strstr (get_haystack (self, entry), *word) == NULL)
      return FALSE;

  return TRUE;
}

static gint64
get_last_use (TesseraToken *token)
{
  gint64 at = tessera_token_get_last_used_at (token);

  return at == TESSERA_NEVER ? G_MININT64 : at;
}

static void
work_out_key (TesseraTokenModel *self, Entry *entry, gint64 now)
{
  TesseraToken *token = entry->token;

  switch (self->key)
    {
    case TESSERA_TOKEN_KEY_NAME:
      if (entry->name_key == NULL)
        {
          g_autofree char *folded = fold (tessera_token_get_name (token));

          entry->name_key = g_utf8_collate_key (folded, -1);
        }
      break;
    case TESSERA_TOKEN_KEY_TYPE:
      entry->number
        = self->catalogue != NULL ? tessera_catalogue_find_type (self->catalogue, tessera_token_get_type_id (token)) : 0;
      break;
    case TESSERA_TOKEN_KEY_PERMISSIONS:
      entry->number = tessera_permissions_count (tessera_token_get_permissions (token));
      break;
    case TESSERA_TOKEN_KEY_EXPIRES:
      entry->number = tessera_token_get_expires_at (token);
      break;
    case TESSERA_TOKEN_KEY_LAST_USED:
      entry->number = get_last_use (token);
      break;
    case TESSERA_TOKEN_KEY_STATUS:
      entry->number = tessera_token_get_status (token, now);
      break;
    case TESSERA_TOKEN_KEY_CREATED:
    default:
      entry->number = 0;
      break;
    }
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  TesseraTokenModel *self = data;
  const Entry *x = *(Entry *const *) a, *y = *(Entry *const *) b;
  int order;

  if (self->key == TESSERA_TOKEN_KEY_NAME)
    order = strcmp (x->name_key, y->name_key);
  else
    order = (x->number > y->number) - (x->number < y->number);
  if (order == 0)
    order = (x->place > y->place) - (x->place < y->place);

  return self->descending ? -order : order;
}

static void
sort (TesseraTokenModel *self)
{
  gint64 now = tessera_time_now ();

  g_ptr_array_set_size (self->sorted, 0);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      entry->place = i;
      work_out_key (self, entry, now);
      g_ptr_array_add (self->sorted, entry);
    }
  if (self->key != TESSERA_TOKEN_KEY_CREATED || self->descending)
    g_ptr_array_sort_with_data (self->sorted, compare, self);
}

/* Tells of the stretch alone that is no longer what it was. */
static void
show (TesseraTokenModel *self)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->shown);
  guint head = 0, tail = 0, least;

  self->shown = g_ptr_array_new_full (before->len, g_object_unref);
  for (guint i = 0; i < self->sorted->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->sorted, i);

      if (matches (self, entry))
        g_ptr_array_add (self->shown, g_object_ref (entry->token));
    }

  least = MIN (before->len, self->shown->len);
  while (head < least && before->pdata[head] == self->shown->pdata[head])
    head++;
  while (tail < least - head
         && before->pdata[before->len - 1 - tail] == self->shown->pdata[self->shown->len - 1 - tail])
    tail++;

  if (before->len - head - tail > 0 || self->shown->len - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, before->len - head - tail, self->shown->len - head - tail);
}

void
tessera_token_model_flush (TesseraTokenModel *model)
{
  g_clear_handle_id (&model->waiting, g_source_remove);
  sort (model);
  show (model);
}

static gboolean
moment_is_quiet (gpointer data)
{
  TesseraTokenModel *self = data;

  self->waiting = 0;
  tessera_token_model_flush (self);
  return G_SOURCE_REMOVE;
}

static Entry *
entry_new (GListModel *source, guint position)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->token = g_list_model_get_item (source, position);
  return entry;
}

/* A token told of as replaced by itself looks different now, such as one that expired just now. */
static void
tell_again (TesseraTokenModel *self, TesseraToken *token)
{
  guint position;

  if (g_ptr_array_find (self->shown, token, &position))
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

static void
on_source_changed (GListModel *source, guint position, guint removed, guint added, TesseraTokenModel *self)
{
  g_autoptr (TesseraToken) only = removed == 1 && added == 1 ? g_list_model_get_item (source, position) : NULL;
  gboolean is_same = only != NULL && ((Entry *) g_ptr_array_index (self->entries, position))->token == only;

  if (removed > 0)
    g_ptr_array_remove_range (self->entries, position, removed);
  if (position == self->entries->len)
    for (guint i = 0; i < added; i++)
      g_ptr_array_add (self->entries, entry_new (source, position + i));
  else
    for (guint i = 0; i < added; i++)
      g_ptr_array_insert (self->entries, (int) (position + i), entry_new (source, position + i));

  /* Gone entries must not be looked at again. */
  g_ptr_array_set_size (self->sorted, 0);
  if (self->entries->len <= SMALL)
    tessera_token_model_flush (self);
  else if (self->waiting == 0)
    self->waiting = g_timeout_add (QUIET_MILLISECONDS, moment_is_quiet, self);

  if (is_same)
    tell_again (self, only);
}

TesseraTokenModel *
tessera_token_model_new (GListModel *source)
{
  TesseraTokenModel *self = g_object_new (TESSERA_TYPE_TOKEN_MODEL, NULL);

  self->source = g_object_ref (source);
  g_signal_connect_object (source, "items-changed", G_CALLBACK (on_source_changed), self, 0);
  on_source_changed (source, 0, 0, g_list_model_get_n_items (source), self);
  tessera_token_model_flush (self);

  return self;
}

void
tessera_token_model_set_catalogue (TesseraTokenModel *model, TesseraCatalogue *catalogue)
{
  g_clear_pointer (&model->catalogue, tessera_catalogue_unref);
  model->catalogue = tessera_catalogue_ref (catalogue);

  for (guint i = 0; i < model->entries->len; i++)
    g_clear_pointer (&((Entry *) g_ptr_array_index (model->entries, i))->haystack, g_free);
  tessera_token_model_flush (model);
}

void
tessera_token_model_set_search (TesseraTokenModel *model, const char *text)
{
  g_autofree char *folded = fold (text);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (words, parts[i]);

  g_strfreev (model->words);
  model->words = g_strv_builder_end (words);
  if (model->waiting != 0)
    tessera_token_model_flush (model);
  else
    show (model);
}

void
tessera_token_model_set_sort (TesseraTokenModel *model, TesseraTokenKey key, gboolean descending)
{
  model->key = key;
  model->descending = descending;
  tessera_token_model_flush (model);
}

guint
tessera_token_model_find (TesseraTokenModel *model, const char *id)
{
  for (guint i = 0; i < model->shown->len; i++)
    if (g_str_equal (tessera_token_get_id (g_ptr_array_index (model->shown, i)), id))
      return i;

  return G_MAXUINT;
}
