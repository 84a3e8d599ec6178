#include "walk-ways.h"

#include "tessera-popovers.h"

#define MOST_FOR_DIALOG (3 * G_USEC_PER_SEC)
#define MOST_FOR_HEARING (30 * G_USEC_PER_SEC)
#define PATIENCE (G_USEC_PER_SEC / 5)
#define RESTING (G_USEC_PER_SEC / 2)

gboolean
walk_is_asked (const char *answer)
{
  AdwMessageDialog *question = find_window (ADW_TYPE_MESSAGE_DIALOG);

  return question != NULL && adw_message_dialog_has_response (question, answer);
}

/* Another question may follow, even where this one was in memory. */
void
walk_answer (const char *label)
{
  GtkWidget *question = NULL;

  g_set_weak_pointer (&question, find_window (ADW_TYPE_MESSAGE_DIALOG));
  press (question, label);
  AWAIT (question == NULL || !gtk_widget_get_mapped (question));
  g_clear_weak_pointer (&question);
}

gboolean
walk_give_keyboard (WindowBed *bed, GtkWidget *widget)
{
  gtk_widget_grab_focus (widget);
  return COMES (gtk_window_is_active (GTK_WINDOW (bed->window)) && has_focus (widget));
}

static gboolean
on_key (gboolean *heard)
{
  *heard = TRUE;
  return FALSE;
}

/* What might keep the keys from the window. */
static void
tell_windows (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      GtkWidget *focus = gtk_window_get_focus (window);
      GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

      g_test_message ("%s “%s”: %s, %s, %s, state %x, the focus on %s", G_OBJECT_TYPE_NAME (window), gtk_window_get_title (window),
                      gtk_widget_get_mapped (GTK_WIDGET (window)) ? "shown" : "not shown",
                      gtk_window_is_active (window) ? "active" : "not active",
                      gtk_window_get_modal (window) ? "modal" : "not modal",
                      GDK_IS_TOPLEVEL (surface) ? gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) : 0,
                      focus != NULL ? G_OBJECT_TYPE_NAME (focus) : "nothing");
    }
}

/* A key that comes while what was open is being taken off the screen is lost, and so is a wish to be in front. The window
 * manager's own menu keeps all keys, too, and Escape closes it. */
void
walk_assert_hears (WindowBed *bed, WalkInput *input)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  gboolean heard = FALSE;

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), &heard);
  gtk_widget_add_controller (GTK_WIDGET (bed->window), keys);
  for (gint64 end = g_get_monotonic_time () + MOST_FOR_HEARING; !heard;)
    {
      gint64 again = g_get_monotonic_time () + PATIENCE;

      if (again > end)
        tell_windows ();
      gtk_window_present (GTK_WINDOW (bed->window));
      walk_input_press (input, again < end - MOST_FOR_HEARING / 2 ? "Shift_L" : "Escape");
      while (!heard && g_get_monotonic_time () < again)
        await_step (end, "a key that the window hears");
    }
  gtk_widget_remove_controller (GTK_WIDGET (bed->window), keys);
}

static GtkWindow *
find_dialog (WindowBed *bed)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = g_list_model_get_n_items (windows); i > 0; i--)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i - 1);

      if (window != GTK_WINDOW (bed->window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }

  return NULL;
}

/* GTK's own dialog has to come to rest: closed while it still reads its folder, it may leave the program deaf. */
static void
let_rest (GtkWindow *dialog)
{
  gint64 end = g_get_monotonic_time () + MOST_FOR_DIALOG;

  if (!GTK_IS_FILE_CHOOSER_DIALOG (dialog))
    return;

  AWAIT (gtk_window_is_active (dialog) || g_get_monotonic_time () > end);
  end = g_get_monotonic_time () + RESTING;
  while (g_get_monotonic_time () < end)
    await_step (G_MAXINT64, NULL);
}

/* Who asks once whether something was copied is closed again. */
void
walk_put_dialogs_away (WindowBed *bed)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  for (GtkWindow *dialog = find_dialog (bed); dialog != NULL; dialog = find_dialog (bed))
    {
      let_rest (dialog);
      tessera_popovers_close (GTK_WIDGET (dialog));
      gtk_window_close (dialog);
      await_step (end, "the end of all dialogs");
    }
  tessera_popovers_close (GTK_WIDGET (bed->window));
}

gboolean
walk_open_tokens (WindowBed *bed)
{
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.search", NULL);
  return COMES (tessera_window_get_tokens_open (bed->window));
}

gboolean
walk_open_create (WindowBed *bed)
{
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
  return COMES (!tessera_window_get_tokens_open (bed->window));
}

/* A load that was begun before does not know what was made since; none is begun over unsaved changes. */
static gboolean
refresh (WindowBed *bed)
{
  if (!COMES (!tessera_session_get_loading (bed->session)))
    return FALSE;

  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.refresh", NULL);
  if (!COMES (!tessera_editor_get_dirty (window_bed_get_editor (bed))))
    return FALSE;

  tessera_session_load (bed->session);
  return TRUE;
}

static gboolean
is_edited (WindowBed *bed, const char *id)
{
  GtkWidget *form = window_bed_get_edit_form (bed);
  TesseraToken *token = tessera_form_get_token (TESSERA_FORM (form));

  return token != NULL && g_str_equal (tessera_token_get_id (token), id) && gtk_widget_get_mapped (form);
}

gboolean
walk_open_token (WindowBed *bed)
{
  g_autoptr (TestAnswer) created = test_create (bed->service, "Weekly report");
  const char *id = test_answer_get_string (created, "id");

  if (!walk_open_tokens (bed) || !refresh (bed) || !COMES (tessera_session_find_token (bed->session, id) != NULL))
    return FALSE;

  tessera_tokens_page_select (tessera_window_get_tokens_page (bed->window), id);
  return COMES (is_edited (bed, id));
}

gboolean
walk_act_on_token (WindowBed *bed, const char *action)
{
  if (!walk_open_token (bed))
    return FALSE;

  g_action_group_activate_action (tessera_editor_get_actions (window_bed_get_editor (bed)), action, NULL);
  return TRUE;
}

gboolean
walk_open_popover (gpointer within)
{
  GtkWidget *opener = find (within, GTK_TYPE_MENU_BUTTON, NULL);

  if (opener == NULL)
    return FALSE;

  gtk_menu_button_popup (GTK_MENU_BUTTON (opener));
  return COMES (gtk_widget_get_mapped (find_popover (opener)));
}
