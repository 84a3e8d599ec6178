#include "tessera-catalogue.h"
#include "tessera-config.h"

#include <string.h>

static char *
read_seed (void)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (TESSERA_SOURCE_DIR "/data/catalogue.json", &text, NULL, NULL));
  return g_steal_pointer (&text);
}

static TesseraCatalogue *
parse (const char *text, GError **error)
{
  return tessera_catalogue_parse (text, strlen (text), error);
}

static void
test_the_seed_is_what_the_contract_lists (void)
{
  static const char *const areas[][3] = {
    { "content", "Content", "Get/Set content items such as SmartBlocks and Slots." },
    { "products", "Products", "Get/Set Products." },
    { "triggers", "Triggers", "Get/Set Trigger programs." },
    { "content_server_extensions", "Content Server Extensions",
      "Content server options which expose full JSON output, and additional data." },
    { "bulk_data", "Bulk Data", "Access to PII and other bulk data such as detailed reports." },
    { "reports", "Reports",
      "Access to reports. Some reports may give access to a limited amount of PII, so this should be used with care." },
    { "system_admin", "System Admin", "Access to APIs such as the list of channels, users and similar." },
  };
  static const TesseraPersonalData personal[] = { 0, 0, 0, 0, TESSERA_PERSONAL_DATA_FULL,
                                                  TESSERA_PERSONAL_DATA_LIMITED, TESSERA_PERSONAL_DATA_FULL };
  static const char *const types[] = { "API Key", "Dynamic Content", "Script Profile", "Internal API", "Mobile" };
  g_autofree char *text = read_seed ();
  g_autoptr (TesseraCatalogue) catalogue = parse (text, NULL);

  g_assert_cmpuint (tessera_catalogue_get_n_areas (catalogue), ==, 7);
  for (guint i = 0; i < 7; i++)
    {
      const TesseraArea *area = tessera_catalogue_get_area (catalogue, i);

      g_assert_cmpstr (area->id, ==, areas[i][0]);
      g_assert_cmpstr (area->name, ==, areas[i][1]);
      g_assert_cmpstr (area->description, ==, areas[i][2]);
      g_assert_cmpint (area->personal_data, ==, personal[i]);
      g_assert_false (area->retired);
    }
  g_assert_cmpuint (g_strv_length (tessera_catalogue_get_area (catalogue, 6)->routes), ==, 4);

  g_assert_cmpuint (tessera_catalogue_get_n_types (catalogue), ==, 5);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpstr (tessera_catalogue_get_type_at (catalogue, i)->name, ==, types[i]);
  g_assert_cmpuint (tessera_catalogue_get_policy (catalogue)->default_lifetime_days, ==, 90);
  g_assert_cmpuint (tessera_catalogue_get_policy (catalogue)->max_lifetime_days, ==, 0);
  g_assert_cmpuint (tessera_catalogue_get_policy (catalogue)->name_max_length, ==, 100);
}

static void
test_a_catalogue_comes_back_from_the_wire (void)
{
  g_autofree char *text = read_seed ();
  g_autoptr (TesseraCatalogue) catalogue = parse (text, NULL), back = NULL;
  g_autoptr (JsonObject) object = tessera_catalogue_to_object (catalogue);

  json_object_set_string_member (object, "from_a_later_version", "x");
  back = tessera_catalogue_from_object (object, NULL);
  g_assert_true (tessera_catalogue_equal (catalogue, back));
}

