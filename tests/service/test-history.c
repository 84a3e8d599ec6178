/* The history of one token and of all, over HTTP. */

#include "test-calls.h"

#include <string.h>

static TestService *service;

static JsonArray *
get_events (const TestAnswer *answer)
{
  g_assert_cmpuint (answer->status, ==, 200);
  return json_object_get_array_member (answer->object, "events");
}

static TestAnswer *
get_history (const TestAnswer *token)
{
  g_autofree char *path = test_path_of (token, "/history");

  return test_call (service, "GET", path, NULL, NULL);
}

static void
assert_event (JsonArray *events, guint index, const char *action, const char *before, const char *after)
{
  JsonObject *event = json_array_get_object_element (events, index);

  g_assert_cmpstr (json_object_get_string_member (event, "by"), ==, "Mara");
  g_assert_cmpstr (json_object_get_string_member (event, "action"), ==, action);
  if (before == NULL)
    g_assert_true (json_object_get_null_member (event, "before"));
  else
    g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (event, "before"), "name"), ==, before);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (event, "after"), "name"), ==, after);
}

static void
test_every_change_is_told_newest_first (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "First");
  g_autoptr (TestAnswer) renamed = test_rename (service, token, "Second");
  g_autofree char *path = test_path_of (token, ""), *rotate = test_path_of (token, "/rotate");
  g_autofree char *tag = test_if_match (renamed);
  g_autoptr (TestAnswer) rotated = test_call (service, "POST", rotate, tag, "{\"grace_seconds\":60}");
  g_autoptr (TestAnswer) revoked = test_call (service, "DELETE", path, NULL, NULL);
  g_autoptr (TestAnswer) again = test_call (service, "DELETE", path, NULL, NULL);
  g_autoptr (TestAnswer) history = get_history (token);
  JsonArray *events = get_events (history);

  g_assert_cmpuint (rotated->status, ==, 200);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_cmpuint (json_array_get_length (events), ==, 4);
  assert_event (events, 0, "revoked", "Second", "Second");
  assert_event (events, 1, "rotated", "Second", "Second");
  assert_event (events, 2, "updated", "First", "Second");
  assert_event (events, 3, "created", NULL, "First");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (events, 0), "token_id"), ==,
                   test_answer_get_string (token, "id"));
  g_assert_true (json_object_get_null_member (history->object, "next_cursor"));
}

static void
test_it_never_holds_a_secret (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Discreet");
  g_autofree char *rotate = test_path_of (token, "/rotate"), *tag = test_if_match (token);
  g_autoptr (TestAnswer) rotated = test_call (service, "POST", rotate, tag, "{\"grace_seconds\":0}");
  g_autoptr (TestAnswer) history = get_history (token);

  g_assert_null (strstr (history->body, "frt_"));
  g_assert_null (strstr (history->body, "\"secret\""));
  g_assert_nonnull (strstr (history->body, test_answer_get_string (rotated, "hint")));
}

static void
test_a_refused_change_leaves_no_event (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Kept");
  g_autofree char *path = test_path_of (token, ""), *body = test_draft ("Never");
  g_autoptr (TestAnswer) stale = test_call (service, "PUT", path, "If-Match: \"other\"", body);
  g_autoptr (TestAnswer) history = get_history (token);

  g_assert_cmpuint (stale->status, ==, 412);
  g_assert_cmpuint (json_array_get_length (get_events (history)), ==, 1);
}

static void
test_whole_tokens_are_told_as_they_were (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Whole");
  g_autoptr (TestAnswer) history = get_history (token);
  JsonObject *after = json_object_get_object_member (json_array_get_object_element (get_events (history), 0), "after");
  g_autoptr (JsonNode) told = json_node_init_object (json_node_alloc (), after);

  json_object_remove_member (token->object, "secret");
  g_assert_true (json_node_equal (told, token->root));
}

