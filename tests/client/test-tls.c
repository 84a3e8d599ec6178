/* Certificates that are right, and those that are not: the key goes to nobody who can't prove who he is. */

#include "client-bed.h"
#include "client-certificates.h"
#include "tessera-certificate.h"

#include <string.h>

static ClientCertificates *certificates;

static void
trust_our_authority (gboolean trust)
{
  g_autoptr (GTlsDatabase) database = NULL;

  if (trust)
    database = g_tls_file_database_new (client_certificates_get_authority (certificates), NULL);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
}

typedef struct
{
  const char *name;
  const char *names;
  int from, to;
  gboolean known; /* whether its authority is trusted */
  const char *words[3];
} Case;

static const Case bad_ones[] = {
  { "unknown-authority", "IP:127.0.0.1", -5, 5, FALSE, { "Nobody whom this computer trusts" } },
  { "another-name", "DNS:tokens.example.org,DNS:www.example.org", -5, 5, TRUE,
    { "for another name: ", "tokens.example.org", "www.example.org" } },
  { "another-address", "IP:10.1.2.3", -5, 5, TRUE, { "for another name" } },
  { "ended", "IP:127.0.0.1", -400, -2, TRUE, { "ended on " } },
  { "not-yet", "IP:127.0.0.1", 3, 9, TRUE, { "valid only from " } },
  { "ended-and-another-name", "DNS:tokens.example.org", -400, -2, TRUE, { "ended on ", "another name" } },
};

static void
test_is_refused_in_words (gconstpointer data)
{
  const Case *bad = data;
  g_autoptr (GTlsCertificate) certificate = client_certificates_issue (certificates, bad->names, bad->from, bad->to);
  g_autoptr (TestMockServer) mock = test_mock_server_start_tls (certificate, bed_serve, NULL);
  g_autoptr (TesseraClient) client = NULL;

  trust_our_authority (bad->known);
  client = bed_new_client (test_mock_server_get_url (mock));
  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_auto (BedResult) result = { 0 };

      bed_call (client, call, &result);
      bed_assert_sentence (&result);
      g_assert_error (result.error, TESSERA_ERROR, TESSERA_ERROR_UNTRUSTED);
      for (guint i = 0; i < G_N_ELEMENTS (bad->words) && bad->words[i] != NULL; i++)
        g_assert_nonnull (strstr (result.error->message, bad->words[i]));
    }
  g_assert_cmpuint (test_mock_server_get_n_requests (mock), ==, 0);
}

static void
test_a_right_certificate_is_all_it_needs (void)
{
  g_autoptr (GTlsCertificate) certificate = client_certificates_issue (certificates, "IP:127.0.0.1", -5, 5);
  g_autoptr (TestMockServer) mock = test_mock_server_start_tls (certificate, bed_serve, NULL);
  g_autoptr (TesseraClient) client = NULL;

  trust_our_authority (TRUE);
  client = bed_new_client (test_mock_server_get_url (mock));
  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_auto (BedResult) result = { 0 };

      bed_call (client, call, &result);
      bed_assert_success (&result);
    }
}

/* What answers a TLS hello in clear, as a web server on a plain port does. */
static gboolean
answer_in_clear (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  static const char text[] = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_output_stream_write_all (output, text, strlen (text), NULL, NULL, NULL);
  return TRUE;
}

static void
test_https_to_a_plain_port_is_said_to_be (void)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autoptr (TesseraClient) client = bed_new_client (url);

  g_signal_connect (service, "incoming", G_CALLBACK (answer_in_clear), NULL);
  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_auto (BedResult) result = { 0 };

      bed_call (client, call, &result);
      bed_assert_sentence (&result);
      g_assert_error (result.error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD);
      g_assert_nonnull (strstr (result.error->message, "does not speak HTTPS"));
      g_assert_null (strstr (result.error->message, "not known"));
    }
  g_socket_service_stop (service);
}

