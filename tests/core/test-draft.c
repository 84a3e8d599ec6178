#include "tessera-config.h"
#include "tessera-draft.h"
#include "tessera-expiry.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1795514400) /* 2026-11-24T10:00:00Z */

static char *seed;
static TesseraCatalogue *catalogue;

static TesseraCatalogue *
changed_catalogue (const char *find, const char *replace)
{
  g_autoptr (GString) text = g_string_new (seed);
  TesseraCatalogue *changed;

  g_assert_cmpuint (g_string_replace (text, find, replace, 1), ==, 1);
  changed = tessera_catalogue_parse (text->str, text->len, NULL);
  g_assert_nonnull (changed);
  return changed;
}

static TesseraDraft *
good_draft (void)
{
  TesseraDraft *draft = tessera_draft_new (catalogue, NOW);

  g_free (draft->name);
  draft->name = g_strdup ("Nightly export");
  draft->permissions.sets[TESSERA_VERB_READ] = 1;
  return draft;
}

static void
assert_faults (const TesseraDraft *draft, TesseraCatalogue *by, TesseraToken *before, const char *pointers)
{
  g_autoptr (GPtrArray) faults = tessera_draft_check (draft, by, before, NOW);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < faults->len; i++)
    {
      const TesseraFault *fault = g_ptr_array_index (faults, i);

      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", fault->pointer);
      g_assert_cmpuint (strlen (fault->detail), >, 10);
    }
  g_assert_cmpstr (found->str, ==, pointers);
}

static void
set_name (TesseraDraft *draft, const char *name)
{
  g_free (draft->name);
  draft->name = g_strdup (name);
}

static void
test_a_new_draft_lacks_name_and_permissions_alone (void)
{
  g_autoptr (TesseraDraft) draft = tessera_draft_new (catalogue, NOW);
  g_autofree char *end = tessera_time_format (draft->expires_at);

  g_assert_cmpstr (end, ==, "2027-02-23T00:00:00Z"); /* today + 90, exclusive */
  g_assert_cmpstr (draft->type, ==, "api_key");
  assert_faults (draft, catalogue, NULL, "/name /permissions");
}

static void
test_empty_grid_is_refused (void)
{
  g_autoptr (TesseraDraft) draft = good_draft ();

  assert_faults (draft, catalogue, NULL, "");
  draft->permissions = (TesseraPermissions) { 0 };
  assert_faults (draft, catalogue, NULL, "/permissions");
}

static void
test_names_are_1_to_100_characters_after_trimming (void)
{
  g_autoptr (TesseraDraft) draft = good_draft ();
  g_autoptr (GString) name = g_string_new (" \t");

  for (int i = 0; i < 100; i++)
    g_string_append (name, "é");
  g_string_append (name, "\u3000 ");

  set_name (draft, name->str);
  assert_faults (draft, catalogue, NULL, "");
  g_string_insert (name, 2, "x");
  set_name (draft, name->str);
  assert_faults (draft, catalogue, NULL, "/name");
  set_name (draft, " \u00a0\u3000");
  assert_faults (draft, catalogue, NULL, "/name");
}

static void
test_controls_and_overrides_in_a_name_are_refused (void)
{
  static const char *const bad[] = { "a\nb", "a\tb", "a\x7f", "a\xc2\x85z", "a\u202eb", "a\u202ab", "\u2066ab", "a\u2069",
                                     "a\u2028z", "a\x1bz" };
  static const char *const good[] = { "שלום", "日報 2027", "Café ☕ – nightly", "a'b\"c<d>&", "👩‍💻 tools" };
  g_autoptr (TesseraDraft) draft = good_draft ();

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *name = g_strconcat ("x", bad[i], "x", NULL);

      set_name (draft, name);
      assert_faults (draft, catalogue, NULL, "/name");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      set_name (draft, good[i]);
      assert_faults (draft, catalogue, NULL, "");
    }
}

