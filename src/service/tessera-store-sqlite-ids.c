#include "tessera-store-sqlite-ids.h"

#include <string.h>

#include "tessera-secret.h"
#include "tessera-time.h"

#define ID_PREFIX "tok_"
#define TIME_DIGITS 8 /* 40 bits of seconds last to the year 36812 */
#define NUMBER_DIGITS 8
#define CHANCE_DIGITS 6
#define CHECK_DIGITS 8

/* Base 32 without the letters that look like digits, in the order of ASCII. */
static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";

static void
append_digits (GString *text, guint64 value, guint n_digits)
{
  for (guint i = n_digits; i > 0; i--)
    g_string_append_c (text, digits[(value >> (5 * (i - 1))) & 31]);
}

/* Returns: whether there are @n_digits digits at @text */
static gboolean
read_digits (const char *text, guint n_digits, guint64 *value)
{
  *value = 0;
  for (guint i = 0; i < n_digits; i++)
    {
      const char *digit = text[i] != '\0' ? strchr (digits, text[i]) : NULL;

      if (digit == NULL)
        return FALSE;
      *value = (*value << 5) | (guint64) (digit - digits);
    }
  return TRUE;
}

/* Returns: whether @id is an id; anything but the time and the number of it is passed over */
static gboolean
read_id (const char *id, guint64 *time, guint64 *number)
{
  gsize length = strlen (ID_PREFIX) + TIME_DIGITS + NUMBER_DIGITS + CHANCE_DIGITS;

  return g_str_has_prefix (id, ID_PREFIX) && strlen (id) == length &&
         read_digits (id + strlen (ID_PREFIX), TIME_DIGITS, time) &&
         read_digits (id + strlen (ID_PREFIX) + TIME_DIGITS, NUMBER_DIGITS, number);
}

gint64
tessera_id_get_number (const char *id)
{
  guint64 time, number;

  return read_id (id, &time, &number) ? (gint64) number : 0;
}

char *
tessera_id_new (gint64 number, const char *latest, gint64 now)
{
  g_autoptr (GString) id = g_string_new (ID_PREFIX);
  guint64 time = 0, unused;
  guint32 chance;

  g_return_val_if_fail (number >= 1 && number >> (5 * NUMBER_DIGITS) == 0, NULL);

  if (!tessera_random_bytes ((guint8 *) &chance, sizeof chance))
    return NULL;

  if (latest != NULL)
    read_id (latest, &time, &unused);
  append_digits (id, MAX (time, (guint64) CLAMP (now, 0, TESSERA_TIME_MAX)), TIME_DIGITS);
  append_digits (id, (guint64) number, NUMBER_DIGITS);
  append_digits (id, chance, CHANCE_DIGITS);
  return g_string_free (g_steal_pointer (&id), FALSE);
}

char *
tessera_cursor_new (const guint8 key[TESSERA_KEY_LENGTH], const char *list, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("cursor %s %" G_GINT64_FORMAT, list, number);
  TesseraDigest digest = tessera_secret_digest (key, text, strlen (text));
  GString *cursor = g_string_new (NULL);
  guint64 check;

  memcpy (&check, digest.bytes, sizeof check);
  append_digits (cursor, (guint64) number, NUMBER_DIGITS);
  append_digits (cursor, check, CHECK_DIGITS);
  return g_string_free (cursor, FALSE);
}

gboolean
tessera_cursor_parse (const guint8 key[TESSERA_KEY_LENGTH], const char *list, const char *cursor, gint64 *number,
                      GError **error)
{
  guint64 value;

  if (read_digits (cursor, NUMBER_DIGITS, &value))
    {
      g_autofree char *expected = tessera_cursor_new (key, list, (gint64) value);

      *number = (gint64) value;
      if (g_str_equal (cursor, expected))
        return TRUE;
    }

  g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
                       "The cursor is none of this list. Begin again without one.");
  return FALSE;
}
