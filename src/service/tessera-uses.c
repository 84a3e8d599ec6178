#include "tessera-uses.h"

/* Tables: number → TesseraTokenUse, which holds it. */
struct _TesseraUses
{
  guint n_areas;
  GMutex mutex;
  GHashTable *tokens;   /* under the mutex: what is being counted */
  GHashTable *gathered; /* what is being written */
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
  uses->gathered = new_tokens ();
  return uses;
}

void
tessera_uses_free (TesseraUses *uses)
{
  g_hash_table_unref (uses->tokens);
  g_hash_table_unref (uses->gathered);
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

void
tessera_uses_count (TesseraUses *uses, gint64 number, guint area, TesseraVerb verb, gint64 at)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&uses->mutex);

  g_return_if_fail (area < uses->n_areas);

  tessera_use_add (&get_token (uses, number)->uses[area][verb], (TesseraUse) { 1, at });
}

static void
add_from (const TesseraUses *uses, GHashTable *tokens, gint64 number, TesseraUsage *usage)
{
  const TesseraTokenUse *token = g_hash_table_lookup (tokens, &number);

  for (guint i = 0; token != NULL && i < uses->n_areas; i++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      tessera_use_add (&usage->uses[i][verb], token->uses[i][verb]);
}

void
tessera_uses_add_to (TesseraUses *uses, gint64 number, TesseraUsage *usage)
{
  add_from (uses, uses->gathered, number, usage);
  g_mutex_lock (&uses->mutex);
  add_from (uses, uses->tokens, number, usage);
  g_mutex_unlock (&uses->mutex);
}

gboolean
tessera_uses_gather (TesseraUses *uses)
{
  GHashTable *empty;

  if (g_hash_table_size (uses->gathered) > 0)
    return FALSE;

  /* Whoever counts waits for no more than this exchange. */
  empty = g_steal_pointer (&uses->gathered);
  g_mutex_lock (&uses->mutex);
  uses->gathered = g_steal_pointer (&uses->tokens);
  uses->tokens = empty;
  g_mutex_unlock (&uses->mutex);
  return TRUE;
}

GPtrArray *
tessera_uses_take (TesseraUses *uses, guint most)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer token;

  g_hash_table_iter_init (&iter, uses->gathered);
  while (taken->len < most && g_hash_table_iter_next (&iter, NULL, &token))
    {
      g_ptr_array_add (taken, token);
      g_hash_table_iter_steal (&iter);
    }

  return taken;
}

void
tessera_uses_put_back (TesseraUses *uses, GPtrArray *taken)
{
  g_ptr_array_set_free_func (taken, NULL);
  for (guint i = 0; i < taken->len; i++)
    {
      TesseraTokenUse *token = taken->pdata[i];

      g_hash_table_insert (uses->gathered, &token->number, token);
    }
  g_ptr_array_set_size (taken, 0);
}
