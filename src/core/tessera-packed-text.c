#include "tessera-packed-text.h"

#include <string.h>

#define PREFIX "tok_"           /* of each token's id */
#define PREFIX_LENGTH 4
#define LONGEST 63

/* The first byte tells what follows: 0 for a text as it is, or the number of its letters, and these. */
#define LENGTH 0x3f
#define IS_BASE_32 0x40
#define HAS_PREFIX 0x80

static const char letters_32[] = "0123456789abcdefghjkmnpqrstvwxyz";
static const char letters_64[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/* Returns: its place in letters_32, or 32 if it has none there */
static guint
get_place_32 (char letter)
{
  if (g_ascii_isdigit (letter))
    return (guint) (letter - '0');
  if (!g_ascii_islower (letter) || letter == 'i' || letter == 'l' || letter == 'o' || letter == 'u')
    return 32;

  return 10u + (guint) (letter - 'a') - (letter > 'i') - (letter > 'l') - (letter > 'o') - (letter > 'u');
}

/* Returns: its place in letters_64, or 64 if it has none there */
static guint
get_place_64 (char letter)
{
  if (g_ascii_isdigit (letter))
    return (guint) (letter - '0');
  if (g_ascii_isupper (letter))
    return 10u + (guint) (letter - 'A');
  if (g_ascii_islower (letter))
    return 36u + (guint) (letter - 'a');

  return letter == '-' ? 62 : letter == '_' ? 63 : 64;
}

static gsize
count_bytes (guint8 form)
{
  return ((form & LENGTH) * (gsize) ((form & IS_BASE_32) != 0 ? 5 : 6) + 7) / 8;
}

/* Returns: the first byte of the packed @text */
static guint8
choose_form (const char *text)
{
  gboolean has_prefix = strncmp (text, PREFIX, PREFIX_LENGTH) == 0, is_base_32 = TRUE;
  const char *at = has_prefix ? text + PREFIX_LENGTH : text;
  guint8 length = 0;

  for (; *at != '\0' && length < LONGEST; at++, length++)
    {
      if (get_place_64 (*at) == 64)
        return 0;
      is_base_32 = is_base_32 && get_place_32 (*at) < 32;
    }
  if (*at != '\0' || length == 0)
    return 0;

  return (guint8) (length | (is_base_32 ? IS_BASE_32 : 0) | (has_prefix ? HAS_PREFIX : 0));
}

gsize
tessera_packed_text_measure (const char *text)
{
  guint8 form = choose_form (text);

  return 1 + (form != 0 ? count_bytes (form) : strlen (text) + 1);
}

char *
tessera_packed_text_write (char *at, const char *text)
{
  guint8 form = choose_form (text);
  guint bits = 0, n_bits = 0;

  *at++ = (char) form;
  if (form == 0)
    return g_stpcpy (at, text) + 1;

  for (text += (form & HAS_PREFIX) != 0 ? PREFIX_LENGTH : 0; *text != '\0'; text++)
    {
      bits |= ((form & IS_BASE_32) != 0 ? get_place_32 (*text) : get_place_64 (*text)) << n_bits;
      n_bits += (form & IS_BASE_32) != 0 ? 5 : 6;
      for (; n_bits >= 8; n_bits -= 8, bits >>= 8)
        *at++ = (char) (guint8) bits;
    }
  if (n_bits > 0)
    *at++ = (char) (guint8) bits;
  return at;
}

const char *
tessera_packed_text_read (const char *packed, TesseraTextRoom *room)
{
  guint8 form = (guint8) *packed++;
  guint n_each = (form & IS_BASE_32) != 0 ? 5 : 6, bits = 0, n_bits = 0;
  const char *letters = (form & IS_BASE_32) != 0 ? letters_32 : letters_64;
  char *at = room->text;

  if (form == 0)
    return packed;

  if ((form & HAS_PREFIX) != 0)
    at = g_stpcpy (at, PREFIX);
  for (guint left = form & LENGTH; left > 0; left--)
    {
      if (n_bits < n_each)
        {
          bits |= (guint) (guint8) *packed++ << n_bits;
          n_bits += 8;
        }
      *at++ = letters[bits & ((1u << n_each) - 1)];
      bits >>= n_each;
      n_bits -= n_each;
    }
  *at = '\0';
  return room->text;
}

const char *
tessera_packed_text_after (const char *packed)
{
  guint8 form = (guint8) *packed++;

  return packed + (form != 0 ? count_bytes (form) : strlen (packed) + 1);
}
