#include "tessera-token.h"

#include <string.h>

#define TIME_BYTES 5
#define TIME_BASE (G_GINT64_CONSTANT (1) << 39)      /* in the middle of what they hold, some 17,000 years each way */
#define TIME_NEVER ((G_GINT64_CONSTANT (1) << 40) - 1)

enum
{
  EXPIRES_AT,
  CREATED_AT,
  UPDATED_AT,
  LAST_USED_AT,
  N_TIMES,
};

#define UNIT sizeof (gpointer)                       /* what records in a block are aligned to */
#define LAST_IN_BLOCK (G_MAXUINT16 * UNIT)       /* where one can begin at most */

/* A record is what a token has for itself, packed, beside its object; what many share is kept once: a list of 100,000
 * stays small. It is an allocation of its own, or one of many in a block. */
typedef struct
{
  const TesseraTokenKind *kind;
  guint16 units;            /* from the beginning of its block; 0 if it is in none */
  guint8 times[N_TIMES][TIME_BYTES];
  guint8 revoked : 1;
  guint8 set_bytes : 4;     /* so many of each set of permissions are not zero */
  char rest[];              /* the sets, then id, hint, name, revision, each NUL-terminated */
} Record;

typedef struct
{
  gint n_records;           /* atomic; those whose tokens live still */
} Block;

struct _TesseraToken
{
  GObject parent_instance;

  Record *record;
};

G_DEFINE_FINAL_TYPE (TesseraToken, tessera_token, G_TYPE_OBJECT)

/* Packing */

static void
pack_time (guint8 bytes[TIME_BYTES], gint64 time)
{
  guint64 packed = time == TESSERA_NEVER ? TIME_NEVER : (guint64) (CLAMP (time, -TIME_BASE, TESSERA_TIME_MAX) + TIME_BASE);

  for (guint i = 0; i < TIME_BYTES; i++)
    bytes[i] = (guint8) (packed >> (8 * i));
}

static gint64
unpack_time (const guint8 bytes[TIME_BYTES])
{
  gint64 packed = 0;

  for (guint i = 0; i < TIME_BYTES; i++)
    packed |= (gint64) bytes[i] << (8 * i);
  return packed == TIME_NEVER ? TESSERA_NEVER : packed - TIME_BASE;
}

static guint
count_set_bytes (TesseraPermissions permissions)
{
  guint n = 0;

  for (guint64 all = permissions.sets[TESSERA_VERB_READ] | permissions.sets[TESSERA_VERB_WRITE]; all != 0; all >>= 8)
    n++;
  return n;
}

/* Returns: behind them */
static char *
pack_sets (char *at, TesseraPermissions permissions, guint set_bytes)
{
  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    for (guint i = 0; i < set_bytes; i++)
      *at++ = (char) (guint8) (permissions.sets[verb] >> (8 * i));
  return at;
}

static TesseraPermissions
unpack_sets (const char *at, guint set_bytes)
{
  TesseraPermissions permissions = { 0 };

  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    for (guint i = 0; i < set_bytes; i++)
      permissions.sets[verb] |= (guint64) (guint8) *at++ << (8 * i);
  return permissions;
}

/* The string after one in the record. */
static const char *
after (const char *string)
{
  return string + strlen (string) + 1;
}

static gsize
get_size (TesseraToken *self)
{
  return (gsize) (after (tessera_token_get_revision (self)) - (const char *) self->record);
}

static void
leave_block (Record *record)
{
  Block *block = (Block *) (gpointer) ((char *) record - record->units * UNIT);

  if (g_atomic_int_dec_and_test (&block->n_records))
    g_free (block);
}

static void
tessera_token_finalize (GObject *object)
{
  Record *record = TESSERA_TOKEN (object)->record;

  tessera_token_kind_unref (record->kind);
  if (record->units != 0)
    leave_block (record);
  else
    g_free (record);

  G_OBJECT_CLASS (tessera_token_parent_class)->finalize (object);
}

static void
tessera_token_class_init (TesseraTokenClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_token_finalize;
}

static void
tessera_token_init (TesseraToken *self)
{
}

const char *
tessera_status_to_string (TesseraStatus status)
{
  static const char *const names[] = { "active", "expired", "revoked" };

  g_return_val_if_fail (status < G_N_ELEMENTS (names), NULL);

  return names[status];
}

static Record *
record_new (const TesseraTokenFields *fields)
{
  const char *const parts[] = { fields->id, fields->hint, fields->name, fields->revision };
  guint set_bytes = count_set_bytes (fields->permissions);
  gsize total = G_STRUCT_OFFSET (Record, rest) + TESSERA_N_VERBS * set_bytes;
  Record *record;
  char *at;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    total += strlen (parts[i]) + 1;

  record = g_malloc (total);
  record->units = 0;
  record->set_bytes = set_bytes;
  at = pack_sets (record->rest, fields->permissions, set_bytes);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    at = g_stpcpy (at, parts[i]) + 1;

  return record;
}

