#include "tessera-clean.h"
#include "tessera-failure.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  const char *name;
  GQuark (*domain) (void);
  int failure;
  TesseraError before, after; /* nothing was sent; something may have been */
  const char *words;          /* of the one before */
} Case;

static GQuark
soup_domain (void)
{
  return SOUP_SESSION_ERROR;
}

static const Case cases[] = {
  { "refused", g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, TESSERA_ERROR_UNREACHABLE, TESSERA_ERROR_INTERRUPTED, "nothing listens" },
  { "no-socket", g_io_error_quark, G_IO_ERROR_NOT_FOUND, TESSERA_ERROR_UNREACHABLE, TESSERA_ERROR_INTERRUPTED, "nothing listens" },
  { "no-host", g_io_error_quark, G_IO_ERROR_HOST_UNREACHABLE, TESSERA_ERROR_UNREACHABLE, TESSERA_ERROR_INTERRUPTED, "is the network there" },
  { "no-network", g_io_error_quark, G_IO_ERROR_NETWORK_UNREACHABLE, TESSERA_ERROR_UNREACHABLE, TESSERA_ERROR_INTERRUPTED, "is the network there" },
  { "not-permitted", g_io_error_quark, G_IO_ERROR_PERMISSION_DENIED, TESSERA_ERROR_UNREACHABLE, TESSERA_ERROR_INTERRUPTED, "may not connect" },
  { "proxy", g_io_error_quark, G_IO_ERROR_PROXY_FAILED, TESSERA_ERROR_UNREACHABLE, TESSERA_ERROR_INTERRUPTED, "proxy" },
  { "closed", g_io_error_quark, G_IO_ERROR_PARTIAL_INPUT, TESSERA_ERROR_UNREACHABLE, TESSERA_ERROR_INTERRUPTED, "can't be reached" },
  { "reset", g_io_error_quark, G_IO_ERROR_CONNECTION_CLOSED, TESSERA_ERROR_UNREACHABLE, TESSERA_ERROR_INTERRUPTED, "can't be reached" },
  { "anything", g_io_error_quark, G_IO_ERROR_FAILED, TESSERA_ERROR_UNREACHABLE, TESSERA_ERROR_INTERRUPTED, "can't be reached" },
  { "no-name", g_resolver_error_quark, G_RESOLVER_ERROR_NOT_FOUND, TESSERA_ERROR_UNREACHABLE, TESSERA_ERROR_UNREACHABLE, "no computer has this name" },
  { "no-resolver", g_resolver_error_quark, G_RESOLVER_ERROR_TEMPORARY_FAILURE, TESSERA_ERROR_UNREACHABLE, TESSERA_ERROR_UNREACHABLE, "looked up by name" },
  { "bad-certificate", g_tls_error_quark, G_TLS_ERROR_BAD_CERTIFICATE, TESSERA_ERROR_UNTRUSTED, TESSERA_ERROR_UNTRUSTED, "Nothing was sent" },
  { "certificate-wanted", g_tls_error_quark, G_TLS_ERROR_CERTIFICATE_REQUIRED, TESSERA_ERROR_NOT_ALLOWED, TESSERA_ERROR_NOT_ALLOWED, "certificate of yours" },
  { "no-tls", g_tls_error_quark, G_TLS_ERROR_MISC, TESSERA_ERROR_NOT_UNDERSTOOD, TESSERA_ERROR_NOT_UNDERSTOOD, "does not speak HTTPS" },
  { "tls-end", g_tls_error_quark, G_TLS_ERROR_EOF, TESSERA_ERROR_UNREACHABLE, TESSERA_ERROR_INTERRUPTED, "before it was secure" },
  { "no-http", soup_domain, SOUP_SESSION_ERROR_PARSING, TESSERA_ERROR_NOT_UNDERSTOOD, TESSERA_ERROR_NOT_UNDERSTOOD, "as a web server does" },
};

/* What the libraries say is for a switch; a host name or a path of theirs must not end up in a sentence. */
static TesseraOutcome *
make_outcome (const Case *of, gboolean sent)
{
  TesseraOutcome *outcome = tessera_outcome_new ();

  outcome->sent = sent;
  outcome->failure = g_error_new (of->domain (), of->failure, "Raw words of a library");
  return outcome;
}

static GError *
explain (const TesseraOutcome *outcome, TesseraDeed deed)
{
  const TesseraCircumstances about = { deed, "The server at tokens.example.org", 15000 };
  GError *error = tessera_failure_to_error (outcome, &about);

  g_assert_true (error->domain == TESSERA_ERROR);
  g_assert_true (g_str_has_prefix (error->message, "The server at tokens.example.org "));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strstr (error->message, "Raw words"));
  g_assert_true (tessera_text_is_plain (error->message));
  return error;
}

static void
test_each_failure_has_a_code_and_a_sentence (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (TesseraDeed deed = TESSERA_DEED_READ; deed <= TESSERA_DEED_REVOKE; deed++)
      {
        g_autoptr (TesseraOutcome) outcome = make_outcome (&cases[i], FALSE);
        g_autoptr (GError) error = explain (outcome, deed);

        g_assert_cmpint (error->code, ==, cases[i].before);
        g_assert_nonnull (strstr (error->message, cases[i].words));
        g_assert_null (strstr (error->message, "not known"));
      }
}

