#include "json-table.h"
#include "tessera-json.h"

#include <string.h>

static void
test_the_table_is_judged_by_rfc_8259 (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (json_table); i++)
    if (tessera_json_check (json_table[i].text, strlen (json_table[i].text), 1000, NULL) != json_table[i].good)
      g_error ("%s %s", json_table[i].good ? "refused:" : "taken:", json_table[i].text);
}

static void
test_a_nul_byte_is_refused_wherever_it_stands (void)
{
  static const char text[] = "{\"a\": [1, \"b\"]}";

  for (gsize at = 0; at <= sizeof text - 1; at++)
    {
      g_autoptr (GString) with_nul = g_string_new (text);

      g_string_insert_c (with_nul, (gssize) at, '\0');
      g_assert_false (tessera_json_check (with_nul->str, with_nul->len, 16, NULL));
    }
}

static void
test_what_is_checked_is_parsed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (json_table); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = tessera_json_parse (json_table[i].text, strlen (json_table[i].text), 16, &error);

      if (json_table[i].good)
        g_assert_no_error (error);
      else
        g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_BAD_JSON);
      g_assert_true ((node != NULL) == json_table[i].good);
    }
}

static gboolean
is_json (const char *text)
{
  return tessera_json_check (text, strlen (text), 16, NULL);
}

/* An object of @n members m0, m1, …, and then @last. (transfer full) */
static char *
make_object (guint n, const char *last)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "\"m%u\": %u, ", i, i);
  g_string_append_printf (text, "\"%s\": true}", last);
  return g_string_free (text, FALSE);
}

/* \u006d is m. */
static void
test_a_member_is_there_once_however_it_is_written (void)
{
  static const struct { const char *last; gboolean good; } cases[] = {
    { "m0", FALSE }, { "\\u006d0", FALSE }, { "m", TRUE }, { "m0 ", TRUE }, { "M0", TRUE }, { "", TRUE }, { "\\\\u006d0", TRUE },
  };
  static const guint sizes[] = { 1, 2, 15, 16, 17, 18, 500 };

  for (gsize s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autofree char *text = make_object (sizes[s], cases[i].last);

        g_assert_true (is_json (text) == cases[i].good);
      }

  g_assert_false (is_json ("{\"\\u0061\": 1, \"a\": 2}"));
  g_assert_false (is_json ("{\"a\": {\"b\": 1}, \"c\": {\"b\": 1, \"b\": 2}}"));
  g_assert_true (is_json ("{\"a\": {\"b\": 1}, \"b\": {\"a\": 1, \"b\": 2}}"));
}

/* So many members take a moment, not an hour. */
static void
test_an_object_of_many_members_is_scanned_in_its_share_of_time (void)
{
  g_autofree char *text = make_object (300000, "last");
  gint64 start = g_get_monotonic_time ();

  g_assert_true (is_json (text));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_TIME_SPAN_SECOND);
}

static void
test_nesting_ends_at_the_limit (void)
{
  g_autofree char *opening = g_strnfill (1000000, '[');

  g_assert_true (tessera_json_check ("[[[]]]", 6, 3, NULL));
  g_assert_false (tessera_json_check ("[[[[]]]]", 8, 3, NULL));
  g_assert_true (tessera_json_check ("[[],[],[]]", 10, 2, NULL));
  g_assert_false (tessera_json_check (opening, 1000000, 16, NULL));
}

static void
test_the_fault_is_told_with_line_and_column (void)
{
  g_autoptr (GError) error = NULL;
  const char *text = "{\n  \"é\": 1,\n  \"b\" 2\n}";

  g_assert_false (tessera_json_check (text, strlen (text), 16, &error));
  g_assert_cmpstr (error->message, ==, "not JSON at line 3, column 7: a colon is expected");
}

static void
test_a_mistyped_member_is_an_error_and_no_critical (void)
{
  const char *body = "{\"s\": 1, \"i\": \"x\", \"o\": [], \"n\": null, \"l\": 99999999999999999999}";
  g_autoptr (JsonNode) root = tessera_json_parse (body, strlen (body), 16, NULL);
  JsonObject *object = json_node_get_object (root), *inner;
  g_autoptr (GError) error = NULL;
  const char *text;
  JsonArray *array;
  gint64 number;
  gboolean flag;

  g_assert_false (tessera_json_get_string (object, "s", &text, NULL));
  g_assert_false (tessera_json_get_string (object, "n", &text, NULL));
  g_assert_false (tessera_json_get_nullable_string (object, "s", &text, NULL));
  g_assert_false (tessera_json_get_int (object, "i", 0, 9, &number, NULL));
  g_assert_false (tessera_json_get_int (object, "s", 2, 9, &number, NULL));
  g_assert_false (tessera_json_get_int (object, "l", 0, G_MAXINT64, &number, NULL));
  g_assert_false (tessera_json_get_boolean (object, "s", &flag, NULL));
  g_assert_false (tessera_json_get_object (object, "o", &inner, NULL));
  g_assert_false (tessera_json_get_array (object, "s", &array, NULL));
  g_assert_true (tessera_json_get_nullable_string (object, "n", &text, NULL));
  g_assert_null (text);
  g_assert_false (tessera_json_get_string (object, "absent", &text, &error));
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "absent"));
}

static void
test_pointers_are_escaped (void)
{
  g_autofree char *pointer = tessera_json_pointer_append ("/permissions", "a/b~c");

  g_assert_cmpstr (pointer, ==, "/permissions/a~1b~0c");
}

static void
test_every_control_character_is_written_escaped (void)
{
  for (char c = 1; c < 0x20; c++)
    {
      const char raw[] = { 'a', c, 'b', '\0' };
      g_autoptr (JsonObject) object = json_object_new ();
      g_autoptr (JsonNode) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      json_object_set_string_member (object, raw, raw);
      text = tessera_json_to_string (object);
      again = tessera_json_parse (text, strlen (text), 1, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (again), raw), ==, raw);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/the-table-is-judged-by-rfc-8259", test_the_table_is_judged_by_rfc_8259);
  g_test_add_func ("/json/a-nul-byte-is-refused-wherever-it-stands", test_a_nul_byte_is_refused_wherever_it_stands);
  g_test_add_func ("/json/what-is-checked-is-parsed", test_what_is_checked_is_parsed);
  g_test_add_func ("/json/a-member-is-there-once-however-it-is-written", test_a_member_is_there_once_however_it_is_written);
  g_test_add_func ("/json/an-object-of-many-members-is-scanned-in-its-share-of-time",
                   test_an_object_of_many_members_is_scanned_in_its_share_of_time);
  g_test_add_func ("/json/nesting-ends-at-the-limit", test_nesting_ends_at_the_limit);
  g_test_add_func ("/json/the-fault-is-told-with-line-and-column", test_the_fault_is_told_with_line_and_column);
  g_test_add_func ("/json/a-mistyped-member-is-an-error-and-no-critical",
                   test_a_mistyped_member_is_an_error_and_no_critical);
  g_test_add_func ("/json/pointers-are-escaped", test_pointers_are_escaped);
  g_test_add_func ("/json/every-control-character-is-written-escaped", test_every_control_character_is_written_escaped);
  return g_test_run ();
}