/* Follows the cursors from @target on, @limit at a time. (transfer full): the actions' tokens, in their order */
static GPtrArray *
walk (const char *target, guint limit)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *next = g_strdup_printf ("%s?limit=%u", target, limit);

  while (next != NULL)
    {
      g_autoptr (TestAnswer) page = test_call (service, "GET", next, NULL, NULL);
      JsonArray *events = get_events (page);
      const char *cursor = test_answer_get_string (page, "next_cursor");

      g_assert_cmpuint (json_array_get_length (events), <=, limit);
      for (guint i = 0; i < json_array_get_length (events); i++)
        {
          JsonObject *event = json_array_get_object_element (events, i);

          g_ptr_array_add (ids, g_strdup (json_object_get_string_member (event, "token_id")));
        }
      g_free (next);
      next = cursor != NULL ? g_strdup_printf ("%s?limit=%u&cursor=%s", target, limit, cursor) : NULL;
    }

  return ids;
}

static void
test_pages_are_of_all_tokens (void)
{
  g_autoptr (TestAnswer) one = test_create (service, "One");
  g_autoptr (TestAnswer) two = test_create (service, "Two");
  g_autoptr (TestAnswer) renamed = test_rename (service, one, "Uno");
  g_autoptr (GPtrArray) whole = walk ("/v1/events", 1000);
  g_autoptr (GPtrArray) pieces = walk ("/v1/events", 2);

  g_assert_cmpuint (renamed->status, ==, 200);
  g_assert_cmpuint (whole->len, >=, 3);
  g_assert_cmpuint (whole->len, ==, pieces->len);
  for (guint i = 0; i < whole->len; i++)
    g_assert_cmpstr (whole->pdata[i], ==, pieces->pdata[i]);
  g_assert_cmpstr (whole->pdata[0], ==, test_answer_get_string (one, "id"));
  g_assert_cmpstr (whole->pdata[1], ==, test_answer_get_string (two, "id"));
}

static void
test_a_cursor_is_of_one_history (void)
{
  g_autoptr (TestAnswer) one = test_create (service, "One");
  g_autoptr (TestAnswer) two = test_create (service, "Two");
  g_autoptr (TestAnswer) page = test_call (service, "GET", "/v1/events?limit=1", NULL, NULL);
  const char *cursor = test_answer_get_string (page, "next_cursor");
  g_autofree char *rest = g_strdup_printf ("/history?cursor=%s", cursor);
  g_autofree char *of_one = test_path_of (one, rest), *of_tokens = g_strdup_printf ("/v1/tokens?cursor=%s", cursor);
  const char *const targets[] = { of_one, of_tokens, "/v1/events?cursor=nonsense", "/v1/events?limit=0", "/v1/events?x=y" };

  g_assert_cmpuint (two->status, ==, 201);
  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (TestAnswer) answer = test_call (service, "GET", targets[i], NULL, NULL);

      g_test_message ("%s", targets[i]);
      test_answer_assert_problem (answer, 400, "bad-request");
    }
}

static void
test_an_unknown_token_has_none (void)
{
  g_autoptr (TestAnswer) history = test_call (service, "GET", "/v1/tokens/tok_1/history", NULL, NULL);
  g_autoptr (TestAnswer) usage = test_call (service, "GET", "/v1/tokens/tok_1/usage", NULL, NULL);

  test_answer_assert_problem (history, 404, "no-such-token");
  test_answer_assert_problem (usage, 404, "no-such-token");
}

static void
test_a_viewer_reads_it (void)
{
  g_autoptr (TestAnswer) answer =
      test_call_with_key (service, test_service_get_viewer_key (service), "GET", "/v1/events", NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/every-change-is-told-newest-first", test_every_change_is_told_newest_first);
  g_test_add_func ("/history/it-never-holds-a-secret", test_it_never_holds_a_secret);
  g_test_add_func ("/history/a-refused-change-leaves-no-event", test_a_refused_change_leaves_no_event);
  g_test_add_func ("/history/whole-tokens-are-told-as-they-were", test_whole_tokens_are_told_as_they_were);
  g_test_add_func ("/history/pages-are-of-all-tokens", test_pages_are_of_all_tokens);
  g_test_add_func ("/history/a-cursor-is-of-one-history", test_a_cursor_is_of_one_history);
  g_test_add_func ("/history/an-unknown-token-has-none", test_an_unknown_token_has_none);
  g_test_add_func ("/history/a-viewer-reads-it", test_a_viewer_reads_it);
  service = test_service_start (NULL);
  status = test_http_run ();
  test_service_free (service);
  return status;
}
