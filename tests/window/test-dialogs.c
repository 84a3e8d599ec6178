#include "tessera-clipboard.h"
#include "tessera-config.h"
#include "tessera-conflict-dialog.h"
#include "tessera-created-dialog.h"

#include <string.h>
#include <unistd.h>

#define SECRET "frt_madeUpForThisTestAlone0000000000000000000000000Ab"

static TesseraCatalogue *catalogue;

static TesseraToken *
make_token (const char *name, TesseraPermissions permissions, const char *by)
{
  TesseraTokenFields fields = {
    .id = "tok_1", .name = name, .type = "api_key", .permissions = permissions, .expires_at = 1801440000,
    .hint = "00Ab", .created_by = "Mara", .updated_by = by, .updated_at = 1798761600, .last_used_at = TESSERA_NEVER,
    .revision = "r",
  };

  return tessera_token_new (&fields);
}

/* The first widget below @widget that @matches. */
static GtkWidget *
find (GtkWidget *widget, gboolean (*matches) (GtkWidget *, const char *), const char *text)
{
  if (matches (widget, text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, matches, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_button (GtkWidget *widget, const char *label)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static gboolean
is_text_view (GtkWidget *widget, const char *unused)
{
  return GTK_IS_TEXT_VIEW (widget);
}

static gboolean
is_label_with (GtkWidget *widget, const char *part)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL;
}

static void
click (GtkWidget *window, const char *label)
{
  GtkWidget *button = find (window, is_button, label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static GtkWidget *
present_created (guint *done)
{
  g_autoptr (TesseraToken) token = make_token ("Nightly export", (TesseraPermissions) { { 1, 0 } }, "Mara");
  g_autoptr (TesseraSecret) secret = tessera_secret_new (SECRET, strlen (SECRET));
  GtkWindow *dialog = tessera_created_dialog_new (NULL, token, secret, NULL, FALSE);

  *done = 0;
  g_signal_connect_swapped (dialog, "done", G_CALLBACK (g_atomic_int_inc), done);
  gtk_window_present (dialog);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (dialog));
  return GTK_WIDGET (dialog);
}

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

static void
got_text (GObject *source, GAsyncResult *result, gpointer data)
{
  char **text = data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  if (*text == NULL)
    *text = g_strdup ("");
}

static char *
read_clipboard (GdkClipboard *clipboard)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, got_text, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);

  return text;
}

static void
test_leaving_without_copying_asks_once (void)
{
  guint done;
  GtkWidget *dialog = present_created (&done);

  click (dialog, "Done");
  settle ();
  g_assert_cmpuint (done, ==, 0);
  g_assert_cmpuint (count_windows (), ==, 2); /* the dialog and the question */

  gtk_window_close (GTK_WINDOW (dialog));
  settle ();
  g_assert_cmpuint (done, ==, 1);
  while (count_windows () > 0)
    gtk_window_destroy (g_list_model_get_item (gtk_window_get_toplevels (), 0));
}

static void
test_after_copying_it_leaves_at_once (void)
{
  guint done;
  GtkWidget *dialog = present_created (&done);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (dialog);
  g_autofree char *text = NULL;

  click (dialog, "Copy");
  text = read_clipboard (clipboard);
  g_assert_cmpstr (text, ==, SECRET);

  click (dialog, "Done");
  settle ();
  g_assert_cmpuint (done, ==, 1);
  g_assert_cmpuint (count_windows (), ==, 0);
  tessera_clipboard_forget (clipboard);
}

static void
test_the_secret_never_feeds_the_primary_selection (void)
{
  guint done;
  GtkWidget *dialog = present_created (&done);
  GtkWidget *view = find (dialog, is_text_view, NULL);
  GdkClipboard *primary = gtk_widget_get_primary_clipboard (dialog);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_select_range (buffer, &start, &end);
  settle ();
  g_assert_true (gtk_text_buffer_get_has_selection (buffer));
  g_assert_false (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (primary), G_TYPE_STRING));

  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_control_c_copies_with_the_hint (void)
{
  guint done;
  GtkWidget *dialog = present_created (&done);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (dialog);

  g_signal_emit_by_name (find (dialog, is_text_view, NULL), "copy-clipboard");
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard),
                                                        "x-kde-passwordManagerHint"));

  gtk_window_destroy (GTK_WINDOW (dialog));
  tessera_clipboard_forget (clipboard);
}

