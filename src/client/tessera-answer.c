#include "tessera-answer.h"

#include "tessera-clean.h"
#include "tessera-failure.h"
#include "tessera-received-problem.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define MAX_LOCATION_LENGTH 200
#define MAX_REASON_LENGTH 300

static void
set_error (GError **error, TesseraError code, const char *happened, const char *meaning)
{
  g_set_error (error, TESSERA_ERROR, code, "%s %s", happened, meaning);
}

/* A reason may quote what the server sent, and end with a stop of its own. */
static char *
clean_reason (const char *why)
{
  char *clean = tessera_text_clean (why, MAX_REASON_LENGTH);
  gsize length = strlen (clean);

  if (length > 0 && clean[length - 1] == '.')
    clean[length - 1] = '\0';
  return clean;
}

void
tessera_answer_set_not_understood (GError **error, const TesseraCircumstances *about, const char *why)
{
  g_autofree char *reason = clean_reason (why);
  g_autofree char *happened
    = g_strdup_printf (_("%s gave an answer that is not understood (%s). Another product may answer there, or another version."),
                       about->server, reason);

  set_error (error, TESSERA_ERROR_NOT_UNDERSTOOD, happened, tessera_deed_unknown (about->deed));
}

static gboolean
is_web_page (const TesseraOutcome *outcome)
{
  return outcome->media_type != NULL
         && (g_str_equal (outcome->media_type, "text/html") || g_str_equal (outcome->media_type, "application/xhtml+xml"));
}

static void
set_web_page (GError **error, const TesseraCircumstances *about)
{
  g_autofree char *happened
    = g_strdup_printf (_("%s answered with a web page instead of data. If this network has a page to sign in on, "
                         "sign in there first; else check the address."),
                       about->server);

  set_error (error, TESSERA_ERROR_NOT_UNDERSTOOD, happened, tessera_deed_unknown (about->deed));
}

/* The body as an object, or NULL and why not. */
static JsonObject *
read_object (const TesseraOutcome *outcome, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (outcome->encoded)
    {
      g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_BAD_JSON, _("it is compressed, which was not asked for"));
      return NULL;
    }

  root = tessera_json_parse ((const char *) outcome->body->data, outcome->body->len, TESSERA_JSON_MAX_DEPTH, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_BAD_JSON, _("it is no object"));
      return NULL;
    }

  return json_object_ref (json_node_get_object (root));
}

static JsonObject *
read_success (const TesseraOutcome *outcome, const TesseraCircumstances *about, GError **error)
{
  g_autoptr (GError) fault = NULL;
  JsonObject *object;

  if (is_web_page (outcome))
    {
      set_web_page (error, about);
      return NULL;
    }
  if (g_strcmp0 (outcome->media_type, "application/json") != 0)
    {
      tessera_answer_set_not_understood (error, about, _("it is not marked as JSON"));
      return NULL;
    }

  object = read_object (outcome, &fault);
  if (object == NULL)
    tessera_answer_set_not_understood (error, about, fault->message);
  return object;
}

/* Refusals */

static void
set_redirected (GError **error, const TesseraOutcome *outcome, const TesseraCircumstances *about)
{
  g_autofree char *where = tessera_text_clean (outcome->location, MAX_LOCATION_LENGTH);
  g_autofree char *happened
    = g_strdup_printf (_("%s points to %s instead of answering. The admin key was not sent there. If that is its new "
                         "address, give it as the server's address; if it is a page to sign in to this network, sign in first."),
                       about->server, where);

  set_error (error, TESSERA_ERROR_REDIRECTED, happened, tessera_deed_not_done (about->deed));
}

/**
 * Refusal:
 * @happened: a sentence that takes the server
 * @meaning: what it means, by deed
 * @say_detail: whether the server's own words belong to it
 * @next: (nullable): what to do now, where @happened and @meaning do not say it
 */
typedef struct
{
  TesseraError code;
  const char *happened;
  const char *(*meaning) (TesseraDeed deed);
  gboolean say_detail;
  const char *next;
} Refusal;

static Refusal
judge_missing (const TesseraProblem *problem)
{
  if (problem != NULL && tessera_problem_is (problem, TESSERA_PROBLEM_NO_SUCH_TOKEN))
    return (Refusal) { TESSERA_ERROR_NOT_FOUND, _("%s does not know this token any more."), tessera_deed_refused,
                       FALSE, NULL };

  return (Refusal) { TESSERA_ERROR_NOT_UNDERSTOOD,
                     _("%s has no token service at this address. Check the address and what stands after the name."), tessera_deed_refused,
                     FALSE, NULL };
}

static Refusal
judge_values (const TesseraProblem *problem)
{
  if (problem != NULL && tessera_problem_is (problem, TESSERA_PROBLEM_KEY_REUSED))
    return (Refusal) { TESSERA_ERROR_KEY_REUSED, _("%s has already seen this form with other values in it."), tessera_deed_refused, FALSE, NULL };

  return (Refusal) { TESSERA_ERROR_INVALID, _("%s does not accept these values."), tessera_deed_refused, TRUE, NULL };
}

