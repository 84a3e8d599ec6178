#include "tessera-guard.h"

#include <string.h>

#define MAX_REQUEST_LINE (TESSERA_HEAD_MAX_METHOD + TESSERA_DOOR_MAX_TARGET + sizeof "  HTTP/1.1" - 1)

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* A byte that ends no line. */
static gboolean
check_byte (const TesseraGuard *guard, char c, TesseraRefusal *refusal)
{
  gboolean in_fields = guard->fields != 0;

  if (g_ascii_iscntrl (c) && c != '\t')
    return tessera_refuse (refusal, 400, "A control character stands in the head.");
  if (in_fields && guard->scanned == guard->line && is_blank (c))
    return tessera_refuse (refusal, 400, "A line of the head is folded.");
  if (in_fields && guard->scanned - guard->fields >= TESSERA_DOOR_MAX_FIELDS)
    return tessera_refuse (refusal, 431, "The fields are larger than 16 KiB.");
  if (!in_fields && guard->scanned - guard->line >= MAX_REQUEST_LINE)
    return tessera_refuse (refusal, 414, "The request line is too long.");

  return TRUE;
}

/* The line feed at guard->scanned. @ended: (out): whether it ends the head */
static gboolean
end_line (TesseraGuard *guard, const char *bytes, gboolean *ended, TesseraRefusal *refusal)
{
  gsize next = guard->scanned + 1;
  gboolean is_empty = next - guard->line == 2;

  if (next - guard->line < 2 || bytes[guard->scanned - 1] != '\r')
    return tessera_refuse (refusal, 400, "A line feed stands without a carriage return before it.");
  if (is_empty && guard->fields == 0 && guard->line != 0)
    return tessera_refuse (refusal, 400, "The request begins with empty lines.");

  *ended = is_empty && guard->fields != 0;
  if (!is_empty && guard->fields != 0 && next - guard->fields > TESSERA_DOOR_MAX_FIELDS)
    return tessera_refuse (refusal, 431, "The fields are larger than 16 KiB.");
  if (!is_empty && guard->fields == 0)
    guard->fields = next;
  else if (!is_empty)
    guard->n_fields++;
  guard->line = next;

  return TRUE;
}

/* How many of eight bytes come before the first control character, below 0x20 or 0x7f; 8 if none is one. */
static gsize
count_plain (const char *bytes)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101), tops = ones << 7;
  guint64 eight, from_delete, controls;

  memcpy (&eight, bytes, sizeof eight);
  eight = GUINT64_FROM_LE (eight);
  from_delete = eight ^ (0x7f * ones);
  /* A subtraction borrows from the bytes above, so the lowest one that is marked is right, and no other need be. */
  controls = (((eight - 0x20 * ones) & ~eight) | ((from_delete - ones) & ~from_delete)) & tops;

  return controls != 0 ? (gsize) __builtin_ctzll (controls) / 8 : 8;
}

/* Goes over bytes within a line of which nothing is to be said, as long as neither a limit nor the end is near. */
static void
skip_plain (TesseraGuard *guard, const char *bytes, gsize length)
{
  gsize start = guard->fields != 0 ? guard->fields : guard->line;
  gsize limit = guard->fields != 0 ? TESSERA_DOOR_MAX_FIELDS : MAX_REQUEST_LINE;
  gsize end = MIN (length, start + limit), n = 8;

  if (guard->scanned == guard->line || bytes[guard->scanned - 1] == '\r')
    return;
  for (; n == 8 && guard->scanned + 8 <= end; guard->scanned += n)
    n = count_plain (bytes + guard->scanned);
}

static TesseraVerdict
scan (TesseraGuard *guard, const char *bytes, gsize length, TesseraRefusal *refusal)
{
  for (; guard->scanned < length; guard->scanned++)
    {
      gboolean ended = FALSE, good;
      char c;

      skip_plain (guard, bytes, length);
      if (guard->scanned == length)
        break;

      c = bytes[guard->scanned];

      if (c == '\n')
        good = end_line (guard, bytes, &ended, refusal);
      else if (guard->scanned > guard->line && bytes[guard->scanned - 1] == '\r')
        good = tessera_refuse (refusal, 400, "A carriage return stands without a line feed after it.");
      else
        good = c == '\r' || check_byte (guard, c, refusal);

      if (!good)
        return TESSERA_GUARD_REFUSED;
      if (ended)
        {
          guard->scanned++;
          return TESSERA_GUARD_WHOLE;
        }
    }

  return TESSERA_GUARD_MORE;
}

TesseraVerdict
tessera_guard_read (TesseraGuard *guard, const char *bytes, gsize length, TesseraHead *head, TesseraRefusal *refusal)
{
  TesseraVerdict verdict = scan (guard, bytes, length, refusal);
  TesseraHeadLines lines;

  if (verdict != TESSERA_GUARD_WHOLE)
    return verdict;

  lines = (TesseraHeadLines) { bytes[0] == '\r' ? 2 : 0, guard->fields, guard->n_fields, guard->scanned };
  return tessera_head_read (head, bytes, &lines, refusal) ? TESSERA_GUARD_WHOLE : TESSERA_GUARD_REFUSED;
}
