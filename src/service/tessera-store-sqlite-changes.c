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

/* The holders, where there are any, learn what is durable. @digest: (nullable): of the secret that the change brought */
static void
tell_holders (TesseraStoreSqlite *self, gint64 number, TesseraToken *token, const TesseraDigest *digest, gint64 old_ends_at)
{
  g_auto (TesseraHolder) holder = { 0 };

  if (self->holders == NULL)
    return;

  holder = tessera_holder_make_for_token (number, token);
  if (digest != NULL)
    tessera_holders_rotate (self->holders, &holder, tessera_token_get_created_at (token), digest, old_ends_at);
  else
    tessera_holders_put (self->holders, &holder, tessera_token_get_created_at (token));
}

static void
forget_doubt (TesseraStoreSqlite *self)
{
  g_clear_pointer (&self->doubt.revision, g_free);
}

/* Whether the change in doubt is in the file; @row is the token as it is there. */
static gboolean
stands (TesseraStoreSqlite *self, const TesseraRow *row)
{
  return row->token != NULL && g_str_equal (tessera_token_get_revision (row->token), self->doubt.revision);
}

/* Looks up the change in doubt. @made: (out): set where it succeeds */
static gboolean
look_up (TesseraStoreSqlite *self, gboolean *made, GError **error)
{
  g_auto (TesseraTransaction) transaction = { NULL };
  g_auto (TesseraRow) row = { 0 };
  g_autoptr (GError) missing = NULL;

  if (!tessera_sqlite_begin (self->connection, TESSERA_SQLITE_READ, &transaction, error))
    return FALSE;
  if (!tessera_row_find_by_number (self, self->doubt.number, &row, &missing)
      && !g_error_matches (missing, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }

  *made = stands (self, &row);
  if (*made)
    tell_holders (self, row.number, row.token, self->doubt.has_secret ? &self->doubt.digest : NULL, self->doubt.old_ends_at);
  forget_doubt (self);
  return TRUE;
}

gboolean
tessera_store_sqlite_settle (TesseraStoreSqlite *self, GError **error)
{
  gboolean made;

  return self->doubt.revision == NULL || look_up (self, &made, error);
}

/**
 * commit:
 * @secret: (nullable): the one that the change brought
 *
 * Commits, and tells the holders. A commit that fails may be in the file all the same, as when the journal
 * could be made void and that not be made durable: so it is looked up, now or before the next change. One that is not
 * there, as after a full disk, was not made; one that is there may be gone again after a crash.
 */
static gboolean
commit (TesseraStoreSqlite *self, TesseraTransaction *transaction, const TesseraRow *row, const TesseraSecret *secret,
        gint64 old_ends_at, GError **error)
{
  TesseraDigest digest = { 0 };
  gboolean made;

  if (secret != NULL)
    digest = tessera_secret_digest (self->key, tessera_secret_peek (secret), strlen (tessera_secret_peek (secret)));
  if (tessera_transaction_commit (transaction, error))
    {
      tell_holders (self, row->number, row->token, secret != NULL ? &digest : NULL, old_ends_at);
      return TRUE;
    }

  self->doubt = (TesseraDoubt){
    .number = row->number,
    .revision = g_strdup (tessera_token_get_revision (row->token)),
    .has_secret = secret != NULL,
    .digest = digest,
    .old_ends_at = old_ends_at,
  };
  if (look_up (self, &made, NULL) && !made)
    return FALSE;
  if (error != NULL && g_error_matches (*error, TESSERA_ERROR, TESSERA_ERROR_STORAGE))
    (*error)->code = TESSERA_ERROR_INTERRUPTED;
  return FALSE;
}

/* A change knows of all before it. */
static gboolean
begin (TesseraStoreSqlite *self, TesseraTransaction *transaction, GError **error)
{
  return tessera_store_sqlite_settle (self, error)
         && tessera_sqlite_begin (self->connection, TESSERA_SQLITE_WRITE, transaction, error);
}

/**
 * apply:
 * @row: the token as it is
 * @fields: as it shall be; author, instant and revision are set here
 * @secret: (nullable): the one that the change brings
 * @old_ends_at: the end of the grace of the one before, 0 for at once
 *
 * Writes the change and its history, commits, and tells the holders.
 */
static TesseraToken *
apply (TesseraStoreSqlite *self, TesseraTransaction *transaction, const TesseraRow *row, TesseraTokenFields *fields,
       TesseraAction action, const TesseraSecret *secret, gint64 old_ends_at, const TesseraAdmin *by, gint64 now,
       GError **error)
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
      !commit (self, transaction, &changed, secret, old_ends_at, error))
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
  if (!begin (self, &transaction, error) ||
      (replay != NULL && !tessera_replays_find (self, by, replay, now, &earlier, error)))
    return NULL;

  if (earlier != 0)
    {
      *replayed = tessera_row_find_by_number (self, earlier, &row, error);
      return g_steal_pointer (&row.token);
    }

  if (!make_row (self, draft, secret, by, now, &row, error) ||
      !insert_token (self, &row, secret, replay, by, now, error) || !commit (self, &transaction, &row, secret, 0, error))
    return NULL;

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

  if (!begin (self, &transaction, error) ||
      !tessera_row_find (self, id, &row, error) || !check_editable (row.token, revision, current, error))
    return NULL;

  fields = tessera_token_get_fields (row.token);
  fields.name = draft->name;
  fields.type = draft->type;
  fields.permissions = draft->permissions;
  fields.expires_at = draft->expires_at;
  return apply (self, &transaction, &row, &fields, TESSERA_ACTION_UPDATED, NULL, 0, by, now, error);
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

  if (!begin (self, &transaction, error) ||
      !tessera_row_find (self, id, &row, error) || !check_rotatable (row.token, revision, now, current, error) ||
      !tessera_secrets_retire (self, row.number, now + grace_seconds, now, error) ||
      !tessera_secrets_add (self, row.number, secret, now, error))
    return NULL;

  fields = tessera_token_get_fields (row.token);
  fields.hint = hint;
  return apply (self, &transaction, &row, &fields, TESSERA_ACTION_ROTATED, secret,
                grace_seconds > 0 ? now + grace_seconds : 0, by, now, error);
}

TesseraToken *
tessera_store_sqlite_revoke (TesseraStore *store, const char *id, const TesseraAdmin *by, gint64 now, GError **error)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (store);
  g_autoptr (GMutexLocker) changing = g_mutex_locker_new (&self->changing);
  g_auto (TesseraTransaction) transaction = { NULL };
  g_auto (TesseraRow) row = { 0 };
  TesseraTokenFields fields;

  if (!begin (self, &transaction, error) ||
      !tessera_row_find (self, id, &row, error))
    return NULL;
  if (tessera_token_get_revoked (row.token))
    return g_steal_pointer (&row.token);
  if (!tessera_secrets_end (self, row.number, error))
    return NULL;

  fields = tessera_token_get_fields (row.token);
  fields.revoked = TRUE;
  return apply (self, &transaction, &row, &fields, TESSERA_ACTION_REVOKED, NULL, 0, by, now, error);
}
