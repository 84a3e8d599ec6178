/* Who tries to manage and may not: API tokens, viewers, one admin with another's idempotency keys, and names that write
 * into the log. */

#include "test-calls.h"

#include <string.h>

#include "tessera-secret.h"

static TestService *service;
static TestAnswer *token;

#define DRAFT "{\"name\":\"x\",\"type\":\"api_key\",\"permissions\":{\"reports\":[\"read\"]},\"expires_at\":null}"

/* Everything that can be called; `$` is the token's id. */
static const struct
{
  const char *method, *path, *body;
} calls[] = {
  { "GET", "/v1/catalogue", NULL },
  { "GET", "/v1/tokens", NULL },
  { "POST", "/v1/tokens", DRAFT },
  { "GET", "/v1/tokens/$", NULL },
  { "PUT", "/v1/tokens/$", DRAFT },
  { "DELETE", "/v1/tokens/$", NULL },
  { "POST", "/v1/tokens/$/rotate", "{\"grace_seconds\":0}" },
  { "GET", "/v1/tokens/$/history", NULL },
  { "GET", "/v1/tokens/$/usage", NULL },
  { "GET", "/v1/events", NULL },
  { "POST", "/v1/introspect", "token=x" },
  { "GET", "/v1/nothing", NULL },
  { "PATCH", "/v1/tokens/$", "{}" },
};

/* (transfer full) */
static char *
make_path (const char *path)
{
  GString *made = g_string_new (path);

  g_string_replace (made, "$", test_answer_get_string (token, "id"), 0);
  return g_string_free (made, FALSE);
}

/* What is stored of all tokens. (transfer full) */
static char *
get_state (void)
{
  g_autoptr (TestAnswer) page = test_call (service, "GET", "/v1/tokens", NULL, NULL);
  g_autoptr (TestAnswer) events = test_call (service, "GET", "/v1/events", NULL, NULL);

  g_assert_cmpuint (page->status, ==, 200);
  return g_strconcat (page->body, events->body, NULL);
}

static TestAnswer *
call (gsize i, const char *method, const char *credential, const char *more)
{
  g_autofree char *path = make_path (calls[i].path), *tag = test_if_match (token);
  const char *const fields[] = { credential, tag, more, NULL };

  return test_http_call (test_service_get_url (service), method, path, fields, calls[i].body);
}

static void
test_an_api_token_manages_nothing (void)
{
  static const char *const forms[] = { "Authorization: Bearer %s", "Authorization: bearer %s",
                                       "Authorization: Basic %s", "Authorization: %s", "X-Api-Key: %s" };
  g_autoptr (TesseraSecret) never_issued = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  const char *const secrets[] = { test_answer_get_string (token, "secret"), tessera_secret_peek (never_issued) };
  g_autofree char *before = get_state (), *after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (calls) * G_N_ELEMENTS (forms) * G_N_ELEMENTS (secrets); i++)
    {
      gsize which = i % G_N_ELEMENTS (calls), rest = i / G_N_ELEMENTS (calls);
      const char *secret = secrets[rest / G_N_ELEMENTS (forms)];
      g_autofree char *credential = g_strdup_printf (forms[rest % G_N_ELEMENTS (forms)], secret);
      g_autoptr (TestAnswer) answer = call (which, calls[which].method, credential, NULL);

      test_answer_assert_problem (answer, 403, "not-an-admin-key");
    }
  after = get_state ();
  g_assert_cmpstr (after, ==, before);
}

static void
test_a_viewer_changes_nothing_by_another_verb_or_a_field (void)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "post", "Put", "BREW" };
  static const char *const tricks[] = {
    "X-Nothing: x",
    "X-HTTP-Method-Override: DELETE",
    "X-HTTP-Method: PUT",
    "X-Method-Override: POST",
    "X-Original-URL: /v1/tokens",
    "X-Rewrite-URL: /v1/tokens",
    "X-Forwarded-Method: DELETE",
    "X-Forwarded-User: Mara",
    "X-Admin-Role: manager",
    "Forwarded: for=127.0.0.1;proto=https",
  };
  g_autofree char *key = g_strconcat ("Authorization: Bearer ", test_service_get_viewer_key (service), NULL);
  g_autofree char *before = get_state (), *after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (calls) * G_N_ELEMENTS (methods); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (tricks); j++)
      {
        const char *method = methods[i / G_N_ELEMENTS (calls)];
        g_autoptr (TestAnswer) answer = call (i % G_N_ELEMENTS (calls), method, key, tricks[j]);

        g_assert_cmpuint (answer->status, !=, 201);
        if (answer->status == 200)
          g_assert_cmpstr (method, ==, "GET");
      }
  after = get_state ();
  g_assert_cmpstr (after, ==, before);
}

