/* The secret recogniser: what it recognises has the form of a secret, and has it no more once one character is another; and
 * neither the log nor a sentence of the client's lets one through. */

#include "fuzz.h"

#include <string.h>

#include "tessera-clean.h"
#include "tessera-log.h"
#include "tessera-secret.h"

static void
check_recognised (const char *text, TesseraSecretKind kind)
{
  g_autofree char *other = g_strndup (text, TESSERA_SECRET_LENGTH);
  TesseraSecretKind unused;

  g_assert_true (g_str_has_prefix (other, kind == TESSERA_SECRET_TOKEN ? "frt_" : "fra_"));
  g_assert_cmpuint (strspn (other + 4, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS), ==, TESSERA_SECRET_LENGTH - 4);

  for (gsize i = 0; i < TESSERA_SECRET_LENGTH; i++)
    {
      char kept = other[i];

      other[i] = kept == 'a' ? 't' : 'a';
      g_assert_false (tessera_secret_recognise (other, TESSERA_SECRET_LENGTH, &unused));
      other[i] = kept;
    }
}

/* What begins like a secret may go on with no more than @most characters of one. */
static void
check_hidden (const char *text, gsize most)
{
  for (const char *c = text; *c != '\0'; c++)
    if (g_str_has_prefix (c, "frt_") || g_str_has_prefix (c, "fra_"))
      g_assert_cmpuint (strspn (c + 4, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS), <=, most);
}

static void
check_told (const char *text)
{
  g_autofree char *line = tessera_log_line (text), *sentence = tessera_text_clean (text, 300);

  g_assert_true (g_utf8_validate (line, -1, NULL));
  g_assert_null (strpbrk (line, "\r\n"));
  g_assert_true (tessera_text_is_plain (line));
  check_hidden (line, 0);

  g_assert_true (tessera_text_is_plain (sentence));
  check_hidden (sentence, 7);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  TesseraSecretKind kind;
  g_autofree char *text = g_strndup ((const char *) data, size);

  if (tessera_secret_recognise ((const char *) data, size, &kind))
    {
      g_assert_cmpuint (size, ==, TESSERA_SECRET_LENGTH);
      check_recognised ((const char *) data, kind);
    }

  check_told (text);
  return 0;
}
