/* Mistakes that others made and published, each tried on a real service. Those of time are in test-instants.c and
 * test-rotation.c. */

#include "test-calls.h"

#include <string.h>

#include "tessera-secret.h"

#define EVERYTHING \
  "{\"content\":[\"read\",\"write\"],\"products\":[\"read\",\"write\"],\"triggers\":[\"read\",\"write\"]," \
  "\"content_server_extensions\":[\"read\",\"write\"],\"bulk_data\":[\"read\",\"write\"],"                \
  "\"reports\":[\"read\",\"write\"],\"system_admin\":[\"read\",\"write\"]}"

static TestService *service;
static TestAnswer *mighty; /* may do everything */

static TestAnswer *
ask_with (const char *field, const char *method, const char *target)
{
  g_autofree char *method_field = g_strconcat ("X-Forwarded-Method: ", method, NULL);
  g_autofree char *target_field = g_strconcat ("X-Forwarded-Uri: ", target, NULL);
  const char *const fields[] = { method_field, target_field, field, NULL };

  return test_http_call (test_service_get_authorize_url (service), "GET", "/v1/authorize", fields, NULL);
}

static TestAnswer *
ask (const char *secret, const char *method, const char *target)
{
  g_autofree char *field = g_strconcat ("X-Api-Key: ", secret, NULL);

  return ask_with (field, method, target);
}

static void
assert_asked (const char *secret, const char *method, const char *target, guint status)
{
  g_autoptr (TestAnswer) answer = ask (secret, method, target);

  if (answer->status != status)
    g_test_message ("%s %s", method, target);
  g_assert_cmpuint (answer->status, ==, status);
}

static TestAnswer *
create (const char *permissions)
{
  g_autofree char *body = test_body (NULL, NULL, permissions, NULL);

  return test_create_from (service, body);
}

static void
test_head_is_a_read (void)
{
  g_autoptr (TestAnswer) reader = create ("{\"reports\":[\"read\"]}");
  g_autoptr (TestAnswer) writer = create ("{\"reports\":[\"write\"]}");

  assert_asked (test_answer_get_string (reader, "secret"), "HEAD", "/api/1/reports", 200);
  assert_asked (test_answer_get_string (writer, "secret"), "HEAD", "/api/1/reports", 403);
}

/* What nobody may use, not even with everything ticked: somebody else might read it as another area's path. */
static const struct
{
  const char *test, *targets[8];
} detours[] = {
  { "/mistakes/no-detour-by-case", { "/api/1/People", "/API/1/people", "/api/1/REPORTS", "/Api/1/reports" } },
  { "/mistakes/no-detour-by-encoding",
    { "/api/1/%70eople", "/%61pi/1/people", "/api%2F1%2Fpeople", "/api/1/reports%2f..%2fpeople",
      "/api/1/%2570eople" } },
  { "/mistakes/no-detour-by-double-slashes",
    { "//api/1/people", "/api//people", "/api/1//people", "/api/1/people//", "//reports/api/1/people" } },
  { "/mistakes/no-detour-by-parameters",
    { "/api/1/people;x=y", "/api/1;x=y/people", "/api/1/reports;/../people", "/api/1/reports/..;/people" } },
  { "/mistakes/no-detour-by-dots",
    { "/api/1/reports/../people", "/api/1/reports/%2e%2e/people", "/api/1/reports/.%2E/people", "/api/./1/people",
      "/api/1/people/.", "/api/1/reports/..\\people", "/api/1/people/.." } },
  { "/mistakes/no-detour-by-an-encoded-nul",
    { "/api/1/people%00", "/api/1/people%00/reports", "/api/1/reports%00.json", "/api/1%00/reports" } },
  { "/mistakes/no-detour-by-a-digit-that-is-not-ascii",
    { "/api/1/reports%\xd9\xa2\xd9\xa6", "/api/1/reports/%\xef\xbc\x92\xef\xbc\xa5./people", "/api/\xd9\xa1/people" } },
};

static void
test_a_detour_is_denied_to_everybody (gconstpointer data)
{
  const char *const *targets = detours[GPOINTER_TO_SIZE (data)].targets;

  for (; *targets != NULL; targets++)
    {
      assert_asked (test_answer_get_string (mighty, "secret"), "GET", *targets, 403);
      assert_asked (test_answer_get_string (mighty, "secret"), "DELETE", *targets, 403);
    }
}

static void
test_a_trailing_slash_leads_nowhere_else (void)
{
  g_autoptr (TestAnswer) reports = create ("{\"reports\":[\"read\"]}");

  assert_asked (test_answer_get_string (mighty, "secret"), "GET", "/api/1/people/", 200);
  assert_asked (test_answer_get_string (reports, "secret"), "GET", "/api/1/people/", 403);
  assert_asked (test_answer_get_string (reports, "secret"), "GET", "/api/1/reports/", 200);
  assert_asked (test_answer_get_string (reports, "secret"), "GET", "/api/reports/", 403);
}

