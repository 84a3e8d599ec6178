#include "tessera-names.h"

struct _TesseraNames
{
  GListModel *tokens;
  gulong handler;
  GHashTable *bearers;    /* folded name → one that bears it, or NULL for several; NULL until it is asked for */
};

static void
on_tokens_changed (GListModel *tokens, guint position, guint removed, guint added, TesseraNames *names)
{
  g_clear_pointer (&names->bearers, g_hash_table_unref);
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
  g_clear_pointer (&names->bearers, g_hash_table_unref);
  g_object_unref (names->tokens);
  g_free (names);
}

static GHashTable *
collect (GListModel *tokens)
{
  GHashTable *bearers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 now = tessera_time_now ();

  for (guint i = 0; i < g_list_model_get_n_items (tokens); i++)
    {
      g_autoptr (TesseraToken) token = g_list_model_get_item (tokens, i);
      char *folded;

      if (tessera_token_get_status (token, now) != TESSERA_STATUS_ACTIVE)
        continue;

      folded = g_utf8_casefold (tessera_token_get_name (token), -1);
      g_hash_table_replace (bearers, folded, g_hash_table_contains (bearers, folded) ? NULL : token);
    }

  return bearers;
}

gboolean
tessera_names_is_taken (const char *name, TesseraToken *except, gpointer data)
{
  TesseraNames *names = data;
  g_autofree char *folded = g_utf8_casefold (name, -1);
  gpointer bearer;

  if (names->bearers == NULL)
    names->bearers = collect (names->tokens);
  if (!g_hash_table_lookup_extended (names->bearers, folded, NULL, &bearer))
    return FALSE;

  return bearer == NULL || except == NULL
         || !g_str_equal (tessera_token_get_id (bearer), tessera_token_get_id (except));
}
