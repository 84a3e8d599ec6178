/* Status codes and problem documents, good ones and nonsense: a code of the core and a sentence for each. */

#include "client-bed.h"

#include <string.h>

#define PROBLEM "application/problem+json"

typedef struct
{
  guint status;
  const char *media_type, *body;
  TesseraError code;
  const char *words;
} Refusal;

#define TYPE(slug) "{\"type\": \"urn:tessera:problem:" slug "\", \"title\": \"T\", \"detail\": \"Said by the server\"}"

static const Refusal table[] = {
  { 401, PROBLEM, TYPE ("unknown-credential"), TESSERA_ERROR_KEY_REFUSED, "does not know the admin key" },
  { 401, "text/html", "<h1>Sign in</h1>", TESSERA_ERROR_KEY_REFUSED, "does not know the admin key" },
  { 403, PROBLEM, TYPE ("not-allowed"), TESSERA_ERROR_NOT_ALLOWED, "“Said by the server”" },
  { 403, "text/html", "<h1>Blocked</h1>", TESSERA_ERROR_NOT_ALLOWED, "does not allow" },
  { 404, PROBLEM, TYPE ("no-such-token"), TESSERA_ERROR_NOT_FOUND, "does not know this token" },
  { 404, PROBLEM, TYPE ("no-such-route"), TESSERA_ERROR_NOT_UNDERSTOOD, "no token service at this address" },
  { 404, "text/html", "<h1>Not found</h1>", TESSERA_ERROR_NOT_UNDERSTOOD, "no token service at this address" },
  { 405, PROBLEM, TYPE ("method-not-allowed"), TESSERA_ERROR_BAD_REQUEST, "defect of this program" },
  { 407, NULL, NULL, TESSERA_ERROR_UNREACHABLE, "proxy" },
  { 408, NULL, NULL, TESSERA_ERROR_SERVER, "wait a little" },
  { 409, PROBLEM, TYPE ("revoked"), TESSERA_ERROR_REVOKED, "Said by the server" },
  { 411, PROBLEM, TYPE ("length-required"), TESSERA_ERROR_BAD_REQUEST, "defect of this program" },
  { 412, PROBLEM, TYPE ("stale"), TESSERA_ERROR_STALE, "somebody else changed it" },
  { 413, "text/plain", "Too large", TESSERA_ERROR_BAD_REQUEST, "defect of this program" },
  { 415, PROBLEM, TYPE ("unsupported-media-type"), TESSERA_ERROR_BAD_REQUEST, "Said by the server" },
  { 418, "text/plain", "teapot", TESSERA_ERROR_BAD_REQUEST, "defect of this program" },
  { 422, PROBLEM, TYPE ("invalid-members"), TESSERA_ERROR_INVALID, "does not accept these values" },
  { 422, PROBLEM, TYPE ("idempotency-key-reused"), TESSERA_ERROR_KEY_REUSED, "already seen this form" },
  { 422, "application/json", "{}", TESSERA_ERROR_INVALID, "does not accept these values" },
  { 428, PROBLEM, TYPE ("precondition-required"), TESSERA_ERROR_BAD_REQUEST, "defect of this program" },
  { 429, NULL, NULL, TESSERA_ERROR_SERVER, "wait a little" },
  { 431, NULL, NULL, TESSERA_ERROR_BAD_REQUEST, "defect of this program" },
  { 500, PROBLEM, TYPE ("internal"), TESSERA_ERROR_SERVER, "Said by the server" },
  { 500, "text/html", "<h1>Oops</h1>", TESSERA_ERROR_SERVER, "a fault of its own" },
  { 501, NULL, NULL, TESSERA_ERROR_SERVER, "a fault of its own" },
  { 502, "text/html", "<h1>Bad gateway</h1>", TESSERA_ERROR_SERVER, "behind it does not answer" },
  { 503, PROBLEM, TYPE ("unavailable"), TESSERA_ERROR_SERVER, "wait a little" },
  { 503, PROBLEM, TYPE ("outcome-unknown"), TESSERA_ERROR_SERVER, "in the middle of the change" },
  { 503, "text/html", "<h1>Maintenance</h1>", TESSERA_ERROR_SERVER, "wait a little" },
  { 504, NULL, NULL, TESSERA_ERROR_SERVER, "behind it does not answer" },
  { 511, "text/html", "<h1>Welcome</h1>", TESSERA_ERROR_NOT_UNDERSTOOD, "sign in" },
  { 599, NULL, NULL, TESSERA_ERROR_SERVER, "a fault of its own" },
};

/* What the service promises by the problem's type, and what nobody promises. */
static const struct
{
  const char *type, *body;
  gboolean known;
} unavailable[] = {
  { PROBLEM, TYPE ("unavailable"), TRUE },
  { PROBLEM, TYPE ("outcome-unknown"), FALSE },
  { PROBLEM, TYPE ("something-new"), FALSE },
  { PROBLEM, "{}", FALSE },
  { "text/html", "<h1>Maintenance</h1>", FALSE },
};