static void
test_the_command_holds_no_secret (void)
{
  guint done;
  GtkWidget *dialog = present_created (&done);
  GtkWidget *command = find (dialog, is_label_with, "curl");
  const char *text = gtk_label_get_text (GTK_LABEL (command));

  g_assert_null (strstr (text, SECRET));
  g_assert_true (g_str_has_prefix (text, "read -rs "));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static GdkClipboard *
get_clipboard (void)
{
  return gdk_display_get_clipboard (gdk_display_get_default ());
}

static void
test_a_secret_leaves_the_clipboard_in_time (void)
{
  g_autoptr (TesseraSecret) secret = tessera_secret_new (SECRET, strlen (SECRET));
  GdkClipboard *clipboard = get_clipboard ();

  tessera_clipboard_copy_secret_for (clipboard, secret, 50);
  g_assert_nonnull (gdk_clipboard_get_content (clipboard));
  while (gdk_clipboard_get_content (clipboard) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_what_was_copied_since_is_left_alone (void)
{
  g_autoptr (TesseraSecret) secret = tessera_secret_new (SECRET, strlen (SECRET));
  GdkClipboard *clipboard = get_clipboard ();
  g_autofree char *text = NULL;

  tessera_clipboard_copy_secret (clipboard, secret);
  gdk_clipboard_set_text (clipboard, "something else");
  tessera_clipboard_forget (clipboard);
  text = read_clipboard (clipboard);
  g_assert_cmpstr (text, ==, "something else");
}

static void
keep_answer (GtkWindow *dialog, int answer, gpointer data)
{
  *(int *) data = answer;
}

static void
test_the_comparison_says_who_changed_what (void)
{
  g_autoptr (TesseraToken) base = make_token ("Nightly export", (TesseraPermissions) { { 2, 0 } }, "Mara");
  g_autoptr (TesseraToken) theirs = make_token ("Nightly export", (TesseraPermissions) { { 2, 2 } }, "Ines");
  g_autoptr (TesseraDraft) mine = tessera_draft_new_from_token (base);
  static const struct
  {
    const char *button;
    TesseraConflictAnswer answer;
  } cases[] = {
    { "Keep mine", TESSERA_CONFLICT_KEEP_MINE },
    { "Take theirs", TESSERA_CONFLICT_TAKE_THEIRS },
    { "Cancel", TESSERA_CONFLICT_CANCEL },
  };

  g_free (mine->name);
  mine->name = g_strdup ("Weekly export");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWindow *dialog = tessera_conflict_dialog_new (NULL, catalogue, base, mine, theirs);
      int answer = -1;

      g_signal_connect (dialog, "answer", G_CALLBACK (keep_answer), &answer);
      gtk_window_present (dialog);
      g_assert_nonnull (find (GTK_WIDGET (dialog), is_label_with, "Ines changed “Nightly export” on 1 January 2027"));
      g_assert_nonnull (find (GTK_WIDGET (dialog), is_label_with, "Gains Products: write."));
      g_assert_nonnull (find (GTK_WIDGET (dialog), is_label_with, "Is named “Weekly export” instead of"));
      g_assert_nonnull (find (GTK_WIDGET (dialog), is_label_with, "as it is now: Loses Products: write. Is named"));
      click (GTK_WIDGET (dialog), cases[i].button);
      g_assert_cmpint (answer, ==, cases[i].answer);
    }
}

/* Who presses it as soon as the dialog is there should not wait for ever; an alarm ends the test that does. */
static void
test_an_arrow_key_before_the_comparison_is_drawn_ends (void)
{
  g_autoptr (TesseraToken) base = make_token ("Nightly export", (TesseraPermissions) { { 2, 0 } }, "Mara");
  g_autoptr (TesseraToken) theirs = make_token ("Nightly export", (TesseraPermissions) { { 2, 2 } }, "Ines");
  g_autoptr (TesseraDraft) mine = tessera_draft_new_from_token (base);
  GtkWindow *dialog = tessera_conflict_dialog_new (NULL, catalogue, base, mine, theirs);

  gtk_window_present (dialog);
  alarm (60);
  for (GtkDirectionType direction = GTK_DIR_TAB_FORWARD; direction <= GTK_DIR_RIGHT; direction++)
    gtk_widget_child_focus (GTK_WIDGET (dialog), direction);
  alarm (0);
  gtk_window_destroy (dialog);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/created/leaving-without-copying-asks-once", test_leaving_without_copying_asks_once);
  g_test_add_func ("/created/after-copying-it-leaves-at-once", test_after_copying_it_leaves_at_once);
  g_test_add_func ("/created/the-secret-never-feeds-the-primary-selection",
                   test_the_secret_never_feeds_the_primary_selection);
  g_test_add_func ("/created/control-c-copies-with-the-hint", test_control_c_copies_with_the_hint);
  g_test_add_func ("/created/the-command-holds-no-secret", test_the_command_holds_no_secret);
  g_test_add_func ("/clipboard/a-secret-leaves-the-clipboard-in-time", test_a_secret_leaves_the_clipboard_in_time);
  g_test_add_func ("/clipboard/what-was-copied-since-is-left-alone", test_what_was_copied_since_is_left_alone);
  g_test_add_func ("/conflict/the-comparison-says-who-changed-what", test_the_comparison_says_who_changed_what);
  g_test_add_func ("/conflict/an-arrow-key-before-the-comparison-is-drawn-ends",
                   test_an_arrow_key_before_the_comparison_is_drawn_ends);
  return g_test_run ();
}
