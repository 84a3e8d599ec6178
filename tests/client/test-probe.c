/* Test Connection: each fault has its diagnosis, and success says who one is. */

#include "tessera-probe.h"

#include "client-bed.h"
#include "test-calls.h"

#include <string.h>

static void
got_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static char *
probe (const char *url, const char *key, GError **error)
{
  g_autoptr (TesseraSecret) secret = tessera_secret_new (key, strlen (key));
  g_autoptr (GAsyncResult) result = NULL;

  tessera_probe_async (url, secret, NULL, got_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return tessera_probe_finish (result, error);
}

static void
assert_found (TestService *service, const char *key, const char *sentence)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = probe (test_service_get_url (service), key, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (said, ==, sentence);
}

static void
test_success_says_who_one_is_and_how_many_tokens_there_are (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  const char *mara = test_service_get_manager_key (service);

  assert_found (service, mara, "The connection works. You are Mara and may change tokens. There is no token yet.");
  test_answer_free (test_create (service, "Nightly export"));
  assert_found (service, mara, "The connection works. You are Mara and may change tokens. There is 1 token.");
  test_answer_free (test_create (service, "Price feed"));
  assert_found (service, test_service_get_viewer_key (service),
                "The connection works. You are Victor; this key may only read, not change tokens. There are 2 tokens.");
}

static void
assert_fault (const char *url, const char *key, int code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = probe (url, key, &error);

  g_assert_null (said);
  g_assert_error (error, TESSERA_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (strstr (error->message, key));
}

static void
test_a_wrong_key_is_said_to_be (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);

  assert_fault (test_service_get_url (service), BED_KEY, TESSERA_ERROR_KEY_REFUSED,
                "does not know the admin key. Nothing could be read. Give it another key.");
}

static void
test_what_is_no_token_service_is_said_to_be (void)
{
  static const struct
  {
    BedAnswer answer;
    int code;
    const char *says;
  } cases[] = {
    { { 200, "text/html", NULL, "<p>Welcome" }, TESSERA_ERROR_NOT_UNDERSTOOD, "a web page instead of data" },
    { { 404, NULL, NULL, NULL }, TESSERA_ERROR_NOT_UNDERSTOOD, "has no token service at this address" },
    { { 200, "application/json", NULL, "{}" }, TESSERA_ERROR_NOT_UNDERSTOOD, "not understood" },
    { { 302, NULL, "Location: https://example.org/sign-in\r\n", NULL }, TESSERA_ERROR_REDIRECTED,
      "points to https://example.org/sign-in" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_say, (gpointer) &cases[i].answer);

      assert_fault (test_mock_server_get_url (mock), BED_KEY, cases[i].code, cases[i].says);
    }
}

static void
test_a_port_where_nothing_listens_is_said_to_be (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);

  test_mock_server_set_down (mock, TRUE);
  assert_fault (test_mock_server_get_url (mock), BED_KEY, TESSERA_ERROR_UNREACHABLE, "nothing listens there now");
}

static void
test_what_can_never_be_right_is_refused_before_anything_is_sent (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autoptr (TesseraSecret) token = tessera_secret_mint (TESSERA_SECRET_TOKEN);

  assert_fault ("http://tokens.example.org", BED_KEY, TESSERA_ERROR_INVALID, "Without https the admin key could be read");
  assert_fault ("tokens.example.org", BED_KEY, TESSERA_ERROR_INVALID, "https://");
  assert_fault (test_mock_server_get_url (mock), tessera_secret_peek (token), TESSERA_ERROR_INVALID, "That is an API token");
  assert_fault (test_mock_server_get_url (mock), "two words", TESSERA_ERROR_INVALID, "no admin key");
  g_assert_cmpuint (test_mock_server_get_n_connections (mock), ==, 0);
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probe/success-says-who-one-is-and-how-many-tokens-there-are",
                   test_success_says_who_one_is_and_how_many_tokens_there_are);
  g_test_add_func ("/probe/a-wrong-key-is-said-to-be", test_a_wrong_key_is_said_to_be);
  g_test_add_func ("/probe/what-is-no-token-service-is-said-to-be", test_what_is_no_token_service_is_said_to_be);
  g_test_add_func ("/probe/a-port-where-nothing-listens-is-said-to-be", test_a_port_where_nothing_listens_is_said_to_be);
  g_test_add_func ("/probe/what-can-never-be-right-is-refused-before-anything-is-sent",
                   test_what_can_never_be_right_is_refused_before_anything_is_sent);
  code = g_test_run ();
  bed_tear_down ();
  return code;
}
