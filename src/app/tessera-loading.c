#include "tessera-loading.h"

#include <glib/gi18n-lib.h>

/* What takes less shows no spinner. */
#define SPINNER_AFTER_MS 300

#define SPINNER_SIZE 32     /* pixels */
#define SPACING 12

struct _TesseraLoading
{
  GtkWidget parent_instance;

  GtkSpinner *spinner;
  guint timeout;
};

G_DEFINE_FINAL_TYPE (TesseraLoading, tessera_loading, GTK_TYPE_WIDGET)

static gboolean
on_takes_long (gpointer data)
{
  TesseraLoading *self = data;

  self->timeout = 0;
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
tessera_loading_map (GtkWidget *widget)
{
  TesseraLoading *self = TESSERA_LOADING (widget);

  GTK_WIDGET_CLASS (tessera_loading_parent_class)->map (widget);
  self->timeout = g_timeout_add (SPINNER_AFTER_MS, on_takes_long, self);
}

static void
tessera_loading_unmap (GtkWidget *widget)
{
  TesseraLoading *self = TESSERA_LOADING (widget);

  g_clear_handle_id (&self->timeout, g_source_remove);
  gtk_spinner_stop (self->spinner);
  GTK_WIDGET_CLASS (tessera_loading_parent_class)->unmap (widget);
}

static void
tessera_loading_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tessera_loading_parent_class)->dispose (object);
}

static void
tessera_loading_class_init (TesseraLoadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_loading_dispose;
  widget_class->map = tessera_loading_map;
  widget_class->unmap = tessera_loading_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "loading");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
tessera_loading_init (TesseraLoading *self)
{
  GtkBoxLayout *layout = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (layout, SPACING);
  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->spinner), SPINNER_SIZE, SPINNER_SIZE);
  gtk_widget_set_halign (GTK_WIDGET (self->spinner), GTK_ALIGN_CENTER);
  gtk_widget_set_parent (GTK_WIDGET (self->spinner), GTK_WIDGET (self));
  gtk_widget_set_parent (gtk_label_new (tessera_loading_get_word ()), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, tessera_loading_get_word (), -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, TRUE, -1);
}

GtkWidget *
tessera_loading_new (void)
{
  return g_object_new (TESSERA_TYPE_LOADING, NULL);
}

const char *
tessera_loading_get_word (void)
{
  /* Translators: in the place of what the server has not told yet: a date, a type, the areas, the list */
  return _("Loading…");
}
