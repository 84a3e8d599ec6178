#include "tessera-accessible.h"

#include <glib/gi18n-lib.h>

#include "tessera-states.h"

void
tessera_accessible_set_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* The error message is one reference in the first versions and a list in later ones; those between take the one for the
 * other. None gets to the bus before the list does. */
static void
relate_to_message (GtkAccessible *accessible, GtkLabel *message)
{
  if (gtk_check_version (4, 17, 0) == NULL)
    {
      gtk_accessible_update_relation (accessible, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, message, NULL, -1);
      return;
    }

  gtk_accessible_update_relation (accessible, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, message, NULL, -1);
  if (gtk_check_version (4, 10, 0) != NULL)
    gtk_accessible_update_relation (accessible, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, message, -1);
}

void
tessera_accessible_set_fault (GtkAccessible *accessible, GtkLabel *message)
{
  if (message != NULL)
    {
      gtk_accessible_update_state (accessible, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      relate_to_message (accessible, message);
      return;
    }

  gtk_accessible_reset_state (accessible, GTK_ACCESSIBLE_STATE_INVALID);
  gtk_accessible_reset_relation (accessible, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
  gtk_accessible_reset_relation (accessible, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
}

static void
name_buttons (GtkWidget *widget)
{
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;

  if (label != NULL)
    tessera_accessible_set_name (widget, label);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_buttons (child);
}

/* The role first: as soon as a window has a name, GTK 4.8 asks for no role any more and calls it a filler. */
static void
name_window (GtkWindow *window, const char *name)
{
  g_object_set (window, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, NULL);
  tessera_accessible_set_name (GTK_WIDGET (window), name);
}

void
tessera_accessible_name_window (GtkWindow *window)
{
  name_window (window, gtk_window_get_title (window));
}

void
tessera_accessible_name_dialog (AdwMessageDialog *dialog)
{
  tessera_accessible_set_name (GTK_WIDGET (dialog), adw_message_dialog_get_heading (dialog));
  name_buttons (GTK_WIDGET (dialog));
}

void
tessera_accessible_tell_sensitivity (GtkWidget *widget)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_DISABLED,
                               !gtk_widget_is_sensitive (widget), -1);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tessera_accessible_tell_sensitivity (child);
}

void
tessera_accessible_skip_scrollers (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    gtk_widget_set_focusable (widget, FALSE);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tessera_accessible_skip_scrollers (child);
}

/* The text of the first label in @widget, else NULL. */
static const char *
find_text (GtkWidget *widget)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && text == NULL;
       child = gtk_widget_get_next_sibling (child))
    text = find_text (child);

  return text;
}

/* GTK keeps the type of the items to itself. */
static void
name_items (GtkWidget *widget)
{
  const char *text = g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton") ? find_text (widget) : NULL;

  if (text != NULL)
    tessera_accessible_set_name (widget, text);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_items (child);
}

void
tessera_accessible_name_menus (GtkWidget *widget)
{
  if (GTK_IS_POPOVER_MENU (widget))
    g_signal_connect (widget, "map", G_CALLBACK (name_items), NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tessera_accessible_name_menus (child);
}

/* In the head are a button and an entry to search, and a menu of sections which opens where there are several. */
static void
name_search (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) || GTK_IS_EDITABLE (widget))
    tessera_accessible_set_name (widget, _("Search"));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_search (child);
}

void
tessera_accessible_name_shortcuts (GtkShortcutsWindow *shortcuts)
{
  name_window (GTK_WINDOW (shortcuts), _("Keyboard shortcuts"));
  name_search (GTK_WIDGET (shortcuts));
  name_search (gtk_window_get_titlebar (GTK_WINDOW (shortcuts)));
  tessera_accessible_skip_scrollers (GTK_WIDGET (shortcuts));
}

static void
name_parts (GtkWidget *widget, const char *title)
{
  if (GTK_IS_WINDOW_CONTROLS (widget))
    return;
  if (GTK_IS_BUTTON (widget))
    {
      const char *text = find_text (widget);

      tessera_accessible_set_name (widget, text != NULL ? text : _("Back"));
      return;
    }
  if (GTK_IS_LIST_BOX (widget) || GTK_IS_TEXT_VIEW (widget))
    tessera_accessible_set_name (widget, title);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_parts (child, title);
}

void
tessera_accessible_name_about (AdwAboutWindow *about)
{
  tessera_accessible_name_window (GTK_WINDOW (about));
  name_parts (GTK_WIDGET (about), gtk_window_get_title (GTK_WINDOW (about)));
  tessera_accessible_skip_scrollers (GTK_WIDGET (about));
}

gboolean
tessera_accessible_has_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static void
follow_expanded (GtkExpander *expander)
{
  gboolean expanded = gtk_expander_get_expanded (expander);

  gtk_widget_set_child_visible (gtk_expander_get_child (expander), expanded);
  if (expanded)
    return;

  gtk_widget_set_focus_child (GTK_WIDGET (expander), NULL);
  tessera_states_forget_stacks (gtk_expander_get_child (expander));
}

void
tessera_accessible_keep_focus_out_of_folded (GtkExpander *expander)
{
  g_signal_connect (expander, "notify::expanded", G_CALLBACK (follow_expanded), NULL);
  follow_expanded (expander);
}
