#include "tessera-origin.h"
#include "tessera-token-json.h"

#include "tessera-config.h"

#define TOKEN                                                                                                          \
  "{\"id\": \"tok_1\", \"name\": \"Price feed\", \"type\": \"api_key\", \"permissions\": {\"reports\": [\"read\"]}, "        \
  "\"expires_at\": null, \"status\": \"%s\", \"hint\": \"7eYj\", \"created_at\": \"2026-05-07T04:57:31Z\", "                \
  "\"created_by\": \"Mara\", \"updated_at\": \"%s\", \"updated_by\": \"%s\", \"last_used_at\": null, \"revision\": \"1\"}"

static void
assert_told (const char *status, const char *updated_at, const char *updated_by, const char *expected)
{
  g_autoptr (TesseraCatalogue) catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_autofree char *text = g_strdup_printf (TOKEN, status, updated_at, updated_by);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);
  g_autoptr (TesseraToken) token = tessera_token_from_object (json_node_get_object (node), catalogue, &error);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *told = NULL;

  g_assert_no_error (error);
  told = tessera_origin_tell (token, zone);
  g_assert_cmpstr (told, ==, expected);
}

static void
test_who_created_it_is_told_to_the_minute (void)
{
  assert_told ("active", "2026-05-07T04:57:31Z", "Mara", "Created by Mara on 7 May 2026, 04:57. Secret ends in 7eYj.");
}

static void
test_a_change_by_the_same_admin_is_told_and_so_is_one_in_the_same_second (void)
{
  assert_told ("active", "2026-05-08T10:00:00Z", "Mara",
               "Created by Mara on 7 May 2026, 04:57. Last changed by Mara on 8 May 2026, 10:00. Secret ends in 7eYj.");
  assert_told ("active", "2026-05-07T04:57:31Z", "Jonas",
               "Created by Mara on 7 May 2026, 04:57. Last changed by Jonas on 7 May 2026, 04:57. Secret ends in 7eYj.");
}

static void
test_who_revoked_it_takes_the_place_of_the_last_change (void)
{
  assert_told ("revoked", "2026-05-08T10:00:00Z", "Jonas",
               "Created by Mara on 7 May 2026, 04:57. Revoked by Jonas on 8 May 2026, 10:00. Secret ends in 7eYj.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/origin/who-created-it-is-told-to-the-minute", test_who_created_it_is_told_to_the_minute);
  g_test_add_func ("/origin/a-change-by-the-same-admin-is-told-and-so-is-one-in-the-same-second",
                   test_a_change_by_the_same_admin_is_told_and_so_is_one_in_the_same_second);
  g_test_add_func ("/origin/who-revoked-it-takes-the-place-of-the-last-change",
                   test_who_revoked_it_takes_the_place_of_the_last_change);
  return g_test_run ();
}
