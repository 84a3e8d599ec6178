#include <arpa/inet.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "raw-client.h"
#include "tessera-error.h"
#include "tessera-listen.h"

static void
test_port_zero_takes_a_free_one (void)
{
  static const struct
  {
    const char *asked, *begins;
  } cases[] = { { "127.0.0.1:0", "127.0.0.1:" }, { "localhost:0", "" }, { "[::1]:0", "[::1]:" },
                { "127.1.2.3:0", "127.1.2.3:" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *address = NULL;
      int fd = tessera_listen_tcp (cases[i].asked, FALSE, &address, &error);

      /* A machine may have no IPv6. */
      if (fd < 0 && cases[i].asked[0] == '[')
        continue;
      g_assert_no_error (error);
      g_assert_true (g_str_has_prefix (address, cases[i].begins));
      g_assert_false (g_str_has_suffix (address, ":0"));
      close (fd);
    }
}

static void
assert_tcp_fails (const char *host_port, gboolean allow_any, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  g_assert_cmpint (tessera_listen_tcp (host_port, allow_any, &address, &error), ==, -1);
  g_assert_error (error, TESSERA_ERROR, code);
  g_assert_nonnull (strstr (error->message, host_port));
  g_assert_null (address);
}

static void
test_addresses_that_are_none_are_refused (void)
{
  static const char *const bad[] = { "", ":", "8080", "127.0.0.1", "127.0.0.1:", ":8080", "127.0.0.1:65536",
                                     "127.0.0.1:-1", "127.0.0.1:+1", "127.0.0.1: 1", "127.0.0.1:http", "::1:8080",
                                     "[::1]", "[]:8080", "[::1:8080", "::1]:8080", "127.0.0.1:1:2" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_tcp_fails (bad[i], TRUE, TESSERA_ERROR_INVALID);
}

static void
test_only_loopback_unless_told (void)
{
  static const char *const outside[] = { "0.0.0.0:0", "[::]:0", "[::ffff:127.0.0.1]:0" };
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  int fd;

  for (gsize i = 0; i < G_N_ELEMENTS (outside); i++)
    assert_tcp_fails (outside[i], FALSE, TESSERA_ERROR_INVALID);

  fd = tessera_listen_tcp ("0.0.0.0:0", TRUE, &address, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (address, "0.0.0.0:"));
  close (fd);
}

static void
test_taken_port_is_busy (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  int fd = tessera_listen_tcp ("127.0.0.1:0", FALSE, &address, &error);

  g_assert_no_error (error);
  assert_tcp_fails (address, FALSE, TESSERA_ERROR_BUSY);
  close (fd);
}

typedef struct
{
  char *folder;
  char *path;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("tessera-listen-XXXXXX", NULL);
  place->path = g_build_filename (place->folder, "socket", NULL);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_unlink (place->path);
  g_assert_no_errno (g_rmdir (place->folder));
  g_free (place->folder);
  g_free (place->path);
}

static guint
mode_of (const char *path)
{
  GStatBuf info;

  g_assert_no_errno (g_lstat (path, &info));
  return info.st_mode & 07777;
}

static int
listen_unix (Place *place, guint mode)
{
  g_autoptr (GError) error = NULL;
  int fd = tessera_listen_unix (place->path, mode, &error);

  g_assert_no_error (error);
  g_assert_cmpint (fd, >=, 0);
  return fd;
}

static void
test_socket_has_its_mode_whatever_the_umask (Place *place, gconstpointer data)
{
  static const struct
  {
    guint umask, mode;
  } cases[] = { { 0, 0600 }, { 022, 0600 }, { 077, 0660 }, { 0777, 0660 }, { 0, 0660 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      mode_t before = umask (cases[i].umask);
      int fd = listen_unix (place, cases[i].mode);

      umask (before);
      g_assert_cmpuint (mode_of (place->path), ==, cases[i].mode);
      close (fd);
    }
}

/* Looks at the file's mode as often as it can, and keeps the widest. */
typedef struct
{
  const char *path;
  gint stop;
  guint widest;
} Watcher;

static gpointer
watch_mode (gpointer data)
{
  Watcher *watcher = data;
  GStatBuf info;

  while (!g_atomic_int_get (&watcher->stop))
    if (g_lstat (watcher->path, &info) == 0)
      watcher->widest |= info.st_mode & 0777;

  return NULL;
}

static void
test_socket_is_never_wider_than_its_mode (Place *place, gconstpointer data)
{
  Watcher watcher = { .path = place->path };
  mode_t before = umask (0);
  GThread *thread = g_thread_new ("watch", watch_mode, &watcher);

  for (guint i = 0; i < 2000; i++)
    close (listen_unix (place, 0600));
  g_atomic_int_set (&watcher.stop, 1);
  g_thread_join (thread);
  umask (before);
  g_assert_cmpuint (watcher.widest & ~0600u, ==, 0);
}

static void
test_stale_socket_is_replaced (Place *place, gconstpointer data)
{
  int fd = listen_unix (place, 0600), client;

  close (fd);
  fd = listen_unix (place, 0600);
  client = raw_connect (place->path);
  close (client);
  close (fd);
}

static void
assert_unix_fails (const char *path, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (tessera_listen_unix (path, 0600, &error), ==, -1);
  g_assert_error (error, TESSERA_ERROR, code);
}

static void
test_live_socket_is_left_alone (Place *place, gconstpointer data)
{
  int fd = listen_unix (place, 0600), client;

  assert_unix_fails (place->path, TESSERA_ERROR_BUSY);
  client = raw_connect (place->path);
  close (client);
  close (fd);
}

static void
test_busy_socket_is_left_alone (Place *place, gconstpointer data)
{
  int fd = listen_unix (place, 0600), clients[2];

  /* From now on one may wait, and nobody is let in: more than that can't even knock. */
  g_assert_no_errno (listen (fd, 0));
  clients[0] = raw_connect (place->path);
  assert_unix_fails (place->path, TESSERA_ERROR_BUSY);
  assert_unix_fails (place->path, TESSERA_ERROR_BUSY);
  g_assert_true (g_file_test (place->path, G_FILE_TEST_EXISTS));
  clients[1] = accept (fd, NULL, NULL);
  close (clients[0]);
  close (clients[1]);
  close (fd);
}

static void
test_what_is_no_socket_is_left_alone (Place *place, gconstpointer data)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (place->path, "mine", -1, NULL));
  assert_unix_fails (place->path, TESSERA_ERROR_INVALID);
  g_assert_true (g_file_get_contents (place->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");

  g_unlink (place->path);
  g_assert_no_errno (symlink ("/nowhere", place->path));
  assert_unix_fails (place->path, TESSERA_ERROR_INVALID);
  g_assert_true (g_file_test (place->path, G_FILE_TEST_IS_SYMLINK));
}

static void
test_paths_that_are_too_long_or_nowhere_are_refused (Place *place, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (place->folder, "no", "socket", NULL);
  g_autoptr (GString) path = g_string_new (place->folder);
  int fd;

  assert_unix_fails ("", TESSERA_ERROR_INVALID);
  assert_unix_fails (nowhere, TESSERA_ERROR_INVALID);

  g_string_append_c (path, '/');
  while (path->len < 107)
    g_string_append_c (path, 's');
  g_free (place->path);
  place->path = g_strdup (path->str);
  fd = listen_unix (place, 0600);
  g_assert_true (g_file_test (place->path, G_FILE_TEST_EXISTS));
  close (fd);

  g_string_append_c (path, 's');
  assert_unix_fails (path->str, TESSERA_ERROR_INVALID);
}

static void
test_descriptors_are_raised_as_far_as_allowed (void)
{
  struct rlimit limit;

  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &limit));
  limit.rlim_cur = MIN (limit.rlim_max, 100);
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &limit));

  g_assert_cmpuint (tessera_listen_raise_descriptors (50), ==, limit.rlim_cur);
  g_assert_cmpuint (tessera_listen_raise_descriptors (200), ==, MIN (limit.rlim_max, 200));
  g_assert_cmpuint (tessera_listen_raise_descriptors (G_MAXUINT64), ==, limit.rlim_max);
  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &limit));
  g_assert_cmpuint (limit.rlim_cur, ==, limit.rlim_max);
}

