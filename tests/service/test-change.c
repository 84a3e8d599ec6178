/* Changing, revoking and rotating a token: preconditions, and what is answered. */

#include "test-calls.h"

#include <string.h>

#include "tessera-secret.h"

static TestService *service;

static TestAnswer *
send (const char *method, const TestAnswer *token, const char *rest, const char *field, const char *body)
{
  g_autofree char *path = test_path_of (token, rest);

  return test_call (service, method, path, field, body);
}

static TestAnswer *
get (const TestAnswer *token)
{
  return send ("GET", token, "", NULL, NULL);
}

static TestAnswer *
rotate (const TestAnswer *token, const char *body)
{
  g_autofree char *tag = test_if_match (token);

  return send ("POST", token, "/rotate", tag, body);
}

static TestAnswer *
replace (const TestAnswer *token, const char *body)
{
  g_autofree char *tag = test_if_match (token);

  return send ("PUT", token, "", tag, body);
}

static void
assert_string (const TestAnswer *answer, const char *member, const char *value)
{
  g_assert_cmpstr (test_answer_get_string (answer, member), ==, value);
}

static void
assert_same (const TestAnswer *answer, const TestAnswer *other, const char *member)
{
  assert_string (answer, member, test_answer_get_string (other, member));
}

static void
assert_tagged (const TestAnswer *answer)
{
  g_autofree char *tag = test_answer_get_field (answer, "ETag");
  g_autofree char *wanted = g_strdup_printf ("\"%s\"", test_answer_get_string (answer, "revision"));

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (tag, ==, wanted);
}

/* A refusal that carries the token as it is now: what a GET answers. */
static void
assert_refused_with_current (const TestAnswer *answer, guint status, const char *slug, const TestAnswer *token)
{
  g_autoptr (TestAnswer) now = get (token);
  g_autofree char *current = NULL;

  test_answer_assert_problem (answer, status, slug);
  current = json_to_string (json_object_get_member (answer->object, "current"), FALSE);
  g_assert_cmpstr (current, ==, now->body);
}

static void
test_a_change_is_answered_with_the_token (void)
{
  g_autoptr (TestAnswer) before = test_create (service, "Before");
  g_autofree char *body = test_body ("\" After \"", "\"mobile\"", "{\"content\": [\"write\"]}", "\"2090-01-01T00:00:00Z\"");
  g_autoptr (TestAnswer) after = replace (before, body);
  g_autoptr (TestAnswer) now = get (before);

  assert_tagged (after);
  g_assert_cmpstr (after->body, ==, now->body);
  assert_string (after, "name", "After");
  assert_string (after, "type", "mobile");
  assert_string (after, "expires_at", "2090-01-01T00:00:00Z");
  g_assert_nonnull (strstr (after->body, "\"permissions\":{\"content\":[\"write\"]}"));
  assert_same (after, before, "id");
  assert_same (after, before, "hint");
  assert_same (after, before, "created_at");
  assert_same (after, before, "created_by");
  g_assert_cmpstr (test_answer_get_string (after, "revision"), !=, test_answer_get_string (before, "revision"));
}

static void
test_a_change_names_who_made_it (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "By");
  g_autofree char *path = test_path_of (token, "");
  g_autofree char *tag = test_if_match (token);
  g_autofree char *body = test_draft ("By the owner");
  const char *const fields[] = { tag, NULL };
  g_autoptr (TestAnswer) after = test_http_call (test_service_get_socket (service), "PUT", path, fields, body);

  assert_string (after, "created_by", "Mara");
  assert_string (after, "updated_by", "owner");
  g_assert_cmpstr (test_answer_get_string (after, "updated_at"), >=, test_answer_get_string (token, "created_at"));
}

