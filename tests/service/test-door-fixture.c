#include "test-door-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static const TesseraDoorLimits usual_limits = { .connections = 64, .request_seconds = 10 };

static void
remember (TestDoor *test, GPtrArray *list, char *text)
{
  g_mutex_lock (&test->mutex);
  g_ptr_array_add (list, text);
  g_cond_broadcast (&test->changed);
  g_mutex_unlock (&test->mutex);
}

static TesseraReply *
new_text (guint status, const char *member, const char *text)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, member, text);
  return tessera_reply_new_json (status, object);
}

static TesseraReply *
admit (const TesseraRequest *request, gpointer data)
{
  TestDoor *test = data;

  g_assert_null (request->body);
  remember (test, test->admitted, g_strdup_printf ("%s %s", request->method, request->target));
  if (strcmp (request->path, "/refused") == 0)
    return tessera_reply_new_problem (tessera_problem_new (TESSERA_PROBLEM_NO_SUCH_ROUTE, "Nothing is here."));

  return NULL;
}

static void
stand_still (TestDoor *test)
{
  g_mutex_lock (&test->mutex);
  test->waiting = TRUE;
  g_cond_broadcast (&test->changed);
  while (!test->released)
    g_cond_wait (&test->changed, &test->mutex);
  test->waiting = FALSE;
  g_mutex_unlock (&test->mutex);
}

static TesseraReply *
new_large (void)
{
  g_autofree char *text = g_malloc (LARGE_SIZE + 1);

  memset (text, 'a', LARGE_SIZE);
  text[LARGE_SIZE] = '\0';
  return new_text (200, "large", text);
}

static TesseraReply *
handle (const TesseraRequest *request, gpointer data)
{
  TestDoor *test = data;
  gsize length = g_bytes_get_size (request->body);
  g_autofree char *body = g_strndup (g_bytes_get_data (request->body, NULL), length);
  g_autofree char *asked = g_strdup_printf ("%s %s %s", request->method, request->target, body);
  TesseraReply *reply;

  remember (test, test->handled, g_strdup (asked));
  if (strcmp (request->path, "/wait") == 0)
    stand_still (test);
  if (strcmp (request->path, "/large") == 0)
    return new_large ();
  if (strcmp (request->path, "/peer") == 0)
    return new_text (request->peer.family == TESSERA_PEER_UNIX ? 201 : 200, "peer", request->peer.address);

  reply = new_text (200, "asked", asked);
  if (strcmp (request->path, "/close") == 0)
    tessera_reply_set_close (reply);
  return reply;
}

static void
refused (const TesseraPeer *peer, guint status, const char *why, gpointer data)
{
  TestDoor *test = data;

  g_assert_nonnull (peer->address);
  g_assert_nonnull (why);
  remember (test, test->refused, g_strdup_printf ("%u", status));
}

static TestDoor *
open_on (int fd, const TesseraDoorLimits *limits)
{
  static const TesseraDoorHandlers handlers = { admit, handle, refused };
  g_autoptr (GError) error = NULL;
  TestDoor *test = g_new0 (TestDoor, 1);

  g_mutex_init (&test->mutex);
  g_cond_init (&test->changed);
  test->handled = g_ptr_array_new_with_free_func (g_free);
  test->admitted = g_ptr_array_new_with_free_func (g_free);
  test->refused = g_ptr_array_new_with_free_func (g_free);
  test->door = tessera_door_open (fd, limits != NULL ? limits : &usual_limits, &handlers, test, &error);
  g_assert_no_error (error);

  return test;
}

TestDoor *
test_door_open (const TesseraDoorLimits *limits)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  int fd = tessera_listen_tcp ("127.0.0.1:0", FALSE, &address, &error);
  TestDoor *test;

  g_assert_no_error (error);
  test = open_on (fd, limits);
  test->address = g_steal_pointer (&address);

  return test;
}

TestDoor *
test_door_open_unix (const TesseraDoorLimits *limits)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("tessera-door-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "socket", NULL);
  int fd = tessera_listen_unix (path, 0600, &error);
  TestDoor *test;

  g_assert_no_error (error);
  test = open_on (fd, limits);
  test->address = g_steal_pointer (&path);
  test->folder = g_steal_pointer (&folder);

  return test;
}

void
test_door_close (TestDoor *test)
{
  g_clear_pointer (&test->door, tessera_door_close);
}

void
test_door_free (TestDoor *test)
{
  test_door_release (test);
  test_door_close (test);
  if (test->folder != NULL)
    {
      g_unlink (test->address);
      g_rmdir (test->folder);
    }
  g_ptr_array_unref (test->handled);
  g_ptr_array_unref (test->admitted);
  g_ptr_array_unref (test->refused);
  g_mutex_clear (&test->mutex);
  g_cond_clear (&test->changed);
  g_free (test->address);
  g_free (test->folder);
  g_free (test);
}

void
test_door_wait_for_waiting (TestDoor *test)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  g_mutex_lock (&test->mutex);
  while (!test->waiting)
    g_assert_true (g_cond_wait_until (&test->changed, &test->mutex, deadline));
  g_mutex_unlock (&test->mutex);
}

void
test_door_release (TestDoor *test)
{
  g_mutex_lock (&test->mutex);
  test->released = TRUE;
  g_cond_broadcast (&test->changed);
  g_mutex_unlock (&test->mutex);
}

static guint
count (TestDoor *test, const GPtrArray *list)
{
  guint n;

  g_mutex_lock (&test->mutex);
  n = list->len;
  g_mutex_unlock (&test->mutex);

  return n;
}

guint
test_door_count_handled (TestDoor *test)
{
  return count (test, test->handled);
}

guint
test_door_count_admitted (TestDoor *test)
{
  return count (test, test->admitted);
}

guint
test_door_count_refused (TestDoor *test)
{
  return count (test, test->refused);
}

char *
test_door_get_handled (TestDoor *test, guint index)
{
  char *text;

  g_mutex_lock (&test->mutex);
  g_assert_cmpuint (index, <, test->handled->len);
  text = g_strdup (g_ptr_array_index (test->handled, index));
  g_mutex_unlock (&test->mutex);

  return text;
}
