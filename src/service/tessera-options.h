/* tessera-options.h: the command line of tesserad. */

#pragma once

#include <gio/gio.h>

#include "tessera-admin.h"

G_BEGIN_DECLS

/**
 * TesseraCommand:
 * @TESSERA_COMMAND_SERVE: no word at all: be the service
 */
typedef enum
{
  TESSERA_COMMAND_SERVE,
  TESSERA_COMMAND_ADMIN_ADD,
  TESSERA_COMMAND_ADMIN_LIST,
  TESSERA_COMMAND_ADMIN_REMOVE,
  TESSERA_COMMAND_BACKUP,
} TesseraCommand;

/**
 * TesseraOptions:
 * @database: the database file
 * @key_file: (nullable): the key file, %NULL for the one beside the database
 * @listen, @socket: (nullable): where management answers
 * @authorize_listen, @authorize_socket: (nullable): where authorize answers
 * @catalogue: (nullable): the catalogue file, %NULL for the one that came with the program
 * @admin: (nullable): the admin that `admin add` and `admin remove` are about
 * @backup: (nullable): the file that `backup` writes
 * @role: the role that `admin add` gives
 */
typedef struct
{
  TesseraCommand command;
  char *database;
  char *key_file;
  char *listen;
  char *socket;
  char *authorize_listen;
  char *authorize_socket;
  char *catalogue;
  gboolean behind_proxy;
  gboolean exit_with_stdin;
  gboolean verbose;
  char *admin;
  char *backup;
  TesseraRole role;
} TesseraOptions;

/**
 * tessera_options_parse:
 * @arguments: (transfer none): the program's name and its arguments
 *
 * Returns: (transfer full): the options, or %NULL with %TESSERA_ERROR_INVALID, which says what is wrong with them.
 *   With `--help`, prints and ends the program.
 */
TesseraOptions *tessera_options_parse (const char *const *arguments, GError **error);

void tessera_options_free (TesseraOptions *options);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraOptions, tessera_options_free)

G_END_DECLS
