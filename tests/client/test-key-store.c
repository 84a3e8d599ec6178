/* Keys in the Secret Service, on a bus of this test's own; and one that is missing, locked, silent or broken. */

#include "tessera-key-store.h"

#include "test-key-ring.h"

#define SERVER "https://tokens.example.org"
#define KEY "fra_keyOfThisTestWhichNobodyMayEverRepeat"

static TesseraSecret *
make_key (const char *text)
{
  return tessera_secret_new (text, strlen (text));
}

static void
got_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static TesseraSecret *
find (TesseraKeyStore *store, const char *url, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tessera_key_store_find_async (store, url, NULL, got_result, &result);
  await (&result);
  return tessera_key_store_find_finish (store, result, error);
}

static gboolean
keep (TesseraKeyStore *store, const char *url, const char *key, GError **error)
{
  g_autoptr (TesseraSecret) secret = make_key (key);
  g_autoptr (GAsyncResult) result = NULL;

  tessera_key_store_keep_async (store, url, secret, NULL, got_result, &result);
  await (&result);
  return tessera_key_store_keep_finish (store, result, error);
}

static gboolean
forget (TesseraKeyStore *store, const char *url, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tessera_key_store_forget_async (store, url, NULL, got_result, &result);
  await (&result);
  return tessera_key_store_forget_finish (store, result, error);
}