static void
test_an_idempotency_key_is_its_admins_own (void)
{
  g_autofree char *hers_body = test_draft ("Hers"), *other = test_draft ("Another");
  const char *const owners[] = { "Idempotency-Key: shared", NULL };
  const char *socket = test_service_get_socket (service);
  g_autoptr (TestAnswer) hers = test_call (service, "POST", "/v1/tokens", owners[0], hers_body);
  g_autoptr (TestAnswer) same = test_http_call (socket, "POST", "/v1/tokens", owners, hers_body);
  g_autoptr (TestAnswer) replayed = test_http_call (socket, "POST", "/v1/tokens", owners, hers_body);
  g_autoptr (TestAnswer) reused = test_http_call (socket, "POST", "/v1/tokens", owners, other);
  g_autoptr (TestAnswer) viewers
      = test_call_with_key (service, test_service_get_viewer_key (service), "POST", "/v1/tokens", owners[0], hers_body);

  g_assert_cmpuint (hers->status, ==, 201);
  g_assert_cmpuint (same->status, ==, 201);
  g_assert_cmpstr (test_answer_get_string (same, "id"), !=, test_answer_get_string (hers, "id"));
  g_assert_cmpuint (replayed->status, ==, 200);
  g_assert_cmpstr (test_answer_get_string (replayed, "id"), ==, test_answer_get_string (same, "id"));
  test_answer_assert_problem (reused, 422, "idempotency-key-reused");
  test_answer_assert_problem (viewers, 403, "not-allowed");
}

/* JSON strings; each would write a line of its own, or end its quotation, if it were written as it is. */
static const char *const forgeries[] = {
  "x\\n2027-01-01T00:00:00Z revoked tok_forged",  "x\\r\\n2027-01-01T00:00:00Z forged",
  "x\\u0085forged",                               "x\\u2028forged",
  "x\\u2029forged",                               "x\\u001b[2K\\u001b[1Gforged",
  "x\\u202eforged",                               "x\\\" by \\\"Mara\\\" forged",
  "x\\\\\\\" by \\\"Mara\\\" forged",             "x\\tforged",
  "x\\u007fforged",                               "x\\u000bforged\\u000c",
};

static void
assert_log_is_whole (void)
{
  g_autofree char *log = test_service_read_log (service);
  g_auto (GStrv) lines = g_strsplit (log, "\n", -1);
  guint n = g_strv_length (lines);

  g_assert_true (g_utf8_validate (log, -1, NULL));
  g_assert_cmpstr (lines[n - 1], ==, "");
  for (guint i = 0; i + 1 < n; i++)
    {
      g_assert_true (g_regex_match_simple ("^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z "
                                           "(created|updated|rotated|revoked|denied|refused|allowed|answered) ",
                                           lines[i], 0, 0));
      g_assert_false (g_regex_match_simple ("[\\p{Cc}\\p{Cf}\\x{2028}\\x{2029}]", lines[i], 0, 0));
      g_assert_null (strstr (lines[i], "x\" by \"Mara\" forged"));
    }
}

static void
test_no_name_forges_a_line_of_the_log (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forgeries); i++)
    {
      g_autofree char *name = g_strdup_printf ("\"%s\"", forgeries[i]);
      g_autofree char *body = test_body (name, NULL, NULL, NULL);
      g_autofree char *member = g_strdup_printf ("{%s: 1}", name);
      g_autoptr (TestAnswer) created = test_call (service, "POST", "/v1/tokens", NULL, body);
      g_autoptr (TestAnswer) refused = test_call (service, "POST", "/v1/tokens", NULL, member);

      g_assert_true (created->status == 201 || created->status == 422);
      g_assert_cmpuint (refused->status, ==, 422);
    }
  assert_log_is_whole ();
}

static void
test_no_path_and_no_method_forges_a_line_of_the_log (void)
{
  static const char *const values[] = { "/x\" by \"Mara\" forged", "/x%0A2027-01-01T00:00:00Z%20forged", "/x\tforged",
                                        "/x\xc2\x85" "forged", "/x\xe2\x80\xa8" "forged", "/x\xff" "forged",
                                        "/x\\\" by" };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *method = g_strconcat ("X-Forwarded-Method: ", values[i], NULL);
      g_autofree char *target = g_strconcat ("X-Forwarded-Uri: ", values[i], NULL);
      const char *const fields[] = { method, target, NULL };
      g_autoptr (TestAnswer) answer
          = test_http_call (test_service_get_authorize_url (service), "GET", "/v1/authorize", fields, NULL);

      g_assert_cmpuint (answer->status, ==, 403);
    }
  assert_log_is_whole ();
}

int
main (int argc, char *argv[])
{
  const char *const verbose[] = { "--verbose", NULL };
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trespass/an-api-token-manages-nothing", test_an_api_token_manages_nothing);
  g_test_add_func ("/trespass/a-viewer-changes-nothing-by-another-verb-or-a-field",
                   test_a_viewer_changes_nothing_by_another_verb_or_a_field);
  g_test_add_func ("/trespass/an-idempotency-key-is-its-admins-own", test_an_idempotency_key_is_its_admins_own);
  g_test_add_func ("/trespass/no-name-forges-a-line-of-the-log", test_no_name_forges_a_line_of_the_log);
  g_test_add_func ("/trespass/no-path-and-no-method-forges-a-line-of-the-log",
                   test_no_path_and_no_method_forges_a_line_of_the_log);

  service = test_service_start (verbose);
  token = test_create (service, "Trespassing");
  status = test_http_run ();
  test_answer_free (token);
  test_service_free (service);
  return status;
}
