#include "tessera-token.h"

#include <string.h>

/* One allocation beside the object holds what a token has for itself; what many share is kept once, so that a
 * list of 100,000 stays small. */
typedef struct
{
  const TesseraTokenKind *kind;
  TesseraPermissions permissions;
  gint64 expires_at, created_at, updated_at, last_used_at;
  guint8 revoked;
  char strings[];       /* id, hint, name, revision, each NUL-terminated */
} Record;

struct _TesseraToken
{
  GObject parent_instance;

  Record *record;
};

G_DEFINE_FINAL_TYPE (TesseraToken, tessera_token, G_TYPE_OBJECT)

static void
tessera_token_finalize (GObject *object)
{
  TesseraToken *self = TESSERA_TOKEN (object);

  tessera_token_kind_unref (self->record->kind);
  g_free (self->record);

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
  gsize total = 0;
  Record *record;
  char *at;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    total += strlen (parts[i]) + 1;

  record = g_malloc (G_STRUCT_OFFSET (Record, strings) + total);
  at = record->strings;
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
  record->permissions = fields->permissions;
  record->expires_at = fields->expires_at;
  record->revoked = fields->revoked != FALSE;
  record->created_at = fields->created_at;
  record->updated_at = fields->updated_at;
  record->last_used_at = fields->last_used_at;

  self->record = record;
  return self;
}

TesseraTokenFields
tessera_token_get_fields (TesseraToken *token)
{
  const Record *record = token->record;

  return (TesseraTokenFields) {
    .id = tessera_token_get_id (token), .name = tessera_token_get_name (token),
    .revision = tessera_token_get_revision (token), .hint = tessera_token_get_hint (token), .type = record->kind->type,
    .created_by = record->kind->created_by, .updated_by = record->kind->updated_by, .permissions = record->permissions,
    .expires_at = record->expires_at, .revoked = record->revoked, .created_at = record->created_at,
    .updated_at = record->updated_at, .last_used_at = record->last_used_at };
}

TesseraToken *
tessera_token_copy (TesseraToken *token)
{
  TesseraTokenFields fields;

  g_return_val_if_fail (TESSERA_IS_TOKEN (token), NULL);

  fields = tessera_token_get_fields (token);
  return tessera_token_new (&fields);
}

/* The string after one in the record. */
static const char *
after (const char *string)
{
  return string + strlen (string) + 1;
}

const char *
tessera_token_get_id (TesseraToken *token)
{
  return token->record->strings;
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
  return token->record->permissions;
}

gint64
tessera_token_get_expires_at (TesseraToken *token)
{
  return token->record->expires_at;
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
  return token->record->created_at;
}

const char *
tessera_token_get_created_by (TesseraToken *token)
{
  return token->record->kind->created_by;
}

gint64
tessera_token_get_updated_at (TesseraToken *token)
{
  return token->record->updated_at;
}

const char *
tessera_token_get_updated_by (TesseraToken *token)
{
  return token->record->kind->updated_by;
}

gint64
tessera_token_get_last_used_at (TesseraToken *token)
{
  return token->record->last_used_at;
}

const char *
tessera_token_get_revision (TesseraToken *token)
{
  return after (tessera_token_get_name (token));
}

TesseraStatus
tessera_token_get_status (TesseraToken *token, gint64 now)
{
  if (token->record->revoked)
    return TESSERA_STATUS_REVOKED;

  return token->record->expires_at != TESSERA_NEVER && now >= token->record->expires_at ? TESSERA_STATUS_EXPIRED
                                                                        : TESSERA_STATUS_ACTIVE;
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
  gint64 end = token->record->expires_at;

  return !token->record->revoked && end > now && end <= tessera_expiring_until (now);
}
