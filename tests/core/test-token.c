#include "tessera-config.h"
#include "tessera-expiry.h"
#include "tessera-token-json.h"
#include "tessera-token-text.h"

#include <string.h>

static TesseraCatalogue *catalogue;

static TesseraToken *
make_token (gint64 expires_at, gboolean revoked)
{
  TesseraTokenFields fields = {
    .id = "tok_1",
    .name = "Nightly export",
    .type = "api_key",
    .permissions = { { 0x22, 0x02 } },
    .expires_at = expires_at,
    .revoked = revoked,
    .hint = "wxyz",
    .created_at = 1000,
    .created_by = "Mara",
    .updated_at = 2000,
    .updated_by = "Ines",
    .last_used_at = TESSERA_NEVER,
    .revision = "r1",
  };

  return tessera_token_new (&fields);
}

static void
test_a_token_comes_back_from_the_wire (void)
{
  g_autoptr (TesseraToken) token = make_token (1801440000, FALSE), back = NULL;
  g_autoptr (JsonObject) object = tessera_token_to_object (token, catalogue, 3000), again = NULL;
  g_autofree char *text = tessera_json_to_string (object), *text_again = NULL;

  g_assert_cmpstr (
    text, ==,
    "{\"id\":\"tok_1\",\"name\":\"Nightly export\",\"type\":\"api_key\",\"permissions\":{\"products\":[\"read\","
    "\"write\"],\"reports\":[\"read\"]},\"expires_at\":\"2027-02-01T00:00:00Z\",\"status\":\"active\",\"hint\":"
    "\"wxyz\",\"created_at\":\"1970-01-01T00:16:40Z\",\"created_by\":\"Mara\",\"updated_at\":"
    "\"1970-01-01T00:33:20Z\",\"updated_by\":\"Ines\",\"last_used_at\":null,\"revision\":\"r1\"}");

  back = tessera_token_from_object (object, catalogue, NULL);
  again = tessera_token_to_object (back, catalogue, 3000);
  text_again = tessera_json_to_string (again);
  g_assert_cmpstr (text, ==, text_again);
}

/* As from the tree of it, or left to that. */
static void
assert_read_back (const char *text)
{
  g_autofree char *copy = g_strdup (text), *again = NULL;
  char *at = copy;
  g_autoptr (TesseraToken) token = tessera_token_take_text (&at, catalogue);
  g_autoptr (JsonObject) object = NULL;

  g_assert_true ((token == NULL) == (strchr (text, '\\') != NULL));
  if (token == NULL)
    return;

  object = tessera_token_to_object (token, catalogue, 3000);
  again = tessera_json_to_string (object);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpint (*at, ==, '\0');
}

static void
assert_same_text (const TesseraTokenFields *fields)
{
  g_autoptr (TesseraToken) token = tessera_token_new (fields);
  g_autoptr (JsonObject) object = tessera_token_to_object (token, catalogue, 3000);
  g_autoptr (GString) written = g_string_new (NULL);
  g_autofree char *text = tessera_json_to_string (object);

  tessera_token_append_text (written, token, catalogue, 3000);
  g_assert_cmpstr (written->str, ==, text);
  assert_read_back (text);
}

static void
test_a_list_writes_a_token_as_it_is_written_alone (void)
{
  static const char *const names[] = {
    "Nightly export", "", "\"quoted\"", "back\\slash", "a/b", "a\x7f" "b", "<&>'", "\"", "\xc3\xa4\xe2\x80\xae\xf0\x9f\x94\x91",
  };
  TesseraTokenFields fields = {
    .id = "tok_1", .type = "api_key", .expires_at = 5000, .hint = "wxyz", .created_at = 1000, .updated_at = 2000,
    .last_used_at = TESSERA_NEVER, .revision = "r1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      fields.name = fields.created_by = fields.updated_by = names[i];
      assert_same_text (&fields);
    }
  for (char control = 1; control < 0x20; control++)
    {
      const char name[] = { 'a', control, '\0' };

      fields.name = name;
      assert_same_text (&fields);
    }
  fields.name = names[0];
  for (guint set = 0; set < 256; set++)
    {
      fields.permissions = (TesseraPermissions) { { set, set * 7 % 256 } };
      fields.revoked = set % 2 == 0;
      fields.expires_at = set % 3 == 0 ? TESSERA_NEVER : 2990 + set % 20;
      assert_same_text (&fields);
    }
}

