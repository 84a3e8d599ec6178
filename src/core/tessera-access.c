#include "tessera-access.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * Rule:
 * @route: `/` and segments, `*` for one of them; borrowed from the catalogue
 */
typedef struct
{
  const char *route;
  guint n_segments;
  guint n_stars;
  guint area;
} Rule;

struct _TesseraAccess
{
  TesseraCatalogue *catalogue;
  GArray *rules; /* the most exact first, so that the first that covers a path decides */
};

static guint
count (const char *text, char c)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == c;

  return n;
}

static int
compare_rules (gconstpointer a, gconstpointer b)
{
  const Rule *one = a, *other = b;

  if (one->n_segments != other->n_segments)
    return one->n_segments > other->n_segments ? -1 : 1;

  return (one->n_stars > other->n_stars) - (one->n_stars < other->n_stars);
}

TesseraAccess *
tessera_access_new (TesseraCatalogue *catalogue)
{
  TesseraAccess *access = g_new0 (TesseraAccess, 1);

  access->catalogue = tessera_catalogue_ref (catalogue);
  access->rules = g_array_new (FALSE, FALSE, sizeof (Rule));

  for (guint i = 0; i < tessera_catalogue_get_n_areas (catalogue); i++)
    for (char **route = tessera_catalogue_get_area (catalogue, i)->routes; *route != NULL; route++)
      {
        /* A route is well formed: each slash begins a segment, and a star is a whole one. */
        Rule rule = { *route, count (*route, '/'), count (*route, '*'), i };

        g_array_append_val (access->rules, rule);
      }

  g_array_sort (access->rules, compare_rules);
  return access;
}

void
tessera_access_free (TesseraAccess *access)
{
  g_array_unref (access->rules);
  tessera_catalogue_unref (access->catalogue);
  g_free (access);
}

const char *
tessera_access_judge_method (const char *method, TesseraVerb *verb)
{
  static const struct
  {
    const char *method;
    TesseraVerb verb;
  } verbs[] = {
    { "GET", TESSERA_VERB_READ },  { "HEAD", TESSERA_VERB_READ },    { "POST", TESSERA_VERB_WRITE },
    { "PUT", TESSERA_VERB_WRITE }, { "DELETE", TESSERA_VERB_WRITE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (method, verbs[i].method) == 0)
      {
        *verb = verbs[i].verb;
        return NULL;
      }

  return _("The method must be GET, HEAD, POST, PUT or DELETE, in capital letters.");
}

/* What an escape stands for, or -1 if @c begins none. */
static int
get_escaped (const char *c)
{
  if (c[0] != '%' || !g_ascii_isxdigit (c[1]) || !g_ascii_isxdigit (c[2]))
    return -1;

  return g_ascii_xdigit_value (c[1]) * 16 + g_ascii_xdigit_value (c[2]);
}

/* Escapes of what must not come out when somebody decodes the path: controls, `%`, `/` and a backslash. */
static const char *
find_escape_fault (const char *c)
{
  int escaped = get_escaped (c);

  if (escaped < 0)
    return _("The path holds a percent sign that two hexadecimal digits do not follow.");
  if (escaped < 0x20 || escaped == 0x7f || escaped == '%' || escaped == '/' || escaped == '\\')
    return _("The path holds the escape of a character that no path may hold.");

  return NULL;
}

/* Whether @length bytes, a segment, are one or two dots, each plain or escaped. */
static gboolean
is_dots (const char *segment, gsize length)
{
  guint n_dots = 0;

  for (gsize i = 0; i < length; n_dots++)
    if (segment[i] == '.')
      i++;
    else if (get_escaped (segment + i) == '.')
      i += 3;
    else
      return FALSE;

  return n_dots == 1 || n_dots == 2;
}

static const char *
find_path_fault (const char *path, gsize length)
{
  const char *end = path + length;

  for (const char *c = path; c < end; c++)
    {
      const char *fault = *c == '%' ? find_escape_fault (c) : NULL;

      if (fault != NULL)
        return fault;
      if (*c == ';' || *c == '#' || *c == '\\')
        return _("The path holds a semicolon, a number sign or a backslash.");
      if (*c != '/')
        continue;
      if (c[1] == '/')
        return _("The path holds two slashes in a row.");
      if ((c[1] == '.' || c[1] == '%') && is_dots (c + 1, strcspn (c + 1, "/?")))
        return _("The path holds a segment of dots.");
    }

  return NULL;
}

/* Whether the name of a parameter, @length bytes, is @name, escaped or not. */
static gboolean
is_parameter (const char *text, gsize length, const char *name)
{
  for (gsize i = 0; i < length; name++)
    {
      int escaped = get_escaped (text + i);
      char c = escaped >= 0 ? (char) escaped : text[i];

      if (*name == '\0' || c != *name)
        return FALSE;
      i += escaped >= 0 ? 3 : 1;
    }

  return *name == '\0';
}

/* Credentials in addresses end up in logs and histories; RFC 6750, 2.3 and 5.3. A value may be an address, too, so what
 * follows a second question mark is looked at as well. */
static gboolean
has_credential (const char *query)
{
  for (;;)
    {
      gsize length = strcspn (query, "=&;?");

      if (query[length] == '=' && (is_parameter (query, length, "api_token") || is_parameter (query, length, "access_token")))
        return TRUE;

      query += strcspn (query, "&;?");
      if (*query == '\0')
        return FALSE;
      query++;
    }
}

const char *
tessera_access_judge_target (const char *target)
{
  gsize length = strcspn (target, "?");
  const char *fault;

  for (const char *c = target; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c))
      return _("The target holds a blank, a control character or one that is not ASCII.");

  if (target[0] != '/')
    return _("The target does not begin with a slash.");

  fault = find_path_fault (target, length);
  if (fault == NULL && target[length] == '?' && has_credential (target + length + 1))
    fault = _("The query carries a credential. Send it as X-Api-Key or as Authorization: Bearer.");

  return fault;
}

