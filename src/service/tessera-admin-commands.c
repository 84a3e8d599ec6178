#include "tessera-admin-commands.h"

#include <stdio.h>
#include <stdlib.h>

#include "tessera-backup.h"
#include "tessera-log.h"
#include "tessera-run.h"
#include "tessera-store-sqlite.h"

static gboolean
add (TesseraStoreSqlite *store, const TesseraOptions *options, GError **error)
{
  g_autoptr (TesseraSecret) key = tessera_secret_mint (TESSERA_SECRET_ADMIN_KEY);
  const char *text = key != NULL ? tessera_secret_peek (key) : NULL;
  TesseraDigest digest;

  if (text == NULL)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE, "The operating system gives no randomness.");
      return FALSE;
    }

  digest = tessera_secret_digest (tessera_store_sqlite_get_key (store), text, TESSERA_SECRET_LENGTH);
  if (!tessera_store_add_admin (TESSERA_STORE (store), options->admin, options->role, &digest, tessera_time_now (),
                                error))
    return FALSE;

  /* Unbuffered, so that no copy of it stays behind. */
  setvbuf (stdout, NULL, _IONBF, 0);
  if (fputs (text, stdout) >= 0 && fputs ("\n", stdout) >= 0)
    return TRUE;

  /* An admin whose key nobody has is none. */
  if (tessera_store_remove_admin (TESSERA_STORE (store), options->admin, error))
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE, "The key could not be written, so %s was not added.",
                 options->admin);
  return FALSE;
}

static gboolean
list (TesseraStoreSqlite *store, const TesseraOptions *options, GError **error)
{
  g_autoptr (GPtrArray) admins = tessera_store_list_admins (TESSERA_STORE (store), error);

  for (guint i = 0; admins != NULL && i < admins->len; i++)
    {
      const TesseraAdmin *admin = g_ptr_array_index (admins, i);

      printf ("%-8s %s\n", tessera_role_to_string (admin->role), admin->name);
    }

  if (admins != NULL && fflush (stdout) != 0)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE, "The list could not be written.");
      return FALSE;
    }
  return admins != NULL;
}

static gboolean
remove_one (TesseraStoreSqlite *store, const TesseraOptions *options, GError **error)
{
  return tessera_store_remove_admin (TESSERA_STORE (store), options->admin, error);
}

static gboolean
back_up (TesseraStoreSqlite *store, const TesseraOptions *options, GError **error)
{
  const char *key_file = tessera_store_sqlite_get_key_path (store);

  if (!tessera_backup_write (store, options->backup, error))
    return FALSE;

  printf ("Wrote %s.\nThe key file %s is not in it, and without that file the copy can't be used: keep a copy of it, too, "
          "somewhere else.\n",
          options->backup, key_file);
  return TRUE;
}

static gboolean
run (const TesseraOptions *options, GError **error)
{
  gboolean adds = options->command == TESSERA_COMMAND_ADMIN_ADD;
  g_autoptr (TesseraStoreSqlite) store = NULL;

  store = tessera_store_sqlite_open (options->database, options->key_file, NULL, adds ? TESSERA_STORE_CREATE : 0, error);
  if (store == NULL)
    return FALSE;

  switch (options->command)
    {
    case TESSERA_COMMAND_ADMIN_ADD:
      return add (store, options, error);
    case TESSERA_COMMAND_ADMIN_LIST:
      return list (store, options, error);
    case TESSERA_COMMAND_ADMIN_REMOVE:
      return remove_one (store, options, error);
    case TESSERA_COMMAND_BACKUP:
      return back_up (store, options, error);
    case TESSERA_COMMAND_SERVE:
    default:
      g_assert_not_reached ();
    }
}

int
tessera_admin_commands_run (const TesseraOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  if (run (options, &error))
    return EXIT_SUCCESS;

  line = tessera_log_line (error->message);
  fprintf (stderr, "tesserad: %s\n", line);
  return g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_BUSY) ? TESSERA_EXIT_BUSY : EXIT_FAILURE;
}
