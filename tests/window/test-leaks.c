/* What was opened and closed is gone: every widget of it is finalized, and a hundred times over the memory stays what it was. */

#include "window-bed.h"

#include <malloc.h>
#include <stdio.h>
#include <unistd.h>

#include "tessera-conflict-dialog.h"
#include "tessera-created-dialog.h"
#include "tessera-history-dialog.h"
#include "tessera-rotate-dialog.h"
#include "tessera-server-dialog.h"
#include "tessera-servers-dialog.h"

#ifdef __SANITIZE_ADDRESS__
#define TIMES 10         /* and what is freed is kept for a while */
#else
#define TIMES 100
#endif
#define WARM_UP 20
#define MOST_GROWTH (6 * 1024 * 1024)     /* bytes, in TIMES openings; GTK 4.8 loses a tooltip of some 20 KiB each time, and a dialog of ours would be 100 and more */

/* Which widgets are alive */

static void
on_gone (gpointer alive, GObject *where)
{
  g_hash_table_remove (alive, where);
}

/* All but the tooltip that GTK 4.8 makes for each window and never lets go. */
static void
watch (GtkWidget *widget, GHashTable *alive)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkTooltipWindow"))
    return;
  if (g_hash_table_insert (alive, widget, (gpointer) G_OBJECT_TYPE_NAME (widget)))
    g_object_weak_ref (G_OBJECT (widget), on_gone, alive);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    watch (child, alive);
}

static void
assert_all_gone (GHashTable *alive, const char *what)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  GHashTableIter iter;
  gpointer object, type;

  while (g_hash_table_size (alive) > 0 && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);

  g_hash_table_iter_init (&iter, alive);
  while (g_hash_table_iter_next (&iter, &object, &type))
    {
      g_test_message ("%s: a %s is left, with %u references", what, (const char *) type, G_OBJECT (object)->ref_count);
      g_object_weak_unref (object, on_gone, alive);
    }
  if (g_hash_table_size (alive) > 0)
    g_test_fail ();
}

/* Dialogs: how each is opened; it is closed as Escape would. */

static void
open_by_action (WindowBed *bed, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (bed->window), name, NULL);
}

static void
open_revoke (WindowBed *bed)
{
  g_action_group_activate_action (tessera_editor_get_actions (window_bed_get_editor (bed)), "revoke", NULL);
}

static void
open_rotate (WindowBed *bed)
{
  g_action_group_activate_action (tessera_editor_get_actions (window_bed_get_editor (bed)), "rotate", NULL);
}

static void
open_history (WindowBed *bed)
{
  g_action_group_activate_action (tessera_editor_get_actions (window_bed_get_editor (bed)), "history", NULL);
}

static void
open_unsaved (WindowBed *bed)
{
  type_name (window_bed_get_edit_form (bed), "My export");
  open_by_action (bed, "frame.new");
}

static void
open_quit (WindowBed *bed)
{
  type_name (window_bed_get_edit_form (bed), "My export");
  gtk_window_close (GTK_WINDOW (bed->window));
}

static void
open_check (WindowBed *bed)
{
  g_action_group_activate_action (tessera_editor_get_actions (window_bed_get_editor (bed)), "check", NULL);
}

/* Those of a list of which the window knows nothing. */
static void
open_servers (WindowBed *bed)
{
  g_autoptr (TesseraSessions) sessions = tessera_sessions_new (NULL);

  gtk_window_present (tessera_servers_dialog_new (GTK_WINDOW (bed->window), sessions));
}

static void
open_server (WindowBed *bed)
{
  g_autoptr (TesseraSessions) sessions = tessera_sessions_new (NULL);

  gtk_window_present (tessera_server_dialog_new (GTK_WINDOW (bed->window), sessions, NULL));
}

static void
open_shortcuts (WindowBed *bed)
{
  open_by_action (bed, "frame.shortcuts");
}

static void
open_about (WindowBed *bed)
{
  open_by_action (bed, "frame.about");
}

static void
open_created (WindowBed *bed)
{
  g_autoptr (TesseraSecret) secret = tessera_secret_new ("frt_made_up", 11);
  GtkWindow *dialog = tessera_created_dialog_new (GTK_WINDOW (bed->window), tessera_editor_get_token (window_bed_get_editor (bed)),
                                                  secret, "https://api.example/", FALSE);

  gtk_window_present (dialog);
  press (dialog, "Copy");      /* it would ask */
}

static void
open_comparison (WindowBed *bed)
{
  TesseraToken *token = tessera_editor_get_token (window_bed_get_editor (bed));
  g_autoptr (TesseraDraft) mine = tessera_draft_new_from_token (token);

  gtk_window_present (tessera_conflict_dialog_new (GTK_WINDOW (bed->window), tessera_session_get_catalogue (bed->session),
                                                   token, mine, token));
}

typedef struct
{
  const char *name;
  void (*open) (WindowBed *bed);
} Dialog;

