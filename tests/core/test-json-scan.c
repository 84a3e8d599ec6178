/* Apart from the other tests of JSON, since the second parser and json-glib have functions of the same names. */

#include "json-table.h"
#include "tessera-json-scan.h"

#include <jansson.h>
#include <string.h>

static gboolean
is_json (const char *text, gsize length)
{
  gsize offset;

  return tessera_json_scan (text, length, 1000, &offset) == NULL;
}

/* What another parser says; -1 where it refuses a number only for its size, which RFC 8259 leaves open. */
static int
other_parser_takes (const char *text, gsize length)
{
  json_error_t error;
  json_t *value = json_loadb (text, length, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);

  if (value == NULL)
    return json_error_code (&error) == json_error_numeric_overflow ? -1 : FALSE;

  json_decref (value);
  return TRUE;
}

static void
test_a_second_parser_agrees_with_the_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (json_table); i++)
    g_assert_cmpint (other_parser_takes (json_table[i].text, strlen (json_table[i].text)), ==, json_table[i].good);
}

/* One to three bytes (never NUL, which the other parser passes over) replaced, removed, doubled or put in. */
static void
mutate (GString *text, GRand *rand)
{
  static const char spice[] = "{}[]\",:\\/0123456789.eE+-truefalsn u \t\nd8\xc3\xa9'";

  for (int n = g_rand_int_range (rand, 1, 4); n > 0 && text->len > 0; n--)
    {
      gssize at = g_rand_int_range (rand, 0, (gint32) text->len);
      char c = spice[g_rand_int_range (rand, 0, sizeof spice - 1)];

      switch (g_rand_int_range (rand, 0, 3))
        {
        case 0:
          text->str[at] = c;
          break;
        case 1:
          g_string_erase (text, at, 1);
          break;
        default:
          g_string_insert_c (text, at, c);
        }
    }
}

static void
test_a_second_parser_agrees_on_two_hundred_thousand_mutations (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8259);
  guint good = 0;

  for (int i = 0; i < 200000; i++)
    {
      g_autoptr (GString) text = g_string_new (json_table[g_rand_int_range (rand, 0, G_N_ELEMENTS (json_table))].text);
      int other;

      mutate (text, rand);
      other = other_parser_takes (text->str, text->len);
      if (other >= 0 && other != is_json (text->str, text->len))
        g_error ("the other parser says %d to: %s", other, text->str);
      good += other == TRUE;
    }

  g_assert_cmpuint (good, >, 10000); /* both kinds occur */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/a-second-parser-agrees-with-the-table", test_a_second_parser_agrees_with_the_table);
  g_test_add_func ("/json/a-second-parser-agrees-on-two-hundred-thousand-mutations",
                   test_a_second_parser_agrees_on_two_hundred_thousand_mutations);
  return g_test_run ();
}
