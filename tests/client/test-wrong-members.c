/* Answers whose members are missing, mistyped or unknown: each is an error that names what is wrong. */

#include "client-bed.h"

#include <string.h>

#define TOKEN_CALLS "get create update rotate revoke"

/**
 * Wrong:
 * @calls: names, by blanks
 * @path: members down to the one that is changed, by `/`; a number is an element of an array
 * @value: JSON to put there; %NULL to take it away
 * @words: that the sentence must have
 */
typedef struct
{
  const char *calls, *path, *value, *words;
} Wrong;

static const Wrong unknown_values[] = {
  { TOKEN_CALLS, "type", "\"carrier_pigeon\"", "carrier_pigeon" },
  { TOKEN_CALLS, "status", "\"asleep\"", "asleep" },
  { TOKEN_CALLS, "status", "\"as\\u202e\\nleep\"", "status" },
  { TOKEN_CALLS, "permissions/nuclear_codes", "[\"read\"]", "nuclear_codes" },
  { TOKEN_CALLS, "permissions/content", "[]", "verbs" },
  { TOKEN_CALLS, "permissions/content", "[\"erase\"]", "verbs" },
  { TOKEN_CALLS, "permissions/content", "[1]", "verbs" },
  { TOKEN_CALLS, "permissions/content", "\"read\"", "verbs" },
  { TOKEN_CALLS, "permissions/content", "null", "verbs" },
  { TOKEN_CALLS, "expires_at", "\"tomorrow\"", "expires_at" },
  { TOKEN_CALLS, "expires_at", "\"2031-05-04T00:00:00+02:00\"", "expires_at" },
  { TOKEN_CALLS, "created_at", "\"2031-02-30T00:00:00Z\"", "created_at" },
  { TOKEN_CALLS, "id", "\"..\"", "id" },
  { TOKEN_CALLS, "id", "\"tok_\\n\"", "id" },
  { TOKEN_CALLS, "revision", "\"a\\\"b\"", "revision" },
  { TOKEN_CALLS, "revision", "\"a\\r\\nX-Evil: 1\"", "revision" },
  { TOKEN_CALLS, "name", "\"a\\u202eb\"", "control characters" },
  { TOKEN_CALLS, "created_by", "\"a\\nb\"", "control characters" },
  { "get update rotate revoke", "id", "\"tok_another\"", "another token" },
  { "history", "events/0", "7", "event" },
  { "history", "events/0/token_id", "\"tok_another\"", "another token" },
  { "history", "events/0/at", "\"yesterday\"", "at" },
  { "history", "events/0/action", "\"stolen\"", "action" },
  { "history", "events/0/action", "\"created\"", "before" },
  { "history", "events/0/before", "null", "before" },
  { "history", "events/0/by", "\"a\\u202eb\"", "control characters" },
  { "history", "events/0/before/name", "\"a\\u202eb\"", "control characters" },
  { "history", "events/0/after/hint", "\"a\\nb\"", "control characters" },
  { "history", "events/0/after/type", "\"a\\u0007b\"", "control characters" },
  { "history", "events/0/after/status", "\"a\\u0007b\"", "control characters" },
  { "history", "events/0/after/permissions", "{\"a\\u202eb\": [\"read\"]}", "control characters" },
  { "history", "events/0/after/permissions", "{\"content\": [\"erase\"]}", "permissions" },
  { "history", "events/0/after/expires_at", "\"tomorrow\"", "expires_at" },
  { "history", "next_cursor", "\"a b\"", "next page" },
  { "history", "events", "[]", "next page" },
  { "usage", "since", "\"yesterday\"", "since" },
  { "usage", "areas/content", NULL, "content" },
  { "usage", "areas/content/read/count", "-1", "count" },
  { "usage", "areas/content/read/count", "1.5", "count" },
  { "usage", "areas/content/read/count", "99999999999999999999", "count" },
  { "usage", "areas/content/read/count", "0", "last_at" },
  { "usage", "areas/content/read/last_at", "null", "last_at" },
  { "usage", "areas/content/read/last_at", "\"2026-02-30T00:00:00Z\"", "last_at" },
  { "usage", "areas/content/write/last_at", "\"2026-02-03T04:05:06Z\"", "last_at" },
  { "create rotate", "secret", NULL, "secret" },
  { "create rotate", "secret", "null", "secret" },
  { "create rotate", "secret", "17", "secret" },
  { "create rotate", "secret", "\"frt_short\"", "secret" },
  { "list", "tokens/0/type", "\"carrier_pigeon\"", "carrier_pigeon" },
  { "list", "tokens/0/permissions/nuclear_codes", "[\"read\"]", "nuclear_codes" },
  { "list", "tokens/0", "null", "token" },
  { "list", "tokens/0", "[]", "token" },
  { "list", "tokens/0", "{}", "missing" },
  { "list", "tokens", NULL, "tokens" },
  { "list", "tokens", "{}", "tokens" },
  { "list", "tokens", "[]", "next page" },
  { "list", "next_cursor", NULL, "next_cursor" },
  { "list", "next_cursor", "5", "next_cursor" },
  { "list", "next_cursor", "\"\"", "next page" },
  { "list", "next_cursor", "\"a&limit=1000\"", "next page" },
  { "list", "next_cursor", "\"a/../b\"", "next page" },
  { "list", "total", NULL, "total" },
  { "list", "total", "-1", "total" },
  { "list", "total", "1.5", "total" },
  { "list", "total", "99999999999999999999", "total" },
  { "list", "total", "\"2\"", "total" },
  { "catalogue", "areas", "[]", "area" },
  { "catalogue", "areas/0/id", "\"Con tent\"", "id" },
  { "catalogue", "areas/1/id", "\"content\"", "content" },
  { "catalogue", "areas/0/personal_data", "\"some\"", "personal_data" },
  { "catalogue", "areas/0/routes/0", "\"api\"", "route" },
  { "catalogue", "areas/0", "7", "areas" },
  { "catalogue", "areas/0/name", "\"Con\\u202etent\"", "control characters" },
  { "catalogue", "areas/0/description", "\"a\\nb\"", "control character" },
  { "catalogue", "token_types/0/name", "\"a\\u0001\"", "control character" },
  { "catalogue", "token_types", "[]", "token_types" },
  { "catalogue", "token_types/0", "null", "token_types" },
  { "catalogue", "policy/default_lifetime_days", "0", "default_lifetime_days" },
  { "catalogue", "policy/name_max_length", "-5", "name_max_length" },
  { "catalogue", "self/role", "\"king\"", "who you are" },
  { "catalogue", "self/name", "\"a\\u0007\"", "who you are" },
};

