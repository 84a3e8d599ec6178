#include "tessera-draft.h"

#include "tessera-expiry.h"
#include "tessera-token-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

TesseraDraft *
tessera_draft_new (TesseraCatalogue *catalogue, gint64 now)
{
  TesseraDraft *draft = g_new0 (TesseraDraft, 1);
  GDate day;

  tessera_expiry_today (now, &day);
  g_date_add_days (&day, tessera_catalogue_get_policy (catalogue)->default_lifetime_days);

  draft->name = g_strdup ("");
  draft->type = g_strdup (tessera_catalogue_get_type_at (catalogue, 0)->id);
  draft->expires_at = tessera_expiry_from_day (&day);
  return draft;
}

TesseraDraft *
tessera_draft_new_from_token (TesseraToken *token)
{
  TesseraDraft *draft = g_new0 (TesseraDraft, 1);

  draft->name = g_strdup (tessera_token_get_name (token));
  draft->type = g_strdup (tessera_token_get_type_id (token));
  draft->permissions = tessera_token_get_permissions (token);
  draft->expires_at = tessera_token_get_expires_at (token);
  return draft;
}

TesseraDraft *
tessera_draft_copy (const TesseraDraft *draft)
{
  TesseraDraft *copy = g_new0 (TesseraDraft, 1);

  *copy = *draft;
  copy->name = g_strdup (draft->name);
  copy->type = g_strdup (draft->type);
  return copy;
}

void
tessera_draft_free (TesseraDraft *draft)
{
  g_free (draft->name);
  g_free (draft->type);
  g_free (draft);
}

gboolean
tessera_draft_equal (const TesseraDraft *a, const TesseraDraft *b)
{
  g_autofree char *name_a = tessera_draft_trim_name (a->name);
  g_autofree char *name_b = tessera_draft_trim_name (b->name);

  return g_str_equal (name_a, name_b) && g_str_equal (a->type, b->type) && a->expires_at == b->expires_at
         && tessera_permissions_equal (a->permissions, b->permissions);
}

