#include "test-process.h"

#include <string.h>

static guint
count_entries (GPid pid, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", (int) pid, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &error);
  guint n = 0;

  g_assert_no_error (error);
  while (g_dir_read_name (folder) != NULL)
    n++;

  return n;
}

guint
test_process_count_descriptors (GPid pid)
{
  return count_entries (pid, "fd");
}

guint
test_process_count_threads (GPid pid)
{
  return count_entries (pid, "task");
}

guint
test_process_find_free_descriptor (GPid pid)
{
  for (guint fd = 0;; fd++)
    {
      g_autofree char *path = g_strdup_printf ("/proc/%d/fd/%u", (int) pid, fd);

      if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        return fd;
    }
}

guint64
test_process_get_resident (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) pid);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  const char *line;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  line = strstr (text, "\nVmRSS:");
  g_assert_nonnull (line);
  return g_ascii_strtoull (line + strlen ("\nVmRSS:"), NULL, 10);
}
