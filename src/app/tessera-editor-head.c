#include "tessera-editor-head.h"

#include "tessera-origin.h"

struct _TesseraEditorHead
{
  GtkBox parent_instance;

  GtkLabel *title;
  GtkWidget *unlisted;
  GtkLabel *about;
};

G_DEFINE_FINAL_TYPE (TesseraEditorHead, tessera_editor_head, GTK_TYPE_BOX)

static void
tessera_editor_head_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TESSERA_TYPE_EDITOR_HEAD);

  G_OBJECT_CLASS (tessera_editor_head_parent_class)->dispose (object);
}

static void
tessera_editor_head_class_init (TesseraEditorHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_editor_head_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-editor-head.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraEditorHead, title);
  gtk_widget_class_bind_template_child (widget_class, TesseraEditorHead, unlisted);
  gtk_widget_class_bind_template_child (widget_class, TesseraEditorHead, about);
}

static void
tessera_editor_head_init (TesseraEditorHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
tessera_editor_head_set_token (TesseraEditorHead *self, TesseraToken *token)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *words = NULL;

  g_return_if_fail (TESSERA_IS_EDITOR_HEAD (self) && TESSERA_IS_TOKEN (token));

  words = tessera_origin_tell (token, zone);
  gtk_label_set_text (self->title, tessera_token_get_name (token));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), tessera_token_get_name (token));
  gtk_label_set_text (self->about, words);
}

void
tessera_editor_head_set_listed (TesseraEditorHead *self, gboolean listed)
{
  g_return_if_fail (TESSERA_IS_EDITOR_HEAD (self));

  gtk_widget_set_visible (self->unlisted, !listed);
}

GtkWidget *
tessera_editor_head_get_about (TesseraEditorHead *self)
{
  g_return_val_if_fail (TESSERA_IS_EDITOR_HEAD (self), NULL);

  return GTK_WIDGET (self->about);
}