static void
add (const char *path, void (*function) (Place *place, gconstpointer data))
{
  g_test_add (path, Place, NULL, set_up, function, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/listen/port-zero-takes-a-free-one", test_port_zero_takes_a_free_one);
  g_test_add_func ("/listen/addresses-that-are-none-are-refused", test_addresses_that_are_none_are_refused);
  g_test_add_func ("/listen/only-loopback-unless-told", test_only_loopback_unless_told);
  g_test_add_func ("/listen/taken-port-is-busy", test_taken_port_is_busy);
  add ("/listen/socket-has-its-mode-whatever-the-umask", test_socket_has_its_mode_whatever_the_umask);
  add ("/listen/socket-is-never-wider-than-its-mode", test_socket_is_never_wider_than_its_mode);
  add ("/listen/stale-socket-is-replaced", test_stale_socket_is_replaced);
  add ("/listen/live-socket-is-left-alone", test_live_socket_is_left_alone);
  add ("/listen/busy-socket-is-left-alone", test_busy_socket_is_left_alone);
  add ("/listen/what-is-no-socket-is-left-alone", test_what_is_no_socket_is_left_alone);
  add ("/listen/paths-that-are-too-long-or-nowhere-are-refused", test_paths_that_are_too_long_or_nowhere_are_refused);
  g_test_add_func ("/listen/descriptors-are-raised-as-far-as-allowed", test_descriptors_are_raised_as_far_as_allowed);
  return g_test_run ();
}
