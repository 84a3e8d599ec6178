#include "tessera-key-file.h"
#include "test-folder.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;

/* A file of that content and mode, at a path of its own each time. (transfer full) */
static char *
write_file (const char *content, gsize length, int mode)
{
  static guint n;
  g_autofree char *name = g_strdup_printf ("key-%u", n++);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents_full (path, content, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
  return path;
}

static void
assert_refused (const char *path, TesseraError code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraSecret) key = tessera_key_file_read (path, &error);

  g_assert_null (key);
  g_assert_error (error, TESSERA_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_nonnull (strstr (error->message, words));
  g_assert_null (strstr (error->message, "SecretOfTheFile"));
}

static void
test_one_line_is_a_key (void)
{
  static const char *const contents[] = { "fra_SecretOfTheFile", "fra_SecretOfTheFile\n", "fra_SecretOfTheFile\r\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *path = write_file (contents[i], strlen (contents[i]), 0600);
      g_autoptr (GError) error = NULL;
      g_autoptr (TesseraSecret) key = tessera_key_file_read (path, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (tessera_secret_peek (key), ==, "fra_SecretOfTheFile");
    }
}

static void
test_anything_but_one_key_is_refused (void)
{
  static const char *const contents[] = {
    "",
    "\n",
    "\r\n",
    "  \n",
    "fra_SecretOfTheFile\nfra_SecretOfTheFile\n",
    "fra_SecretOfTheFile\n\n",
    "\nfra_SecretOfTheFile",
    "fra_SecretOfTheFile ",
    " fra_SecretOfTheFile",
    "fra_Secret OfTheFile",
    "fra_SecretOfTheFile\rX-Evil: 1",
    "fra_SecretOfTheFile\t",
    "fra_SecretOfTheFileä",
    "\xef\xbb\xbf" "fra_SecretOfTheFile",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *path = write_file (contents[i], strlen (contents[i]), 0600);

      assert_refused (path, TESSERA_ERROR_INVALID, "alone and on one line");
    }
}

static void
test_a_nul_or_a_long_text_is_no_key (void)
{
  g_autofree char *with_nul = write_file ("fra_Secret\0OfTheFile", 20, 0600);
  g_autofree char *text = g_strnfill (513, 'a'), *longer = g_strnfill (1 << 20, 'a'), *most = g_strnfill (512, 'a');
  g_autofree char *long_one = write_file (text, 513, 0600), *huge_one = write_file (longer, 1 << 20, 0600);
  g_autofree char *longest = write_file (most, 512, 0600);
  g_autoptr (TesseraSecret) key = tessera_key_file_read (longest, NULL);

  assert_refused (with_nul, TESSERA_ERROR_INVALID, "one line");
  assert_refused (long_one, TESSERA_ERROR_INVALID, "one line");
  assert_refused (huge_one, TESSERA_ERROR_INVALID, "one line");
  g_assert_nonnull (key);
}

static void
test_a_token_is_no_admin_key (void)
{
  g_autoptr (TesseraSecret) token = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  const char *text = tessera_secret_peek (token);
  g_autofree char *path = write_file (text, strlen (text), 0600);
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraSecret) key = tessera_key_file_read (path, &error);

  g_assert_null (key);
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "API token"));
  g_assert_null (strstr (error->message, text));
}

static void
test_a_file_that_others_may_use_is_refused (void)
{
  static const int modes[] = { 0640, 0604, 0620, 0602, 0610, 0601, 0644, 0666, 0777, 0660 };

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autofree char *path = write_file ("fra_SecretOfTheFile\n", 20, modes[i]);

      assert_refused (path, TESSERA_ERROR_INVALID, "chmod 600");
    }
}

static void
test_a_file_that_its_owner_may_only_read_will_do (void)
{
  g_autofree char *path = write_file ("fra_SecretOfTheFile\n", 20, 0400);
  g_autoptr (TesseraSecret) key = tessera_key_file_read (path, NULL);

  g_assert_nonnull (key);
}

/* What counts is the file, not the link to it, whose own mode says nothing. */
static void
test_a_link_is_judged_by_what_it_leads_to (void)
{
  g_autofree char *good = write_file ("fra_SecretOfTheFile\n", 20, 0600), *open = write_file ("fra_SecretOfTheFile\n", 20, 0644);
  g_autofree char *to_good = g_build_filename (folder, "to-good", NULL), *to_open = g_build_filename (folder, "to-open", NULL);
  g_autofree char *to_none = g_build_filename (folder, "to-none", NULL), *to_self = g_build_filename (folder, "to-self", NULL);
  g_autoptr (TesseraSecret) key = NULL;

  g_assert_cmpint (symlink (good, to_good), ==, 0);
  g_assert_cmpint (symlink (open, to_open), ==, 0);
  g_assert_cmpint (symlink ("nowhere", to_none), ==, 0);
  g_assert_cmpint (symlink ("to-self", to_self), ==, 0);

  key = tessera_key_file_read (to_good, NULL);
  g_assert_nonnull (key);
  assert_refused (to_open, TESSERA_ERROR_INVALID, "chmod 600");
  assert_refused (to_none, TESSERA_ERROR_STORAGE, "No such file");
  assert_refused (to_self, TESSERA_ERROR_STORAGE, "symbolic links");
}

static void
test_what_is_no_plain_file_is_refused_at_once (void)
{
  g_autofree char *pipe_path = g_build_filename (folder, "pipe", NULL);

  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  assert_refused (folder, TESSERA_ERROR_INVALID, "plain file");
  assert_refused (pipe_path, TESSERA_ERROR_INVALID, "plain file");
  assert_refused ("/dev/null", TESSERA_ERROR_INVALID, "plain file");
}

static void
test_a_missing_file_is_said_to_be (void)
{
  g_autofree char *path = g_build_filename (folder, "missing", NULL);

  assert_refused (path, TESSERA_ERROR_STORAGE, "No such file");
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("tessera-key-file-XXXXXX", NULL);
  g_test_add_func ("/key-file/one-line-is-a-key", test_one_line_is_a_key);
  g_test_add_func ("/key-file/anything-but-one-key-is-refused", test_anything_but_one_key_is_refused);
  g_test_add_func ("/key-file/a-nul-or-a-long-text-is-no-key", test_a_nul_or_a_long_text_is_no_key);
  g_test_add_func ("/key-file/a-token-is-no-admin-key", test_a_token_is_no_admin_key);
  g_test_add_func ("/key-file/that-others-may-use-is-refused", test_a_file_that_others_may_use_is_refused);
  g_test_add_func ("/key-file/that-its-owner-may-only-read-will-do", test_a_file_that_its_owner_may_only_read_will_do);
  g_test_add_func ("/key-file/a-link-is-judged-by-what-it-leads-to", test_a_link_is_judged_by_what_it_leads_to);
  g_test_add_func ("/key-file/what-is-no-plain-file-is-refused-at-once", test_what_is_no_plain_file_is_refused_at_once);
  g_test_add_func ("/key-file/that-is-missing-is-said-to-be", test_a_missing_file_is_said_to_be);
  code = g_test_run ();
  test_folder_remove (folder);
  g_free (folder);

  return code;
}