static void
test_a_faulty_file_is_refused_with_the_member_and_the_reason (void)
{
  static const struct
  {
    const char *find, *replace, *told;
  } cases[] = {
    { "\"id\": \"products\"", "\"id\": \"content\"", "areas[1]: the id “content” stands there twice" },
    { "\"id\": \"products\"", "\"id\": \"Products\"", "areas[1]: the id “Products”" },
    { "\"id\": \"products\",", "", "areas[1]: the member “id” is missing" },
    { "\"name\": \"Products\"", "\"name\": \"\"", "areas[1]: the member “name” is empty" },
    { "\"name\": \"Products\"", "\"name\": 7", "areas[1]: the member “name” is not a string" },
    { "\"retired\": false", "\"retired\": 0", "areas[0]: the member “retired” is not true or false" },
    { "\"personal_data\": \"full\"", "\"personal_data\": \"much\"", "areas[4]: the member “personal_data”" },
    { "\"/api/*/products\"", "\"api/*/products\"", "areas[1]: the route “api/*/products” is faulty" },
    { "\"/api/*/products\"", "\"/api/*/products/\"", "a segment is empty" },
    { "\"/api/*/products\"", "\"/api/p*\"", "whole segment" },
    { "\"/api/*/products\"", "\"/api/../products\"", "dots" },
    { "\"/api/*/products\"", "\"/api/%2e/products\"", "a character that no request may have" },
    { "\"/api/*/products\"", "\"/\"", "is faulty" },
    { "\"/api/*/products\"", "\"/api/*/slots\"", "cover the same paths alike" },
    { "\"/api/*/products\"", "\"/*/v1/slots\"", "cover the same paths alike" },
    { "\"policy\"", "\"polisy\"", "there is no member “polisy”" },
    { "\"expiry_required\": false", "\"expiry_requierd\": false", "policy: there is no member “expiry_requierd”" },
    { "\"default_lifetime_days\": 90", "\"default_lifetime_days\": 0", "policy: the member “default_lifetime_days”" },
    { "\"max_lifetime_days\": null", "\"max_lifetime_days\": 30", "more than “max_lifetime_days”" },
    { "\"name_max_length\": 100", "\"name_max_length\": \"100\"", "whole number" },
    { "\"example_url\": null", "\"example_url\": \"javascript:x\"", "example_url" },
    { "\"example_url\": null", "\"example_url\": null,", "not JSON at line" },
  };
  g_autofree char *text = read_seed ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) faulty = g_string_new (text);
      g_autoptr (TesseraCatalogue) catalogue = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_string_replace (faulty, cases[i].find, cases[i].replace, 1), ==, 1);
      catalogue = parse (faulty->str, &error);
      g_assert_null (catalogue);
      if (strstr (error->message, cases[i].told) == NULL)
        g_error ("“%s” for “%s” told: %s", cases[i].replace, cases[i].find, error->message);
    }
}

static void
test_sixty_four_areas_are_the_most (void)
{
  for (guint n = 64; n <= 65; n++)
    {
      g_autoptr (GString) text = g_string_new ("{\"areas\": [");
      g_autoptr (TesseraCatalogue) catalogue = NULL;

      for (guint i = 0; i < n; i++)
        g_string_append_printf (text,
                                "%s{\"id\": \"a%u\", \"name\": \"A\", \"description\": \"\", \"personal_data\": "
                                "\"none\", \"retired\": false, \"routes\": [\"/a%u\"]}",
                                i > 0 ? "," : "", i, i);
      g_string_append (text, "], \"token_types\": [{\"id\": \"t\", \"name\": \"T\", \"description\": \"\"}], "
                             "\"policy\": {\"expiry_required\": true, \"default_lifetime_days\": 1, "
                             "\"max_lifetime_days\": 7, \"name_max_length\": 10}, \"example_url\": null}");
      catalogue = parse (text->str, NULL);
      g_assert_true ((catalogue != NULL) == (n == 64));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/the-seed-is-what-the-contract-lists", test_the_seed_is_what_the_contract_lists);
  g_test_add_func ("/catalogue/a-catalogue-comes-back-from-the-wire", test_a_catalogue_comes_back_from_the_wire);
  g_test_add_func ("/catalogue/a-faulty-file-is-refused-with-the-member-and-the-reason",
                   test_a_faulty_file_is_refused_with_the_member_and_the_reason);
  g_test_add_func ("/catalogue/sixty-four-areas-are-the-most", test_sixty_four_areas_are_the_most);
  return g_test_run ();
}
