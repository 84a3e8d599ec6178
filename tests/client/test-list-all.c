/* All pages of a list: in order, each asked for as soon as the one before it tells where it is. */

#include "client-bed.h"

#include <string.h>

#define N_PAGES 6

/**
 * Book:
 * @cursor_first: whether pages tell their cursor before their tokens
 * @broken: the page with a fault, 0 for none
 * @cursor: (nullable): in place of the right one
 * @right, @wrong: (nullable): what stands in each page, and what is put there instead
 *
 * A list of N_PAGES pages with a token each.
 */
typedef struct
{
  gboolean cursor_first;
  guint broken;
  const char *cursor;
  const char *right, *wrong;
} Book;

/**
 * Seen:
 * @cancel_at: cancel when so many pages have come, 0 for never
 */
typedef struct
{
  GCancellable *stop;
  guint cancel_at;
  GString *ids;
  guint n_pages;
  GAsyncResult *result;
} Seen;

static guint
get_page_number (const TestMockRequest *request)
{
  const char *cursor = strstr (request->target, "cursor=page-");

  return cursor != NULL ? (guint) g_ascii_strtoull (cursor + strlen ("cursor=page-"), NULL, 10) : 1;
}

static char *
make_token_text (guint number)
{
  g_autoptr (JsonObject) token = bed_make_answer (BED_GET);
  g_autofree char *id = g_strdup_printf ("tok_%u", number);

  json_object_set_string_member (token, "id", id);
  return tessera_json_to_string (token);
}

static void
turn_page (TestMockPeer *peer, const TestMockRequest *request, gpointer data)
{
  const Book *book = data;
  guint number = get_page_number (request);
  g_autofree char *right = number < N_PAGES ? g_strdup_printf ("\"page-%u\"", number + 1) : g_strdup ("null");
  g_autofree char *cursor = book->cursor != NULL ? g_strdup_printf ("\"%s\"", book->cursor) : g_steal_pointer (&right);
  g_autofree char *token = number == book->broken ? g_strdup ("7") : make_token_text (number);
  g_autofree char *text
    = book->cursor_first
        ? g_strdup_printf ("{\"next_cursor\":%s,\"total\":%d,\"tokens\":[%s]}", cursor, N_PAGES, token)
        : g_strdup_printf ("{\"tokens\":[%s],\"total\":%d,\"next_cursor\":%s}", token, N_PAGES, cursor);

  g_autoptr (GString) page = g_string_new (text);

  if (book->right != NULL)
    g_assert_cmpuint (g_string_replace (page, book->right, book->wrong, 1), ==, 1);
  test_mock_peer_answer (peer, 200, "application/json", NULL, page->str);
}

static void
got_page (GPtrArray *tokens, gint64 total, gpointer data)
{
  Seen *seen = data;

  g_assert_cmpint (total, ==, N_PAGES);
  for (guint i = 0; i < tokens->len; i++)
    g_string_append_printf (seen->ids, "%s ", tessera_token_get_id (tokens->pdata[i]));
  if (++seen->n_pages == seen->cancel_at)
    g_cancellable_cancel (seen->stop);
}

static void
got_all (GObject *source, GAsyncResult *result, gpointer data)
{
  Seen *seen = data;

  seen->result = g_object_ref (result);
}

/* Asks for all until the end. Returns: the ids in the order of their coming */
static char *
list_all (TestMockServer *mock, guint cancel_at, GError **error)
{
  TesseraClient *client = bed_new_client (test_mock_server_get_url (mock));
  g_autoptr (GCancellable) stop = g_cancellable_new ();
  Seen seen = { stop, cancel_at, g_string_new (NULL), 0, NULL };

  tessera_client_list_all_async (client, bed_get_catalogue (), 1, 1, stop, got_page, got_all, &seen);
  while (seen.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  tessera_client_list_all_finish (client, seen.result, error);
  g_object_unref (seen.result);

  /* What is still under way keeps the client; nothing may come of it. */
  g_object_add_weak_pointer (G_OBJECT (client), (gpointer *) &client);
  g_object_unref (client);
  while (client != NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_string_free (seen.ids, FALSE);
}

static void
test_pages_come_in_order_and_each_once (void)
{
  for (int cursor_first = 0; cursor_first < 2; cursor_first++)
    {
      Book book = { .cursor_first = cursor_first };
      g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, turn_page, &book);
      g_autoptr (GError) error = NULL;
      g_autofree char *ids = list_all (mock, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (ids, ==, "tok_1 tok_2 tok_3 tok_4 tok_5 tok_6 ");
      g_assert_cmpuint (test_mock_server_get_n_requests (mock), ==, N_PAGES);
    }
}

/* Else nobody would have asked for what follows a page that can't be read. */
static void
test_the_next_page_is_asked_for_before_this_one_is_read (void)
{
  for (int cursor_first = 0; cursor_first < 2; cursor_first++)
    {
      Book book = { .cursor_first = cursor_first, .broken = 1 };
      g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, turn_page, &book);
      g_autoptr (GError) error = NULL;
      g_autofree char *ids = list_all (mock, 0, &error);

      g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD);
      g_assert_cmpstr (ids, ==, "");
      if (cursor_first)
        g_assert_cmpuint (test_mock_server_get_n_requests (mock), >=, 2);
      else
        g_assert_cmpuint (test_mock_server_get_n_requests (mock), ==, 1);
    }
}

