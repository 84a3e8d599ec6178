#include "tessera-bulk-words.h"

#include <glib/gi18n-lib.h>

#include "tessera-words.h"

#define MOST_NAMES 8           /* one more than that is named, too */

char *
tessera_bulk_words_names (GPtrArray *tokens)
{
  guint shown = tokens->len > MOST_NAMES + 1 ? MOST_NAMES : tokens->len;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *more = NULL;

  for (guint i = 0; i < shown; i++)
    g_ptr_array_add (names, (gpointer) tessera_token_get_name (tokens->pdata[i]));
  if (tokens->len > shown)
    {
      /* Translators: the end of a list of names: "A, B and 3 more" */
      more = g_strdup_printf (ngettext ("%'u more", "%'u more", tokens->len - shown), tokens->len - shown);
      g_ptr_array_add (names, more);
    }
  g_ptr_array_add (names, NULL);

  return tessera_words_list ((const char *const *) names->pdata);
}

char *
tessera_bulk_words_about (GPtrArray *tokens, guint n_revoked)
{
  g_autofree char *names = tessera_bulk_words_names (tokens), *revoked = NULL;

  if (n_revoked == 0)
    return g_strdup_printf ("%s.", names);

  revoked = g_strdup_printf (ngettext ("%'u of them is revoked and stays as it is.",
                                       "%'u of them are revoked and stay as they are.", n_revoked),
                             n_revoked);
  return g_strdup_printf ("%s. %s", names, revoked);
}

char *
tessera_bulk_words_result (TesseraBulk *bulk)
{
  guint done = tessera_bulk_get_n_done (bulk), all = tessera_bulk_get_n_items (bulk);

  if (tessera_bulk_is_revoke (bulk))
    return g_strdup_printf (ngettext ("%'u of %'u token was revoked.", "%'u of %'u tokens were revoked.", all), done, all);

  return g_strdup_printf (ngettext ("%'u of %'u token has the new expiry date.", "%'u of %'u tokens have the new expiry date.",
                                    all),
                          done, all);
}

char *
tessera_bulk_words_report (TesseraBulk *bulk)
{
  g_autoptr (GString) report = g_string_new (NULL);
  g_autoptr (GPtrArray) done = g_ptr_array_new ();

  for (guint i = 0; i < tessera_bulk_get_n_items (bulk); i++)
    {
      const TesseraBulkItem *item = tessera_bulk_get_item (bulk, i);

      if (item->done)
        g_ptr_array_add (done, item->token);
      else
        /* Translators: the name of a token, and why it was not changed */
        g_string_append_printf (report, _("%s: %s"), tessera_token_get_name (item->token), item->why_not);
      if (!item->done)
        g_string_append_c (report, '\n');
    }
  if (done->len > 0)
    {
      g_autofree char *names = tessera_bulk_words_names (done);

      /* Translators: %s is a list of names of tokens that were changed */
      g_string_append_printf (report, _("Done: %s."), names);
    }

  return g_string_free (g_steal_pointer (&report), FALSE);
}
