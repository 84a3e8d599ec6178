#include "tessera-not-loaded.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-announce.h"

struct _TesseraNotLoaded
{
  GtkWidget parent_instance;

  AdwStatusPage *page;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (TesseraNotLoaded, tessera_not_loaded, GTK_TYPE_WIDGET)

static guint action_signal;

static void
on_clicked (TesseraNotLoaded *self)
{
  g_signal_emit (self, action_signal, 0);
}

static void
tessera_not_loaded_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TESSERA_TYPE_NOT_LOADED);

  G_OBJECT_CLASS (tessera_not_loaded_parent_class)->dispose (object);
}

static void
tessera_not_loaded_class_init (TesseraNotLoadedClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_not_loaded_dispose;

  action_signal = g_signal_new ("action", TESSERA_TYPE_NOT_LOADED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-not-loaded.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraNotLoaded, page);
  gtk_widget_class_bind_template_child (widget_class, TesseraNotLoaded, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
tessera_not_loaded_init (TesseraNotLoaded *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tessera_accessible_skip_scrollers (GTK_WIDGET (self));
}

GtkWidget *
tessera_not_loaded_new (void)
{
  return g_object_new (TESSERA_TYPE_NOT_LOADED, NULL);
}

void
tessera_not_loaded_set (TesseraNotLoaded *self, const char *why, const char *action, gboolean typed)
{
  /* Translators: %s are sentences on why nothing has come from the server */
  g_autofree char *needs = g_strdup_printf (_("Token types and system areas come from the server. %s"), why);
  g_autofree char *words = typed ? g_strdup_printf ("%s %s", needs, _("What you have typed is kept.")) : g_strdup (needs);
  g_autofree char *markup = g_markup_escape_text (words, -1);

  g_return_if_fail (TESSERA_IS_NOT_LOADED (self));

  gtk_button_set_label (self->button, action);
  tessera_accessible_set_name (GTK_WIDGET (self->button), action);
  if (g_strcmp0 (adw_status_page_get_description (self->page), markup) == 0)
    return;

  adw_status_page_set_description (self->page, markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    tessera_announce (GTK_WIDGET (self), words);
}

gboolean
tessera_not_loaded_focus (TesseraNotLoaded *self)
{
  g_return_val_if_fail (TESSERA_IS_NOT_LOADED (self), FALSE);

  return gtk_widget_grab_focus (GTK_WIDGET (self->button));
}
