/* The raw-target matcher: what it finds no fault with means the same to whoever decodes it, and belongs to the area that a
 * plain reading of the routes names. */

#include "fuzz.h"

#include <string.h>

#include "tessera-access.h"
#include "tessera-config.h"

/* Routes that lie within each other, with stars in all places. */
static const char nested[] =
    "{\"areas\":["
    "{\"id\":\"a\",\"name\":\"A\",\"description\":\"\",\"personal_data\":\"none\",\"retired\":false,"
    "\"routes\":[\"/a\",\"/a/*/c\",\"/*/b/c\",\"/x/y/z\"]},"
    "{\"id\":\"b\",\"name\":\"B\",\"description\":\"\",\"personal_data\":\"none\",\"retired\":false,"
    "\"routes\":[\"/*\",\"/a/b\",\"/a/b/c\",\"/*/*/q/d\"]},"
    "{\"id\":\"c\",\"name\":\"C\",\"description\":\"\",\"personal_data\":\"none\",\"retired\":true,"
    "\"routes\":[\"/a/b/c/d\",\"/x/*\",\"/*/y/*/*\"]}],"
    "\"token_types\":[{\"id\":\"t\",\"name\":\"T\",\"description\":\"\"}],"
    "\"policy\":{\"expiry_required\":false,\"default_lifetime_days\":90,\"max_lifetime_days\":null,"
    "\"name_max_length\":100},\"example_url\":null}";

typedef struct
{
  TesseraCatalogue *catalogue;
  TesseraAccess *access;
} Deployment;

static void
set_up (Deployment *deployment, TesseraCatalogue *catalogue)
{
  g_assert_nonnull (catalogue);
  deployment->catalogue = catalogue;
  deployment->access = tessera_access_new (catalogue);
}

static const Deployment *
get_deployments (void)
{
  static Deployment deployments[2];

  if (deployments[0].catalogue == NULL)
    {
      set_up (&deployments[0], tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL));
      set_up (&deployments[1], tessera_catalogue_parse (nested, strlen (nested), NULL));
    }

  return deployments;
}

/* As somebody behind the proxy may do it. Returns: (transfer full): the path decoded, which may hold NULs; @length (out) */
static char *
decode (const char *path, gsize *length)
{
  GString *decoded = g_string_new (NULL);

  for (const char *c = path; *c != '\0'; c++)
    if (*c == '%')
      {
        g_string_append_c (decoded, (char) (g_ascii_xdigit_value (c[1]) * 16 + g_ascii_xdigit_value (c[2])));
        c += 2;
      }
    else
      g_string_append_c (decoded, *c);

  *length = decoded->len;
  return g_string_free (decoded, FALSE);
}

static void
check_decoded (const char *path)
{
  gsize length = 0;
  g_autofree char *decoded = decode (path, &length);
  g_auto (GStrv) sent = g_strsplit (path, "/", -1);
  g_auto (GStrv) read = NULL;

  g_assert_cmpuint (strlen (decoded), ==, length);
  for (const char *c = decoded; *c != '\0'; c++)
    g_assert_true (!g_ascii_iscntrl (*c) && *c != '\\' && *c != '%');

  read = g_strsplit (decoded, "/", -1);
  g_assert_cmpuint (g_strv_length (sent), ==, g_strv_length (read));
  for (gsize i = 0; read[i] != NULL; i++)
    {
      g_assert_true (strcmp (read[i], ".") != 0 && strcmp (read[i], "..") != 0);
      g_assert_true (*read[i] != '\0' || i == 0 || read[i + 1] == NULL);
    }
}

/* How exact a route is on this path: 0 for one that does not cover it. */
static guint
rate (const char *route, char **path)
{
  g_auto (GStrv) segments = g_strsplit (route + 1, "/", -1);
  guint n = g_strv_length (segments), n_stars = 0;

  for (guint i = 0; i < n; i++)
    {
      if (path[i] == NULL || *path[i] == '\0')
        return 0;
      if (strcmp (segments[i], "*") == 0)
        n_stars++;
      else if (strcmp (segments[i], path[i]) != 0)
        return 0;
    }

  return n * 1000 - n_stars;
}

/* A plain reading of the contract. */
static int
find_area_plainly (TesseraCatalogue *catalogue, const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path + 1, "/", -1);
  guint best = 0;
  int area = -1;

  for (guint i = 0; i < tessera_catalogue_get_n_areas (catalogue); i++)
    for (char **route = tessera_catalogue_get_area (catalogue, i)->routes; *route != NULL; route++)
      if (rate (*route, segments) > best)
        {
          best = rate (*route, segments);
          area = (int) i;
        }

  return area;
}

static void
check_area (const Deployment *deployment, const char *target, const char *path)
{
  int area = tessera_access_find_area (deployment->access, target);
  TesseraAccessNeed need = tessera_access_find_need (deployment->access, "PUT", target);
  g_autofree char *below = g_strconcat (path, g_str_has_suffix (path, "/") ? "" : "/", "?q", NULL);

  g_assert_cmpint (area, ==, find_area_plainly (deployment->catalogue, path));
  g_assert_true ((need.fault == NULL) == (area >= 0));
  if (area >= 0)
    {
      g_assert_cmpint ((int) need.area, ==, area);
      g_assert_cmpint (need.verb, ==, TESSERA_VERB_WRITE);
    }
  g_assert_cmpint (tessera_access_find_area (deployment->access, below), ==, area);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const Deployment *deployments = get_deployments ();
  g_autofree char *target = g_strndup ((const char *) data, size);
  g_autofree char *path = g_strndup (target, strcspn (target, "?"));

  if (tessera_access_judge_target (target) != NULL)
    {
      for (gsize i = 0; i < 2; i++)
        g_assert_nonnull (tessera_access_find_need (deployments[i].access, "GET", target).fault);
      return 0;
    }

  g_assert_cmpint (*path, ==, '/');
  g_assert_null (strpbrk (path, ";#\\"));
  check_decoded (path);
  for (gsize i = 0; i < 2; i++)
    check_area (&deployments[i], target, path);
  return 0;
}
