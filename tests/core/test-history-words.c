/* The history of a token, in sentences. */

#include "tessera-config.h"
#include "tessera-history.h"

#include <string.h>

static TesseraCatalogue *catalogue;

#define BEFORE                                                                                                         \
  "{\"name\": \"Nightly export\", \"type\": \"api_key\", \"status\": \"active\", \"hint\": \"q7Xk\","                  \
  " \"expires_at\": \"2027-02-01T00:00:00Z\", \"permissions\": {\"products\": [\"read\"], \"reports\": [\"read\"]}}"

static gint64
at (const char *text)
{
  gint64 time;

  g_assert_true (tessera_time_parse (text, &time));
  return time;
}

static JsonObject *
parse (const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);

  g_assert_nonnull (root);
  return json_object_ref (json_node_get_object (root));
}

/* BEFORE with @member as it is in @change, an object. */
static JsonObject *
change (const char *changes)
{
  JsonObject *after = parse (BEFORE);
  g_autoptr (JsonObject) object = parse (changes);
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node))
    json_object_set_member (after, member, json_node_copy (node));
  return after;
}

static TesseraEvent *
make_event (TesseraAction action, const char *changes)
{
  TesseraEvent *event = g_new0 (TesseraEvent, 1);

  event->at = at ("2027-05-03T22:15:00Z");
  event->by = g_strdup ("Mara");
  event->token_id = g_strdup ("tok_1");
  event->action = action;
  event->before = action != TESSERA_ACTION_CREATED ? parse (BEFORE) : NULL;
  event->after = change (changes);
  return event;
}

