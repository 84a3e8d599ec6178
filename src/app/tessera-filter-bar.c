#include "tessera-filter-bar.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-wrap-layout.h"

struct _TesseraFilterBar
{
  GtkWidget parent_instance;

  GtkToggleButton *buttons[TESSERA_N_FILTERS];
  TesseraFilter filter;
};

G_DEFINE_FINAL_TYPE (TesseraFilterBar, tessera_filter_bar, GTK_TYPE_WIDGET)

static guint changed_signal;

static const char *const names[TESSERA_N_FILTERS] = {
  /* Translators: a filter above the list of tokens; it shows all of them */
  N_ ("All"), N_ ("Active"), N_ ("Expiring"), N_ ("Expired"), N_ ("Revoked"),
};

static void
on_toggled (TesseraFilterBar *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;

  for (guint filter = 0; filter < TESSERA_N_FILTERS; filter++)
    if (self->buttons[filter] == button)
      self->filter = filter;
  g_signal_emit (self, changed_signal, 0);
}

/* Moving the focus */

static gboolean
move_focus (TesseraFilterBar *self, GtkWidget *from, gboolean forward)
{
  GtkWidget *to = forward ? gtk_widget_get_next_sibling (from) : gtk_widget_get_prev_sibling (from);

  return to != NULL && gtk_widget_grab_focus (to);
}

static gboolean
tessera_filter_bar_focus (GtkWidget *widget, GtkDirectionType direction)
{
  TesseraFilterBar *self = TESSERA_FILTER_BAR (widget);
  GtkWidget *inside = gtk_widget_get_focus_child (widget);
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (inside == NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (self->buttons[self->filter]));

  switch (direction)
    {
    case GTK_DIR_LEFT:
      move_focus (self, inside, from_right);
      return TRUE;
    case GTK_DIR_RIGHT:
      move_focus (self, inside, !from_right);
      return TRUE;
    case GTK_DIR_TAB_FORWARD:
    case GTK_DIR_TAB_BACKWARD:
    case GTK_DIR_UP:
    case GTK_DIR_DOWN:
    default:
      return FALSE;
    }
}

/* The class */

static void
tessera_filter_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tessera_filter_bar_parent_class)->dispose (object);
}

static void
tessera_filter_bar_class_init (TesseraFilterBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_filter_bar_dispose;
  widget_class->focus = tessera_filter_bar_focus;

  changed_signal = g_signal_new ("changed", TESSERA_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "filter-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_filter_bar_init (TesseraFilterBar *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self), tessera_wrap_layout_new (6));
  for (guint filter = 0; filter < TESSERA_N_FILTERS; filter++)
    {
      GtkToggleButton *button = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (_(names[filter])));

      gtk_widget_add_css_class (GTK_WIDGET (button), "flat");
      gtk_toggle_button_set_group (button, filter > 0 ? self->buttons[0] : NULL);
      gtk_toggle_button_set_active (button, filter == 0);
      tessera_accessible_set_name (GTK_WIDGET (button), _(names[filter]));
      /* GTK 4.8 tells it only once it has changed. */
      gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_PRESSED,
                                   filter == 0 ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
      g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
      gtk_widget_set_parent (GTK_WIDGET (button), GTK_WIDGET (self));
      self->buttons[filter] = button;
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Filter"), -1);
}

GtkWidget *
tessera_filter_bar_new (void)
{
  return g_object_new (TESSERA_TYPE_FILTER_BAR, NULL);
}

TesseraFilter
tessera_filter_bar_get_filter (TesseraFilterBar *self)
{
  g_return_val_if_fail (TESSERA_IS_FILTER_BAR (self), TESSERA_FILTER_ALL);

  return self->filter;
}

void
tessera_filter_bar_set_filter (TesseraFilterBar *self, TesseraFilter filter)
{
  g_return_if_fail (TESSERA_IS_FILTER_BAR (self) && filter < TESSERA_N_FILTERS);

  gtk_toggle_button_set_active (self->buttons[filter], TRUE);
}

void
tessera_filter_bar_set_count (TesseraFilterBar *self, TesseraFilter filter, guint count)
{
  g_autofree char *text = NULL, *words = NULL;
  GtkWidget *button;

  g_return_if_fail (TESSERA_IS_FILTER_BAR (self) && filter < TESSERA_N_FILTERS);

  /* Translators: a filter and how many tokens it shows: "Active 5", in thousands "Active 12,345" */
  text = g_strdup_printf (_("%s %'u"), _(names[filter]), count);
  button = GTK_WIDGET (self->buttons[filter]);
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), text) == 0)
    return;

  words = g_strdup_printf (ngettext ("%'u token", "%'u tokens", count), count);
  gtk_button_set_label (GTK_BUTTON (button), text);
  tessera_accessible_set_name (button, _(names[filter]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}
