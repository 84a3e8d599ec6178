#include "tessera-local-paths.h"

#include "tessera-config.h"
#include "tessera-error.h"
#include "tessera-place.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_SOCKET_PATH 107

char *
tessera_local_paths_get_database (void)
{
  return g_build_filename (g_get_user_data_dir (), "tessera", "tokens.db", NULL);
}

char *
tessera_local_paths_get_socket (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "tessera", "service.socket", NULL);
  g_autofree char *folder = NULL;

  if (strlen (path) <= MAX_SOCKET_PATH)
    return g_steal_pointer (&path);

  folder = g_strdup_printf ("tessera-%u", (guint) getuid ());
  return g_build_filename (g_get_tmp_dir (), folder, "service.socket", NULL);
}

char *
tessera_local_paths_find_service (void)
{
  if (tessera_place_is_built ())
    return g_build_filename (TESSERA_BUILD_DIR, "src", "service", "tesserad", NULL);

  return tessera_place_find (TESSERA_BIN_DIR "/tesserad");
}

static gboolean
fail (const char *folder, const char *why, GError **error)
{
  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE, _("The folder %s can't be used: %s."), folder, why);
  return FALSE;
}

static gboolean
make_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_mkdir_with_parents (folder, 0700) == 0 || fail (folder, g_strerror (errno), error);
}

/* In the folder for temporary files somebody else may have been there first. */
static gboolean
is_private (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat info;

  if (g_lstat (folder, &info) != 0)
    return fail (folder, g_strerror (errno), error);
  if (!S_ISDIR (info.st_mode) || info.st_uid != getuid ())
    return fail (folder, _("it belongs to somebody else"), error);
  if ((info.st_mode & 0077) != 0 && g_chmod (folder, 0700) != 0)
    return fail (folder, g_strerror (errno), error);

  return TRUE;
}

gboolean
tessera_local_paths_make_folders (const char *database, const char *socket, GError **error)
{
  return make_folder (database, error) && make_folder (socket, error) && is_private (socket, error);
}
