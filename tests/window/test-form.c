#include "tessera-config.h"
#include "tessera-form.h"

#include <adwaita.h>
#include <string.h>

static TesseraCatalogue *catalogue;

static GtkWidget *
present_form (void)
{
  GtkWidget *window = gtk_window_new (), *form = tessera_form_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1040, 760);
  gtk_window_set_child (GTK_WINDOW (window), form);
  tessera_form_set_catalogue (TESSERA_FORM (form), catalogue);
  tessera_form_start_create (TESSERA_FORM (form), NULL);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return form;
}

static void
done_with (GtkWidget *form)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (form)));
}

/* The first widget below @widget of @type that, being a label or a button, says @text. */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *text)
{
  const char *said = GTK_IS_LABEL (widget)    ? gtk_label_get_text (GTK_LABEL (widget))
                     : GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget))
                                              : NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type)
      && (text == NULL || (said != NULL && strstr (said, text) != NULL && gtk_widget_get_mapped (widget))))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
count_one (GtkWidget *form, guint *count)
{
  (*count)++;
}

static guint
press (GtkWidget *form, const char *label)
{
  guint submits = 0;
  gulong handler = g_signal_connect (form, "submit", G_CALLBACK (count_one), &submits);

  g_signal_emit_by_name (find (form, GTK_TYPE_BUTTON, label), "clicked");
  g_signal_handler_disconnect (form, handler);
  return submits;
}

static void
test_an_empty_form_is_marked_and_not_sent (void)
{
  GtkWidget *form = present_form ();

  g_assert_cmpuint (press (form, "Create Token"), ==, 0);
  g_assert_nonnull (find (form, GTK_TYPE_LABEL, "Give the token a name."));
  g_assert_nonnull (find (form, GTK_TYPE_LABEL, "Tick at least one box"));
  done_with (form);
}

static TesseraDraft *
make_draft (TesseraPermissions permissions, gint64 expires_at)
{
  TesseraDraft *draft = tessera_draft_new (catalogue, tessera_time_now ());

  g_free (draft->name);
  draft->name = g_strdup ("Nightly export");
  g_free (draft->type);
  draft->type = g_strdup ("mobile");
  draft->permissions = permissions;
  draft->expires_at = expires_at;
  return draft;
}

static void
test_a_filled_form_is_sent (void)
{
  GtkWidget *form = present_form ();
  g_autoptr (TesseraDraft) draft = make_draft ((TesseraPermissions) { { 1, 2 } }, TESSERA_NEVER);

  tessera_form_start_create (TESSERA_FORM (form), draft);
  g_assert_cmpuint (press (form, "Create Token"), ==, 1);
  g_assert_nonnull (find (form, GTK_TYPE_LABEL, "Will read Content, and write Products. Never ends."));
  done_with (form);
}

static void
test_all_16383_permission_sets_come_back (void)
{
  GtkWidget *form = present_form ();

  for (guint64 set = 1; set < 1 << 14; set++)
    {
      g_autoptr (TesseraDraft) draft = make_draft ((TesseraPermissions) { { set & 0x7f, set >> 7 } }, TESSERA_NEVER);
      g_autoptr (TesseraDraft) back = NULL;

      tessera_form_start_create (TESSERA_FORM (form), draft);
      back = tessera_form_get_draft (TESSERA_FORM (form));
      g_assert_true (tessera_draft_equal (draft, back));
    }
  done_with (form);
}

static void
test_a_fault_of_the_server_lands_on_its_field_and_loses_nothing (void)
{
  GtkWidget *form = present_form ();
  g_autoptr (TesseraDraft) draft = make_draft ((TesseraPermissions) { { 1, 0 } }, TESSERA_NEVER), back = NULL;
  g_autoptr (GPtrArray) faults = tessera_faults_new ();

  tessera_form_start_create (TESSERA_FORM (form), draft);
  tessera_faults_add (faults, "/name", "The server knows that name too well.");
  tessera_form_show_faults (TESSERA_FORM (form), faults);
  g_assert_nonnull (find (form, GTK_TYPE_LABEL, "The server knows that name too well."));
  back = tessera_form_get_draft (TESSERA_FORM (form));
  g_assert_true (tessera_draft_equal (draft, back));
  done_with (form);
}

static void
test_a_blocked_form_says_why_and_keeps_its_fields (void)
{
  GtkWidget *form = present_form ();

  tessera_form_set_blocked (TESSERA_FORM (form), "You are a viewer.");
  g_assert_false (gtk_widget_is_sensitive (find (form, GTK_TYPE_BUTTON, "Create Token")));
  g_assert_nonnull (find (form, GTK_TYPE_LABEL, "You are a viewer."));
  done_with (form);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/form/an-empty-form-is-marked-and-not-sent", test_an_empty_form_is_marked_and_not_sent);
  g_test_add_func ("/form/a-filled-form-is-sent", test_a_filled_form_is_sent);
  g_test_add_func ("/form/all-16383-permission-sets-come-back", test_all_16383_permission_sets_come_back);
  g_test_add_func ("/form/a-fault-of-the-server-lands-on-its-field-and-loses-nothing",
                   test_a_fault_of_the_server_lands_on_its_field_and_loses_nothing);
  g_test_add_func ("/form/a-blocked-form-says-why-and-keeps-its-fields",
                   test_a_blocked_form_says_why_and_keeps_its_fields);
  return g_test_run ();
}