/* Members by call, each of which is taken away and mistyped. */
static const struct
{
  const char *call, *at;
  const char *members; /* a ? after those that may be null */
} all_members[] = {
  { "get", "", "id name type permissions expires_at? status hint created_at created_by updated_at updated_by last_used_at? revision" },
  { "history", "", "events next_cursor?" },
  { "history", "events/0/", "at by token_id action before after" },
  { "history", "events/0/before/", "name type permissions expires_at? status hint" },
  { "history", "events/0/after/", "name type permissions expires_at? status hint" },
  { "usage", "", "since areas" },
  { "usage", "areas/", "content" },
  { "usage", "areas/content/", "read write" },
  { "usage", "areas/content/read/", "count" },
  { "catalogue", "", "areas token_types policy example_url? self" },
  { "catalogue", "areas/0/", "id name description personal_data retired routes" },
  { "catalogue", "token_types/0/", "id name description" },
  { "catalogue", "policy/", "expiry_required default_lifetime_days max_lifetime_days? name_max_length" },
  { "catalogue", "self/", "name role" },
};

static const char *const values[] = { "null", "true", "17", "-3.5", "\"x\"", "[]", "[[]]", "{}", "{\"a\": 1}" };

static BedCall
find_call (const char *name)
{
  for (BedCall call = 0; call < BED_N_CALLS; call++)
    if (g_str_equal (bed_call_get_name (call), name))
      return call;

  g_assert_not_reached ();
}

static JsonNode *
step (JsonNode *node, const char *word)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_element (json_node_get_array (node), (guint) g_ascii_strtoull (word, NULL, 10));

  return json_object_get_member (json_node_get_object (node), word);
}

static void
put (JsonNode *parent, const char *member, const char *value)
{
  JsonNode *node = value != NULL ? json_from_string (value, NULL) : NULL;

  if (JSON_NODE_HOLDS_ARRAY (parent))
    {
      json_array_remove_element (json_node_get_array (parent), (guint) g_ascii_strtoull (member, NULL, 10));
      json_array_add_element (json_node_get_array (parent), node);
    }
  else if (node != NULL)
    json_object_set_member (json_node_get_object (parent), member, node);
  else
    json_object_remove_member (json_node_get_object (parent), member);
}

static char *
make_wrong (BedCall call, const char *path, const char *value)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_auto (GStrv) words = g_strsplit (path, "/", -1);
  JsonNode *node = root;

  json_node_take_object (root, bed_make_answer (call));
  for (guint i = 0; words[i + 1] != NULL; i++)
    node = step (node, words[i]);
  put (node, words[g_strv_length (words) - 1], value);

  return json_to_string (root, FALSE);
}

static TestMockServer *mock;
static TesseraClient *client;

static void
call_with (BedCall call, const char *body, BedResult *result)
{
  BedAnswer answer = { bed_get_status (call), "application/json", NULL, body };

  test_mock_server_set_script (mock, bed_say, &answer);
  bed_call (client, call, result);
}

