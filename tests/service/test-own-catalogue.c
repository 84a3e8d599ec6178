/* A deployment's own catalogue changes answers and checks, with no code touched. */

#include "test-calls.h"
#include "test-program-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "tessera-config.h"

/* Two areas, one retired; two types; an end after 30 days at most; names of 12 characters. */
static const char own[]
  = "{\"areas\": ["
    "{\"id\": \"weather\", \"name\": \"Weather\", \"description\": \"Forecasts.\", \"personal_data\": \"limited\","
    " \"retired\": false, \"routes\": [\"/weather/*/days\", \"/weather\"]},"
    "{\"id\": \"tides\", \"name\": \"Tides\", \"description\": \"\", \"personal_data\": \"none\","
    " \"retired\": %s, \"routes\": []}],"
    "\"token_types\": [{\"id\": \"buoy\", \"name\": \"Buoy\", \"description\": \"At sea\"},"
    " {\"id\": \"ship\", \"name\": \"Ship\", \"description\": \"\"}],"
    "\"policy\": {\"expiry_required\": true, \"default_lifetime_days\": 7, \"max_lifetime_days\": 30,"
    " \"name_max_length\": 12},"
    "\"example_url\": \"https://api.example.org/weather/oslo/days\"}";

static TestService *service;
static char *path;

static void
write_catalogue (const char *retired)
{
  g_autofree char *text = g_strdup_printf (own, retired);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static TestAnswer *
post (const char *name, const char *type, const char *permissions, const char *expires_at)
{
  g_autofree char *body = test_body (name, type, permissions, expires_at);

  return test_call (service, "POST", "/v1/tokens", NULL, body);
}

/* Midnight UTC, @days after the one that began today, and @seconds. (transfer full): as JSON */
static char *
midnight_after (int days, int seconds)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) today = g_date_time_new_utc (g_date_time_get_year (now), g_date_time_get_month (now),
                                                     g_date_time_get_day_of_month (now), 0, 0, 0);
  g_autoptr (GDateTime) then = g_date_time_add_days (today, days);
  g_autoptr (GDateTime) instant = g_date_time_add_seconds (then, seconds);

  return g_date_time_format (instant, "\"%Y-%m-%dT%H:%M:%SZ\"");
}

