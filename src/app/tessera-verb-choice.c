#include "tessera-verb-choice.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-sight.h"

static void
setup_verb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 6);      /* the longest of them, so that nothing moves */
  gtk_list_item_set_child (item, label);
}

/* The row of a list is what has the focus and is read, and 4.8 gives it no name. */
static void
bind_verb (GtkListItemFactory *factory, GtkListItem *item)
{
  const char *verb = gtk_string_object_get_string (gtk_list_item_get_item (item));
  GtkWidget *label = gtk_list_item_get_child (item), *row = gtk_widget_get_parent (label);

  gtk_label_set_text (GTK_LABEL (label), verb);
  if (row != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
}

/* The button around it has the focus; newer versions call this one focusable, too, and never name it. */
static void
bind_shown_verb (GtkListItemFactory *factory, GtkListItem *item)
{
  bind_verb (factory, item);
  gtk_widget_set_focusable (gtk_widget_get_parent (gtk_list_item_get_child (item)), FALSE);
}

static GtkListItemFactory *
new_factory (GCallback bind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_verb), NULL);
  g_signal_connect (factory, "bind", bind, NULL);
  return factory;
}

/* The button, and in its popover the list. */
static void
name_inside (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_TOGGLE_BUTTON (child) || GTK_IS_LIST_VIEW (child))
        tessera_accessible_set_name (child, _("Verb"));
      name_inside (child);
    }
}

GtkDropDown *
tessera_verb_choice_new (void)
{
  static const char *const verbs[] = { "GET", "HEAD", "POST", "PUT", "DELETE", NULL };
  g_autoptr (GtkListItemFactory) shown = new_factory (G_CALLBACK (bind_shown_verb));
  g_autoptr (GtkListItemFactory) list = new_factory (G_CALLBACK (bind_verb));
  GtkWidget *choice = gtk_drop_down_new_from_strings (verbs);

  gtk_drop_down_set_factory (GTK_DROP_DOWN (choice), shown);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (choice), list);
  tessera_accessible_set_name (choice, _("Verb"));
  name_inside (choice);
  tessera_sight_keep_opener (choice);
  tessera_accessible_skip_scrollers (choice);
  return GTK_DROP_DOWN (choice);
}

const char *
tessera_verb_choice_get (GtkDropDown *choice)
{
  return gtk_string_object_get_string (gtk_drop_down_get_selected_item (choice));
}

/* What is chosen is not read with the button, so it comes first. Newer versions of GTK tell of the button inside what
 * is told of the drop-down. */
void
tessera_verb_choice_describe (GtkDropDown *choice, const char *words)
{
  g_autofree char *text = g_strdup_printf ("%s. %s", tessera_verb_choice_get (choice), words);
  GtkWidget *told[] = { GTK_WIDGET (choice), gtk_widget_get_first_child (GTK_WIDGET (choice)) };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    gtk_accessible_update_property (GTK_ACCESSIBLE (told[i]), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}