static void
test_at_its_expiry_a_token_is_expired (void)
{
  g_autoptr (TesseraToken) token = make_token (5000, FALSE), endless = make_token (TESSERA_NEVER, FALSE);

  g_assert_cmpint (tessera_token_get_status (token, 4999), ==, TESSERA_STATUS_ACTIVE);
  g_assert_cmpint (tessera_token_get_status (token, 5000), ==, TESSERA_STATUS_EXPIRED);
  g_assert_cmpint (tessera_token_get_status (endless, TESSERA_TIME_MAX), ==, TESSERA_STATUS_ACTIVE);
}

/* Days as the list counts them: the last day of validity less the UTC day. */
static void
test_expiring_is_active_with_14_days_left_or_less (void)
{
  const gint64 day = 24 * 60 * 60, end = 100 * day;
  g_autoptr (TesseraToken) token = make_token (end, FALSE), revoked = make_token (end, TRUE);
  g_autoptr (TesseraToken) endless = make_token (TESSERA_NEVER, FALSE), odd = make_token (end + 1, FALSE);

  g_assert_false (tessera_token_is_expiring (token, 85 * day - 1));
  g_assert_cmpint (tessera_expiry_days_left (end, 85 * day - 1), ==, 15);
  g_assert_true (tessera_token_is_expiring (token, 85 * day));
  g_assert_cmpint (tessera_expiry_days_left (end, 85 * day), ==, 14);
  g_assert_true (tessera_token_is_expiring (token, end - 1));
  g_assert_false (tessera_token_is_expiring (token, end));
  g_assert_false (tessera_token_is_expiring (odd, 85 * day));
  g_assert_false (tessera_token_is_expiring (revoked, 90 * day));
  g_assert_false (tessera_token_is_expiring (endless, 90 * day));
}

static void
test_revoked_outweighs_expired (void)
{
  g_autoptr (TesseraToken) token = make_token (5000, TRUE);

  g_assert_cmpint (tessera_token_get_status (token, 4000), ==, TESSERA_STATUS_REVOKED);
  g_assert_cmpint (tessera_token_get_status (token, 6000), ==, TESSERA_STATUS_REVOKED);
}

/* Each member in turn is taken away, then given another type. */
static void
test_a_missing_or_mistyped_member_is_told_by_name (void)
{
  g_autoptr (TesseraToken) token = make_token (5000, FALSE);
  g_autoptr (JsonObject) whole = tessera_token_to_object (token, catalogue, 0);
  g_autoptr (GList) names = json_object_get_members (whole);

  for (GList *l = names; l != NULL; l = l->next)
    for (int mistyped = 0; mistyped < 2; mistyped++)
      {
        g_autoptr (JsonObject) object = tessera_token_to_object (token, catalogue, 0);
        g_autoptr (TesseraToken) back = NULL;
        g_autoptr (GError) error = NULL;

        json_object_remove_member (object, l->data);
        if (mistyped)
          json_object_set_int_member (object, l->data, 7);
        back = tessera_token_from_object (object, catalogue, &error);
        g_assert_null (back);
        g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_NOT_UNDERSTOOD);
        g_assert_nonnull (strstr (error->message, l->data));
      }
}

