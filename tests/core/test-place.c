#include "tessera-config.h"
#include "tessera-place.h"

static void
assert_found (const char *program, const char *place)
{
  g_autofree char *found = tessera_place_find_for (program, "/usr/share/tessera/catalogue.json");

  g_assert_cmpstr (found, ==, place);
}

static void
test_installed_is_found_where_it_was_installed (void)
{
  assert_found (TESSERA_BIN_DIR "/tesserad", "/usr/share/tessera/catalogue.json");
}

static void
test_a_copy_below_another_root_finds_its_own (void)
{
  assert_found ("/tmp/root" TESSERA_BIN_DIR "/tesserad", "/tmp/root/usr/share/tessera/catalogue.json");
}

static void
test_a_program_elsewhere_finds_what_is_installed (void)
{
  assert_found ("/home/mara/tesserad", "/usr/share/tessera/catalogue.json");
  assert_found (TESSERA_BIN_DIR "/old/tesserad", "/usr/share/tessera/catalogue.json");
  assert_found (NULL, "/usr/share/tessera/catalogue.json");
}

static void
test_a_program_in_the_build_folder_knows_it (void)
{
  g_assert_true (tessera_place_is_built ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place/installed-is-found-where-it-was-installed", test_installed_is_found_where_it_was_installed);
  g_test_add_func ("/place/a-copy-below-another-root-finds-its-own", test_a_copy_below_another_root_finds_its_own);
  g_test_add_func ("/place/a-program-elsewhere-finds-what-is-installed", test_a_program_elsewhere_finds_what_is_installed);
  g_test_add_func ("/place/a-program-in-the-build-folder-knows-it", test_a_program_in_the_build_folder_knows_it);
  return g_test_run ();
}