/* A Secret Service that does not answer lets go of its caller when it ends. */
static void
end (TesseraKeyStore *store, TestKeyRing *ring)
{
  gpointer left = store;

  g_object_add_weak_pointer (G_OBJECT (store), &left);
  g_object_unref (store);
  if (ring != NULL)
    test_key_ring_free (ring);
  while (left != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* As another run of the program would, which remembers nothing. */
static void
assert_kept (const char *url, const char *key)
{
  g_autoptr (TesseraKeyStore) store = tessera_key_store_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraSecret) found = find (store, url, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found != NULL ? tessera_secret_peek (found) : NULL, ==, key);
}

/* The one that is known is used, and is in no other run's way. */
static void
test_a_key_that_is_only_known_is_not_kept (void)
{
  TestKeyRing *ring = test_key_ring_start ("open");
  TesseraKeyStore *store = tessera_key_store_new ();
  g_autoptr (TesseraSecret) other = make_key ("fra_another"), found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (keep (store, SERVER, KEY, &error));
  tessera_key_store_know (store, SERVER, other);
  found = find (store, SERVER, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tessera_secret_peek (found), ==, "fra_another");
  assert_kept (SERVER, KEY);
  end (store, ring);
}

/* However the Secret Service misbehaves: said in time, and the key holds for the session. */
typedef struct
{
  const char *manner;    /* NULL: there is none */
  const char *says;
} Case;

static void
assert_says (const GError *error, const Case *bad)
{
  int code = bad->manner != NULL ? TESSERA_ERROR_STORAGE : TESSERA_ERROR_UNREACHABLE;

  g_assert_error (error, TESSERA_ERROR, code);
  g_assert_nonnull (strstr (error->message, bad->says));
  g_assert_null (strstr (error->message, "fra_"));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_a_kept_key_is_found_by_the_next_run (void)
{
  g_autoptr (TestKeyRing) ring = test_key_ring_start ("open");
  g_autoptr (TesseraKeyStore) store = tessera_key_store_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (keep (store, SERVER, KEY, &error));
  g_assert_no_error (error);
  assert_kept (SERVER, KEY);
  assert_kept ("https://tokens.example.com", NULL);
}

static void
test_another_key_takes_the_place_of_the_first (void)
{
  g_autoptr (TestKeyRing) ring = test_key_ring_start ("open");
  g_autoptr (TesseraKeyStore) store = tessera_key_store_new ();

  g_assert_true (keep (store, SERVER, KEY, NULL));
  g_assert_true (keep (store, SERVER, "fra_another", NULL));
  assert_kept (SERVER, "fra_another");
}

static void
test_a_forgotten_key_is_gone (void)
{
  g_autoptr (TestKeyRing) ring = test_key_ring_start ("open");
  g_autoptr (TesseraKeyStore) store = tessera_key_store_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (keep (store, SERVER, KEY, NULL));
  g_assert_true (forget (store, SERVER, &error));
  g_assert_no_error (error);
  g_assert_null (find (store, SERVER, &error));
  g_assert_no_error (error);
  assert_kept (SERVER, NULL);
}

static void
test_a_locked_ring_is_unlocked_by_the_user (void)
{
  g_autoptr (TestKeyRing) ring = test_key_ring_start_with ("unlocks", SERVER, KEY);

  assert_kept (SERVER, KEY);
}

static void
test_a_locked_ring_is_unlocked_to_keep_a_key (void)
{
  g_autoptr (TestKeyRing) ring = test_key_ring_start ("unlocks");
  g_autoptr (TesseraKeyStore) store = tessera_key_store_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (keep (store, SERVER, KEY, &error));
  g_assert_no_error (error);
  assert_kept (SERVER, KEY);
}

static const Case bad_ones[] = {
  { NULL, "There is no key store" },
  { "dismissed", "is locked" },
  { "asks", "is locked" },
  { "hangs", "did not answer within 0.2 seconds" },
  { "fails", "does not work as it should" },
};

static void
test_a_key_holds_for_the_session_without (gconstpointer data)
{
  const Case *bad = data;
  TestKeyRing *ring = bad->manner != NULL ? test_key_ring_start (bad->manner) : NULL;
  TesseraKeyStore *store = tessera_key_store_new ();
  gboolean hangs = g_strcmp0 (bad->manner, "hangs") == 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraSecret) found = NULL;

  tessera_key_store_set_patience (store, hangs ? 200 : 20000, 200);
  g_assert_false (keep (store, SERVER, KEY, &error));
  assert_says (error, bad);
  g_clear_error (&error);

  found = find (store, SERVER, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tessera_secret_peek (found), ==, KEY);
  end (store, ring);
}

static void
test_a_search_says_what_is_wrong_with (gconstpointer data)
{
  const Case *bad = data;
  TestKeyRing *ring = bad->manner != NULL ? test_key_ring_start_with (bad->manner, SERVER, KEY) : NULL;
  TesseraKeyStore *store = tessera_key_store_new ();
  gboolean hangs = g_strcmp0 (bad->manner, "hangs") == 0;
  g_autoptr (GError) error = NULL;

  tessera_key_store_set_patience (store, hangs ? 200 : 20000, 200);
  g_assert_null (find (store, SERVER, &error));
  assert_says (error, bad);
  end (store, ring);
}

static void
test_a_service_that_comes_later_is_used (void)
{
  g_autoptr (TesseraKeyStore) store = tessera_key_store_new ();
  g_autoptr (TestKeyRing) ring = NULL;

  g_assert_false (keep (store, SERVER, KEY, NULL));
  ring = test_key_ring_start ("open");
  g_assert_true (keep (store, SERVER, KEY, NULL));
  assert_kept (SERVER, KEY);
}

static void
test_a_cancelled_search_ends_at_once (void)
{
  TestKeyRing *ring = test_key_ring_start ("hangs");
  TesseraKeyStore *store = tessera_key_store_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  tessera_key_store_set_patience (store, 600000, 600000);
  tessera_key_store_find_async (store, SERVER, cancellable, got_result, &result);
  g_cancellable_cancel (cancellable);
  await (&result);
  g_assert_null (tessera_key_store_find_finish (store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  end (store, ring);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GTestDBus) bus = NULL;
  int code;

  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  g_test_add_func ("/key-store/a-kept-key-is-found-by-the-next-run", test_a_kept_key_is_found_by_the_next_run);
  g_test_add_func ("/key-store/a-key-that-is-only-known-is-not-kept", test_a_key_that_is_only_known_is_not_kept);
  g_test_add_func ("/key-store/another-key-takes-the-place-of-the-first", test_another_key_takes_the_place_of_the_first);
  g_test_add_func ("/key-store/a-forgotten-key-is-gone", test_a_forgotten_key_is_gone);
  g_test_add_func ("/key-store/a-locked-ring-is-unlocked-by-the-user", test_a_locked_ring_is_unlocked_by_the_user);
  g_test_add_func ("/key-store/a-locked-ring-is-unlocked-to-keep-a-key", test_a_locked_ring_is_unlocked_to_keep_a_key);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_ones); i++)
    {
      const char *name = bad_ones[i].manner != NULL ? bad_ones[i].manner : "missing";
      g_autofree char *keeping = g_strdup_printf ("/key-store/%s/a-key-holds-for-the-session", name);
      g_autofree char *finding = g_strdup_printf ("/key-store/%s/a-search-says-what-is-wrong", name);

      g_test_add_data_func (keeping, &bad_ones[i], test_a_key_holds_for_the_session_without);
      g_test_add_data_func (finding, &bad_ones[i], test_a_search_says_what_is_wrong_with);
    }
  g_test_add_func ("/key-store/a-service-that-comes-later-is-used", test_a_service_that_comes_later_is_used);
  g_test_add_func ("/key-store/a-cancelled-search-ends-at-once", test_a_cancelled_search_ends_at_once);
  code = g_test_run ();

  g_test_dbus_stop (bus);
  return code;
}