static void
test_an_unknown_area_verb_type_or_status_is_refused (void)
{
  static const char *const changes[][2] = {
    { "\"reports\":[\"read\"]", "\"weather\":[\"read\"]" }, { "\"reports\":[\"read\"]", "\"reports\":[\"run\"]" },
    { "\"reports\":[\"read\"]", "\"reports\":[]" },         { "\"reports\":[\"read\"]", "\"reports\":7" },
    { "\"api_key\"", "\"sundial\"" },                       { "\"active\"", "\"asleep\"" },
    { "1970-01-01T01:23:20Z", "tomorrow" },
  };
  g_autoptr (TesseraToken) token = make_token (5000, FALSE);
  g_autoptr (JsonObject) object = tessera_token_to_object (token, catalogue, 0);
  g_autofree char *text = tessera_json_to_string (object);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GString) changed = g_string_new (text);
      g_autoptr (JsonNode) root = NULL;

      g_assert_cmpuint (g_string_replace (changed, changes[i][0], changes[i][1], 1), ==, 1);
      root = tessera_json_parse (changed->str, changed->len, 16, NULL);
      g_assert_null (tessera_token_from_object (json_node_get_object (root), catalogue, NULL));
    }
}

static void
test_tokens_of_the_same_type_and_admins_share_them (void)
{
  TesseraTokenFields fields = { .id = "tok_1", .name = "Export", .type = "api", .hint = "abcd", .revision = "r1",
                                .created_by = "Mara", .updated_by = "Jonas", .expires_at = TESSERA_NEVER, .last_used_at = TESSERA_NEVER };
  g_autoptr (TesseraToken) one = tessera_token_new (&fields), alike = NULL, other = NULL;

  fields.id = "tok_2";
  fields.name = "Import";
  alike = tessera_token_new (&fields);
  fields.updated_by = "Mara";
  other = tessera_token_new (&fields);

  g_assert_true (tessera_token_get_kind (one) == tessera_token_get_kind (alike));
  g_assert_true (tessera_token_get_kind (one) != tessera_token_get_kind (other));
  g_clear_object (&one);
  g_assert_cmpstr (tessera_token_get_updated_by (alike), ==, "Jonas");
  g_assert_cmpstr (tessera_token_get_updated_by (other), ==, "Mara");
  g_assert_cmpstr (tessera_token_get_revision (other), ==, "r1");
}

/* What they hold is told by their numbers. */
static GPtrArray *
make_different_tokens (guint n)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strnfill (i * 37 % 3000, 'n');
      TesseraTokenFields fields = {
        .id = "tok_1", .name = name, .type = "api_key", .hint = "wxyz", .created_by = "Mara", .updated_by = "Ines", .revision = "r1",
        .permissions = { { i % 3 == 0 ? 0 : G_GUINT64_CONSTANT (1) << i % 64, i % 5 == 0 ? G_MAXUINT64 >> i % 64 : 0 } },
        .expires_at = i % 2 == 0 ? TESSERA_NEVER : TESSERA_TIME_MAX - i, .revoked = i % 4 == 0,
        .created_at = i, .updated_at = i % 7 == 0 ? i : -62135596800 + i, .last_used_at = i % 3 == 0 ? TESSERA_NEVER : G_MAXINT32 + (gint64) i,
      };

      g_ptr_array_add (tokens, tessera_token_new (&fields));
    }

  return tokens;
}

