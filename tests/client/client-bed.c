#include "client-bed.h"

#include "tessera-clean.h"
#include "tessera-deed.h"
#include "tessera-token-json.h"

#include <string.h>

static const char catalogue_text[]
  = "{\"areas\": [{\"id\": \"content\", \"name\": \"Content\", \"description\": \"Get/Set content.\","
    " \"personal_data\": \"none\", \"retired\": false, \"routes\": [\"/api/*/slots\"]},"
    " {\"id\": \"reports\", \"name\": \"Reports\", \"description\": \"Access to reports.\","
    " \"personal_data\": \"limited\", \"retired\": false, \"routes\": [\"/api/*/reports\"]}],"
    " \"token_types\": [{\"id\": \"api_key\", \"name\": \"API Key\", \"description\": \"REST APIs\"}],"
    " \"policy\": {\"expiry_required\": false, \"default_lifetime_days\": 90, \"max_lifetime_days\": null,"
    " \"name_max_length\": 100}, \"example_url\": null, \"self\": {\"name\": \"Mara\", \"role\": \"manager\"}}";

static const char token_text[]
  = "{\"id\": \"" BED_TOKEN_ID "\", \"name\": \"Nightly export\", \"type\": \"api_key\","
    " \"permissions\": {\"content\": [\"read\", \"write\"], \"reports\": [\"read\"]},"
    " \"expires_at\": \"2031-05-04T00:00:00Z\", \"status\": \"active\", \"hint\": \"q7Xk\","
    " \"created_at\": \"2026-01-02T03:04:05Z\", \"created_by\": \"Mara\", \"updated_at\": \"2026-02-03T04:05:06Z\","
    " \"updated_by\": \"Jonas\", \"last_used_at\": null, \"revision\": \"rev-1\"}";

static TesseraCatalogue *catalogue;
static TesseraToken *token;
static TesseraSecret *secret;

const char *
bed_call_get_name (BedCall call)
{
  static const char *const names[] = { "catalogue", "list", "get", "history", "usage", "create", "update", "rotate", "revoke" };

  return names[call];
}

void
bed_result_clear (BedResult *result)
{
  g_clear_object (&result->result);
  g_clear_pointer (&result->catalogue, tessera_catalogue_unref);
  g_clear_pointer (&result->self, tessera_admin_free);
  g_clear_pointer (&result->tokens, g_ptr_array_unref);
  g_clear_pointer (&result->events, g_ptr_array_unref);
  g_clear_pointer (&result->usage, tessera_usage_free);
  g_clear_pointer (&result->next_cursor, g_free);
  g_clear_object (&result->token);
  g_clear_object (&result->current);
  g_clear_pointer (&result->secret, tessera_secret_free);
  g_clear_pointer (&result->problem, tessera_problem_free);
  g_clear_error (&result->error);
}

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);

  return json_object_ref (json_node_get_object (root));
}

TesseraCatalogue *
bed_get_catalogue (void)
{
  if (catalogue == NULL)
    {
      g_autoptr (JsonObject) object = parse (catalogue_text);

      catalogue = tessera_catalogue_from_object (object, NULL);
      g_assert_nonnull (catalogue);
    }

  return catalogue;
}

TesseraToken *
bed_get_token (void)
{
  if (token == NULL)
    {
      g_autoptr (JsonObject) object = parse (token_text);

      token = tessera_token_from_object (object, bed_get_catalogue (), NULL);
      g_assert_nonnull (token);
    }

  return token;
}

const char *
bed_get_secret (void)
{
  if (secret == NULL)
    secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);

  return tessera_secret_peek (secret);
}

TesseraDraft *
bed_make_draft (void)
{
  return tessera_draft_new_from_token (bed_get_token ());
}

