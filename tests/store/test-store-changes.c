#include "store-bed.h"
#include "tessera-token-json.h"

#include <string.h>

/* A draft that differs from store_bed_draft() in all four members. */
static TesseraDraft *
other_draft (StoreBed *bed)
{
  TesseraDraft *draft = store_bed_draft (bed, "Kiosk, second floor", NOON + 9 * DAY);
  guint content = (guint) tessera_catalogue_find_area (bed->catalogue, "content");

  g_free (draft->type);
  draft->type = g_strdup ("mobile");
  draft->permissions = tessera_permissions_with ((TesseraPermissions){ 0 }, content, TESSERA_VERB_WRITE, TRUE);
  return draft;
}

static TesseraToken *
find (StoreBed *bed, TesseraToken *token)
{
  g_autoptr (GError) error = NULL;
  TesseraToken *found = tessera_store_find (bed->store, tessera_token_get_id (token), &error);

  g_assert_no_error (error);
  return found;
}

static TesseraToken *
update (StoreBed *bed, TesseraToken *token, gint64 now)
{
  g_autoptr (TesseraDraft) draft = other_draft (bed);
  g_autoptr (TesseraAdmin) jonas = tessera_admin_new (8, "Jonas", TESSERA_ROLE_MANAGER);
  g_autoptr (GError) error = NULL;
  TesseraToken *after;

  after = tessera_store_update (bed->store, tessera_token_get_id (token), tessera_token_get_revision (token), draft,
                                jonas, now, NULL, &error);
  g_assert_no_error (error);
  return after;
}

static TesseraToken *
revoke_token (StoreBed *bed, TesseraToken *token, gint64 now)
{
  g_autoptr (GError) error = NULL;
  TesseraToken *after = tessera_store_revoke (bed->store, tessera_token_get_id (token), bed->by, now, &error);

  g_assert_no_error (error);
  return after;
}

static void
test_update_changes_the_four_members_alone (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraSecret) secret = NULL;
  g_autoptr (TesseraToken) before = store_bed_create (bed, "Kiosk", NOON + DAY, NOON, &secret);
  g_autoptr (TesseraToken) after = update (bed, before, NOON + 5);
  g_autoptr (TesseraToken) found = find (bed, before);
  g_autoptr (TesseraDraft) wanted = other_draft (bed);
  g_autoptr (TesseraDraft) got = tessera_draft_new_from_token (found);

  g_assert_true (store_bed_tokens_equal (bed, after, found));
  g_assert_true (tessera_draft_equal (wanted, got));
  g_assert_cmpstr (tessera_token_get_id (found), ==, tessera_token_get_id (before));
  g_assert_cmpstr (tessera_token_get_hint (found), ==, tessera_token_get_hint (before));
  g_assert_cmpstr (tessera_token_get_created_by (found), ==, "Mara");
  g_assert_cmpint (tessera_token_get_created_at (found), ==, NOON);
  g_assert_cmpstr (tessera_token_get_updated_by (found), ==, "Jonas");
  g_assert_cmpint (tessera_token_get_updated_at (found), ==, NOON + 5);
  g_assert_cmpstr (tessera_token_get_revision (found), !=, tessera_token_get_revision (before));
  g_assert_true (store_bed_works (bed, secret, NOON + 8 * DAY));
}

static void
test_stale_update_changes_nothing_and_tells_the_token_as_it_is (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) first = store_bed_create (bed, "Kiosk", NOON + DAY, NOON, NULL);
  g_autoptr (TesseraToken) second = update (bed, first, NOON + 1);
  g_autoptr (TesseraToken) current = NULL, found = NULL;
  g_autoptr (TesseraDraft) draft = store_bed_draft (bed, "Lost update", NOON + DAY);
  g_autoptr (GError) error = NULL;

  g_assert_null (tessera_store_update (bed->store, tessera_token_get_id (first), tessera_token_get_revision (first),
                                       draft, bed->by, NOON + 2, &current, &error));
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_STALE);
  found = find (bed, first);
  g_assert_true (store_bed_tokens_equal (bed, current, second));
  g_assert_true (store_bed_tokens_equal (bed, found, second));
  g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM events"), ==, 2);
}

