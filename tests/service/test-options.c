#include "tessera-options.h"

#include "tessera-error.h"

/* The command line, as a shell would cut it. */
static TesseraOptions *
parse (const char *line, GError **error)
{
  g_auto (GStrv) arguments = NULL;

  g_assert_true (g_shell_parse_argv (line, NULL, &arguments, NULL));
  return tessera_options_parse ((const char *const *) arguments, error);
}

static void
test_every_option_is_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraOptions) options = NULL;

  options = parse ("tesserad --database d --key-file k --listen 127.0.0.1:0 --socket s --authorize-listen '[::1]:0' "
                   "--authorize-socket=a --catalogue c --behind-proxy --exit-with-stdin --verbose", &error);
  g_assert_no_error (error);
  g_assert_cmpint (options->command, ==, TESSERA_COMMAND_SERVE);
  g_assert_cmpstr (options->database, ==, "d");
  g_assert_cmpstr (options->key_file, ==, "k");
  g_assert_cmpstr (options->listen, ==, "127.0.0.1:0");
  g_assert_cmpstr (options->socket, ==, "s");
  g_assert_cmpstr (options->authorize_listen, ==, "[::1]:0");
  g_assert_cmpstr (options->authorize_socket, ==, "a");
  g_assert_cmpstr (options->catalogue, ==, "c");
  g_assert_true (options->behind_proxy && options->exit_with_stdin && options->verbose);
}

static void
test_nothing_is_on_unless_told (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraOptions) options = parse ("tesserad --database d --socket s", &error);

  g_assert_no_error (error);
  g_assert_null (options->key_file);
  g_assert_null (options->listen);
  g_assert_null (options->catalogue);
  g_assert_false (options->behind_proxy || options->exit_with_stdin || options->verbose);
}

static void
test_admin_commands_are_read (void)
{
  static const struct
  {
    const char *line;
    TesseraCommand command;
    const char *admin;
    TesseraRole role;
  } cases[] = {
    { "tesserad admin add Mara --role manager --database d", TESSERA_COMMAND_ADMIN_ADD, "Mara", TESSERA_ROLE_MANAGER },
    { "tesserad admin add --role=viewer --database d 'Vera B'", TESSERA_COMMAND_ADMIN_ADD, "Vera B", TESSERA_ROLE_VIEWER },
    { "tesserad --database d admin add Zoë --role viewer", TESSERA_COMMAND_ADMIN_ADD, "Zoë", TESSERA_ROLE_VIEWER },
    { "tesserad admin list --database d --key-file k", TESSERA_COMMAND_ADMIN_LIST, NULL, TESSERA_ROLE_VIEWER },
    { "tesserad admin remove Mara --database d", TESSERA_COMMAND_ADMIN_REMOVE, "Mara", TESSERA_ROLE_VIEWER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TesseraOptions) options = parse (cases[i].line, &error);

      g_assert_no_error (error);
      g_assert_cmpint (options->command, ==, cases[i].command);
      g_assert_cmpstr (options->admin, ==, cases[i].admin);
      g_assert_cmpint (options->role, ==, cases[i].role);
      g_assert_cmpstr (options->database, ==, "d");
    }
}

static void
test_what_makes_no_sense_is_refused (void)
{
  static const char *const lines[] = {
    "tesserad",
    "tesserad --database d",
    "tesserad --database d --authorize-listen 127.0.0.1:0",
    "tesserad --socket s",
    "tesserad --database '' --socket s",
    "tesserad --database d --socket s word",
    "tesserad --database d --socket s --unknown",
    "tesserad --database d --socket",
    "tesserad --database d --socket s --role manager",
    "tesserad admin --database d",
    "tesserad admin rename Mara --database d",
    "tesserad admin add --role manager --database d",
    "tesserad admin add Mara --database d",
    "tesserad admin add Mara --role owner --database d",
    "tesserad admin add Mara Vera --role viewer --database d",
    "tesserad admin add Mara --role manager",
    "tesserad admin add Mara --role manager --database d --listen 127.0.0.1:0",
    "tesserad admin list Mara --database d",
    "tesserad admin list --role viewer --database d",
    "tesserad admin remove --database d",
    "tesserad admin remove Mara Vera --database d",
    "tesserad admin remove Mara --role viewer --database d",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", lines[i]);
      g_assert_null (parse (lines[i], &error));
      g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
    }
}

static void
test_a_name_that_is_no_utf8_is_refused (void)
{
  static const char *const arguments[] = { "tesserad", "admin", "add", "\xff", "--role", "viewer", "--database", "d", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (tessera_options_parse (arguments, &error));
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/options/every-option-is-read", test_every_option_is_read);
  g_test_add_func ("/options/nothing-is-on-unless-told", test_nothing_is_on_unless_told);
  g_test_add_func ("/options/admin-commands-are-read", test_admin_commands_are_read);
  g_test_add_func ("/options/what-makes-no-sense-is-refused", test_what_makes_no_sense_is_refused);
  g_test_add_func ("/options/a-name-that-is-no-utf8-is-refused", test_a_name_that_is_no_utf8_is_refused);
  return g_test_run ();
}
