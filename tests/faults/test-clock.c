/* The clock goes back, as after a battery or a wrong time server: what is ended stays ended, what is sorted stays
 * sorted, and an expiry is what the clock says, for the contract compares instants and nothing else. */

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "tessera-config.h"
#include "tessera-service.h"
#include "test-http.h"

/* 2026-11-24T12:00:00Z */
#define NOON G_GINT64_CONSTANT (1795521600)
#define HOUR 3600
#define DAY 86400

/* A service in this process, with a clock that can be set. */
typedef struct
{
  char *folder, *socket, *authorize;
  TesseraService *service;
} Bed;

static int minutes_after_noon; /* atomic */

static gint64
tell_time (gpointer data)
{
  return NOON + 60 * (gint64) g_atomic_int_get (&minutes_after_noon);
}

static void
set_clock (gint64 seconds_after_noon)
{
  g_atomic_int_set (&minutes_after_noon, (int) (seconds_after_noon / 60));
}

static void
set_up (Bed *bed, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *database = NULL;
  TesseraOptions options = { 0 };

  set_clock (0);
  bed->folder = g_dir_make_tmp ("tessera-clock-XXXXXX", &error);
  g_assert_no_error (error);
  database = g_build_filename (bed->folder, "tokens.db", NULL);
  bed->socket = g_build_filename (bed->folder, "socket", NULL);
  bed->authorize = g_build_filename (bed->folder, "authorize", NULL);
  options.database = database;
  options.socket = bed->socket;
  options.authorize_socket = bed->authorize;
  options.catalogue = (char *) TESSERA_SOURCE_DIR "/data/catalogue.json";
  bed->service = tessera_service_open (&options, tell_time, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Bed *bed, gconstpointer data)
{
  static const char *const names[] = { "tokens.db", "tokens.db.key", "tokens.db.lock", "tokens.db-journal" };

  tessera_service_close (bed->service);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (bed->folder, names[i], NULL);

      g_unlink (path);
    }
  g_assert_no_errno (g_rmdir (bed->folder));
  g_free (bed->folder);
  g_free (bed->socket);
  g_free (bed->authorize);
}

static TestAnswer *
call (Bed *bed, const char *method, const char *target, const char *field, const char *body)
{
  const char *const fields[] = { field, NULL };

  return test_http_call (bed->socket, method, target, fields, body);
}

static TestAnswer *
create (Bed *bed, const char *name, const char *expires_at, const char *field, guint status)
{
  g_autofree char *body = g_strdup_printf ("{\"name\": \"%s\", \"type\": \"api_key\", \"permissions\": {\"reports\":"
                                           " [\"read\"]}, \"expires_at\": %s}", name, expires_at);
  TestAnswer *answer = call (bed, "POST", "/v1/tokens", field, body);

  g_assert_cmpuint (answer->status, ==, status);
  return answer;
}

