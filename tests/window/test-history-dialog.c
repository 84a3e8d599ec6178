/* The history of a token, to be read: what was done, by whom, and what the token was before and after. */

#include "window-bed.h"

#include <string.h>

#include "tessera-history-dialog.h"

static GtkWidget *
open_history (WindowBed *bed)
{
  TesseraEditor *editor = window_bed_get_editor (bed);
  GtkWidget *dialog;

  g_action_group_activate_action (tessera_editor_get_actions (editor), "history", NULL);
  AWAIT ((dialog = find_window (TESSERA_TYPE_HISTORY_DIALOG)) != NULL);
  return dialog;
}

static guint
count_rows (GtkWidget *widget)
{
  guint n = GTK_IS_EXPANDER (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);
  return n;
}

/* Over HTTP, Mara gives the newest token these permissions. */
static void
permit (WindowBed *bed, const char *permissions)
{
  g_autoptr (JsonObject) token = window_bed_fetch_newest (bed);
  g_autofree char *path = g_strconcat ("/v1/tokens/", json_object_get_string_member (token, "id"), NULL);
  g_autofree char *tag = g_strdup_printf ("If-Match: \"%s\"", json_object_get_string_member (token, "revision"));
  g_autofree char *body = test_body ("\"Nightly export\"", NULL, permissions, NULL);
  g_autoptr (TestAnswer) answer = test_call (bed->service, "PUT", path, tag, body);

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
open_window (WindowBed *bed)
{
  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  window_bed_await_load (bed->session);
  settle (bed->window);
}

static void
test_each_change_is_a_sentence_with_before_and_after (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  GtkWidget *dialog;

  test_answer_free (test_create (bed->service, "Nightly export"));
  permit (bed, "{\"products\": [\"write\"], \"reports\": [\"read\"]}");
  window_bed_rename_newest (bed, "Weekly export");
  open_window (bed);
  dialog = open_history (bed);
  AWAIT (count_rows (dialog) == 3);
  g_assert_true (shows (dialog, "Mara gave it Products: write on "));
  g_assert_true (shows (dialog, "Mara created it on "));

  g_assert_false (shows (dialog, "Before"));
  gtk_expander_set_expanded (find (dialog, GTK_TYPE_EXPANDER, NULL), TRUE);
  AWAIT (shows (dialog, "Before"));
  g_assert_true (shows (dialog, "Nightly export") && shows (dialog, "Weekly export"));
  g_assert_true (shows (dialog, "Products: write. Reports: read."));
}

static graphene_rect_t
get_place (GtkWidget *dialog, const char *text)
{
  return get_bounds (find (dialog, GTK_TYPE_LABEL, text), dialog);
}

/* Before, then after, with no word cut in two. */
static void
test_before_stands_above_after_where_there_is_no_room_beside_it (void)
{
  for (int scale = 1; scale <= 2; scale++)
    {
      g_autoptr (WindowBed) bed = NULL;
      graphene_rect_t before, after;
      GtkWidget *dialog;

      set_text_scale (scale);
      bed = window_bed_new ("Nightly export");
      gtk_window_set_default_size (GTK_WINDOW (bed->window), 360, 720);
      settle (bed->window);
      window_bed_rename_newest (bed, "Weekly export");
      dialog = open_history (bed);
      AWAIT (count_rows (dialog) == 2);
      gtk_expander_set_expanded (find (dialog, GTK_TYPE_EXPANDER, NULL), TRUE);
      AWAIT (shows (dialog, "Before"));
      settle (dialog);
      before = get_place (dialog, "Before");
      after = get_place (dialog, "After");
      g_assert_cmpint (before.origin.y < after.origin.y, ==, scale == 2);
      g_assert_cmpint (before.origin.x == after.origin.x, ==, scale == 2);
    }
  set_text_scale (1);
}

static void
test_further_pages_come_when_they_are_asked_for (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  GtkWidget *dialog;

  test_answer_free (test_create (bed->service, "Nightly export"));
  for (guint i = 0; i < 24; i++)
    {
      g_autofree char *name = g_strdup_printf ("Export %u", i);

      window_bed_rename_newest (bed, name);
    }
  open_window (bed);
  dialog = open_history (bed);
  AWAIT (count_rows (dialog) == 20);
  g_assert_false (shows (dialog, "Mara created it on "));

  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_ANSWERS, .status = 500 });
  press (dialog, "Show Older");
  AWAIT (shows (dialog, "has failed by a fault of its own"));
  g_assert_cmpuint (count_rows (dialog), ==, 20);
  window_bed_set_fault (bed, NULL, NULL);
  press (dialog, "Retry");
  AWAIT (count_rows (dialog) == 25);
  g_assert_true (shows (dialog, "Mara created it on "));
  g_assert_false (can_press (dialog, "Show Older"));
}

static void
test_a_failure_is_told_and_can_be_tried_again (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *dialog;

  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_REFUSES });
  dialog = open_history (bed);
  AWAIT (shows (dialog, "The History Could Not Be Read"));
  AWAIT (has_focus (find (dialog, GTK_TYPE_BUTTON, "Retry")));
  window_bed_set_fault (bed, NULL, NULL);
  press (dialog, "Retry");
  AWAIT (shows (dialog, "Mara created it on "));
}

static void
test_a_history_that_lies_is_not_shown (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *dialog;

  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_ANSWERS, .status = 200, .media_type = "application/json",
                                                   .body = "{\"events\": [{\"at\": \"now\"}], \"next_cursor\": null}" });
  dialog = open_history (bed);
  AWAIT (shows (dialog, "The History Could Not Be Read"));
  g_assert_cmpuint (count_rows (dialog), ==, 0);
}

static void
test_nothing_recorded_is_told (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *dialog;

  window_bed_set_fault (bed, "GET", &(DoorFault) { .deed = DOOR_ANSWERS, .status = 200, .media_type = "application/json",
                                                   .body = "{\"events\": [], \"next_cursor\": null}" });
  dialog = open_history (bed);
  AWAIT (shows (dialog, "Nothing Recorded"));
}

static void
test_an_area_that_is_gone_is_told_by_its_id (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  GtkWidget *dialog;

  test_answer_free (test_create (bed->service, "Nightly export"));
  permit (bed, "{\"triggers\": [\"write\"], \"reports\": [\"read\"]}");
  permit (bed, "{\"reports\": [\"read\"]}");
  window_bed_change_catalogue (bed, "\"triggers\"", "\"robots\"");
  open_window (bed);
  dialog = open_history (bed);
  AWAIT (shows (dialog, "Mara gave it triggers: write on "));
  g_assert_true (shows (dialog, "Mara took triggers: write from it on "));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  keep_still ();
  g_test_add_func ("/history/before-stands-above-after-where-there-is-no-room-beside-it",
                   test_before_stands_above_after_where_there_is_no_room_beside_it);
  g_test_add_func ("/history/each-change-is-a-sentence-with-before-and-after",
                   test_each_change_is_a_sentence_with_before_and_after);
  g_test_add_func ("/history/further-pages-come-when-they-are-asked-for", test_further_pages_come_when_they_are_asked_for);
  g_test_add_func ("/history/a-failure-is-told-and-can-be-tried-again", test_a_failure_is_told_and_can_be_tried_again);
  g_test_add_func ("/history/one-that-lies-is-not-shown", test_a_history_that_lies_is_not_shown);
  g_test_add_func ("/history/nothing-recorded-is-told", test_nothing_recorded_is_told);
  g_test_add_func ("/history/an-area-that-is-gone-is-told-by-its-id", test_an_area_that_is_gone_is_told_by_its_id);
  return test_http_run ();
}
