#include "tessera-config.h"
#include "tessera-draft-store.h"
#include "tessera-kept-draft.h"
#include "test-folder.h"

#include <glib/gstdio.h>
#include <string.h>

#define SERVER "https://tokens.example.org"

static TesseraCatalogue *catalogue;

static TesseraDraft *
make_draft (const char *name)
{
  TesseraDraft *draft = tessera_draft_new (catalogue, 1800000000);

  g_free (draft->name);
  draft->name = g_strdup (name);
  draft->permissions = (TesseraPermissions) { { 5, 2 } };
  return draft;
}

static TesseraToken *
make_token (const char *name, const char *revision)
{
  return tessera_token_new (&(TesseraTokenFields) {
    .id = "tok_1", .name = name, .type = "api_key", .permissions = { { 1, 0 } }, .expires_at = 1900000000, .hint = "a1b2",
    .created_by = "Mara", .updated_by = "Jonas", .last_used_at = TESSERA_NEVER, .revision = revision,
  });
}

static void
assert_same (const TesseraDraft *a, const TesseraDraft *b)
{
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_true (tessera_draft_equal (a, b));
}

static GPtrArray *
read_back (const char *text)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts = tessera_kept_drafts_read (text, strlen (text), catalogue, &error);

  g_assert_no_error (error);
  return drafts;
}

static void
test_what_is_written_comes_back (void)
{
  g_autoptr (TesseraDraft) creation = make_draft ("  Price feed “x” "), change = make_draft ("Nightly export"), before = NULL;
  g_autoptr (TesseraToken) token = make_token ("Weekly export", "7");
  g_autoptr (GPtrArray) drafts = tessera_kept_drafts_new (), back = NULL;
  g_autofree char *text = NULL;
  TesseraKeptDraft *kept;

  change->expires_at = TESSERA_NEVER;
  before = tessera_draft_new_from_token (token);
  g_ptr_array_add (drafts, tessera_kept_draft_new (NULL, creation, NULL));
  g_ptr_array_add (drafts, tessera_kept_draft_new (token, change, NULL));
  text = tessera_kept_drafts_write (drafts, catalogue);
  back = read_back (text);

  g_assert_cmpuint (back->len, ==, 2);
  kept = g_ptr_array_index (back, 0);
  g_assert_null (kept->token);
  assert_same (kept->draft, creation);
  kept = g_ptr_array_index (back, 1);
  g_assert_cmpstr (kept->token, ==, "tok_1");
  g_assert_cmpstr (kept->revision, ==, "7");
  assert_same (kept->before, before);
  assert_same (kept->draft, change);
  g_assert_null (strstr (text, "a1b2"));      /* nothing of the secret */
}

static void
test_what_was_begun_before_the_catalogue_came_is_a_new_token_of_that_name (void)
{
  g_autoptr (TesseraDraft) begun = g_new0 (TesseraDraft, 1), latest = NULL;
  g_autoptr (TesseraDraft) earliest = tessera_draft_new (catalogue, tessera_time_now ());
  g_autoptr (GPtrArray) drafts = tessera_kept_drafts_new (), back = NULL;
  g_autofree char *text = NULL;
  const TesseraKeptDraft *kept;

  begun->name = g_strdup ("Price “feed” ");
  g_ptr_array_add (drafts, tessera_kept_draft_new (NULL, begun, NULL));
  text = tessera_kept_drafts_write (drafts, NULL);
  back = read_back (text);
  latest = tessera_draft_new (catalogue, tessera_time_now ());

  g_assert_cmpuint (back->len, ==, 1);
  kept = g_ptr_array_index (back, 0);
  g_assert_null (kept->token);
  g_assert_cmpstr (kept->draft->name, ==, begun->name);
  g_assert_cmpstr (kept->draft->type, ==, earliest->type);
  g_assert_true (tessera_permissions_equal (kept->draft->permissions, earliest->permissions));
  g_assert_cmpint (kept->draft->expires_at, >=, earliest->expires_at);
  g_assert_cmpint (kept->draft->expires_at, <=, latest->expires_at);
}

/* An attempt that is kept and read back. (transfer full) (nullable) */
static TesseraAttempt *
keep_attempt (const TesseraDraft *draft, TesseraAttempt *attempt)
{
  g_autoptr (GPtrArray) drafts = tessera_kept_drafts_new (), back = NULL;
  g_autofree char *text = NULL;
  const TesseraKeptDraft *kept;

  g_ptr_array_add (drafts, tessera_kept_draft_new (NULL, draft, attempt));
  text = tessera_kept_drafts_write (drafts, catalogue);
  back = read_back (text);
  kept = g_ptr_array_index (back, 0);
  return kept->attempt != NULL ? tessera_attempt_ref (kept->attempt) : NULL;
}

