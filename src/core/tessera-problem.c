#include "tessera-problem.h"

#include <string.h>

#define URN "urn:tessera:problem:"

static const struct
{
  const char *slug;
  guint status;
  const char *title;
} kinds[TESSERA_N_PROBLEMS] = {
  [TESSERA_PROBLEM_BAD_REQUEST] = { "bad-request", 400, "Faulty request" },
  [TESSERA_PROBLEM_BAD_JSON] = { "bad-json", 400, "Not JSON" },
  [TESSERA_PROBLEM_NO_CREDENTIAL] = { "no-credential", 401, "No credential" },
  [TESSERA_PROBLEM_UNKNOWN_CREDENTIAL] = { "unknown-credential", 401, "Unknown credential" },
  [TESSERA_PROBLEM_NOT_A_KEY] = { "not-an-admin-key", 403, "Not an admin key" },
  [TESSERA_PROBLEM_NOT_ALLOWED] = { "not-allowed", 403, "Not allowed" },
  [TESSERA_PROBLEM_INVALID_TOKEN] = { "invalid-token", 401, "The token does not pass" },
  [TESSERA_PROBLEM_REQUEST_DENIED] = { "request-denied", 403, "The request is denied to everybody" },
  [TESSERA_PROBLEM_INSUFFICIENT_SCOPE] = { "insufficient-scope", 403, "The token lacks a permission" },
  [TESSERA_PROBLEM_NO_SUCH_ROUTE] = { "no-such-route", 404, "No such resource" },
  [TESSERA_PROBLEM_NO_SUCH_TOKEN] = { "no-such-token", 404, "No such token" },
  [TESSERA_PROBLEM_METHOD_NOT_ALLOWED] = { "method-not-allowed", 405, "Method not allowed" },
  [TESSERA_PROBLEM_REVOKED] = { "revoked", 409, "The token is revoked" },
  [TESSERA_PROBLEM_NOT_ACTIVE] = { "not-active", 409, "The token is not active" },
  [TESSERA_PROBLEM_LENGTH_REQUIRED] = { "length-required", 411, "Content-Length required" },
  [TESSERA_PROBLEM_STALE] = { "stale", 412, "Changed since it was read" },
  [TESSERA_PROBLEM_TOO_LARGE] = { "too-large", 413, "Body too large" },
  [TESSERA_PROBLEM_TARGET_TOO_LONG] = { "target-too-long", 414, "Target too long" },
  [TESSERA_PROBLEM_UNSUPPORTED_MEDIA] = { "unsupported-media-type", 415, "Unsupported media type" },
  [TESSERA_PROBLEM_KEY_REUSED] = { "idempotency-key-reused", 422, "Idempotency key used for another request" },
  [TESSERA_PROBLEM_INVALID_MEMBERS] = { "invalid-members", 422, "Some values are not accepted" },
  [TESSERA_PROBLEM_PRECONDITION_REQUIRED] = { "precondition-required", 428, "If-Match required" },
  [TESSERA_PROBLEM_FIELDS_TOO_LARGE] = { "fields-too-large", 431, "Header fields too large" },
  [TESSERA_PROBLEM_INTERNAL] = { "internal", 500, "A fault of the service" },
  [TESSERA_PROBLEM_UNAVAILABLE] = { "unavailable", 503, "Not available now" },
  [TESSERA_PROBLEM_OUTCOME_UNKNOWN] = { "outcome-unknown", 503, "Failed with an unknown outcome" },
};

TesseraProblem *
tessera_problem_new (TesseraProblemKind kind, const char *format, ...)
{
  TesseraProblem *problem;
  va_list args;

  g_return_val_if_fail (kind < TESSERA_N_PROBLEMS, NULL);

  problem = g_new0 (TesseraProblem, 1);
  problem->type = g_strconcat (URN, kinds[kind].slug, NULL);
  problem->title = g_strdup (kinds[kind].title);
  problem->status = kinds[kind].status;
  va_start (args, format);
  problem->detail = g_strdup_vprintf (format, args);
  va_end (args);

  return problem;
}

void
tessera_problem_take_faults (TesseraProblem *problem, GPtrArray *faults)
{
  g_clear_pointer (&problem->faults, g_ptr_array_unref);
  problem->faults = faults;
}

void
tessera_problem_take_current (TesseraProblem *problem, JsonObject *current)
{
  g_clear_pointer (&problem->current, json_object_unref);
  problem->current = current;
}

gboolean
tessera_problem_is (const TesseraProblem *problem, TesseraProblemKind kind)
{
  g_return_val_if_fail (kind < TESSERA_N_PROBLEMS, FALSE);

  return g_str_has_prefix (problem->type, URN) && g_str_equal (problem->type + strlen (URN), kinds[kind].slug);
}

static JsonArray *
faults_to_array (GPtrArray *faults)
{
  JsonArray *array = json_array_sized_new (faults->len);

  for (guint i = 0; i < faults->len; i++)
    {
      const TesseraFault *fault = g_ptr_array_index (faults, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "pointer", fault->pointer);
      json_object_set_string_member (object, "detail", fault->detail);
      json_array_add_object_element (array, object);
    }

  return array;
}

JsonObject *
tessera_problem_to_object (const TesseraProblem *problem)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", problem->type);
  json_object_set_string_member (object, "title", problem->title);
  json_object_set_int_member (object, "status", problem->status);
  json_object_set_string_member (object, "detail", problem->detail);
  if (problem->faults != NULL && problem->faults->len > 0)
    json_object_set_array_member (object, "errors", faults_to_array (problem->faults));
  if (problem->current != NULL)
    json_object_set_object_member (object, "current", json_object_ref (problem->current));

  return object;
}

static char *
read_text (JsonObject *object, const char *member, const char *fallback)
{
  const char *text;

  return g_strdup (tessera_json_get_string (object, member, &text, NULL) ? text : fallback);
}

static GPtrArray *
read_faults (JsonObject *object)
{
  JsonArray *array;
  GPtrArray *faults;

  if (!tessera_json_get_array (object, "errors", &array, NULL))
    return NULL;

  faults = tessera_faults_new ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *pointer, *detail;

      if (JSON_NODE_HOLDS_OBJECT (node)
          && tessera_json_get_string (json_node_get_object (node), "pointer", &pointer, NULL)
          && tessera_json_get_string (json_node_get_object (node), "detail", &detail, NULL))
        tessera_faults_add (faults, pointer, "%s", detail);
    }

  return faults;
}

TesseraProblem *
tessera_problem_from_object (JsonObject *object, guint status)
{
  TesseraProblem *problem = g_new0 (TesseraProblem, 1);
  JsonObject *current;
  gint64 told;

  problem->type = read_text (object, "type", "about:blank");
  problem->title = read_text (object, "title", "");
  problem->detail = read_text (object, "detail", "");
  problem->status = tessera_json_get_int (object, "status", 400, 599, &told, NULL) ? (guint) told : status;
  problem->faults = read_faults (object);
  if (tessera_json_get_object (object, "current", &current, NULL))
    problem->current = json_object_ref (current);

  return problem;
}

void
tessera_problem_free (TesseraProblem *problem)
{
  g_free (problem->type);
  g_free (problem->title);
  g_free (problem->detail);
  g_clear_pointer (&problem->faults, g_ptr_array_unref);
  g_clear_pointer (&problem->current, json_object_unref);
  g_free (problem);
}
