#include <string.h>

#include "tessera-store-sqlite-history.h"
#include "tessera-store-sqlite-replays.h"
#include "tessera-store-sqlite-secrets.h"
#include "tessera-store-sqlite-tokens.h"

/* 131 bits: drawn anew, none comes twice, not even after an old backup was restored. */
#define REVISION_LENGTH 22

/* (transfer full) */
static char *
draw_revision (GError **error)
{
  char *revision = tessera_random_id (REVISION_LENGTH);

  if (revision == NULL)
    g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE,
                         "The operating system gives no random bytes for a revision.");
  return revision;
}

/* The holders, where there are any, learn what is durable. */
static void
tell_holders (TesseraStoreSqlite *self, gint64 number, TesseraToken *token)
{
  g_auto (TesseraHolder) holder = { 0 };

  if (token == NULL || self->holders == NULL)
    return;

  holder = tessera_holder_make_for_token (number, token);
  tessera_holders_put (self->holders, &holder, tessera_token_get_created_at (token));
}

static void
tell_holders_secret (TesseraStoreSqlite *self, gint64 number, TesseraToken *token, const TesseraSecret *secret,
                     gint64 old_ends_at)
{
  const char *text = tessera_secret_peek (secret);
  g_auto (TesseraHolder) holder = { 0 };
  TesseraDigest digest;

  if (token == NULL || self->holders == NULL)
    return;

  digest = tessera_secret_digest (self->key, text, strlen (text));
  holder = tessera_holder_make_for_token (number, token);
  tessera_holders_rotate (self->holders, &holder, tessera_token_get_created_at (token), &digest, old_ends_at);
}

/**
 * apply:
 * @row: the token as it is
 * @fields: as it shall be; author, instant and revision are set here
 *
 * Writes the change and its history, and commits. The holders are told by the caller.
 */
static TesseraToken *
apply (TesseraStoreSqlite *self, TesseraTransaction *transaction, const TesseraRow *row, TesseraTokenFields *fields,
       TesseraAction action, const TesseraAdmin *by, gint64 now, GError **error)
{
  g_autofree char *revision = draw_revision (error);
  g_auto (TesseraRow) changed = { row->number };

  if (revision == NULL)
    return NULL;
  fields->revision = revision;
  fields->updated_at = now;
  fields->updated_by = by->name;
  changed.token = tessera_token_new (fields);

  if (!tessera_row_update (self, &changed, error) ||
      !tessera_history_add (self, row->number, action, row->token, changed.token, by, now, error) ||
      !tessera_transaction_commit (transaction, error))
    return NULL;
  return g_steal_pointer (&changed.token);
}

/* Refuses with @code, and tells the token as it is. */
static gboolean
refuse (TesseraToken *token, TesseraToken **current, TesseraError code, const char *words, GError **error)
{
  if (current != NULL)
    *current = g_object_ref (token);
  g_set_error_literal (error, TESSERA_ERROR, (int) code, words);
  return FALSE;
}

static gboolean
check_editable (TesseraToken *token, const char *revision, TesseraToken **current, GError **error)
{
  if (tessera_token_get_revoked (token))
    return refuse (token, current, TESSERA_ERROR_REVOKED, "The token is revoked and can't be changed any more.", error);
  if (!g_str_equal (tessera_token_get_revision (token), revision))
    return refuse (token, current, TESSERA_ERROR_STALE, "The token was changed since it was read.", error);
  return TRUE;
}

static gboolean
insert_token (TesseraStoreSqlite *self, const TesseraRow *row, const TesseraSecret *secret,
              const TesseraReplayKey *replay, const TesseraAdmin *by, gint64 now, GError **error)
{
  return tessera_row_insert (self, row, error) && tessera_secrets_add (self, row->number, secret, now, error) &&
         tessera_history_add (self, row->number, TESSERA_ACTION_CREATED, NULL, row->token, by, now, error) &&
         (replay == NULL || tessera_replays_add (self, by, replay, row->number, now, error));
}

/* Within a transaction: the new token's row, not yet written. */
static gboolean
make_row (TesseraStoreSqlite *self, const TesseraDraft *draft, const TesseraSecret *secret, const TesseraAdmin *by,
          gint64 now, TesseraRow *row, GError **error)
{
  g_autofree char *revision = draw_revision (error);
  g_autofree char *hint = tessera_secret_hint (secret);
  g_autofree char *id = NULL;
  TesseraTokenFields fields;

  if (revision == NULL || !tessera_row_find_next_id (self, now, &row->number, &id, error))
    return FALSE;

  fields = (TesseraTokenFields){
    .id = id,
    .name = draft->name,
    .type = draft->type,
    .permissions = draft->permissions,
    .expires_at = draft->expires_at,
    .hint = hint,
    .created_at = now,
    .created_by = by->name,
    .updated_at = now,
    .updated_by = by->name,
    .last_used_at = TESSERA_NEVER,
    .revision = revision,
  };
  row->token = tessera_token_new (&fields);
  return TRUE;
}

