#include "tessera-store-sqlite-secrets.h"

#include <string.h>

/* What ends_at is for a secret that was ended: not the instant at which that
 * happened, for a clock set back before it would revive the secret. */
#define ENDED 0

gboolean
tessera_secrets_add (TesseraStoreSqlite *store, gint64 token, const TesseraSecret *secret, gint64 now, GError **error)
{
  const char *text = tessera_secret_peek (secret);
  TesseraDigest digest = tessera_secret_digest (store->key, text, strlen (text));
  g_autoptr (TesseraStatement) statement = NULL;

  statement = tessera_sqlite_prepare (store->connection,
                                      "INSERT INTO secrets (digest, token, created_at) VALUES (?1, ?2, ?3)", error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_blob (statement, 1, digest.bytes, sizeof digest.bytes);
  tessera_statement_bind_int (statement, 2, token);
  tessera_statement_bind_int (statement, 3, now);
  return tessera_statement_run (statement, store->connection, error);
}

/* Runs a statement about the secrets of @token. */
static gboolean
set_end (TesseraStoreSqlite *store, const char *sql, gint64 token, gint64 ends_at, GError **error)
{
  g_autoptr (TesseraStatement) statement = tessera_sqlite_prepare (store->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_int (statement, 1, token);
  tessera_statement_bind_int (statement, 2, ends_at);
  return tessera_statement_run (statement, store->connection, error);
}

static gboolean
end_grace (TesseraStoreSqlite *store, gint64 token, GError **error)
{
  return set_end (store, "UPDATE secrets SET ends_at = ?2 WHERE token = ?1 AND ends_at > 0", token, ENDED, error);
}

static gboolean
end_present (TesseraStoreSqlite *store, gint64 token, gint64 ends_at, GError **error)
{
  return set_end (store, "UPDATE secrets SET ends_at = ?2 WHERE token = ?1 AND ends_at IS NULL", token, ends_at, error);
}

gboolean
tessera_secrets_retire (TesseraStoreSqlite *store, gint64 token, gint64 ends_at, gint64 now, GError **error)
{
  return end_grace (store, token, error) && end_present (store, token, ends_at > now ? ends_at : ENDED, error);
}

gboolean
tessera_secrets_end (TesseraStoreSqlite *store, gint64 token, GError **error)
{
  return end_grace (store, token, error) && end_present (store, token, ENDED, error);
}