static void
test_if_match_takes_one_strong_tag (void)
{
  static const char *const bad[] = { "*", "W/\"%s\"", "\"%s\", \"b\"", "\"%s\",\"%s\"", "%s", "'%s'", "\"%s", "%s\"", "",
                                     "\"%s\" \"%s\"", "\"a b\"", "\"" };
  g_autoptr (TestAnswer) token = test_create (service, "Tagged");
  const char *revision = test_answer_get_string (token, "revision");
  g_autofree char *body = test_draft ("Not so");
  g_autoptr (TestAnswer) now = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GString) field = g_string_new ("If-Match: ");
      g_autoptr (TestAnswer) answer = NULL;

      g_string_append (field, bad[i]);
      g_string_replace (field, "%s", revision, 0);
      answer = send ("PUT", token, "", field->str, body);
      test_answer_assert_problem (answer, 400, "bad-request");
    }

  now = get (token);
  assert_same (now, token, "revision");
}

static void
test_two_if_match_are_400 (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Twice");
  g_autofree char *tag = test_if_match (token);
  g_autofree char *twice = g_strconcat (tag, "\r\n", tag, NULL);
  g_autofree char *body = test_draft ("Not so");
  g_autoptr (TestAnswer) answer = send ("PUT", token, "", twice, body);

  test_answer_assert_problem (answer, 400, "bad-request");
}

static void
test_if_none_match_is_ignored (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "None");
  g_autofree char *tag = test_if_match (token);
  g_autofree char *same = g_strconcat ("If-None-Match: ", strchr (tag, '"'), NULL);
  g_autofree char *both = g_strconcat (tag, "\r\nIf-None-Match: *", NULL);
  g_autofree char *body = test_draft ("Changed all the same");
  g_autoptr (TestAnswer) got = send ("GET", token, "", same, NULL);
  g_autoptr (TestAnswer) changed = send ("PUT", token, "", both, body);

  g_assert_cmpuint (got->status, ==, 200);
  assert_string (changed, "name", "Changed all the same");
}

static void
test_without_if_match_it_is_428 (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Bare");
  g_autofree char *body = test_draft ("Not so");
  g_autoptr (TestAnswer) change = send ("PUT", token, "", NULL, body);
  g_autoptr (TestAnswer) rotation = send ("POST", token, "/rotate", NULL, "{\"grace_seconds\": 0}");

  test_answer_assert_problem (change, 428, "precondition-required");
  test_answer_assert_problem (rotation, 428, "precondition-required");
}

static void
test_stale_is_412_with_the_token_as_it_is_now (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Stale");
  g_autoptr (TestAnswer) renamed = test_rename (service, token, "Fresh");
  g_autoptr (TestAnswer) change = test_rename (service, token, "Not so");
  g_autoptr (TestAnswer) rotation = rotate (token, "{\"grace_seconds\": 0}");

  g_assert_cmpuint (renamed->status, ==, 200);
  assert_refused_with_current (change, 412, "stale", token);
  assert_refused_with_current (rotation, 412, "stale", token);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (change->object, "current"), "name"), ==,
                   "Fresh");
}

static void
test_revoked_is_409_with_the_token_as_it_is_now (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Revoked");
  g_autoptr (TestAnswer) revoked = send ("DELETE", token, "", NULL, NULL);
  g_autoptr (TestAnswer) change = test_rename (service, revoked, "Not so");
  g_autoptr (TestAnswer) rotation = rotate (revoked, "{\"grace_seconds\": 0}");

  assert_refused_with_current (change, 409, "revoked", token);
  assert_refused_with_current (rotation, 409, "revoked", token);
}

/* No If-Match, and a stale one does not hinder it. */
static void
test_revoking_twice_is_no_error (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Ended");
  g_autoptr (TestAnswer) revoked = send ("DELETE", token, "", "If-Match: \"stale\"", NULL);
  g_autoptr (TestAnswer) again = send ("DELETE", token, "", NULL, NULL);
  g_autoptr (TestAnswer) now = get (token);

  assert_tagged (revoked);
  assert_string (revoked, "status", "revoked");
  g_assert_cmpstr (test_answer_get_string (revoked, "revision"), !=, test_answer_get_string (token, "revision"));
  assert_tagged (again);
  g_assert_cmpstr (again->body, ==, revoked->body);
  g_assert_cmpstr (now->body, ==, revoked->body);
}

