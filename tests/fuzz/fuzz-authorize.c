/* A proxy's question, all the way from its bytes to those of the answer: guard, judgement, head.
 *
 * A request passes exactly when a plain reading of it, by regular expressions here, says so; every answer is one of those
 * that the contract knows, and its head can be taken for nothing else. */

#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "memory-store.h"
#include "tessera-authorize.h"
#include "tessera-config.h"
#include "tessera-guard.h"
#include "tessera-management.h"

/* 2026-11-24T12:00:00Z */
#define NOON G_GINT64_CONSTANT (1795521600)

static const guint8 key[32] = "the key of a token that is known";

/* Of the token that reads reports; of one that has expired, one that was revoked, and one that was rotated: its old one. */
static const char *const secrets[] = { "frt_0000000000000000000000000000000000000000000reads0",
                                       "frt_000000000000000000000000000000000000000000expired",
                                       "frt_000000000000000000000000000000000000000000revoked",
                                       "frt_000000000000000000000000000000000000000000rotated" };
static TesseraContext context;

static gint64
tell_noon (gpointer data)
{
  return NOON;
}

static void
forget_context (void)
{
  g_object_unref (context.store);
  tessera_access_free (context.access);
  tessera_catalogue_unref (context.catalogue);
}

static void
have_context (void)
{
  TesseraCatalogue *catalogue;

  if (context.store != NULL)
    return;

  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  context = (TesseraContext){ .store = memory_store_new (tessera_catalogue_get_n_areas (catalogue)), .key = key,
                              .catalogue = catalogue, .access = tessera_access_new (catalogue), .clock = tell_noon };
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_auto (TesseraHolder) holder = tessera_holder_make (i + 1, "tok_0", "Nächtlich; \"1\"", "api_key");
      TesseraDigest digest = tessera_secret_digest (key, secrets[i], strlen (secrets[i]));

      holder.expires_at = i == 1 ? NOON : NOON + 1;
      holder.revoked = i == 2;
      holder.permissions = tessera_permissions_with (holder.permissions, 5, TESSERA_VERB_READ, TRUE);
      memory_store_add (context.store, &holder, &digest, i == 3 ? NOON : TESSERA_NEVER);
    }
  atexit (forget_context);
}

/* What should become of it */

static guint
count (const TesseraRequest *request, const char *name, const char **value)
{
  guint n = 0;

  for (guint i = 0; i < request->n_fields; i++)
    if (g_ascii_strcasecmp (request->fields[i].name, name) == 0 && n++ == 0)
      *value = request->fields[i].value;

  return n;
}

static gboolean
matches (const char *pattern, const char *text)
{
  return g_regex_match_simple (pattern, text, G_REGEX_DOLLAR_ENDONLY | G_REGEX_RAW, 0);
}

static gboolean
has_credential (const char *query)
{
  g_auto (GStrv) parameters = g_strsplit_set (query, "?&;", -1);
  gboolean found = FALSE;

  for (gsize i = 0; parameters[i] != NULL; i++)
    {
      char *end = strchr (parameters[i], '=');
      g_autofree char *name = g_uri_unescape_segment (parameters[i], end, NULL);

      found |= end != NULL && name != NULL && matches ("^(api_token|access_token)$", name);
    }

  return found;
}

/* By the letters of the contract, and for reports alone. */
static gboolean
is_readable (const char *method, const char *target)
{
  g_autofree char *path = g_strndup (target, strcspn (target, "?"));

  return (strcmp (method, "GET") == 0 || strcmp (method, "HEAD") == 0)
         && matches ("^[!-~]+$", target)
         && matches ("^/api/[^/]+/reports(/|$)", path)
         && !matches ("//|[;#\\\\]|%(?![0-9A-Fa-f]{2})|%([01]|25|2[fF]|5[cC]|7[fF])", path)
         && !matches ("/(\\.|%2[eE]){1,2}(/|$)", path)
         && !has_credential (target + strlen (path));
}

