#include "tessera-token-record.h"

#include <string.h>

#define TIME_BYTES 5
#define TIME_BASE (G_GINT64_CONSTANT (1) << 39)      /* in the middle of what they hold, some 17,000 years each way */
#define NEAR_TIME_BYTES 4                            /* where all instants are between 1970 and 2106 */
#define MOST_SET_BYTES 7                             /* that can be told; more are all 8 */
#define LAST_IN_BLOCK G_MAXUINT16                    /* where a record can begin at most */

/* An allocation of its own, or one of many in a block; aligned to nothing. */
struct _TesseraTokenRecord
{
  guint8 kind[sizeof (gpointer)];      /* a TesseraTokenKind * */
  guint8 offset[sizeof (guint16)];     /* a guint16: where in its block this begins; 0 if it is in none */
  guint8 revoked : 1;
  guint8 ends : 1;
  guint8 changed : 1;       /* since it was made */
  guint8 used : 1;
  guint8 near : 1;          /* its instants take NEAR_TIME_BYTES */
  guint8 set_bytes : 3;     /* so many of each set of permissions are not zero, MOST_SET_BYTES for 8 */
  char rest[];              /* the instants that there are: made, ends, changed, last used; the sets; hint and name, each
                             * NUL-terminated; id and revision, NUL-terminated in no block, tessera-packed-text.h in one */
};

typedef TesseraTokenRecord Record;

typedef struct
{
  gint n_records;           /* atomic; those that live still */
} Block;

/* Parts */

static guint
get_time_bytes (const Record *record)
{
  return record->near ? NEAR_TIME_BYTES : TIME_BYTES;
}

/* Returns: behind it */
static char *
pack_time (char *at, const Record *begun, gint64 time)
{
  guint64 packed = (guint64) (begun->near ? time : CLAMP (time, -TIME_BASE, TESSERA_TIME_MAX) + TIME_BASE);

  for (guint i = 0; i < get_time_bytes (begun); i++)
    *at++ = (char) (guint8) (packed >> (8 * i));
  return at;
}

/* The instant behind so many others. */
static gint64
unpack_time (const Record *record, guint n_before)
{
  guint n_bytes = get_time_bytes (record);
  const char *at = record->rest + n_before * n_bytes;
  gint64 packed = 0;

  for (guint i = 0; i < n_bytes; i++)
    packed |= (gint64) (guint8) at[i] << (8 * i);
  return record->near ? packed : packed - TIME_BASE;
}

static gboolean
is_near (gint64 time)
{
  return time >= 0 && time <= G_MAXUINT32;
}

/* Whether all that it has are; the one that it never has is no instant. */
static gboolean
are_near (const TesseraTokenFields *fields)
{
  return is_near (fields->created_at) && is_near (fields->updated_at)
         && (fields->expires_at == TESSERA_NEVER || is_near (fields->expires_at))
         && (fields->last_used_at == TESSERA_NEVER || is_near (fields->last_used_at));
}

static guint
count_times (const Record *record)
{
  return 1u + record->ends + record->changed + record->used;
}

static guint8
count_set_bytes (TesseraPermissions permissions)
{
  guint8 n = 0;

  for (guint64 all = permissions.sets[TESSERA_VERB_READ] | permissions.sets[TESSERA_VERB_WRITE]; all != 0; all >>= 8)
    n++;
  return n;
}

static guint
get_set_bytes (const Record *record)
{
  return record->set_bytes < MOST_SET_BYTES ? record->set_bytes : sizeof (guint64);
}

static char *
pack_sets (char *at, TesseraPermissions permissions, guint set_bytes)
{
  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    for (guint i = 0; i < set_bytes; i++)
      *at++ = (char) (guint8) (permissions.sets[verb] >> (8 * i));
  return at;
}

static const char *
get_sets (const Record *record)
{
  return record->rest + count_times (record) * get_time_bytes (record);
}

static guint16
get_offset (const Record *record)
{
  guint16 offset;

  memcpy (&offset, record->offset, sizeof offset);
  return offset;
}

static void
set_offset (Record *record, gsize offset)
{
  guint16 told = (guint16) offset;

  memcpy (record->offset, &told, sizeof told);
}

/* The string after one in the record. */
static const char *
after (const char *string)
{
  return string + strlen (string) + 1;
}

/* Where id and revision are, in whichever form. */
static const char *
get_made_up (const Record *record)
{
  return after (tessera_token_record_get_name (record));
}

/* Of a record in no block: what it takes at most in one. */
static gsize
get_most_packed (const Record *record)
{
  const char *id = get_made_up (record);

  return (gsize) (after (after (id)) - (const char *) record) + 2 * TESSERA_PACKED_TEXT_MORE;
}

/* Making and freeing */

/* What is told before the rest. */
static void
begin (Record *record, const TesseraTokenFields *fields)
{
  const TesseraTokenKind *kind = tessera_token_kind_new (fields->type, fields->created_by, fields->updated_by);

  memcpy (record->kind, &kind, sizeof kind);
  set_offset (record, 0);
  record->revoked = fields->revoked != FALSE;
  record->ends = fields->expires_at != TESSERA_NEVER;
  record->changed = fields->updated_at != fields->created_at;
  record->used = fields->last_used_at != TESSERA_NEVER;
  record->near = are_near (fields) != FALSE;
  record->set_bytes = MIN (count_set_bytes (fields->permissions), MOST_SET_BYTES) & MOST_SET_BYTES;
}

