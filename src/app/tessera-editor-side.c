#include "tessera-editor-side.h"

#include <adwaita.h>

#include "tessera-bulk-page.h"
#include "tessera-states.h"

struct _TesseraEditorSide
{
  GtkWidget parent_instance;

  GtkWidget *back;
  TesseraStates *states;
  GtkWidget *hint;
  TesseraEditor *editor;
  TesseraSession *session;
  TesseraBulkPage *bulk;    /* NULL until several are shown */
  gboolean several;         /* are shown, and the bulk page stands in the editor's place */
};

G_DEFINE_FINAL_TYPE (TesseraEditorSide, tessera_editor_side, GTK_TYPE_WIDGET)

enum
{
  BACK,
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
go_back (TesseraEditorSide *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

static void
on_ended (TesseraEditorSide *self)
{
  g_signal_emit (self, signals[ENDED], 0);
}

/* The class */

static void
tessera_editor_side_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TESSERA_TYPE_EDITOR_SIDE);
  TESSERA_EDITOR_SIDE (object)->bulk = NULL;
  g_clear_object (&TESSERA_EDITOR_SIDE (object)->session);

  G_OBJECT_CLASS (tessera_editor_side_parent_class)->dispose (object);
}

static void
tessera_editor_side_class_init (TesseraEditorSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_editor_side_dispose;

  signals[BACK] = g_signal_new ("back", TESSERA_TYPE_EDITOR_SIDE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", TESSERA_TYPE_EDITOR_SIDE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TESSERA_TYPE_STATES);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-editor-side.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraEditorSide, back);
  gtk_widget_class_bind_template_child (widget_class, TesseraEditorSide, states);
  gtk_widget_class_bind_template_child (widget_class, TesseraEditorSide, hint);
  gtk_widget_class_bind_template_callback (widget_class, go_back);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_editor_side_init (TesseraEditorSide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add (TesseraEditorSide *self, GtkWidget *child, const char *name)
{
  gtk_widget_set_name (child, name);
  tessera_states_add (self->states, child);
}

GtkWidget *
tessera_editor_side_new (TesseraSession *session)
{
  TesseraEditorSide *self = g_object_new (TESSERA_TYPE_EDITOR_SIDE, NULL);

  self->session = g_object_ref (session);
  self->editor = TESSERA_EDITOR (tessera_editor_new (session));
  add (self, GTK_WIDGET (self->editor), "editor");
  tessera_states_show (self->states, "nothing");
  return GTK_WIDGET (self);
}

TesseraEditor *
tessera_editor_side_get_editor (TesseraEditorSide *self)
{
  g_return_val_if_fail (TESSERA_IS_EDITOR_SIDE (self), NULL);

  return self->editor;
}

const char *
tessera_editor_side_get_edited_id (TesseraEditorSide *self)
{
  TesseraToken *token;

  g_return_val_if_fail (TESSERA_IS_EDITOR_SIDE (self), NULL);

  token = tessera_editor_get_token (self->editor);
  return token != NULL ? tessera_token_get_id (token) : NULL;
}

void
tessera_editor_side_show_one (TesseraEditorSide *self)
{
  g_return_if_fail (TESSERA_IS_EDITOR_SIDE (self));

  self->several = FALSE;
  tessera_editor_set_aside (self->editor, FALSE);
  tessera_states_show (self->states, tessera_editor_get_token (self->editor) != NULL ? "editor" : "nothing");
  if (self->bulk != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->bulk), FALSE);
}

void
tessera_editor_side_edit (TesseraEditorSide *self, TesseraToken *token)
{
  g_return_if_fail (TESSERA_IS_EDITOR_SIDE (self) && TESSERA_IS_TOKEN (token));

  tessera_editor_set_token (self->editor, token);
  tessera_editor_side_show_one (self);
}

static void
make_bulk_page (TesseraEditorSide *self)
{
  self->bulk = TESSERA_BULK_PAGE (tessera_bulk_page_new (self->session));
  g_signal_connect_object (self->bulk, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  add (self, GTK_WIDGET (self->bulk), "bulk");
}

void
tessera_editor_side_show_several (TesseraEditorSide *self, GPtrArray *tokens)
{
  g_return_if_fail (TESSERA_IS_EDITOR_SIDE (self) && tokens != NULL);

  if (self->bulk == NULL)
    make_bulk_page (self);
  if (!self->several)
    tessera_bulk_page_set_width (self->bulk, gtk_widget_get_width (GTK_WIDGET (self->states)));
  self->several = TRUE;
  tessera_bulk_page_set_tokens (self->bulk, tokens);
  gtk_widget_set_visible (GTK_WIDGET (self->bulk), TRUE);
  tessera_states_show (self->states, "bulk");
  tessera_editor_set_aside (self->editor, TRUE);
}

gboolean
tessera_editor_side_get_several (TesseraEditorSide *self)
{
  g_return_val_if_fail (TESSERA_IS_EDITOR_SIDE (self), FALSE);

  return self->several;
}

void
tessera_editor_side_set_alone (TesseraEditorSide *self, gboolean alone)
{
  g_return_if_fail (TESSERA_IS_EDITOR_SIDE (self));

  gtk_widget_set_visible (self->back, alone);
}

void
tessera_editor_side_set_hint (TesseraEditorSide *self, gboolean hint)
{
  g_return_if_fail (TESSERA_IS_EDITOR_SIDE (self));

  gtk_widget_set_visible (self->hint, hint);
}

void
tessera_editor_side_revoke (TesseraEditorSide *self)
{
  g_return_if_fail (TESSERA_IS_EDITOR_SIDE (self));

  if (self->several)
    tessera_bulk_page_revoke (self->bulk);
  else
    tessera_token_actions_revoke (tessera_editor_get_token_actions (self->editor));
}

void
tessera_editor_side_focus (TesseraEditorSide *self)
{
  g_return_if_fail (TESSERA_IS_EDITOR_SIDE (self));

  if (self->several)
    tessera_bulk_page_choose_expiry (self->bulk);
  else
    tessera_editor_focus (self->editor);
}

gboolean
tessera_editor_side_can_change_several (TesseraEditorSide *self)
{
  g_return_val_if_fail (TESSERA_IS_EDITOR_SIDE (self), FALSE);

  return self->several && tessera_bulk_page_get_can_change (self->bulk);
}