/* Even from its present revision; and from an old one it is told first that it is revoked. */
static void
test_revoked_token_is_never_updated (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", NOON + DAY, NOON, NULL);
  g_autoptr (TesseraToken) revoked = revoke_token (bed, token, NOON + 1);
  const char *const revisions[] = { tessera_token_get_revision (revoked), tessera_token_get_revision (token), "none" };
  g_autoptr (TesseraDraft) draft = other_draft (bed);

  for (gsize i = 0; i < G_N_ELEMENTS (revisions); i++)
    {
      g_autoptr (TesseraToken) current = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (tessera_store_update (bed->store, tessera_token_get_id (token), revisions[i], draft, bed->by,
                                           NOON + 2, &current, &error));
      g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_REVOKED);
      g_assert_true (store_bed_tokens_equal (bed, current, revoked));
    }
}

static void
test_expired_token_is_revived_with_its_secret (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraSecret) secret = NULL;
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", NOON + DAY, NOON, &secret);
  g_autoptr (TesseraToken) revived = NULL;

  g_assert_true (store_bed_works (bed, secret, NOON + DAY - 1));
  g_assert_false (store_bed_works (bed, secret, NOON + DAY));

  revived = update (bed, token, NOON + 2 * DAY);
  g_assert_cmpint (tessera_token_get_status (revived, NOON + 2 * DAY), ==, TESSERA_STATUS_ACTIVE);
  g_assert_true (store_bed_works (bed, secret, NOON + 2 * DAY));
}

static void
test_unknown_token_is_not_changed (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraDraft) draft = other_draft (bed);
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autoptr (GError) updated = NULL, rotated = NULL, revoked = NULL;

  g_assert_null (tessera_store_update (bed->store, "tok_none", "r", draft, bed->by, NOON, NULL, &updated));
  g_assert_error (updated, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND);
  g_assert_null (tessera_store_rotate (bed->store, "tok_none", "r", secret, 0, bed->by, NOON, NULL, &rotated));
  g_assert_error (rotated, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND);
  g_assert_null (tessera_store_revoke (bed->store, "tok_none", bed->by, NOON, &revoked));
  g_assert_error (revoked, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND);
}

static void
test_revoking_again_changes_nothing_and_leaves_no_event (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraSecret) secret = NULL;
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, &secret);
  g_autoptr (TesseraToken) once = revoke_token (bed, token, NOON + 1);
  g_autoptr (TesseraToken) twice = revoke_token (bed, token, NOON + 2);

  g_assert_cmpint (tessera_token_get_status (once, NOON + 1), ==, TESSERA_STATUS_REVOKED);
  g_assert_true (store_bed_tokens_equal (bed, once, twice));
  g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM events WHERE action = 'revoked'"), ==, 1);
  g_assert_cmpint (store_bed_query_int (bed, "SELECT revoked_at FROM tokens"), ==, NOON + 1);
  g_assert_false (store_bed_works (bed, secret, NOON + 1));
}

/* The secret's own end, too: what a look-up sees even if it passes the token over. */
static void
test_revoking_ends_every_secret (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, NULL);
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autoptr (TesseraToken) rotated = NULL, revoked = NULL;

  rotated = tessera_store_rotate (bed->store, tessera_token_get_id (token), tessera_token_get_revision (token), secret,
                                  HOUR, bed->by, NOON, NULL, NULL);
  g_assert_nonnull (rotated);
  revoked = revoke_token (bed, rotated, NOON + 1);
  g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM secrets WHERE ends_at = 0"), ==, 2);
  g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM secrets"), ==, 2);
}

static JsonObject *
read_text (const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);

  g_assert_true (root != NULL && JSON_NODE_HOLDS_OBJECT (root));
  return json_node_dup_object (root);
}

/* Holds a side of an event against a token, both as the API tells them. */
static void
assert_side (StoreBed *bed, guint event, const char *side, TesseraToken *token, gint64 now)
{
  g_autofree char *text
    = store_bed_query_text (bed, "SELECT %s FROM events ORDER BY number LIMIT 1 OFFSET %u", side, event);
  g_autoptr (JsonObject) object = NULL, expected = NULL;
  g_autofree char *got = NULL, *wanted = NULL;

  if (token == NULL)
    {
      g_assert_null (text);
      return;
    }
  object = read_text (text);
  expected = tessera_token_to_object (token, bed->catalogue, now);
  got = tessera_json_to_string (object);
  wanted = tessera_json_to_string (expected);
  g_assert_cmpstr (got, ==, wanted);
  g_assert_false (json_object_has_member (object, "secret"));
}

