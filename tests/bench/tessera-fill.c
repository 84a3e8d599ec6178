/* tessera-fill: adds any number of plausible tokens to a database quickly, for benchmarks and trials.
 *
 * Built, never installed. It writes thousands of tokens in a transaction, with
 * the store's own functions for a row, so that what it leaves is what the
 * service would have left, history included. The secrets are thrown away. */

#include <stdlib.h>

#include "fill-plausible.h"
#include "tessera-config.h"
#include "tessera-store-sqlite-history.h"
#include "tessera-store-sqlite-secrets.h"
#include "tessera-store-sqlite-tokens.h"

#define TOKENS_A_TRANSACTION 5000
#define REVISION_LENGTH 22

/* The fields of a token just created, as @plausible says. */
static TesseraTokenFields
get_created_fields (const PlausibleToken *plausible, const char *id, const char *hint, const char *revision)
{
  return (TesseraTokenFields){
    .id = id,
    .name = plausible->draft->name,
    .type = plausible->draft->type,
    .permissions = plausible->draft->permissions,
    .expires_at = plausible->draft->expires_at,
    .hint = hint,
    .created_at = plausible->created_at,
    .created_by = plausible->created_by,
    .updated_at = plausible->created_at,
    .updated_by = plausible->created_by,
    .last_used_at = TESSERA_NEVER,
    .revision = revision,
  };
}

static gboolean
add_event (TesseraStoreSqlite *store, const TesseraRow *row, TesseraAction action, TesseraToken *before, GError **error)
{
  TesseraAdmin by = { 0, (char *) tessera_token_get_updated_by (row->token), TESSERA_ROLE_MANAGER };

  return tessera_history_add (store, row->number, action, before, row->token, &by,
                              tessera_token_get_updated_at (row->token), error);
}

/* Makes @row's token the changed one, with its event. */
static gboolean
change (TesseraStoreSqlite *store, TesseraRow *row, TesseraTokenFields *fields, TesseraAction action, gint64 at,
        const char *by, GError **error)
{
  g_autofree char *revision = tessera_random_id (REVISION_LENGTH);
  g_autoptr (TesseraToken) before = g_steal_pointer (&row->token);

  fields->revision = revision;
  fields->updated_at = at;
  fields->updated_by = by;
  row->token = tessera_token_new (fields);
  return tessera_row_update (store, row, error) && add_event (store, row, action, before, error);
}

static gboolean
set_last_use (TesseraStoreSqlite *store, gint64 number, gint64 at, GError **error)
{
  g_autoptr (TesseraStatement) statement = NULL;

  statement =
      tessera_sqlite_prepare (store->connection, "UPDATE tokens SET last_used_at = ?2 WHERE number = ?1", error);
  if (statement == NULL)
    return FALSE;
  tessera_statement_bind_int (statement, 1, number);
  tessera_statement_bind_time (statement, 2, at);
  return tessera_statement_run (statement, store->connection, error);
}

static gboolean
add_token (TesseraStoreSqlite *store, const PlausibleToken *plausible, GError **error)
{
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autofree char *hint = tessera_secret_hint (secret);
  g_autofree char *revision = tessera_random_id (REVISION_LENGTH);
  g_autofree char *id = NULL;
  g_auto (TesseraRow) row = { 0 };
  TesseraTokenFields fields;

  if (!tessera_row_find_next_id (store, plausible->created_at, &row.number, &id, error))
    return FALSE;

  fields = get_created_fields (plausible, id, hint, revision);
  row.token = tessera_token_new (&fields);
  if (!tessera_row_insert (store, &row, error) ||
      !tessera_secrets_add (store, row.number, secret, plausible->created_at, error) ||
      !add_event (store, &row, TESSERA_ACTION_CREATED, NULL, error))
    return FALSE;

  if (plausible->updated_at != TESSERA_NEVER &&
      !change (store, &row, &fields, TESSERA_ACTION_UPDATED, plausible->updated_at, plausible->updated_by, error))
    return FALSE;

  fields.revoked = plausible->revoked_at != TESSERA_NEVER;
  if (fields.revoked &&
      (!tessera_secrets_end (store, row.number, error) ||
       !change (store, &row, &fields, TESSERA_ACTION_REVOKED, plausible->revoked_at, plausible->updated_by, error)))
    return FALSE;

  return plausible->last_used_at == TESSERA_NEVER || set_last_use (store, row.number, plausible->last_used_at, error);
}

/* Adds the tokens from @first to before @end in one transaction. */
static gboolean
add_tokens (TesseraStoreSqlite *store, GRand *chance, guint first, guint end, guint n_tokens, gint64 now,
            GError **error)
{
  g_auto (TesseraTransaction) transaction = { NULL };

  if (!tessera_sqlite_begin (store->connection, TESSERA_SQLITE_WRITE, &transaction, error))
    return FALSE;

  for (guint i = first; i < end; i++)
    {
      g_auto (PlausibleToken) plausible = { 0 };

      plausible_token_make (&plausible, store->catalogue, chance, i, n_tokens, now);
      if (!add_token (store, &plausible, error))
        return FALSE;
    }
  return tessera_transaction_commit (&transaction, error);
}

static gboolean
fill (const char *database, const char *key_file, const char *catalogue_file, guint n_tokens, GError **error)
{
  g_autoptr (TesseraCatalogue) catalogue = tessera_catalogue_load (catalogue_file, error);
  g_autoptr (TesseraStoreSqlite) store = NULL;
  g_autoptr (GRand) chance = g_rand_new_with_seed (n_tokens);
  gint64 now = tessera_time_now ();

  if (catalogue == NULL)
    return FALSE;
  store = tessera_store_sqlite_open (database, key_file, catalogue, TESSERA_STORE_SERVE | TESSERA_STORE_CREATE, error);
  if (store == NULL)
    return FALSE;

  for (guint i = 0; i < n_tokens; i += TOKENS_A_TRANSACTION)
    if (!add_tokens (store, chance, i, MIN (i + TOKENS_A_TRANSACTION, n_tokens), n_tokens, now, error))
      return FALSE;
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_autofree char *database = NULL, *key_file = NULL, *catalogue = NULL;
  int n_tokens = 0;
  GOptionEntry entries[] = {
    { "database", 0, 0, G_OPTION_ARG_FILENAME, &database, "The database, made if there is none", "FILE" },
    { "key-file", 0, 0, G_OPTION_ARG_FILENAME, &key_file, "Its key file, if not FILE.key", "FILE" },
    { "catalogue", 0, 0, G_OPTION_ARG_FILENAME, &catalogue, "The areas and types to choose from", "FILE" },
    { "tokens", 0, 0, G_OPTION_ARG_INT, &n_tokens, "How many tokens to add", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- add plausible tokens to a database");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error) && (database == NULL || n_tokens < 1))
    g_set_error (&error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Say --database FILE and --tokens N, at least 1.");
  if (error != NULL ||
      !fill (database, key_file, catalogue != NULL ? catalogue : TESSERA_SOURCE_DIR "/data/catalogue.json",
             (guint) n_tokens, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  return EXIT_SUCCESS;
}
