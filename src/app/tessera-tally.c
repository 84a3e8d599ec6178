#include "tessera-tally.h"

#include "tessera-expiry.h"

#define TELL_MILLISECONDS 250

/* Of fewer tokens that all differ none is a start; to have more of one of them there is Duplicate. */
#define SOME_TOKENS 3

struct _TesseraTally
{
  GObject parent_instance;

  GListModel *tokens;
  GHashTable *days;       /* Julian day → number of tokens; NULL until somebody asks */
  GArray *sets;           /* TesseraCommonSet, the most frequent first */
  guint tell;             /* timeout */
};

G_DEFINE_FINAL_TYPE (TesseraTally, tessera_tally, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static guint
hash_permissions (gconstpointer key)
{
  const TesseraPermissions *permissions = key;
  guint64 sum = permissions->sets[TESSERA_VERB_READ] * 31 + permissions->sets[TESSERA_VERB_WRITE];

  return (guint) (sum ^ (sum >> 32));
}

static gboolean
equal_permissions (gconstpointer a, gconstpointer b)
{
  return tessera_permissions_equal (*(const TesseraPermissions *) a, *(const TesseraPermissions *) b);
}

static void
count_day (TesseraTally *self, gint64 end)
{
  gpointer key;
  GDate day;

  if (end == TESSERA_NEVER)
    return;
  tessera_expiry_to_day (end, &day);
  key = GUINT_TO_POINTER (g_date_get_julian (&day));
  g_hash_table_insert (self->days, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (self->days, key)) + 1));
}

static void
count_set (GHashTable *sets, TesseraPermissions permissions, gint64 created_at)
{
  TesseraCommonSet *set = g_hash_table_lookup (sets, &permissions);

  if (set == NULL)
    {
      set = g_new (TesseraCommonSet, 1);
      *set = (TesseraCommonSet) { permissions, 0, created_at };
      g_hash_table_add (sets, set);      /* found by its first member */
    }
  set->tokens++;
  set->newest = MAX (set->newest, created_at);
}

/* The most frequent first; among equals the one given last, then the smaller one, then any fixed order. */
static int
compare_sets (gconstpointer a, gconstpointer b)
{
  const TesseraCommonSet *one = a, *other = b;
  guint size_of_one = tessera_permissions_count (one->permissions);
  guint size_of_other = tessera_permissions_count (other->permissions);

  if (one->tokens != other->tokens)
    return one->tokens > other->tokens ? -1 : 1;
  if (one->newest != other->newest)
    return one->newest > other->newest ? -1 : 1;
  if (size_of_one != size_of_other)
    return size_of_one < size_of_other ? -1 : 1;
  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    if (one->permissions.sets[verb] != other->permissions.sets[verb])
      return one->permissions.sets[verb] < other->permissions.sets[verb] ? -1 : 1;
  return 0;
}

static gboolean
is_start (const TesseraCommonSet *set, guint n_tokens)
{
  return !tessera_permissions_is_empty (set->permissions) && (set->tokens > 1 || n_tokens >= SOME_TOKENS);
}

static void
keep_common (TesseraTally *self, GHashTable *sets, guint n_tokens)
{
  GHashTableIter iter;
  gpointer set;

  g_hash_table_iter_init (&iter, sets);
  while (g_hash_table_iter_next (&iter, &set, NULL))
    if (is_start (set, n_tokens))
      g_array_append_vals (self->sets, set, 1);

  g_array_sort (self->sets, compare_sets);
  g_array_set_size (self->sets, MIN (self->sets->len, TESSERA_TALLY_MOST));
}

static void
count (TesseraTally *self)
{
  g_autoptr (GHashTable) sets = NULL;
  gint64 now = tessera_time_now ();
  guint n_tokens = 0;

  if (self->days != NULL)
    return;

  self->days = g_hash_table_new (NULL, NULL);
  sets = g_hash_table_new_full (hash_permissions, equal_permissions, g_free, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (self->tokens); i++)
    {
      g_autoptr (TesseraToken) token = g_list_model_get_item (self->tokens, i);

      if (tessera_token_get_status (token, now) != TESSERA_STATUS_ACTIVE)
        continue;
      count_day (self, tessera_token_get_expires_at (token));
      n_tokens++;
      count_set (sets, tessera_token_get_permissions (token), tessera_token_get_created_at (token));
    }
  keep_common (self, sets, n_tokens);
}

static void
forget (TesseraTally *self)
{
  g_clear_pointer (&self->days, g_hash_table_unref);
  g_array_set_size (self->sets, 0);
}

static gboolean
tell (gpointer data)
{
  TesseraTally *self = data;

  self->tell = 0;
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
on_tokens_changed (TesseraTally *self)
{
  forget (self);
  if (self->tell == 0)
    self->tell = g_timeout_add (TELL_MILLISECONDS, tell, self);
}

static void
tessera_tally_dispose (GObject *object)
{
  TesseraTally *self = TESSERA_TALLY (object);

  g_clear_handle_id (&self->tell, g_source_remove);
  g_clear_object (&self->tokens);

  G_OBJECT_CLASS (tessera_tally_parent_class)->dispose (object);
}

static void
tessera_tally_finalize (GObject *object)
{
  TesseraTally *self = TESSERA_TALLY (object);

  g_clear_pointer (&self->days, g_hash_table_unref);
  g_array_unref (self->sets);

  G_OBJECT_CLASS (tessera_tally_parent_class)->finalize (object);
}

static void
tessera_tally_class_init (TesseraTallyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_tally_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_tally_finalize;

  signals[CHANGED] = g_signal_new ("changed", TESSERA_TYPE_TALLY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
tessera_tally_init (TesseraTally *self)
{
  self->sets = g_array_new (FALSE, FALSE, sizeof (TesseraCommonSet));
}

TesseraTally *
tessera_tally_new (GListModel *tokens)
{
  TesseraTally *self = g_object_new (TESSERA_TYPE_TALLY, NULL);

  self->tokens = g_object_ref (tokens);
  g_signal_connect_object (tokens, "items-changed", G_CALLBACK (on_tokens_changed), self, G_CONNECT_SWAPPED);
  return self;
}

static gboolean
expires_on (TesseraToken *token, const GDate *day)
{
  GDate own;

  if (tessera_token_get_expires_at (token) == TESSERA_NEVER
      || tessera_token_get_status (token, tessera_time_now ()) != TESSERA_STATUS_ACTIVE)
    return FALSE;
  tessera_expiry_to_day (tessera_token_get_expires_at (token), &own);
  return g_date_compare (&own, day) == 0;
}

guint
tessera_tally_count_expiring (TesseraTally *tally, const GDate *day, TesseraToken *except)
{
  guint tokens;

  g_return_val_if_fail (TESSERA_IS_TALLY (tally) && g_date_valid (day), 0);

  count (tally);
  tokens = GPOINTER_TO_UINT (g_hash_table_lookup (tally->days, GUINT_TO_POINTER (g_date_get_julian (day))));
  return tokens > 0 && except != NULL && expires_on (except, day) ? tokens - 1 : tokens;
}

const TesseraCommonSet *
tessera_tally_get_common_sets (TesseraTally *tally, guint *n)
{
  g_return_val_if_fail (TESSERA_IS_TALLY (tally) && n != NULL, NULL);

  count (tally);
  *n = tally->sets->len;
  return (const TesseraCommonSet *) (gpointer) tally->sets->data;
}