static TestAnswer *
call_token (Bed *bed, const TestAnswer *token, const char *method, const char *rest, const char *body)
{
  g_autofree char *path = g_strconcat ("/v1/tokens/", test_answer_get_string (token, "id"), rest, NULL);
  g_autofree char *tag = g_strdup_printf ("If-Match: \"%s\"", test_answer_get_string (token, "revision"));
  TestAnswer *answer = call (bed, method, path, body != NULL ? tag : NULL, body);

  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

static void
assert_judged (Bed *bed, const TestAnswer *token, guint status)
{
  g_autofree char *key = g_strconcat ("X-Api-Key: ", test_answer_get_string (token, "secret"), NULL);
  const char *const fields[] = { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", key, NULL };
  g_autoptr (TestAnswer) answer = test_http_call (bed->authorize, "GET", "/v1/authorize", fields, NULL);

  g_assert_cmpuint (answer->status, ==, status);
}

/* One page of one token. (transfer full): its next cursor */
static char *
assert_page (Bed *bed, const char *cursor, const TestAnswer *expected)
{
  g_autofree char *target = g_strconcat ("/v1/tokens?limit=1", cursor != NULL ? "&cursor=" : NULL, cursor, NULL);
  g_autoptr (TestAnswer) page = call (bed, "GET", target, NULL, NULL);
  JsonObject *token = json_array_get_object_element (json_object_get_array_member (page->object, "tokens"), 0);

  g_assert_cmpstr (json_object_get_string_member (token, "id"), ==, test_answer_get_string (expected, "id"));
  return g_strdup (test_answer_get_string (page, "next_cursor"));
}

static void
test_newest_stays_first_and_cursors_go_on (Bed *bed, gconstpointer data)
{
  g_autoptr (TestAnswer) first = create (bed, "First", "null", NULL, 201), second = NULL, third = NULL;
  g_autofree char *old_cursor = NULL, *cursor = NULL, *next = NULL, *end = NULL;

  set_clock (HOUR);
  second = create (bed, "Second", "null", NULL, 201);
  old_cursor = assert_page (bed, NULL, second);
  set_clock (-30 * DAY);
  third = create (bed, "Third", "null", NULL, 201);

  g_assert_cmpstr (test_answer_get_string (third, "created_at"), ==, "2026-10-25T12:00:00Z");
  g_assert_cmpstr (test_answer_get_string (third, "id"), >, test_answer_get_string (second, "id"));
  cursor = assert_page (bed, NULL, third);
  next = assert_page (bed, cursor, second);
  end = assert_page (bed, next, first);
  g_assert_null (end);
  g_free (assert_page (bed, old_cursor, first));
}

/* Neither is the key free again, nor does it stay taken longer than its day. */
static void
test_a_repeated_create_stays_one (Bed *bed, gconstpointer data)
{
  static const char key[] = "Idempotency-Key: form-1";
  g_autoptr (TestAnswer) first = create (bed, "Once", "null", key, 201), back = NULL, again = NULL, next_day = NULL;

  set_clock (-30 * DAY);
  back = create (bed, "Once", "null", key, 200);
  g_assert_cmpstr (test_answer_get_string (back, "id"), ==, test_answer_get_string (first, "id"));
  set_clock (DAY - HOUR);
  again = create (bed, "Once", "null", key, 200);
  set_clock (DAY + HOUR);
  next_day = create (bed, "Once", "null", key, 201);
}

static void
test_what_was_ended_stays_ended (Bed *bed, gconstpointer data)
{
  g_autoptr (TestAnswer) revoked = create (bed, "Revoked", "null", NULL, 201);
  g_autoptr (TestAnswer) replaced = create (bed, "Replaced", "null", NULL, 201);
  g_autoptr (TestAnswer) did_revoke = call_token (bed, revoked, "DELETE", "", NULL), rotated = NULL;

  rotated = call_token (bed, replaced, "POST", "/rotate", "{\"grace_seconds\": 0}");
  for (gint64 at = 0; at >= -60 * DAY; at -= 30 * DAY)
    {
      set_clock (at);
      assert_judged (bed, revoked, 401);
      assert_judged (bed, replaced, 401);
      assert_judged (bed, rotated, 200);
    }
}

/* A second rotation ends the older secret at once, whatever the clock said when its grace began. */
static void
test_at_most_two_secrets_live_whatever_the_clock_says (Bed *bed, gconstpointer data)
{
  g_autoptr (TestAnswer) first = create (bed, "Rotated twice", "null", NULL, 201), second = NULL, third = NULL;

  second = call_token (bed, first, "POST", "/rotate", "{\"grace_seconds\": 3600}");
  set_clock (-DAY);
  assert_judged (bed, first, 200);
  third = call_token (bed, second, "POST", "/rotate", "{\"grace_seconds\": 3600}");
  assert_judged (bed, first, 401);
  assert_judged (bed, second, 200);
  assert_judged (bed, third, 200);
  set_clock (-DAY + HOUR);
  assert_judged (bed, second, 401);
}

static void
assert_status (Bed *bed, const TestAnswer *token, const char *status)
{
  g_autoptr (TestAnswer) now = call_token (bed, token, "GET", "", NULL);

  g_assert_cmpstr (test_answer_get_string (now, "status"), ==, status);
}

static void
test_an_expiry_is_what_the_clock_says (Bed *bed, gconstpointer data)
{
  g_autoptr (TestAnswer) token = create (bed, "Until one", "\"2026-11-24T13:00:00Z\"", NULL, 201);

  set_clock (HOUR - 60);
  assert_judged (bed, token, 200);
  set_clock (HOUR);
  assert_judged (bed, token, 401);
  assert_status (bed, token, "expired");
  set_clock (0);
  assert_judged (bed, token, 200);
  assert_status (bed, token, "active");
}

/* What is told of the last use never goes back, and changes keep their order in the history. */
static void
test_use_and_history_keep_their_order (Bed *bed, gconstpointer data)
{
  g_autoptr (TestAnswer) token = create (bed, "Remembered", "null", NULL, 201), usage = NULL, history = NULL;
  g_autoptr (TestAnswer) changed = NULL;
  JsonArray *events;
  JsonObject *use;

  assert_judged (bed, token, 200);
  set_clock (-DAY);
  assert_judged (bed, token, 200);
  usage = call_token (bed, token, "GET", "/usage", NULL);
  use = json_object_get_object_member (json_object_get_object_member (usage->object, "areas"), "reports");
  use = json_object_get_object_member (use, "read");
  g_assert_cmpint (json_object_get_int_member (use, "count"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (use, "last_at"), ==, "2026-11-24T12:00:00Z");

  changed = call_token (bed, token, "DELETE", "", NULL);
  history = call_token (bed, token, "GET", "/history", NULL);
  events = json_object_get_array_member (history->object, "events");
  g_assert_cmpuint (json_array_get_length (events), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (events, 0), "action"), ==, "revoked");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (events, 0), "at"), ==,
                   "2026-11-23T12:00:00Z");
}

#define ADD(path, test) g_test_add (path, Bed, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/clock/newest-stays-first-and-cursors-go-on", test_newest_stays_first_and_cursors_go_on);
  ADD ("/clock/a-repeated-create-stays-one", test_a_repeated_create_stays_one);
  ADD ("/clock/what-was-ended-stays-ended", test_what_was_ended_stays_ended);
  ADD ("/clock/at-most-two-secrets-live", test_at_most_two_secrets_live_whatever_the_clock_says);
  ADD ("/clock/an-expiry-is-what-the-clock-says", test_an_expiry_is_what_the_clock_says);
  ADD ("/clock/use-and-history-keep-their-order", test_use_and_history_keep_their_order);
  return test_http_run ();
}
