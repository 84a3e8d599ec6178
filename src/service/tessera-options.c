#include "tessera-options.h"

#include "tessera-error.h"

#define SUMMARY                                                                                                        \
  "Keeps API access tokens and judges requests.\n\n"                                                                   \
  "  tesserad --database FILE --socket PATH --listen HOST:PORT …\n"                                                    \
  "  tesserad admin add NAME --role manager|viewer --database FILE [--key-file FILE]\n"                                \
  "  tesserad admin list --database FILE [--key-file FILE]\n"                                                          \
  "  tesserad admin remove NAME --database FILE [--key-file FILE]\n"                                                     \
  "  tesserad backup FILE --database FILE [--key-file FILE]"

#define STATUSES                                                                                                       \
  "The exit status is 0 at an orderly end, 64 for a wrong command line, 75 when another service has the\n"             \
  "database or the address, and 1 for everything else, which is then told on standard error."

/* The options that only the service itself takes. */
static gboolean
has_service_option (const TesseraOptions *options)
{
  return options->listen != NULL || options->socket != NULL || options->authorize_listen != NULL
         || options->authorize_socket != NULL || options->catalogue != NULL || options->behind_proxy
         || options->exit_with_stdin || options->verbose;
}

static gboolean
read_add (TesseraOptions *options, char **words, const char *role, GError **error)
{
  options->command = TESSERA_COMMAND_ADMIN_ADD;
  if (g_strv_length (words) != 3)
    return tessera_fail (error, "admin add takes one name.");
  if (role == NULL || !tessera_role_from_string (role, &options->role))
    return tessera_fail (error, "admin add needs --role manager or --role viewer.");

  if (!g_utf8_validate (words[2], -1, NULL))
    return tessera_fail (error, "The name is not UTF-8.");

  options->admin = g_strdup (words[2]);
  return TRUE;
}

static gboolean
read_remove (TesseraOptions *options, char **words, const char *role, GError **error)
{
  options->command = TESSERA_COMMAND_ADMIN_REMOVE;
  if (g_strv_length (words) != 3)
    return tessera_fail (error, "admin remove takes one name.");
  if (role != NULL)
    return tessera_fail (error, "--role belongs to admin add.");

  options->admin = g_strdup (words[2]);
  return TRUE;
}

static gboolean
read_list (TesseraOptions *options, char **words, const char *role, GError **error)
{
  options->command = TESSERA_COMMAND_ADMIN_LIST;
  if (g_strv_length (words) != 2)
    return tessera_fail (error, "admin list takes no name.");
  if (role != NULL)
    return tessera_fail (error, "--role belongs to admin add.");

  return TRUE;
}

static gboolean
read_admin (TesseraOptions *options, char **words, const char *role, GError **error)
{
  if (has_service_option (options))
    return tessera_fail (error, "admin takes --database, --key-file and --role only.");
  if (g_strcmp0 (words[1], "add") == 0)
    return read_add (options, words, role, error);
  if (g_strcmp0 (words[1], "list") == 0)
    return read_list (options, words, role, error);
  if (g_strcmp0 (words[1], "remove") == 0)
    return read_remove (options, words, role, error);

  return tessera_fail (error, "After admin comes add, list or remove.");
}

static gboolean
read_backup (TesseraOptions *options, char **words, const char *role, GError **error)
{
  options->command = TESSERA_COMMAND_BACKUP;
  if (has_service_option (options) || role != NULL)
    return tessera_fail (error, "backup takes --database and --key-file only.");
  if (g_strv_length (words) != 2 || *words[1] == '\0')
    return tessera_fail (error, "backup takes the name of one file, which is not there yet.");

  options->backup = g_strdup (words[1]);
  return TRUE;
}

static gboolean
read_serve (TesseraOptions *options, char **words, const char *role, GError **error)
{
  options->command = TESSERA_COMMAND_SERVE;
  if (words[0] != NULL)
    return tessera_fail (error, "“%s” is no command of tesserad.", words[0]);
  if (role != NULL)
    return tessera_fail (error, "--role belongs to admin add.");
  if (options->listen == NULL && options->socket == NULL)
    return tessera_fail (error, "Say where to listen: --socket PATH, --listen HOST:PORT, or both.");

  return TRUE;
}

static gboolean
read_words (TesseraOptions *options, char **words, const char *role, GError **error)
{
  if (options->database == NULL || *options->database == '\0')
    return tessera_fail (error, "Say where the tokens are kept: --database FILE.");
  if (g_strcmp0 (words[0], "admin") == 0)
    return read_admin (options, words, role, error);
  if (g_strcmp0 (words[0], "backup") == 0)
    return read_backup (options, words, role, error);

  return read_serve (options, words, role, error);
}

TesseraOptions *
tessera_options_parse (const char *const *arguments, GError **error)
{
  g_autoptr (TesseraOptions) options = g_new0 (TesseraOptions, 1);
  g_autofree char *role = NULL;
  g_auto (GStrv) words = NULL;
  g_auto (GStrv) rest = g_strdupv ((char **) arguments);
  const GOptionEntry entries[] = {
    { "database", 0, 0, G_OPTION_ARG_FILENAME, &options->database, "The database", "FILE" },
    { "key-file", 0, 0, G_OPTION_ARG_FILENAME, &options->key_file, "The key file; FILE.key unless told", "FILE" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &options->listen, "Manage over TCP; port 0 takes a free one", "HOST:PORT" },
    { "socket", 0, 0, G_OPTION_ARG_FILENAME, &options->socket, "Manage over a private Unix socket", "PATH" },
    { "authorize-listen", 0, 0, G_OPTION_ARG_STRING, &options->authorize_listen, "Judge over TCP", "HOST:PORT" },
    { "authorize-socket", 0, 0, G_OPTION_ARG_FILENAME, &options->authorize_socket, "Judge over a Unix socket", "PATH" },
    { "catalogue", 0, 0, G_OPTION_ARG_FILENAME, &options->catalogue, "Areas, token types and policy", "FILE" },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &options->behind_proxy, "A TLS proxy stands in front", NULL },
    { "exit-with-stdin", 0, 0, G_OPTION_ARG_NONE, &options->exit_with_stdin, "Stop when standard input ends", NULL },
    { "verbose", 0, 0, G_OPTION_ARG_NONE, &options->verbose, "Log every request", NULL },
    { "role", 0, 0, G_OPTION_ARG_STRING, &role, "For admin add: manager or viewer", "ROLE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) cause = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, SUMMARY);
  g_option_context_set_description (context, STATUSES);
  if (!g_option_context_parse_strv (context, &rest, &cause))
    tessera_fail (error, "%s.", cause->message);
  else if (read_words (options, words != NULL ? words : (char *[]) { NULL }, role, error))
    return g_steal_pointer (&options);

  return NULL;
}

void
tessera_options_free (TesseraOptions *options)
{
  g_free (options->database);
  g_free (options->key_file);
  g_free (options->listen);
  g_free (options->socket);
  g_free (options->authorize_listen);
  g_free (options->authorize_socket);
  g_free (options->catalogue);
  g_free (options->admin);
  g_free (options->backup);
  g_free (options);
}
