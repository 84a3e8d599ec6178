#include "tessera-catalogue.h"

#include "tessera-catalogue-reader.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

struct _TesseraCatalogue
{
  gatomicrefcount refs;
  TesseraCatalogueParts parts;
};

G_DEFINE_BOXED_TYPE (TesseraCatalogue, tessera_catalogue, tessera_catalogue_ref, tessera_catalogue_unref)

static TesseraCatalogue *
read_object (JsonObject *object, gboolean strict, GError **error)
{
  g_autoptr (TesseraCatalogue) self = g_new0 (TesseraCatalogue, 1);

  g_atomic_ref_count_init (&self->refs);
  if (!tessera_catalogue_read (object, strict, &self->parts, error))
    return NULL;

  return g_steal_pointer (&self);
}

TesseraCatalogue *
tessera_catalogue_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonNode) root = tessera_json_parse (text, length, TESSERA_JSON_MAX_DEPTH, error);

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, _("a catalogue is an object"));
      return NULL;
    }

  return read_object (json_node_get_object (root), TRUE, error);
}

TesseraCatalogue *
tessera_catalogue_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) read_error = NULL;
  TesseraCatalogue *self;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &read_error))
    {
      g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, read_error->message);
      return NULL;
    }

  self = tessera_catalogue_parse (text, length, error);
  if (self == NULL)
    g_prefix_error (error, "%s: ", path);

  return self;
}

TesseraCatalogue *
tessera_catalogue_from_object (JsonObject *object, GError **error)
{
  return read_object (object, FALSE, error);
}

TesseraCatalogue *
tessera_catalogue_ref (TesseraCatalogue *catalogue)
{
  g_atomic_ref_count_inc (&catalogue->refs);
  return catalogue;
}

void
tessera_catalogue_unref (TesseraCatalogue *catalogue)
{
  if (!g_atomic_ref_count_dec (&catalogue->refs))
    return;

  g_clear_pointer (&catalogue->parts.areas, g_ptr_array_unref);
  g_clear_pointer (&catalogue->parts.types, g_ptr_array_unref);
  g_free (catalogue->parts.example_url);
  g_free (catalogue);
}

guint
tessera_catalogue_get_n_areas (TesseraCatalogue *catalogue)
{
  return catalogue->parts.areas->len;
}

const TesseraArea *
tessera_catalogue_get_area (TesseraCatalogue *catalogue, guint index)
{
  g_return_val_if_fail (index < catalogue->parts.areas->len, NULL);

  return g_ptr_array_index (catalogue->parts.areas, index);
}

TesseraPermissions
tessera_catalogue_drop_retired (TesseraCatalogue *catalogue, TesseraPermissions permissions)
{
  for (guint area = 0; area < tessera_catalogue_get_n_areas (catalogue); area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      if (tessera_catalogue_get_area (catalogue, area)->retired)
        permissions = tessera_permissions_with (permissions, area, verb, FALSE);
  return permissions;
}

int
tessera_catalogue_find_area (TesseraCatalogue *catalogue, const char *id)
{
  for (guint i = 0; i < catalogue->parts.areas->len; i++)
    if (g_str_equal (tessera_catalogue_get_area (catalogue, i)->id, id))
      return (int) i;

  return -1;
}

guint
tessera_catalogue_get_n_types (TesseraCatalogue *catalogue)
{
  return catalogue->parts.types->len;
}

const TesseraTokenType *
tessera_catalogue_get_type_at (TesseraCatalogue *catalogue, guint index)
{
  g_return_val_if_fail (index < catalogue->parts.types->len, NULL);

  return g_ptr_array_index (catalogue->parts.types, index);
}

int
tessera_catalogue_find_type (TesseraCatalogue *catalogue, const char *id)
{
  for (guint i = 0; i < catalogue->parts.types->len; i++)
    if (g_str_equal (tessera_catalogue_get_type_at (catalogue, i)->id, id))
      return (int) i;

  return -1;
}

const char *
tessera_catalogue_get_type_name (TesseraCatalogue *catalogue, const char *id)
{
  int index = tessera_catalogue_find_type (catalogue, id);

  return index < 0 ? id : tessera_catalogue_get_type_at (catalogue, (guint) index)->name;
}

const TesseraPolicy *
tessera_catalogue_get_policy (TesseraCatalogue *catalogue)
{
  return &catalogue->parts.policy;
}

const char *
tessera_catalogue_get_example_url (TesseraCatalogue *catalogue)
{
  return catalogue->parts.example_url;
}

static JsonObject *
area_to_object (const TesseraArea *area)
{
  static const char *const personal_data[] = { "none", "limited", "full" };
  JsonObject *object = json_object_new ();
  JsonArray *routes = json_array_new ();

  for (guint i = 0; area->routes[i] != NULL; i++)
    json_array_add_string_element (routes, area->routes[i]);

  json_object_set_string_member (object, "id", area->id);
  json_object_set_string_member (object, "name", area->name);
  json_object_set_string_member (object, "description", area->description);
  json_object_set_string_member (object, "personal_data", personal_data[area->personal_data]);
  json_object_set_boolean_member (object, "retired", area->retired);
  json_object_set_array_member (object, "routes", routes);

  return object;
}

static JsonObject *
type_to_object (const TesseraTokenType *type)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", type->id);
  json_object_set_string_member (object, "name", type->name);
  json_object_set_string_member (object, "description", type->description);

  return object;
}

static JsonObject *
policy_to_object (const TesseraPolicy *policy)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "expiry_required", policy->expiry_required);
  json_object_set_int_member (object, "default_lifetime_days", policy->default_lifetime_days);
  if (policy->max_lifetime_days > 0)
    json_object_set_int_member (object, "max_lifetime_days", policy->max_lifetime_days);
  else
    json_object_set_null_member (object, "max_lifetime_days");
  json_object_set_int_member (object, "name_max_length", policy->name_max_length);

  return object;
}

JsonObject *
tessera_catalogue_to_object (TesseraCatalogue *catalogue)
{
  JsonObject *object = json_object_new ();
  JsonArray *areas = json_array_new (), *types = json_array_new ();

  for (guint i = 0; i < tessera_catalogue_get_n_areas (catalogue); i++)
    json_array_add_object_element (areas, area_to_object (tessera_catalogue_get_area (catalogue, i)));
  for (guint i = 0; i < tessera_catalogue_get_n_types (catalogue); i++)
    json_array_add_object_element (types, type_to_object (tessera_catalogue_get_type_at (catalogue, i)));

  json_object_set_array_member (object, "areas", areas);
  json_object_set_array_member (object, "token_types", types);
  json_object_set_object_member (object, "policy", policy_to_object (&catalogue->parts.policy));
  if (catalogue->parts.example_url != NULL)
    json_object_set_string_member (object, "example_url", catalogue->parts.example_url);
  else
    json_object_set_null_member (object, "example_url");

  return object;
}

gboolean
tessera_catalogue_equal (TesseraCatalogue *a, TesseraCatalogue *b)
{
  g_autoptr (JsonObject) object_a = tessera_catalogue_to_object (a);
  g_autoptr (JsonObject) object_b = tessera_catalogue_to_object (b);
  g_autofree char *text_a = tessera_json_to_string (object_a);
  g_autofree char *text_b = tessera_json_to_string (object_b);

  return g_str_equal (text_a, text_b);
}