static char *
pack_times (char *at, const Record *begun, const TesseraTokenFields *fields)
{
  at = pack_time (at, begun, fields->created_at);
  if (begun->ends)
    at = pack_time (at, begun, fields->expires_at);
  if (begun->changed)
    at = pack_time (at, begun, fields->updated_at);
  if (begun->used)
    at = pack_time (at, begun, fields->last_used_at);
  return at;
}

Record *
tessera_token_record_new (const TesseraTokenFields *fields)
{
  const char *const parts[] = { fields->hint, fields->name, fields->id, fields->revision };
  Record begun, *self;
  gsize total;
  char *at;

  begin (&begun, fields);
  total = sizeof begun + count_times (&begun) * get_time_bytes (&begun) + TESSERA_N_VERBS * get_set_bytes (&begun);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    total += strlen (parts[i]) + 1;

  self = g_malloc (total);
  *self = begun;
  at = pack_times (self->rest, self, fields);
  at = pack_sets (at, fields->permissions, get_set_bytes (self));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    at = g_stpcpy (at, parts[i]) + 1;

  return self;
}

void
tessera_token_record_free (Record *self)
{
  Block *block = (Block *) (gpointer) ((char *) self - get_offset (self));

  tessera_token_kind_unref (tessera_token_record_get_kind (self));
  if (get_offset (self) == 0)
    g_free (self);
  else if (g_atomic_int_dec_and_test (&block->n_records))
    g_free (block);
}

/* Returns: behind the packed one */
static char *
pack (char *at, const Record *record)
{
  const char *id = get_made_up (record);
  gsize first = (gsize) (id - (const char *) record);

  memcpy (at, record, first);
  return tessera_packed_text_write (tessera_packed_text_write (at + first, id), after (id));
}

/* Moves @records into one block of at most @size bytes. */
static void
fill_block (Record **records, guint n, gsize size)
{
  g_autofree Block *room = g_malloc (size);
  char *at = (char *) room + sizeof *room;
  Block *block;

  room->n_records = (gint) n;
  for (guint i = 0; i < n; i++)
    {
      Record *packed = (Record *) (gpointer) at;

      at = pack (at, records[i]);
      set_offset (packed, (gsize) ((char *) packed - (char *) room));
      g_free (records[i]);
      records[i] = packed;
    }

  block = g_memdup2 (room, (gsize) (at - (char *) room));
  for (guint i = 0; i < n; i++)
    records[i] = (Record *) (gpointer) ((char *) block + get_offset (records[i]));
}

void
tessera_token_record_pack (Record **records, guint n)
{
  guint first = 0;
  gsize size = sizeof (Block);

  for (guint i = 0; i < n; i++)
    {
      if (size > LAST_IN_BLOCK)
        {
          fill_block (records + first, i - first, size);
          first = i;
          size = sizeof (Block);
        }
      size += get_most_packed (records[i]);
    }

  if (first < n)
    fill_block (records + first, n - first, size);
}

/* What it says */

const TesseraTokenKind *
tessera_token_record_get_kind (const Record *self)
{
  const TesseraTokenKind *kind;

  memcpy (&kind, self->kind, sizeof kind);
  return kind;
}

const char *
tessera_token_record_read_id (const Record *self, TesseraTextRoom *room)
{
  const char *id = get_made_up (self);

  return get_offset (self) != 0 ? tessera_packed_text_read (id, room) : id;
}

const char *
tessera_token_record_get_hint (const Record *self)
{
  return get_sets (self) + TESSERA_N_VERBS * get_set_bytes (self);
}

const char *
tessera_token_record_get_name (const Record *self)
{
  return after (tessera_token_record_get_hint (self));
}

const char *
tessera_token_record_read_revision (const Record *self, TesseraTextRoom *room)
{
  const char *id = get_made_up (self);

  return get_offset (self) != 0 ? tessera_packed_text_read (tessera_packed_text_after (id), room) : after (id);
}

TesseraPermissions
tessera_token_record_get_permissions (const Record *self)
{
  const char *at = get_sets (self);
  TesseraPermissions permissions = { 0 };

  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    for (guint i = 0; i < get_set_bytes (self); i++)
      permissions.sets[verb] |= (guint64) (guint8) *at++ << (8 * i);
  return permissions;
}

gboolean
tessera_token_record_get_revoked (const Record *self)
{
  return self->revoked;
}

gint64
tessera_token_record_get_created_at (const Record *self)
{
  return unpack_time (self, 0);
}

gint64
tessera_token_record_get_expires_at (const Record *self)
{
  return self->ends ? unpack_time (self, 1) : TESSERA_NEVER;
}

gint64
tessera_token_record_get_updated_at (const Record *self)
{
  return unpack_time (self, self->changed ? 1u + self->ends : 0);
}

gint64
tessera_token_record_get_last_used_at (const Record *self)
{
  return self->used ? unpack_time (self, 1u + self->ends + self->changed) : TESSERA_NEVER;
}