static void
test_every_change_leaves_its_event_with_both_sides (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autoptr (TesseraToken) created = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, NULL);
  g_autoptr (TesseraToken) updated = update (bed, created, NOON + 1);
  g_autoptr (TesseraToken) rotated
    = tessera_store_rotate (bed->store, tessera_token_get_id (created), tessera_token_get_revision (updated), secret, 60,
                            bed->by, NOON + 2, NULL, NULL);
  g_autoptr (TesseraToken) revoked = revoke_token (bed, created, NOON + 3);
  TesseraToken *sides[] = { NULL, created, updated, rotated, revoked };
  static const char *const words[] = { "created Mara", "updated Jonas", "rotated Mara", "revoked Mara" };

  g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM events"), ==, G_N_ELEMENTS (words));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *word = store_bed_query_text (
        bed, "SELECT action || ' ' || by FROM events WHERE at = %d ORDER BY number", (int) NOON + (int) i);

      g_assert_cmpstr (word, ==, words[i]);
      assert_side (bed, i, "before", sides[i], NOON + i);
      assert_side (bed, i, "after", sides[i + 1], NOON + i);
    }
}

typedef TesseraToken *(*Change) (StoreBed *bed, TesseraToken *token, GError **error);

static TesseraToken *
try_create (StoreBed *bed, TesseraToken *token, GError **error)
{
  g_autoptr (TesseraDraft) draft = other_draft (bed);
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  const TesseraReplayKey replay = { .key = "once" };

  return tessera_store_create (bed->store, draft, secret, &replay, bed->by, NOON, NULL, error);
}

static TesseraToken *
try_update (StoreBed *bed, TesseraToken *token, GError **error)
{
  g_autoptr (TesseraDraft) draft = other_draft (bed);

  return tessera_store_update (bed->store, tessera_token_get_id (token), tessera_token_get_revision (token), draft,
                               bed->by, NOON, NULL, error);
}

static TesseraToken *
try_rotate (StoreBed *bed, TesseraToken *token, GError **error)
{
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);

  return tessera_store_rotate (bed->store, tessera_token_get_id (token), tessera_token_get_revision (token), secret, 60,
                               bed->by, NOON, NULL, error);
}

static TesseraToken *
try_revoke (StoreBed *bed, TesseraToken *token, GError **error)
{
  return tessera_store_revoke (bed->store, tessera_token_get_id (token), bed->by, NOON, error);
}

/* Every row of every table that a change may touch, in one text. */
static char *
describe_file (StoreBed *bed)
{
  return store_bed_query_text (
    bed, "SELECT (SELECT group_concat (id || name || revision || hint || ifnull (revoked_at, '')) FROM tokens)"
         " || (SELECT group_concat (hex (digest) || ifnull (ends_at, '')) FROM secrets)"
         " || (SELECT count (*) FROM events) || (SELECT count (*) FROM replays)");
}

/* A history that can't be written takes the change with it, and once it can the store goes on. */
static void
test_change_and_history_are_one_transaction (void)
{
  static const Change changes[] = { try_create, try_update, try_rotate, try_revoke };

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (StoreBed) bed = store_bed_new ();
      g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, NULL);
      g_autofree char *before = describe_file (bed), *after = NULL;
      g_autoptr (TesseraToken) changed = NULL;
      g_autoptr (GError) failure = NULL, error = NULL;

      store_bed_execute (bed, "CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT raise (ABORT, 'full'); END");
      g_assert_null (changes[i](bed, token, &failure));
      g_assert_error (failure, TESSERA_ERROR, TESSERA_ERROR_STORAGE);
      after = describe_file (bed);
      g_assert_cmpstr (before, ==, after);

      store_bed_execute (bed, "DROP TRIGGER full");
      changed = changes[i](bed, token, &error);
      g_assert_no_error (error);
      g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM events"), ==, 2);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/update/changes-the-four-members-alone", test_update_changes_the_four_members_alone);
  g_test_add_func ("/update/stale-changes-nothing-and-tells-the-token-as-it-is",
                   test_stale_update_changes_nothing_and_tells_the_token_as_it_is);
  g_test_add_func ("/update/revoked-token-is-never-updated", test_revoked_token_is_never_updated);
  g_test_add_func ("/update/expired-token-is-revived-with-its-secret", test_expired_token_is_revived_with_its_secret);
  g_test_add_func ("/changes/unknown-token-is-not-changed", test_unknown_token_is_not_changed);
  g_test_add_func ("/revoke/again-changes-nothing-and-leaves-no-event",
                   test_revoking_again_changes_nothing_and_leaves_no_event);
  g_test_add_func ("/revoke/ends-every-secret", test_revoking_ends_every_secret);
  g_test_add_func ("/history/every-change-leaves-its-event-with-both-sides",
                   test_every_change_leaves_its_event_with_both_sides);
  g_test_add_func ("/history/change-and-history-are-one-transaction", test_change_and_history_are_one_transaction);
  return g_test_run ();
}
