/* The page of tokens: newest first, whole under creation, its cursors and limits. */

#include "test-calls.h"

#include <string.h>

#define N_TOKENS 23

static TestService *service;
static char *ids[N_TOKENS]; /* in the order of creation */

static TestAnswer *
get_page (guint limit, const char *cursor)
{
  g_autofree char *target = g_strdup_printf ("/v1/tokens?limit=%u%s%s", limit, cursor != NULL ? "&cursor=" : "",
                                             cursor != NULL ? cursor : "");
  TestAnswer *answer = test_call (service, "GET", target, NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

static void
append_ids (GPtrArray *found, const TestAnswer *page)
{
  JsonArray *tokens = json_object_get_array_member (page->object, "tokens");

  for (guint i = 0; i < json_array_get_length (tokens); i++)
    g_ptr_array_add (found, g_strdup (json_object_get_string_member (json_array_get_object_element (tokens, i), "id")));
}

/* Newest first, from the @first of @found on: those of set_up(). */
static void
assert_are_ours (GPtrArray *found, guint first)
{
  g_assert_cmpuint (found->len, ==, first + N_TOKENS);
  for (guint i = 0; i < N_TOKENS; i++)
    g_assert_cmpstr (g_ptr_array_index (found, first + i), ==, ids[N_TOKENS - 1 - i]);
}

/* Follows the cursors from the first page; @creating: a token is made between any two. */
static void
walk (guint limit, gboolean creating)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *cursor = NULL;
  gint64 before = 0;

  do
    {
      g_autoptr (TestAnswer) page = get_page (limit, cursor);

      if (cursor == NULL)
        before = json_object_get_int_member (page->object, "total");
      append_ids (found, page);
      g_free (cursor);
      cursor = g_strdup (test_answer_get_string (page, "next_cursor"));
      if (cursor != NULL)
        g_assert_true (g_regex_match_simple ("^[A-Za-z0-9._~-]+$", cursor, G_REGEX_DOLLAR_ENDONLY, 0));
      if (creating && cursor != NULL)
        test_answer_free (test_create (service, "Meanwhile"));
    }
  while (cursor != NULL);

  g_assert_cmpuint (found->len, ==, before);
  assert_are_ours (found, found->len - N_TOKENS);
}

static void
test_cursors_lead_through_all_newest_first (void)
{
  static const guint limits[] = { 1, 2, 7, N_TOKENS - 1, N_TOKENS, N_TOKENS + 1, 1000 };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    walk (limits[i], FALSE);
}

static void
test_creations_meanwhile_move_nothing (void)
{
  walk (5, TRUE);
}

static gpointer
create_some (gpointer data)
{
  for (int i = 0; i < 20; i++)
    test_answer_free (test_create (service, "Beside"));

  return NULL;
}

static void
test_creations_beside_move_nothing (void)
{
  GThread *thread = g_thread_new ("create", create_some, NULL);

  for (int i = 0; i < 3; i++)
    walk (3, FALSE);
  g_thread_join (thread);
}

static void
test_the_last_page_has_no_cursor (void)
{
  g_autoptr (TestAnswer) all = get_page (1000, NULL);
  g_autoptr (TestAnswer) plain = test_call (service, "GET", "/v1/tokens", NULL, NULL);

  g_assert_null (test_answer_get_string (all, "next_cursor"));
  g_assert_cmpstr (plain->body, ==, all->body);
}

/* A client may ask for the next page before it has read this one. */
static void
test_the_cursor_stands_before_the_tokens (void)
{
  g_autoptr (TestAnswer) first = get_page (1, NULL);
  g_autofree char *beginning = g_strdup_printf ("{\"next_cursor\":\"%s\",", test_answer_get_string (first, "next_cursor"));

  g_assert_true (g_str_has_prefix (first->body, beginning));
}

static void
test_total_counts_revoked_ones_too (void)
{
  g_autoptr (TestAnswer) token = test_create (service, "Counted");
  g_autofree char *path = test_path_of (token, "");
  g_autoptr (TestAnswer) before = get_page (1, NULL);
  g_autoptr (TestAnswer) revoked = test_call (service, "DELETE", path, NULL, NULL);
  g_autoptr (TestAnswer) after = get_page (1, NULL);
  JsonObject *first = json_array_get_object_element (json_object_get_array_member (after->object, "tokens"), 0);

  g_assert_cmpint (json_object_get_int_member (after->object, "total"), ==,
                   json_object_get_int_member (before->object, "total"));
  g_assert_cmpstr (json_object_get_string_member (first, "id"), ==, test_answer_get_string (revoked, "id"));
  g_assert_cmpstr (json_object_get_string_member (first, "status"), ==, "revoked");
}

static void
test_limits_and_cursors_that_are_none_are_400 (void)
{
  static const char *const queries[] = {
    "limit=0", "limit=1001", "limit=-1", "limit=", "limit=all", "limit=1.0", "limit=01", "limit=1&limit=2", "cursor=",
    "cursor=nonsense", "cursor=a%2Fb", "cursor=a+b", "cursor=%C3%A9", "cursor=..", "offset=3", "limit=1;cursor=a",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *target = g_strconcat ("/v1/tokens?", queries[i], NULL);
      g_autoptr (TestAnswer) answer = test_call (service, "GET", target, NULL, NULL);

      g_test_message ("%s", queries[i]);
      test_answer_assert_problem (answer, 400, "bad-request");
    }
}

static void
test_ids_sort_by_creation (void)
{
  for (guint i = 1; i < N_TOKENS; i++)
    g_assert_cmpstr (ids[i - 1], <, ids[i]);
}

static void
set_up (void)
{
  service = test_service_start (NULL);
  for (guint i = 0; i < N_TOKENS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Token %u", i);
      g_autoptr (TestAnswer) answer = test_create (service, name);

      ids[i] = g_strdup (test_answer_get_string (answer, "id"));
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page/cursors-lead-through-all-newest-first", test_cursors_lead_through_all_newest_first);
  g_test_add_func ("/page/creations-meanwhile-move-nothing", test_creations_meanwhile_move_nothing);
  g_test_add_func ("/page/creations-beside-move-nothing", test_creations_beside_move_nothing);
  g_test_add_func ("/page/the-last-has-no-cursor", test_the_last_page_has_no_cursor);
  g_test_add_func ("/page/the-cursor-stands-before-the-tokens", test_the_cursor_stands_before_the_tokens);
  g_test_add_func ("/page/total-counts-revoked-ones-too", test_total_counts_revoked_ones_too);
  g_test_add_func ("/page/limits-and-cursors-that-are-none-are-400", test_limits_and_cursors_that_are_none_are_400);
  g_test_add_func ("/page/ids-sort-by-creation", test_ids_sort_by_creation);
  set_up ();
  status = test_http_run ();
  test_service_free (service);
  for (guint i = 0; i < N_TOKENS; i++)
    g_free (ids[i]);
  return status;
}
