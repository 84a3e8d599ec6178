/* Time and what it must not do: ends are instants, and nothing that was ended comes back. */

#include "moved-service.h"

#include <string.h>
#include <unistd.h>

#include "raw-client.h"

#define NOON "2027-03-01T12:00:00Z"

/* (transfer full): how the token is told to be */
static char *
get_status (MovedService *service, const TestAnswer *token)
{
  g_autofree char *path = test_path_of (token, "");
  g_autoptr (TestAnswer) answer = moved_service_call (service, "GET", path, NULL, NULL);

  return g_strdup (test_answer_get_string (answer, "status"));
}

static void
assert_introspected (MovedService *service, const TestAnswer *token, gboolean active)
{
  g_autofree char *form = g_strconcat ("token=", test_answer_get_string (token, "secret"), NULL);
  g_autoptr (TestAnswer) answer = moved_service_call (service, "POST", "/v1/introspect",
                                                      "Content-Type: application/x-www-form-urlencoded", form);

  g_assert_cmpint (json_object_get_boolean_member (answer->object, "active"), ==, active);
}

static void
assert_expired (MovedService *service, const TestAnswer *token, gboolean expired)
{
  g_autofree char *status = get_status (service, token);

  g_assert_cmpstr (status, ==, expired ? "expired" : "active");
  assert_introspected (service, token, !expired);
  if (expired)
    moved_service_assert_dead (service, token, "expired");
  else
    moved_service_assert_passes (service, token);
}

/* Comparing days lets the first pass until midnight or ends the last too early; comparing text errs where a year has
 * five digits less one, and where 9 comes before 10. */
static void
test_a_token_ends_at_its_instant (void)
{
  static const char *const ends[] = {
    "2027-03-01T12:00:01Z", "2027-03-01T23:59:59Z", "2027-03-02T00:00:00Z", "2027-03-09T09:59:59Z",
    "2027-03-10T10:00:00Z", "2027-12-31T23:59:59Z", "2028-01-01T00:00:00Z", "2028-02-29T00:00:00Z",
    "2038-01-19T03:14:08Z", "9999-12-31T23:59:59Z",
  };
  g_autoptr (MovedService) service = moved_service_open (NOON);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (TestAnswer) token = moved_service_create (service, ends[i]);

      g_test_message ("%s", ends[i]);
      moved_service_set (service, ends[i]);
      moved_service_move (service, -1);
      assert_expired (service, token, FALSE);
      moved_service_move (service, 1);
      assert_expired (service, token, TRUE);
      moved_service_move (service, -1);
    }
}

static void
revoke_token (MovedService *service, const TestAnswer *token)
{
  g_autofree char *path = test_path_of (token, "");
  g_autoptr (TestAnswer) revoked = moved_service_call (service, "DELETE", path, NULL, NULL);

  g_assert_cmpuint (revoked->status, ==, 200);
}

/* A token that was rotated with and without grace, and revoked. */
typedef struct
{
  TestAnswer *first, *second, *third;
} Dead;

static void
assert_all_dead (MovedService *service, const Dead *dead)
{
  moved_service_assert_dead (service, dead->first, "revoked");
  moved_service_assert_dead (service, dead->second, "revoked");
  moved_service_assert_dead (service, dead->third, "revoked");
}

static void
test_nothing_revives_a_revoked_secret (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, "2027-04-01T00:00:00Z");
  g_autoptr (TestAnswer) second = moved_service_rotate (service, first, 0);
  g_autoptr (TestAnswer) third = moved_service_rotate (service, second, 604800);
  g_autoptr (TestAnswer) updated = NULL;
  const Dead dead = { first, second, third };

  moved_service_move (service, 60);
  revoke_token (service, third);
  assert_all_dead (service, &dead);
  moved_service_restart (service);
  assert_all_dead (service, &dead);
  moved_service_set (service, "2027-03-01T11:00:00Z");
  assert_all_dead (service, &dead);
  moved_service_restart (service);
  assert_all_dead (service, &dead);
  updated = moved_service_update (service, third, NULL, "2028-01-01T00:00:00Z");
  test_answer_assert_problem (updated, 409, "revoked");
  assert_all_dead (service, &dead);
}

