#include "tessera-place.h"

#include <string.h>

#include "tessera-config.h"

static char *
find_program (void)
{
  return g_file_read_link ("/proc/self/exe", NULL);
}

gboolean
tessera_place_is_built (void)
{
  g_autofree char *program = find_program ();

  return program != NULL && g_str_has_prefix (program, TESSERA_BUILD_DIR G_DIR_SEPARATOR_S);
}

char *
tessera_place_find_for (const char *program, const char *installed)
{
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;

  if (folder == NULL || !g_str_has_suffix (folder, TESSERA_BIN_DIR))
    return g_strdup (installed);

  folder[strlen (folder) - strlen (TESSERA_BIN_DIR)] = '\0';
  return g_strconcat (folder, installed, NULL);
}

char *
tessera_place_find (const char *installed)
{
  g_autofree char *program = find_program ();

  return tessera_place_find_for (program, installed);
}
