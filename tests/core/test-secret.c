#include "tessera-secret.h"

#include <string.h>

static void
test_a_minted_secret_is_recognised_as_its_kind (void)
{
  for (TesseraSecretKind kind = TESSERA_SECRET_TOKEN; kind <= TESSERA_SECRET_ADMIN_KEY; kind++)
    for (int i = 0; i < 1000; i++)
      {
        g_autoptr (TesseraSecret) secret = tessera_secret_mint (kind);
        TesseraSecretKind found;

        g_assert_cmpuint (strlen (tessera_secret_peek (secret)), ==, 53);
        g_assert_true (tessera_secret_recognise (tessera_secret_peek (secret), 53, &found));
        g_assert_cmpint (found, ==, kind);
      }
}

/* Worked out with another implementation of CRC-32 (ISO 3309). */
static void
test_the_check_sum_is_crc_32_in_base62 (void)
{
  const char *known = "frt_00000000000000000000000000000000000000000004F5dbl";
  TesseraSecretKind kind;

  g_assert_true (tessera_secret_recognise (known, strlen (known), &kind));
}

static void
test_one_wrong_character_is_noticed (void)
{
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  TesseraSecretKind kind;

  for (int i = 0; i < TESSERA_SECRET_LENGTH; i++)
    {
      g_autofree char *typed = g_strdup (tessera_secret_peek (secret));

      typed[i] = typed[i] == 'x' ? 'y' : 'x';
      g_assert_false (tessera_secret_recognise (typed, 53, &kind));
    }
  g_assert_false (tessera_secret_recognise (tessera_secret_peek (secret), 52, &kind));
  g_assert_false (tessera_secret_recognise ("", 0, &kind));
}

static void
test_every_character_is_as_likely_as_any_other (void)
{
  guint count[128] = { 0 };
  double expected = 4000 * 43 / 62.0, chi2 = 0;

  for (int i = 0; i < 4000; i++)
    {
      g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);

      for (int j = 4; j < 47; j++)
        count[(guchar) tessera_secret_peek (secret)[j]]++;
    }
  for (int c = 0; c < 128; c++)
    if (g_ascii_isalnum (c))
      chi2 += (count[c] - expected) * (count[c] - expected) / expected;

  g_assert_cmpfloat (chi2, <, 150); /* 61 degrees of freedom: beyond it once in some 10^8 runs */
}

/* RFC 4231 has no 32-byte key; this value is worked out with another implementation. */
static void
test_the_digest_is_hmac_sha_256 (void)
{
  static const guint8 expected[] = { 0x19, 0x8a, 0x60, 0x7e, 0xb4, 0x4b, 0xfb, 0xc6 };
  guint8 key[32];
  TesseraDigest digest, other;

  memset (key, 0x0b, sizeof key);
  digest = tessera_secret_digest (key, "Hi There", 8);
  g_assert_cmpmem (digest.bytes, sizeof expected, expected, sizeof expected);

  key[31] ^= 1;
  other = tessera_secret_digest (key, "Hi There", 8);
  g_assert_false (tessera_digest_equal (&digest, &other));
  g_assert_true (tessera_digest_equal (&digest, &digest));
}

static void
test_the_hint_is_the_last_four_characters (void)
{
  g_autoptr (TesseraSecret) secret = tessera_secret_new ("frt_abcdWXYZ", 12);
  g_autofree char *hint = tessera_secret_hint (secret);

  g_assert_cmpstr (hint, ==, "WXYZ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/a-minted-secret-is-recognised-as-its-kind", test_a_minted_secret_is_recognised_as_its_kind);
  g_test_add_func ("/secret/the-check-sum-is-crc-32-in-base62", test_the_check_sum_is_crc_32_in_base62);
  g_test_add_func ("/secret/one-wrong-character-is-noticed", test_one_wrong_character_is_noticed);
  g_test_add_func ("/secret/every-character-is-as-likely-as-any-other", test_every_character_is_as_likely_as_any_other);
  g_test_add_func ("/secret/the-digest-is-hmac-sha-256", test_the_digest_is_hmac_sha_256);
  g_test_add_func ("/secret/the-hint-is-the-last-four-characters", test_the_hint_is_the_last_four_characters);
  return g_test_run ();
}