char *
tessera_draft_trim_name (const char *name)
{
  const char *start = name, *end = name + strlen (name);

  while (start < end && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return g_strndup (start, (gsize) (end - start));
}

/* Characters that would let one name pass for another: controls, line and
 * paragraph separators, and what overrides the direction of writing (Unicode TR 36, 2.4). */
static gboolean
is_deceptive (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR
         || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static void
check_name (const char *name, TesseraCatalogue *catalogue, GPtrArray *faults)
{
  g_autofree char *trimmed = tessera_draft_trim_name (name);
  guint max = tessera_catalogue_get_policy (catalogue)->name_max_length;
  glong length = g_utf8_strlen (trimmed, -1);

  if (length == 0)
    tessera_faults_add (faults, "/name", _("Give the token a name."));
  else if (length > (glong) max)
    tessera_faults_add (faults, "/name",
                        ngettext ("The name has %'ld characters; %'u is the most.",
                                  "The name has %'ld characters; %'u are the most.", max),
                        length, max);

  for (const char *c = trimmed; *c != '\0'; c = g_utf8_next_char (c))
    if (is_deceptive (g_utf8_get_char (c)))
      {
        tessera_faults_add (faults, "/name",
                            _("The name holds the invisible character U+%04X; type it again without it."),
                            g_utf8_get_char (c));
        return;
      }
}

static void
check_type (const char *type, TesseraCatalogue *catalogue, GPtrArray *faults)
{
  if (tessera_catalogue_find_type (catalogue, type) < 0)
    tessera_faults_add (faults, "/type", _("There is no token type “%s”; choose one of the list."), type);
}

static void
check_permissions (TesseraPermissions permissions, TesseraCatalogue *catalogue, TesseraToken *before,
                   GPtrArray *faults)
{
  TesseraPermissions had = before != NULL ? tessera_token_get_permissions (before) : (TesseraPermissions) { 0 };
  TesseraPermissions added = tessera_permissions_minus (permissions, had);

  if (tessera_permissions_is_empty (permissions))
    tessera_faults_add (faults, "/permissions", _("Tick at least one box; a token without permissions can do nothing."));

  for (guint i = 0; i < tessera_catalogue_get_n_areas (catalogue); i++)
    {
      const TesseraArea *area = tessera_catalogue_get_area (catalogue, i);
      g_autofree char *pointer = tessera_json_pointer_append ("/permissions", area->id);

      if (area->retired
          && (tessera_permissions_has (added, i, TESSERA_VERB_READ)
              || tessera_permissions_has (added, i, TESSERA_VERB_WRITE)))
        tessera_faults_add (faults, pointer, _("%s is retired and can't be added any more."), area->name);
    }
}

gint64
tessera_policy_get_latest_expiry (const TesseraPolicy *policy, gint64 now)
{
  GDate day;

  if (policy->max_lifetime_days == 0)
    return TESSERA_NEVER;

  tessera_expiry_today (now, &day);
  g_date_add_days (&day, policy->max_lifetime_days);
  return tessera_expiry_from_day (&day);
}

static void
check_latest (gint64 expires_at, const TesseraPolicy *policy, gint64 now, GPtrArray *faults)
{
  guint days = policy->max_lifetime_days;

  if (expires_at > tessera_policy_get_latest_expiry (policy, now))
    tessera_faults_add (faults, "/expires_at",
                        ngettext ("A token may last %'u day from today at most; choose an earlier day.",
                                  "A token may last %'u days from today at most; choose an earlier day.", days),
                        days);
}

static void
check_expiry (gint64 expires_at, TesseraCatalogue *catalogue, TesseraToken *before, gint64 now, GPtrArray *faults)
{
  const TesseraPolicy *policy = tessera_catalogue_get_policy (catalogue);

  if (before != NULL && tessera_token_get_expires_at (before) == expires_at)
    return;

  if (expires_at == TESSERA_NEVER)
    {
      if (policy->expiry_required || policy->max_lifetime_days > 0)
        tessera_faults_add (faults, "/expires_at", _("A token must end; choose a day."));
    }
  else if (expires_at <= now)
    tessera_faults_add (faults, "/expires_at", _("That day has passed; choose today (UTC) or a later day."));
  else if (expires_at > TESSERA_TIME_MAX)
    tessera_faults_add (faults, "/expires_at", _("That day is too far away; 30 December 9999 is the last."));
  else
    check_latest (expires_at, policy, now, faults);
}

GPtrArray *
tessera_draft_check (const TesseraDraft *draft, TesseraCatalogue *catalogue, TesseraToken *before, gint64 now)
{
  GPtrArray *faults = tessera_faults_new ();

  check_expiry (draft->expires_at, catalogue, before, now, faults);
  check_type (draft->type, catalogue, faults);
  check_name (draft->name, catalogue, faults);
  check_permissions (draft->permissions, catalogue, before, faults);

  return faults;
}

/* Reading a request: what is faulty in form is told and not checked further. */

static const char *const members[] = { "name", "type", "permissions", "expires_at" };
static const char *const read_only_members[]
  = { "id",         "status",     "hint",         "created_at", "created_by",
      "updated_at", "updated_by", "last_used_at", "revision",   "secret" };

static gboolean
is_one_of (const char *name, const char *const *names, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (name, names[i]))
      return TRUE;

  return FALSE;
}

static void
refuse_other_members (JsonObject *object, GPtrArray *faults)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      g_autofree char *pointer = tessera_json_pointer_append ("", name);

      if (is_one_of (name, read_only_members, G_N_ELEMENTS (read_only_members)))
        tessera_faults_add (faults, pointer, _("This member is read-only."));
      else if (!is_one_of (name, members, G_N_ELEMENTS (members)))
        tessera_faults_add (faults, pointer, _("There is no such member."));
    }
}

/* The member's node; NULL and a fault when it is missing. */
static JsonNode *
require (JsonObject *object, const char *member, GPtrArray *faults)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *pointer = tessera_json_pointer_append ("", member);

  if (node == NULL)
    tessera_faults_add (faults, pointer, _("This member is missing."));

  return node;
}

static const char *
read_string (JsonObject *object, const char *member, GPtrArray *faults)
{
  JsonNode *node = require (object, member, faults);
  g_autofree char *pointer = tessera_json_pointer_append ("", member);

  if (node == NULL)
    return NULL;
  if (tessera_json_node_is_string (node))
    return json_node_get_string (node);

  tessera_faults_add (faults, pointer, _("This is not a string."));
  return NULL;
}

