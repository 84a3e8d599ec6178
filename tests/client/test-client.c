#include "tessera-client.h"
#include "test-http.h"
#include "test-service.h"

#include <string.h>

static TestService *service;
static TesseraCatalogue *catalogue;

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static TesseraClient *
make_client (const char *key_text)
{
  g_autoptr (TesseraSecret) key = tessera_secret_new (key_text, strlen (key_text));
  TesseraClient *client = tessera_client_new (test_service_get_url (service), key, NULL);

  g_assert_nonnull (client);
  return client;
}

static TesseraDraft *
make_draft (const char *name)
{
  TesseraDraft *draft = tessera_draft_new (catalogue, tessera_time_now ());

  g_free (draft->name);
  draft->name = g_strdup (name);
  draft->permissions.sets[TESSERA_VERB_READ] = 2;
  return draft;
}

static TesseraCatalogue *
fetch_catalogue (TesseraClient *client, TesseraAdmin **self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tessera_client_get_catalogue_async (client, NULL, keep_result, &result);
  return tessera_client_get_catalogue_finish (client, wait_for (&result), self, error);
}

static TesseraToken *
create (TesseraClient *client, const TesseraDraft *draft, const char *key, TesseraSecret **secret,
        TesseraProblem **problem, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tessera_client_create_async (client, catalogue, draft, key, NULL, keep_result, &result);
  return tessera_client_create_finish (client, wait_for (&result), secret, problem, error);
}

static TesseraToken *
update (TesseraClient *client, TesseraToken *token, const TesseraDraft *draft, TesseraToken **current, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tessera_client_update_async (client, catalogue, token, draft, NULL, keep_result, &result);
  return tessera_client_update_finish (client, wait_for (&result), current, NULL, error);
}

static TesseraToken *
create_one (TesseraClient *client, const char *name)
{
  g_autoptr (TesseraDraft) draft = make_draft (name);
  g_autoptr (TesseraSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = g_uuid_string_random ();
  TesseraToken *token = create (client, draft, key, &secret, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (secret);
  return token;
}

static void
test_both_doors_say_who_we_are (void)
{
  g_autoptr (TesseraClient) remote = make_client (test_service_get_manager_key (service));
  g_autoptr (TesseraClient) local = tessera_client_new_for_socket (test_service_get_socket (service));
  g_autoptr (TesseraAdmin) mara = NULL, owner = NULL;
  g_autoptr (TesseraCatalogue) one = fetch_catalogue (remote, &mara, NULL), other = fetch_catalogue (local, &owner, NULL);

  g_assert_cmpstr (mara->name, ==, "Mara");
  g_assert_cmpint (mara->role, ==, TESSERA_ROLE_MANAGER);
  g_assert_cmpstr (owner->name, ==, "owner");
  g_assert_true (tessera_catalogue_equal (one, other));
}

static void
test_what_is_created_is_listed (void)
{
  g_autoptr (TesseraClient) client = make_client (test_service_get_manager_key (service));
  g_autoptr (TesseraToken) token = create_one (client, "Nightly export");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) tokens = NULL;
  g_autofree char *next = NULL;
  gint64 total;

  tessera_client_list_async (client, catalogue, 1, NULL, NULL, keep_result, &result);
  tokens = tessera_client_list_finish (client, wait_for (&result), &next, &total, NULL);
  g_assert_cmpuint (tokens->len, ==, 1);
  g_assert_cmpstr (tessera_token_get_id (tokens->pdata[0]), ==, tessera_token_get_id (token));
  g_assert_cmpint (total, >=, 1);
}

static void
test_creating_twice_makes_one_without_a_secret (void)
{
  g_autoptr (TesseraClient) client = make_client (test_service_get_manager_key (service));
  g_autoptr (TesseraDraft) draft = make_draft ("Twice");
  g_autoptr (TesseraSecret) first = NULL, second = NULL;
  g_autoptr (TesseraToken) one = create (client, draft, "key-1", &first, NULL, NULL);
  g_autoptr (TesseraToken) other = create (client, draft, "key-1", &second, NULL, NULL);

  g_assert_nonnull (first);
  g_assert_null (second);
  g_assert_cmpstr (tessera_token_get_id (one), ==, tessera_token_get_id (other));
}

static void
test_faults_come_with_their_pointers (void)
{
  g_autoptr (TesseraClient) client = make_client (test_service_get_manager_key (service));
  g_autoptr (TesseraDraft) draft = make_draft (" ");
  g_autoptr (TesseraProblem) problem = NULL;
  g_autoptr (TesseraSecret) secret = NULL;
  g_autoptr (GError) error = NULL;

  draft->permissions = (TesseraPermissions) { 0 };
  g_assert_null (create (client, draft, "key-2", &secret, &problem, &error));
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
  g_assert_nonnull (tessera_faults_find (problem->faults, "name"));
  g_assert_nonnull (tessera_faults_find (problem->faults, "permissions"));
}

static void
test_a_stale_edit_brings_the_token_as_it_is (void)
{
  g_autoptr (TesseraClient) client = make_client (test_service_get_manager_key (service));
  g_autoptr (TesseraToken) token = create_one (client, "Stale");
  g_autoptr (TesseraDraft) theirs = make_draft ("Theirs"), mine = make_draft ("Mine");
  g_autoptr (TesseraToken) changed = NULL, again = NULL, current = NULL, none = NULL;
  g_autoptr (GError) error = NULL;

  changed = update (client, token, theirs, &none, NULL);
  g_assert_cmpstr (tessera_token_get_name (changed), ==, "Theirs");

  g_assert_null (update (client, token, mine, &current, &error));
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_STALE);
  g_assert_cmpstr (tessera_token_get_name (current), ==, "Theirs");

  /* The same once more is a second try after a lost answer. */
  again = update (client, token, theirs, &none, NULL);
  g_assert_cmpstr (tessera_token_get_revision (again), ==, tessera_token_get_revision (changed));
}

