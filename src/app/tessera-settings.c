#include "tessera-settings.h"

#include <libintl.h>
#include <locale.h>

#include "tessera-config.h"

static gboolean
is_uninstalled (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL && g_str_has_prefix (program, TESSERA_BUILD_DIR G_DIR_SEPARATOR_S);
}

GSettings *
tessera_settings_open (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) own = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;

  if (is_uninstalled ())
    {
      own = g_settings_schema_source_new_from_directory (TESSERA_BUILD_DIR "/data", source, FALSE, NULL);
      if (own != NULL)
        source = own;
    }

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, TESSERA_APP_ID, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

void
tessera_settings_bind_language (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, is_uninstalled () ? TESSERA_BUILD_DIR "/po" : TESSERA_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