static void
test_an_unknown_type_is_refused (void)
{
  g_autoptr (TesseraDraft) draft = good_draft ();

  g_free (draft->type);
  draft->type = g_strdup ("sundial");
  assert_faults (draft, catalogue, NULL, "/type");
}

static void
test_an_expiry_lies_after_now (void)
{
  g_autoptr (TesseraDraft) draft = good_draft ();

  draft->expires_at = NOW;
  assert_faults (draft, catalogue, NULL, "/expires_at");
  draft->expires_at = NOW + 1;
  assert_faults (draft, catalogue, NULL, "");
  draft->expires_at = TESSERA_NEVER;
  assert_faults (draft, catalogue, NULL, "");
}

static void
test_the_policy_limits_the_expiry (void)
{
  g_autoptr (TesseraCatalogue) limited = changed_catalogue ("\"max_lifetime_days\": null", "\"max_lifetime_days\": 100");
  g_autoptr (TesseraCatalogue) required = changed_catalogue ("\"expiry_required\": false", "\"expiry_required\": true");
  g_autoptr (TesseraDraft) draft = good_draft ();
  GDate day;

  g_date_set_dmy (&day, 4, G_DATE_MARCH, 2027); /* today + 100 */
  draft->expires_at = tessera_expiry_from_day (&day);
  assert_faults (draft, limited, NULL, "");
  draft->expires_at++;
  assert_faults (draft, limited, NULL, "/expires_at");

  draft->expires_at = TESSERA_NEVER;
  assert_faults (draft, limited, NULL, "/expires_at");
  assert_faults (draft, required, NULL, "/expires_at");
}

static TesseraToken *
token_with (gint64 expires_at, TesseraPermissions permissions)
{
  TesseraTokenFields fields = {
    .id = "tok_1", .name = "Old", .type = "api_key", .permissions = permissions, .expires_at = expires_at,
    .hint = "wxyz", .created_by = "Mara", .updated_by = "Mara", .last_used_at = TESSERA_NEVER, .revision = "r",
  };

  return tessera_token_new (&fields);
}

static void
test_an_unchanged_expiry_is_always_accepted (void)
{
  g_autoptr (TesseraToken) token = token_with (NOW - 5000, (TesseraPermissions) { { 1, 0 } });
  g_autoptr (TesseraDraft) draft = tessera_draft_new_from_token (token);

  assert_faults (draft, catalogue, token, "");
  assert_faults (draft, catalogue, NULL, "/expires_at");
  draft->expires_at--;
  assert_faults (draft, catalogue, token, "/expires_at");
}

static void
test_a_retired_area_is_kept_but_not_added (void)
{
  g_autoptr (TesseraCatalogue) retired
    = changed_catalogue ("\"retired\": false,\n      \"routes\": [\"/api/*/products\"]",
                         "\"retired\": true,\n      \"routes\": [\"/api/*/products\"]");
  g_autoptr (TesseraToken) had = token_with (NOW + 5000, (TesseraPermissions) { { 2, 0 } });
  g_autoptr (TesseraDraft) draft = tessera_draft_new_from_token (had);

  assert_faults (draft, retired, had, "");
  assert_faults (draft, retired, NULL, "/permissions/products");
  draft->permissions.sets[TESSERA_VERB_WRITE] = 2;
  assert_faults (draft, retired, had, "/permissions/products");
}

static char *
faults_of_body (const char *body)
{
  g_autoptr (JsonNode) root = tessera_json_parse (body, strlen (body), 16, NULL);
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (TesseraDraft) draft = NULL;
  GString *found = g_string_new (NULL);

  g_assert_nonnull (root);
  draft = tessera_draft_from_object (json_node_get_object (root), catalogue, NULL, NOW, &faults);
  for (guint i = 0; i < faults->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                            ((const TesseraFault *) g_ptr_array_index (faults, i))->pointer);

  return g_string_free (found, FALSE);
}

