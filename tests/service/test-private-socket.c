/* On the private Unix socket the peer's user id is the credential. */

#include "test-calls.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* Somebody else on every machine. */
#define NOBODY 65534

static TestService *service;

static TestAnswer *
ask (const char *method, const char *target, const char *field, const char *body)
{
  const char *const fields[] = { field, NULL };

  return test_http_call (test_service_get_socket (service), method, target, fields, body);
}

static void
test_the_owner_needs_no_key (void)
{
  g_autofree char *body = test_draft ("Over the socket");
  g_autoptr (TestAnswer) answer = ask ("GET", "/v1/catalogue", NULL, NULL);
  g_autoptr (TestAnswer) created = ask ("POST", "/v1/tokens", NULL, body);
  JsonObject *self = json_object_get_object_member (answer->object, "self");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (json_object_get_string_member (self, "name"), ==, "owner");
  g_assert_cmpstr (json_object_get_string_member (self, "role"), ==, "manager");
  g_assert_cmpuint (created->status, ==, 201);
  g_assert_cmpstr (test_answer_get_string (created, "created_by"), ==, "owner");
}

/* What a proxy adds, or a credential, right or wrong: here somebody believes to be elsewhere. */
static void
test_a_credential_or_a_proxys_field_is_403 (void)
{
  static const char *const fields[] = { "Authorization: Bearer x", "authorization:", "X-Api-Key: x", "x-api-key:",
                                        "X-Forwarded-For: 192.0.2.1", "X-Forwarded-Proto: https", "x-forwarded-host: a",
                                        "X-Forwarded-Anything: 1", "Forwarded: for=192.0.2.1", "Via: 1.1 proxy" };
  g_autofree char *key = g_strconcat ("Authorization: Bearer ", test_service_get_manager_key (service), NULL);
  g_autoptr (TestAnswer) known = ask ("GET", "/v1/catalogue", key, NULL);

  test_answer_assert_problem (known, 403, "not-allowed");
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (TestAnswer) catalogue = ask ("GET", "/v1/catalogue", fields[i], NULL);
      g_autoptr (TestAnswer) health = ask ("GET", "/v1/health", fields[i], NULL);
      g_autoptr (TestAnswer) nothing = ask ("GET", "/v1/nothing", fields[i], NULL);

      test_answer_assert_problem (catalogue, 403, "not-allowed");
      test_answer_assert_problem (health, 403, "not-allowed");
      test_answer_assert_problem (nothing, 403, "not-allowed");
    }
}

static void
test_over_tcp_a_proxy_may_stand_in_front (void)
{
  g_autoptr (TestAnswer) answer = test_call (service, "GET", "/v1/catalogue", "X-Forwarded-For: 192.0.2.1", NULL);

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
test_socket_and_folder_are_the_owners_alone (void)
{
  g_autofree char *folder = g_path_get_dirname (test_service_get_socket (service));
  GStatBuf status;

  g_assert_cmpint (g_stat (test_service_get_socket (service), &status), ==, 0);
  g_assert_true (S_ISSOCK (status.st_mode));
  g_assert_cmphex (status.st_mode & 07777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 07777, ==, 0700);
}

static void
test_health_is_told_without_a_credential (void)
{
  g_autoptr (TestAnswer) answer = ask ("GET", "/v1/health", NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
}

/* In a child: as somebody else, asks over @fd and writes the answer to @out. Only async-signal-safe calls. */
static void
ask_as_nobody (int out, const struct sockaddr_un *address)
{
  static const char request[] = "GET /v1/catalogue HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);
  char buffer[4096];
  ssize_t n;

  if (setuid (NOBODY) != 0 || connect (fd, (const struct sockaddr *) address, sizeof *address) != 0
      || write (fd, request, sizeof request - 1) != sizeof request - 1)
    _exit (1);
  while ((n = read (fd, buffer, sizeof buffer)) > 0)
    if (write (out, buffer, (size_t) n) != n)
      _exit (1);
  _exit (0);
}

static char *
get_answer_for_nobody (void)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  char text[4096] = "";
  gsize length = 0;
  ssize_t n;
  int ends[2], status;
  pid_t child;

  g_strlcpy (address.sun_path, test_service_get_socket (service), sizeof address.sun_path);
  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    ask_as_nobody (ends[1], &address);

  close (ends[1]);
  while ((n = read (ends[0], text + length, sizeof text - 1 - length)) > 0)
    length += (gsize) n;
  close (ends[0]);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);

  return g_strdup (text);
}

/* Folder and socket are opened up, so that the user id alone is left to refuse. */
static void
test_another_user_is_403 (void)
{
  g_autofree char *folder = g_path_get_dirname (test_service_get_socket (service));
  g_autofree char *answer = NULL;

  if (geteuid () != 0)
    {
      g_test_skip ("only root can be somebody else");
      return;
    }

  g_assert_cmpint (g_chmod (folder, 0711), ==, 0);
  g_assert_cmpint (g_chmod (test_service_get_socket (service), 0666), ==, 0);
  answer = get_answer_for_nobody ();
  g_assert_cmpint (g_chmod (test_service_get_socket (service), 0600), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 403 "));
  g_assert_nonnull (strstr (answer, "urn:tessera:problem:not-allowed"));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/private-socket/the-owner-needs-no-key", test_the_owner_needs_no_key);
  g_test_add_func ("/private-socket/a-credential-or-a-proxys-field-is-403", test_a_credential_or_a_proxys_field_is_403);
  g_test_add_func ("/private-socket/over-tcp-a-proxy-may-stand-in-front", test_over_tcp_a_proxy_may_stand_in_front);
  g_test_add_func ("/private-socket/socket-and-folder-are-the-owners-alone",
                   test_socket_and_folder_are_the_owners_alone);
  g_test_add_func ("/private-socket/health-is-told-without-a-credential", test_health_is_told_without_a_credential);
  g_test_add_func ("/private-socket/another-user-is-403", test_another_user_is_403);
  service = test_service_start (NULL);
  status = test_http_run ();
  test_service_free (service);
  return status;
}
