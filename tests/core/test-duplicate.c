/* A copy of a token, to be created. */

#include "tessera-config.h"
#include "tessera-duplicate.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1795564800)   /* 2026-11-25T00:00:00Z */

static TesseraCatalogue *catalogue;

static TesseraToken *
make_token (const char *name)
{
  TesseraTokenFields fields = {
    .id = "tok_1", .name = name, .type = "mobile", .permissions = { { 0x22, 0x02 } }, .expires_at = 12345,
    .revoked = TRUE, .hint = "00Ab", .created_by = "Mara", .updated_by = "Mara", .last_used_at = TESSERA_NEVER,
    .revision = "r",
  };

  return tessera_token_new (&fields);
}

static void
test_type_and_permissions_are_the_tokens (void)
{
  g_autoptr (TesseraToken) token = make_token ("Nightly export");
  g_autoptr (TesseraDraft) copy = tessera_duplicate_token (token, catalogue, NOW);

  g_assert_cmpstr (copy->name, ==, "Nightly export (copy)");
  g_assert_cmpstr (copy->type, ==, "mobile");
  g_assert_true (tessera_permissions_equal (copy->permissions, tessera_token_get_permissions (token)));
}

static void
test_expiry_is_a_fresh_one (void)
{
  g_autoptr (TesseraToken) token = make_token ("Nightly export");
  g_autoptr (TesseraDraft) copy = tessera_duplicate_token (token, catalogue, NOW);
  g_autoptr (TesseraDraft) empty = tessera_draft_new (catalogue, NOW);

  g_assert_cmpint (copy->expires_at, ==, empty->expires_at);
}

static void
test_a_long_name_loses_its_end_and_not_the_word (void)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (TesseraToken) token = NULL;
  g_autoptr (TesseraDraft) copy = NULL;
  g_autoptr (GPtrArray) faults = NULL;

  for (guint i = 0; i < 50; i++)
    g_string_append (name, "ü ");
  g_string_truncate (name, name->len - 1);
  token = make_token (name->str);
  copy = tessera_duplicate_token (token, catalogue, NOW);
  faults = tessera_draft_check (copy, catalogue, NULL, NOW);

  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_true (g_str_has_suffix (copy->name, "ü (copy)"));
  g_assert_cmpint (g_utf8_strlen (copy->name, -1), <=, 100);
  g_assert_cmpint (g_utf8_strlen (copy->name, -1), >=, 99);
}

static TesseraCatalogue *
change_catalogue (const char *from, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;
  TesseraCatalogue *other;

  g_file_get_contents (TESSERA_SOURCE_DIR "/data/catalogue.json", &text, NULL, &error);
  g_assert_no_error (error);
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, from, to, 1), ==, 1);
  other = tessera_catalogue_parse (changed->str, changed->len, &error);
  g_assert_no_error (error);
  return other;
}

static void
test_where_names_are_short_it_is_the_name_alone (void)
{
  g_autoptr (TesseraCatalogue) narrow = change_catalogue ("\"name_max_length\": 100", "\"name_max_length\": 7");
  g_autoptr (TesseraToken) token = make_token ("Nightly export");
  g_autoptr (TesseraDraft) copy = tessera_duplicate_token (token, narrow, NOW);

  g_assert_cmpstr (copy->name, ==, "Nightly");
}

static void
test_retired_areas_are_left_off (void)
{
  g_autoptr (TesseraCatalogue) later = change_catalogue ("\"retired\": false", "\"retired\": true");
  TesseraPermissions all = { { 0x03, 0x01 } };
  g_autoptr (TesseraToken) token = NULL;
  g_autoptr (TesseraDraft) copy = NULL;
  TesseraTokenFields fields = {
    .id = "tok_1", .name = "A", .type = "api_key", .permissions = all, .hint = "00Ab", .created_by = "Mara",
    .updated_by = "Mara", .last_used_at = TESSERA_NEVER, .expires_at = TESSERA_NEVER, .revision = "r",
  };

  token = tessera_token_new (&fields);
  copy = tessera_duplicate_token (token, later, NOW);
  g_assert_true (tessera_permissions_equal (copy->permissions, (TesseraPermissions) { { 0x02, 0 } }));
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/duplicate/type-and-permissions-are-the-tokens", test_type_and_permissions_are_the_tokens);
  g_test_add_func ("/duplicate/expiry-is-a-fresh-one", test_expiry_is_a_fresh_one);
  g_test_add_func ("/duplicate/a-long-name-loses-its-end-and-not-the-word", test_a_long_name_loses_its_end_and_not_the_word);
  g_test_add_func ("/duplicate/where-names-are-short-it-is-the-name-alone", test_where_names_are_short_it_is_the_name_alone);
  g_test_add_func ("/duplicate/retired-areas-are-left-off", test_retired_areas_are_left_off);
  code = g_test_run ();
  tessera_catalogue_unref (catalogue);
  return code;
}
