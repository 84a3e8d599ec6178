#include "store-bed.h"

#include <string.h>

#include "tessera-config.h"
#include "tessera-store-sqlite-private.h"
#include "tessera-token-json.h"

/* 2026-11-25T02:00:00Z, soon after the fixture was written */
#define THEN G_GINT64_CONSTANT (1795572000)

/**
 * The tokens of version-1.db, newest first: revoked; rotated with a week's grace; updated; as it was created.
 * @present, @in_grace: (nullable): secrets that pass
 */
static const struct
{
  const char *object;
  const char *present, *in_grace;
  const char *history;
} version_1[] = {
  { "{\"id\":\"tok_01ngce7c000000047479tr\",\"name\":\"Lost laptop\",\"type\":\"internal_api\","
    "\"permissions\":{\"triggers\":[\"write\"]},\"expires_at\":null,\"status\":\"revoked\",\"hint\":\"LDuj\","
    "\"created_at\":\"2026-11-25T01:25:00Z\",\"created_by\":\"owner\",\"updated_at\":\"2026-11-25T01:25:01Z\","
    "\"updated_by\":\"owner\",\"last_used_at\":null,\"revision\":\"Cq0gmUVynanVMBbhCN56L0\"}",
    NULL, NULL, "created revoked" },
  { "{\"id\":\"tok_01ngce7c00000003m5wa39\",\"name\":\"Zoë’s script – 東京\",\"type\":\"script_profile\","
    "\"permissions\":{\"bulk_data\":[\"read\"],\"system_admin\":[\"read\",\"write\"]},"
    "\"expires_at\":\"9999-12-31T00:00:00Z\",\"status\":\"active\",\"hint\":\"mPV9\","
    "\"created_at\":\"2026-11-25T01:25:00Z\",\"created_by\":\"owner\",\"updated_at\":\"2026-11-25T01:25:01Z\","
    "\"updated_by\":\"owner\",\"last_used_at\":null,\"revision\":\"uvorHSsYzfFuZNQYfEDx4v\"}",
    "frt_u3gmUS2Oao7vYbihgbd25cKH6NbL2ebDQVJYPMmJ9c91ImPV9", "frt_nJYP2WovC1Qt0jmxm8iTIHz9fFt03YNmQc9QC369QSj1xY9I6",
    "created rotated" },
  { "{\"id\":\"tok_01ngce7c00000002nqc2st\",\"name\":\"Kiosk, second floor\",\"type\":\"mobile\","
    "\"permissions\":{\"content\":[\"read\"]},\"expires_at\":\"2026-12-01T00:00:00Z\",\"status\":\"active\","
    "\"hint\":\"Um7B\",\"created_at\":\"2026-11-25T01:25:00Z\",\"created_by\":\"owner\","
    "\"updated_at\":\"2026-11-25T01:25:01Z\",\"updated_by\":\"owner\",\"last_used_at\":null,"
    "\"revision\":\"fZNeGxqzgx5DvjIy0KZFrM\"}",
    "frt_rWmt3NTKtkcBmEfhfE34gPFSsqUmzBGpM0hw5B4k6yR0eUm7B", NULL, "created updated" },
  { "{\"id\":\"tok_01ngce7c00000001t7mt7w\",\"name\":\"Nightly import\",\"type\":\"api_key\","
    "\"permissions\":{\"products\":[\"read\",\"write\"]},\"expires_at\":null,\"status\":\"active\",\"hint\":\"mela\","
    "\"created_at\":\"2026-11-25T01:25:00Z\",\"created_by\":\"owner\",\"updated_at\":\"2026-11-25T01:25:00Z\","
    "\"updated_by\":\"owner\",\"last_used_at\":null,\"revision\":\"ZuoewYa2iaF9QbVF4R8OUJ\"}",
    "frt_fsawr93MYNlf8VPHydS6EgyxAewF7Nx8MoP1e8LZgYn1jmela", NULL, "created" },
};

/* The body of the request with the Idempotency-Key form-1, which made the third of them. */
#define REPLAYED_BODY                                                                                                  \
  "{\"name\":\"Kiosk\",\"type\":\"mobile\",\"permissions\":{\"content\":[\"read\"],\"reports\":[\"write\"]},"         \
  "\"expires_at\":\"2026-12-01T00:00:00Z\"}"

