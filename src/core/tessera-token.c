#include "tessera-token.h"

#include "tessera-token-record.h"

struct _TesseraToken
{
  GObject parent_instance;

  TesseraTokenRecord *record;
};

G_DEFINE_FINAL_TYPE (TesseraToken, tessera_token, G_TYPE_OBJECT)

static G_DEFINE_QUARK (tessera-token-id, token_id)
static G_DEFINE_QUARK (tessera-token-revision, token_revision)

static void
tessera_token_finalize (GObject *object)
{
  tessera_token_record_free (TESSERA_TOKEN (object)->record);

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

TesseraToken *
tessera_token_new (const TesseraTokenFields *fields)
{
  TesseraToken *self = g_object_new (TESSERA_TYPE_TOKEN, NULL);

  self->record = tessera_token_record_new (fields);
  return self;
}

void
tessera_token_pack (GPtrArray *tokens)
{
  g_autofree TesseraTokenRecord **records = g_new (TesseraTokenRecord *, tokens->len + 1);

  for (guint i = 0; i < tokens->len; i++)
    records[i] = ((TesseraToken *) tokens->pdata[i])->record;
  tessera_token_record_pack (records, tokens->len);
  for (guint i = 0; i < tokens->len; i++)
    ((TesseraToken *) tokens->pdata[i])->record = records[i];
}

TesseraTokenFields
tessera_token_get_fields (TesseraToken *token)
{
  const TesseraTokenKind *kind = tessera_token_get_kind (token);

  return (TesseraTokenFields) {
    .id = tessera_token_get_id (token), .name = tessera_token_get_name (token),
    .revision = tessera_token_get_revision (token), .hint = tessera_token_get_hint (token), .type = kind->type,
    .created_by = kind->created_by, .updated_by = kind->updated_by,
    .permissions = tessera_token_get_permissions (token), .expires_at = tessera_token_get_expires_at (token),
    .revoked = tessera_token_get_revoked (token), .created_at = tessera_token_get_created_at (token),
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
tessera_token_read_id (TesseraToken *token, TesseraTextRoom *room)
{
  return tessera_token_record_read_id (token->record, room);
}

const char *
tessera_token_read_revision (TesseraToken *token, TesseraTextRoom *room)
{
  return tessera_token_record_read_revision (token->record, room);
}

/* Returns: @text, or, if it is in @room, a copy that @self has for as long as it lives. Another thread may have made it. */
static const char *
keep (TesseraToken *self, GQuark name, const char *text, const TesseraTextRoom *room)
{
  g_autofree char *made = NULL;

  if (text != room->text)
    return text;

  made = g_strdup (text);
  if (g_object_get_qdata (G_OBJECT (self), name) == NULL
      && g_object_replace_qdata (G_OBJECT (self), name, NULL, made, g_free, NULL))
    return g_steal_pointer (&made);
  return g_object_get_qdata (G_OBJECT (self), name);
}

const char *
tessera_token_get_id (TesseraToken *token)
{
  TesseraTextRoom room;

  return keep (token, token_id_quark (), tessera_token_read_id (token, &room), &room);
}

const char *
tessera_token_get_name (TesseraToken *token)
{
  return tessera_token_record_get_name (token->record);
}

const TesseraTokenKind *
tessera_token_get_kind (TesseraToken *token)
{
  return tessera_token_record_get_kind (token->record);
}

const char *
tessera_token_get_type_id (TesseraToken *token)
{
  return tessera_token_get_kind (token)->type;
}

TesseraPermissions
tessera_token_get_permissions (TesseraToken *token)
{
  return tessera_token_record_get_permissions (token->record);
}

gint64
tessera_token_get_expires_at (TesseraToken *token)
{
  return tessera_token_record_get_expires_at (token->record);
}

gboolean
tessera_token_get_revoked (TesseraToken *token)
{
  return tessera_token_record_get_revoked (token->record);
}

const char *
tessera_token_get_hint (TesseraToken *token)
{
  return tessera_token_record_get_hint (token->record);
}

gint64
tessera_token_get_created_at (TesseraToken *token)
{
  return tessera_token_record_get_created_at (token->record);
}

const char *
tessera_token_get_created_by (TesseraToken *token)
{
  return tessera_token_get_kind (token)->created_by;
}

gint64
tessera_token_get_updated_at (TesseraToken *token)
{
  return tessera_token_record_get_updated_at (token->record);
}

const char *
tessera_token_get_updated_by (TesseraToken *token)
{
  return tessera_token_get_kind (token)->updated_by;
}

gint64
tessera_token_get_last_used_at (TesseraToken *token)
{
  return tessera_token_record_get_last_used_at (token->record);
}

const char *
tessera_token_get_revision (TesseraToken *token)
{
  TesseraTextRoom room;

  return keep (token, token_revision_quark (), tessera_token_read_revision (token, &room), &room);
}

TesseraStatus
tessera_token_get_status (TesseraToken *token, gint64 now)
{
  gint64 end = tessera_token_get_expires_at (token);

  if (tessera_token_get_revoked (token))
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

  return !tessera_token_get_revoked (token) && end > now && end <= tessera_expiring_until (now);
}
