/* What the window tells of names, of who did what and of a ready command; its size, and a secret at the end. */

#include "window-bed.h"

#include "tessera-application.h"
#include "tessera-clipboard.h"
#include "tessera-created-dialog.h"
#include "tessera-message-strip.h"
#include "tessera-settings.h"
#include "tessera-toast.h"

#include <string.h>

#define TAKEN "Another active token has this name."
#define URL "https://api.example/1/reports?page=2&sort=(name)"

static void
type_letters (GtkWidget *form, gsize n)
{
  g_autofree char *name = g_strnfill (n, 'x');

  type_name (form, name);
  settle (form);
}

static void
test_a_long_name_is_counted_from_80_percent_of_the_limit_on (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);

  type_letters (form, 79);
  g_assert_false (shows (form, "of 100 characters"));
  type_letters (form, 80);
  g_assert_true (shows (form, "80 of 100 characters"));
  type_letters (form, 101);
  g_assert_true (shows (form, "101 of 100 characters"));
  type_letters (form, 79);
  g_assert_false (shows (form, "of 100 characters"));
}

static void
test_a_name_that_is_taken_is_told_however_it_is_written (void)
{
  static const struct
  {
    const char *name;
    gboolean taken;
  } cases[] = {
    { "Größe", TRUE }, { "  größe ", TRUE }, { "GRÖSSE", TRUE }, { "Größen", FALSE }, { "Gr öße", FALSE }, { "", FALSE },
  };
  g_autoptr (WindowBed) bed = window_bed_new ("Größe");
  GtkWidget *form = window_bed_get_create_form (bed);

  gtk_widget_activate_action (GTK_WIDGET (bed->window), "frame.new", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”", cases[i].name);
      type_name (form, cases[i].name);
      settle (form);
      g_assert_true (shows (form, TAKEN) == cases[i].taken);
    }
  /* A token has its own name. */
  g_assert_false (shows (window_bed_get_edit_form (bed), TAKEN));
}

static void
test_the_editor_says_who_created_changed_and_revoked (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  g_autoptr (TestAnswer) token = test_create (bed->service, "Nightly export");
  gint64 created = tessera_time_now ();

  window_bed_open (bed, test_service_get_manager_key (bed->service), NULL);
  AWAIT (shows (bed->window, "Created by Mara on "));
  g_assert_false (shows (bed->window, "Last changed by"));

  /* The same person's change is told when it is a later one. */
  AWAIT (tessera_time_now () > created);
  test_answer_free (test_rename (bed->service, token, "Weekly export"));
  window_bed_refresh (bed);
  AWAIT (shows (bed->window, "Last changed by Mara on "));
  g_assert_true (shows (bed->window, "Created by Mara on "));

  press (bed->window, "Revoke…");
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Revoke");
  AWAIT (shows (bed->window, "Revoked by Mara on "));
  g_assert_false (shows (bed->window, "Last changed by"));
}

static void
test_the_catalogues_example_stands_quoted_in_the_command (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed), *dialog;

  window_bed_change_catalogue (bed, "\"example_url\": null", "\"example_url\": \"" URL "\"");
  window_bed_refresh (bed);
  fill_form (form, "Nightly export");
  press (form, "Create Token");
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
  dialog = find_window (TESSERA_TYPE_CREATED_DIALOG);
  g_assert_true (shows (dialog, "| curl -H @- '" URL "'"));
}

/* A frame comes after all that was to move has had the time for it. */
static void
be_late (void)
{
  g_usleep (700 * 1000);
}

static void
test_words_come_and_go_however_late_a_frame_is (void)
{
  GtkWidget *window = gtk_window_new (), *overlay = gtk_overlay_new ();

  gtk_overlay_set_child (GTK_OVERLAY (overlay), gtk_entry_new ());
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 300);
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_present (GTK_WINDOW (window));
  settle (window);
  for (guint i = 0; i < 3; i++)
    {
      tessera_toast_show (GTK_OVERLAY (overlay), "Nightly export was updated.");
      AWAIT (shows (window, "Nightly export was updated."));
      tessera_toast_show (GTK_OVERLAY (overlay), "Price feed was revoked.");
      AWAIT (shows (window, "Price feed was revoked."));
      g_assert_false (shows (window, "Nightly export"));
      send_key ("Escape");
      be_late ();
      AWAIT (!shows (window, "Price feed"));
    }

  tessera_toast_show (GTK_OVERLAY (overlay), "3 tokens were revoked.");
  be_late ();
  AWAIT (find (window, GTK_TYPE_BUTTON, NULL) != NULL);
  g_signal_emit_by_name (find (window, GTK_TYPE_BUTTON, NULL), "clicked");
  tessera_toast_show (GTK_OVERLAY (overlay), "2 tokens were revoked.");
  be_late ();
  AWAIT (shows (window, "2 tokens were revoked."));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Without a complaint of GTK's about their size. */