static void
test_a_fault_comes_after_the_pages_before_it (void)
{
  for (int cursor_first = 0; cursor_first < 2; cursor_first++)
    {
      Book book = { .cursor_first = cursor_first, .broken = 4 };
      g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, turn_page, &book);
      g_autoptr (GError) error = NULL;
      g_autofree char *ids = list_all (mock, 0, &error);

      g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD);
      g_assert_cmpstr (ids, ==, "tok_1 tok_2 tok_3 ");
    }
}

static void
test_nothing_comes_once_it_is_cancelled (void)
{
  for (guint n = 1; n <= N_PAGES; n++)
    for (int cursor_first = 0; cursor_first < 2; cursor_first++)
      {
        Book book = { .cursor_first = cursor_first };
        g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, turn_page, &book);
        g_autoptr (GError) error = NULL;
        g_autofree char *ids = list_all (mock, n, &error);

        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        g_assert_cmpuint (strlen (ids), ==, n * strlen ("tok_1 "));
      }
}

static void
test_a_faulty_cursor_is_never_followed (void)
{
  g_autofree char *endless = g_strnfill (201, 'a');
  const char *const faulty[] = { "", "a b", "a&limit=1000", "a/../b", "a\\u0062", "a\\r\\nX-Evil: 1", endless };

  for (gsize i = 0; i < G_N_ELEMENTS (faulty); i++)
    {
      Book book = { .cursor_first = TRUE, .cursor = faulty[i] };
      g_autoptr (TestMockServer) mock = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *ids = NULL;

      /* An escape is only another way to write the right cursor. */
      if (strstr (faulty[i], "\\u") != NULL)
        book.broken = 1;
      mock = test_mock_server_start (TEST_MOCK_TCP, turn_page, &book);
      ids = list_all (mock, 0, &error);
      g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD);
      g_assert_cmpstr (ids, ==, "");
      g_assert_cmpuint (test_mock_server_get_n_requests (mock), ==, 1);
    }
}

static void
test_nothing_in_a_page_is_trusted (void)
{
  static const char *const changes[][3] = {
    { "Nightly export", "a\xe2\x80\xae" "b", "control characters" },
    { "\"q7Xk\"", "\"a\xc2\x85" "b\"", "control characters" },
    { "\"Mara\"", "\"\xe2\x80\xa8\"", "control characters" },
    { "\"Jonas\"", "\"a\\nb\"", "control characters" },
    { "\"tok_", "\"key_", "id" },
    { "\"rev-1\"", "\"rev 1\"", "revision" },
    { "\"api_key\"", "\"carrier_pigeon\"", "carrier_pigeon" },
    { "\"content\":", "\"nuclear_codes\":", "nuclear_codes" },
    { "[\"read\"]", "[\"erase\"]", "verbs" },
    { "[\"read\"]", "[]", "verbs" },
    { "\"active\"", "\"asleep\"", "asleep" },
    { "\"2031-05-04T00:00:00Z\"", "\"2031-02-30T00:00:00Z\"", "expires_at" },
    { "\"2026-01-02T03:04:05Z\"", "null", "created_at" },
    { "\"total\":6", "\"total\":-6", "total" },
    { "\"total\":6", "\"total\":99999999999999999999", "" },
    { "\"hint\":", "\"name\":", "twice" },
    { "]}", "]}{}", "" },
    { "]}", "]", "" },
    { "\"last_used_at\":null", "\"last_used_at\":7", "last_used_at" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      Book book = { .cursor_first = TRUE, .right = changes[i][0], .wrong = changes[i][1] };
      g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, turn_page, &book);
      g_autoptr (GError) error = NULL;
      g_autofree char *ids = list_all (mock, 0, &error);

      g_test_message ("%s: %s", changes[i][1], error != NULL ? error->message : "nothing wrong");
      g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD);
      g_assert_nonnull (strstr (error->message, changes[i][2]));
      g_assert_cmpstr (ids, ==, "");
    }
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/list-all/pages-come-in-order-and-each-once", test_pages_come_in_order_and_each_once);
  g_test_add_func ("/list-all/the-next-page-is-asked-for-before-this-one-is-read",
                   test_the_next_page_is_asked_for_before_this_one_is_read);
  g_test_add_func ("/list-all/a-fault-comes-after-the-pages-before-it", test_a_fault_comes_after_the_pages_before_it);
  g_test_add_func ("/list-all/nothing-comes-once-it-is-cancelled", test_nothing_comes_once_it_is_cancelled);
  g_test_add_func ("/list-all/a-faulty-cursor-is-never-followed", test_a_faulty_cursor_is_never_followed);
  g_test_add_func ("/list-all/nothing-in-a-page-is-trusted", test_nothing_in_a_page_is_trusted);
  code = g_test_run ();
  bed_tear_down ();

  return code;
}