static const Dialog dialogs[] = {
  { "revoke", open_revoke },       { "rotate", open_rotate },       { "history", open_history },
  { "unsaved", open_unsaved },     { "quit", open_quit },           { "shortcuts", open_shortcuts },
  { "about", open_about },         { "created", open_created },     { "comparison", open_comparison },
  { "check", open_check },         { "servers", open_servers },     { "server", open_server },
};

static GtkWidget *
find_dialog (WindowBed *bed)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window != GTK_WIDGET (bed->window) && gtk_widget_get_mapped (window))
        return window;
    }

  return NULL;
}

static void
open_and_close (WindowBed *bed, const Dialog *dialog, GHashTable *alive)
{
  GtkWidget *window = NULL;

  dialog->open (bed);
  AWAIT (find_dialog (bed) != NULL);
  g_set_weak_pointer (&window, find_dialog (bed));
  if (alive != NULL)
    {
      settle (window);
      watch (window, alive);
    }
  gtk_window_close (GTK_WINDOW (window));
  AWAIT (window == NULL);
}

static void
test_dialogs_are_finalized (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      g_autoptr (GHashTable) alive = g_hash_table_new (NULL, NULL);

      open_and_close (bed, &dialogs[i], alive);
      assert_all_gone (alive, dialogs[i].name);
    }
}

/* Memory */

static gsize
get_resident (void)
{
  g_autofree char *text = NULL;
  gsize pages = 0;

  malloc_trim (0);
  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%*u %zu", &pages), ==, 1);
  return pages * (gsize) sysconf (_SC_PAGESIZE);
}

static void
test_memory_stays_flat_after_a_hundred_openings (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  for (guint i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      gsize before, after;

      for (guint times = 0; times < WARM_UP; times++)
        open_and_close (bed, &dialogs[i], NULL);
      before = get_resident ();
      for (guint times = 0; times < TIMES; times++)
        open_and_close (bed, &dialogs[i], NULL);
      after = get_resident ();
      g_test_message ("%s: %+" G_GSSIZE_FORMAT " KiB", dialogs[i].name, ((gssize) after - (gssize) before) / 1024);
#ifndef __SANITIZE_ADDRESS__
      if (after > before + MOST_GROWTH)
        g_test_fail ();
#endif
    }
}

/* Menus, lists and the calendar: made once, and not once each time. */

static guint
count_widgets (GtkWidget *widget)
{
  guint n = 1;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_widgets (child);
  return n;
}

static void
open_popover (GtkWidget *popover)
{
  gtk_popover_popup (GTK_POPOVER (popover));
  AWAIT (gtk_widget_get_mapped (popover));
  gtk_popover_popdown (GTK_POPOVER (popover));
  AWAIT (!gtk_widget_get_mapped (popover));
}

static void
open_popovers (GtkWidget *widget, guint *n)
{
  GtkWidget *popover;

  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return;
  popover = find_popover (widget);
  if (popover != NULL)
    {
      open_popover (popover);
      ++*n;
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    open_popovers (child, n);
}

static void
test_popovers_are_made_once (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  for (guint page = 0; page < 2; page++)
    {
      guint n = 0, before;

      open_popovers (GTK_WIDGET (bed->window), &n);
      g_assert_cmpuint (n, >=, 3);
      before = count_widgets (GTK_WIDGET (bed->window));
      for (guint times = 0; times < 5; times++)
        open_popovers (GTK_WIDGET (bed->window), &n);
      g_assert_cmpuint (count_widgets (GTK_WIDGET (bed->window)), <=, before);
      open_by_action (bed, "frame.new");
      settle (bed->window);
    }
}

/* The window itself, with both pages, the editor, and what it has of the server */

static void
test_a_window_and_its_session_are_finalized (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  for (guint times = 0; times < 3; times++)
    {
      g_autoptr (GHashTable) alive = g_hash_table_new (NULL, NULL);
      TesseraSession *session, *left;
      TesseraWindow *window = window_bed_open_another (bed, &session);

      left = session;
      g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &left);
      type_name (find_hidden (tessera_window_get_create_page (window), TESSERA_TYPE_FORM), "Price feed");
      gtk_widget_activate_action (GTK_WIDGET (window), "frame.new", NULL);
      settle (window);
      watch (GTK_WIDGET (window), alive);
      window_bed_close_window (window);
      g_object_unref (session);
      assert_all_gone (alive, "the window");
      AWAIT (left == NULL);
    }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/leaks/dialogs-are-finalized", test_dialogs_are_finalized);
  g_test_add_func ("/leaks/popovers-are-made-once", test_popovers_are_made_once);
  g_test_add_func ("/leaks/a-window-and-its-session-are-finalized", test_a_window_and_its_session_are_finalized);
  g_test_add_func ("/leaks/memory-stays-flat-after-a-hundred-openings", test_memory_stays_flat_after_a_hundred_openings);
  return test_http_run ();
}