static void
copy_fixture (const char *name, const char *to)
{
  g_autofree char *from = g_build_filename (TESSERA_SOURCE_DIR "/tests/store/fixtures", name, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (from, &bytes, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents_full (to, bytes, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error);
  g_assert_no_error (error);
}

/* (transfer full): a bed with a copy of the fixture, not yet open */
static StoreBed *
bed_of_version_1 (void)
{
  StoreBed *bed = store_bed_new_empty ();

  copy_fixture ("version-1.db", bed->path);
  copy_fixture ("version-1.db.key", bed->key_path);
  return bed;
}

static void
open_schema (StoreBed *bed, TesseraStoreFlags flags, const TesseraSchema *schema, GError **error)
{
  g_assert_null (bed->store);
  bed->store = (TesseraStore *) tessera_store_sqlite_open_schema (bed->path, NULL, bed->catalogue, flags, schema, error);
}

/**
 * Later:
 *
 * The present schema and further steps, as a later version would have them.
 */
typedef struct
{
  const char *steps[64];
  TesseraSchema schema;
} Later;

static void
make_later (Later *later, const char *const *more, guint n)
{
  guint present = tessera_schema.n_steps;

  g_assert_cmpuint (present + n, <=, G_N_ELEMENTS (later->steps));
  memcpy (later->steps, tessera_schema.steps, present * sizeof later->steps[0]);
  memcpy (later->steps + present, more, n * sizeof later->steps[0]);
  later->schema = (TesseraSchema){ later->steps, present + n };
}

static const char *const extra_table = "CREATE TABLE extra (n INTEGER) STRICT";

static void
assert_secret (StoreBed *bed, const char *text, gint64 now, gboolean works)
{
  g_autoptr (TesseraSecret) secret = text != NULL ? tessera_secret_new (text, strlen (text)) : NULL;

  if (secret != NULL)
    g_assert_cmpint (store_bed_works (bed, secret, now), ==, works);
}

static void
assert_history (StoreBed *bed, const char *id, const char *expected)
{
  g_autofree char *words = store_bed_query_text (
    bed, "SELECT group_concat (action, ' ') FROM (SELECT action FROM events JOIN tokens ON tokens.number = events.token"
         " WHERE id = '%s' ORDER BY events.number)", id);

  g_assert_cmpstr (words, ==, expected);
}

static void
assert_tokens (StoreBed *bed)
{
  g_autoptr (TesseraPage) page = tessera_store_page (bed->store, 10, NULL, NULL);

  g_assert_nonnull (page);
  g_assert_cmpuint (page->tokens->len, ==, G_N_ELEMENTS (version_1));
  for (guint i = 0; i < page->tokens->len; i++)
    {
      TesseraToken *token = page->tokens->pdata[i];
      g_autoptr (JsonObject) object = tessera_token_to_object (token, bed->catalogue, THEN);
      g_autofree char *text = tessera_json_to_string (object);

      g_assert_cmpstr (text, ==, version_1[i].object);
      assert_secret (bed, version_1[i].present, THEN, TRUE);
      assert_secret (bed, version_1[i].in_grace, THEN, TRUE);
      assert_secret (bed, version_1[i].in_grace, THEN + 7 * DAY, FALSE);
      assert_history (bed, tessera_token_get_id (token), version_1[i].history);
    }
}

static void
assert_admin (StoreBed *bed, const char *key, const char *name, TesseraRole role)
{
  const guint8 *file_key = tessera_store_sqlite_get_key (TESSERA_STORE_SQLITE (bed->store));
  TesseraDigest digest = tessera_secret_digest (file_key, key, strlen (key));
  g_autoptr (TesseraAdmin) admin = tessera_store_find_admin (bed->store, &digest, NULL);

  g_assert_nonnull (admin);
  g_assert_cmpstr (admin->name, ==, name);
  g_assert_cmpint (admin->role, ==, role);
}

static void
assert_replay (StoreBed *bed)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (TesseraAdmin) owner = tessera_admin_new (0, "owner", TESSERA_ROLE_MANAGER);
  g_autoptr (TesseraToken) token = NULL;
  g_autoptr (GError) error = NULL;
  TesseraReplayKey replay = { .key = "form-1" };
  gsize length = sizeof replay.body;

  g_checksum_update (checksum, (const guchar *) REPLAYED_BODY, (gssize) strlen (REPLAYED_BODY));
  g_checksum_get_digest (checksum, replay.body, &length);
  token = tessera_store_replay (bed->store, owner, &replay, THEN, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tessera_token_get_name (token), ==, "Kiosk, second floor");
}

/* All that version-1.db holds, and that the store goes on from there. */
static void
assert_version_1_is_there (StoreBed *bed)
{
  g_autoptr (TesseraToken) next = NULL;
  g_autofree char *sound = store_bed_query_text (bed, "PRAGMA integrity_check");

  g_assert_cmpstr (sound, ==, "ok");
  assert_tokens (bed);
  assert_admin (bed, "fra_t5moxUm8CO4qsFnu628xjrhbdc2nOOTrTugY4lbZiA23LuNF3", "Mara", TESSERA_ROLE_MANAGER);
  assert_admin (bed, "fra_adMN7oj2NHnbE4wJ3HcnPT95fjBfE2HWsp7W2OfQFxu1299p1", "Jonas", TESSERA_ROLE_VIEWER);
  assert_replay (bed);
  next = store_bed_create (bed, "One more", TESSERA_NEVER, THEN, NULL);
  g_assert_cmpint (store_bed_query_int (bed, "SELECT max (number) FROM tokens"), ==, G_N_ELEMENTS (version_1) + 1);
}

static void
test_version_1_comes_to_the_present_schema_whole (void)
{
  g_autoptr (StoreBed) bed = bed_of_version_1 ();

  store_bed_open (bed);
  g_assert_cmpint (store_bed_query_int (bed, "PRAGMA user_version"), ==, tessera_schema.n_steps);
  assert_version_1_is_there (bed);
}

/* Whoever has a database of version 1 must find the same tables as who makes one by the same first step today. */
static void
test_a_released_step_is_never_edited (void)
{
  static const char sql[] = "SELECT group_concat (sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY type, name)";
  const TesseraSchema first = { tessera_schema.steps, 1 };
  g_autoptr (StoreBed) old = bed_of_version_1 (), new = store_bed_new_empty ();
  g_autofree char *was = store_bed_query_text (old, "%s", sql), *is = NULL;
  g_autoptr (GError) error = NULL;

  open_schema (new, TESSERA_STORE_CREATE, &first, &error);
  g_assert_no_error (error);
  is = store_bed_query_text (new, "%s", sql);
  g_assert_cmpstr (was, ==, is);
}

/* A step that changes tables and data, as one of a later version would. */
static void
test_a_further_step_is_taken_once (void)
{
  static const char *const more[] = { "ALTER TABLE meta ADD COLUMN note TEXT NOT NULL DEFAULT 'none';"
                                      "INSERT INTO meta (name, value) VALUES ('taken', x'01')" };
  Later later;
  g_autoptr (StoreBed) bed = bed_of_version_1 ();

  make_later (&later, more, G_N_ELEMENTS (more));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      store_bed_close (bed);
      open_schema (bed, TESSERA_STORE_SERVE, &later.schema, &error);
      g_assert_no_error (error);
      g_assert_cmpint (store_bed_query_int (bed, "PRAGMA user_version"), ==, later.schema.n_steps);
      g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM meta WHERE name = 'taken'"), ==, 1);
    }
  assert_version_1_is_there (bed);
}

