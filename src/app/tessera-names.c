#include "tessera-names.h"

struct _TesseraNames
{
  GListModel *tokens;
  gulong handler;
  GArray *hashes;         /* of their folded names, guint32 each, in their order; NULL until they are asked for */
};

static void
on_tokens_changed (GListModel *tokens, guint position, guint removed, guint added, TesseraNames *names)
{
  g_clear_pointer (&names->hashes, g_array_unref);
}

TesseraNames *
tessera_names_new (GListModel *tokens)
{
  TesseraNames *names = g_new0 (TesseraNames, 1);

  names->tokens = g_object_ref (tokens);
  names->handler = g_signal_connect (tokens, "items-changed", G_CALLBACK (on_tokens_changed), names);
  return names;
}

void
tessera_names_free (TesseraNames *names)
{
  g_clear_signal_handler (&names->handler, names->tokens);
  g_clear_pointer (&names->hashes, g_array_unref);
  g_object_unref (names->tokens);
  g_free (names);
}

static char *
fold (const char *name)
{
  return g_str_is_ascii (name) ? g_ascii_strdown (name, -1) : g_utf8_casefold (name, -1);
}

/* Names themselves would weigh as much as half the list. */
static GArray *
collect (GListModel *tokens)
{
  guint n = g_list_model_get_n_items (tokens);
  GArray *hashes = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (TesseraToken) token = g_list_model_get_item (tokens, i);
      g_autofree char *folded = fold (tessera_token_get_name (token));
      guint32 hash = g_str_hash (folded);

      g_array_append_val (hashes, hash);
    }

  return hashes;
}

static gboolean
bears (TesseraToken *token, const char *folded)
{
  g_autofree char *own = fold (tessera_token_get_name (token));

  return g_str_equal (own, folded) && tessera_token_get_status (token, tessera_time_now ()) == TESSERA_STATUS_ACTIVE;
}

gboolean
tessera_names_is_taken (const char *name, TesseraToken *except, gpointer data)
{
  TesseraNames *names = data;
  g_autofree char *folded = fold (name);
  guint32 hash = g_str_hash (folded);

  if (*name == '\0')        /* what a form begins with, and no token bears */
    return FALSE;
  if (names->hashes == NULL)
    names->hashes = collect (names->tokens);

  for (guint i = 0; i < names->hashes->len; i++)
    {
      g_autoptr (TesseraToken) token = NULL;

      if (g_array_index (names->hashes, guint32, i) != hash)
        continue;
      token = g_list_model_get_item (names->tokens, i);
      if (bears (token, folded) && (except == NULL || !g_str_equal (tessera_token_get_id (token), tessera_token_get_id (except))))
        return TRUE;
    }

  return FALSE;
}