TesseraToken *
tessera_token_new (const TesseraTokenFields *fields)
{
  TesseraToken *self = g_object_new (TESSERA_TYPE_TOKEN, NULL);
  Record *record = record_new (fields);

  record->kind = tessera_token_kind_new (fields->type, fields->created_by, fields->updated_by);
  record->revoked = fields->revoked != FALSE;
  pack_time (record->times[EXPIRES_AT], fields->expires_at);
  pack_time (record->times[CREATED_AT], fields->created_at);
  pack_time (record->times[UPDATED_AT], fields->updated_at);
  pack_time (record->times[LAST_USED_AT], fields->last_used_at);

  self->record = record;
  return self;
}

static gsize
round_up (gsize size)
{
  return (size + UNIT - 1) / UNIT * UNIT;
}

/* Puts the records of so many tokens into one block of @size bytes. */
static void
fill_block (GPtrArray *tokens, guint first, guint n, gsize size)
{
  Block *block = g_malloc (size);
  gsize at = round_up (sizeof *block);

  block->n_records = (gint) n;
  for (guint i = first; i < first + n; i++)
    {
      TesseraToken *token = tokens->pdata[i];
      gsize own = get_size (token);
      g_autofree Record *before = token->record;

      token->record = memcpy ((char *) block + at, before, own);
      token->record->units = (guint16) (at / UNIT);
      at += round_up (own);
    }
}

void
tessera_token_pack (GPtrArray *tokens)
{
  guint first = 0;
  gsize size = round_up (sizeof (Block));

  for (guint i = 0; i < tokens->len; i++)
    {
      if (size > LAST_IN_BLOCK)
        {
          fill_block (tokens, first, i - first, size);
          first = i;
          size = round_up (sizeof (Block));
        }
      size += round_up (get_size (tokens->pdata[i]));
    }

  if (first < tokens->len)
    fill_block (tokens, first, tokens->len - first, size);
}

TesseraTokenFields
tessera_token_get_fields (TesseraToken *token)
{
  const Record *record = token->record;

  return (TesseraTokenFields) {
    .id = tessera_token_get_id (token), .name = tessera_token_get_name (token),
    .revision = tessera_token_get_revision (token), .hint = tessera_token_get_hint (token), .type = record->kind->type,
    .created_by = record->kind->created_by, .updated_by = record->kind->updated_by,
    .permissions = tessera_token_get_permissions (token), .expires_at = tessera_token_get_expires_at (token),
    .revoked = record->revoked, .created_at = tessera_token_get_created_at (token),
    .updated_at = tessera_token_get_updated_at (token), .last_used_at = tessera_token_get_last_used_at (token) };
}

TesseraToken *
tessera_token_copy (TesseraToken *token)
{
  TesseraTokenFields fields;

  g_return_val_if_fail (TESSERA_IS_TOKEN (token), NULL);

  fields = tessera_token_get_fields (token);
  return tessera_token_new (&fields);
}

const char *
tessera_token_get_id (TesseraToken *token)
{
  return token->record->rest + TESSERA_N_VERBS * token->record->set_bytes;
}

const char *
tessera_token_get_name (TesseraToken *token)
{
  return after (tessera_token_get_hint (token));
}

const TesseraTokenKind *
tessera_token_get_kind (TesseraToken *token)
{
  return token->record->kind;
}

const char *
tessera_token_get_type_id (TesseraToken *token)
{
  return token->record->kind->type;
}

TesseraPermissions
tessera_token_get_permissions (TesseraToken *token)
{
  return unpack_sets (token->record->rest, token->record->set_bytes);
}

gint64
tessera_token_get_expires_at (TesseraToken *token)
{
  return unpack_time (token->record->times[EXPIRES_AT]);
}

gboolean
tessera_token_get_revoked (TesseraToken *token)
{
  return token->record->revoked;
}

const char *
tessera_token_get_hint (TesseraToken *token)
{
  return after (tessera_token_get_id (token));
}

gint64
tessera_token_get_created_at (TesseraToken *token)
{
  return unpack_time (token->record->times[CREATED_AT]);
}

const char *
tessera_token_get_created_by (TesseraToken *token)
{
  return token->record->kind->created_by;
}

gint64
tessera_token_get_updated_at (TesseraToken *token)
{
  return unpack_time (token->record->times[UPDATED_AT]);
}

const char *
tessera_token_get_updated_by (TesseraToken *token)
{
  return token->record->kind->updated_by;
}

gint64
tessera_token_get_last_used_at (TesseraToken *token)
{
  return unpack_time (token->record->times[LAST_USED_AT]);
}

const char *
tessera_token_get_revision (TesseraToken *token)
{
  return after (tessera_token_get_name (token));
}

TesseraStatus
tessera_token_get_status (TesseraToken *token, gint64 now)
{
  gint64 end = tessera_token_get_expires_at (token);

  if (token->record->revoked)
    return TESSERA_STATUS_REVOKED;

  return end != TESSERA_NEVER && now >= end ? TESSERA_STATUS_EXPIRED : TESSERA_STATUS_ACTIVE;
}

/* As tessera_expiry_days_left() has it, without the calendar: a list asks it of every token. */
gint64
tessera_expiring_until (gint64 now)
{
  return (now / TESSERA_SECONDS_OF_DAY + TESSERA_EXPIRING_DAYS + 1) * TESSERA_SECONDS_OF_DAY;
}

gboolean
tessera_token_is_expiring (TesseraToken *token, gint64 now)
{
  gint64 end = tessera_token_get_expires_at (token);

  return !token->record->revoked && end > now && end <= tessera_expiring_until (now);
}