static gboolean
ends_segment (char c)
{
  return c == '/' || c == '?' || c == '\0';
}

/* Whether the segment at @path is the one at @route, or any if that is a star; both go on behind theirs. */
static gboolean
take_segment (const char **route, const char **path)
{
  const char *wanted = *route, *sent = *path;

  if (wanted[0] == '*' && ends_segment (wanted[1]) && !ends_segment (*sent))
    for (wanted++; !ends_segment (*sent); sent++)
      ;
  else
    for (; !ends_segment (*wanted) && *wanted == *sent; wanted++, sent++)
      ;

  *route = wanted;
  *path = sent;
  return ends_segment (*wanted) && ends_segment (*sent);
}

/* @route: its segments are not empty, and it holds no `?`; @path ends at one */
static gboolean
covers (const char *route, const char *path)
{
  while (*route == '/')
    {
      route++;
      if (*path++ != '/' || !take_segment (&route, &path))
        return FALSE;
    }

  return TRUE;
}

static const Rule *
find_rule (const TesseraAccess *access, const char *target)
{
  for (guint i = 0; i < access->rules->len; i++)
    {
      const Rule *rule = &g_array_index (access->rules, Rule, i);

      if (covers (rule->route, target))
        return rule;
    }

  return NULL;
}

int
tessera_access_find_area (const TesseraAccess *access, const char *target)
{
  const Rule *rule = find_rule (access, target);

  return rule != NULL ? (int) rule->area : -1;
}

TesseraAccessNeed
tessera_access_find_need (const TesseraAccess *access, const char *method, const char *target)
{
  TesseraAccessNeed need = { NULL };
  const Rule *rule;

  need.fault = tessera_access_judge_method (method, &need.verb);
  if (need.fault == NULL)
    need.fault = tessera_access_judge_target (target);
  if (need.fault != NULL)
    return need;

  rule = find_rule (access, target);
  if (rule == NULL)
    need.fault = _("The path belongs to no area, so no token may use it.");
  else
    {
      need.area = rule->area;
      need.route = rule->route;
    }

  return need;
}

gboolean
tessera_access_allows (const TesseraAccess *access, TesseraAccessNeed need, TesseraPermissions permissions)
{
  g_return_val_if_fail (need.fault == NULL, FALSE);

  return !tessera_catalogue_get_area (access->catalogue, need.area)->retired
         && tessera_permissions_has (permissions, need.area, need.verb);
}
