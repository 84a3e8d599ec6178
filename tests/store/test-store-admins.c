#include "store-bed.h"

#include <string.h>

static TesseraDigest
digest_of (StoreBed *bed, const char *text)
{
  return tessera_secret_digest (tessera_store_sqlite_get_key (TESSERA_STORE_SQLITE (bed->store)), text, strlen (text));
}

/* The key of an admin is the text @key here; that it is a minted one is the command's business. */
static void
add (StoreBed *bed, const char *name, TesseraRole role, const char *key)
{
  TesseraDigest digest = digest_of (bed, key);
  g_autoptr (GError) error = NULL;

  g_assert_true (tessera_store_add_admin (bed->store, name, role, &digest, NOON, &error));
  g_assert_no_error (error);
}

static void
assert_not_added (StoreBed *bed, const char *name, TesseraError code)
{
  TesseraDigest digest = digest_of (bed, "another");
  g_autoptr (GError) error = NULL;

  if (tessera_store_add_admin (bed->store, name, TESSERA_ROLE_MANAGER, &digest, NOON, &error))
    g_error ("taken for a name: %s", name);
  g_assert_error (error, TESSERA_ERROR, (int) code);
}

/* "Name/role", or "" where no admin has the key. */
static char *
find (StoreBed *bed, const char *key)
{
  TesseraDigest digest = digest_of (bed, key);
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraAdmin) admin = tessera_store_find_admin (bed->store, &digest, &error);

  if (admin != NULL)
    return g_strconcat (admin->name, "/", tessera_role_to_string (admin->role), NULL);
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND);
  return g_strdup ("");
}

static void
assert_finds (StoreBed *bed, const char *key, const char *expected)
{
  g_autofree char *found = find (bed, key);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_list (StoreBed *bed, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) admins = tessera_store_list_admins (bed->store, &error);
  g_autoptr (GString) words = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < admins->len; i++)
    {
      const TesseraAdmin *admin = admins->pdata[i];

      g_string_append_printf (words, "%s/%s ", admin->name, tessera_role_to_string (admin->role));
    }
  g_assert_cmpstr (words->str, ==, expected);
}

static void
test_an_admin_is_found_by_the_key_alone (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();

  assert_finds (bed, "one", "");
  add (bed, "Mara", TESSERA_ROLE_MANAGER, "one");
  add (bed, "Jonas", TESSERA_ROLE_VIEWER, "two");
  assert_finds (bed, "one", "Mara/manager");
  assert_finds (bed, "two", "Jonas/viewer");
  assert_finds (bed, "One", "");
  assert_list (bed, "Jonas/viewer Mara/manager ");
}

static void
test_names_are_unique (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();

  add (bed, "Mara", TESSERA_ROLE_VIEWER, "one");
  assert_not_added (bed, "Mara", TESSERA_ERROR_EXISTS);
  assert_finds (bed, "one", "Mara/viewer");
  assert_finds (bed, "another", "");
}

static void
test_what_is_no_name_is_refused (void)
{
  static const char *const bad[] = {
    "",
    " ",
    " Mara",
    "Mara ",
    "\xc2\xa0Mara",
    "Ma\nra",
    "Mara\t",
    "Ma\x7fra",
    "Ma\x1bra",
    "Ma\xc2\x85ra",     /* next line */
    "Ma\xe2\x80\xa8ra", /* line separator */
    "Ma\xe2\x80\xaera", /* right-to-left override */
    "Ma\xe2\x81\xa6ra", /* isolate */
    "Ma\xff",
  };
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autofree char *longest = g_strnfill (100, 'm'), *longer = g_strnfill (101, 'm');

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_not_added (bed, bad[i], TESSERA_ERROR_INVALID);
  assert_not_added (bed, longer, TESSERA_ERROR_INVALID);
  add (bed, longest, TESSERA_ROLE_VIEWER, "one");
  add (bed, "Zoë 東京", TESSERA_ROLE_VIEWER, "two");
}

static void
test_the_owner_is_nobody_else (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();

  assert_not_added (bed, "owner", TESSERA_ERROR_EXISTS);
  assert_list (bed, "");
}

static void
test_a_removed_admin_has_no_key_any_more (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (GError) error = NULL, missing = NULL;

  add (bed, "Mara", TESSERA_ROLE_MANAGER, "one");
  add (bed, "Jonas", TESSERA_ROLE_VIEWER, "two");
  g_assert_true (tessera_store_remove_admin (bed->store, "Mara", &error));
  g_assert_no_error (error);
  assert_finds (bed, "one", "");
  assert_list (bed, "Jonas/viewer ");
  g_assert_false (tessera_store_remove_admin (bed->store, "Mara", &missing));
  g_assert_error (missing, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND);
}

/* Or the next Mara would find the idempotency keys of the one before. */
static void
test_a_number_is_never_given_again (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  TesseraDigest one, two;
  g_autoptr (TesseraAdmin) before = NULL, after = NULL;

  add (bed, "Mara", TESSERA_ROLE_MANAGER, "one");
  one = digest_of (bed, "one");
  two = digest_of (bed, "two");
  before = tessera_store_find_admin (bed->store, &one, NULL);
  g_assert_true (tessera_store_remove_admin (bed->store, "Mara", NULL));
  add (bed, "Mara", TESSERA_ROLE_MANAGER, "two");
  after = tessera_store_find_admin (bed->store, &two, NULL);
  g_assert_cmpint (after->number, >, before->number);
  g_assert_cmpint (before->number, >, 0);
}

/* Beside a store that is open, as the commands of tesserad work beside the service. */
static void
test_changes_beside_an_open_store_count_at_once (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraStore) beside = store_bed_open_beside (bed);
  TesseraDigest one = digest_of (bed, "one");

  g_assert_true (tessera_store_add_admin (beside, "Mara", TESSERA_ROLE_MANAGER, &one, NOON, NULL));
  assert_finds (bed, "one", "Mara/manager");
  g_assert_true (tessera_store_remove_admin (beside, "Mara", NULL));
  assert_finds (bed, "one", "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/admins/an-admin-is-found-by-the-key-alone", test_an_admin_is_found_by_the_key_alone);
  g_test_add_func ("/admins/names-are-unique", test_names_are_unique);
  g_test_add_func ("/admins/what-is-no-name-is-refused", test_what_is_no_name_is_refused);
  g_test_add_func ("/admins/the-owner-is-nobody-else", test_the_owner_is_nobody_else);
  g_test_add_func ("/admins/a-removed-admin-has-no-key-any-more", test_a_removed_admin_has_no_key_any_more);
  g_test_add_func ("/admins/a-number-is-never-given-again", test_a_number_is_never_given_again);
  g_test_add_func ("/admins/changes-beside-an-open-store-count-at-once",
                   test_changes_beside_an_open_store_count_at_once);
  return g_test_run ();
}