static void
assert_refused (BedCall call, const char *path, const char *value, const char *words)
{
  g_autofree char *body = make_wrong (call, path, value);
  g_auto (BedResult) result = { 0 };

  call_with (call, body, &result);
  if (result.error == NULL)
    g_error ("%s was taken with %s: %s", bed_call_get_name (call), path, body);
  bed_assert_sentence (&result);
  g_assert_error (result.error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD);
  g_assert_nonnull (strstr (result.error->message, words));
}

static void
test_unknown_values_are_refused_by_name (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unknown_values); i++)
    {
      const Wrong *wrong = &unknown_values[i];
      g_auto (GStrv) calls = g_strsplit (wrong->calls, " ", -1);

      for (guint k = 0; calls[k] != NULL; k++)
        assert_refused (find_call (calls[k]), wrong->path, wrong->value, wrong->words);
    }
}

static const char *
type_of (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) ? g_type_name (json_node_get_value_type (node)) : json_node_type_name (node);
}

static gboolean
has_type (BedCall call, const char *path, const char *value)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT), other = json_from_string (value, NULL);
  g_auto (GStrv) words = g_strsplit (path, "/", -1);
  JsonNode *node = root;

  json_node_take_object (root, bed_make_answer (call));
  for (guint i = 0; words[i] != NULL; i++)
    node = step (node, words[i]);

  return g_str_equal (type_of (node), type_of (other));
}

static void
try_member (BedCall call, const char *at, const char *member)
{
  gboolean nullable = g_str_has_suffix (member, "?");
  g_autofree char *name = g_strndup (member, strlen (member) - nullable);
  g_autofree char *path = g_strconcat (at, name, NULL);

  assert_refused (call, path, NULL, name);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (!has_type (call, path, values[i]) && !(nullable && i == 0)
        && !(g_str_equal (name, "max_lifetime_days") && i == 2) && !(g_str_equal (name, "example_url") && i == 4))
      assert_refused (call, path, values[i], name);
}

static void
test_every_member_must_be_there_and_of_its_type (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (all_members); i++)
    {
      g_auto (GStrv) members = g_strsplit (all_members[i].members, " ", -1);

      for (guint k = 0; members[k] != NULL; k++)
        try_member (find_call (all_members[i].call), all_members[i].at, members[k]);
    }
}

static void
test_unknown_members_are_passed_over (void)
{
  for (BedCall call = 0; call < BED_N_CALLS; call++)
    {
      g_autofree char *body = make_wrong (call, "news_of_version_2", "{\"a\": [1]}");
      g_auto (BedResult) result = { 0 };

      call_with (call, body, &result);
      bed_assert_success (&result);
    }
}

/* However long what is quoted is, the sentence is one that people can read. */
static void
test_a_long_value_makes_no_long_sentence (void)
{
  g_autofree char *long_text = g_strnfill (100000, 'x');
  g_autofree char *value = g_strdup_printf ("\"%s\"", long_text);
  g_autofree char *body = make_wrong (BED_GET, "status", value);
  g_auto (BedResult) result = { 0 };

  call_with (BED_GET, body, &result);
  bed_assert_sentence (&result);
  g_assert_cmpuint (strlen (result.error->message), <, 600);
}

/* One bad token must not hide behind 199 good ones, nor be shown half. */
static void
test_a_page_with_one_bad_token_is_no_page (void)
{
  g_autoptr (JsonObject) page = bed_make_answer (BED_LIST), other = bed_make_answer (BED_GET);
  g_auto (BedResult) result = { 0 };
  g_autofree char *body = NULL;

  json_object_set_string_member (other, "type", "carrier_pigeon");
  json_array_add_object_element (json_object_get_array_member (page, "tokens"), g_steal_pointer (&other));
  body = tessera_json_to_string (page);

  call_with (BED_LIST, body, &result);
  bed_assert_sentence (&result);
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  mock = test_mock_server_start (TEST_MOCK_TCP, bed_serve, NULL);
  client = bed_new_client (test_mock_server_get_url (mock));
  g_test_add_func ("/answers/members/every-one-must-be-there-and-of-its-type", test_every_member_must_be_there_and_of_its_type);
  g_test_add_func ("/answers/members/unknown-values-are-refused-by-name", test_unknown_values_are_refused_by_name);
  g_test_add_func ("/answers/members/unknown-ones-are-passed-over", test_unknown_members_are_passed_over);
  g_test_add_func ("/answers/members/a-page-with-one-bad-token-is-no-page", test_a_page_with_one_bad_token_is_no_page);
  g_test_add_func ("/answers/members/a-long-value-makes-no-long-sentence", test_a_long_value_makes_no_long_sentence);
  code = g_test_run ();
  g_object_unref (client);
  test_mock_server_free (mock);
  bed_tear_down ();

  return code;
}