/* Documents in which nothing is as it should be; each is taken as if it were not there. */
static const char *const nonsense[] = {
  "",
  "[]",
  "null",
  "{",
  "{}",
  "{\"type\": 1, \"title\": [], \"detail\": {}, \"status\": \"x\", \"errors\": 5, \"current\": true}",
  "{\"status\": 200, \"errors\": [1, null, [], \"x\", {}, {\"pointer\": 5, \"detail\": 6}], \"current\": []}",
  "{\"type\": null, \"errors\": {\"pointer\": \"/name\"}, \"current\": {\"id\": 5}}",
  "{\"status\": 99999999999, \"errors\": [{\"pointer\": \"/name\", \"detail\": null}], \"current\": {}}",
  "{\"detail\": \"a\\u202e\\n\\u0007b\", \"errors\": [{\"pointer\": \"/name\", \"detail\": \"c\\nd\\u2066\"}]}",
  "{\"current\": {\"id\": \"tok_another\", \"name\": \"\\u202e\"}}",
};

static TestMockServer *mock;
static TesseraClient *client;

static void
call_with (BedCall call, const BedAnswer *answer, BedResult *result)
{
  test_mock_server_set_script (mock, bed_say, (gpointer) answer);
  bed_call (client, call, result);
}

static void
test_each_status_has_its_code_and_sentence (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    for (BedCall call = 0; call < BED_N_CALLS; call++)
      {
        const BedAnswer answer = { table[i].status, table[i].media_type, NULL, table[i].body };
        g_auto (BedResult) result = { 0 };

        call_with (call, &answer, &result);
        bed_assert_sentence (&result);
        g_assert_error (result.error, TESSERA_ERROR, (int) table[i].code);
        g_assert_nonnull (strstr (result.error->message, table[i].words));
      }
}

static void
test_only_what_is_promised_is_called_not_done (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unavailable); i++)
    for (BedCall call = BED_CREATE; call < BED_N_CALLS; call++)
      {
        const BedAnswer answer = { 503, unavailable[i].type, NULL, unavailable[i].body };
        g_auto (BedResult) result = { 0 };

        call_with (call, &answer, &result);
        bed_assert_sentence (&result);
        g_assert_cmpint (strstr (result.error->message, "is not known") == NULL, ==, unavailable[i].known);
        g_assert_cmpint (strstr (result.error->message, " not changed;") != NULL
                         || strstr (result.error->message, "Nothing was") != NULL
                         || strstr (result.error->message, " not revoked;") != NULL, ==, unavailable[i].known);
      }
}

static void
assert_plain_problem (const TesseraProblem *problem, guint status)
{
  if (problem == NULL)
    return;

  g_assert_cmpuint (problem->status, ==, status);
  g_assert_null (strpbrk (problem->title, "\n\a"));
  g_assert_null (strpbrk (problem->detail, "\n\a"));
  for (guint i = 0; problem->faults != NULL && i < problem->faults->len; i++)
    g_assert_null (strpbrk (((TesseraFault *) problem->faults->pdata[i])->detail, "\n\a"));
}

static void
test_nonsense_in_a_problem_changes_no_verdict (void)
{
  static const guint statuses[] = { 401, 403, 409, 412, 422, 500, 503 };

  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    for (gsize s = 0; s < G_N_ELEMENTS (statuses); s++)
      for (BedCall call = 0; call < BED_N_CALLS; call++)
        {
          const BedAnswer answer = { statuses[s], PROBLEM, NULL, nonsense[i] }, bare = { statuses[s], NULL, NULL, NULL };
          g_auto (BedResult) result = { 0 }, plain = { 0 };

          call_with (call, &answer, &result);
          call_with (call, &bare, &plain);
          bed_assert_sentence (&result);
          g_assert_cmpint (result.error->code, ==, plain.error->code);
          g_assert_null (result.current);
          assert_plain_problem (result.problem, statuses[s]);
        }
}

static void
test_faults_are_brought_along_with_their_pointers (void)
{
  const BedAnswer answer = { 422, PROBLEM, NULL,
                             "{\"type\": \"urn:tessera:problem:invalid-members\", \"errors\": ["
                             "{\"pointer\": \"/name\", \"detail\": \"It is empty.\"}, 7,"
                             "{\"pointer\": \"/permissions/reports\", \"detail\": \"It is retired.\"}]}" };

  for (BedCall call = BED_CREATE; call < BED_N_CALLS; call++)
    {
      g_auto (BedResult) result = { 0 };

      call_with (call, &answer, &result);
      g_assert_nonnull (result.problem);
      g_assert_nonnull (tessera_faults_find (result.problem->faults, "name"));
      g_assert_nonnull (tessera_faults_find (result.problem->faults, "permissions"));
    }
}

