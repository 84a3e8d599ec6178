/* What a new token is answered with, and which members are refused. */

#include "test-calls.h"

#include <string.h>

#include "tessera-secret.h"

static TestService *service;

static TestAnswer *
post (const char *body)
{
  return test_call (service, "POST", "/v1/tokens", NULL, body);
}

/* Takes @body. @pointers: separated by blanks; the whole body's is empty */
static void
assert_faults_of (char *body, const char *pointers)
{
  g_autofree char *text = body;
  g_autoptr (TestAnswer) answer = post (text);
  const char *const whole[] = { "", NULL };
  g_auto (GStrv) wanted = *pointers != '\0' ? g_strsplit (pointers, " ", -1) : g_strdupv ((char **) whole);

  g_test_message ("%s", text);
  test_answer_assert_faults (answer, (const char *const *) wanted);
}

static void
test_a_created_token_is_told_whole (void)
{
  g_autofree char *body = test_body ("\"Nightly export\"", "\"mobile\"",
                                     "{\"reports\": [\"write\", \"read\"], \"content\": [\"write\"]}",
                                     "\"2090-01-01T00:00:00Z\"");
  g_autoptr (TestAnswer) answer = test_create_from (service, body);
  g_autofree char *path = test_path_of (answer, "");
  g_autofree char *location = test_answer_get_field (answer, "Location");
  g_autofree char *tag = test_answer_get_field (answer, "ETag");
  g_autofree char *wanted = g_strdup_printf ("\"%s\"", test_answer_get_string (answer, "revision"));

  g_assert_cmpstr (location, ==, path);
  g_assert_cmpstr (tag, ==, wanted);
  g_assert_cmpstr (test_answer_get_string (answer, "name"), ==, "Nightly export");
  g_assert_cmpstr (test_answer_get_string (answer, "type"), ==, "mobile");
  g_assert_cmpstr (test_answer_get_string (answer, "expires_at"), ==, "2090-01-01T00:00:00Z");
  g_assert_cmpstr (test_answer_get_string (answer, "status"), ==, "active");
  g_assert_cmpstr (test_answer_get_string (answer, "created_by"), ==, "Mara");
  g_assert_cmpstr (test_answer_get_string (answer, "updated_by"), ==, "Mara");
  g_assert_cmpstr (test_answer_get_string (answer, "updated_at"), ==, test_answer_get_string (answer, "created_at"));
  g_assert_null (test_answer_get_string (answer, "last_used_at"));
}

/* In the catalogue's order, read before write. */
static void
test_permissions_are_told_in_the_catalogues_order (void)
{
  g_autofree char *body = test_body (NULL, NULL, "{\"system_admin\": [\"write\", \"read\"], \"reports\": [\"write\"], "
                                                 "\"content\": [\"write\", \"read\"]}", NULL);
  g_autoptr (TestAnswer) answer = test_create_from (service, body);

  g_assert_nonnull (strstr (answer->body, "\"permissions\":{\"content\":[\"read\",\"write\"],\"reports\":[\"write\"],"
                                          "\"system_admin\":[\"read\",\"write\"]}"));
}

static void
test_the_secret_is_told_once (void)
{
  g_autoptr (TestAnswer) created = test_create (service, "Once");
  const char *secret = test_answer_get_string (created, "secret");
  g_autofree char *path = test_path_of (created, "");
  g_autofree char *caching = test_answer_get_field (created, "Cache-Control");
  g_autoptr (TestAnswer) got = test_call (service, "GET", path, NULL, NULL);
  g_autoptr (TestAnswer) page = test_call (service, "GET", "/v1/tokens", NULL, NULL);
  TesseraSecretKind kind;

  g_assert_true (tessera_secret_recognise (secret, strlen (secret), &kind));
  g_assert_cmpint (kind, ==, TESSERA_SECRET_TOKEN);
  g_assert_cmpstr (caching, ==, "no-store");
  g_assert_cmpstr (test_answer_get_string (created, "hint"), ==, secret + strlen (secret) - 4);
  g_assert_false (json_object_has_member (got->object, "secret"));
  g_assert_null (strstr (page->body, secret));
}

static void
test_missing_unknown_and_read_only_members_are_all_told_at_once (void)
{
  assert_faults_of (g_strdup ("{}"), "/name /type /permissions /expires_at");
  assert_faults_of (g_strdup ("[]"), "");
  assert_faults_of (g_strdup ("null"), "");
  assert_faults_of (g_strdup ("{\"id\": 1, \"status\": \"active\", \"hint\": \"abcd\", \"created_at\": null, "
                              "\"created_by\": \"\", \"updated_at\": 0, \"updated_by\": {}, \"last_used_at\": [], "
                              "\"revision\": \"r\", \"secret\": \"s\", \"colour\": \"red\", \"a/b~c\": 1, \"Name\": \"x\"}"),
                    "/id /status /hint /created_at /created_by /updated_at /updated_by /last_used_at /revision /secret "
                    "/colour /a~1b~0c /Name /name /type /permissions /expires_at");
}