static void
assert_is_number (TesseraToken *token, guint i)
{
  TesseraPermissions permissions = tessera_token_get_permissions (token);

  g_assert_cmpuint (strlen (tessera_token_get_name (token)), ==, i * 37 % 3000);
  g_assert_cmpstr (tessera_token_get_id (token), ==, "tok_1");
  g_assert_cmpstr (tessera_token_get_hint (token), ==, "wxyz");
  g_assert_cmpstr (tessera_token_get_revision (token), ==, "r1");
  g_assert_cmpstr (tessera_token_get_created_by (token), ==, "Mara");
  g_assert_cmpuint (permissions.sets[TESSERA_VERB_READ], ==, i % 3 == 0 ? 0 : G_GUINT64_CONSTANT (1) << i % 64);
  g_assert_cmpuint (permissions.sets[TESSERA_VERB_WRITE], ==, i % 5 == 0 ? G_MAXUINT64 >> i % 64 : 0);
  g_assert_cmpint (tessera_token_get_expires_at (token), ==, i % 2 == 0 ? TESSERA_NEVER : TESSERA_TIME_MAX - i);
  g_assert_true (tessera_token_get_revoked (token) == (i % 4 == 0));
  g_assert_cmpint (tessera_token_get_created_at (token), ==, i);
  g_assert_cmpint (tessera_token_get_updated_at (token), ==, i % 7 == 0 ? i : -62135596800 + i);
  g_assert_cmpint (tessera_token_get_last_used_at (token), ==, i % 3 == 0 ? TESSERA_NEVER : G_MAXINT32 + (gint64) i);
}

/* So many that they need several blocks. */
static void
test_packed_tokens_say_what_they_said (void)
{
  g_autoptr (GPtrArray) tokens = make_different_tokens (1500);
  g_autoptr (TesseraToken) last = NULL;

  for (guint i = 0; i < tokens->len; i++)
    assert_is_number (tokens->pdata[i], i);
  tessera_token_pack (tokens);
  for (guint i = 0; i < tokens->len; i++)
    assert_is_number (tokens->pdata[i], i);

  last = g_object_ref (tokens->pdata[tokens->len - 1]);
  g_clear_pointer (&tokens, g_ptr_array_unref);
  assert_is_number (last, 1499);
}

static TesseraToken *
make_made_up (const char *text)
{
  TesseraTokenFields fields = {
    .id = text, .name = "Nightly export", .type = "api_key", .hint = "wxyz", .created_by = "Mara", .updated_by = "Ines",
    .revision = text, .expires_at = TESSERA_NEVER, .last_used_at = TESSERA_NEVER,
  };

  return tessera_token_new (&fields);
}

static void
assert_has_made_up (TesseraToken *token, const char *text)
{
  TesseraTextRoom room;
  const char *id;

  g_assert_cmpstr (tessera_token_read_id (token, &room), ==, text);
  g_assert_cmpstr (tessera_token_read_revision (token, &room), ==, text);
  id = tessera_token_get_id (token);
  g_assert_cmpstr (id, ==, text);
  g_assert_true (tessera_token_get_id (token) == id);
  g_assert_cmpstr (tessera_token_get_revision (token), ==, text);
  g_assert_cmpstr (tessera_token_get_name (token), ==, "Nightly export");
}

/* Our own service's, and what others may think of. */
static void
test_ids_and_revisions_of_any_form_outlast_packing (void)
{
  static const char *const texts[] = {
    "tok_01km9b17000000017ya8c4", "5JvWrYyfxCPVBEW4qsygb9", "tok_1", "tok_", "tok_tok_", "tok_ilou", "tok_z", "tok_0", "to", "",
    "-_-", "W/\"7\"", "tok_\303\274", "tok_a!", "0123456789abcdefghjkmnpqrstvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghijklmnopqrstuvwxyz_012345678",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghijklmnopqrstuvwxyz_0123456789", "tok_ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghijklmnopqrstuvwxyz_012345678",
    "tok_ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghijklmnopqrstuvwxyz_0123456789", "tok_0123456789abcdefghjkmnpqrstvwxyz0123456789abcdefghjkmnpqrstvwxy",
    "tok_0123456789abcdefghjkmnpqrstvwxyz0123456789abcdefghjkmnpqrstvwxyz",
  };
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_ptr_array_add (tokens, make_made_up (texts[i]));
      assert_has_made_up (tokens->pdata[i], texts[i]);
    }
  tessera_token_pack (tokens);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_has_made_up (tokens->pdata[i], texts[i]);
}

