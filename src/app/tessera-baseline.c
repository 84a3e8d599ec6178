#include "tessera-baseline.h"

#include "tessera-carry-over.h"

struct _TesseraBaseline
{
  TesseraToken *token;     /* the one being edited, or NULL */
  TesseraDraft *draft;     /* NULL until there is one */
  TesseraDraft *copy;      /* or NULL */
};

TesseraBaseline *
tessera_baseline_new (void)
{
  return g_new0 (TesseraBaseline, 1);
}

/* @draft: (transfer full) (nullable) */
static void
set (TesseraBaseline *baseline, TesseraToken *token, TesseraDraft *draft)
{
  g_set_object (&baseline->token, token);
  g_clear_pointer (&baseline->draft, tessera_draft_free);
  g_clear_pointer (&baseline->copy, tessera_draft_free);
  baseline->draft = draft;
}

void
tessera_baseline_free (TesseraBaseline *baseline)
{
  set (baseline, NULL, NULL);
  g_free (baseline);
}

void
tessera_baseline_create (TesseraBaseline *baseline, const TesseraDraft *draft, TesseraCatalogue *catalogue)
{
  TesseraDraft *begun;

  g_return_if_fail (baseline != NULL && draft != NULL && catalogue != NULL);

  begun = tessera_draft_copy (draft);
  begun->permissions = tessera_catalogue_drop_retired (catalogue, begun->permissions);
  set (baseline, NULL, begun);
}

void
tessera_baseline_edit (TesseraBaseline *baseline, TesseraToken *token)
{
  g_return_if_fail (baseline != NULL && TESSERA_IS_TOKEN (token));

  set (baseline, token, tessera_draft_new_from_token (token));
}

void
tessera_baseline_add_copy (TesseraBaseline *baseline, const TesseraDraft *copy)
{
  g_return_if_fail (baseline != NULL && copy != NULL);

  g_clear_pointer (&baseline->copy, tessera_draft_free);
  baseline->copy = tessera_draft_copy (copy);
}

TesseraToken *
tessera_baseline_get_token (TesseraBaseline *baseline)
{
  g_return_val_if_fail (baseline != NULL, NULL);

  return baseline->token;
}

const TesseraDraft *
tessera_baseline_get_draft (TesseraBaseline *baseline)
{
  g_return_val_if_fail (baseline != NULL, NULL);

  return baseline->draft;
}

gboolean
tessera_baseline_differs (TesseraBaseline *baseline, const TesseraDraft *draft)
{
  g_return_val_if_fail (baseline != NULL && baseline->draft != NULL && draft != NULL, FALSE);

  return !tessera_draft_equal (draft, baseline->draft)
         && (baseline->copy == NULL || !tessera_draft_equal (draft, baseline->copy));
}

void
tessera_baseline_carry_over (TesseraBaseline *baseline, TesseraCatalogue *before, TesseraCatalogue *after)
{
  TesseraDraft *drafts[] = { baseline->draft, baseline->copy };

  g_return_if_fail (baseline != NULL && before != NULL && after != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++)
    if (drafts[i] != NULL)
      drafts[i]->permissions = tessera_carry_over_permissions (drafts[i]->permissions, before, after);
  if (baseline->token != NULL)
    {
      TesseraToken *token = tessera_carry_over_token (baseline->token, before, after);

      g_object_unref (baseline->token);
      baseline->token = token;
    }
}
