#include "tessera-failure.h"

#include "tessera-certificate.h"

#include <libsoup/soup.h>

#include <glib/gi18n-lib.h>

/* The server, what happened, what it means: two sentences. */
static GError *
new_error (TesseraError code, const TesseraCircumstances *about, const char *happened, const char *meaning)
{
  g_autofree char *sentence = g_strdup_printf (happened, about->server);

  return g_error_new (TESSERA_ERROR, code, "%s %s", sentence, meaning);
}

static GError *
unreachable (const TesseraCircumstances *about, const char *happened)
{
  return new_error (TESSERA_ERROR_UNREACHABLE, about, happened, tessera_deed_not_done (about->deed));
}

/* Reading changes nothing, however far it came. */
static gboolean
may_have_been_done (const TesseraOutcome *outcome, const TesseraCircumstances *about)
{
  return outcome->sent && about->deed != TESSERA_DEED_READ;
}

static const char *
get_meaning (const TesseraOutcome *outcome, const TesseraCircumstances *about)
{
  return may_have_been_done (outcome, about) ? tessera_deed_unknown (about->deed) : tessera_deed_not_done (about->deed);
}

static GError *
late_error (const TesseraOutcome *outcome, const TesseraCircumstances *about)
{
  g_autofree char *duration = tessera_deed_duration (about->milliseconds);
  g_autofree char *happened = g_strdup_printf (outcome->sent ? _("%s took longer than %s.")
                                                             : _("%s could not be reached within %s."),
                                               about->server, duration);

  return g_error_new (TESSERA_ERROR, outcome->sent ? TESSERA_ERROR_TIMED_OUT : TESSERA_ERROR_UNREACHABLE, "%s %s",
                      happened, get_meaning (outcome, about));
}

static GError *
interrupted_error (const TesseraOutcome *outcome, const TesseraCircumstances *about)
{
  return new_error (TESSERA_ERROR_INTERRUPTED, about,
                    outcome->status != 0 ? _("%s broke off in the middle of its answer.")
                                         : _("%s closed the connection without an answer."),
                    get_meaning (outcome, about));
}

static GError *
resolver_error (const GError *failure, const TesseraCircumstances *about)
{
  if (g_error_matches (failure, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE))
    return unreachable (about, _("%s can't be looked up by name now; is the network there?"));

  return unreachable (about, _("%s can't be found: no computer has this name. Check the address."));
}

static GError *
tls_error (const TesseraOutcome *outcome, const TesseraCircumstances *about)
{
  switch (outcome->failure->code)
    {
    case G_TLS_ERROR_BAD_CERTIFICATE:
      {
        g_autofree char *faults = tessera_certificate_explain (outcome->certificate, outcome->certificate_faults);

        return g_error_new (TESSERA_ERROR, TESSERA_ERROR_UNTRUSTED, _("%s can't be trusted: %s Nothing was sent to it."),
                            about->server, faults);
      }
    case G_TLS_ERROR_CERTIFICATE_REQUIRED:
      return new_error (TESSERA_ERROR_NOT_ALLOWED, about, _("%s asks for a certificate of yours, which can't be given."),
                        get_meaning (outcome, about));
    case G_TLS_ERROR_EOF:
      return outcome->sent ? interrupted_error (outcome, about)
                           : unreachable (about, _("%s closed the connection before it was secure."));
    default:
      return new_error (TESSERA_ERROR_NOT_UNDERSTOOD, about,
                        _("%s does not speak HTTPS there, or not one that is known here. Check the address and its port."),
                        get_meaning (outcome, about));
    }
}

/* NULL for what has nothing to do with connecting. */
static const char *
explain_no_connection (int code)
{
  switch (code)
    {
    case G_IO_ERROR_CONNECTION_REFUSED:
    case G_IO_ERROR_NOT_FOUND:
      return _("%s does not answer: nothing listens there now.");
    case G_IO_ERROR_HOST_UNREACHABLE:
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_HOST_NOT_FOUND:
      return _("%s can't be reached from here; is the network there?");
    case G_IO_ERROR_PERMISSION_DENIED:
      return _("%s can't be reached: this user may not connect to it.");
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return _("%s can't be reached: the proxy of this computer's network settings does not let it through.");
    default:
      return NULL;
    }
}

static GError *
io_error (const TesseraOutcome *outcome, const TesseraCircumstances *about)
{
  const char *no_connection = explain_no_connection (outcome->failure->code);

  if (no_connection != NULL && !may_have_been_done (outcome, about))
    return unreachable (about, no_connection);
  if (outcome->sent)
    return interrupted_error (outcome, about);

  return unreachable (about, _("%s can't be reached."));
}

GError *
tessera_failure_to_error (const TesseraOutcome *outcome, const TesseraCircumstances *about)
{
  const GError *failure = outcome->failure;

  if (outcome->too_large)
    return new_error (TESSERA_ERROR_NOT_UNDERSTOOD, about, _("%s gave an answer that is far too long to be right."),
                      get_meaning (outcome, about));
  if (outcome->late)
    return late_error (outcome, about);
  if (failure->domain == G_RESOLVER_ERROR)
    return resolver_error (failure, about);
  if (failure->domain == G_TLS_ERROR)
    return tls_error (outcome, about);
  if (failure->domain == SOUP_SESSION_ERROR)
    return new_error (TESSERA_ERROR_NOT_UNDERSTOOD, about, _("%s does not answer as a web server does."),
                      get_meaning (outcome, about));

  return io_error (outcome, about);
}
