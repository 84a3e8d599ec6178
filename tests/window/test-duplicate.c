/* A copy of a token in Create Token is one step, which brings back what was there. */

#include "window-bed.h"

#include "tessera-editor.h"

static void
duplicate (WindowBed *bed)
{
  g_action_group_activate_action (tessera_editor_get_actions (window_bed_get_editor (bed)), "duplicate", NULL);
}

static void
await_copy (WindowBed *bed)
{
  AWAIT (!tessera_window_get_tokens_open (bed->window));
  AWAIT (g_str_equal (get_typed_name (window_bed_get_create_form (bed)), "Nightly export (copy)"));
  AWAIT (has_focus (window_bed_get_create_form (bed)));
}

static gboolean
holds (GtkWidget *form, const TesseraDraft *draft)
{
  g_autoptr (TesseraDraft) held = tessera_form_get_draft (TESSERA_FORM (form));

  return tessera_draft_equal (held, draft) && g_str_equal (held->name, draft->name);
}

static void
discard (void)
{
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Discard");
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) == NULL);
}

static void
test_undoing_it_brings_back_what_was_filled_in (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_create_form (bed);
  g_autoptr (TesseraDraft) before = NULL, copy = NULL;

  type_name (form, "Half a name ");
  tick (form, 1, TESSERA_VERB_WRITE, TRUE);
  before = tessera_form_get_draft (TESSERA_FORM (form));
  duplicate (bed);
  discard ();
  await_copy (bed);
  copy = tessera_form_get_draft (TESSERA_FORM (form));
  g_assert_false (tessera_form_get_dirty (TESSERA_FORM (form)));

  send_key ("ctrl+z");
  AWAIT (holds (form, before));
  g_assert_true (tessera_form_get_dirty (TESSERA_FORM (form)));
  send_key ("ctrl+shift+z");
  AWAIT (holds (form, copy));
  g_assert_false (tessera_form_get_dirty (TESSERA_FORM (form)));
}

/* Neither the copy nor the defaults behind it are anybody's work, so nobody is asked about them. */
static void
test_undoing_it_in_an_untouched_form_brings_back_the_defaults (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWidget *form = window_bed_get_create_form (bed);
  g_autoptr (TesseraDraft) before = tessera_form_get_draft (TESSERA_FORM (form));

  duplicate (bed);
  await_copy (bed);
  send_key ("ctrl+z");
  AWAIT (holds (form, before));
  g_assert_false (tessera_form_get_dirty (TESSERA_FORM (form)));
  type_name (form, "x");
  g_assert_true (tessera_form_get_dirty (TESSERA_FORM (form)));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/duplicate/undoing-it-brings-back-what-was-filled-in", test_undoing_it_brings_back_what_was_filled_in);
  g_test_add_func ("/duplicate/undoing-it-in-an-untouched-form-brings-back-the-defaults",
                   test_undoing_it_in_an_untouched_form_brings_back_the_defaults);
  return test_http_run ();
}
