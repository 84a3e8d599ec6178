#include "tessera-uses.h"

#include "tessera-large-memory.h"

/**
 * Table:
 * @by_number: of token 1 first; %NULL for those whose use is not known. Found in one step, for a judgement waits for it
 * @listed: (element-type TesseraTokenUse): those whose use is known, which it owns
 */
typedef struct
{
  GPtrArray *by_number;
  GPtrArray *listed;
} Table;

/* A request that passed. */
typedef struct
{
  gint64 at;
  guint32 number;
  guint16 area;
  guint16 verb;
} Passage;

/* So many that memory brings what is known of many tokens at the same time, and so few that nobody waits for it. */
#define N_PASSAGES 128

/**
 * TesseraUses:
 * @passages: (under the mutex): noted and not yet counted, @n_passages of them
 * @counted: (under the mutex)
 * @gathered: what is being written
 */
struct _TesseraUses
{
  guint n_areas;
  GMutex mutex;
  Passage passages[N_PASSAGES];
  guint n_passages;
  Table counted;
  Table gathered;
};

static Table
new_table (void)
{
  return (Table) { g_ptr_array_new (), g_ptr_array_new_with_free_func (g_free) };
}

static void
free_table (Table *table)
{
  g_ptr_array_unref (table->by_number);
  g_ptr_array_unref (table->listed);
}

static TesseraTokenUse *
find_token (const Table *table, gint64 number)
{
  return number <= table->by_number->len ? table->by_number->pdata[number - 1] : NULL;
}

/* Takes @token. */
static void
add_token (Table *table, TesseraTokenUse *token)
{
  if (token->number > table->by_number->len)
    g_ptr_array_set_size (table->by_number, (int) token->number);
  table->by_number->pdata[token->number - 1] = token;
  g_ptr_array_add (table->listed, token);
}

TesseraUses *
tessera_uses_new (guint n_areas)
{
  TesseraUses *uses = g_new0 (TesseraUses, 1);

  g_mutex_init (&uses->mutex);
  uses->n_areas = n_areas;
  uses->counted = new_table ();
  uses->gathered = new_table ();
  return uses;
}

void
tessera_uses_free (TesseraUses *uses)
{
  free_table (&uses->counted);
  free_table (&uses->gathered);
  g_mutex_clear (&uses->mutex);
  g_free (uses);
}

static TesseraTokenUse *
new_token (const TesseraUses *uses, gint64 number)
{
  TesseraTokenUse *token = g_malloc (sizeof *token + uses->n_areas * sizeof token->uses[0]);

  token->number = number;
  for (guint i = 0; i < uses->n_areas; i++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      token->uses[i][verb] = (TesseraUse) { 0, TESSERA_NEVER };
  return token;
}

static void
count (TesseraUses *uses, const Passage *passage)
{
  TesseraTokenUse *token = find_token (&uses->counted, passage->number);

  if (token == NULL)
    {
      token = new_token (uses, passage->number);
      add_token (&uses->counted, token);
    }
  tessera_use_add (&token->uses[passage->area][passage->verb], (TesseraUse) { 1, passage->at });
}

/* Has the memory bring all that count() looks at, first where it is and then what it is. */
static void
expect_counted (const TesseraUses *uses)
{
  const GPtrArray *places = uses->counted.by_number;

  for (guint i = 0; i < uses->n_passages; i++)
    if (uses->passages[i].number <= places->len)
      tessera_large_memory_expect ((guintptr) (places->pdata + uses->passages[i].number - 1));

  for (guint i = 0; i < uses->n_passages; i++)
    {
      const Passage *passage = &uses->passages[i];
      const TesseraTokenUse *token = find_token (&uses->counted, passage->number);

      if (token != NULL)
        tessera_large_memory_expect ((guintptr) &token->uses[passage->area][passage->verb]);
    }
}

/* Under the mutex. */
static void
count_passages (TesseraUses *uses)
{
  expect_counted (uses);
  for (guint i = 0; i < uses->n_passages; i++)
    count (uses, &uses->passages[i]);
  uses->n_passages = 0;
}

void
tessera_uses_count (TesseraUses *uses, gint64 number, guint area, TesseraVerb verb, gint64 at)
{
  g_return_if_fail (area < uses->n_areas && number > 0 && number <= G_MAXINT);

  g_mutex_lock (&uses->mutex);
  uses->passages[uses->n_passages++] = (Passage) { at, (guint32) number, (guint16) area, (guint16) verb };
  if (uses->n_passages == N_PASSAGES)
    count_passages (uses);
  g_mutex_unlock (&uses->mutex);
}

static void
add_from (const TesseraUses *uses, const Table *table, gint64 number, TesseraUsage *usage)
{
  const TesseraTokenUse *token = find_token (table, number);

  for (guint i = 0; token != NULL && i < uses->n_areas; i++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      tessera_use_add (&usage->uses[i][verb], token->uses[i][verb]);
}

void
tessera_uses_add_to (TesseraUses *uses, gint64 number, TesseraUsage *usage)
{
  add_from (uses, &uses->gathered, number, usage);
  g_mutex_lock (&uses->mutex);
  count_passages (uses);
  add_from (uses, &uses->counted, number, usage);
  g_mutex_unlock (&uses->mutex);
}

gboolean
tessera_uses_gather (TesseraUses *uses)
{
  Table empty = uses->gathered;

  if (empty.listed->len > 0)
    return FALSE;

  /* Whoever counts waits for no more than this exchange. */
  g_mutex_lock (&uses->mutex);
  count_passages (uses);
  uses->gathered = uses->counted;
  uses->counted = empty;
  g_mutex_unlock (&uses->mutex);
  return TRUE;
}

GPtrArray *
tessera_uses_take (TesseraUses *uses, guint most)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func (g_free);

  while (taken->len < most && uses->gathered.listed->len > 0)
    {
      guint last = uses->gathered.listed->len - 1;
      TesseraTokenUse *token = g_ptr_array_steal_index_fast (uses->gathered.listed, last);

      uses->gathered.by_number->pdata[token->number - 1] = NULL;
      g_ptr_array_add (taken, token);
    }

  return taken;
}

void
tessera_uses_put_back (TesseraUses *uses, GPtrArray *taken)
{
  g_ptr_array_set_free_func (taken, NULL);
  for (guint i = 0; i < taken->len; i++)
    add_token (&uses->gathered, taken->pdata[i]);
  g_ptr_array_set_size (taken, 0);
}
