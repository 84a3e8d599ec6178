/* replay: passes every file of a target's corpus to it, and each beginning of the small ones.
 *
 * It takes the place of libFuzzer in an ordinary build, so that no compiler can do without what fuzzing has taught. */

#include "fuzz.h"

#include <stdlib.h>

/* Longer ones are cut nowhere: their beginnings would take too long. */
#define CUT_UP_TO 1024

static guint n_files;

/* A copy of the right size, so that a sanitizer sees a byte read too far; never NULL, as libFuzzer's. */
static void
pass (const char *bytes, gsize size)
{
  g_autofree guint8 *copy = g_memdup2 (bytes, MAX (size, 1));

  LLVMFuzzerTestOneInput (copy, size);
}

static void
pass_file (const char *path, gboolean cut)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize size = 0;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  g_test_message ("%s", path);

  pass (bytes, size);
  for (gsize i = 0; cut && size <= CUT_UP_TO && i < size; i++)
    pass (bytes, i);
  n_files++;
}

static void
test_corpus (gconstpointer folder)
{
  gboolean cut = g_getenv ("TESSERA_REPLAY_WHOLE") == NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) files = g_dir_open (folder, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      pass_file (path, cut);
    }
  g_assert_cmpuint (n_files, >, 0);
}

int
main (int argc, char *argv[])
{
  g_autofree char *name = NULL, *path = NULL;

  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    {
      g_printerr ("Say the folder of the corpus.\n");
      return EXIT_FAILURE;
    }

  name = g_path_get_basename (argv[1]);
  path = g_strdup_printf ("/corpus/%s/keeps-its-promises", name);
  g_test_add_data_func (path, argv[1], test_corpus);
  return g_test_run ();
}
