#include "tessera-two-sides.h"

/* The list is the first of its children, see read_list_first(). */
static GtkWidget *
get_list (AdwLeaflet *leaflet)
{
  return gtk_widget_get_first_child (GTK_WIDGET (leaflet));
}

static TesseraEditorSide *
get_side (AdwLeaflet *leaflet)
{
  return TESSERA_EDITOR_SIDE (gtk_widget_get_last_child (GTK_WIDGET (leaflet)));
}

/* The leaflet puts what is added later before what is there. That is seen in the right order, but read in the wrong one. */
static void
read_list_first (AdwLeaflet *leaflet, GtkWidget *list, TesseraEditorSide *side)
{
  gtk_widget_insert_after (list, GTK_WIDGET (leaflet), NULL);
  gtk_widget_insert_before (GTK_WIDGET (side), GTK_WIDGET (leaflet), NULL);
}

static void
follow_fold (AdwLeaflet *leaflet)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (leaflet));

  if (TESSERA_IS_EDITOR_SIDE (last))               /* not while all of it goes */
    tessera_editor_side_set_alone (TESSERA_EDITOR_SIDE (last), adw_leaflet_get_folded (leaflet));
}

/* Nobody types into what is out of sight: a fault in the form may take the focus there from a question. */
static void
on_side_focused (AdwLeaflet *leaflet)
{
  if (adw_leaflet_get_folded (leaflet) && adw_leaflet_get_visible_child (leaflet) != GTK_WIDGET (get_side (leaflet)))
    tessera_two_sides_show_editor (leaflet);
}

void
tessera_two_sides_add (AdwLeaflet *leaflet, GtkWidget *list, TesseraEditorSide *side)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_return_if_fail (ADW_IS_LEAFLET (leaflet) && GTK_IS_WIDGET (list) && TESSERA_IS_EDITOR_SIDE (side));

  g_signal_connect_object (focus, "enter", G_CALLBACK (on_side_focused), leaflet, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (side), focus);
  adw_leaflet_append (leaflet, GTK_WIDGET (side));
  read_list_first (leaflet, list, side);
  g_signal_connect (leaflet, "notify::folded", G_CALLBACK (follow_fold), NULL);
  follow_fold (leaflet);
}

void
tessera_two_sides_show_list (AdwLeaflet *leaflet)
{
  g_return_if_fail (ADW_IS_LEAFLET (leaflet));

  adw_leaflet_set_visible_child (leaflet, get_list (leaflet));
}

void
tessera_two_sides_show_editor (AdwLeaflet *leaflet)
{
  g_return_if_fail (ADW_IS_LEAFLET (leaflet));

  if (tessera_editor_get_token (tessera_editor_side_get_editor (get_side (leaflet))) != NULL)
    adw_leaflet_set_visible_child (leaflet, GTK_WIDGET (get_side (leaflet)));
}

static gboolean
show_editor_when_idle (gpointer data)
{
  AdwLeaflet *leaflet = data;

  if (gtk_widget_get_root (GTK_WIDGET (leaflet)) != NULL && !tessera_editor_side_get_several (get_side (leaflet)))
    tessera_two_sides_show_editor (leaflet);
  return G_SOURCE_REMOVE;
}

static void
on_released (AdwLeaflet *leaflet)
{
  if (adw_leaflet_get_folded (leaflet))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_editor_when_idle, g_object_ref (leaflet), g_object_unref);
}

void
tessera_two_sides_follow_clicks (AdwLeaflet *leaflet, GtkWidget *view)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_return_if_fail (ADW_IS_LEAFLET (leaflet) && GTK_IS_WIDGET (view));

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "released", G_CALLBACK (on_released), leaflet, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));
}
