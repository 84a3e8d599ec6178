/* known-types: loaded into gtk4-builder-tool, so that it knows libadwaita's types and the window's own.
 *
 * A template's parent is looked up by name alone, so it has to be registered before; the types of what stands
 * inside are found by the symbols of their functions. */

#include <adwaita.h>

__attribute__ ((constructor)) static void
register_parents (void)
{
  g_type_ensure (ADW_TYPE_APPLICATION_WINDOW);
  g_type_ensure (ADW_TYPE_BIN);
  g_type_ensure (ADW_TYPE_WINDOW);
}
