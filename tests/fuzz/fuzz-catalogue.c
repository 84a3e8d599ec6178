/* The catalogue file: what is read says the same when it is written and read again, and each of its routes opens an area. */

#include "fuzz.h"

#include <string.h>

#include "tessera-access.h"

static void
check_kept (TesseraCatalogue *catalogue)
{
  g_autoptr (JsonObject) object = tessera_catalogue_to_object (catalogue);
  g_autofree char *text = tessera_json_to_string (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraCatalogue) again = tessera_catalogue_parse (text, strlen (text), &error);
  g_autoptr (TesseraCatalogue) received = NULL;

  g_assert_no_error (error);
  g_assert_true (tessera_catalogue_equal (catalogue, again));

  received = tessera_catalogue_from_object (object, &error);
  g_assert_no_error (error);
  g_assert_true (tessera_catalogue_equal (catalogue, received));
}

static void
check_route (const TesseraAccess *access, const char *route)
{
  g_autofree char *path = g_strdup (route);

  g_strdelimit (path, "*", 'x');
  g_assert_null (tessera_access_judge_target (path));
  g_assert_cmpint (tessera_access_find_area (access, path), >=, 0);
}

static void
check_routes (TesseraCatalogue *catalogue)
{
  g_autoptr (TesseraAccess) access = tessera_access_new (catalogue);
  guint n_areas = tessera_catalogue_get_n_areas (catalogue);

  g_assert_cmpuint (n_areas, >=, 1);
  g_assert_cmpuint (n_areas, <=, 64);
  for (guint i = 0; i < n_areas; i++)
    {
      const TesseraArea *area = tessera_catalogue_get_area (catalogue, i);

      g_assert_cmpint (tessera_catalogue_find_area (catalogue, area->id), ==, (int) i);
      for (char **route = area->routes; *route != NULL; route++)
        check_route (access, *route);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraCatalogue) catalogue = tessera_catalogue_parse ((const char *) data, size, &error);

  g_assert_true ((catalogue == NULL) == (error != NULL));
  if (catalogue == NULL)
    {
      g_assert_true (error->domain == TESSERA_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  g_assert_cmpuint (tessera_catalogue_get_n_types (catalogue), >=, 1);
  check_kept (catalogue);
  check_routes (catalogue);
  return 0;
}
