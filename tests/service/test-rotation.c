/* Which secret of a token passes at which instant, judged over HTTP by a service whose clock is moved. */

#include "moved-service.h"

#include <string.h>

#define NOON "2027-03-01T12:00:00Z"

static TestAnswer *
rotate (MovedService *service, const TestAnswer *token, guint grace)
{
  TestAnswer *rotated = moved_service_rotate (service, token, grace);

  g_assert_cmpuint (rotated->status, ==, 200);
  g_assert_cmpstr (test_answer_get_string (rotated, "secret"), !=, test_answer_get_string (token, "secret"));
  g_assert_cmpstr (test_answer_get_string (rotated, "revision"), !=, test_answer_get_string (token, "revision"));
  return rotated;
}

static TestAnswer *
get (MovedService *service, const TestAnswer *token)
{
  g_autofree char *path = test_path_of (token, "");

  return moved_service_call (service, "GET", path, NULL, NULL);
}

static void
revoke_token (MovedService *service, const TestAnswer *token)
{
  g_autofree char *path = test_path_of (token, "");
  g_autoptr (TestAnswer) revoked = moved_service_call (service, "DELETE", path, NULL, NULL);

  g_assert_cmpuint (revoked->status, ==, 200);
}

static void
test_grace_ends_at_its_second (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, NULL);
  g_autoptr (TestAnswer) second = rotate (service, first, 604800);

  moved_service_move (service, 604799);
  moved_service_assert_passes (service, first);
  moved_service_assert_passes (service, second);
  moved_service_move (service, 1);
  moved_service_assert_dead (service, first, "revoked");
  moved_service_assert_passes (service, second);
}

static void
test_without_grace_it_ends_at_once (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, NULL);
  g_autoptr (TestAnswer) second = rotate (service, first, 0);

  moved_service_assert_dead (service, first, "revoked");
  moved_service_assert_passes (service, second);
}

static void
test_a_second_rotation_ends_the_older_at_once (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, NULL);
  g_autoptr (TestAnswer) second = rotate (service, first, 3600);
  g_autoptr (TestAnswer) third = rotate (service, second, 60);

  moved_service_assert_dead (service, first, "revoked");
  moved_service_assert_passes (service, second);
  moved_service_move (service, 60);
  moved_service_assert_dead (service, first, "revoked");
  moved_service_assert_dead (service, second, "revoked");
  moved_service_assert_passes (service, third);
}

static void
test_a_second_one_without_grace_leaves_the_newest_alone (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, NULL);
  g_autoptr (TestAnswer) second = rotate (service, first, 3600);
  g_autoptr (TestAnswer) third = rotate (service, second, 0);

  moved_service_assert_dead (service, first, "revoked");
  moved_service_assert_dead (service, second, "revoked");
  moved_service_assert_passes (service, third);
}

static void
test_a_stale_one_changes_nothing (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, NULL);
  g_autoptr (TestAnswer) second = rotate (service, first, 60);
  g_autoptr (TestAnswer) stale = moved_service_rotate (service, first, 3600);
  g_autoptr (TestAnswer) now = NULL;

  test_answer_assert_problem (stale, 412, "stale");
  g_assert_null (strstr (stale->body, "secret"));
  moved_service_assert_passes (service, first);
  moved_service_assert_passes (service, second);
  moved_service_move (service, 60);
  moved_service_assert_dead (service, first, "revoked");
  now = get (service, second);
  g_assert_cmpstr (test_answer_get_string (now, "revision"), ==, test_answer_get_string (second, "revision"));
}

static void
test_an_expired_token_is_409_however_stale (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, "2027-03-01T13:00:00Z");
  g_autoptr (TestAnswer) second = rotate (service, first, 0);
  g_autoptr (TestAnswer) stale = NULL;
  g_autoptr (TestAnswer) fresh = NULL;

  moved_service_set (service, "2027-03-01T13:00:00Z");
  stale = moved_service_rotate (service, first, 0);
  test_answer_assert_problem (stale, 409, "not-active");
  fresh = moved_service_rotate (service, second, 0);
  test_answer_assert_problem (fresh, 409, "not-active");
  moved_service_assert_dead (service, second, "expired");
}

static void
test_a_revoked_token_is_409 (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, NULL);
  g_autoptr (TestAnswer) second = rotate (service, first, 3600);
  g_autoptr (TestAnswer) refused = NULL;

  revoke_token (service, first);
  refused = moved_service_rotate (service, second, 3600);
  test_answer_assert_problem (refused, 409, "revoked");
  moved_service_assert_dead (service, first, "revoked");
  moved_service_assert_dead (service, second, "revoked");
}

static void
test_grace_never_outlives_the_token (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, "2027-03-01T12:10:00Z");
  g_autoptr (TestAnswer) second = rotate (service, first, 604800);

  moved_service_set (service, "2027-03-01T12:09:59Z");
  moved_service_assert_passes (service, first);
  moved_service_set (service, "2027-03-01T12:10:00Z");
  moved_service_assert_dead (service, first, "expired");
  moved_service_assert_dead (service, second, "expired");
}