/* Only what certainly did not arrive may be said not to have been done. */
static void
test_what_was_sent_may_have_been_done (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (TesseraDeed deed = TESSERA_DEED_CREATE; deed <= TESSERA_DEED_REVOKE; deed++)
      {
        g_autoptr (TesseraOutcome) outcome = make_outcome (&cases[i], TRUE);
        g_autoptr (GError) error = explain (outcome, deed);

        g_assert_cmpint (error->code, ==, cases[i].after);
        if (cases[i].after != TESSERA_ERROR_UNREACHABLE && cases[i].after != TESSERA_ERROR_UNTRUSTED)
          g_assert_true (g_str_has_suffix (error->message, tessera_deed_unknown (deed)));
      }
}

static void
test_late_is_told_with_the_time_it_had (void)
{
  g_autoptr (TesseraOutcome) waiting = tessera_outcome_new (), connecting = tessera_outcome_new ();
  g_autoptr (GError) late = NULL, unreachable = NULL;

  waiting->late = waiting->sent = connecting->late = TRUE;
  late = explain (waiting, TESSERA_DEED_CREATE);
  unreachable = explain (connecting, TESSERA_DEED_CREATE);

  g_assert_error (late, TESSERA_ERROR, TESSERA_ERROR_TIMED_OUT);
  g_assert_nonnull (strstr (late->message, "longer than 15 seconds"));
  g_assert_nonnull (strstr (late->message, "not known"));
  g_assert_error (unreachable, TESSERA_ERROR, TESSERA_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (unreachable->message, "within 15 seconds. Nothing was created; press Create Token to try again."));
}

static void
test_too_large_outranks_what_stopping_it_caused (void)
{
  g_autoptr (TesseraOutcome) outcome = make_outcome (&cases[0], TRUE);
  g_autoptr (GError) error = NULL;

  outcome->too_large = TRUE;
  error = explain (outcome, TESSERA_DEED_READ);
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD);
  g_assert_nonnull (strstr (error->message, "far too long"));
}

static void
test_a_broken_answer_differs_from_none (void)
{
  g_autoptr (TesseraOutcome) begun = make_outcome (&cases[6], TRUE), none = make_outcome (&cases[6], TRUE);
  g_autoptr (GError) broken = NULL, silent = NULL;

  begun->status = 200;
  broken = explain (begun, TESSERA_DEED_READ);
  silent = explain (none, TESSERA_DEED_READ);
  g_assert_nonnull (strstr (broken->message, "in the middle of its answer"));
  g_assert_nonnull (strstr (silent->message, "without an answer"));
}

static void
test_durations_are_said_in_seconds (void)
{
  static const struct { guint milliseconds; const char *words; } durations[] = {
    { 15000, "15 seconds" }, { 1000, "1 second" }, { 500, "0.5 seconds" }, { 60, "0.1 seconds" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *words = tessera_deed_duration (durations[i].milliseconds);

      g_assert_cmpstr (words, ==, durations[i].words);
    }
}

/* Others' text in our sentences */

static void
test_foreign_text_is_made_plain (void)
{
  static const struct { const char *text; gsize max; const char *clean; } texts[] = {
    { "All is well", 100, "All is well" },
    { "", 100, "" },
    { "a\nb\r\n\tc", 100, "a b c" },
    { "a\u202e\u2066b", 100, "a b" },
    { "Jos\u00e9 \u05d0\u05d1", 100, "Jos\u00e9 \u05d0\u05d1" },
    { "abcdef", 3, "abc…" },
    { "äöüß", 4, "äöüß" },
    { "äöüß", 3, "äöü…" },
    { "Bearer fra_0123456789abcdef.", 100, "Bearer fra_…." },
    { "frt_0123456789 and frt_abcdefgh", 100, "frt_… and frt_…" },
    { "fra_short frt_", 100, "fra_short frt_" },
    { "fra_0123456789abcdef", 15, "fra_……" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *clean = tessera_text_clean (texts[i].text, texts[i].max);

      g_assert_cmpstr (clean, ==, texts[i].clean);
      g_assert_true (tessera_text_is_plain (clean));
    }
}

static void
test_broken_utf_8_is_repaired (void)
{
  g_autofree char *clean = tessera_text_clean ("a\xff" "b", 10);

  g_assert_cmpstr (clean, ==, "a\uFFFD" "b");
  g_assert_false (tessera_text_is_plain ("a\xff"));
  g_assert_false (tessera_text_is_plain ("a\u2028b"));
  g_assert_true (tessera_text_is_plain ("a\u200fb"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/failure/each-has-a-code-and-a-sentence", test_each_failure_has_a_code_and_a_sentence);
  g_test_add_func ("/failure/what-was-sent-may-have-been-done", test_what_was_sent_may_have_been_done);
  g_test_add_func ("/failure/late-is-told-with-the-time-it-had", test_late_is_told_with_the_time_it_had);
  g_test_add_func ("/failure/too-large-outranks-what-stopping-it-caused", test_too_large_outranks_what_stopping_it_caused);
  g_test_add_func ("/failure/a-broken-answer-differs-from-none", test_a_broken_answer_differs_from_none);
  g_test_add_func ("/deed/durations-are-said-in-seconds", test_durations_are_said_in_seconds);
  g_test_add_func ("/clean/foreign-text-is-made-plain", test_foreign_text_is_made_plain);
  g_test_add_func ("/clean/broken-utf-8-is-repaired", test_broken_utf_8_is_repaired);
  return g_test_run ();
}