static void
test_mistyped_members_are_all_told_at_once (void)
{
  static const char *const values[] = { "null", "1", "true", "[]", "{}" };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    assert_faults_of (test_body (values[i], values[i], "\"reports\"", "7"), "/name /type /permissions /expires_at");
  assert_faults_of (test_body (NULL, NULL, "[\"reports\"]", "false"), "/permissions /expires_at");
  assert_faults_of (test_body (NULL, NULL, "null", "{}"), "/permissions /expires_at");
}

static void
test_faults_of_permissions_are_each_told_at_their_place (void)
{
  static const struct
  {
    const char *permissions, *pointers;
  } cases[] = {
    { "{}", "/permissions" },
    { "{\"reports\": []}", "/permissions/reports" },
    { "{\"reports\": null}", "/permissions/reports" },
    { "{\"reports\": \"read\"}", "/permissions/reports" },
    { "{\"reports\": {\"read\": true}}", "/permissions/reports" },
    { "{\"reports\": [\"Read\"]}", "/permissions/reports/0" },
    { "{\"reports\": [\"read\", null]}", "/permissions/reports/1" },
    { "{\"reports\": [\"read\", \"write\", \"read\"]}", "/permissions/reports/2" },
    { "{\"weather\": [\"read\"], \"Reports\": [\"read\"], \"reports\": [\"run\", \"read\"], \"content\": []}",
      "/permissions/weather /permissions/Reports /permissions/reports/0 /permissions/content" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_faults_of (test_body (NULL, NULL, cases[i].permissions, NULL), cases[i].pointers);
}

static void
test_a_duplicate_member_is_400_at_any_depth (void)
{
  static const char *const bodies[] = {
    "{\"name\": \"a\", \"name\": \"a\", \"type\": \"mobile\", \"permissions\": {}, \"expires_at\": null}",
    "{\"name\": \"a\", \"n\\u0061me\": \"a\"}",
    "{\"permissions\": {\"reports\": [\"read\"], \"reports\": [\"write\"]}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (TestAnswer) answer = post (bodies[i]);

      test_answer_assert_problem (answer, 400, "bad-json");
    }
}

static void
test_json_is_taken_to_the_letter (void)
{
  static const char *const bodies[] = {
    "", " ", "{", "{'name': 1}", "{\"name\": 01}", "{\"name\": .5}", "{} {}", "{} x", "{/* */}", "\xef\xbb\xbf{}",
    "{\"name\": \"a\tb\"}", "{\"name\": \"\\u0000\"}", "{\"name\": \"\\ud800\"}", "{\"name\": \"\xff\"}", "{\"a\": 1,}",
    "{\"a\": [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}", "NaN", "{name: 1}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (TestAnswer) answer = post (bodies[i]);
      g_autofree char *shown = g_strescape (bodies[i], NULL);

      g_test_message ("%s", shown);
      test_answer_assert_problem (answer, 400, "bad-json");
    }
  assert_faults_of (g_strdup ("{\"a\": [[[[[[[[[[[[[[[]]]]]]]]]]]]]]]}"), "/a /name /type /permissions /expires_at");
}

static void
assert_name_becomes (const char *json, const char *name)
{
  g_autofree char *body = test_body (json, NULL, NULL, NULL);
  g_autoptr (TestAnswer) answer = test_create_from (service, body);

  g_assert_cmpstr (test_answer_get_string (answer, "name"), ==, name);
}

/* Characters, not bytes, and counted after trimming. */
static void
test_names_are_1_to_100_characters_after_trimming (void)
{
  g_autoptr (GString) name = g_string_new ("\" \\t");

  for (int i = 0; i < 100; i++)
    g_string_append (name, "\xf0\x9f\x94\x91"); /* four bytes, two UTF-16 units */
  g_string_append (name, " \\n\xc2\xa0\"");
  {
    g_autofree char *trimmed = g_strndup (name->str + 4, 400);

    assert_name_becomes (name->str, trimmed);
  }
  g_string_insert (name, 4, "x");
  assert_faults_of (test_body (name->str, NULL, NULL, NULL), "/name");
  assert_faults_of (test_body ("\"\"", NULL, NULL, NULL), "/name");
  assert_faults_of (test_body ("\" \\u00a0\\u3000 \"", NULL, NULL, NULL), "/name");
  assert_name_becomes ("\"x\"", "x");
}

static void
test_names_hold_no_control_and_no_override (void)
{
  static const char *const bad[] = { "a\\nb", "a\\u0001b", "a\\u007fb", "a\\u0085b", "a\\u202eb", "a\\u202ab", "a\\u202db",
                                     "\\u2066a", "a\\u2069", "a\\u2028b", "a\\u001b[31m" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_faults_of (g_strdup_printf ("{\"name\": \"%s\", \"type\": \"mobile\", \"permissions\": {\"reports\": [\"read\"]}, "
                                       "\"expires_at\": null}", bad[i]), "/name");
  assert_name_becomes ("\"\\u05e9\\u05dc\\u05d5\\u05dd <b>&\\\"'\\\\\"", "שלום <b>&\"'\\");
}

static void
test_types_are_the_catalogues (void)
{
  static const char *const types[] = { "\"api_key\"", "\"dynamic_content\"", "\"script_profile\"", "\"internal_api\"",
                                       "\"mobile\"" };
  static const char *const bad[] = { "\"\"", "\"API Key\"", "\"Mobile\"", "\"mobile \"" };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *body = test_body (NULL, types[i], NULL, NULL);
      g_autoptr (TestAnswer) answer = test_create_from (service, body);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_faults_of (test_body (NULL, bad[i], NULL, NULL), "/type");
}

static void
test_an_expiry_is_of_the_one_form_and_after_now (void)
{
  static const char *const good[] = { "2090-02-28T23:59:59Z", "9999-12-31T23:59:59Z", "2088-02-29T12:34:56Z" };
  static const char *const bad[] = {
    "", "never", "2090-01-01", "2090-01-01T00:00:00", "2090-01-01T00:00:00.0Z", "2090-01-01T00:00:00+00:00",
    "2090-01-01T01:00:00+01:00", "2090-01-01t00:00:00z", "2090-01-01 00:00:00Z", "2090-02-29T00:00:00Z",
    "2090-13-01T00:00:00Z", "2090-00-01T00:00:00Z", "2090-01-00T00:00:00Z", "2090-01-01T24:00:00Z",
    "2090-01-01T00:60:00Z", "2090-12-31T23:59:60Z", "10000-01-01T00:00:00Z", "+2090-01-01T00:00:00Z",
    " 2090-01-01T00:00:00Z", "2090-01-01T00:00:00Z ", "2090-1-1T0:0:0Z", "20900101T000000Z", "2025-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", good[i]);
      g_autofree char *body = test_body (NULL, NULL, NULL, quoted);
      g_autoptr (TestAnswer) answer = test_create_from (service, body);

      g_assert_cmpstr (test_answer_get_string (answer, "expires_at"), ==, good[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", bad[i]);

      assert_faults_of (test_body (NULL, NULL, NULL, quoted), "/expires_at");
    }
}

static void
test_faults_of_values_are_all_told_at_once (void)
{
  assert_faults_of (test_body ("\"\"", "\"sundial\"", "{\"weather\": [\"read\"]}", "\"2020-01-01T00:00:00Z\""),
                    "/name /type /permissions/weather /expires_at");
}

static void
assert_media_type (const char *field, guint status)
{
  g_autofree char *body = test_draft ("Media");
  g_autoptr (TestAnswer) answer = test_call (service, "POST", "/v1/tokens", field, body);

  if (status == 415)
    test_answer_assert_problem (answer, 415, "unsupported-media-type");
  else
    g_assert_cmpuint (answer->status, ==, status);
}

static void
test_a_body_is_announced_as_json (void)
{
  assert_media_type ("Content-Type: application/json", 201);
  assert_media_type ("Content-Type: Application/JSON; charset=UTF-8", 201);
  assert_media_type ("Content-Type: application/json;charset=\"utf-8\"", 201);
  assert_media_type ("Content-Type: application/json; charset=latin1", 415);
  assert_media_type ("Content-Type: application/jsonp", 415);
  assert_media_type ("Content-Type: text/json", 415);
  assert_media_type ("Content-Type: application/x-www-form-urlencoded", 415);
  assert_media_type ("Content-Type:", 415);
  assert_media_type ("-Content-Type", 415);
}

static void
test_a_body_has_a_length_of_64_kib_at_most (void)
{
  g_autofree char *draft = test_draft ("Large");
  g_autofree char *blanks = g_strnfill (65536 - strlen (draft), ' ');
  g_autofree char *largest = g_strconcat (draft, blanks, NULL);
  g_autofree char *too_large = g_strconcat (largest, " ", NULL);
  g_autoptr (TestAnswer) taken = post (largest);
  g_autoptr (TestAnswer) refused = post (too_large);
  g_autoptr (TestAnswer) without = post (NULL);

  g_assert_cmpuint (taken->status, ==, 201);
  test_answer_assert_problem (refused, 413, "too-large");
  test_answer_assert_problem (without, 411, "length-required");
}

static void
test_long_targets_and_fields_have_their_status (void)
{
  g_autofree char *digits = g_strnfill (9000, '1');
  g_autofree char *target = g_strconcat ("/v1/tokens?limit=", digits, NULL);
  g_autofree char *field = g_strconcat ("X-Note: ", digits, digits, NULL);
  g_autoptr (TestAnswer) long_target = test_call (service, "GET", target, NULL, NULL);
  g_autoptr (TestAnswer) long_field = test_call (service, "GET", "/v1/tokens", field, NULL);

  g_assert_cmpuint (long_target->status, ==, 414);
  g_assert_cmpuint (long_field->status, ==, 431);
}

/* RFC 9110, 10.2.1: what a path takes, told for every path. */
static void
test_a_wrong_method_is_told_which_are_right (void)
{
  static const struct
  {
    const char *method, *target, *allow;
  } cases[] = {
    { "DELETE", "/v1/catalogue", "GET" },   { "POST", "/v1/health", "GET" },
    { "PUT", "/v1/tokens", "GET, POST" },   { "get", "/v1/tokens", "GET, POST" },
    { "PATCH", "/v1/tokens/tok_1", "GET, PUT, DELETE" }, { "GET", "/v1/tokens/tok_1/rotate", "POST" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestAnswer) answer = test_call (service, cases[i].method, cases[i].target, NULL, NULL);
      g_autofree char *allow = test_answer_get_field (answer, "Allow");

      test_answer_assert_problem (answer, 405, "method-not-allowed");
      g_assert_cmpstr (allow, ==, cases[i].allow);
    }
}

static void
test_other_paths_are_404 (void)
{
  static const char *const targets[] = { "/", "/v1", "/v1/", "/v1/tokens/", "/v1/tokens//rotate", "/v2/tokens", "/V1/tokens",
                                         "/v1/tokens/tok_1/", "/v1/tokens/tok_1/rotate/", "/v1/catalogue/", "//v1/tokens",
                                         "/v1/tokens/%00" };
  static const char *const ids[] = { "tok_1", "tok%5F1", "x", "%2e%2e", "a%2fb", "%ff", "%F0%9F%94%91", "*" };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (TestAnswer) answer = test_call (service, "GET", targets[i], NULL, NULL);

      test_answer_assert_problem (answer, 404, "no-such-route");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *target = g_strconcat ("/v1/tokens/", ids[i], NULL);
      g_autoptr (TestAnswer) answer = test_call (service, "GET", target, NULL, NULL);

      test_answer_assert_problem (answer, 404, "no-such-token");
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/create/a-created-token-is-told-whole", test_a_created_token_is_told_whole);
  g_test_add_func ("/create/permissions-are-told-in-the-catalogues-order",
                   test_permissions_are_told_in_the_catalogues_order);
  g_test_add_func ("/create/the-secret-is-told-once", test_the_secret_is_told_once);
  g_test_add_func ("/create/missing-unknown-and-read-only-members-are-all-told-at-once",
                   test_missing_unknown_and_read_only_members_are_all_told_at_once);
  g_test_add_func ("/create/mistyped-members-are-all-told-at-once", test_mistyped_members_are_all_told_at_once);
  g_test_add_func ("/create/faults-of-permissions-are-each-told-at-their-place",
                   test_faults_of_permissions_are_each_told_at_their_place);
  g_test_add_func ("/create/a-duplicate-member-is-400-at-any-depth", test_a_duplicate_member_is_400_at_any_depth);
  g_test_add_func ("/create/json-is-taken-to-the-letter", test_json_is_taken_to_the_letter);
  g_test_add_func ("/create/names-are-1-to-100-characters-after-trimming",
                   test_names_are_1_to_100_characters_after_trimming);
  g_test_add_func ("/create/names-hold-no-control-and-no-override", test_names_hold_no_control_and_no_override);
  g_test_add_func ("/create/types-are-the-catalogues", test_types_are_the_catalogues);
  g_test_add_func ("/create/an-expiry-is-of-the-one-form-and-after-now",
                   test_an_expiry_is_of_the_one_form_and_after_now);
  g_test_add_func ("/create/faults-of-values-are-all-told-at-once", test_faults_of_values_are_all_told_at_once);
  g_test_add_func ("/create/a-body-is-announced-as-json", test_a_body_is_announced_as_json);
  g_test_add_func ("/create/a-body-has-a-length-of-64-kib-at-most", test_a_body_has_a_length_of_64_kib_at_most);
  g_test_add_func ("/create/long-targets-and-fields-have-their-status",
                   test_long_targets_and_fields_have_their_status);
  g_test_add_func ("/create/a-wrong-method-is-told-which-are-right", test_a_wrong_method_is_told_which_are_right);
  g_test_add_func ("/create/other-paths-are-404", test_other_paths_are_404);
  service = test_service_start (NULL);
  status = test_http_run ();
  test_service_free (service);
  return status;
}
