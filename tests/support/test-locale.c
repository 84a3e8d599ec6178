#include "test-locale.h"

#include <gio/gio.h>
#include <libintl.h>
#include <locale.h>

#include "tessera-config.h"
#include "test-folder.h"

static char *folder;      /* of the locales; NULL while none was made */

static void
make_folder (void)
{
  folder = g_dir_make_tmp ("tessera-locale-XXXXXX", NULL);
  g_setenv ("LOCPATH", folder, TRUE);
  bindtextdomain (GETTEXT_PACKAGE, TESSERA_BUILD_DIR "/po");
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

static void
make_locale (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".UTF-8", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  const char *const arguments[] = { "localedef", "-i", name, "-f", "UTF-8", path, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return;
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

void
test_locale_enter (const char *language)
{
  static const struct
  {
    const char *language, *locale;
  } locales[] = {
    { "ar", "ar_EG" }, { "de", "de_DE" }, { "es", "es_ES" }, { "fr", "fr_FR" }, { "ja", "ja_JP" },
  };
  const char *name = "en_GB";
  g_autofree char *locale = NULL;

  if (folder == NULL)
    make_folder ();
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    if (g_str_equal (locales[i].language, language))
      name = locales[i].locale;
  make_locale (name);
  locale = g_strconcat (name, ".UTF-8", NULL);
  g_assert_nonnull (setlocale (LC_ALL, locale));
  g_setenv ("LANGUAGE", language, TRUE);
  textdomain (GETTEXT_PACKAGE);      /* what was looked up before is forgotten */
}

void
test_locale_leave (void)
{
  if (folder == NULL)
    return;
  g_unsetenv ("LANGUAGE");
  g_unsetenv ("LOCPATH");
  setlocale (LC_ALL, "C.UTF-8");
  test_folder_remove (folder);
  g_clear_pointer (&folder, g_free);
}
