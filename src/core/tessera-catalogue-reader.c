#include "tessera-catalogue-reader.h"

#include "tessera-route.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DAYS 36500
#define MAX_NAME_LENGTH 1000
#define MAX_TYPES 64

static gboolean fault (GError **error, const char *place, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
fault (GError **error, const char *place, const char *format, ...)
{
  g_autofree char *words = NULL;
  va_list args;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, "%s: %s", place, words);
  return FALSE;
}

/* Puts the place before what a reader of members said. */
static gboolean
at (const char *place, gboolean ok, GError **error)
{
  if (!ok)
    g_prefix_error (error, "%s: ", place);

  return ok;
}

static gboolean
knows_all_members (JsonObject *object, const char *place, const char *const *known, GError **error)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (!g_strv_contains (known, name))
      return fault (error, place, _("there is no member “%s”"), name);

  return TRUE;
}

static gboolean
is_id (const char *text)
{
  if (!g_ascii_islower (text[0]) || strlen (text) > 64)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != '_')
      return FALSE;

  return TRUE;
}

static gboolean
read_line (JsonObject *object, const char *member, const char *place, char **line, GError **error)
{
  const char *text;

  if (!at (place, tessera_json_get_string (object, member, &text, error), error))
    return FALSE;
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return fault (error, place, _("the member “%s” holds a control character"), member);
  if (*text == '\0' && !g_str_equal (member, "description"))
    return fault (error, place, _("the member “%s” is empty"), member);

  *line = g_strdup (text);
  return TRUE;
}

static gboolean
read_id (JsonObject *object, const char *place, char **id, GError **error)
{
  if (!read_line (object, "id", place, id, error))
    return FALSE;
  if (!is_id (*id))
    return fault (error, place,
                  _("the id “%s” is not 1 to 64 lower-case letters, digits and “_”, beginning with a letter"), *id);

  return TRUE;
}

