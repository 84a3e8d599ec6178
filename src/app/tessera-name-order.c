#include "tessera-name-order.h"

#include <string.h>

#include "tessera-query.h"

#define KEYS_BLOCK (256 * 1024)

typedef struct
{
  const char *key;
  TesseraTokenSlot slot;
  guint place;
} Named;

/* What a thread works on: tokens are immutable, and held. */
typedef struct
{
  GPtrArray *tokens;
  GArray *slots;
  guint generation;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_ptr_array_unref (work->tokens);
  g_array_unref (work->slots);
  g_free (work);
}

static char *
make_key (TesseraToken *token)
{
  g_autofree char *folded = tessera_query_fold (tessera_token_get_name (token));

  return g_utf8_collate_key (folded, -1);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Named *x = a, *y = b;
  int order = strcmp (x->key, y->key);

  return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

/* Keys lie together in blocks, since so many small pieces would leave memory in tatters when they go. */
static GArray *
order (TesseraToken *const *tokens, const GArray *slots, GCancellable *cancellable)
{
  g_autoptr (GArray) named = g_array_sized_new (FALSE, FALSE, sizeof (Named), slots->len);
  g_autoptr (GStringChunk) keys = g_string_chunk_new (KEYS_BLOCK);
  GArray *ordered = g_array_sized_new (FALSE, FALSE, sizeof (TesseraTokenSlot), slots->len);

  for (guint i = 0; i < slots->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autofree char *key = make_key (tokens[i]);
      Named each = { g_string_chunk_insert (keys, key), g_array_index (slots, TesseraTokenSlot, i), i };

      g_array_append_val (named, each);
    }

  g_array_sort (named, compare);
  for (guint i = 0; i < named->len; i++)
    g_array_append_val (ordered, g_array_index (named, Named, i).slot);
  return ordered;
}

static GPtrArray *
hold_tokens (TesseraTokenIndex *index, GArray *places)
{
  GPtrArray *tokens = g_ptr_array_new_full (places->len, g_object_unref);

  for (guint i = 0; i < places->len; i++)
    g_ptr_array_add (tokens, g_object_ref (tessera_token_index_get_at (index, i)));
  return tokens;
}

GArray *
tessera_name_order_new (TesseraTokenIndex *index, GArray *places)
{
  g_autoptr (GPtrArray) tokens = hold_tokens (index, places);

  return order ((TesseraToken *const *) tokens->pdata, places, NULL);
}

void
tessera_name_order_insert (GArray *ordered, TesseraTokenIndex *index, TesseraTokenSlot slot)
{
  g_autofree char *key = make_key (tessera_token_index_get (index, slot));
  guint low = 0, high = ordered->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      g_autofree char *other = make_key (tessera_token_index_get (index, g_array_index (ordered, TesseraTokenSlot, middle)));

      if (strcmp (other, key) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  g_array_insert_val (ordered, low, slot);
}

void
tessera_name_order_remove (GArray *ordered, TesseraTokenSlot slot)
{
  for (guint i = 0; i < ordered->len; i++)
    if (g_array_index (ordered, TesseraTokenSlot, i) == slot)
      {
        g_array_remove_index (ordered, i);
        return;
      }
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;

  g_task_return_pointer (task, order ((TesseraToken *const *) work->tokens->pdata, work->slots, cancellable),
                         (GDestroyNotify) g_array_unref);
}

void
tessera_name_order_new_async (TesseraTokenIndex *index, GArray *places, guint generation, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Work *work = g_new0 (Work, 1);

  work->tokens = hold_tokens (index, places);
  work->slots = g_array_copy (places);
  work->generation = generation;
  g_task_set_source_tag (task, tessera_name_order_new_async);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, run);
}

GArray *
tessera_name_order_new_finish (GAsyncResult *result, guint *generation)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  *generation = work->generation;
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