static void
test_no_credential_comes_in_a_query (void)
{
  static const char *const names[] = { "api_token", "access_token", "api%5ftoken", "access%5Ftoken" };
  const char *secret = test_answer_get_string (mighty, "secret");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *target = g_strdup_printf ("/api/1/reports?a=b&%s=%s", names[i], secret);
      g_autofree char *own = g_strdup_printf ("/v1/tokens?%s=%s", names[i], test_service_get_manager_key (service));
      g_autoptr (TestAnswer) alone = ask_with (NULL, "GET", target);
      g_autoptr (TestAnswer) beside = ask (secret, "GET", target);
      g_autoptr (TestAnswer) managing = test_http_call (test_service_get_url (service), "GET", own, NULL, NULL);

      g_assert_cmpuint (alone->status, ==, 403);
      g_assert_cmpuint (beside->status, ==, 403);
      g_assert_cmpuint (managing->status, ==, 400);
      g_assert_null (strstr (alone->head, secret));
      g_assert_null (strstr (alone->body, secret));
    }
}

/* All that an answer says, but for the date. (transfer full) */
static char *
strip_date (const TestAnswer *answer)
{
  g_autofree char *date = test_answer_get_field (answer, "Date");
  GString *all = g_string_new (answer->head);

  g_assert_nonnull (date);
  g_string_replace (all, date, "", 0);
  g_string_append (all, answer->body);
  return g_string_free (all, FALSE);
}

static void
assert_same_answer (const TestAnswer *one, const TestAnswer *other)
{
  g_autofree char *a = strip_date (one), *b = strip_date (other);

  g_assert_cmpstr (a, ==, b);
}

/* @secret with one character another: the first behind the prefix, or the last. (transfer full) */
static char *
misspell (const char *secret, gboolean last)
{
  char *wrong = g_strdup (secret);
  char *at = last ? wrong + strlen (wrong) - 1 : wrong + 4;

  *at = *at == 'x' ? 'y' : 'x';
  return wrong;
}

static void
test_a_nearly_right_secret_is_as_wrong_as_any (void)
{
  const char *secret = test_answer_get_string (mighty, "secret");
  g_autoptr (TesseraSecret) well_formed = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autofree char *first = misspell (secret, FALSE), *last = misspell (secret, TRUE);
  g_autofree char *shorter = g_strndup (secret, strlen (secret) - 1), *longer = g_strconcat (secret, "0", NULL);
  const char *const others[] = { first, last, shorter, longer, tessera_secret_peek (well_formed), "x",
                                 test_service_get_manager_key (service), test_service_get_viewer_key (service) };
  g_autoptr (TestAnswer) wrong = ask ("nothing", "GET", "/api/1/reports");

  g_assert_cmpuint (wrong->status, ==, 401);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (TestAnswer) answer = ask (others[i], "GET", "/api/1/reports");

      assert_same_answer (answer, wrong);
    }
}

static void
test_a_nearly_right_admin_key_is_as_wrong_as_any (void)
{
  const char *key = test_service_get_manager_key (service);
  g_autoptr (TesseraSecret) well_formed = tessera_secret_mint (TESSERA_SECRET_ADMIN_KEY);
  g_autofree char *first = misspell (key, FALSE), *last = misspell (key, TRUE);
  const char *const others[] = { first, last, tessera_secret_peek (well_formed) };
  g_autoptr (TestAnswer) wrong = test_call_with_key (service, "nothing", "GET", "/v1/tokens", NULL, NULL);

  g_assert_cmpuint (wrong->status, ==, 401);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (TestAnswer) answer = test_call_with_key (service, others[i], "GET", "/v1/tokens", NULL, NULL);

      assert_same_answer (answer, wrong);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mistakes/head-is-a-read", test_head_is_a_read);
  for (gsize i = 0; i < G_N_ELEMENTS (detours); i++)
    g_test_add_data_func (detours[i].test, GSIZE_TO_POINTER (i), test_a_detour_is_denied_to_everybody);
  g_test_add_func ("/mistakes/a-trailing-slash-leads-nowhere-else", test_a_trailing_slash_leads_nowhere_else);
  g_test_add_func ("/mistakes/no-credential-comes-in-a-query", test_no_credential_comes_in_a_query);
  g_test_add_func ("/mistakes/a-nearly-right-secret-is-as-wrong-as-any", test_a_nearly_right_secret_is_as_wrong_as_any);
  g_test_add_func ("/mistakes/a-nearly-right-admin-key-is-as-wrong-as-any",
                   test_a_nearly_right_admin_key_is_as_wrong_as_any);

  service = test_service_start (NULL);
  mighty = create (EVERYTHING);
  status = test_http_run ();
  test_answer_free (mighty);
  test_service_free (service);
  return status;
}
