#include "tessera-attempt.h"

#include <string.h>

#include "tessera-secret.h"

#define KEY_LENGTH 32
#define MAX_KEY_LENGTH 64
#define REMEMBERED_SECONDS (24 * 60 * 60)

struct _TesseraAttempt
{
  TesseraDraft *draft;
  char *key;
  gint64 sent_at;
};

/* @key: (transfer full) */
static TesseraAttempt *
make (const TesseraDraft *draft, char *key, gint64 sent_at)
{
  TesseraAttempt *attempt = g_atomic_rc_box_new0 (TesseraAttempt);

  attempt->draft = tessera_draft_copy (draft);
  attempt->key = key;
  attempt->sent_at = sent_at;
  return attempt;
}

TesseraAttempt *
tessera_attempt_new (const TesseraDraft *draft, gint64 now)
{
  return make (draft, tessera_random_id (KEY_LENGTH), now);
}

TesseraAttempt *
tessera_attempt_new_with_key (const TesseraDraft *draft, const char *key, gint64 sent_at)
{
  gsize length = strlen (key);

  if (length == 0 || length > MAX_KEY_LENGTH)
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (key[i]))
      return NULL;

  return make (draft, g_strdup (key), sent_at);
}

TesseraAttempt *
tessera_attempt_ref (TesseraAttempt *attempt)
{
  return g_atomic_rc_box_acquire (attempt);
}

static void
clear (gpointer data)
{
  TesseraAttempt *attempt = data;

  tessera_draft_free (attempt->draft);
  g_free (attempt->key);
}

void
tessera_attempt_unref (TesseraAttempt *attempt)
{
  g_atomic_rc_box_release_full (attempt, clear);
}

gboolean
tessera_attempt_fits (TesseraAttempt *attempt, const TesseraDraft *draft)
{
  return attempt != NULL && tessera_draft_equal (attempt->draft, draft);
}

gboolean
tessera_attempt_is_remembered (TesseraAttempt *attempt, gint64 now)
{
  return now < attempt->sent_at + REMEMBERED_SECONDS;
}

const TesseraDraft *
tessera_attempt_get_draft (TesseraAttempt *attempt)
{
  return attempt->draft;
}

const char *
tessera_attempt_get_key (TesseraAttempt *attempt)
{
  return attempt->key;
}

gint64
tessera_attempt_get_sent_at (TesseraAttempt *attempt)
{
  return attempt->sent_at;
}
