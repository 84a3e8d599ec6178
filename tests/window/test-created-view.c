/* The dialog of a new token, as it is seen and left: the whole secret, no empty space, Escape. */

#include "window-hands.h"

#include <string.h>

#include "tessera-created-dialog.h"

#define SECRET_OF_49 "frt_madeUpForThisTestAlone00000000000000000000Ab"

static GtkWidget *
present_with (const char *text)
{
  TesseraTokenFields fields = {
    .id = "tok_1", .name = "Nightly export", .type = "api_key", .permissions = { { 1, 0 } }, .expires_at = TESSERA_NEVER,
    .hint = "00Ab", .created_by = "Mara", .updated_by = "Mara", .last_used_at = TESSERA_NEVER, .revision = "r",
  };
  g_autoptr (TesseraToken) token = tessera_token_new (&fields);
  g_autoptr (TesseraSecret) secret = tessera_secret_new (text, strlen (text));
  GtkWindow *dialog = tessera_created_dialog_new (NULL, token, secret, NULL, FALSE);

  gtk_window_present (dialog);
  settle (dialog);
  return GTK_WIDGET (dialog);
}

static void
assert_all_in_sight (GtkWidget *dialog)
{
  GtkTextView *view = find (dialog, GTK_TYPE_TEXT_VIEW, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;
  GdkRectangle first, last, seen;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_view_get_iter_location (view, &start, &first);
  gtk_text_view_get_iter_location (view, &end, &last);
  gtk_text_view_get_visible_rect (view, &seen);
  g_assert_cmpint (first.height, >, 0);
  g_assert_cmpint (first.y, >=, seen.y);
  g_assert_cmpint (last.y + last.height, <=, seen.y + seen.height);
}

static void
test_shows_the_whole_secret (void)
{
  GtkWidget *dialog = present_with (SECRET_OF_49);

  assert_all_in_sight (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_shows_a_secret_of_many_lines_whole (void)
{
  g_autofree char *padding = g_strnfill (300, 'x');
  g_autofree char *text = g_strconcat ("frt_", padding, NULL);
  GtkWidget *dialog = present_with (text);

  assert_all_in_sight (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_no_hyphen_is_shown_where_a_line_of_it_ends (void)
{
  GtkWidget *dialog = present_with (SECRET_OF_49);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (find (dialog, GTK_TYPE_TEXT_VIEW, NULL));
  GtkTextIter at;

  gtk_text_buffer_get_start_iter (buffer, &at);
  do
    {
      GSList *tags = gtk_text_iter_get_tags (&at);
      gboolean hyphens = TRUE;

      for (GSList *tag = tags; tag != NULL; tag = tag->next)
        g_object_get (tag->data, "insert-hyphens", &hyphens, NULL);
      g_assert_false (hyphens);
      g_slist_free (tags);
    }
  while (gtk_text_iter_forward_char (&at) && !gtk_text_iter_is_end (&at));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_is_as_high_as_what_it_holds (void)
{
  GtkWidget *dialog = present_with (SECRET_OF_49);
  GtkWidget *done = find (dialog, GTK_TYPE_BUTTON, "Done");
  graphene_rect_t bounds;
  float gap;

  g_assert_true (gtk_widget_compute_bounds (done, dialog, &bounds));
  gap = (float) gtk_widget_get_height (dialog) - bounds.origin.y - bounds.size.height;
  g_assert_cmpfloat (gap, >=, 12);
  g_assert_cmpfloat (gap, <=, 30);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
count (guint *done)
{
  ++*done;
}

static void
test_the_first_escape_after_copying_closes (void)
{
  GtkWidget *dialog = present_with (SECRET_OF_49);
  guint done = 0;

  g_signal_connect_swapped (dialog, "done", G_CALLBACK (count), &done);
  AWAIT (gtk_window_is_active (GTK_WINDOW (dialog)));
  press (dialog, "Copy");
  AWAIT (shows (dialog, "Secret copied."));
  send_key ("Escape");
  AWAIT (done == 1);
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) == NULL);
}

static void
test_the_first_escape_without_a_copy_asks (void)
{
  GtkWidget *dialog = present_with (SECRET_OF_49);
  guint done = 0;

  g_signal_connect_swapped (dialog, "done", G_CALLBACK (count), &done);
  AWAIT (gtk_window_is_active (GTK_WINDOW (dialog)));
  press (dialog, "Copy Command");    /* which has a toast, too */
  AWAIT (shows (dialog, "Command copied."));
  send_key ("Escape");
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  g_assert_cmpuint (done, ==, 0);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Leave");
  AWAIT (done == 1);
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) == NULL);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/created-view/shows-the-whole-secret", test_shows_the_whole_secret);
  g_test_add_func ("/created-view/shows-a-secret-of-many-lines-whole", test_shows_a_secret_of_many_lines_whole);
  g_test_add_func ("/created-view/no-hyphen-is-shown-where-a-line-of-it-ends", test_no_hyphen_is_shown_where_a_line_of_it_ends);
  g_test_add_func ("/created-view/is-as-high-as-what-it-holds", test_is_as_high_as_what_it_holds);
  g_test_add_func ("/created-view/the-first-escape-after-copying-closes", test_the_first_escape_after_copying_closes);
  g_test_add_func ("/created-view/the-first-escape-without-a-copy-asks", test_the_first_escape_without_a_copy_asks);
  return g_test_run ();
}