/* The seed is answered as it lies in the file, and who asks with it. */
static void
test_the_seed_is_answered_as_it_lies_there (void)
{
  TestService *plain = test_service_start (NULL);
  g_autoptr (TestAnswer) answer = test_call (plain, "GET", "/v1/catalogue", NULL, NULL);
  g_autoptr (TestAnswer) viewer
    = test_call_with_key (plain, test_service_get_viewer_key (plain), "GET", "/v1/catalogue", NULL, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *self = json_object_get_object_member (viewer->object, "self");

  g_assert_true (json_parser_load_from_file (parser, TESSERA_SOURCE_DIR "/data/catalogue.json", NULL));
  g_assert_cmpstr (json_object_get_string_member (self, "name"), ==, "Victor");
  g_assert_cmpstr (json_object_get_string_member (self, "role"), ==, "viewer");
  json_object_remove_member (answer->object, "self");
  g_assert_true (json_node_equal (answer->root, json_parser_get_root (parser)));
  test_service_free (plain);
}

static void
test_the_file_is_what_is_answered (void)
{
  g_autofree char *text = g_strdup_printf (own, "true");
  g_autoptr (TestAnswer) answer = test_call (service, "GET", "/v1/catalogue", NULL, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  json_object_remove_member (answer->object, "self");
  g_assert_true (json_node_equal (answer->root, json_parser_get_root (parser)));
}

static void
test_its_areas_types_and_lengths_are_checked (void)
{
  static const char *const pointers[] = { "/name", "/type", "/permissions/reports", "/expires_at", NULL };
  g_autofree char *end = midnight_after (5, 0);
  g_autoptr (TestAnswer) good = post ("\"Twelve chars\"", "\"buoy\"", "{\"weather\": [\"read\"]}", end);
  g_autoptr (TestAnswer) bad = post ("\"Thirteen char\"", "\"api_key\"", "{\"reports\": [\"read\"]}", "null");

  g_assert_cmpuint (good->status, ==, 201);
  test_answer_assert_faults (bad, pointers);
}

/* UTC-today + 30 is the last day; its end is the last instant. Around midnight the day may change between two lines. */
static void
test_its_policy_limits_the_expiry (void)
{
  static const char *const pointers[] = { "/expires_at", NULL };
  g_autofree char *last = midnight_after (31, 0);
  g_autofree char *later = midnight_after (32, 1);
  g_autoptr (TestAnswer) good = post ("\"Last\"", "\"buoy\"", "{\"weather\": [\"read\"]}", last);
  g_autoptr (TestAnswer) bad = post ("\"Later\"", "\"buoy\"", "{\"weather\": [\"read\"]}", later);
  g_autoptr (TestAnswer) never = post ("\"Never\"", "\"buoy\"", "{\"weather\": [\"read\"]}", "null");

  g_assert_cmpuint (good->status, ==, 201);
  test_answer_assert_faults (bad, pointers);
  test_answer_assert_faults (never, pointers);
}

static TestAnswer *
put (const TestAnswer *token, const char *permissions, const char *expires_at)
{
  g_autofree char *target = test_path_of (token, "");
  g_autofree char *tag = test_if_match (token);
  g_autofree char *body = test_body ("\"Tidal\"", "\"ship\"", permissions, expires_at);

  return test_call (service, "PUT", target, tag, body);
}

/* A token that has a retired area keeps it until it is taken off; no other gets it. */
static void
test_a_retired_area_is_kept_and_not_added (void)
{
  static const char *const pointers[] = { "/permissions/tides", NULL };
  g_autofree char *end = midnight_after (5, 0);
  g_autoptr (TestAnswer) token = NULL, added = NULL, kept = NULL, more = NULL, less = NULL, back = NULL;

  write_catalogue ("false");
  test_service_restart (service);
  token = post ("\"Tidal\"", "\"ship\"", "{\"tides\": [\"read\"]}", end);
  g_assert_cmpuint (token->status, ==, 201);

  write_catalogue ("true");
  test_service_restart (service);
  added = post ("\"New\"", "\"ship\"", "{\"tides\": [\"read\"], \"weather\": [\"read\"]}", end);
  kept = put (token, "{\"tides\": [\"read\"], \"weather\": [\"write\"]}", end);
  g_assert_cmpuint (kept->status, ==, 200);
  more = put (kept, "{\"tides\": [\"read\", \"write\"]}", end);
  less = put (kept, "{\"weather\": [\"write\"]}", end);
  g_assert_cmpuint (less->status, ==, 200);
  back = put (less, "{\"tides\": [\"read\"]}", end);

  test_answer_assert_faults (added, pointers);
  test_answer_assert_faults (more, pointers);
  test_answer_assert_faults (back, pointers);
}

/* Asks the door for proxies about GET of @uri. (transfer full): with the status that is expected */
static TestAnswer *
ask_about (const TestAnswer *token, const char *uri, guint status)
{
  g_autofree char *key = g_strconcat ("X-Api-Key: ", test_answer_get_string (token, "secret"), NULL);
  g_autofree char *forwarded = g_strconcat ("X-Forwarded-Uri: ", uri, NULL);
  const char *const fields[] = { "X-Forwarded-Method: GET", forwarded, key, NULL };
  TestAnswer *answer = test_http_call (test_service_get_authorize_url (service), "GET", "/v1/authorize", fields, NULL);

  g_assert_cmpuint (answer->status, ==, status);
  return answer;
}

static char *
get_scope (const TestAnswer *token)
{
  g_autofree char *body = g_strconcat ("token=", test_answer_get_string (token, "secret"), NULL);
  g_autoptr (TestAnswer) answer
    = test_call (service, "POST", "/v1/introspect", "Content-Type: application/x-www-form-urlencoded", body);

  return g_strdup (test_answer_get_string (answer, "scope"));
}

static void
test_a_retired_area_opens_nothing (void)
{
  g_autofree char *end = midnight_after (5, 0), *text = g_strdup_printf (own, "false"), *before = NULL, *after = NULL;
  g_autofree char *challenge = NULL;
  g_autoptr (GString) retired = g_string_new (text);
  g_autoptr (TestAnswer) token = NULL, allowed = NULL, denied = NULL;

  write_catalogue ("false");
  test_service_restart (service);
  token = post ("\"Forecast\"", "\"ship\"", "{\"weather\": [\"read\"], \"tides\": [\"read\"]}", end);
  g_assert_cmpuint (token->status, ==, 201);
  allowed = ask_about (token, "/weather/oslo/days", 200);
  before = get_scope (token);
  g_assert_cmpstr (before, ==, "weather:read tides:read");

  g_string_replace (retired, "\"retired\": false", "\"retired\": true", 1);
  g_assert_true (g_file_set_contents (path, retired->str, -1, NULL));
  test_service_restart (service);
  denied = ask_about (token, "/weather/oslo/days", 403);
  challenge = test_answer_get_field (denied, "WWW-Authenticate");
  g_assert_nonnull (strstr (challenge, "The area weather is retired; no token may use it any more."));
  after = get_scope (token);
  g_assert_cmpstr (after, ==, "tides:read");
}

/* What was allowed once and is not changed is not judged again. */
static void
test_an_expiry_from_an_older_policy_is_kept (void)
{
  static const char *const pointers[] = { "/expires_at", NULL };
  TestService *plain = test_service_start (NULL);
  g_autofree char *stricter = g_build_filename (test_service_get_folder (plain), "catalogue.json", NULL);
  g_autofree char *seed = NULL;
  g_autoptr (GString) text = NULL;
  g_autoptr (TestAnswer) token = test_create (plain, "Endless"), renamed = NULL, ended = NULL, endless = NULL;
  g_autofree char *target = test_path_of (token, ""), *body = NULL, *tag = NULL, *later = NULL;
  const char *const arguments[] = { "--catalogue", stricter, NULL };

  g_assert_true (g_file_get_contents (TESSERA_SOURCE_DIR "/data/catalogue.json", &seed, NULL, NULL));
  text = g_string_new (seed);
  g_assert_cmpuint (g_string_replace (text, "\"expiry_required\": false", "\"expiry_required\": true", 1), ==, 1);
  g_assert_true (g_file_set_contents (stricter, text->str, -1, NULL));
  test_service_set_arguments (plain, arguments);
  test_service_restart (plain);

  renamed = test_rename (plain, token, "Endless still");
  g_assert_cmpuint (renamed->status, ==, 200);
  g_assert_null (test_answer_get_string (renamed, "expires_at"));
  tag = test_if_match (renamed);
  body = test_body (NULL, NULL, NULL, "\"2090-01-01T00:00:00Z\"");
  ended = test_call (plain, "PUT", target, tag, body);
  g_assert_cmpuint (ended->status, ==, 200);
  endless = test_rename (plain, ended, "Endless again");
  test_answer_assert_faults (endless, pointers);
  test_service_free (plain);
}

typedef struct
{
  const char *find, *replace, *told;
} Fault;

/* With the place: line and column where it is no JSON, the member where it is. */
static void
test_a_faulty_file_is_refused_with_place_and_reason (Place *place, gconstpointer data)
{
  static const Fault faults[] = {
    { "\"areas\": [", "\"areas\": [,", "not JSON at line 1, column 12" },
    { "\"id\": \"tides\"", "\"id\": \"weather\"", "areas[1]: the id “weather” stands there twice" },
    { "\"id\": \"ship\"", "\"id\": \"buoy\"", "token_types[1]: the id “buoy” stands there twice" },
    { "\"routes\": []", "\"routes\": [\"tides\"]", "areas[1]: the route “tides” is faulty" },
    { "\"routes\": []", "\"routes\": [\"/weather/oslo/*\"]", "“/weather/*/days” of weather and “/weather/oslo/*” of tides" },
    { "\"name_max_length\": 12", "\"name_max_length\": 0", "policy: the member “name_max_length”" },
    { "\"expiry_required\": true,", "", "policy: the member “expiry_required” is missing" },
    { "\"personal_data\": \"none\"", "\"personal_data\": null", "areas[1]: the member “personal_data”" },
    { "\"max_lifetime_days\": 30", "\"max_lifetime_days\": 6", "policy: the member “default_lifetime_days”" },
    { "\"token_types\"", "\"types\"", "there is no member “types”" },
    { "https://", "ftp://", "example_url" },
  };
  g_autofree char *file = g_build_filename (place->folder, "c", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *text = g_strdup_printf (own, "false");
      g_autoptr (GString) faulty = g_string_new (text);

      g_assert_cmpuint (g_string_replace (faulty, faults[i].find, faults[i].replace, 1), ==, 1);
      g_assert_true (g_file_set_contents (file, faulty->str, -1, NULL));
      program_assert_fails (place, "--database d --socket m --catalogue c", 1, faults[i].told);
      program_assert_fails (place, "--database d --socket m --catalogue c", 1, "not started: c: ");
    }
  g_assert_false (program_is_there (place, "d"));
  program_assert_fails (place, "--database d --socket m --catalogue nowhere", 1, "nowhere");
}

static void
test_more_than_64_areas_are_refused (Place *place, gconstpointer data)
{
  g_autofree char *file = g_build_filename (place->folder, "c", NULL);
  g_autofree char *text = g_strdup_printf (own, "false");
  g_autoptr (GString) many = g_string_new ("\"areas\": [");

  for (int i = 0; i < 63; i++)
    g_string_append_printf (many, "{\"id\": \"a%d\", \"name\": \"A\", \"description\": \"\", \"personal_data\": \"none\","
                                  " \"retired\": false, \"routes\": [\"/a%d\"]},", i, i);
  {
    g_autoptr (GString) whole = g_string_new (text);

    g_string_replace (whole, "\"areas\": [", many->str, 1);
    g_assert_true (g_file_set_contents (file, whole->str, -1, NULL));
  }
  program_assert_fails (place, "--database d --socket m --catalogue c", 1, "areas: there are 65, not 1 to 64");
}

/* Three tokens are made with the catalogue, a file "c"; then there is @instead of the text @replaced in it. */
static void
change_under_three_tokens (Place *place, const char *replaced, const char *instead)
{
  g_autofree char *file = g_build_filename (place->folder, "c", NULL);
  g_autofree char *socket = g_build_filename (place->folder, "m", NULL);
  g_autofree char *text = g_strdup_printf (own, "false");
  g_autofree char *end = midnight_after (5, 0);
  g_autofree char *body = test_body ("\"Tidal\"", "\"ship\"", "{\"tides\": [\"write\"]}", end);
  g_autoptr (GString) changed = g_string_new (text);
  g_autoptr (GSubprocess) process = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  process = program_start (place, "--database d --socket m --catalogue c");
  lines = program_wait_until_ready (process);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (TestAnswer) answer = test_http_call (socket, "POST", "/v1/tokens", NULL, body);

      g_assert_cmpuint (answer->status, ==, 201);
    }
  program_end (process);

  g_assert_cmpuint (g_string_replace (changed, replaced, instead, 1), ==, 1);
  g_assert_true (g_file_set_contents (file, changed->str, -1, NULL));
}

/* Said with the area and on how many tokens; and nothing is served. */
static void
test_an_area_that_tokens_have_must_be_there (Place *place, gconstpointer data)
{
  change_under_three_tokens (place, "\"id\": \"tides\"", "\"id\": \"waves\"");
  program_assert_fails (place, "--database d --socket m --catalogue c", 1, "tides");
  program_assert_fails (place, "--database d --socket m --catalogue c", 1, "3 tokens");
}

static void
test_a_type_that_tokens_are_of_must_be_there (Place *place, gconstpointer data)
{
  change_under_three_tokens (place, "\"id\": \"ship\"", "\"id\": \"boat\"");
  program_assert_fails (place, "--database d --socket m --catalogue c", 1, "token types");
  program_assert_fails (place, "--database d --socket m --catalogue c", 1, "ship (on 3 tokens)");
}

int
main (int argc, char *argv[])
{
  const char *arguments[] = { "--catalogue", NULL, NULL };
  g_autofree char *folder = g_dir_make_tmp ("tessera-catalogue.XXXXXX", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  path = g_build_filename (folder, "catalogue.json", NULL);
  arguments[1] = path;
  write_catalogue ("true");
  service = test_service_start (arguments);
  g_test_add_func ("/own-catalogue/the-seed-is-answered-as-it-lies-there", test_the_seed_is_answered_as_it_lies_there);
  g_test_add_func ("/own-catalogue/the-file-is-what-is-answered", test_the_file_is_what_is_answered);
  g_test_add_func ("/own-catalogue/its-areas-types-and-lengths-are-checked",
                   test_its_areas_types_and_lengths_are_checked);
  g_test_add_func ("/own-catalogue/its-policy-limits-the-expiry", test_its_policy_limits_the_expiry);
  g_test_add_func ("/own-catalogue/a-retired-area-is-kept-and-not-added", test_a_retired_area_is_kept_and_not_added);
  g_test_add_func ("/own-catalogue/a-retired-area-opens-nothing", test_a_retired_area_opens_nothing);
  g_test_add_func ("/own-catalogue/an-expiry-from-an-older-policy-is-kept", test_an_expiry_from_an_older_policy_is_kept);
  g_test_add ("/own-catalogue/a-faulty-file-is-refused-with-place-and-reason", Place, NULL, program_set_up,
              test_a_faulty_file_is_refused_with_place_and_reason, program_tear_down);
  g_test_add ("/own-catalogue/more-than-64-areas-are-refused", Place, NULL, program_set_up,
              test_more_than_64_areas_are_refused, program_tear_down);
  g_test_add ("/own-catalogue/an-area-that-tokens-have-must-be-there", Place, NULL, program_set_up,
              test_an_area_that_tokens_have_must_be_there, program_tear_down);
  g_test_add ("/own-catalogue/a-type-that-tokens-are-of-must-be-there", Place, NULL, program_set_up,
              test_a_type_that_tokens_are_of_must_be_there, program_tear_down);
  status = test_http_run ();
  test_service_free (service);
  g_remove (path);
  g_rmdir (folder);
  g_free (path);
  return status;
}