TesseraClient *
bed_new_client (const char *url)
{
  g_autoptr (TesseraSecret) key = tessera_secret_new (BED_KEY, strlen (BED_KEY));
  g_autoptr (GError) error = NULL;
  TesseraClient *client = tessera_client_new (url, key, &error);

  g_assert_no_error (error);
  return client;
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

void
bed_begin (TesseraClient *client, BedCall call, GCancellable *stop, BedResult *result)
{
  g_autoptr (TesseraDraft) draft = bed_make_draft ();
  TesseraCatalogue *known = bed_get_catalogue ();
  gpointer place = &result->result;

  result->call = call;
  switch (call)
    {
    case BED_CATALOGUE:
      tessera_client_get_catalogue_async (client, stop, keep_result, place);
      break;
    case BED_LIST:
      tessera_client_list_async (client, known, 200, NULL, stop, keep_result, place);
      break;
    case BED_GET:
      tessera_client_get_async (client, known, BED_TOKEN_ID, stop, keep_result, place);
      break;
    case BED_HISTORY:
      tessera_client_history_async (client, BED_TOKEN_ID, 20, NULL, stop, keep_result, place);
      break;
    case BED_USAGE:
      tessera_client_usage_async (client, known, BED_TOKEN_ID, stop, keep_result, place);
      break;
    case BED_CREATE:
      tessera_client_create_async (client, known, draft, "bed-key-1", stop, keep_result, place);
      break;
    case BED_UPDATE:
      tessera_client_update_async (client, known, bed_get_token (), draft, stop, keep_result, place);
      break;
    case BED_ROTATE:
      tessera_client_rotate_async (client, known, bed_get_token (), 60, stop, keep_result, place);
      break;
    case BED_REVOKE:
      tessera_client_revoke_async (client, known, BED_TOKEN_ID, stop, keep_result, place);
      break;
    case BED_N_CALLS:
    default:
      g_assert_not_reached ();
    }
}

static void
finish (TesseraClient *client, BedResult *to)
{
  switch (to->call)
    {
    case BED_CATALOGUE:
      to->catalogue = tessera_client_get_catalogue_finish (client, to->result, &to->self, &to->error);
      break;
    case BED_LIST:
      to->tokens = tessera_client_list_finish (client, to->result, &to->next_cursor, &to->total, &to->error);
      break;
    case BED_GET:
      to->token = tessera_client_get_finish (client, to->result, &to->error);
      break;
    case BED_HISTORY:
      to->events = tessera_client_history_finish (client, to->result, &to->next_cursor, &to->error);
      break;
    case BED_USAGE:
      to->usage = tessera_client_usage_finish (client, to->result, &to->error);
      break;
    case BED_CREATE:
      to->token = tessera_client_create_finish (client, to->result, &to->secret, &to->problem, &to->error);
      break;
    case BED_UPDATE:
      to->token = tessera_client_update_finish (client, to->result, &to->current, &to->problem, &to->error);
      break;
    case BED_ROTATE:
      to->token = tessera_client_rotate_finish (client, to->result, &to->secret, &to->current, &to->problem, &to->error);
      break;
    case BED_REVOKE:
      to->token = tessera_client_revoke_finish (client, to->result, &to->problem, &to->error);
      break;
    case BED_N_CALLS:
    default:
      g_assert_not_reached ();
    }
}

void
bed_await (TesseraClient *client, BedResult *result)
{
  while (result->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  finish (client, result);
}

void
bed_call (TesseraClient *client, BedCall call, BedResult *result)
{
  bed_begin (client, call, NULL, result);
  bed_await (client, result);
}

/* Right answers */

static JsonObject *
make_page (void)
{
  JsonObject *page = json_object_new ();
  JsonArray *tokens = json_array_new ();

  json_array_add_object_element (tokens, parse (token_text));
  json_object_set_array_member (page, "tokens", tokens);
  json_object_set_string_member (page, "next_cursor", "next-1");
  json_object_set_int_member (page, "total", 2);
  return page;
}

static JsonObject *
make_history (void)
{
  JsonObject *page = json_object_new (), *event = json_object_new ();
  JsonArray *events = json_array_new ();

  json_object_set_string_member (event, "at", "2026-02-03T04:05:06Z");
  json_object_set_string_member (event, "by", "Jonas");
  json_object_set_string_member (event, "token_id", BED_TOKEN_ID);
  json_object_set_string_member (event, "action", "updated");
  json_object_set_object_member (event, "before", parse (token_text));
  json_object_set_object_member (event, "after", parse (token_text));
  json_array_add_object_element (events, event);
  json_object_set_array_member (page, "events", events);
  json_object_set_string_member (page, "next_cursor", "next-1");
  return page;
}

/* The first area was read, the others were not used. */
static JsonObject *
make_usage (void)
{
  TesseraCatalogue *known = bed_get_catalogue ();
  g_autoptr (TesseraUsage) usage = tessera_usage_new (1769990400, tessera_catalogue_get_n_areas (known));

  usage->uses[0][TESSERA_VERB_READ] = (TesseraUse) { 12, 1770091506 };
  return tessera_usage_to_object (usage, known);
}

JsonObject *
bed_make_answer (BedCall call)
{
  JsonObject *object;

  if (call == BED_CATALOGUE)
    return parse (catalogue_text);
  if (call == BED_LIST)
    return make_page ();
  if (call == BED_HISTORY)
    return make_history ();
  if (call == BED_USAGE)
    return make_usage ();

  object = parse (token_text);
  if (call == BED_CREATE || call == BED_ROTATE)
    json_object_set_string_member (object, "secret", bed_get_secret ());
  return object;
}

guint
bed_get_status (BedCall call)
{
  return call == BED_CREATE ? 201 : 200;
}

char *
bed_answer_text (BedCall call)
{
  g_autoptr (JsonObject) object = bed_make_answer (call);

  return tessera_json_to_string (object);
}

static BedCall
recognise (const TestMockRequest *request)
{
  if (g_str_equal (request->target, "/v1/catalogue"))
    return BED_CATALOGUE;
  if (g_str_equal (request->method, "POST"))
    return g_str_has_suffix (request->target, "/rotate") ? BED_ROTATE : BED_CREATE;
  if (g_str_equal (request->method, "PUT"))
    return BED_UPDATE;
  if (g_str_equal (request->method, "DELETE"))
    return BED_REVOKE;

  if (strstr (request->target, "/history") != NULL)
    return BED_HISTORY;
  if (g_str_has_suffix (request->target, "/usage"))
    return BED_USAGE;

  return g_str_has_prefix (request->target, "/v1/tokens?") ? BED_LIST : BED_GET;
}

void
bed_serve (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  BedCall call = recognise (request);
  g_autofree char *text = bed_answer_text (call);

  test_mock_peer_answer (peer, bed_get_status (call), "application/json", NULL, text);
}

void
bed_say (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  const BedAnswer *answer = data;

  test_mock_peer_answer (peer, answer->status, answer->media_type, answer->fields, answer->body);
}

/* What a result must be like */

void
bed_assert_success (const BedResult *result)
{
  g_assert_no_error (result->error);
  if (result->call == BED_CATALOGUE)
    g_assert_true (result->catalogue != NULL && result->self != NULL);
  else if (result->call == BED_LIST)
    g_assert_cmpuint (result->tokens->len, ==, 1);
  else if (result->call == BED_HISTORY)
    g_assert_cmpuint (result->events->len, ==, 1);
  else if (result->call == BED_USAGE)
    g_assert_cmpint (tessera_usage_get_last_at (result->usage), ==, 1770091506);
  else
    g_assert_cmpstr (tessera_token_get_id (result->token), ==, BED_TOKEN_ID);
  g_assert_true ((result->secret != NULL) == (result->call == BED_CREATE || result->call == BED_ROTATE));
}

static gboolean
says_what_it_means (const char *message, BedCall call)
{
  static const TesseraDeed deeds[] = {
    TESSERA_DEED_READ, TESSERA_DEED_READ,   TESSERA_DEED_READ,   TESSERA_DEED_READ,   TESSERA_DEED_READ,
    TESSERA_DEED_CREATE, TESSERA_DEED_UPDATE, TESSERA_DEED_ROTATE, TESSERA_DEED_REVOKE,
  };
  static const char advice[] = " Give it another key.";      /* what to do comes last, where the rest does not say it */
  g_autofree char *before = g_strndup (message, strlen (message) - (g_str_has_suffix (message, advice) ? strlen (advice) : 0));
  TesseraDeed deed = deeds[call];

  return g_str_has_suffix (before, tessera_deed_not_done (deed))
         || g_str_has_suffix (before, tessera_deed_refused (deed))
         || g_str_has_suffix (before, tessera_deed_unknown (deed))
         || g_str_has_suffix (before, "Nothing was sent to it.");
}

void
bed_assert_sentence (const BedResult *result)
{
  const char *message;

  g_assert_nonnull (result->error);
  message = result->error->message;
  g_test_message ("%s: %s", bed_call_get_name (result->call), message);

  g_assert_true (result->error->domain == TESSERA_ERROR);
  g_assert_true (strstr (message, "The server at ") != NULL || strstr (message, "the server at ") != NULL);
  g_assert_true (says_what_it_means (message, result->call));
  g_assert_true (tessera_text_is_plain (message));
  g_assert_null (strstr (message, "(null)"));
  g_assert_null (strstr (message, ".."));
  g_assert_null (strstr (message, "keyOfTheBed"));
  g_assert_null (strstr (message, bed_get_secret ()));
  g_assert_true (result->token == NULL && result->tokens == NULL && result->events == NULL
                 && result->usage == NULL && result->catalogue == NULL && result->secret == NULL);
}

void
bed_tear_down (void)
{
  g_clear_pointer (&catalogue, tessera_catalogue_unref);
  g_clear_object (&token);
  g_clear_pointer (&secret, tessera_secret_free);
}