static void
test_rotating_gives_a_new_secret_and_revoking_ends_it (void)
{
  g_autoptr (TesseraClient) client = make_client (test_service_get_manager_key (service));
  g_autoptr (TesseraToken) token = create_one (client, "Rotated"), rotated = NULL, revoked = NULL, current = NULL;
  g_autoptr (GAsyncResult) first = NULL, second = NULL;
  g_autoptr (TesseraSecret) secret = NULL;

  tessera_client_rotate_async (client, catalogue, token, 0, NULL, keep_result, &first);
  rotated = tessera_client_rotate_finish (client, wait_for (&first), &secret, &current, NULL, NULL);
  g_assert_nonnull (secret);
  g_assert_cmpstr (tessera_token_get_revision (rotated), !=, tessera_token_get_revision (token));

  tessera_client_revoke_async (client, catalogue, tessera_token_get_id (token), NULL, keep_result, &second);
  revoked = tessera_client_revoke_finish (client, wait_for (&second), NULL, NULL);
  g_assert_true (tessera_token_get_revoked (revoked));
}

static GPtrArray *
fetch_history (TesseraClient *client, TesseraToken *token, const char *cursor, char **next)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *events;

  tessera_client_history_async (client, tessera_token_get_id (token), 2, cursor, NULL, keep_result, &result);
  events = tessera_client_history_finish (client, wait_for (&result), next, &error);
  g_assert_no_error (error);
  return events;
}

static void
test_the_history_comes_page_by_page_newest_first (void)
{
  g_autoptr (TesseraClient) client = make_client (test_service_get_manager_key (service));
  g_autoptr (TesseraToken) token = create_one (client, "Told"), current = NULL, changed = NULL, revoked = NULL;
  g_autoptr (TesseraDraft) draft = make_draft ("Told anew");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) first = NULL, second = NULL;
  g_autofree char *next = NULL, *end = NULL;

  changed = update (client, token, draft, &current, NULL);
  g_assert_nonnull (changed);
  tessera_client_revoke_async (client, catalogue, tessera_token_get_id (token), NULL, keep_result, &result);
  revoked = tessera_client_revoke_finish (client, wait_for (&result), NULL, NULL);
  first = fetch_history (client, token, NULL, &next);
  g_assert_nonnull (next);
  second = fetch_history (client, token, next, &end);
  g_assert_null (end);

  g_assert_cmpuint (first->len, ==, 2);
  g_assert_cmpuint (second->len, ==, 1);
  g_assert_cmpint (((TesseraEvent *) first->pdata[0])->action, ==, TESSERA_ACTION_REVOKED);
  g_assert_cmpint (((TesseraEvent *) first->pdata[1])->action, ==, TESSERA_ACTION_UPDATED);
  g_assert_cmpint (((TesseraEvent *) second->pdata[0])->action, ==, TESSERA_ACTION_CREATED);
  g_assert_cmpstr (((TesseraEvent *) second->pdata[0])->by, ==, "Mara");
}

