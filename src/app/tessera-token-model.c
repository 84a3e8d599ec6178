#include "tessera-token-model.h"

#include "tessera-memory.h"
#include "tessera-shown-tokens.h"
#include "tessera-token-sieve.h"

#define SMALL 2000          /* so many are sorted and shown at once */
#define QUIET_MILLISECONDS 100
#define REST_MILLISECONDS 1000
#define SMALL_REST_MILLISECONDS 300
#define MOST_ADMINS 100

struct _TesseraTokenModel
{
  GObject parent_instance;

  GListModel *source;
  TesseraTokenIndex *index;
  GArray *sorted;           /* TesseraTokenSlot */
  TesseraShownTokens *shown; /* those of them that the search finds, held by the index or gone */
  GPtrArray *gone;          /* what the index no longer has, and views may still know */
  char *search;
  TesseraQuery *query;
  TesseraFilter filter;
  guint counts[TESSERA_N_FILTERS];
  TesseraTokenKey key;
  gboolean descending;
  guint waiting;            /* for a quiet moment */
  guint resting;
  GCancellable *ordering;   /* while names are put in order */
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TesseraTokenModel, tessera_token_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static guint counted_signal;

static GType
get_item_type (GListModel *list)
{
  return TESSERA_TYPE_TOKEN;
}

static guint
get_n_items (GListModel *list)
{
  return tessera_shown_tokens_get_n_told (TESSERA_TOKEN_MODEL (list)->shown);
}

static gpointer
get_item (GListModel *list, guint position)
{
  TesseraTokenModel *self = TESSERA_TOKEN_MODEL (list);

  return position < get_n_items (list) ? g_object_ref (tessera_shown_tokens_get (self->shown, position)) : NULL;
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
  g_clear_handle_id (&self->resting, g_source_remove);
  tessera_shown_tokens_stop (self->shown);
  g_cancellable_cancel (self->ordering);
  g_clear_object (&self->ordering);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (tessera_token_model_parent_class)->dispose (object);
}

static void
tessera_token_model_finalize (GObject *object)
{
  TesseraTokenModel *self = TESSERA_TOKEN_MODEL (object);

  tessera_shown_tokens_free (self->shown);
  g_array_unref (self->sorted);
  tessera_token_index_free (self->index);
  g_ptr_array_unref (self->gone);
  tessera_query_free (self->query);
  g_free (self->search);

  G_OBJECT_CLASS (tessera_token_model_parent_class)->finalize (object);
}

static void
tessera_token_model_class_init (TesseraTokenModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_token_model_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_token_model_finalize;

  counted_signal = g_signal_new ("counted", TESSERA_TYPE_TOKEN_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
tessera_token_model_init (TesseraTokenModel *self)
{
  self->index = tessera_token_index_new ();
  self->sorted = g_array_new (FALSE, FALSE, sizeof (TesseraTokenSlot));
  self->shown = tessera_shown_tokens_new (G_LIST_MODEL (self));
  self->gone = g_ptr_array_new_with_free_func (g_object_unref);
  self->search = g_strdup ("");
  self->query = tessera_query_new ("", NULL);
}

/* Names in order */

static gboolean
is_small (TesseraTokenModel *self)
{
  return tessera_token_index_get_n_tokens (self->index) <= SMALL;
}

static void order_names (TesseraTokenModel *self);

static void
did_order_names (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraTokenModel) self = data;
  gboolean done;

  if (g_cancellable_is_cancelled (self->ordering) || self->source == NULL)
    return;

  g_clear_object (&self->ordering);
  done = tessera_token_index_order_names_finish (self->index, result);
  if (!done)
    {
      order_names (self);
      return;
    }

  tessera_memory_give_back ();
  if (self->key == TESSERA_TOKEN_KEY_NAME)
    tessera_token_model_flush (self);
}

static void
order_names (TesseraTokenModel *self)
{
  if (self->ordering != NULL || tessera_token_index_has_names (self->index))
    return;

  self->ordering = g_cancellable_new ();
  tessera_token_index_order_names_async (self->index, self->ordering, did_order_names, g_object_ref (self));
}

static gboolean
is_at_rest (gpointer data)
{
  TesseraTokenModel *self = data;

  self->resting = 0;
  if (is_small (self))
    tessera_memory_give_back ();
  else
    order_names (self);
  return G_SOURCE_REMOVE;
}

/* What is shown */

/* A long list waits with the order of names until a thread has worked it out, in its old order or as it comes. */
static void
sort (TesseraTokenModel *self)
{
  TesseraTokenKey key = self->key;

  if (key == TESSERA_TOKEN_KEY_NAME && !is_small (self) && !tessera_token_index_has_names (self->index))
    {
      order_names (self);
      key = TESSERA_TOKEN_KEY_CREATED;
    }
  tessera_token_index_sort (self->index, key, self->descending, tessera_time_now (), self->sorted);
}

static void
show (TesseraTokenModel *self, gboolean few)
{
  g_autoptr (GPtrArray) gone = g_steal_pointer (&self->gone);      /* until views know */
  GPtrArray *found = g_ptr_array_sized_new (self->sorted->len);

  self->gone = g_ptr_array_new_with_free_func (g_object_unref);
  tessera_token_sieve (self->index, self->sorted, self->query, self->filter, tessera_time_now (), found, self->counts);
  g_signal_emit (self, counted_signal, 0);
  tessera_shown_tokens_replace (self->shown, found, few);
}

void
tessera_token_model_flush (TesseraTokenModel *model)
{
  g_clear_handle_id (&model->waiting, g_source_remove);
  sort (model);
  show (model, FALSE);
}

static gboolean
moment_is_quiet (gpointer data)
{
  TesseraTokenModel *self = data;

  self->waiting = 0;
  tessera_token_model_flush (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_quiet (TesseraTokenModel *self)
{
  if (self->waiting == 0)
    self->waiting = g_timeout_add (QUIET_MILLISECONDS, moment_is_quiet, self);
}

static void
wait_for_rest (TesseraTokenModel *self)
{
  g_clear_handle_id (&self->resting, g_source_remove);
  self->resting = g_timeout_add (is_small (self) ? SMALL_REST_MILLISECONDS : REST_MILLISECONDS, is_at_rest, self);
}

static void
on_source_changed (GListModel *source, guint position, guint removed, guint added, TesseraTokenModel *self)
{
  g_autoptr (TesseraToken) only = removed == 1 && added == 1 ? g_list_model_get_item (source, position) : NULL;
  gboolean is_same = only != NULL && tessera_token_index_get_at (self->index, position) == only;

  /* Slots may be others' now, so the old order must not be looked at again. */
  g_array_set_size (self->sorted, 0);
  tessera_token_index_splice (self->index, source, position, removed, added, self->gone);
  if (is_small (self))
    tessera_token_model_flush (self);
  else
    wait_for_quiet (self);
  wait_for_rest (self);

  if (is_same)
    tessera_shown_tokens_tell_again (self->shown, only);
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

static void
read_search (TesseraTokenModel *self)
{
  tessera_query_free (self->query);
  self->query = tessera_query_new (self->search, tessera_token_index_get_catalogue (self->index));
}

void
tessera_token_model_set_catalogue (TesseraTokenModel *model, TesseraCatalogue *catalogue)
{
  tessera_token_index_set_catalogue (model->index, catalogue);
  read_search (model);
  tessera_token_model_flush (model);
}

TesseraCatalogue *
tessera_token_model_get_catalogue (TesseraTokenModel *model)
{
  return tessera_token_index_get_catalogue (model->index);
}

static void
add_once (GPtrArray *names, const char *name)
{
  if (names->len < MOST_ADMINS && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_ptr_array_add (names, g_strdup (name));
}

GStrv
tessera_token_model_list_admins (TesseraTokenModel *model)
{
  TesseraSharedParts *parts = tessera_token_index_get_shared (model->index);
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < tessera_shared_parts_get_length (parts) && names->len < MOST_ADMINS; i++)
    {
      const TesseraTokenKind *kind = tessera_shared_parts_get (parts, i)->kind;

      add_once (names, kind->created_by);
      add_once (names, kind->updated_by);
    }
  g_ptr_array_add (names, NULL);

  return (GStrv) g_ptr_array_free (names, FALSE);
}

static void
sort_what_waits (TesseraTokenModel *self)
{
  if (self->waiting == 0)
    return;

  g_clear_handle_id (&self->waiting, g_source_remove);
  sort (self);
}

void
tessera_token_model_set_search (TesseraTokenModel *model, const char *text)
{
  g_free (model->search);
  model->search = g_strdup (text);
  read_search (model);
  sort_what_waits (model);
  show (model, TRUE);
}

void
tessera_token_model_set_filter (TesseraTokenModel *model, TesseraFilter filter)
{
  g_return_if_fail (filter < TESSERA_N_FILTERS);

  model->filter = filter;
  sort_what_waits (model);
  show (model, FALSE);
}

void
tessera_token_model_set_whole (TesseraTokenModel *model, gboolean whole)
{
  tessera_shown_tokens_set_whole (model->shown, whole);
}

guint
tessera_token_model_count (TesseraTokenModel *model, TesseraFilter filter)
{
  g_return_val_if_fail (filter < TESSERA_N_FILTERS, 0);

  return model->counts[filter];
}

void
tessera_token_model_set_sort (TesseraTokenModel *model, TesseraTokenKey key, gboolean descending)
{
  model->key = key;
  model->descending = descending;
  tessera_token_model_flush (model);
}

gboolean
tessera_token_model_get_told_all (TesseraTokenModel *model)
{
  return tessera_shown_tokens_get_told_all (model->shown);
}

guint
tessera_token_model_find (TesseraTokenModel *model, const char *id)
{
  return tessera_shown_tokens_find (model->shown, id);
}
