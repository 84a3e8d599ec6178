/* Redirects are not followed, and the admin key goes to the one server that was named and nowhere else. */

#include "client-bed.h"
#include "tessera-token-json.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

static const guint redirects[] = { 301, 302, 303, 307, 308 };

static void
assert_redirect_is_refused (const char *location, const char *words)
{
  g_autofree char *fields = g_strdup_printf ("Location: %s\r\n", location);

  for (gsize i = 0; i < G_N_ELEMENTS (redirects); i++)
    {
      BedAnswer answer = { redirects[i], "text/html", fields, "<p>Moved" };
      g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_say, &answer);
      g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));

      for (BedCall call = 0; call < BED_N_CALLS; call++)
        {
          g_auto (BedResult) result = { 0 };

          bed_call (client, call, &result);
          bed_assert_sentence (&result);
          g_assert_error (result.error, TESSERA_ERROR, TESSERA_ERROR_REDIRECTED);
          g_assert_nonnull (strstr (result.error->message, words));
        }
      g_assert_cmpuint (test_mock_server_get_n_requests (mock), ==, BED_N_CALLS);
    }
}

static void
test_a_redirect_to_another_server_is_told_and_not_followed (void)
{
  g_autoptr (TestMockServer) other = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autofree char *there = g_strconcat (test_mock_server_get_url (other), "/v1/catalogue", NULL);

  assert_redirect_is_refused (there, there);
  g_assert_cmpuint (test_mock_server_get_n_connections (other), ==, 0);
}

static void
test_a_redirect_to_the_same_server_is_not_followed (void)
{
  assert_redirect_is_refused ("/v1/elsewhere", "/v1/elsewhere instead of answering");
}

static void
test_what_may_be_secret_in_a_redirect_is_not_shown (void)
{
  assert_redirect_is_refused ("https://mara:letmein@login.example.org/in?token=letmein#letmein", "https://login.example.org/in ");
  assert_redirect_is_refused ("https://login.example.org/" BED_KEY, "https://login.example.org/fra_… ");
}

static void
test_a_redirect_that_is_none_is_not_followed_either (void)
{
  static const char *const locations[] = { "http://[::1", "javascript:alert(1)", "file:///etc/passwd", "//" };

  for (gsize i = 0; i < G_N_ELEMENTS (locations); i++)
    {
      g_autofree char *fields = g_strdup_printf ("Location: %s\r\n", locations[i]);
      BedAnswer answer = { 302, "text/html", fields, "<p>Moved" };
      g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_say, &answer);
      g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));
      g_auto (BedResult) result = { 0 };

      bed_call (client, BED_CATALOGUE, &result);
      bed_assert_sentence (&result);
      g_assert_cmpuint (test_mock_server_get_n_requests (mock), ==, 1);
    }
}

static void
assert_field (const TestMockRequest *request, const char *name, const char *value)
{
  g_autofree char *got = test_mock_request_get_field (request, name);

  g_assert_cmpstr (got, ==, value);
}

static void
test_the_key_stands_in_one_field_of_each_request (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));

  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_auto (BedResult) result = { 0 };
      const TestMockRequest *request;

      bed_call (client, call, &result);
      request = test_mock_server_get_request (mock, call);
      assert_field (request, "Authorization", "Bearer " BED_KEY);
      assert_field (request, "Cookie", NULL);
      assert_field (request, "Referer", NULL);
      assert_field (request, "Accept-Encoding", NULL);
      g_assert_null (strstr (request->target, BED_KEY));
      assert_field (request, "If-Match", call == BED_UPDATE || call == BED_ROTATE ? "\"rev-1\"" : NULL);
      assert_field (request, "Idempotency-Key", call == BED_CREATE ? "bed-key-1" : NULL);
    }
}

static void
test_no_credential_goes_over_the_private_socket (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_UNIX, bed_serve, NULL);
  g_autoptr (TesseraClient) client = tessera_client_new_for_socket (test_mock_server_get_socket (mock));

  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_auto (BedResult) result = { 0 };

      bed_call (client, call, &result);
      bed_assert_success (&result);
      assert_field (test_mock_server_get_request (mock, call), "Authorization", NULL);
    }
}

static void
test_a_proxy_of_the_settings_sees_nothing_of_this_computer (void)
{
  g_autoptr (TestMockServer) proxy = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autoptr (TesseraClient) client = NULL;
  g_auto (BedResult) result = { 0 };

  g_setenv ("http_proxy", test_mock_server_get_url (proxy), TRUE);
  client = bed_new_client (test_mock_server_get_url (mock));
  bed_call (client, BED_CATALOGUE, &result);
  g_unsetenv ("http_proxy");

  bed_assert_success (&result);
  g_assert_cmpuint (test_mock_server_get_n_connections (proxy), ==, 0);
}

static void
challenge (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  test_mock_peer_answer (peer, 401, NULL, "WWW-Authenticate: Basic realm=\"x\"\r\nSet-Cookie: a=b\r\n", NULL);
}