static Refusal
judge_failure (const TesseraOutcome *outcome, const TesseraProblem *problem)
{
  gboolean nothing_done = problem != NULL && tessera_problem_is (problem, TESSERA_PROBLEM_UNAVAILABLE);

  if (outcome->status == 511)
    return (Refusal) { TESSERA_ERROR_NOT_UNDERSTOOD, _("This network wants you to sign in before %s can be reached."), tessera_deed_not_done,
                       FALSE, NULL };
  if (outcome->status == 502 || outcome->status == 504)
    return (Refusal) { TESSERA_ERROR_SERVER, _("%s is there, but the token service behind it does not answer."), tessera_deed_unknown, FALSE, NULL };
  if (problem != NULL && tessera_problem_is (problem, TESSERA_PROBLEM_OUTCOME_UNKNOWN))
    return (Refusal) { TESSERA_ERROR_SERVER, _("%s failed in the middle of the change."), tessera_deed_unknown, FALSE, NULL };
  if (outcome->status == 503)
    return (Refusal) { TESSERA_ERROR_SERVER, _("%s can't do this now; wait a little."),
                       nothing_done ? tessera_deed_not_done : tessera_deed_unknown, TRUE, NULL };

  return (Refusal) { TESSERA_ERROR_SERVER, _("%s has failed by a fault of its own; its log says more."), tessera_deed_unknown, TRUE, NULL };
}

static Refusal
judge (const TesseraOutcome *outcome, const TesseraProblem *problem)
{
  switch (outcome->status)
    {
    case 401:
      return (Refusal) { TESSERA_ERROR_KEY_REFUSED, _("%s does not know the admin key."), tessera_deed_refused, FALSE,
                         _("Give it another key.") };
    case 403:
      return (Refusal) { TESSERA_ERROR_NOT_ALLOWED, _("%s does not allow you to do this."), tessera_deed_refused, TRUE, NULL };
    case 404:
      return judge_missing (problem);
    case 407:
      return (Refusal) { TESSERA_ERROR_UNREACHABLE, _("%s can't be reached: the proxy on the way wants a sign-in."), tessera_deed_not_done, FALSE, NULL };
    case 408:
    case 429:
      return (Refusal) { TESSERA_ERROR_SERVER, _("%s has too much to do now; wait a little."), tessera_deed_not_done, FALSE, NULL };
    case 409:
      return (Refusal) { TESSERA_ERROR_REVOKED, _("%s does not do this with the token as it is now."), tessera_deed_refused, TRUE, NULL };
    case 412:
      return (Refusal) { TESSERA_ERROR_STALE, _("%s has a newer state of this token: somebody else changed it."), tessera_deed_refused, FALSE, NULL };
    case 422:
      return judge_values (problem);
    default:
      if (outcome->status >= 500)
        return judge_failure (outcome, problem);
      return (Refusal) { TESSERA_ERROR_BAD_REQUEST, _("%s finds fault with the way it was asked, which is a defect of this program."),
 tessera_deed_refused, TRUE, NULL };
    }
}

/* What the server says itself, in quotes, or nothing. */
static char *
quote_detail (const TesseraProblem *problem)
{
  if (problem == NULL || *problem->detail == '\0')
    return g_strdup ("");

  return g_strdup_printf (_(" It says: “%s”"), problem->detail);
}

static void
set_refused (GError **error, const TesseraOutcome *outcome, const TesseraCircumstances *about, const TesseraProblem *problem)
{
  Refusal refusal = judge (outcome, problem);
  g_autofree char *happened = g_strdup_printf (refusal.happened, about->server);
  g_autofree char *detail = refusal.say_detail ? quote_detail (problem) : g_strdup ("");

  g_set_error (error, TESSERA_ERROR, refusal.code, "%s%s %s%s%s", happened, detail, refusal.meaning (about->deed),
               refusal.next != NULL ? " " : "", refusal.next != NULL ? refusal.next : "");
}

static TesseraProblem *
read_problem (const TesseraOutcome *outcome)
{
  g_autoptr (JsonObject) object = NULL;

  if (g_strcmp0 (outcome->media_type, "application/problem+json") == 0)
    object = read_object (outcome, NULL);

  return object != NULL ? tessera_problem_from_server (object, outcome->status) : NULL;
}

static gboolean
is_redirect (const TesseraOutcome *outcome)
{
  guint status = outcome->status;

  return outcome->location != NULL
         && (status == 301 || status == 302 || status == 303 || status == 307 || status == 308);
}

JsonObject *
tessera_answer_read (const TesseraOutcome *outcome, const TesseraCircumstances *about, TesseraProblem **problem,
                     GError **error)
{
  *problem = NULL;

  if (is_redirect (outcome))
    set_redirected (error, outcome, about);
  else if (!tessera_outcome_is_whole (outcome))
    g_propagate_error (error, tessera_failure_to_error (outcome, about));
  else if (outcome->status == 200 || outcome->status == 201)
    return read_success (outcome, about, error);
  else if (outcome->status < 400)
    tessera_answer_set_not_understood (error, about, _("its status is none that is expected"));
  else
    {
      *problem = read_problem (outcome);
      set_refused (error, outcome, about, *problem);
    }

  return NULL;
}
