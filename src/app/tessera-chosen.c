#include "tessera-chosen.h"

struct _TesseraChosen
{
  GObject parent_instance;

  TesseraTokenModel *model;
  GtkSelectionModel *selection;
  GHashTable *ids;             /* of several that are chosen; empty for one or none */
  gboolean setting;            /* the selection is being set by us */
};

G_DEFINE_FINAL_TYPE (TesseraChosen, tessera_chosen, G_TYPE_OBJECT)

static guint changed_signal;

static void
note_ids (TesseraChosen *self)
{
  g_autoptr (GPtrArray) tokens = tessera_chosen_get_tokens (self);
  TesseraTextRoom room;

  g_hash_table_remove_all (self->ids);
  for (guint i = 0; i < tokens->len && tokens->len > 1; i++)
    g_hash_table_add (self->ids, g_strdup (tessera_token_read_id (tokens->pdata[i], &room)));
  tessera_token_model_set_whole (self->model, tokens->len > 1);
}

static void
on_selection_changed (TesseraChosen *self)
{
  if (self->setting)
    return;

  note_ids (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
set_selected (TesseraChosen *self, GtkBitset *selected)
{
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->model)));

  self->setting = TRUE;
  gtk_selection_model_set_selection (self->selection, selected, all);
  self->setting = FALSE;
}

/* After the selection has heard of it, which forgets what was replaced. */
static void
on_model_changed (TesseraChosen *self)
{
  guint n_tokens = g_list_model_get_n_items (G_LIST_MODEL (self->model)), before = g_hash_table_size (self->ids);
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();

  if (before == 0)
    return;

  for (guint i = 0; i < n_tokens; i++)
    {
      g_autoptr (TesseraToken) token = g_list_model_get_item (G_LIST_MODEL (self->model), i);
      TesseraTextRoom room;

      if (g_hash_table_contains (self->ids, tessera_token_read_id (token, &room)))
        gtk_bitset_add (selected, i);
    }

  set_selected (self, selected);
  if (gtk_bitset_get_size (selected) == before)
    return;

  note_ids (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
tessera_chosen_dispose (GObject *object)
{
  TesseraChosen *self = TESSERA_CHOSEN (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (tessera_chosen_parent_class)->dispose (object);
}

static void
tessera_chosen_finalize (GObject *object)
{
  g_hash_table_unref (TESSERA_CHOSEN (object)->ids);

  G_OBJECT_CLASS (tessera_chosen_parent_class)->finalize (object);
}

static void
tessera_chosen_class_init (TesseraChosenClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_chosen_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_chosen_finalize;

  changed_signal = g_signal_new ("changed", TESSERA_TYPE_CHOSEN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tessera_chosen_init (TesseraChosen *self)
{
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

TesseraChosen *
tessera_chosen_new (TesseraTokenModel *model)
{
  TesseraChosen *self = g_object_new (TESSERA_TYPE_CHOSEN, NULL);

  self->model = g_object_ref (model);
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (model))));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_model_changed), self, G_CONNECT_SWAPPED);
  return self;
}

GtkSelectionModel *
tessera_chosen_get_selection (TesseraChosen *self)
{
  g_return_val_if_fail (TESSERA_IS_CHOSEN (self), NULL);

  return self->selection;
}

guint
tessera_chosen_get_n_tokens (TesseraChosen *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (TESSERA_IS_CHOSEN (self), 0);

  selected = gtk_selection_model_get_selection (self->selection);
  return (guint) gtk_bitset_get_size (selected);
}

GPtrArray *
tessera_chosen_get_tokens (TesseraChosen *self)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) selected = NULL;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (TESSERA_IS_CHOSEN (self), tokens);

  selected = gtk_selection_model_get_selection (self->selection);
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (tokens, g_list_model_get_item (G_LIST_MODEL (self->model), position));

  return tokens;
}

gboolean
tessera_chosen_set_only (TesseraChosen *self, const char *id)
{
  guint position;
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (TESSERA_IS_CHOSEN (self), FALSE);

  position = id != NULL ? tessera_token_model_find (self->model, id) : GTK_INVALID_LIST_POSITION;
  selected = gtk_bitset_new_empty ();
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_bitset_add (selected, position);
  g_hash_table_remove_all (self->ids);
  tessera_token_model_set_whole (self->model, FALSE);
  set_selected (self, selected);
  return position != GTK_INVALID_LIST_POSITION;
}