static void
test_another_way_to_sign_in_is_not_taken (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, challenge, NULL);
  g_autofree char *url = g_strconcat (test_mock_server_get_url (mock), "/", NULL);
  g_autoptr (TesseraClient) client = bed_new_client (url);
  g_auto (BedResult) one = { 0 }, other = { 0 };

  bed_call (client, BED_CATALOGUE, &one);
  bed_call (client, BED_CATALOGUE, &other);
  g_assert_error (other.error, TESSERA_ERROR, TESSERA_ERROR_KEY_REFUSED);
  g_assert_cmpuint (test_mock_server_get_n_requests (mock), ==, 2);
  assert_field (test_mock_server_get_request (mock, 1), "Cookie", NULL);
}

static void
test_what_is_no_admin_key_is_refused_before_it_is_sent (void)
{
  g_autoptr (TesseraSecret) token = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  const char *const keys[] = { "", "fra_a b", "fra_a\r\nX-Evil: 1", "fra_ä", tessera_secret_peek (token) };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (TesseraSecret) key = tessera_secret_new (keys[i], strlen (keys[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (tessera_client_new ("https://tokens.example.org", key, &error));
      g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
      g_assert_true (*keys[i] == '\0' || strstr (error->message, keys[i]) == NULL);
    }
}

static TesseraToken *
make_token_with_id (const char *id)
{
  g_autoptr (JsonObject) object = bed_make_answer (BED_GET);

  json_object_set_string_member (object, "id", id);
  return tessera_token_from_object (object, bed_get_catalogue (), NULL);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* An id is data, wherever it came from; it never becomes a path, a query or another request. */
static void
test_ids_are_escaped (void)
{
  static const struct { const char *id, *target; } cases[] = {
    { "tok_1/../../admin", "/v1/tokens/tok_1%2F..%2F..%2Fadmin" },
    { "tok_1?limit=5#x", "/v1/tokens/tok_1%3Flimit%3D5%23x" },
    { "tok_1%2e", "/v1/tokens/tok_1%252e" },
    { "tok_1 HTTP/1.1\r\nX: y", "/v1/tokens/tok_1%20HTTP%2F1.1%0D%0AX%3A%20y" },
    { "tok_ä", "/v1/tokens/tok_%C3%A4" },
  };
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autoptr (TesseraClient) client = bed_new_client (test_mock_server_get_url (mock));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TesseraToken) token = make_token_with_id (cases[i].id);
      g_autoptr (TesseraDraft) draft = bed_make_draft ();
      g_autoptr (GAsyncResult) result = NULL;

      tessera_client_update_async (client, bed_get_catalogue (), token, draft, NULL, keep_result, &result);
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpstr (test_mock_server_get_request (mock, i)->target, ==, cases[i].target);
    }
}

static void
test_a_path_of_the_address_is_kept (void)
{
  g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autofree char *url = g_strconcat (test_mock_server_get_url (mock), "/tokens%20here/", NULL);
  g_autoptr (TesseraClient) client = bed_new_client (url);
  g_auto (BedResult) result = { 0 };

  bed_call (client, BED_GET, &result);
  g_assert_cmpstr (test_mock_server_get_request (mock, 0)->target, ==, "/tokens%20here/v1/tokens/" BED_TOKEN_ID);
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redirects/to-another-server-are-told-and-not-followed",
                   test_a_redirect_to_another_server_is_told_and_not_followed);
  g_test_add_func ("/redirects/to-the-same-server-are-not-followed", test_a_redirect_to_the_same_server_is_not_followed);
  g_test_add_func ("/redirects/show-nothing-that-may-be-secret", test_what_may_be_secret_in_a_redirect_is_not_shown);
  g_test_add_func ("/redirects/that-are-none-are-not-followed-either", test_a_redirect_that_is_none_is_not_followed_either);
  g_test_add_func ("/key/stands-in-one-field-of-each-request", test_the_key_stands_in_one_field_of_each_request);
  g_test_add_func ("/key/none-goes-over-the-private-socket", test_no_credential_goes_over_the_private_socket);
  g_test_add_func ("/key/a-proxy-of-the-settings-sees-nothing-of-this-computer",
                   test_a_proxy_of_the_settings_sees_nothing_of_this_computer);
  g_test_add_func ("/key/another-way-to-sign-in-is-not-taken", test_another_way_to_sign_in_is_not_taken);
  g_test_add_func ("/key/what-is-none-is-refused-before-it-is-sent", test_what_is_no_admin_key_is_refused_before_it_is_sent);
  g_test_add_func ("/requests/ids-are-escaped", test_ids_are_escaped);
  g_test_add_func ("/requests/a-path-of-the-address-is-kept", test_a_path_of_the_address_is_kept);
  code = g_test_run ();
  bed_tear_down ();

  return code;
}