/* Whatever goes wrong in a later step, the earlier ones are taken back with it. */
static void
test_a_step_that_fails_leaves_the_file_as_it_was (void)
{
  static const char *const bad[] = { "INSERT INTO meta (name, value) VALUES ('key_fingerprint', x'00')",
                                     "DELETE FROM tokens WHERE name = 'Kiosk, second floor'", "NONSENSE" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      const char *const more[] = { extra_table, bad[i] };
      g_autoptr (StoreBed) bed = bed_of_version_1 ();
      g_autoptr (GError) error = NULL;
      Later later;

      make_later (&later, more, G_N_ELEMENTS (more));
      open_schema (bed, TESSERA_STORE_SERVE, &later.schema, &error);
      g_assert_null (bed->store);
      g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE);
      g_assert_cmpint (store_bed_query_int (bed, "PRAGMA user_version"), ==, 1);
      g_assert_cmpint (store_bed_query_int (bed, "SELECT count (*) FROM sqlite_schema WHERE name = 'extra'"), ==, 0);
      store_bed_open (bed);
      assert_version_1_is_there (bed);
    }
}

/* A running service must not find its tables changed under it. */
static void
test_nothing_is_migrated_beside_a_running_service (void)
{
  Later later;
  g_autoptr (StoreBed) bed = bed_of_version_1 ();
  g_autoptr (TesseraStoreSqlite) beside = NULL;
  g_autoptr (GError) error = NULL;

  make_later (&later, &extra_table, 1);
  store_bed_open (bed);
  beside = tessera_store_sqlite_open_schema (bed->path, NULL, NULL, 0, &later.schema, &error);
  g_assert_null (beside);
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_BUSY);
  g_assert_cmpint (store_bed_query_int (bed, "PRAGMA user_version"), ==, tessera_schema.n_steps);
}

/* The key is looked at first: a database that can't be used must not be changed either. */
static void
test_nothing_is_migrated_without_the_key_file (void)
{
  Later later;
  g_autoptr (StoreBed) bed = bed_of_version_1 ();
  g_autoptr (GError) error = NULL;

  make_later (&later, &extra_table, 1);
  g_assert_true (g_file_set_contents_full (bed->key_path, "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk", 32,
                                           G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  open_schema (bed, TESSERA_STORE_SERVE, &later.schema, &error);
  g_assert_null (bed->store);
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
  g_assert_cmpint (store_bed_query_int (bed, "PRAGMA user_version"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migrations/version-1-comes-to-the-present-schema-whole",
                   test_version_1_comes_to_the_present_schema_whole);
  g_test_add_func ("/migrations/a-released-step-is-never-edited", test_a_released_step_is_never_edited);
  g_test_add_func ("/migrations/a-further-step-is-taken-once", test_a_further_step_is_taken_once);
  g_test_add_func ("/migrations/a-step-that-fails-leaves-the-file-as-it-was",
                   test_a_step_that_fails_leaves_the_file_as_it_was);
  g_test_add_func ("/migrations/nothing-is-migrated-beside-a-running-service",
                   test_nothing_is_migrated_beside_a_running_service);
  g_test_add_func ("/migrations/nothing-is-migrated-without-the-key-file",
                   test_nothing_is_migrated_without_the_key_file);
  return g_test_run ();
}
