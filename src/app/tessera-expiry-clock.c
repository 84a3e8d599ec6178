#include "tessera-expiry-clock.h"

#include "tessera-time.h"

#define LOOK_SECONDS 60        /* monotonic time stands still while the computer sleeps, so look at the clock */

struct _TesseraExpiryClock
{
  TesseraTokenList *tokens;
  TesseraExpired expired;
  gpointer data;
  gint64 looked_at;            /* expiries up to this instant are told */
  guint timer;
};

TesseraExpiryClock *
tessera_expiry_clock_new (TesseraTokenList *tokens, TesseraExpired expired, gpointer data)
{
  TesseraExpiryClock *clock = g_new0 (TesseraExpiryClock, 1);

  clock->tokens = g_object_ref (tokens);
  clock->expired = expired;
  clock->data = data;
  clock->looked_at = tessera_time_now ();
  return clock;
}

void
tessera_expiry_clock_free (TesseraExpiryClock *clock)
{
  g_clear_handle_id (&clock->timer, g_source_remove);
  g_object_unref (clock->tokens);
  g_free (clock);
}

static gboolean
look (gpointer data)
{
  TesseraExpiryClock *clock = data;
  gint64 before = clock->looked_at;
  guint n_tokens = g_list_model_get_n_items (G_LIST_MODEL (clock->tokens));
  g_autoptr (GPtrArray) expired = NULL;

  clock->timer = 0;
  clock->looked_at = tessera_time_now ();

  /* A new day: "in 69 days" is wrong in every row. */
  if (before / TESSERA_SECONDS_OF_DAY != clock->looked_at / TESSERA_SECONDS_OF_DAY)
    g_list_model_items_changed (G_LIST_MODEL (clock->tokens), 0, n_tokens, n_tokens);

  expired = tessera_token_list_tell_expired (clock->tokens, before, clock->looked_at);
  for (guint i = 0; i < expired->len; i++)
    clock->expired (expired->pdata[i], clock->data);

  tessera_expiry_clock_set (clock);
  return G_SOURCE_REMOVE;
}

void
tessera_expiry_clock_set (TesseraExpiryClock *clock)
{
  gint64 now = tessera_time_now ();
  gint64 midnight = (now / TESSERA_SECONDS_OF_DAY + 1) * TESSERA_SECONDS_OF_DAY;
  gint64 next = MIN (tessera_token_list_get_next_expiry (clock->tokens, clock->looked_at), midnight);

  g_clear_handle_id (&clock->timer, g_source_remove);
  clock->timer = g_timeout_add_seconds ((guint) CLAMP (next - now, 1, LOOK_SECONDS), look, clock);
}
