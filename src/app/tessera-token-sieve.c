#include "tessera-token-sieve.h"

#include <string.h>

/* A term, and what it says of each part that tokens share, and of their permissions. */
typedef struct
{
  const TesseraTerm *term;
  guint8 *shared;          /* by number: 1 where the part meets it */
  guint8 *grants;
} Sifter;

static void
sifter_clear (gpointer data)
{
  g_free (((Sifter *) data)->shared);
  g_free (((Sifter *) data)->grants);
}

static gboolean
has (const char *text, const char *folded_part)
{
  g_autofree char *folded = tessera_query_fold (text);

  return strstr (folded, folded_part) != NULL;
}

static gboolean
is_met_by_shared (const TesseraTerm *term, const TesseraSharedPart *shared, TesseraCatalogue *catalogue)
{
  switch (term->kind)
    {
    case TESSERA_TERM_WORD:
      return strstr (shared->text, term->text) != NULL;
    case TESSERA_TERM_TYPE:
      return has (shared->kind->type, term->text)
             || (catalogue != NULL && has (tessera_catalogue_get_type_name (catalogue, shared->kind->type), term->text));
    case TESSERA_TERM_BY:
      return has (shared->kind->created_by, term->text) || has (shared->kind->updated_by, term->text);
    case TESSERA_TERM_IS:
    case TESSERA_TERM_GRANT:
    default:
      return FALSE;
    }
}

static guint8 *
judge_shared (TesseraTokenIndex *index, const TesseraTerm *term)
{
  TesseraSharedParts *parts = tessera_token_index_get_shared (index);
  guint n = tessera_shared_parts_get_length (parts);
  TesseraCatalogue *catalogue = tessera_token_index_get_catalogue (index);
  guint8 *met = g_malloc (n + 1);

  for (guint number = 0; number < n; number++)
    met[number] = is_met_by_shared (term, tessera_shared_parts_get (parts, number), catalogue);
  return met;
}

static guint8 *
judge_grants (TesseraTokenIndex *index, const TesseraTerm *term)
{
  TesseraPermissionSets *sets = tessera_token_index_get_grants (index);
  guint n = tessera_permission_sets_get_length (sets);
  guint8 *met = g_malloc (n + 1);

  for (guint number = 0; number < n; number++)
    met[number] = tessera_permissions_overlap (tessera_permission_sets_get (sets, number), term->grants);
  return met;
}

static GArray *
make_sifters (TesseraTokenIndex *index, const TesseraQuery *query)
{
  guint n_terms;
  const TesseraTerm *terms = tessera_query_get_terms (query, &n_terms);
  GArray *sifters = g_array_new (FALSE, FALSE, sizeof (Sifter));

  g_array_set_clear_func (sifters, sifter_clear);
  for (guint i = 0; i < n_terms; i++)
    {
      Sifter sifter = { &terms[i], judge_shared (index, &terms[i]), judge_grants (index, &terms[i]) };

      g_array_append_val (sifters, sifter);
    }

  return sifters;
}

/* As tessera_filter_of() says it, from what the entry holds. */
static TesseraFilterSet
get_filters (const TesseraTokenEntry *entry, gint64 now, gint64 expiring_until)
{
  if (entry->ends == TESSERA_TOKEN_ENTRY_REVOKED)
    return 1 << TESSERA_FILTER_ALL | 1 << TESSERA_FILTER_REVOKED;
  if (entry->ends <= now)
    return 1 << TESSERA_FILTER_ALL | 1 << TESSERA_FILTER_EXPIRED;

  return 1 << TESSERA_FILTER_ALL | 1 << TESSERA_FILTER_ACTIVE
         | (entry->ends <= expiring_until ? 1 << TESSERA_FILTER_EXPIRING : 0);
}

static gboolean
is_met (const Sifter *sifter, const TesseraTokenEntry *entry, const char *texts, TesseraFilterSet filters)
{
  const TesseraTerm *term = sifter->term;

  if (term->kind == TESSERA_TERM_IS)
    return (filters & term->filters) != 0;
  if (sifter->shared[entry->shared] != 0)
    return TRUE;
  if (term->kind == TESSERA_TERM_WORD && strstr (texts + entry->text, term->text) != NULL)
    return TRUE;

  return sifter->grants[entry->grants] != 0;
}

static gboolean
passes (GArray *sifters, const TesseraTokenEntry *entry, const char *texts, TesseraFilterSet filters)
{
  for (guint i = 0; i < sifters->len; i++)
    {
      const Sifter *sifter = &g_array_index (sifters, Sifter, i);

      if (is_met (sifter, entry, texts, filters) == sifter->term->exclude)
        return FALSE;
    }

  return TRUE;
}

/* In the order of slots, which is that of memory. Returns: (transfer full): for each slot its filters, or 0 if it is not found */
static TesseraFilterSet *
sift (TesseraTokenIndex *index, const TesseraQuery *query, gint64 now)
{
  g_autoptr (GArray) sifters = make_sifters (index, query);
  gint64 expiring_until = tessera_expiring_until (now);
  guint n_entries;
  const char *texts;
  const TesseraTokenEntry *entries = tessera_token_index_get_entries (index, &n_entries, &texts);
  TesseraFilterSet *sifted = g_malloc0 (n_entries + 1);

  for (guint slot = 0; slot < n_entries; slot++)
    {
      TesseraFilterSet filters = get_filters (&entries[slot], now, expiring_until);

      if (entries[slot].token != NULL && passes (sifters, &entries[slot], texts, filters))
        sifted[slot] = filters;
    }

  return sifted;
}

void
tessera_token_sieve (TesseraTokenIndex *index, GArray *order, const TesseraQuery *query, TesseraFilter filter, gint64 now,
                     GPtrArray *found, guint counts[TESSERA_N_FILTERS])
{
  g_autofree TesseraFilterSet *sifted = sift (index, query, now);
  guint kinds[1 << TESSERA_N_FILTERS] = { 0 };

  for (guint i = 0; i < order->len; i++)
    {
      TesseraTokenSlot slot = g_array_index (order, TesseraTokenSlot, i);

      kinds[sifted[slot]]++;
      if ((sifted[slot] & (1 << filter)) != 0)
        g_ptr_array_add (found, tessera_token_index_get (index, slot));
    }

  for (guint each = 0; each < TESSERA_N_FILTERS; each++)
    {
      counts[each] = 0;
      for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
        counts[each] += (kind & (1u << each)) != 0 ? kinds[kind] : 0;
    }
}
