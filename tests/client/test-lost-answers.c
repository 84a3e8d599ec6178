/* Answers that get lost: what changes something is sent once, and trying again does no harm. */

#include "client-bed.h"

#include <string.h>

/* A service of one token: it does what is asked and may lose the answer. */
typedef struct
{
  guint n_puts;        /* that arrived */
  guint n_lost;        /* answers to the first PUTs that get lost */
  const char *theirs;  /* (nullable): the name by which somebody else's change wins */
} Service;

static char *
make_current (const Service *service, const TestMockRequest *request)
{
  g_autoptr (JsonNode) asked = json_from_string (g_bytes_get_data (request->body, NULL), NULL);
  JsonObject *token = bed_make_answer (BED_GET), *body = json_node_get_object (asked);
  g_autoptr (JsonObject) problem = json_object_new ();
  const char *name = service->theirs != NULL ? service->theirs : json_object_get_string_member (body, "name");

  json_object_set_string_member (token, "name", name);
  json_object_set_string_member (token, "revision", "rev-2");
  json_object_set_string_member (token, "updated_by", service->theirs != NULL ? "Ada" : "Mara");
  json_object_set_string_member (problem, "type", "urn:tessera:problem:stale");
  json_object_set_object_member (problem, "current", token);
  return tessera_json_to_string (problem);
}

static void
serve_put (TestMockPeer *peer, const TestMockRequest *request, Service *service)
{
  g_autofree char *problem = make_current (service, request);

  if (service->n_puts++ < service->n_lost)
    test_mock_peer_cut (peer);
  else
    test_mock_peer_answer (peer, 412, "application/problem+json", NULL, problem);
}

static void
serve (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  if (g_str_equal (request->method, "PUT"))
    serve_put (peer, request, data);
  else
    bed_serve (peer, request, NULL);
}

/* The first call leaves a connection that is kept; what follows could go over it. */
static TesseraClient *
start_editing (TestMockServer *mock)
{
  TesseraClient *client = bed_new_client (test_mock_server_get_url (mock));
  g_auto (BedResult) first = { 0 };

  bed_call (client, BED_GET, &first);
  bed_assert_success (&first);
  return client;
}

/* libsoup would send it again by itself, without its body. */
static void
test_an_edit_whose_answer_is_lost_is_unknown_and_sent_once (void)
{
  Service service = { .n_lost = 1 };
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, serve, &service);
  g_autoptr (TesseraClient) client = start_editing (mock);
  g_auto (BedResult) result = { 0 };

  bed_call (client, BED_UPDATE, &result);
  bed_assert_sentence (&result);
  g_assert_error (result.error, TESSERA_ERROR, TESSERA_ERROR_INTERRUPTED);
  g_assert_nonnull (strstr (result.error->message, "not known"));
  g_assert_cmpuint (service.n_puts, ==, 1);
}

static void
test_the_same_edit_again_is_a_success (void)
{
  Service service = { .n_lost = 1 };
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, serve, &service);
  g_autoptr (TesseraClient) client = start_editing (mock);
  g_auto (BedResult) lost = { 0 }, again = { 0 };

  bed_call (client, BED_UPDATE, &lost);
  bed_call (client, BED_UPDATE, &again);
  g_assert_no_error (again.error);
  g_assert_cmpstr (tessera_token_get_revision (again.token), ==, "rev-2");
  g_assert_null (again.current);
}

static void
test_a_change_of_somebody_else_is_still_a_conflict (void)
{
  Service service = { .n_lost = 1, .theirs = "Theirs" };
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, serve, &service);
  g_autoptr (TesseraClient) client = start_editing (mock);
  g_auto (BedResult) lost = { 0 }, again = { 0 };

  bed_call (client, BED_UPDATE, &lost);
  bed_call (client, BED_UPDATE, &again);
  g_assert_error (again.error, TESSERA_ERROR, TESSERA_ERROR_STALE);
  g_assert_cmpstr (tessera_token_get_name (again.current), ==, "Theirs");
}

static void
drop_after_each_answer (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  bed_serve (peer, request, NULL);
  test_mock_peer_cut (peer);
}

/* A server may close a kept connection whenever it likes; nobody is to notice. */
static void
test_a_kept_connection_that_is_gone_is_no_error (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, drop_after_each_answer, NULL);
  g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));

  for (guint round = 0; round < 5; round++)
    for (BedCall call = 0; call < BED_N_CALLS; call++)
      {
        g_auto (BedResult) result = { 0 };

        bed_call (client, call, &result);
        bed_assert_success (&result);
      }
}

static guint n_posts;

static void
lose_posts (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  if (!g_str_equal (request->method, "POST"))
    {
      bed_serve (peer, request, NULL);
      return;
    }

  n_posts++;
  test_mock_peer_cut (peer);
}

/* A secret that was made and not received must not be made again behind the admin's back. */
static void
test_what_makes_a_secret_is_sent_once (void)
{
  static const BedCall calls[] = { BED_CREATE, BED_ROTATE };
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, lose_posts, NULL);
  g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_auto (BedResult) first = { 0 }, result = { 0 };

      bed_call (client, BED_GET, &first);
      bed_call (client, calls[i], &result);
      bed_assert_sentence (&result);
      g_assert_error (result.error, TESSERA_ERROR, TESSERA_ERROR_INTERRUPTED);
      g_assert_nonnull (strstr (result.error->message, "not known"));
      g_assert_cmpuint (n_posts, ==, i + 1);
    }
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lost-answers/an-edit-whose-answer-is-lost-is-unknown-and-sent-once",
                   test_an_edit_whose_answer_is_lost_is_unknown_and_sent_once);
  g_test_add_func ("/lost-answers/the-same-edit-again-is-a-success", test_the_same_edit_again_is_a_success);
  g_test_add_func ("/lost-answers/a-change-of-somebody-else-is-still-a-conflict", test_a_change_of_somebody_else_is_still_a_conflict);
  g_test_add_func ("/lost-answers/a-kept-connection-that-is-gone-is-no-error", test_a_kept_connection_that_is_gone_is_no_error);
  g_test_add_func ("/lost-answers/what-makes-a-secret-is-sent-once", test_what_makes_a_secret_is_sent_once);
  code = g_test_run ();
  bed_tear_down ();

  return code;
}