static void
test_members_of_a_change_are_as_strict (void)
{
  static const char *const pointers[] = { "/id", "/secret", "/colour", "/name", "/type", "/permissions", "/expires_at", NULL };
  g_autoptr (TestAnswer) token = test_create (service, "Strict");
  g_autoptr (TestAnswer) partial = replace (token, "{\"name\": 5, \"id\": \"x\", \"secret\": \"x\", \"colour\": 1}");

  test_answer_assert_faults (partial, pointers);
}

static void
test_an_expired_token_is_changed_and_revived (void)
{
  static const char *const pointers[] = { "/expires_at", NULL };
  g_autoptr (TestAnswer) expired = test_create_expired (service, "Expired");
  g_autofree char *same = g_strdup_printf ("\"%s\"", test_answer_get_string (expired, "expires_at"));
  g_autofree char *renaming = test_body ("\"Still expired\"", NULL, NULL, same);
  g_autofree char *past = test_body (NULL, NULL, NULL, "\"2020-01-01T00:00:00Z\"");
  g_autofree char *later = test_body ("\"Revived\"", NULL, NULL, "\"2090-01-01T00:00:00Z\"");
  g_autoptr (TestAnswer) rotation = rotate (expired, "{\"grace_seconds\": 0}");
  g_autoptr (TestAnswer) renamed = replace (expired, renaming);
  g_autoptr (TestAnswer) refused = replace (renamed, past);
  g_autoptr (TestAnswer) revived = replace (renamed, later);

  test_answer_assert_problem (rotation, 409, "not-active");
  g_assert_true (json_object_has_member (rotation->object, "current"));
  g_assert_cmpuint (renamed->status, ==, 200);
  assert_string (renamed, "status", "expired");
  test_answer_assert_faults (refused, pointers);
  g_assert_cmpuint (revived->status, ==, 200);
  assert_string (revived, "status", "active");
  assert_same (revived, expired, "hint");
}

static void
test_a_rotation_is_answered_with_a_new_secret (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Rotated");
  g_autoptr (TestAnswer) rotated = rotate (token, "{\"grace_seconds\": 604800}");
  const char *secret = test_answer_get_string (rotated, "secret");
  g_autofree char *caching = test_answer_get_field (rotated, "Cache-Control");
  g_autoptr (TestAnswer) now = get (token);
  TesseraSecretKind kind;

  assert_tagged (rotated);
  g_assert_true (tessera_secret_recognise (secret, strlen (secret), &kind));
  g_assert_cmpstr (secret, !=, test_answer_get_string (token, "secret"));
  g_assert_cmpstr (caching, ==, "no-store");
  assert_string (rotated, "hint", secret + strlen (secret) - 4);
  assert_string (rotated, "updated_by", "Mara");
  g_assert_cmpstr (test_answer_get_string (rotated, "revision"), !=, test_answer_get_string (token, "revision"));
  assert_same (now, rotated, "revision");
  g_assert_false (json_object_has_member (now->object, "secret"));
}

static void
test_grace_is_a_whole_number_up_to_a_week (void)
{
  static const char *const bad[] = { "{}", "{\"grace_seconds\": -1}", "{\"grace_seconds\": 604801}",
                                     "{\"grace_seconds\": 1.5}", "{\"grace_seconds\": 1e2}", "{\"grace_seconds\": \"60\"}",
                                     "{\"grace_seconds\": null}", "{\"grace_seconds\": true}", "{\"grace_seconds\": [1]}",
                                     "{\"grace_seconds\": 99999999999999999999}" };
  static const char *const pointer[] = { "/grace_seconds", NULL };
  static const char *const pointers[] = { "/grace_seconds", "/a~1b", "/id", NULL };
  static const char *const whole[] = { "", NULL };
  g_autoptr (TestAnswer) token = test_create (service, "Grace");
  g_autoptr (TestAnswer) others = rotate (token, "{\"grace_seconds\": -1, \"a/b\": 1, \"id\": 2}");
  g_autoptr (TestAnswer) array = rotate (token, "[0]");
  g_autoptr (TestAnswer) doubled = rotate (token, "{\"grace_seconds\": 0, \"grace_seconds\": 0}");
  g_autoptr (TestAnswer) now = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (TestAnswer) answer = rotate (token, bad[i]);

      g_test_message ("%s", bad[i]);
      test_answer_assert_faults (answer, pointer);
    }
  test_answer_assert_faults (others, pointers);
  test_answer_assert_faults (array, whole);
  test_answer_assert_problem (doubled, 400, "bad-json");

  now = get (token);
  assert_same (now, token, "revision");
  {
    g_autoptr (TestAnswer) none = rotate (token, "{\"grace_seconds\": 0}");

    g_assert_cmpuint (none->status, ==, 200);
  }
}

