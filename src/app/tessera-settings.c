#include "tessera-settings.h"

#include <libintl.h>
#include <locale.h>

#include "tessera-config.h"
#include "tessera-place.h"

GSettings *
tessera_settings_open (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autofree char *folder = tessera_place_is_built () ? g_strdup (TESSERA_BUILD_DIR "/data")
                                                      : tessera_place_find (TESSERA_SCHEMA_DIR);
  g_autoptr (GSettingsSchemaSource) own = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;

  own = g_settings_schema_source_new_from_directory (folder, source, FALSE, NULL);
  if (own != NULL)
    source = own;
  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, TESSERA_APP_ID, TRUE);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

void
tessera_settings_bind_language (void)
{
  g_autofree char *folder = tessera_place_is_built () ? g_strdup (TESSERA_BUILD_DIR "/po")
                                                      : tessera_place_find (TESSERA_LOCALE_DIR);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