static gboolean
find_question (const TesseraRequest *request, const char **method, const char **target)
{
  const char *query;

  if (g_str_has_prefix (request->target, "/v1/ext-authz/"))
    {
      *method = request->method;
      *target = request->target + strlen ("/v1/ext-authz");
      return TRUE;
    }

  if (strcmp (request->method, "GET") != 0 || count (request, "X-Forwarded-Method", method) != 1
      || count (request, "X-Forwarded-Uri", target) != 1)
    return FALSE;

  query = strchr (*target, '?');
  return request->query == NULL || (query != NULL && strcmp (query + 1, request->query) == 0);
}

static gboolean
should_pass (const TesseraRequest *request)
{
  const char *method = NULL, *target = NULL, *bearer = NULL, *api_key = NULL, *unused;
  guint n_bearers = count (request, "Authorization", &bearer), n_keys = count (request, "X-Api-Key", &api_key);
  g_autofree char *credential = g_strconcat ("^(?i:bearer) +", secrets[0], "$", NULL);

  return find_question (request, &method, &target) && is_readable (method, target) && n_bearers + n_keys == 1
         && (n_keys == 1 ? strcmp (api_key, secrets[0]) == 0 : matches (credential, bearer))
         && count (request, "X-HTTP-Method", &unused) + count (request, "X-HTTP-Method-Override", &unused)
                    + count (request, "X-Method-Override", &unused)
                == 0;
}

/* What becomes of it */

/* As the door does it, but for the socket. (transfer full) */
static TesseraReply *
judge (TesseraRequest *request)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  TesseraReply *reply;

  request->peer = (TesseraPeer){ TESSERA_PEER_TCP, (uid_t) -1, "127.0.0.1" };
  g_assert_null (tessera_authorize_handlers.admit (request, &context));
  request->body = nothing;
  reply = tessera_authorize_handlers.handle (request, &context);
  request->body = NULL;

  return reply;
}

static void
check_head (const char *head, guint status)
{
  static const char *const challenges[] = {
    [401] = "\r\nWWW-Authenticate: Bearer( error=\"invalid_token\", error_description=\"[ !#-\\[\\]-~]+\")?\r\n",
    [403] = "\r\nWWW-Authenticate: Bearer error=\"(invalid_request|insufficient_scope)\", "
            "error_description=\"[ !#-\\[\\]-~]+\"(, scope=\"[a-z_]+:(read|write)\")?\r\n",
  };

  g_assert_true (matches ("^HTTP/1\\.1 [1-5][0-9][0-9] [A-Za-z ]*\r\n([A-Za-z-]+: [!-~][ -~]*\r\n)+\r\n$", head));
  g_assert_nonnull (strstr (head, "\r\nCache-Control: no-store\r\n"));
  if (status == 200)
    g_assert_nonnull (strstr (head, "\r\nX-Token-Id: tok_0\r\nX-Token-Name: N%C3%A4chtlich%3B%20%221%22\r\n"
                                    "X-Token-Type: api_key\r\n"));
  else
    g_assert_true (strstr (head, "X-Token") == NULL && matches (challenges[status], head));
}

/* No answer tells a secret, not even one that came with the request. */
static void
check_reply (TesseraReply *reply, gboolean passes)
{
  guint status = tessera_reply_get_status (reply);
  GBytes *body = tessera_reply_get_body (reply);
  g_autoptr (GString) head = NULL;
  g_autofree char *text = body != NULL ? g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body)) : g_strdup ("");

  g_assert_true (status == 200 || status == 401 || status == 403);
  g_assert_true (passes == (status == 200));
  g_assert_true ((status == 200) == (*text == '\0'));

  head = tessera_reply_take_head (reply, NOON, FALSE);
  g_assert_cmpuint (strlen (head->str), ==, head->len);
  g_assert_null (strstr (head->str, "frt_"));
  g_assert_null (strstr (text, "frt_"));
  check_head (head->str, status);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_auto (TesseraHead) head = { 0 };
  TesseraGuard guard = { 0 };
  TesseraRefusal refusal;

  have_context ();
  if (tessera_guard_read (&guard, (const char *) data, size, &head, &refusal) == TESSERA_GUARD_WHOLE
      && tessera_authorize_is_asked (&head.request))
    {
      gboolean passes = should_pass (&head.request);
      g_autoptr (TesseraReply) reply = judge (&head.request);

      check_reply (reply, passes);
    }
  return 0;
}