/* Use counts in memory until it is written; the answer tells of both. */
static void
pass_at_the_door (const TesseraSecret *secret, const char *method)
{
  g_autofree char *key = g_strconcat ("X-Api-Key: ", tessera_secret_peek (secret), NULL);
  g_autofree char *field = g_strconcat ("X-Forwarded-Method: ", method, NULL);
  const char *const fields[] = { field, "X-Forwarded-Uri: /api/1/products", key, NULL };
  g_autoptr (TestAnswer) answer
    = test_http_call (test_service_get_authorize_url (service), "GET", "/v1/authorize", fields, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
}

static void
test_use_is_told_by_area_and_verb (void)
{
  g_autoptr (TesseraClient) client = make_client (test_service_get_manager_key (service));
  g_autoptr (TesseraDraft) draft = make_draft ("Used");
  g_autoptr (TesseraSecret) secret = NULL;
  g_autoptr (TesseraToken) token = create (client, draft, "key-used", &secret, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (TesseraUsage) usage = NULL;
  g_autoptr (GError) error = NULL;
  int products = tessera_catalogue_find_area (catalogue, "products");

  pass_at_the_door (secret, "GET");
  pass_at_the_door (secret, "HEAD");
  tessera_client_usage_async (client, catalogue, tessera_token_get_id (token), NULL, keep_result, &result);
  usage = tessera_client_usage_finish (client, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (usage->since, ==, tessera_token_get_created_at (token));
  g_assert_cmpint (usage->uses[products][TESSERA_VERB_READ].count, ==, 2);
  g_assert_cmpint (usage->uses[products][TESSERA_VERB_WRITE].count, ==, 0);
  g_assert_cmpint (usage->uses[products][TESSERA_VERB_WRITE].last_at, ==, TESSERA_NEVER);
}

static void
test_a_viewer_may_not_change_and_a_wrong_key_is_refused (void)
{
  g_autoptr (TesseraClient) viewer = make_client (test_service_get_viewer_key (service));
  g_autoptr (TesseraClient) stranger = make_client ("fra_nobodyKnowsThisKey");
  g_autoptr (TesseraDraft) draft = make_draft ("Viewer's");
  g_autoptr (TesseraSecret) secret = NULL;
  g_autoptr (GError) not_allowed = NULL, refused = NULL;

  g_assert_null (create (viewer, draft, "key-3", &secret, NULL, &not_allowed));
  g_assert_error (not_allowed, TESSERA_ERROR, TESSERA_ERROR_NOT_ALLOWED);
  g_assert_null (fetch_catalogue (stranger, NULL, &refused));
  g_assert_error (refused, TESSERA_ERROR, TESSERA_ERROR_KEY_REFUSED);
}

static void
test_a_service_that_is_gone_is_unreachable_until_it_is_back (void)
{
  g_autoptr (TesseraClient) client = tessera_client_new_for_socket (test_service_get_socket (service));
  g_autoptr (TesseraCatalogue) before = fetch_catalogue (client, NULL, NULL), during = NULL, after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (before);
  test_service_kill (service);
  during = fetch_catalogue (client, NULL, &error);
  g_assert_null (during);
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_UNREACHABLE);

  test_service_restart (service);
  after = fetch_catalogue (client, NULL, NULL);
  g_assert_nonnull (after);
}

static void
test_a_key_never_goes_over_plain_http_to_elsewhere (void)
{
  g_autoptr (TesseraSecret) key = tessera_secret_new ("fra_x", 5);
  g_autoptr (GError) error = NULL;

  g_assert_null (tessera_client_new ("http://tokens.example.org/", key, &error));
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_autoptr (TesseraClient) client = NULL;
  int code;

  g_test_init (&argc, &argv, NULL);
  service = test_service_start (NULL);
  client = make_client (test_service_get_manager_key (service));
  catalogue = fetch_catalogue (client, NULL, NULL);
  g_test_add_func ("/client/both-doors-say-who-we-are", test_both_doors_say_who_we_are);
  g_test_add_func ("/client/what-is-created-is-listed", test_what_is_created_is_listed);
  g_test_add_func ("/client/creating-twice-makes-one-without-a-secret", test_creating_twice_makes_one_without_a_secret);
  g_test_add_func ("/client/faults-come-with-their-pointers", test_faults_come_with_their_pointers);
  g_test_add_func ("/client/a-stale-edit-brings-the-token-as-it-is", test_a_stale_edit_brings_the_token_as_it_is);
  g_test_add_func ("/client/rotating-gives-a-new-secret-and-revoking-ends-it",
                   test_rotating_gives_a_new_secret_and_revoking_ends_it);
  g_test_add_func ("/client/the-history-comes-page-by-page-newest-first",
                   test_the_history_comes_page_by_page_newest_first);
  g_test_add_func ("/client/use-is-told-by-area-and-verb", test_use_is_told_by_area_and_verb);
  g_test_add_func ("/client/a-viewer-may-not-change-and-a-wrong-key-is-refused",
                   test_a_viewer_may_not_change_and_a_wrong_key_is_refused);
  g_test_add_func ("/client/a-key-never-goes-over-plain-http-to-elsewhere",
                   test_a_key_never_goes_over_plain_http_to_elsewhere);
  g_test_add_func ("/client/a-service-that-is-gone-is-unreachable-until-it-is-back",
                   test_a_service_that_is_gone_is_unreachable_until_it_is_back);
  code = g_test_run ();
  test_service_free (service);
  tessera_catalogue_unref (catalogue);

  return code;
}