static void
test_a_body_is_told_all_its_faults_at_once (void)
{
  static const struct
  {
    const char *body, *pointers;
  } cases[] = {
    { "{}", "/name /type /permissions /expires_at" },
    { "{\"name\": \"x\", \"type\": \"mobile\", \"permissions\": {\"reports\": [\"write\"]}, \"expires_at\": null}", "" },
    { "{\"name\": 1, \"type\": null, \"permissions\": [], \"expires_at\": 5, \"id\": \"a\", \"colour\": 2}",
      "/id /colour /name /type /permissions /expires_at" },
    { "{\"name\": \" \", \"type\": \"sundial\", \"permissions\": {}, \"expires_at\": \"2026-01-01T00:00:00Z\"}",
      "/name /type /permissions /expires_at" },
    { "{\"name\": \"x\", \"type\": \"mobile\", \"permissions\": {\"weather\": [\"read\"], \"reports\": [], \"content\": "
      "[\"read\", \"run\", \"read\"], \"a/b\": 1}, \"expires_at\": \"2027-01-01\"}",
      "/permissions/weather /permissions/reports /permissions/content/1 /permissions/content/2 /permissions/a~1b "
      "/expires_at" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *pointers = faults_of_body (cases[i].body);

      g_assert_cmpstr (pointers, ==, cases[i].pointers);
    }
}

static void
test_all_16383_permission_sets_survive_the_wire (void)
{
  for (guint64 set = 1; set < 1 << 14; set++)
    {
      g_autoptr (TesseraDraft) draft = good_draft (), back = NULL;
      g_autoptr (JsonObject) object = NULL;
      g_autoptr (JsonNode) root = NULL;
      g_autoptr (GPtrArray) faults = NULL;
      g_autofree char *text = NULL;

      draft->permissions = (TesseraPermissions) { { set & 0x7f, set >> 7 } };
      object = tessera_draft_to_object (draft, catalogue);
      text = tessera_json_to_string (object);
      root = tessera_json_parse (text, strlen (text), 16, NULL);
      back = tessera_draft_from_object (json_node_get_object (root), catalogue, NULL, NOW, &faults);
      g_assert_cmpuint (faults->len, ==, 0);
      g_assert_true (tessera_draft_equal (draft, back));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (g_file_get_contents (TESSERA_SOURCE_DIR "/data/catalogue.json", &seed, NULL, NULL));
  catalogue = tessera_catalogue_parse (seed, strlen (seed), NULL);
  g_test_add_func ("/draft/a-new-draft-lacks-name-and-permissions-alone",
                   test_a_new_draft_lacks_name_and_permissions_alone);
  g_test_add_func ("/draft/empty-grid-is-refused", test_empty_grid_is_refused);
  g_test_add_func ("/draft/names-are-1-to-100-characters-after-trimming",
                   test_names_are_1_to_100_characters_after_trimming);
  g_test_add_func ("/draft/controls-and-overrides-in-a-name-are-refused",
                   test_controls_and_overrides_in_a_name_are_refused);
  g_test_add_func ("/draft/an-unknown-type-is-refused", test_an_unknown_type_is_refused);
  g_test_add_func ("/draft/an-expiry-lies-after-now", test_an_expiry_lies_after_now);
  g_test_add_func ("/draft/the-policy-limits-the-expiry", test_the_policy_limits_the_expiry);
  g_test_add_func ("/draft/an-unchanged-expiry-is-always-accepted", test_an_unchanged_expiry_is_always_accepted);
  g_test_add_func ("/draft/a-retired-area-is-kept-but-not-added", test_a_retired_area_is_kept_but_not_added);
  g_test_add_func ("/draft/a-body-is-told-all-its-faults-at-once", test_a_body_is_told_all_its_faults_at_once);
  g_test_add_func ("/draft/all-16383-permission-sets-survive-the-wire", test_all_16383_permission_sets_survive_the_wire);
  return g_test_run ();
}
