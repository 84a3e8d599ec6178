#include "tessera-route.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
find_segment_fault (const char *segment)
{
  if (*segment == '\0')
    return _("a segment is empty");
  if (g_str_equal (segment, ".") || g_str_equal (segment, ".."))
    return _("a segment consists of dots");
  if (strchr (segment, '*') != NULL && !g_str_equal (segment, "*"))
    return _("“*” stands for a whole segment only");
  for (const char *c = segment; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c) || strchr (";#?%\\", *c) != NULL)
      return _("a segment holds a character that no request may have there");

  return NULL;
}

const char *
tessera_route_find_fault (const char *route)
{
  g_auto (GStrv) segments = NULL;

  if (route[0] != '/')
    return _("it does not begin with “/”");

  segments = g_strsplit (route + 1, "/", -1);
  for (guint i = 0; segments[i] != NULL; i++)
    {
      const char *fault = find_segment_fault (segments[i]);

      if (fault != NULL)
        return fault;
    }

  return segments[0] == NULL ? _("it has no segment") : NULL;
}

static guint
count_stars (char **segments)
{
  guint n = 0;

  for (guint i = 0; segments[i] != NULL; i++)
    n += g_str_equal (segments[i], "*");

  return n;
}

gboolean
tessera_route_ties (const char *a, const char *b)
{
  g_auto (GStrv) as = g_strsplit (a, "/", -1);
  g_auto (GStrv) bs = g_strsplit (b, "/", -1);

  if (g_strv_length (as) != g_strv_length (bs) || count_stars (as) != count_stars (bs))
    return FALSE;

  for (guint i = 0; as[i] != NULL; i++)
    if (!g_str_equal (as[i], bs[i]) && !g_str_equal (as[i], "*") && !g_str_equal (bs[i], "*"))
      return FALSE;

  return TRUE;
}
