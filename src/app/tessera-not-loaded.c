#include "tessera-not-loaded.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-after-layout.h"
#include "tessera-announce.h"
#include "tessera-sight.h"

#define ICON "network-offline-symbolic"

struct _TesseraNotLoaded
{
  GtkWidget parent_instance;

  AdwStatusPage *page;
  GtkButton *button;

  int icon_height;             /* that the icon adds to the page, in pixels; 0 until it was measured */
  TesseraAfterLayout *after;   /* takes the icon away where there is no room for it */
};

G_DEFINE_FINAL_TYPE (TesseraNotLoaded, tessera_not_loaded, GTK_TYPE_WIDGET)

static guint action_signal;

static void
on_clicked (TesseraNotLoaded *self)
{
  g_signal_emit (self, action_signal, 0);
}

/* What the page scrolls: it does not tell itself how high that is at a width. */
static GtkWidget *
get_scrolled (TesseraNotLoaded *self)
{
  GtkWidget *widget = gtk_widget_get_first_child (GTK_WIDGET (self->page));

  while (GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_VIEWPORT (widget))
    widget = gtk_widget_get_first_child (widget);
  return widget;
}

static int
measure_height (TesseraNotLoaded *self, int width)
{
  GtkWidget *scrolled = get_scrolled (self);
  int natural = 0;

  if (scrolled != NULL)
    gtk_widget_measure (scrolled, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static void
show_icon (TesseraNotLoaded *self, gboolean shown)
{
  const char *icon = shown ? ICON : NULL;

  if (g_strcmp0 (adw_status_page_get_icon_name (self->page), icon) != 0)
    adw_status_page_set_icon_name (self->page, icon);
}

/* What may help is rather in sight than a picture, and than the first words. */
static void
fit (gpointer data)
{
  TesseraNotLoaded *self = data;
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  gboolean shown = adw_status_page_get_icon_name (self->page) != NULL;
  int needed = measure_height (self, width);

  if (self->icon_height == 0)
    {
      show_icon (self, FALSE);
      self->icon_height = needed - measure_height (self, width);
    }
  show_icon (self, (shown ? needed : needed + self->icon_height) <= height);
  if (!shown && needed > height)
    tessera_sight_bring_in_laid_out (GTK_WIDGET (self->button));
}

static void
tessera_not_loaded_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                            int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (TESSERA_NOT_LOADED (widget)->page), orientation, for_size, minimum, natural, NULL, NULL);
}

static void
tessera_not_loaded_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TesseraNotLoaded *self = TESSERA_NOT_LOADED (widget);

  tessera_after_layout_queue (self->after);
  gtk_widget_size_allocate (GTK_WIDGET (self->page), &(GtkAllocation) { 0, 0, width, height }, -1);
}

static GtkSizeRequestMode
tessera_not_loaded_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
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
  widget_class->measure = tessera_not_loaded_measure;
  widget_class->size_allocate = tessera_not_loaded_size_allocate;
  widget_class->get_request_mode = tessera_not_loaded_get_request_mode;

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
  self->after = tessera_after_layout_new (GTK_WIDGET (self), fit, self);
  adw_status_page_set_icon_name (self->page, ICON);
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
