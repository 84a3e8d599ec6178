/* One expander is always open; which one, and what fills it; what happens after Create Token. */

#include "window-bed.h"

#include "tessera-created-dialog.h"
#include "tessera-form-bar.h"
#include "tessera-settings.h"

static GtkExpander *
get_expander (WindowBed *bed, gboolean tokens)
{
  GtkWidget *page = tokens ? GTK_WIDGET (tessera_window_get_tokens_page (bed->window))
                           : GTK_WIDGET (tessera_window_get_create_page (bed->window));

  for (GtkWidget *each = find (bed->window, GTK_TYPE_EXPANDER, NULL); each != NULL;
       each = gtk_widget_get_next_sibling (each))
    if (GTK_IS_EXPANDER (each) && gtk_expander_get_child (GTK_EXPANDER (each)) == page)
      return GTK_EXPANDER (each);

  g_assert_not_reached ();
}

static gboolean
is_open (WindowBed *bed, gboolean tokens)
{
  return gtk_expander_get_expanded (get_expander (bed, tokens));
}

static void
assert_open (WindowBed *bed, gboolean tokens)
{
  g_assert_cmpint (is_open (bed, tokens), ==, TRUE);
  g_assert_cmpint (is_open (bed, !tokens), ==, FALSE);
  g_assert_cmpint (tessera_window_get_tokens_open (bed->window), ==, tokens);
}

static WindowBed *
bed_that_remembers (const char *open, gboolean with_token, GSettings **settings)
{
  WindowBed *bed = window_bed_new_bare ();

  *settings = tessera_settings_open ();
  g_assert_nonnull (*settings);
  g_settings_set_string (*settings, "open-expander", open);
  if (with_token)
    test_answer_free (test_create (bed->service, "Nightly export"));
  window_bed_open (bed, test_service_get_manager_key (bed->service), *settings);
  window_bed_await_load (bed->session);
  return bed;
}

static void
test_with_no_token_create_is_open_whatever_is_remembered (void)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (WindowBed) bed = bed_that_remembers ("tokens", FALSE, &settings);
  g_autofree char *remembered = g_settings_get_string (settings, "open-expander");

  assert_open (bed, FALSE);
  g_assert_cmpstr (remembered, ==, "tokens");
}

static void
test_with_tokens_the_remembered_one_is_open (void)
{
  const char *const names[] = { "create", "tokens" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSettings) settings = NULL;
      g_autoptr (WindowBed) bed = bed_that_remembers (names[i], TRUE, &settings);

      assert_open (bed, g_str_equal (names[i], "tokens"));
    }
}

static void
test_what_one_opens_is_remembered (void)
{
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (WindowBed) bed = bed_that_remembers ("tokens", TRUE, &settings);
  g_autofree char *remembered = NULL;

  gtk_expander_set_expanded (get_expander (bed, FALSE), TRUE);
  remembered = g_settings_get_string (settings, "open-expander");
  g_assert_cmpstr (remembered, ==, "create");
}

static void
test_opening_one_folds_the_other_and_closing_opens_it (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  assert_open (bed, TRUE);
  gtk_expander_set_expanded (get_expander (bed, FALSE), TRUE);
  assert_open (bed, FALSE);
  gtk_expander_set_expanded (get_expander (bed, FALSE), FALSE);
  assert_open (bed, TRUE);
  gtk_expander_set_expanded (get_expander (bed, TRUE), FALSE);
  assert_open (bed, FALSE);
  gtk_expander_set_expanded (get_expander (bed, TRUE), TRUE);
  assert_open (bed, TRUE);
}

static float
get_bottom (gpointer widget, gpointer in)
{
  graphene_rect_t bounds = get_bounds (widget, in);

  return bounds.origin.y + bounds.size.height;
}

static void
test_the_open_page_fills_its_expander (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  for (guint i = 0; i < 2; i++)
    {
      gboolean tokens = i == 0;
      GtkExpander *expander = get_expander (bed, tokens);
      GtkWidget *bar;

      gtk_expander_set_expanded (expander, TRUE);
      settle (bed->window);
      bar = find (expander, TESSERA_TYPE_FORM_BAR, NULL);
      g_assert_cmpfloat (get_bottom (gtk_expander_get_child (expander), expander), >=,
                         gtk_widget_get_height (GTK_WIDGET (expander)) - 1);
      g_assert_cmpfloat (get_bottom (bar, expander), >=, gtk_widget_get_height (GTK_WIDGET (expander)) - 2);
      g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (expander)), >,
                       gtk_widget_get_height (GTK_WIDGET (bed->window)) * 3 / 4);
    }
}

