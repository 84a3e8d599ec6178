#include "tessera-permissions.h"

static void
test_write_does_not_imply_read (void)
{
  TesseraPermissions p = { 0 };

  p = tessera_permissions_with (p, 63, TESSERA_VERB_WRITE, TRUE);

  g_assert_true (tessera_permissions_has (p, 63, TESSERA_VERB_WRITE));
  g_assert_false (tessera_permissions_has (p, 63, TESSERA_VERB_READ));
}

static void
test_each_of_128_grants_stands_alone (void)
{
  for (guint area = 0; area < TESSERA_MAX_AREAS; area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      {
        TesseraPermissions p = tessera_permissions_with ((TesseraPermissions) { 0 }, area, verb, TRUE);

        g_assert_cmpuint (tessera_permissions_count (p), ==, 1);
        g_assert_true (tessera_permissions_has (p, area, verb));
        g_assert_true (tessera_permissions_is_empty (tessera_permissions_with (p, area, verb, FALSE)));
      }
}

static void
test_minus_leaves_what_only_the_first_grants (void)
{
  TesseraPermissions a = { { 0x5, 0x3 } }, b = { { 0x4, 0x8 } };

  g_assert_true (tessera_permissions_equal (tessera_permissions_minus (a, b), (TesseraPermissions) { { 0x1, 0x3 } }));
}

static void
test_verbs_are_read_and_write (void)
{
  g_assert_cmpstr (tessera_verb_to_string (TESSERA_VERB_READ), ==, "read");
  g_assert_cmpstr (tessera_verb_to_string (TESSERA_VERB_WRITE), ==, "write");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/permissions/write-does-not-imply-read", test_write_does_not_imply_read);
  g_test_add_func ("/permissions/each-of-128-grants-stands-alone", test_each_of_128_grants_stands_alone);
  g_test_add_func ("/permissions/minus-leaves-what-only-the-first-grants", test_minus_leaves_what_only_the_first_grants);
  g_test_add_func ("/permissions/verbs-are-read-and-write", test_verbs_are_read_and_write);
  return g_test_run ();
}
