#include "test-folder.h"

#include <glib.h>
#include <glib/gstdio.h>

void
test_folder_remove (const char *path)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      test_folder_remove (inside);
    }
  g_remove (path);
}