static gboolean
read_expiry (JsonObject *object, gint64 *expires_at, GPtrArray *faults)
{
  JsonNode *node = require (object, "expires_at", faults);

  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_NULL (node))
    *expires_at = TESSERA_NEVER;
  else if (!tessera_json_node_is_string (node) || !tessera_time_parse (json_node_get_string (node), expires_at))
    {
      tessera_faults_add (faults, "/expires_at",
                          _("This is neither null nor an instant in UTC such as 2027-02-01T00:00:00Z."));
      return FALSE;
    }

  return TRUE;
}

static void
read_verb (JsonNode *node, const char *pointer, guint index, guint area, TesseraPermissions *permissions,
           GPtrArray *faults)
{
  g_autofree char *place = g_strdup_printf ("%s/%u", pointer, index);

  for (guint verb = 0; tessera_json_node_is_string (node) && verb < TESSERA_N_VERBS; verb++)
    if (g_str_equal (json_node_get_string (node), tessera_verb_to_string (verb)))
      {
        if (tessera_permissions_has (*permissions, area, verb))
          tessera_faults_add (faults, place, _("This verb stands here twice."));
        *permissions = tessera_permissions_with (*permissions, area, verb, TRUE);
        return;
      }

  tessera_faults_add (faults, place, _("This is neither “read” nor “write”."));
}

static void
read_area (const char *id, JsonNode *verbs, TesseraCatalogue *catalogue, TesseraPermissions *permissions,
           GPtrArray *faults)
{
  g_autofree char *pointer = tessera_json_pointer_append ("/permissions", id);
  int area = tessera_catalogue_find_area (catalogue, id);
  JsonArray *array;

  if (area < 0)
    {
      tessera_faults_add (faults, pointer, _("There is no such area."));
      return;
    }
  if (!JSON_NODE_HOLDS_ARRAY (verbs) || json_array_get_length (json_node_get_array (verbs)) == 0)
    {
      tessera_faults_add (faults, pointer, _("This is not an array of “read” and “write” with at least one of them."));
      return;
    }

  array = json_node_get_array (verbs);
  for (guint i = 0; i < json_array_get_length (array); i++)
    read_verb (json_array_get_element (array, i), pointer, i, (guint) area, permissions, faults);
}

static gboolean
read_permissions (JsonObject *object, TesseraCatalogue *catalogue, TesseraPermissions *permissions, GPtrArray *faults)
{
  JsonNode *node = require (object, "permissions", faults), *verbs;
  guint before = faults->len;
  JsonObjectIter iter;
  const char *id;

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      tessera_faults_add (faults, "/permissions", _("This is not an object of areas."));
      return FALSE;
    }

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &id, &verbs))
    read_area (id, verbs, catalogue, permissions, faults);

  /* "Tick at least one" says nothing new about areas that are all faulty. */
  return faults->len == before || !tessera_permissions_is_empty (*permissions);
}

TesseraDraft *
tessera_draft_from_object (JsonObject *object, TesseraCatalogue *catalogue, TesseraToken *before, gint64 now,
                           GPtrArray **faults)
{
  TesseraDraft *draft = g_new0 (TesseraDraft, 1);
  const char *text;

  *faults = tessera_faults_new ();
  refuse_other_members (object, *faults);

  if ((text = read_string (object, "name", *faults)) != NULL)
    check_name (text, catalogue, *faults);
  draft->name = tessera_draft_trim_name (text != NULL ? text : "");

  if ((text = read_string (object, "type", *faults)) != NULL)
    check_type (text, catalogue, *faults);
  draft->type = g_strdup (text != NULL ? text : "");

  if (read_permissions (object, catalogue, &draft->permissions, *faults))
    check_permissions (draft->permissions, catalogue, before, *faults);
  if (read_expiry (object, &draft->expires_at, *faults))
    check_expiry (draft->expires_at, catalogue, before, now, *faults);

  return draft;
}

JsonObject *
tessera_draft_to_object (const TesseraDraft *draft, TesseraCatalogue *catalogue)
{
  JsonObject *object = json_object_new ();
  g_autofree char *name = tessera_draft_trim_name (draft->name);
  g_autofree char *expires_at = draft->expires_at == TESSERA_NEVER ? NULL : tessera_time_format (draft->expires_at);

  json_object_set_string_member (object, "name", name);
  json_object_set_string_member (object, "type", draft->type);
  json_object_set_object_member (object, "permissions", tessera_permissions_to_object (draft->permissions, catalogue));
  if (expires_at != NULL)
    json_object_set_string_member (object, "expires_at", expires_at);
  else
    json_object_set_null_member (object, "expires_at");

  return object;
}
