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

#define NO_PLACE 64

/* The place of each letter in letters_32 and in letters_64, or NO_PLACE. */
static guint8 places_32[256], places_64[256];

static void
note_places (const char *letters, guint8 *places)
{
  memset (places, NO_PLACE, 256);
  for (guint8 i = 0; letters[i] != '\0'; i++)
    places[(guint8) letters[i]] = i;
}

static void
make_places (void)
{
  static gsize made = 0;

  if (g_once_init_enter (&made))
    {
      note_places (letters_32, places_32);
      note_places (letters_64, places_64);
      g_once_init_leave (&made, 1);
    }
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
  gboolean has_prefix = strncmp (text, PREFIX, PREFIX_LENGTH) == 0;
  const char *at = has_prefix ? text + PREFIX_LENGTH : text;
  guint8 length = 0, all_32 = 0, all_64 = 0;

  for (; *at != '\0' && length < LONGEST; at++, length++)
    {
      all_32 |= places_32[(guint8) *at];
      all_64 |= places_64[(guint8) *at];
    }
  if (*at != '\0' || length == 0 || (all_64 & NO_PLACE) != 0)
    return 0;

  return (guint8) (length | ((all_32 & NO_PLACE) == 0 ? IS_BASE_32 : 0) | (has_prefix ? HAS_PREFIX : 0));
}

char *
tessera_packed_text_write (char *at, const char *text)
{
  guint bits = 0, n_bits = 0, n_each;
  const guint8 *places;
  guint8 form;

  make_places ();
  form = choose_form (text);
  places = (form & IS_BASE_32) != 0 ? places_32 : places_64;
  n_each = (form & IS_BASE_32) != 0 ? 5 : 6;

  *at++ = (char) form;
  if (form == 0)
    return g_stpcpy (at, text) + 1;

  for (text += (form & HAS_PREFIX) != 0 ? PREFIX_LENGTH : 0; *text != '\0'; text++)
    {
      bits |= (guint) places[(guint8) *text] << n_bits;
      n_bits += n_each;
      if (n_bits < 8)
        continue;
      *at++ = (char) (guint8) bits;
      bits >>= 8;
      n_bits -= 8;
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