static void
test_instants_are_kept_to_the_second_at_the_ends_of_what_they_are_packed_in (void)
{
  static const gint64 instants[] = { -62135596800, -1, 0, 1, G_MAXUINT32 - 1, G_MAXUINT32, (gint64) G_MAXUINT32 + 1, TESSERA_TIME_MAX };

  for (guint i = 0; i < 4 * G_N_ELEMENTS (instants); i++)
    {
      gint64 odd = instants[i / 4];
      TesseraTokenFields fields = {
        .id = "tok_1", .name = "Nightly export", .type = "api_key", .hint = "wxyz", .created_by = "Mara", .updated_by = "Ines",
        .revision = "r1", .created_at = i % 4 == 0 ? odd : 7, .expires_at = i % 4 == 1 ? odd : 8,
        .updated_at = i % 4 == 2 ? odd : 9, .last_used_at = i % 4 == 3 ? odd : TESSERA_NEVER,
      };
      g_autoptr (TesseraToken) token = tessera_token_new (&fields);

      g_assert_cmpint (tessera_token_get_created_at (token), ==, fields.created_at);
      g_assert_cmpint (tessera_token_get_expires_at (token), ==, fields.expires_at);
      g_assert_cmpint (tessera_token_get_updated_at (token), ==, fields.updated_at);
      g_assert_cmpint (tessera_token_get_last_used_at (token), ==, fields.last_used_at);
    }
}

static void
test_an_instant_beyond_all_years_becomes_the_nearest (void)
{
  TesseraTokenFields fields = {
    .id = "tok_1", .name = "Nightly export", .type = "api_key", .hint = "wxyz", .created_by = "Mara", .updated_by = "Ines",
    .revision = "r1", .expires_at = TESSERA_NEVER - 1, .created_at = G_MININT64,
  };
  g_autoptr (TesseraToken) token = tessera_token_new (&fields);

  g_assert_cmpint (tessera_token_get_expires_at (token), ==, TESSERA_TIME_MAX);
  g_assert_cmpint (tessera_token_get_created_at (token), <, -62135596800);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/token/tokens-of-the-same-type-and-admins-share-them", test_tokens_of_the_same_type_and_admins_share_them);
  g_test_add_func ("/token/a-token-comes-back-from-the-wire", test_a_token_comes_back_from_the_wire);
  g_test_add_func ("/token/a-list-writes-a-token-as-it-is-written-alone", test_a_list_writes_a_token_as_it_is_written_alone);
  g_test_add_func ("/token/packed-tokens-say-what-they-said", test_packed_tokens_say_what_they_said);
  g_test_add_func ("/token/ids-and-revisions-of-any-form-outlast-packing", test_ids_and_revisions_of_any_form_outlast_packing);
  g_test_add_func ("/token/instants-are-kept-to-the-second-at-the-ends-of-what-they-are-packed-in",
                   test_instants_are_kept_to_the_second_at_the_ends_of_what_they_are_packed_in);
  g_test_add_func ("/token/an-instant-beyond-all-years-becomes-the-nearest",
                   test_an_instant_beyond_all_years_becomes_the_nearest);
  g_test_add_func ("/token/at-its-expiry-a-token-is-expired", test_at_its_expiry_a_token_is_expired);
  g_test_add_func ("/token/expiring-is-active-with-14-days-left-or-less", test_expiring_is_active_with_14_days_left_or_less);
  g_test_add_func ("/token/revoked-outweighs-expired", test_revoked_outweighs_expired);
  g_test_add_func ("/token/a-missing-or-mistyped-member-is-told-by-name",
                   test_a_missing_or_mistyped_member_is_told_by_name);
  g_test_add_func ("/token/an-unknown-area-verb-type-or-status-is-refused",
                   test_an_unknown_area_verb_type_or_status_is_refused);
  return g_test_run ();
}