static void
test_a_later_expiry_revives_the_secrets_that_had_not_ended (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, "2027-03-01T13:00:00Z");
  g_autoptr (TestAnswer) second = rotate (service, first, 0);
  g_autoptr (TestAnswer) third = rotate (service, second, 7200);
  g_autoptr (TestAnswer) revived = NULL;

  moved_service_set (service, "2027-03-01T13:30:00Z");
  moved_service_assert_dead (service, third, "expired");
  revived = moved_service_update (service, third, NULL, "2027-03-02T00:00:00Z");
  g_assert_cmpuint (revived->status, ==, 200);
  g_assert_cmpstr (test_answer_get_string (revived, "status"), ==, "active");
  moved_service_assert_dead (service, first, "revoked");
  moved_service_assert_passes (service, second);
  moved_service_assert_passes (service, third);

  moved_service_set (service, "2027-03-01T14:00:00Z");
  moved_service_assert_dead (service, second, "revoked");
  moved_service_assert_passes (service, third);
}

static void
test_an_update_reaches_both_secrets (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, NULL);
  g_autoptr (TestAnswer) second = rotate (service, first, 3600);
  g_autoptr (TestAnswer) updated = moved_service_update (service, second, "{\"reports\":[\"write\"]}", NULL);
  const TestAnswer *const secrets[] = { first, second };

  g_assert_cmpuint (updated->status, ==, 200);
  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_autoptr (TestAnswer) answer = moved_service_ask (service, test_answer_get_string (secrets[i], "secret"));

      test_answer_assert_problem (answer, 403, "insufficient-scope");
    }
}

static void
test_a_restart_changes_no_end (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, NULL);
  g_autoptr (TestAnswer) second = rotate (service, first, 0);
  g_autoptr (TestAnswer) third = rotate (service, second, 60);

  moved_service_restart (service);
  moved_service_assert_dead (service, first, "revoked");
  moved_service_move (service, 59);
  moved_service_assert_passes (service, second);
  moved_service_restart (service);
  moved_service_move (service, 1);
  moved_service_assert_dead (service, second, "revoked");
  moved_service_assert_passes (service, third);
}

static void
test_introspection_tells_the_end_of_grace (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, "2027-03-01T13:00:00Z");
  g_autoptr (TestAnswer) second = rotate (service, first, 60);
  g_autofree char *form = g_strconcat ("token=", test_answer_get_string (first, "secret"), NULL);
  g_autofree char *newer = g_strconcat ("token_type_hint=x&token=", test_answer_get_string (second, "secret"), NULL);
  const char *type = "Content-Type: application/x-www-form-urlencoded";
  g_autoptr (TestAnswer) in_grace = moved_service_call (service, "POST", "/v1/introspect", type, form);
  g_autoptr (TestAnswer) present = moved_service_call (service, "POST", "/v1/introspect", type, newer);
  g_autoptr (TestAnswer) after = NULL;

  g_assert_true (json_object_get_boolean_member (in_grace->object, "active"));
  g_assert_cmpint (json_object_get_int_member (in_grace->object, "exp"), ==, service->now + 60);
  g_assert_cmpint (json_object_get_int_member (present->object, "exp"), ==, service->now + 3600);
  g_assert_cmpint (json_object_get_int_member (present->object, "iat"), ==, service->now);

  moved_service_move (service, 60);
  after = moved_service_call (service, "POST", "/v1/introspect", type, form);
  g_assert_cmpstr (after->body, ==, "{\"active\":false}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rotation/grace-ends-at-its-second", test_grace_ends_at_its_second);
  g_test_add_func ("/rotation/without-grace-it-ends-at-once", test_without_grace_it_ends_at_once);
  g_test_add_func ("/rotation/a-second-rotation-ends-the-older-at-once", test_a_second_rotation_ends_the_older_at_once);
  g_test_add_func ("/rotation/a-second-one-without-grace-leaves-the-newest-alone",
                   test_a_second_one_without_grace_leaves_the_newest_alone);
  g_test_add_func ("/rotation/a-stale-one-changes-nothing", test_a_stale_one_changes_nothing);
  g_test_add_func ("/rotation/an-expired-token-is-409-however-stale", test_an_expired_token_is_409_however_stale);
  g_test_add_func ("/rotation/a-revoked-token-is-409", test_a_revoked_token_is_409);
  g_test_add_func ("/rotation/grace-never-outlives-the-token", test_grace_never_outlives_the_token);
  g_test_add_func ("/rotation/a-later-expiry-revives-the-secrets-that-had-not-ended",
                   test_a_later_expiry_revives_the_secrets_that_had_not_ended);
  g_test_add_func ("/rotation/an-update-reaches-both-secrets", test_an_update_reaches_both_secrets);
  g_test_add_func ("/rotation/a-restart-changes-no-end", test_a_restart_changes_no_end);
  g_test_add_func ("/rotation/introspection-tells-the-end-of-grace", test_introspection_tells_the_end_of_grace);
  return test_http_run ();
}
