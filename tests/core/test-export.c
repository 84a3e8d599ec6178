#include "tessera-config.h"
#include "tessera-export.h"
#include "tessera-token-json.h"

static TesseraCatalogue *catalogue;

static GPtrArray *
make_tokens (void)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_object_unref);
  TesseraTokenFields fields = {
    .id = "tok_1", .name = "=2+5, \"quoted\"", .type = "api_key", .permissions = { { 0x20, 0x22 } },
    .expires_at = TESSERA_NEVER, .hint = "a1b2", .created_at = 1764000000, .created_by = "Mara",
    .updated_at = 1764000060, .updated_by = "@Jonas", .last_used_at = TESSERA_NEVER, .revision = "r1",
  };

  g_ptr_array_add (tokens, tessera_token_new (&fields));
  fields.id = "tok_2";
  fields.name = "Émile";
  fields.permissions = (TesseraPermissions) { { 1, 0 } };
  fields.expires_at = 1764000100;
  fields.updated_by = "Ada";
  fields.last_used_at = 1764000090;
  g_ptr_array_add (tokens, tessera_token_new (&fields));
  return tokens;
}

static char *
write_tokens (TesseraExportFormat format)
{
  g_autoptr (GPtrArray) tokens = make_tokens ();
  g_autoptr (GBytes) bytes = tessera_export_write (tokens, catalogue, format, 1764000200);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_a_cell_is_quoted_and_no_formula (void)
{
  static const char *const cases[][2] = {
    { "", "\"\"" },
    { "Nightly export", "\"Nightly export\"" },
    { "a, b", "\"a, b\"" },
    { "say \"hi\"", "\"say \"\"hi\"\"\"" },
    { "two\r\nlines", "\"two\r\nlines\"" },
    { "=1+1", "\"'=1+1\"" },
    { "+1", "\"'+1\"" },
    { "-1", "\"'-1\"" },
    { "@SUM(A1)", "\"'@SUM(A1)\"" },
    { "\tx", "\"'\tx\"" },
    { "\rx", "\"'\rx\"" },
    { "\nx", "\"'\nx\"" },
    { "  =1", "\"'  =1\"" },
    { "\xef\xbc\x9d" "1", "\"'\xef\xbc\x9d" "1\"" },
    { "\xef\xbc\x8b" "1", "\"'\xef\xbc\x8b" "1\"" },
    { "\xef\xbc\x8d" "1", "\"'\xef\xbc\x8d" "1\"" },
    { "\xef\xbc\xa0" "x", "\"'\xef\xbc\xa0" "x\"" },
    { "\xe3\x80\x80=1", "\"'\xe3\x80\x80=1\"" },    /* an ideographic blank */
    { "=\"x\"", "\"'=\"\"x\"\"\"" },
    { "a=1", "\"a=1\"" },
    { "' quoted", "\"' quoted\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cell = tessera_export_cell (cases[i][0]);

      g_assert_cmpstr (cell, ==, cases[i][1]);
    }
}

static void
test_no_formula_begins_within_a_cell_either (void)
{
  static const char *const cases[][2] = {
    { "x;=1+1;y", "\"x;'=1+1;y\"" },
    { "x;+1;-1;@A1", "\"x;'+1;'-1;'@A1\"" },
    { "=1;=1", "\"'=1;'=1\"" },
    { "x; \xc2\xa0=1", "\"x;' \xc2\xa0=1\"" },
    { "x\t=1", "\"x\t'=1\"" },
    { "x\n=1", "\"x\n'=1\"" },
    { "x\r\n=1", "\"x\r\n'=1\"" },
    { "x;\t=1", "\"x;'\t'=1\"" },
    { "x;\xef\xbc\x9d" "1", "\"x;'\xef\xbc\x9d" "1\"" },
    { "x;\"=1", "\"x;'\"\"=1\"" },    /* quotes are taken away there, and the formula begins */
    { "x;\" \"=1", "\"x;'\"\" \"\"=1\"" },
    { "a; b = c; d - e", "\"a; b = c; d - e\"" },
    { "Übersicht;", "\"Übersicht;\"" },
    { "a, =b", "\"a, =b\"" },    /* commas end no quoted cell, and semicolons are not meant */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cell = tessera_export_cell (cases[i][0]);

      g_assert_cmpstr (cell, ==, cases[i][1]);
    }
}

static void
test_csv_has_a_line_of_names_and_one_for_each_token (void)
{
  g_autofree char *text = write_tokens (TESSERA_EXPORT_CSV);

  g_assert_cmpstr (text, ==,
                   "\"id\",\"name\",\"type\",\"permissions\",\"expires_at\",\"status\",\"hint\",\"created_at\","
                   "\"created_by\",\"updated_at\",\"updated_by\",\"last_used_at\"\r\n"
                   "\"tok_1\",\"'=2+5, \"\"quoted\"\"\",\"api_key\",\"products:write reports:read reports:write\",\"\","
                   "\"active\",\"a1b2\",\"2025-11-24T16:00:00Z\",\"Mara\",\"2025-11-24T16:01:00Z\",\"'@Jonas\",\"\"\r\n"
                   "\"tok_2\",\"Émile\",\"api_key\",\"content:read\",\"2025-11-24T16:01:40Z\",\"expired\",\"a1b2\","
                   "\"2025-11-24T16:00:00Z\",\"Mara\",\"2025-11-24T16:01:00Z\",\"Ada\",\"2025-11-24T16:01:30Z\"\r\n");
}

static void
test_json_is_what_the_api_answers (void)
{
  g_autofree char *text = write_tokens (TESSERA_EXPORT_JSON);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GPtrArray) tokens = make_tokens ();
  JsonArray *array;

  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  array = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (array), ==, tokens->len);
  for (guint i = 0; i < tokens->len; i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      g_autoptr (JsonObject) expected = tessera_token_to_object (tokens->pdata[i], catalogue, 1764000200);
      g_autofree char *one = tessera_json_to_string (object), *other = tessera_json_to_string (expected);

      g_assert_cmpstr (one, ==, other);
      g_assert_false (json_object_has_member (object, "secret"));
    }
}

static void
test_no_tokens_are_a_file_too (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GBytes) csv = tessera_export_write (none, catalogue, TESSERA_EXPORT_CSV, 0);
  g_autoptr (GBytes) json = tessera_export_write (none, catalogue, TESSERA_EXPORT_JSON, 0);

  g_assert_true (g_str_has_prefix (g_bytes_get_data (csv, NULL), "\"id\","));
  g_assert_cmpmem (g_bytes_get_data (json, NULL), g_bytes_get_size (json), "[\n]\n", 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/export/a-cell-is-quoted-and-no-formula", test_a_cell_is_quoted_and_no_formula);
  g_test_add_func ("/export/no-formula-begins-within-a-cell-either", test_no_formula_begins_within_a_cell_either);
  g_test_add_func ("/export/csv-has-a-line-of-names-and-one-for-each-token",
                   test_csv_has_a_line_of_names_and_one_for_each_token);
  g_test_add_func ("/export/json-is-what-the-api-answers", test_json_is_what_the_api_answers);
  g_test_add_func ("/export/no-tokens-are-a-file-too", test_no_tokens_are_a_file_too);
  return g_test_run ();
}
