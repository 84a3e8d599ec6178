#include "walk-ways.h"

#define MOST_WAITING (3 * G_USEC_PER_SEC)
#define RESTING (G_USEC_PER_SEC / 2)

gboolean
walk_is_asked (const char *answer)
{
  AdwMessageDialog *question = find_window (ADW_TYPE_MESSAGE_DIALOG);

  return question != NULL && adw_message_dialog_has_response (question, answer);
}

/* Another question may follow. */
void
walk_answer (const char *label)
{
  gpointer question = find_window (ADW_TYPE_MESSAGE_DIALOG);

  press (question, label);
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != question);
}

void
walk_await_keyboard (WindowBed *bed, GtkWidget *widget)
{
  gint64 end = g_get_monotonic_time () + MOST_WAITING;

  gtk_window_present (GTK_WINDOW (bed->window));
  while (!(gtk_window_is_active (GTK_WINDOW (bed->window)) && has_focus (widget)) && g_get_monotonic_time () < end)
    await_step (G_MAXINT64, NULL);
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

static void
close_popovers (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_POPOVER (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    close_popovers (child);
}

/* GTK's own dialog has to come to rest: closed while it still reads its folder, it may leave the program deaf. */
static void
let_rest (GtkWindow *dialog)
{
  gint64 end = g_get_monotonic_time () + RESTING;

  if (!GTK_IS_FILE_CHOOSER_DIALOG (dialog))
    return;

  AWAIT (gtk_window_is_active (dialog) || g_get_monotonic_time () > end + MOST_WAITING);
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
      close_popovers (GTK_WIDGET (dialog));
      gtk_window_close (dialog);
      await_step (end, "the end of all dialogs");
    }
  close_popovers (GTK_WIDGET (bed->window));
}

void
walk_open_tokens (WindowBed *bed)
{
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.search", NULL);
  AWAIT_LEAVING (tessera_window_get_tokens_open (bed->window));
}

void
walk_open_create (WindowBed *bed)
{
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
  AWAIT_LEAVING (!tessera_window_get_tokens_open (bed->window));
}

/* A load that was begun before does not know what was made since; none is begun over unsaved changes. */
static void
refresh (WindowBed *bed)
{
  AWAIT_LEAVING (!tessera_session_get_loading (bed->session));
  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.refresh", NULL);
  AWAIT_LEAVING (!tessera_editor_get_dirty (window_bed_get_editor (bed)));
  tessera_session_load (bed->session);
}

void
walk_open_token (WindowBed *bed)
{
  TesseraForm *form = TESSERA_FORM (window_bed_get_edit_form (bed));
  g_autoptr (TestAnswer) created = test_create (bed->service, "Weekly report");
  const char *id = test_answer_get_string (created, "id");

  walk_open_tokens (bed);
  refresh (bed);
  AWAIT_LEAVING (tessera_session_find_token (bed->session, id) != NULL);
  tessera_tokens_page_select (tessera_window_get_tokens_page (bed->window), id);
  AWAIT_LEAVING (tessera_form_get_token (form) != NULL
                 && g_str_equal (tessera_token_get_id (tessera_form_get_token (form)), id)
                 && gtk_widget_get_mapped (GTK_WIDGET (form)));
}

void
walk_act_on_token (WindowBed *bed, const char *action, GType dialog)
{
  walk_open_token (bed);
  g_action_group_activate_action (tessera_editor_get_actions (window_bed_get_editor (bed)), action, NULL);
  AWAIT (find_window (dialog) != NULL);
}

void
walk_open_popover (gpointer within)
{
  GtkWidget *opener = find (within, GTK_TYPE_MENU_BUTTON, NULL);

  gtk_menu_button_popup (GTK_MENU_BUTTON (opener));
  AWAIT (gtk_widget_get_mapped (find_popover (opener)));
}
