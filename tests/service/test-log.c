#include "tessera-log.h"

#include <string.h>

#include "tessera-secret.h"

static void
assert_line (const char *text, const char *line)
{
  g_autofree char *written = tessera_log_line (text);

  g_assert_cmpstr (written, ==, line);
}

static void
test_nothing_begins_another_line (void)
{
  assert_line ("a\nb\r\tc", "a\\u{a}b\\u{d}\\u{9}c");
  assert_line ("\x1b[31mred\x7f", "\\u{1b}[31mred\\u{7f}");
  assert_line ("next\xc2\x85line\xe2\x80\xa8sep\xe2\x80\xa9par", "next\\u{85}line\\u{2028}sep\\u{2029}par");
}

static void
test_nothing_turns_the_line_around (void)
{
  assert_line ("\xe2\x80\xaegnp.exe", "\\u{202e}gnp.exe");
  assert_line ("\xe2\x81\xa6isolate", "\\u{2066}isolate");
}

static void
test_broken_utf8_is_told_byte_by_byte (void)
{
  assert_line ("\xff\xc3", "\\x{ff}\\x{c3}");
  assert_line ("a\xed\xa0\x80z", "a\\x{ed}\\x{a0}\\x{80}z");
}

static void
test_other_languages_stay_readable (void)
{
  assert_line ("Grüße, 世界", "Grüße, 世界");
}

static void
test_a_quotation_ends_where_it_ends (void)
{
  g_autofree char *quoted = tessera_log_quote ("a\" by \"Mara\\");

  g_assert_cmpstr (quoted, ==, "\"a\\\" by \\\"Mara\\\\\"");
}

static void
test_secrets_and_keys_are_blotted_out (void)
{
  static const TesseraSecretKind kinds[] = { TESSERA_SECRET_TOKEN, TESSERA_SECRET_ADMIN_KEY };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (TesseraSecret) secret = tessera_secret_mint (kinds[i]);
      g_autofree char *text = g_strdup_printf ("/v1/tokens/%s/rotate %s", tessera_secret_peek (secret),
                                               tessera_secret_peek (secret));
      g_autofree char *line = tessera_log_line (text);
      g_autofree char *wanted = g_strdup_printf ("/v1/tokens/%.4s…/rotate %.4s…", tessera_secret_peek (secret),
                                                 tessera_secret_peek (secret));

      g_assert_cmpstr (line, ==, wanted);
    }
}

/* A target may escape any character. */
static void
test_escaped_ones_are_blotted_out_too (void)
{
  assert_line ("/v1/tokens/frt%5FabcDEF019/x", "/v1/tokens/frt_…/x");
  assert_line ("%66%72%74%5fabc%44EF%2Fx", "frt_…%2Fx");
  assert_line ("fr%61_a", "fra_…");
  assert_line ("frt%5", "frt%5");
  assert_line ("frt%5Gabc", "frt%5Gabc");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log/nothing-begins-another-line", test_nothing_begins_another_line);
  g_test_add_func ("/log/nothing-turns-the-line-around", test_nothing_turns_the_line_around);
  g_test_add_func ("/log/broken-utf8-is-told-byte-by-byte", test_broken_utf8_is_told_byte_by_byte);
  g_test_add_func ("/log/other-languages-stay-readable", test_other_languages_stay_readable);
  g_test_add_func ("/log/a-quotation-ends-where-it-ends", test_a_quotation_ends_where_it_ends);
  g_test_add_func ("/log/secrets-and-keys-are-blotted-out", test_secrets_and_keys_are_blotted_out);
  g_test_add_func ("/log/escaped-ones-are-blotted-out-too", test_escaped_ones_are_blotted_out_too);
  return g_test_run ();
}