static void
test_no_call_finds_a_token_that_is_not_there (void)
{
  g_autofree char *body = test_draft ("Nobody");
  g_autoptr (TestAnswer) got = test_call (service, "GET", "/v1/tokens/tok_0", NULL, NULL);
  g_autoptr (TestAnswer) change = test_call (service, "PUT", "/v1/tokens/tok_0", "If-Match: \"a\"", body);
  g_autoptr (TestAnswer) revocation = test_call (service, "DELETE", "/v1/tokens/tok_0", NULL, NULL);
  g_autoptr (TestAnswer) rotation
    = test_call (service, "POST", "/v1/tokens/tok_0/rotate", "If-Match: \"a\"", "{\"grace_seconds\": 0}");

  test_answer_assert_problem (got, 404, "no-such-token");
  test_answer_assert_problem (change, 404, "no-such-token");
  test_answer_assert_problem (revocation, 404, "no-such-token");
  test_answer_assert_problem (rotation, 404, "no-such-token");
}

/* Of two that change the same revision at once, one is told that it came too late. */
static gpointer
rename_in_thread (gpointer token)
{
  return test_rename (service, token, "Race");
}

static void
test_of_many_changes_at_once_one_is_made (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Contended");
  GThread *threads[8];
  guint made = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("rename", rename_in_thread, token);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (TestAnswer) answer = g_thread_join (threads[i]);

      made += answer->status == 200;
      if (answer->status != 200)
        test_answer_assert_problem (answer, 412, "stale");
    }
  g_assert_cmpuint (made, ==, 1);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/change/it-is-answered-with-the-token", test_a_change_is_answered_with_the_token);
  g_test_add_func ("/change/it-names-who-made-it", test_a_change_names_who_made_it);
  g_test_add_func ("/change/if-match-takes-one-strong-tag", test_if_match_takes_one_strong_tag);
  g_test_add_func ("/change/two-if-match-are-400", test_two_if_match_are_400);
  g_test_add_func ("/change/if-none-match-is-ignored", test_if_none_match_is_ignored);
  g_test_add_func ("/change/without-if-match-it-is-428", test_without_if_match_it_is_428);
  g_test_add_func ("/change/stale-is-412-with-the-token-as-it-is-now", test_stale_is_412_with_the_token_as_it_is_now);
  g_test_add_func ("/change/revoked-is-409-with-the-token-as-it-is-now",
                   test_revoked_is_409_with_the_token_as_it_is_now);
  g_test_add_func ("/change/revoking-twice-is-no-error", test_revoking_twice_is_no_error);
  g_test_add_func ("/change/members-are-as-strict-as-at-creation", test_members_of_a_change_are_as_strict);
  g_test_add_func ("/change/an-expired-token-is-changed-and-revived", test_an_expired_token_is_changed_and_revived);
  g_test_add_func ("/rotate/it-is-answered-with-a-new-secret", test_a_rotation_is_answered_with_a_new_secret);
  g_test_add_func ("/rotate/grace-is-a-whole-number-up-to-a-week", test_grace_is_a_whole_number_up_to_a_week);
  g_test_add_func ("/change/no-call-finds-a-token-that-is-not-there", test_no_call_finds_a_token_that_is_not_there);
  g_test_add_func ("/change/of-many-at-once-one-is-made", test_of_many_changes_at_once_one_is_made);
  service = test_service_start (NULL);
  status = test_http_run ();
  test_service_free (service);
  return status;
}