/* From https back to http: told, not followed. */
static void
test_a_redirect_from_https_to_http_is_not_followed (void)
{
  g_autoptr (GTlsCertificate) certificate = client_certificates_issue (certificates, "IP:127.0.0.1", -5, 5);
  g_autoptr (TestMockServer) plain = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  g_autofree char *field = g_strdup_printf ("Location: %s/v1/catalogue\r\n", test_mock_server_get_url (plain));
  BedAnswer answer = { 307, NULL, field, NULL };
  g_autoptr (TestMockServer) mock = test_mock_server_start_tls (certificate, bed_say, &answer);
  g_autoptr (TesseraClient) client = NULL;

  trust_our_authority (TRUE);
  client = bed_new_client (test_mock_server_get_url (mock));
  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_auto (BedResult) result = { 0 };

      bed_call (client, call, &result);
      bed_assert_sentence (&result);
      g_assert_error (result.error, TESSERA_ERROR, TESSERA_ERROR_REDIRECTED);
    }
  g_assert_cmpuint (test_mock_server_get_n_connections (plain), ==, 0);
}

/* tessera-certificate alone */

static void
test_each_fault_has_a_sentence (void)
{
  static const struct { GTlsCertificateFlags faults; const char *words; } cases[] = {
    { 0, "can't be checked" },
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "trusts" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "another name" },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "clock" },
    { G_TLS_CERTIFICATE_EXPIRED, "ended" },
    { G_TLS_CERTIFICATE_REVOKED, "revoked" },
    { G_TLS_CERTIFICATE_INSECURE, "no longer secure" },
    { G_TLS_CERTIFICATE_GENERIC_ERROR, "can't be checked" },
  };
  g_autoptr (GTlsCertificate) certificate = client_certificates_issue (certificates, "DNS:tokens.example.org", -5, 5);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *without = tessera_certificate_explain (NULL, cases[i].faults);
      g_autofree char *with = tessera_certificate_explain (certificate, cases[i].faults);

      g_assert_nonnull (strstr (without, cases[i].words));
      g_assert_nonnull (strstr (with, cases[i].words));
      g_assert_true (g_str_has_suffix (without, ".") || g_str_has_suffix (without, "?"));
    }
}

static void
test_all_faults_are_told (void)
{
  g_autofree char *text = tessera_certificate_explain (NULL, G_TLS_CERTIFICATE_VALIDATE_ALL);

  g_assert_nonnull (strstr (text, "ended"));
  g_assert_nonnull (strstr (text, "another name"));
  g_assert_nonnull (strstr (text, "trusts"));
}

/* A certificate is written by whoever answers; its names are not to fill the screen. */
static void
test_many_names_are_cut_short (void)
{
  g_autoptr (GString) names = g_string_new ("DNS:a0.example.org");
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autofree char *text = NULL;

  for (guint i = 1; i < 50; i++)
    g_string_append_printf (names, ",DNS:a%u.example.org", i);
  certificate = client_certificates_issue (certificates, names->str, -5, 5);
  text = tessera_certificate_explain (certificate, G_TLS_CERTIFICATE_BAD_IDENTITY);

  g_assert_nonnull (strstr (text, "a4.example.org"));
  g_assert_null (strstr (text, "a5.example.org"));
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  if (!g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    g_error ("GIO has no TLS here: glib-networking is missing");
  certificates = client_certificates_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (bad_ones); i++)
    {
      g_autofree char *path = g_strdup_printf ("/tls/%s/is-refused-in-words", bad_ones[i].name);

      g_test_add_data_func (path, &bad_ones[i], test_is_refused_in_words);
    }
  g_test_add_func ("/tls/a-right-certificate-is-all-it-needs", test_a_right_certificate_is_all_it_needs);
  g_test_add_func ("/tls/https-to-a-plain-port-is-said-to-be", test_https_to_a_plain_port_is_said_to_be);
  g_test_add_func ("/tls/a-redirect-from-https-to-http-is-not-followed", test_a_redirect_from_https_to_http_is_not_followed);
  g_test_add_func ("/certificate/each-fault-has-a-sentence", test_each_fault_has_a_sentence);
  g_test_add_func ("/certificate/all-faults-are-told", test_all_faults_are_told);
  g_test_add_func ("/certificate/many-names-are-cut-short", test_many_names_are_cut_short);
  code = g_test_run ();
  trust_our_authority (FALSE);
  client_certificates_free (certificates);
  bed_tear_down ();

  return code;
}