static gboolean
read_personal_data (JsonObject *object, const char *place, TesseraPersonalData *personal_data, GError **error)
{
  static const char *const words[] = { "none", "limited", "full" };
  const char *text;

  if (!at (place, tessera_json_get_string (object, "personal_data", &text, error), error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (text, words[i]))
      {
        *personal_data = (TesseraPersonalData) i;
        return TRUE;
      }

  return fault (error, place, _("the member “personal_data” is neither none, limited nor full"));
}

static gboolean
read_routes (JsonObject *object, const char *place, GStrv *routes, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!at (place, tessera_json_get_array (object, "routes", &array, error), error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *why;

      if (!tessera_json_node_is_string (node))
        return fault (error, place, _("route %u is not a string"), i);
      if ((why = tessera_route_find_fault (json_node_get_string (node))) != NULL)
        return fault (error, place, _("the route “%s” is faulty: %s"), json_node_get_string (node), why);
      g_strv_builder_add (builder, json_node_get_string (node));
    }

  *routes = g_strv_builder_end (builder);
  return TRUE;
}

static void
area_free (gpointer data)
{
  TesseraArea *area = data;

  g_free (area->id);
  g_free (area->name);
  g_free (area->description);
  g_strfreev (area->routes);
  g_free (area);
}

static void
type_free (gpointer data)
{
  TesseraTokenType *type = data;

  g_free (type->id);
  g_free (type->name);
  g_free (type->description);
  g_free (type);
}

static gboolean
read_area (JsonObject *object, const char *place, gboolean strict, GPtrArray *areas, GError **error)
{
  static const char *const known[] = { "id", "name", "description", "personal_data", "retired", "routes", NULL };
  TesseraArea *area = g_new0 (TesseraArea, 1);

  g_ptr_array_add (areas, area);
  return (!strict || knows_all_members (object, place, known, error)) && read_id (object, place, &area->id, error)
         && read_line (object, "name", place, &area->name, error)
         && read_line (object, "description", place, &area->description, error)
         && read_personal_data (object, place, &area->personal_data, error)
         && at (place, tessera_json_get_boolean (object, "retired", &area->retired, error), error)
         && read_routes (object, place, &area->routes, error);
}

static gboolean
read_type (JsonObject *object, const char *place, gboolean strict, GPtrArray *types, GError **error)
{
  static const char *const known[] = { "id", "name", "description", NULL };
  TesseraTokenType *type = g_new0 (TesseraTokenType, 1);

  g_ptr_array_add (types, type);
  return (!strict || knows_all_members (object, place, known, error)) && read_id (object, place, &type->id, error)
         && read_line (object, "name", place, &type->name, error)
         && read_line (object, "description", place, &type->description, error);
}

typedef gboolean (*ReadItem) (JsonObject *object, const char *place, gboolean strict, GPtrArray *items,
                              GError **error);

/* Areas and types are alike in that the first member of either is its id. */
static gboolean
is_unique (GPtrArray *items, const char *place, GError **error)
{
  char *const *last = g_ptr_array_index (items, items->len - 1);

  for (guint i = 0; i + 1 < items->len; i++)
    if (g_str_equal (*(char *const *) g_ptr_array_index (items, i), *last))
      return fault (error, place, _("the id “%s” stands there twice"), *last);

  return TRUE;
}

static gboolean
read_items (JsonObject *object, const char *member, guint max, ReadItem read, gboolean strict, GPtrArray *items,
            GError **error)
{
  JsonArray *array;
  guint n;

  if (!tessera_json_get_array (object, member, &array, error))
    return FALSE;

  n = json_array_get_length (array);
  if (n < 1 || n > max)
    return fault (error, member, _("there are %u, not 1 to %u"), n, max);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%u]", member, i);
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return fault (error, place, _("this is not an object"));
      if (!read (json_node_get_object (node), place, strict, items, error) || !is_unique (items, place, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
routes_do_not_tie (GPtrArray *areas, guint one, guint other, GError **error)
{
  const TesseraArea *a = g_ptr_array_index (areas, one), *b = g_ptr_array_index (areas, other);

  for (guint i = 0; a->routes[i] != NULL; i++)
    for (guint j = 0; b->routes[j] != NULL; j++)
      if (tessera_route_ties (a->routes[i], b->routes[j]))
        return fault (error, "areas", _("the route “%s” of %s and “%s” of %s cover the same paths alike"),
                      a->routes[i], a->id, b->routes[j], b->id);

  return TRUE;
}

static gboolean
each_path_has_one_area (GPtrArray *areas, GError **error)
{
  for (guint one = 0; one < areas->len; one++)
    for (guint other = one + 1; other < areas->len; other++)
      if (!routes_do_not_tie (areas, one, other, error))
        return FALSE;

  return TRUE;
}

static gboolean
read_int (JsonObject *object, const char *member, gint64 max, guint *value, GError **error)
{
  gint64 number;

  if (!at ("policy", tessera_json_get_int (object, member, 1, max, &number, error), error))
    return FALSE;

  *value = (guint) number;
  return TRUE;
}

static gboolean
read_max_lifetime (JsonObject *object, TesseraPolicy *policy, GError **error)
{
  JsonNode *node = json_object_get_member (object, "max_lifetime_days");

  if (node != NULL && JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!read_int (object, "max_lifetime_days", MAX_DAYS, &policy->max_lifetime_days, error))
    return FALSE;
  if (policy->default_lifetime_days > policy->max_lifetime_days)
    return fault (error, "policy", _("the member “default_lifetime_days” is more than “max_lifetime_days”"));

  return TRUE;
}

static gboolean
read_policy (JsonObject *object, gboolean strict, TesseraPolicy *policy, GError **error)
{
  static const char *const known[]
    = { "expiry_required", "default_lifetime_days", "max_lifetime_days", "name_max_length", NULL };
  JsonObject *member;

  if (!tessera_json_get_object (object, "policy", &member, error))
    return FALSE;

  return (!strict || knows_all_members (member, "policy", known, error))
         && at ("policy", tessera_json_get_boolean (member, "expiry_required", &policy->expiry_required, error), error)
         && read_int (member, "default_lifetime_days", MAX_DAYS, &policy->default_lifetime_days, error)
         && read_max_lifetime (member, policy, error)
         && read_int (member, "name_max_length", MAX_NAME_LENGTH, &policy->name_max_length, error);
}

static gboolean
read_example_url (JsonObject *object, char **url, GError **error)
{
  const char *text;

  if (!tessera_json_get_nullable_string (object, "example_url", &text, error))
    return FALSE;
  if (text != NULL
      && (!(g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://"))
          || !g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL) || strpbrk (text, "'\"\\$`") != NULL))
    return fault (error, "example_url", _("this is not the address of a web page"));

  *url = g_strdup (text);
  return TRUE;
}

gboolean
tessera_catalogue_read (JsonObject *object, gboolean strict, TesseraCatalogueParts *parts, GError **error)
{
  static const char *const known[] = { "areas", "token_types", "policy", "example_url", NULL };

  parts->areas = g_ptr_array_new_with_free_func (area_free);
  parts->types = g_ptr_array_new_with_free_func (type_free);

  return (!strict || knows_all_members (object, "catalogue", known, error))
         && read_items (object, "areas", TESSERA_MAX_AREAS, read_area, strict, parts->areas, error)
         && each_path_has_one_area (parts->areas, error)
         && read_items (object, "token_types", MAX_TYPES, read_type, strict, parts->types, error)
         && read_policy (object, strict, &parts->policy, error)
         && read_example_url (object, &parts->example_url, error);
}
