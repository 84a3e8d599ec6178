/* Each refusal of the service lands on its field, in words; the first has the focus; mended, it goes through. */

#include "window-bed.h"

#include "tessera-created-dialog.h"
#include "tessera-fields.h"

#define LONG_NAME "A name of more than ten characters"
#define PRODUCTS 1
#define MOBILE 4

/* The service becomes stricter than the window knows, which finds nothing wrong itself then. */
typedef struct
{
  const char *path;
  const char *from, *to;
  void (*err) (GtkWidget *form);
  void (*mend) (GtkWidget *form);
} Case;

static void
err_name (GtkWidget *form)
{
  type_name (form, LONG_NAME);
}

static void
mend_name (GtkWidget *form)
{
  type_name (form, "Short");
}

static void
err_type (GtkWidget *form)
{
  choose_type (form, MOBILE);
}

static void
mend_type (GtkWidget *form)
{
  choose_type (form, 2);
}

static void
err_permissions (GtkWidget *form)
{
  tick (form, PRODUCTS, TESSERA_VERB_WRITE, TRUE);
}

static void
mend_permissions (GtkWidget *form)
{
  tick (form, PRODUCTS, TESSERA_VERB_WRITE, FALSE);
}

static void
err_expiry (GtkWidget *form)
{
  choose_span (form, "90 days");
}

static void
mend_expiry (GtkWidget *form)
{
  choose_span (form, "7 days");
}

static const Case cases[] = {
  { "name", "\"name_max_length\": 100", "\"name_max_length\": 10", err_name, mend_name },
  { "type", "\"id\": \"mobile\"", "\"id\": \"phone\"", err_type, mend_type },
  { "permissions", "\"retired\": false,\n      \"routes\": [\"/api/*/products\"]",
    "\"retired\": true,\n      \"routes\": [\"/api/*/products\"]", err_permissions, mend_permissions },
  { "expiry", "\"default_lifetime_days\": 90,\n    \"max_lifetime_days\": null",
    "\"default_lifetime_days\": 7,\n    \"max_lifetime_days\": 7", err_expiry, mend_expiry },
};

static TesseraFormRow *
get_row (GtkWidget *form, const char *field)
{
  TesseraFields *fields = find_hidden (form, TESSERA_TYPE_FIELDS);

  if (g_str_equal (field, "expiry"))
    return TESSERA_FORM_ROW (tessera_fields_get_expiry_row (fields));
  if (g_str_equal (field, "type"))
    return TESSERA_FORM_ROW (tessera_fields_get_type_row (fields));
  return TESSERA_FORM_ROW (tessera_fields_get_name_row (fields));
}

static TesseraPermissionGrid *
get_grid (GtkWidget *form)
{
  return tessera_fields_get_grid (find_hidden (form, TESSERA_TYPE_FIELDS));
}

/* (nullable): what is told at the field */
static const char *
get_fault (GtkWidget *form, const char *field)
{
  if (g_str_equal (field, "permissions"))
    return tessera_permission_grid_get_fault (get_grid (form), PRODUCTS);

  return tessera_form_row_get_fault (get_row (form, field));
}

static gboolean
field_has_focus (GtkWidget *form, const char *field)
{
  if (g_str_equal (field, "permissions"))
    return has_focus (get_grid (form));

  return has_focus (get_row (form, field));
}

static void
assert_marked (GtkWidget *form, const Case *marked)
{
  AWAIT (get_fault (form, marked->path) != NULL);
  settle (gtk_widget_get_root (form));
  g_assert_true (shows (form, get_fault (form, marked->path)));
  g_assert_true (field_has_focus (form, marked->path));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (&cases[i] != marked)
      g_assert_null (get_fault (form, cases[i].path));
}

static void
test_lands_in_create (gconstpointer data)
{
  const Case *each = data;
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);
  g_autoptr (TesseraDraft) typed = NULL;

  type_name (form, "Export");
  choose_span (form, "7 days");
  tick (form, 5, TESSERA_VERB_READ, TRUE);
  each->err (form);
  typed = tessera_form_get_draft (TESSERA_FORM (form));
  window_bed_change_catalogue (bed, each->from, each->to);

  press (form, "Create Token");
  assert_marked (form, each);
  assert_form_holds (form, typed);
  g_assert_null (tessera_window_get_message (bed->window));

  each->mend (form);
  press (form, "Create Token");
  AWAIT (find_window (TESSERA_TYPE_CREATED_DIALOG) != NULL);
}

static void
test_lands_in_the_editor (gconstpointer data)
{
  const Case *each = data;
  g_autoptr (WindowBed) bed = window_bed_new ("Export");
  GtkWidget *form = window_bed_get_edit_form (bed);
  g_autoptr (TesseraDraft) typed = NULL;

  tick (form, 0, TESSERA_VERB_READ, TRUE);
  each->err (form);
  typed = tessera_form_get_draft (TESSERA_FORM (form));
  window_bed_change_catalogue (bed, each->from, each->to);

  press (form, "Update Token");
  assert_marked (form, each);
  assert_form_holds (form, typed);
  g_assert_null (tessera_window_get_message (bed->window));

  each->mend (form);
  press (form, "Update Token");
  AWAIT (!tessera_form_get_dirty (TESSERA_FORM (form)));
}

static void
test_all_at_once_are_marked_and_the_first_has_the_focus (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cases[i].err (form);
      window_bed_change_catalogue (bed, cases[i].from, cases[i].to);
    }

  press (form, "Create Token");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    AWAIT (get_fault (form, cases[i].path) != NULL);
  g_assert_true (field_has_focus (form, "expiry"));
  g_assert_cmpuint (window_bed_count_tokens (bed), ==, 0);
}

static void
test_a_fault_of_no_field_is_told_above_them (void)
{
  g_autoptr (WindowBed) bed = window_bed_new (NULL);
  GtkWidget *form = window_bed_get_create_form (bed);
  DoorFault fault = { DOOR_ANSWERS, 422, "application/problem+json",
                      "{\"type\": \"urn:tessera:problem:invalid\", \"title\": \"Invalid\", \"status\": 422, \"detail\": "
                      "\"No.\", \"errors\": [{\"pointer\": \"/colour\", \"detail\": \"Every token has a colour now.\"}]}" };

  fill_form (form, "Nightly export");
  window_bed_set_fault (bed, "POST", &fault);
  press (form, "Create Token");
  AWAIT (shows (form, "Every token has a colour now."));
  g_assert_true (has_focus (tessera_fields_get_fault (find_hidden (form, TESSERA_TYPE_FIELDS))));
  g_assert_cmpstr (get_typed_name (form), ==, "Nightly export");
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *create = g_strdup_printf ("/refusals/of-the-%s-lands-on-its-field-in-create", cases[i].path);
      g_autofree char *edit = g_strdup_printf ("/refusals/of-the-%s-lands-on-its-field-in-the-editor", cases[i].path);

      g_test_add_data_func (create, &cases[i], test_lands_in_create);
      g_test_add_data_func (edit, &cases[i], test_lands_in_the_editor);
    }
  g_test_add_func ("/refusals/all-at-once-are-marked-and-the-first-has-the-focus",
                   test_all_at_once_are_marked_and_the_first_has_the_focus);
  g_test_add_func ("/refusals/a-fault-of-no-field-is-told-above-them", test_a_fault_of_no_field_is_told_above_them);
  return test_http_run ();
}