static void
test_a_clock_set_back_revives_no_replaced_secret (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) first = moved_service_create (service, NULL);
  g_autoptr (TestAnswer) second = moved_service_rotate (service, first, 3600);
  g_autoptr (TestAnswer) third = moved_service_rotate (service, second, 0);

  for (guint i = 0; i < 2; i++)
    {
      moved_service_set (service, "2027-02-01T00:00:00Z");
      moved_service_assert_dead (service, first, "revoked");
      moved_service_assert_dead (service, second, "revoked");
      moved_service_assert_passes (service, third);
      moved_service_restart (service);
    }
}

/* Asks on a connection that stays, whose answers might be remembered. */
static guint
ask_again (int fd, const TestAnswer *token)
{
  const char *secret = test_answer_get_string (token, "secret");
  g_autofree char *request = g_strconcat ("GET /v1/ext-authz/api/1/reports HTTP/1.1\r\nHost: x\r\nX-Api-Key: ", secret,
                                          "\r\n\r\n", NULL);
  g_autofree char *answer = keep_alive_ask (fd, request, FALSE);

  g_assert_nonnull (strstr (answer, "\r\nCache-Control: no-store\r\n"));
  return raw_status (answer);
}

static void
test_no_decision_is_remembered (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autoptr (TestAnswer) token = moved_service_create (service, "2027-03-02T00:00:00Z");
  g_autoptr (TestAnswer) without = NULL;
  g_autoptr (TestAnswer) with = NULL;
  int fd = raw_connect (service->authorize);

  g_assert_cmpuint (ask_again (fd, token), ==, 200);
  without = moved_service_update (service, token, "{\"content\":[\"read\"]}", "2027-03-02T00:00:00Z");
  g_assert_cmpuint (ask_again (fd, token), ==, 403);
  with = moved_service_update (service, without, NULL, "2027-03-02T00:00:00Z");
  g_assert_cmpuint (ask_again (fd, token), ==, 200);
  moved_service_set (service, "2027-03-02T00:00:00Z");
  g_assert_cmpuint (ask_again (fd, token), ==, 401);
  moved_service_set (service, NOON);
  g_assert_cmpuint (ask_again (fd, token), ==, 200);
  revoke_token (service, token);
  g_assert_cmpuint (ask_again (fd, token), ==, 401);
  close (fd);
}

static void
copy (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (from, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
test_a_restore_brings_no_entity_tag_twice (void)
{
  g_autoptr (MovedService) service = moved_service_open (NOON);
  g_autofree char *saved = g_build_filename (service->folder, "saved", NULL);
  g_autoptr (TestAnswer) before = moved_service_create (service, NULL);
  g_autoptr (TestAnswer) lost = NULL;
  g_autoptr (TestAnswer) after = NULL;
  g_autoptr (TestAnswer) stale = NULL;
  g_autoptr (TestAnswer) stale_rotation = NULL;

  moved_service_stop (service);
  copy (service->options.database, saved);
  moved_service_start (service);
  lost = moved_service_update (service, before, "{\"content\":[\"read\"]}", NULL);
  moved_service_stop (service);
  copy (saved, service->options.database);
  moved_service_start (service);

  /* The same change at the same instant on the same file. */
  after = moved_service_update (service, before, "{\"content\":[\"read\"]}", NULL);
  g_assert_cmpuint (after->status, ==, 200);
  g_assert_cmpstr (test_answer_get_string (after, "revision"), !=, test_answer_get_string (lost, "revision"));
  stale = moved_service_update (service, lost, NULL, NULL);
  test_answer_assert_problem (stale, 412, "stale");
  stale_rotation = moved_service_rotate (service, lost, 0);
  test_answer_assert_problem (stale_rotation, 412, "stale");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instants/a-token-ends-at-its-instant", test_a_token_ends_at_its_instant);
  g_test_add_func ("/instants/nothing-revives-a-revoked-secret", test_nothing_revives_a_revoked_secret);
  g_test_add_func ("/instants/a-clock-set-back-revives-no-replaced-secret",
                   test_a_clock_set_back_revives_no_replaced_secret);
  g_test_add_func ("/instants/no-decision-is-remembered", test_no_decision_is_remembered);
  g_test_add_func ("/instants/a-restore-brings-no-entity-tag-twice", test_a_restore_brings_no_entity_tag_twice);
  return test_http_run ();
}
