#include "test-service.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "tessera-config.h"
#include "test-folder.h"

#define PROGRAM TESSERA_BUILD_DIR "/src/service/tesserad"

struct _TestService
{
  char *folder;
  char *database;
  char *socket;
  char *url;
  char *authorize_url;
  char *manager_key;
  char *viewer_key;
  char *log;
  char **arguments;
  GSubprocess *process;
};

/* `tesserad admin add` of one admin. (transfer full): the key */
static char *
add_admin (TestService *self, const char *name, const char *role)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  char *key = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, PROGRAM, "admin", "add", name, "--role", role,
                              "--database", self->database, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &key, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));

  return g_strchomp (key);
}

char *
test_service_read_log (TestService *service)
{
  char *log = NULL;

  if (!g_file_get_contents (service->log, &log, NULL, NULL))
    log = g_strdup ("");

  return log;
}

/* Whatever a test does, no secret and no key is ever logged. */
static void
assert_log_is_discreet (TestService *self)
{
  g_autofree char *log = test_service_read_log (self);

  g_assert_false (g_regex_match_simple ("fr[at]_[0-9A-Za-z]", log, 0, 0));
}

/* Keeps what comes after @word, if @line begins with it. */
static void
keep_address (const char *line, const char *word, char **address)
{
  if (!g_str_has_prefix (line, word))
    return;

  g_free (*address);
  *address = g_strdup (line + strlen (word));
}

/* Reads the address lines up to `ready`. */
static void
wait_until_ready (TestService *self)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);

      g_assert_no_error (error);
      if (line == NULL)
        {
          g_autofree char *log = test_service_read_log (self);

          g_error ("tesserad ended before it was ready: %s", log);
        }
      if (strcmp (line, "ready") == 0)
        return;
      if (strstr (line, " http://") != NULL)
        {
          keep_address (line, "management ", &self->url);
          keep_address (line, "authorize ", &self->authorize_url);
        }
    }
}

/* With --exit-with-stdin no service outlives a test that crashes. */
static void
start (TestService *self)
{
  const char *const fixed[] = { PROGRAM, "--database", self->database, "--socket", self->socket, "--listen",
                                "127.0.0.1:0", "--authorize-listen", "127.0.0.1:0", "--exit-with-stdin", NULL };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) command = NULL;

  g_strv_builder_addv (builder, (const char **) fixed);
  if (self->arguments != NULL)
    g_strv_builder_addv (builder, (const char **) self->arguments);
  command = g_strv_builder_end (builder);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_set_stderr_file_path (launcher, self->log);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) command, &error);
  g_assert_no_error (error);
  wait_until_ready (self);
}

static void
end (TestService *self, int number)
{
  g_autoptr (GError) error = NULL;

  if (self->process == NULL)
    return;

  g_subprocess_send_signal (self->process, number);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&self->process);
}

TestService *
test_service_start (const char *const *arguments)
{
  TestService *self = g_new0 (TestService, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("tessera-service.XXXXXX", &error);
  g_assert_no_error (error);
  self->database = g_build_filename (self->folder, "tokens.db", NULL);
  self->socket = g_build_filename (self->folder, "socket", NULL);
  self->log = g_build_filename (self->folder, "log", NULL);
  self->arguments = g_strdupv ((char **) arguments);
  self->manager_key = add_admin (self, "Mara", "manager");
  self->viewer_key = add_admin (self, "Victor", "viewer");
  start (self);

  return self;
}

const char *
test_service_get_url (TestService *service)
{
  return service->url;
}

const char *
test_service_get_authorize_url (TestService *service)
{
  return service->authorize_url;
}

const char *
test_service_get_socket (TestService *service)
{
  return service->socket;
}

const char *
test_service_get_folder (TestService *service)
{
  return service->folder;
}

const char *
test_service_get_database (TestService *service)
{
  return service->database;
}

GPid
test_service_get_pid (TestService *service)
{
  const char *identifier = service->process != NULL ? g_subprocess_get_identifier (service->process) : NULL;

  return identifier != NULL ? (GPid) g_ascii_strtoll (identifier, NULL, 10) : 0;
}

const char *
test_service_get_manager_key (TestService *service)
{
  return service->manager_key;
}

const char *
test_service_get_viewer_key (TestService *service)
{
  return service->viewer_key;
}

void
test_service_kill (TestService *service)
{
  end (service, SIGKILL);
}

void
test_service_stop (TestService *service)
{
  end (service, SIGTERM);
}

void
test_service_restart (TestService *service)
{
  test_service_stop (service);
  start (service);
}

void
test_service_set_arguments (TestService *service, const char *const *arguments)
{
  g_strfreev (service->arguments);
  service->arguments = g_strdupv ((char **) arguments);
}

void
test_service_free (TestService *service)
{
  test_service_stop (service);
  assert_log_is_discreet (service);
  test_folder_remove (service->folder);
  g_free (service->folder);
  g_free (service->database);
  g_free (service->socket);
  g_free (service->log);
  g_free (service->url);
  g_free (service->authorize_url);
  g_free (service->manager_key);
  g_free (service->viewer_key);
  g_strfreev (service->arguments);
  g_free (service);
}