TesseraToken *
tessera_store_sqlite_create (TesseraStore *store, const TesseraDraft *draft, const TesseraSecret *secret,
                             const TesseraReplayKey *replay, const TesseraAdmin *by, gint64 now, gboolean *replayed,
                             GError **error)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (store);
  g_autoptr (GMutexLocker) changing = g_mutex_locker_new (&self->changing);
  g_auto (TesseraTransaction) transaction = { NULL };
  g_auto (TesseraRow) row = { 0 };
  gint64 earlier = 0;

  *replayed = FALSE;
  if (!tessera_sqlite_begin (self->connection, TESSERA_SQLITE_WRITE, &transaction, error) ||
      (replay != NULL && !tessera_replays_find (self, by, replay, now, &earlier, error)))
    return NULL;

  if (earlier != 0)
    {
      *replayed = tessera_row_find_by_number (self, earlier, &row, error);
      return g_steal_pointer (&row.token);
    }

  if (!make_row (self, draft, secret, by, now, &row, error) ||
      !insert_token (self, &row, secret, replay, by, now, error) || !tessera_transaction_commit (&transaction, error))
    return NULL;

  tell_holders_secret (self, row.number, row.token, secret, 0);
  return g_steal_pointer (&row.token);
}

TesseraToken *
tessera_store_sqlite_update (TesseraStore *store, const char *id, const char *revision, const TesseraDraft *draft,
                             const TesseraAdmin *by, gint64 now, TesseraToken **current, GError **error)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (store);
  g_autoptr (GMutexLocker) changing = g_mutex_locker_new (&self->changing);
  g_auto (TesseraTransaction) transaction = { NULL };
  g_auto (TesseraRow) row = { 0 };
  TesseraTokenFields fields;
  TesseraToken *changed;

  if (!tessera_sqlite_begin (self->connection, TESSERA_SQLITE_WRITE, &transaction, error) ||
      !tessera_row_find (self, id, &row, error) || !check_editable (row.token, revision, current, error))
    return NULL;

  fields = tessera_token_get_fields (row.token);
  fields.name = draft->name;
  fields.type = draft->type;
  fields.permissions = draft->permissions;
  fields.expires_at = draft->expires_at;
  changed = apply (self, &transaction, &row, &fields, TESSERA_ACTION_UPDATED, by, now, error);
  tell_holders (self, row.number, changed);
  return changed;
}

static gboolean
check_rotatable (TesseraToken *token, const char *revision, gint64 now, TesseraToken **current, GError **error)
{
  if (tessera_token_get_status (token, now) == TESSERA_STATUS_EXPIRED)
    return refuse (token, current, TESSERA_ERROR_REVOKED,
                   "The token has expired. Give it a later expiry date before its secret is replaced.", error);
  return check_editable (token, revision, current, error);
}

TesseraToken *
tessera_store_sqlite_rotate (TesseraStore *store, const char *id, const char *revision, const TesseraSecret *secret,
                             guint grace_seconds, const TesseraAdmin *by, gint64 now, TesseraToken **current,
                             GError **error)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (store);
  g_autoptr (GMutexLocker) changing = g_mutex_locker_new (&self->changing);
  g_auto (TesseraTransaction) transaction = { NULL };
  g_auto (TesseraRow) row = { 0 };
  g_autofree char *hint = tessera_secret_hint (secret);
  TesseraTokenFields fields;
  TesseraToken *changed;

  if (!tessera_sqlite_begin (self->connection, TESSERA_SQLITE_WRITE, &transaction, error) ||
      !tessera_row_find (self, id, &row, error) || !check_rotatable (row.token, revision, now, current, error) ||
      !tessera_secrets_retire (self, row.number, now + grace_seconds, now, error) ||
      !tessera_secrets_add (self, row.number, secret, now, error))
    return NULL;

  fields = tessera_token_get_fields (row.token);
  fields.hint = hint;
  changed = apply (self, &transaction, &row, &fields, TESSERA_ACTION_ROTATED, by, now, error);
  tell_holders_secret (self, row.number, changed, secret, grace_seconds > 0 ? now + grace_seconds : 0);
  return changed;
}

TesseraToken *
tessera_store_sqlite_revoke (TesseraStore *store, const char *id, const TesseraAdmin *by, gint64 now, GError **error)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (store);
  g_autoptr (GMutexLocker) changing = g_mutex_locker_new (&self->changing);
  g_auto (TesseraTransaction) transaction = { NULL };
  g_auto (TesseraRow) row = { 0 };
  TesseraTokenFields fields;
  TesseraToken *changed;

  if (!tessera_sqlite_begin (self->connection, TESSERA_SQLITE_WRITE, &transaction, error) ||
      !tessera_row_find (self, id, &row, error))
    return NULL;
  if (tessera_token_get_revoked (row.token))
    return g_steal_pointer (&row.token);
  if (!tessera_secrets_end (self, row.number, error))
    return NULL;

  fields = tessera_token_get_fields (row.token);
  fields.revoked = TRUE;
  changed = apply (self, &transaction, &row, &fields, TESSERA_ACTION_REVOKED, by, now, error);
  tell_holders (self, row.number, changed);
  return changed;
}
