#include "tessera-choice.h"

struct _TesseraChoice
{
  GObject parent_instance;

  TesseraSession *session;
  TesseraTokenModel *model;
  TesseraChosen *chosen;
  TesseraEditorSide *side;     /* NULL at the end */
  char *wanted;                /* the id to edit when the editor may be left */
  gboolean asking;             /* whether it may, since something was typed there */
};

G_DEFINE_FINAL_TYPE (TesseraChoice, tessera_choice, G_TYPE_OBJECT)

static guint settled_signal;

static TesseraEditor *
get_editor (TesseraChoice *self)
{
  return tessera_editor_side_get_editor (self->side);
}

/* One, by its id; several are kept by themselves. */
static void
show_one (TesseraChoice *self)
{
  gboolean listed;

  if (tessera_editor_side_get_several (self->side))
    return;

  listed = tessera_chosen_set_only (self->chosen, tessera_editor_side_get_edited_id (self->side));
  if (listed || tessera_token_model_get_told_all (self->model))
    tessera_editor_set_listed (get_editor (self), listed);
}

static void
settle (TesseraChoice *self)
{
  if (self->asking)
    g_signal_emit (self, settled_signal, 0);
  self->asking = FALSE;
}

static void
did_leave (gboolean may, gpointer data)
{
  g_autoptr (TesseraChoice) self = data;
  g_autofree char *id = g_steal_pointer (&self->wanted);
  TesseraToken *token;

  if (self->side == NULL)
    return;

  token = may && id != NULL ? tessera_session_find_token (self->session, id) : NULL;
  if (token != NULL)
    tessera_editor_side_edit (self->side, token);
  show_one (self);
  settle (self);
}

static void
choose_one (TesseraChoice *self, TesseraToken *token)
{
  tessera_editor_side_show_one (self->side);
  if (tessera_choice_is_edited (self, token))
    return;

  g_free (self->wanted);
  self->wanted = g_strdup (tessera_token_get_id (token));
  self->asking = tessera_editor_get_dirty (get_editor (self));
  if (self->asking)
    show_one (self);
  tessera_editor_leave (get_editor (self), did_leave, g_object_ref (self));
}

static void
show_several (TesseraChoice *self)
{
  g_autoptr (GPtrArray) tokens = tessera_chosen_get_tokens (self->chosen);

  tessera_editor_side_show_several (self->side, tokens);
}

static void
did_leave_for_several (gboolean may, gpointer data)
{
  g_autoptr (TesseraChoice) self = data;

  if (self->side == NULL)
    return;

  if (may && tessera_chosen_get_n_tokens (self->chosen) > 1)
    show_several (self);
  else
    show_one (self);
}

static void
on_chosen (TesseraChoice *self)
{
  g_autoptr (GPtrArray) tokens = NULL;

  if (self->side == NULL)
    return;

  tokens = tessera_chosen_get_tokens (self->chosen);
  if (tokens->len == 1)
    choose_one (self, tokens->pdata[0]);
  else if (tokens->len > 1 && !tessera_editor_side_get_several (self->side))
    tessera_editor_leave (get_editor (self), did_leave_for_several, g_object_ref (self));
  else if (tokens->len > 1)
    show_several (self);
  else
    {
      tessera_editor_side_show_one (self->side);
      show_one (self);
    }
}

static void
on_model_changed (TesseraChoice *self)
{
  if (self->side == NULL)
    return;

  if (tessera_editor_side_get_several (self->side))
    show_several (self);
  else
    show_one (self);
}

/* The class */

static void
tessera_choice_dispose (GObject *object)
{
  TesseraChoice *self = TESSERA_CHOICE (object);

  tessera_choice_end (self);
  g_clear_object (&self->chosen);
  g_clear_object (&self->model);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tessera_choice_parent_class)->dispose (object);
}

static void
tessera_choice_finalize (GObject *object)
{
  g_free (TESSERA_CHOICE (object)->wanted);

  G_OBJECT_CLASS (tessera_choice_parent_class)->finalize (object);
}

static void
tessera_choice_class_init (TesseraChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_choice_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_choice_finalize;

  settled_signal = g_signal_new ("settled", TESSERA_TYPE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tessera_choice_init (TesseraChoice *self)
{
}

TesseraChoice *
tessera_choice_new (TesseraSession *session, TesseraTokenModel *model, TesseraChosen *chosen, TesseraEditorSide *side)
{
  TesseraChoice *self = g_object_new (TESSERA_TYPE_CHOICE, NULL);

  self->session = g_object_ref (session);
  self->model = g_object_ref (model);
  self->chosen = g_object_ref (chosen);
  self->side = side;
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_model_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chosen, "changed", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  return self;
}

void
tessera_choice_end (TesseraChoice *self)
{
  g_return_if_fail (TESSERA_IS_CHOICE (self));

  self->side = NULL;
}

void
tessera_choice_take_first (TesseraChoice *self)
{
  g_autoptr (TesseraToken) first = NULL;

  g_return_if_fail (TESSERA_IS_CHOICE (self) && self->side != NULL);

  first = g_list_model_get_item (G_LIST_MODEL (self->model), 0);
  if (first != NULL && tessera_editor_get_token (get_editor (self)) == NULL)
    {
      tessera_editor_side_edit (self->side, first);
      show_one (self);
    }
}

gboolean
tessera_choice_take (TesseraChoice *self, guint position)
{
  g_autoptr (TesseraToken) token = NULL;
  GtkSelectionModel *selection;

  g_return_val_if_fail (TESSERA_IS_CHOICE (self) && self->side != NULL, FALSE);

  token = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  if (token == NULL)
    return FALSE;

  selection = tessera_chosen_get_selection (self->chosen);
  if (!gtk_selection_model_is_selected (selection, position))
    gtk_selection_model_select_item (selection, position, TRUE);
  return tessera_editor_side_get_several (self->side) || tessera_choice_is_edited (self, token);
}

gboolean
tessera_choice_is_edited (TesseraChoice *self, TesseraToken *token)
{
  g_return_val_if_fail (TESSERA_IS_CHOICE (self) && self->side != NULL, FALSE);

  return g_strcmp0 (tessera_editor_side_get_edited_id (self->side), tessera_token_get_id (token)) == 0;
}