/* What a server repeats of ours must not come back to the screen. */
static void
test_a_key_or_secret_that_the_server_repeats_is_not_shown (void)
{
  g_autofree char *detail
    = g_strdup_printf ("{\"title\": \"%s\", \"detail\": \"Bearer %s and %s are no good\"}", BED_KEY, BED_KEY, bed_get_secret ());
  static const guint statuses[] = { 400, 403, 409, 422, 500, 503 };

  for (gsize s = 0; s < G_N_ELEMENTS (statuses); s++)
    for (BedCall call = 0; call < BED_N_CALLS; call++)
      {
        const BedAnswer answer = { statuses[s], PROBLEM, NULL, detail };
        g_auto (BedResult) result = { 0 };

        call_with (call, &answer, &result);
        bed_assert_sentence (&result);
        g_assert_true (result.problem == NULL || strstr (result.problem->detail, BED_KEY) == NULL);
      }
}

static char *
make_stale (const char *name, const char *id)
{
  g_autoptr (JsonObject) problem = json_object_new ();
  JsonObject *current = bed_make_answer (BED_GET);

  json_object_set_string_member (current, "name", name);
  json_object_set_string_member (current, "id", id);
  json_object_set_string_member (current, "revision", "rev-2");
  json_object_set_string_member (problem, "type", "urn:tessera:problem:stale");
  json_object_set_object_member (problem, "current", current);
  return tessera_json_to_string (problem);
}

static void
test_a_stale_edit_brings_the_token_as_it_is (void)
{
  static const BedCall calls[] = { BED_UPDATE, BED_ROTATE };
  g_autofree char *body = make_stale ("Theirs", BED_TOKEN_ID);
  const BedAnswer answer = { 412, PROBLEM, NULL, body };

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_auto (BedResult) result = { 0 };

      call_with (calls[i], &answer, &result);
      g_assert_error (result.error, TESSERA_ERROR, TESSERA_ERROR_STALE);
      g_assert_cmpstr (tessera_token_get_name (result.current), ==, "Theirs");
    }
}

static void
test_a_current_token_that_is_another_is_not_believed (void)
{
  g_autofree char *body = make_stale ("Nightly export", "tok_another");
  const BedAnswer answer = { 412, PROBLEM, NULL, body };
  g_auto (BedResult) result = { 0 };

  call_with (BED_UPDATE, &answer, &result);
  g_assert_error (result.error, TESSERA_ERROR, TESSERA_ERROR_STALE);
  g_assert_null (result.current);
}

/* A rotation has no content to compare with, so it may never pass for done. */
static void
test_a_stale_rotation_is_no_success (void)
{
  g_autofree char *body = make_stale ("Nightly export", BED_TOKEN_ID);
  const BedAnswer answer = { 412, PROBLEM, NULL, body };
  g_auto (BedResult) result = { 0 };

  call_with (BED_ROTATE, &answer, &result);
  g_assert_error (result.error, TESSERA_ERROR, TESSERA_ERROR_STALE);
  g_assert_null (result.token);
}

static void
test_a_replayed_creation_has_no_secret (void)
{
  g_autofree char *body = bed_answer_text (BED_GET);
  const BedAnswer replayed = { 200, "application/json", "Idempotency-Replayed: true\r\n", body },
                  unclear = { 200, "application/json", NULL, body };
  g_auto (BedResult) known = { 0 }, unknown = { 0 };

  call_with (BED_CREATE, &replayed, &known);
  g_assert_no_error (known.error);
  g_assert_nonnull (known.token);
  g_assert_null (known.secret);

  call_with (BED_CREATE, &unclear, &unknown);
  bed_assert_sentence (&unknown);
  g_assert_error (unknown.error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD);
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  client = bed_new_client (test_mock_server_get_url (mock));
  g_test_add_func ("/refusals/each-status-has-its-code-and-sentence", test_each_status_has_its_code_and_sentence);
  g_test_add_func ("/refusals/only-what-is-promised-is-called-not-done", test_only_what_is_promised_is_called_not_done);
  g_test_add_func ("/refusals/nonsense-in-a-problem-changes-no-verdict", test_nonsense_in_a_problem_changes_no_verdict);
  g_test_add_func ("/refusals/faults-are-brought-along-with-their-pointers", test_faults_are_brought_along_with_their_pointers);
  g_test_add_func ("/refusals/a-key-or-secret-that-the-server-repeats-is-not-shown",
                   test_a_key_or_secret_that_the_server_repeats_is_not_shown);
  g_test_add_func ("/refusals/a-stale-edit-brings-the-token-as-it-is", test_a_stale_edit_brings_the_token_as_it_is);
  g_test_add_func ("/refusals/a-current-token-that-is-another-is-not-believed",
                   test_a_current_token_that_is_another_is_not_believed);
  g_test_add_func ("/refusals/a-stale-rotation-is-no-success", test_a_stale_rotation_is_no_success);
  g_test_add_func ("/refusals/a-replayed-creation-has-no-secret", test_a_replayed_creation_has_no_secret);
  code = g_test_run ();
  g_object_unref (client);
  test_mock_server_free (mock);
  bed_tear_down ();

  return code;
}