static void
test_the_key_of_what_was_sent_is_kept_for_that_alone (void)
{
  g_autoptr (TesseraDraft) sent = make_draft ("Price feed"), changed = make_draft ("Price feeds");
  g_autoptr (TesseraAttempt) attempt = tessera_attempt_new (sent, 1800000000), back = keep_attempt (sent, attempt);
  g_autoptr (TesseraAttempt) none = keep_attempt (changed, attempt);

  g_assert_cmpstr (tessera_attempt_get_key (back), ==, tessera_attempt_get_key (attempt));
  g_assert_cmpint (tessera_attempt_get_sent_at (back), ==, 1800000000);
  g_assert_true (tessera_attempt_fits (back, sent));
  g_assert_null (none);
}

static void
test_a_key_is_good_for_a_day (void)
{
  g_autoptr (TesseraDraft) sent = make_draft ("Price feed");
  g_autoptr (TesseraAttempt) attempt = tessera_attempt_new (sent, 1800000000);

  g_assert_true (tessera_attempt_is_remembered (attempt, 1800000000 + 24 * 60 * 60 - 1));
  g_assert_false (tessera_attempt_is_remembered (attempt, 1800000000 + 24 * 60 * 60));
}

static void
test_what_the_catalogue_lacks_is_left_out (void)
{
  g_autoptr (GPtrArray) drafts = read_back ("{\"format\": 1, \"drafts\": [{\"draft\": {\"name\": \"x\", \"type\": \"gone\", "
                                            "\"expires_at\": null, \"permissions\": {\"gone\": [\"read\"], "
                                            "\"content\": [\"write\", \"fly\"]}}}]}");
  const TesseraKeptDraft *kept = g_ptr_array_index (drafts, 0);

  g_assert_cmpstr (kept->draft->type, ==, tessera_catalogue_get_type_at (catalogue, 0)->id);
  g_assert_cmpuint (kept->draft->permissions.sets[TESSERA_VERB_READ], ==, 0);
  g_assert_cmpuint (kept->draft->permissions.sets[TESSERA_VERB_WRITE], ==, 1);
}

static void
test_a_corrupt_file_is_an_error (void)
{
  static const char *const texts[] = {
    "", "{", "[]", "{}", "{\"format\": 2, \"drafts\": []}", "{\"format\": 1}", "{\"format\": 1, \"drafts\": [1]}",
    "{\"format\": 1, \"drafts\": [{}]}", "{\"format\": 1, \"drafts\": [{\"draft\": {\"name\": 1}}]}",
    "{\"format\": 1, \"drafts\": [{\"draft\": {\"name\": \"x\", \"type\": \"mobile\", \"expires_at\": \"soon\", \"permissions\": {}}}]}",
    "{\"format\": 1, \"drafts\": [{\"draft\": {\"name\": \"x\", \"type\": \"mobile\", \"expires_at\": null, \"permissions\": {\"content\": 1}}}]}",
    "{\"format\": 1, \"drafts\": [{\"draft\": {\"name\": \"x\", \"type\": \"mobile\", \"expires_at\": null, \"permissions\": {}}, "
      "\"sent\": {\"key\": \"a\\u000ab\", \"at\": \"2026-11-25T00:00:00Z\"}}]}",
    "{\"format\": 1, \"drafts\": [{\"token\": \"tok_1\", \"draft\": {\"name\": \"x\", \"type\": \"mobile\", \"expires_at\": null, \"permissions\": {}}}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (tessera_kept_drafts_read (texts[i], strlen (texts[i]), catalogue, &error));
      g_assert_nonnull (error);
    }
}

static void
test_a_changed_token_is_told_as_it_was (void)
{
  g_autoptr (TesseraToken) then = make_token ("Weekly export", "7"), now = make_token ("Renamed", "8");
  g_autoptr (TesseraToken) same = NULL, before = NULL;
  g_autoptr (TesseraDraft) draft = make_draft ("Nightly export");
  g_autoptr (TesseraKeptDraft) kept = tessera_kept_draft_new (then, draft, NULL);

  same = tessera_kept_draft_restore_token (kept, then);
  g_assert_true (same == then);
  before = tessera_kept_draft_restore_token (kept, now);
  g_assert_cmpstr (tessera_token_get_name (before), ==, "Weekly export");
  g_assert_cmpstr (tessera_token_get_revision (before), ==, "7");
  g_assert_cmpstr (tessera_token_get_id (before), ==, "tok_1");
}

/* The store */

static void
got_left (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GPtrArray **) data = tessera_draft_store_find_left_finish (TESSERA_DRAFT_STORE (source), result);
}

