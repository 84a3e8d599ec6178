#include "tessera-shown-tokens.h"

#define FEW 48              /* rows: more than a window shows, fewer than a view keeps */
#define GROWING_MILLISECONDS 150

struct _TesseraShownTokens
{
  GListModel *list;
  GPtrArray *tokens;        /* TesseraToken, held by somebody else */
  guint told;               /* how many of them views know of */
  gboolean whole;
  guint growing;
};

TesseraShownTokens *
tessera_shown_tokens_new (GListModel *list)
{
  TesseraShownTokens *shown = g_new0 (TesseraShownTokens, 1);

  shown->list = list;
  shown->tokens = g_ptr_array_new ();
  return shown;
}

void
tessera_shown_tokens_free (TesseraShownTokens *shown)
{
  tessera_shown_tokens_stop (shown);
  g_ptr_array_unref (shown->tokens);
  g_free (shown);
}

void
tessera_shown_tokens_stop (TesseraShownTokens *shown)
{
  g_clear_handle_id (&shown->growing, g_source_remove);
}

static gboolean
grow (gpointer data)
{
  TesseraShownTokens *shown = data;
  guint before = shown->told;

  /* Views make no more rows beyond that. */
  shown->told = before < FEW * 4 ? MIN (before + FEW, shown->tokens->len) : shown->tokens->len;
  shown->growing = shown->told < shown->tokens->len ? g_idle_add_full (G_PRIORITY_LOW, grow, shown, NULL) : 0;
  g_list_model_items_changed (shown->list, before, 0, shown->told - before);
  return G_SOURCE_REMOVE;
}

static void
tell (TesseraShownTokens *shown, GPtrArray *before, guint n_before)
{
  guint head = 0, tail = 0, least = MIN (n_before, shown->told);

  while (head < least && before->pdata[head] == shown->tokens->pdata[head])
    head++;
  while (tail < least - head && before->pdata[n_before - 1 - tail] == shown->tokens->pdata[shown->told - 1 - tail])
    tail++;

  if (n_before - head - tail > 0 || shown->told - head - tail > 0)
    g_list_model_items_changed (shown->list, head, n_before - head - tail, shown->told - head - tail);
}

void
tessera_shown_tokens_replace (TesseraShownTokens *shown, GPtrArray *tokens, gboolean few)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&shown->tokens);
  guint n_before = shown->told;

  shown->tokens = tokens;
  shown->told = few && !shown->whole ? MIN (tokens->len, FEW) : tokens->len;
  tessera_shown_tokens_stop (shown);
  if (shown->told < tokens->len)
    shown->growing = g_timeout_add (GROWING_MILLISECONDS, grow, shown);
  tell (shown, before, n_before);
}

void
tessera_shown_tokens_tell_again (TesseraShownTokens *shown, TesseraToken *token)
{
  guint position;

  if (g_ptr_array_find (shown->tokens, token, &position) && position < shown->told)
    g_list_model_items_changed (shown->list, position, 1, 1);
}

void
tessera_shown_tokens_set_whole (TesseraShownTokens *shown, gboolean whole)
{
  shown->whole = whole;
}

guint
tessera_shown_tokens_get_n_told (TesseraShownTokens *shown)
{
  return shown->told;
}

gboolean
tessera_shown_tokens_get_told_all (TesseraShownTokens *shown)
{
  return shown->told == shown->tokens->len;
}

TesseraToken *
tessera_shown_tokens_get (TesseraShownTokens *shown, guint position)
{
  g_return_val_if_fail (position < shown->told, NULL);

  return g_ptr_array_index (shown->tokens, position);
}

guint
tessera_shown_tokens_find (TesseraShownTokens *shown, const char *id)
{
  TesseraTextRoom room;

  for (guint i = 0; i < shown->told; i++)
    if (g_str_equal (tessera_token_read_id (g_ptr_array_index (shown->tokens, i), &room), id))
      return i;

  return G_MAXUINT;
}