static void
test_any_words_have_room (void)
{
  static const char *const words[] = {
    "x", "漢字かな交じり", "مرحبا بالعالم", "“👩‍👩‍👧‍👦🏳️‍🌈” was updated.", "“i i i i i i i i i i i i i i i i i i i i” was updated.",
    "“loremipsumdolorsitametconsecteturadipiscingelitseddoeiusmodtemporincididuntutlaboreetdoloremagnaaliqua” was updated.",
    "“lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna” exists.",
  };
  GtkWidget *window = gtk_window_new (), *overlay = gtk_overlay_new ();

  gtk_overlay_set_child (GTK_OVERLAY (overlay), gtk_entry_new ());
  gtk_window_set_child (GTK_WINDOW (window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 300);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      tessera_toast_show (GTK_OVERLAY (overlay), words[i]);
      AWAIT (shows (window, words[i]));
      settle (window);
      g_assert_cmpint (gtk_widget_get_width (find (window, GTK_TYPE_REVEALER, NULL)), <=, 360);
      gtk_widget_get_preferred_size (find (window, GTK_TYPE_REVEALER, NULL), NULL, NULL);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
count (int *n)
{
  ++*n;
}

static void
test_a_message_is_dismissed_once (void)
{
  GtkWidget *window = gtk_window_new (), *strip = tessera_message_strip_new (), *dismiss;
  int n = 0;

  g_signal_connect_swapped (strip, "dismissed", G_CALLBACK (count), &n);
  gtk_window_set_child (GTK_WINDOW (window), strip);
  gtk_window_present (GTK_WINDOW (window));
  tessera_message_strip_set (TESSERA_MESSAGE_STRIP (strip), TESSERA_MESSAGE_EXPIRING, "3 tokens expire within 14 days.", NULL);
  AWAIT (find (window, GTK_TYPE_BUTTON, NULL) != NULL);
  dismiss = find (window, GTK_TYPE_BUTTON, NULL);
  g_signal_emit_by_name (dismiss, "clicked");
  g_signal_emit_by_name (dismiss, "clicked");
  g_assert_cmpint (n, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_the_windows_size_is_remembered (void)
{
  g_autoptr (GSettings) settings = tessera_settings_open ();
  g_autoptr (WindowBed) bed = window_bed_new_bare ();
  TesseraWindow *later;
  int width, height, width_later, height_later;

  window_bed_open (bed, test_service_get_manager_key (bed->service), settings);
  gtk_window_set_default_size (GTK_WINDOW (bed->window), 880, 640);
  settle (bed->window);
  gtk_window_get_default_size (GTK_WINDOW (bed->window), &width, &height);
  g_assert_cmpint (width, <, 1040);
  g_assert_cmpint (height, <, 760);
  gtk_window_close (GTK_WINDOW (bed->window));

  later = tessera_window_new (NULL, bed->session, settings);
  gtk_window_get_default_size (GTK_WINDOW (later), &width_later, &height_later);
  g_assert_cmpint (width_later, ==, width);
  g_assert_cmpint (height_later, ==, height);
}

/* The program has started, and a secret was copied. */
static void
copy_and_quit (GApplication *application, gpointer data)
{
  g_autoptr (TesseraSecret) secret = tessera_secret_new ("frt_madeUp", strlen ("frt_madeUp"));
  GdkClipboard *clipboard = gdk_display_get_clipboard (gdk_display_get_default ());

  tessera_clipboard_copy_secret (clipboard, secret);
  g_assert_nonnull (gdk_clipboard_get_content (clipboard));
  g_application_quit (application);
}

static void
test_a_copied_secret_leaves_the_clipboard_at_the_end (void)
{
  g_autoptr (TesseraApplication) application = tessera_application_new ();

  g_signal_connect_after (application, "activate", G_CALLBACK (copy_and_quit), NULL);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), 0, NULL), ==, 0);
  g_assert_null (gdk_clipboard_get_content (gdk_display_get_clipboard (gdk_display_get_default ())));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  keep_still ();
  g_test_add_func ("/told/a-long-name-is-counted-from-80-percent-of-the-limit-on",
                   test_a_long_name_is_counted_from_80_percent_of_the_limit_on);
  g_test_add_func ("/told/a-name-that-is-taken-is-told-however-it-is-written",
                   test_a_name_that_is_taken_is_told_however_it_is_written);
  g_test_add_func ("/told/the-editor-says-who-created-changed-and-revoked",
                   test_the_editor_says_who_created_changed_and_revoked);
  g_test_add_func ("/told/the-catalogues-example-stands-quoted-in-the-command",
                   test_the_catalogues_example_stands_quoted_in_the_command);
  g_test_add_func ("/told/words-come-and-go-however-late-a-frame-is", test_words_come_and_go_however_late_a_frame_is);
  g_test_add_func ("/told/any-words-have-room", test_any_words_have_room);
  g_test_add_func ("/told/a-message-is-dismissed-once", test_a_message_is_dismissed_once);
  g_test_add_func ("/told/the-windows-size-is-remembered", test_the_windows_size_is_remembered);
  g_test_add_func ("/told/a-copied-secret-leaves-the-clipboard-at-the-end",
                   test_a_copied_secret_leaves_the_clipboard_at_the_end);
  return test_http_run ();
}