static GPtrArray *
find_left (TesseraDraftStore *store)
{
  GPtrArray *left = NULL;

  tessera_draft_store_find_left_async (store, NULL, got_left, &left);
  while (left == NULL)
    g_main_context_iteration (NULL, TRUE);
  return left;
}

static void
assert_left (const char *server, const char *text)
{
  g_autoptr (TesseraDraftStore) store = tessera_draft_store_new (server);
  g_autoptr (GPtrArray) left = find_left (store);

  g_assert_cmpuint (left->len, ==, text != NULL ? 1 : 0);
  if (text != NULL)
    g_assert_cmpstr (tessera_left_drafts_get_text (g_ptr_array_index (left, 0)), ==, text);
}

static void
test_a_run_that_ended_leaves_its_last_text (void)
{
  TesseraDraftStore *store = tessera_draft_store_new (SERVER);
  g_autoptr (TesseraDraftStore) next = NULL;
  g_autoptr (GPtrArray) left = NULL;

  for (guint i = 0; i < 20; i++)
    tessera_draft_store_save (store, i % 2 == 0 ? "one" : "two");
  tessera_draft_store_flush (store);
  assert_left (SERVER, NULL);                  /* its run is alive */
  g_object_unref (store);
  assert_left ("https://elsewhere", NULL);
  assert_left (SERVER, "two");

  next = tessera_draft_store_new (SERVER);
  left = find_left (next);
  assert_left (SERVER, NULL);                  /* somebody has taken it over */
  tessera_draft_store_save_left (next, g_ptr_array_index (left, 0), NULL);
  tessera_draft_store_flush (next);
  g_ptr_array_set_size (left, 0);
  assert_left (SERVER, NULL);
}

static void
test_nothing_is_left_of_what_was_removed (void)
{
  TesseraDraftStore *store = tessera_draft_store_new (SERVER);

  tessera_draft_store_save (store, "one");
  tessera_draft_store_save (store, NULL);
  g_object_unref (store);
  assert_left (SERVER, NULL);
}

static void
check_folder (const char *path, guint *files)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  GStatBuf info;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_stat (inside, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0077, ==, 0);
      if (g_file_test (inside, G_FILE_TEST_IS_DIR))
        check_folder (inside, files);
      else
        (*files)++;
    }
}

static void
test_files_are_private_and_go_with_what_they_keep (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "tessera", "drafts", NULL);
  TesseraDraftStore *store = tessera_draft_store_new (SERVER);
  guint files = 0;

  tessera_draft_store_save (store, "one");
  tessera_draft_store_flush (store);
  check_folder (path, &files);
  g_assert_cmpuint (files, ==, 2);      /* the file and its lock */

  tessera_draft_store_save (store, NULL);
  g_object_unref (store);
  files = 0;
  check_folder (path, &files);
  g_assert_cmpuint (files, ==, 0);
}

/* A folder of its own: where GLib gives one to each test, it lets go of the names of the one before. */
int
main (int argc, char *argv[])
{
  g_autofree char *state = g_dir_make_tmp ("tessera-drafts-XXXXXX", NULL);
  int code;

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/drafts/what-is-written-comes-back", test_what_is_written_comes_back);
  g_test_add_func ("/drafts/what-was-begun-before-the-catalogue-came-is-a-new-token-of-that-name",
                   test_what_was_begun_before_the_catalogue_came_is_a_new_token_of_that_name);
  g_test_add_func ("/drafts/the-key-of-what-was-sent-is-kept-for-that-alone",
                   test_the_key_of_what_was_sent_is_kept_for_that_alone);
  g_test_add_func ("/drafts/a-key-is-good-for-a-day", test_a_key_is_good_for_a_day);
  g_test_add_func ("/drafts/what-the-catalogue-lacks-is-left-out", test_what_the_catalogue_lacks_is_left_out);
  g_test_add_func ("/drafts/a-corrupt-file-is-an-error", test_a_corrupt_file_is_an_error);
  g_test_add_func ("/drafts/a-changed-token-is-told-as-it-was", test_a_changed_token_is_told_as_it_was);
  g_test_add_func ("/drafts/a-run-that-ended-leaves-its-last-text", test_a_run_that_ended_leaves_its_last_text);
  g_test_add_func ("/drafts/nothing-is-left-of-what-was-removed", test_nothing_is_left_of_what_was_removed);
  g_test_add_func ("/drafts/files-are-private-and-go-with-what-they-keep", test_files_are_private_and_go_with_what_they_keep);
  code = g_test_run ();
  tessera_catalogue_unref (catalogue);
  test_folder_remove (state);
  g_assert_false (g_file_test (state, G_FILE_TEST_EXISTS));
  return code;
}