static void
test_who_did_what_on_which_day (void)
{
  static const struct { TesseraAction action; const char *changes, *words; } cases[] = {
    { TESSERA_ACTION_CREATED, "{}", "Mara created it on 3 May." },
    { TESSERA_ACTION_ROTATED, "{\"hint\": \"zzzz\"}", "Mara rotated the secret on 3 May." },
    { TESSERA_ACTION_REVOKED, "{\"status\": \"revoked\"}", "Mara revoked it on 3 May." },
    { TESSERA_ACTION_UPDATED, "{}", "Mara saved it unchanged on 3 May." },
    { TESSERA_ACTION_UPDATED, "{\"permissions\": {\"products\": [\"read\", \"write\"], \"reports\": [\"read\"]}}",
      "Mara gave it Products: write on 3 May." },
    { TESSERA_ACTION_UPDATED, "{\"permissions\": {\"products\": [\"read\"]}}", "Mara took Reports: read from it on 3 May." },
    { TESSERA_ACTION_UPDATED, "{\"permissions\": {\"products\": [\"write\"]}}",
      "Mara gave it Products: write and took Products: read and Reports: read from it on 3 May." },
    { TESSERA_ACTION_UPDATED, "{\"expires_at\": \"2028-03-01T00:00:00Z\"}",
      "Mara set its expiry date to 29 February 2028 on 3 May." },
    { TESSERA_ACTION_UPDATED, "{\"expires_at\": \"2027-03-01T10:30:00Z\"}",
      "Mara set its expiry date to 1 March 2027, 10:30 UTC on 3 May." },
    { TESSERA_ACTION_UPDATED, "{\"expires_at\": null}", "Mara let it never expire from 3 May on." },
    { TESSERA_ACTION_UPDATED, "{\"name\": \"Weekly export\"}", "Mara renamed it “Weekly export” on 3 May." },
    { TESSERA_ACTION_UPDATED, "{\"type\": \"mobile\"}", "Mara made it a token of the type Mobile on 3 May." },
    { TESSERA_ACTION_UPDATED, "{\"type\": \"mobile\", \"name\": \"B\"}", "Mara changed name and token type on 3 May." },
    { TESSERA_ACTION_UPDATED,
      "{\"type\": \"mobile\", \"name\": \"B\", \"expires_at\": null, \"permissions\": {\"content\": [\"read\"]}}",
      "Mara changed permissions, expiry date, name and token type on 3 May." },
  };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TesseraEvent) event = make_event (cases[i].action, cases[i].changes);
      g_autofree char *words = tessera_history_tell (event, catalogue, at ("2027-12-31T00:00:00Z"), utc);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_another_year_is_told_and_the_day_is_the_users (void)
{
  static const struct { const char *at, *now; int hours; const char *words; } cases[] = {
    { "2027-05-03T22:15:00Z", "2027-05-04T00:00:00Z", 2, "Mara created it on 4 May." },
    { "2026-05-03T22:15:00Z", "2027-05-04T00:00:00Z", 0, "Mara created it on 3 May 2026." },
    { "2026-12-31T23:30:00Z", "2027-05-04T00:00:00Z", 1, "Mara created it on 1 January." },
    { "9999-12-31T23:59:59Z", "2027-05-04T00:00:00Z", 14, "Mara created it on 9999-12-31T23:59:59Z." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TesseraEvent) event = make_event (TESSERA_ACTION_CREATED, "{}");
      g_autoptr (GTimeZone) zone = g_time_zone_new_offset (cases[i].hours * 3600);
      g_autofree char *words = NULL;

      event->at = at (cases[i].at);
      words = tessera_history_tell (event, catalogue, at (cases[i].now), zone);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_areas_and_types_that_are_gone_are_told_by_their_ids (void)
{
  g_autoptr (TesseraEvent) event
    = make_event (TESSERA_ACTION_UPDATED, "{\"permissions\": {\"old_forum\": [\"write\"], \"reports\": [\"read\"],"
                                          " \"products\": [\"read\"]}}");
  g_autoptr (JsonObject) object = change ("{\"type\": \"fax\", \"permissions\": {\"old_forum\": [\"read\", \"write\"],"
                                          " \"content\": [\"write\"]}}");
  g_autoptr (TesseraSnapshot) snapshot = tessera_snapshot_from_object (object, NULL);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *words = tessera_history_tell (event, catalogue, event->at, utc);
  g_autofree char *areas = tessera_history_field_tell (snapshot, TESSERA_HISTORY_PERMISSIONS, catalogue);
  g_autofree char *type = tessera_history_field_tell (snapshot, TESSERA_HISTORY_TYPE, catalogue);

  g_assert_cmpstr (words, ==, "Mara gave it old_forum: write on 3 May.");
  g_assert_cmpstr (areas, ==, "Content: write. old_forum: read and write.");
  g_assert_cmpstr (type, ==, "fax");
}

static void
test_before_and_after_are_told_field_by_field (void)
{
  static const struct { const char *changes; TesseraHistoryField field; const char *name, *words; } cases[] = {
    { "{}", TESSERA_HISTORY_NAME, "Name", "Nightly export" },
    { "{}", TESSERA_HISTORY_TYPE, "Token type", "API Key" },
    { "{}", TESSERA_HISTORY_EXPIRY, "Expiry date", "31 January 2027" },
    { "{\"expires_at\": null}", TESSERA_HISTORY_EXPIRY, "Expiry date", "Never" },
    { "{}", TESSERA_HISTORY_PERMISSIONS, "Permissions", "Products: read. Reports: read." },
    { "{\"permissions\": {}}", TESSERA_HISTORY_PERMISSIONS, "Permissions", "Nothing." },
    { "{}", TESSERA_HISTORY_SECRET, "Secret ends in", "q7Xk" },
    { "{}", TESSERA_HISTORY_STATUS, "Status", "Active" },
    { "{\"status\": \"expired\"}", TESSERA_HISTORY_STATUS, "Status", "Expired" },
    { "{\"status\": \"revoked\"}", TESSERA_HISTORY_STATUS, "Status", "Revoked" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) object = change (cases[i].changes);
      g_autoptr (TesseraSnapshot) snapshot = tessera_snapshot_from_object (object, NULL);
      g_autofree char *words = tessera_history_field_tell (snapshot, cases[i].field, catalogue);
      g_autofree char *nothing = tessera_history_field_tell (NULL, cases[i].field, catalogue);

      g_assert_cmpstr (tessera_history_field_name (cases[i].field), ==, cases[i].name);
      g_assert_cmpstr (words, ==, cases[i].words);
      g_assert_cmpstr (nothing, ==, "—");
    }
}

static void
test_a_mistyped_member_is_refused_by_name (void)
{
  static const struct { const char *changes, *member; } cases[] = {
    { "{\"name\": 17}", "name" },
    { "{\"type\": null}", "type" },
    { "{\"status\": []}", "status" },
    { "{\"hint\": {}}", "hint" },
    { "{\"expires_at\": \"tomorrow\"}", "expires_at" },
    { "{\"expires_at\": 5}", "expires_at" },
    { "{\"permissions\": []}", "permissions" },
    { "{\"permissions\": {\"content\": \"read\"}}", "permissions" },
    { "{\"permissions\": {\"content\": [\"erase\"]}}", "permissions" },
    { "{\"permissions\": {\"content\": [1]}}", "permissions" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) object = change (cases[i].changes);
      g_autoptr (GError) error = NULL;

      g_assert_null (tessera_snapshot_from_object (object, &error));
      g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].member));
    }
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/history-words/who-did-what-on-which-day", test_who_did_what_on_which_day);
  g_test_add_func ("/history-words/another-year-is-told-and-the-day-is-the-users", test_another_year_is_told_and_the_day_is_the_users);
  g_test_add_func ("/history-words/areas-and-types-that-are-gone-are-told-by-their-ids", test_areas_and_types_that_are_gone_are_told_by_their_ids);
  g_test_add_func ("/history-words/before-and-after-are-told-field-by-field", test_before_and_after_are_told_field_by_field);
  g_test_add_func ("/history-words/a-mistyped-member-is-refused-by-name", test_a_mistyped_member_is_refused_by_name);
  code = g_test_run ();
  tessera_catalogue_unref (catalogue);
  return code;
}
