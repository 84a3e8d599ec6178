#include "tessera-uses.h"

struct _TesseraUses
{
  GMutex mutex;
  guint n_areas;
  GHashTable *tokens; /* number → TesseraTokenUse, which holds it */
};

static GHashTable *
new_tokens (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
}

TesseraUses *
tessera_uses_new (guint n_areas)
{
  TesseraUses *uses = g_new0 (TesseraUses, 1);

  g_mutex_init (&uses->mutex);
  uses->n_areas = n_areas;
  uses->tokens = new_tokens ();
  return uses;
}

void
tessera_uses_free (TesseraUses *uses)
{
  g_hash_table_unref (uses->tokens);
  g_mutex_clear (&uses->mutex);
  g_free (uses);
}

/* Under the mutex. */
static TesseraTokenUse *
get_token (TesseraUses *uses, gint64 number)
{
  TesseraTokenUse *token = g_hash_table_lookup (uses->tokens, &number);

  if (token != NULL)
    return token;

  token = g_malloc (sizeof *token + uses->n_areas * sizeof token->uses[0]);
  token->number = number;
  for (guint i = 0; i < uses->n_areas; i++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      token->uses[i][verb] = (TesseraUse) { 0, TESSERA_NEVER };
  g_hash_table_insert (uses->tokens, &token->number, token);
  return token;
}

static void
add_all (const TesseraUses *uses, TesseraUse sum[][TESSERA_N_VERBS], const TesseraTokenUse *token)
{
  for (guint i = 0; i < uses->n_areas; i++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      tessera_use_add (&sum[i][verb], token->uses[i][verb]);
}

void
tessera_uses_count (TesseraUses *uses, gint64 number, guint area, TesseraVerb verb, gint64 at)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&uses->mutex);

  g_return_if_fail (area < uses->n_areas);

  tessera_use_add (&get_token (uses, number)->uses[area][verb], (TesseraUse) { 1, at });
}

void
tessera_uses_add_to (TesseraUses *uses, gint64 number, TesseraUsage *usage)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&uses->mutex);
  const TesseraTokenUse *token = g_hash_table_lookup (uses->tokens, &number);

  if (token != NULL)
    add_all (uses, usage->uses, token);
}

GPtrArray *
tessera_uses_take (TesseraUses *uses)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) tokens = NULL;
  GHashTableIter iter;
  gpointer token;

  g_mutex_lock (&uses->mutex);
  tokens = g_steal_pointer (&uses->tokens);
  uses->tokens = new_tokens ();
  g_mutex_unlock (&uses->mutex);

  g_hash_table_iter_init (&iter, tokens);
  while (g_hash_table_iter_next (&iter, NULL, &token))
    {
      g_ptr_array_add (taken, token);
      g_hash_table_iter_steal (&iter);
    }

  return taken;
}

void
tessera_uses_put_back (TesseraUses *uses, GPtrArray *taken)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&uses->mutex);

  for (guint i = 0; i < taken->len; i++)
    {
      const TesseraTokenUse *token = taken->pdata[i];

      add_all (uses, get_token (uses, token->number)->uses, token);
    }
}
