#include "tessera-outcome.h"

#include "tessera-secret.h"

TesseraOutcome *
tessera_outcome_new (void)
{
  TesseraOutcome *outcome = g_new0 (TesseraOutcome, 1);

  /* Room from the start, so that an answer with a secret is not copied about while it grows. */
  outcome->body = g_byte_array_sized_new (128 * 1024);
  return outcome;
}

void
tessera_outcome_free (TesseraOutcome *outcome)
{
  /* There may be a secret in it. */
  tessera_wipe (outcome->body->data, outcome->body->len);
  g_byte_array_unref (outcome->body);
  g_free (outcome->media_type);
  g_free (outcome->location);
  g_clear_object (&outcome->certificate);
  g_clear_error (&outcome->failure);
  g_free (outcome);
}

gboolean
tessera_outcome_is_whole (const TesseraOutcome *outcome)
{
  return outcome->failure == NULL && !outcome->late && !outcome->too_large;
}
