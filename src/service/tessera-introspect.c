#include "tessera-introspect.h"

#include <string.h>

/**
 * read_form:
 * @token: (out) (transfer full) (nullable): the parameter `token`; %NULL if it isn't there exactly once
 *
 * Other parameters are passed over, as RFC 7662, 2.1 and RFC 6749, 3.2 ask.
 *
 * Returns: whether the body is a form
 */
static gboolean
read_form (GBytes *body, char **token)
{
  GUriParamsIter iter;
  gsize length = 0;
  const char *text = g_bytes_get_data (body, &length);
  guint n = 0;
  g_autoptr (GError) error = NULL;
  char *name, *value;

  *token = NULL;
  if (length > 0 && memchr (text, '\0', length) != NULL)
    return FALSE;

  g_uri_params_iter_init (&iter, text, (gssize) length, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, &error))
    {
      if (strcmp (name, "token") == 0 && ++n == 1)
        *token = g_steal_pointer (&value);
      else if (value != NULL)
        tessera_wipe (value, strlen (value));
      g_free (name);
      g_free (value);
    }

  if (n != 1 && *token != NULL)
    {
      tessera_wipe (*token, strlen (*token));
      g_clear_pointer (token, g_free);
    }
  return error == NULL;
}

/* Whether @token passes at the call's instant; @holder (out) has it, and @ends_at (out) is when no more. */
static gboolean
find_active (const TesseraCall *call, const char *token, TesseraHolder *holder, gint64 *ends_at)
{
  gsize length = strlen (token);
  gint64 secret_ends_at = 0;
  TesseraSecretKind kind;
  TesseraDigest digest;

  if (!tessera_secret_recognise (token, length, &kind) || kind != TESSERA_SECRET_TOKEN)
    return FALSE;

  digest = tessera_secret_digest (call->context->key, token, length);
  if (!tessera_store_look_up (call->context->store, &digest, holder, &secret_ends_at)
      || tessera_holder_get_state (holder, secret_ends_at, call->now) != TESSERA_HOLDER_ACTIVE)
    return FALSE;

  *ends_at = MIN (holder->expires_at, secret_ends_at);
  return TRUE;
}

/* `reports:read reports:write`: in catalogue order, read before write; a retired area grants nothing. (transfer full) */
static char *
describe_scope (TesseraCatalogue *catalogue, TesseraPermissions permissions)
{
  GString *scope = g_string_new (NULL);

  for (guint i = 0; i < tessera_catalogue_get_n_areas (catalogue); i++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      {
        const TesseraArea *area = tessera_catalogue_get_area (catalogue, i);

        if (!area->retired && tessera_permissions_has (permissions, i, verb))
          g_string_append_printf (scope, "%s%s:%s", scope->len > 0 ? " " : "", area->id, tessera_verb_to_string (verb));
      }

  return g_string_free (scope, FALSE);
}

/* RFC 7662, 2.2. @holder: (nullable): of a token that passes */
static JsonObject *
describe (const TesseraCall *call, const TesseraHolder *holder, gint64 ends_at)
{
  JsonObject *object = json_object_new ();
  g_autofree char *scope = NULL, *name = NULL;

  json_object_set_boolean_member (object, "active", holder != NULL);
  if (holder == NULL)
    return object;

  scope = describe_scope (call->context->catalogue, holder->permissions);
  name = tessera_holder_dup_name (holder);
  json_object_set_string_member (object, "scope", scope);
  if (ends_at != TESSERA_NEVER)
    json_object_set_int_member (object, "exp", ends_at);
  json_object_set_int_member (object, "iat", tessera_store_get_created_at (call->context->store, holder));
  json_object_set_string_member (object, "sub", tessera_holder_get_id (holder));
  json_object_set_string_member (object, "client_id", name);
  json_object_set_string_member (object, "token_type", holder->type);
  return object;
}

TesseraReply *
tessera_handle_introspect (TesseraCall *call, JsonNode *body)
{
  g_autofree char *token = NULL;
  g_auto (TesseraHolder) holder = { 0 };
  gboolean active;
  gint64 ends_at = TESSERA_NEVER;
  TesseraReply *reply;

  if (!read_form (call->request->body, &token))
    return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_BAD_REQUEST, "The body is no form."));
  if (token == NULL)
    return tessera_call_refuse (call, tessera_problem_new (TESSERA_PROBLEM_BAD_REQUEST,
                                                           "The form must hold the parameter token once."));

  active = find_active (call, token, &holder, &ends_at);
  tessera_wipe (token, strlen (token));

  reply = tessera_reply_new_json (200, describe (call, active ? &holder : NULL, ends_at));
  tessera_reply_add_field (reply, "Cache-Control", "no-store");
  return reply;
}