static void
test_a_created_token_is_selected_under_tokens (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Older export");
  GtkWidget *form = window_bed_get_create_form (bed), *dialog;
  g_autoptr (JsonObject) made = NULL;
  TesseraToken *edited;

  gtk_expander_set_expanded (get_expander (bed, FALSE), TRUE);
  fill_form (form, "Nightly export");
  press (form, "Create Token");
  AWAIT ((dialog = find_window (TESSERA_TYPE_CREATED_DIALOG)) != NULL);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "Token created");
  assert_open (bed, FALSE);
  press (dialog, "Copy");
  press (dialog, "Done");
  AWAIT (tessera_window_get_tokens_open (bed->window));

  assert_open (bed, TRUE);
  made = window_bed_fetch_newest (bed);
  edited = tessera_editor_get_token (window_bed_get_editor (bed));
  g_assert_cmpstr (tessera_token_get_id (edited), ==, json_object_get_string_member (made, "id"));
  g_assert_cmpstr (get_typed_name (window_bed_get_edit_form (bed)), ==, "Nightly export");
  g_assert_true (has_focus (tessera_window_get_tokens_page (bed->window)));

  /* And the form is empty again. */
  g_assert_cmpstr (get_typed_name (form), ==, "");
  g_assert_false (tessera_form_get_dirty (TESSERA_FORM (form)));
}

/* Without a word on standard error, which would end the test. */
static void
test_arrow_keys_find_their_way_past_what_is_folded (void)
{
  static const GtkDirectionType directions[] = { GTK_DIR_UP, GTK_DIR_DOWN, GTK_DIR_LEFT, GTK_DIR_RIGHT };
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");

  for (guint i = 0; i < 2 * G_N_ELEMENTS (directions); i++)
    {
      GtkExpander *folded = get_expander (bed, i % 2);
      GtkWidget *page = gtk_expander_get_child (folded);

      gtk_expander_set_expanded (folded, FALSE);
      gtk_widget_grab_focus (GTK_WIDGET (folded));
      gtk_widget_child_focus (GTK_WIDGET (bed->window), directions[i / 2]);
      g_assert_null (gtk_widget_get_root (page));
      gtk_expander_set_expanded (folded, TRUE);
      g_assert_true (gtk_widget_get_child_visible (page));
    }
}

static void
test_folding_tokens_over_unsaved_changes_asks_over_the_window (void)
{
  g_autoptr (WindowBed) bed = window_bed_new ("Nightly export");
  GtkWindow *question;

  type_name (window_bed_get_edit_form (bed), "Weekly export");
  gtk_expander_set_expanded (get_expander (bed, TRUE), FALSE);
  AWAIT (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  question = find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (gtk_window_get_transient_for (question) == GTK_WINDOW (bed->window));
  g_assert_true (gtk_window_get_modal (question));
  assert_open (bed, TRUE);
  press (question, "Discard");
  AWAIT (is_open (bed, FALSE));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/expanders/with-no-token-create-is-open-whatever-is-remembered",
                   test_with_no_token_create_is_open_whatever_is_remembered);
  g_test_add_func ("/expanders/with-tokens-the-remembered-one-is-open", test_with_tokens_the_remembered_one_is_open);
  g_test_add_func ("/expanders/what-one-opens-is-remembered", test_what_one_opens_is_remembered);
  g_test_add_func ("/expanders/opening-one-folds-the-other-and-closing-opens-it",
                   test_opening_one_folds_the_other_and_closing_opens_it);
  g_test_add_func ("/expanders/the-open-page-fills-its-expander", test_the_open_page_fills_its_expander);
  g_test_add_func ("/expanders/arrow-keys-find-their-way-past-what-is-folded",
                   test_arrow_keys_find_their_way_past_what_is_folded);
  g_test_add_func ("/expanders/folding-tokens-over-unsaved-changes-asks-over-the-window",
                   test_folding_tokens_over_unsaved_changes_asks_over_the_window);
  g_test_add_func ("/expanders/a-created-token-is-selected-under-tokens", test_a_created_token_is_selected_under_tokens);
  return test_http_run ();
}
