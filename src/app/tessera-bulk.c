#include "tessera-bulk.h"

#include <glib/gi18n-lib.h>

#include "tessera-change.h"

#define AT_A_TIME 4

struct _TesseraBulk
{
  GObject parent_instance;

  TesseraSession *session;
  GArray *items;               /* TesseraBulkItem */
  gboolean revoke;
  gint64 end;

  guint next;                  /* to be sent */
  guint on_their_way;
  gboolean running;
  gboolean cancelled;
};

G_DEFINE_FINAL_TYPE (TesseraBulk, tessera_bulk, G_TYPE_OBJECT)

enum
{
  PROGRESSED,
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One request. */
typedef struct
{
  TesseraBulk *bulk;
  guint index;
} Errand;

static TesseraBulkItem *
item_at (TesseraBulk *self, guint index)
{
  return &g_array_index (self->items, TesseraBulkItem, index);
}

static void
item_clear (gpointer data)
{
  TesseraBulkItem *item = data;

  g_clear_object (&item->token);
  g_free (item->why_not);
}

static void
set_why_not (TesseraBulkItem *item, const char *why_not)
{
  g_free (item->why_not);
  item->why_not = g_strdup (why_not);
}

static void send_more (TesseraBulk *self);

static char *
tell_failure (TesseraBulk *self, TesseraChangeResult *result, const GError *error)
{
  /* Translators: %s is the name of an admin */
  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_STALE) && result->current != NULL)
    return g_strdup_printf (_("%s changed it meanwhile. Nothing was overwritten; look at it, then retry."),
                            tessera_token_get_updated_by (result->current));

  return g_strdup (error->message);
}

static void
got_answer (GObject *source, GAsyncResult *answer, gpointer data)
{
  g_autofree Errand *errand = data;
  g_autoptr (TesseraBulk) self = errand->bulk;
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraChangeResult) result = tessera_change_finish (TESSERA_SESSION (source), answer, &error);
  TesseraBulkItem *item = item_at (self, errand->index);
  TesseraToken *token = result->token != NULL ? result->token : result->current;

  self->on_their_way--;
  item->done = error == NULL;
  if (token != NULL)
    g_set_object (&item->token, token);
  if (error != NULL)
    {
      g_autofree char *words = tell_failure (self, result, error);

      set_why_not (item, words);
    }

  g_signal_emit (self, signals[PROGRESSED], 0);
  send_more (self);
}

static void
send_one (TesseraBulk *self, guint index)
{
  TesseraBulkItem *item = item_at (self, index);
  TesseraToken *known = tessera_session_find_token (self->session, tessera_token_get_id (item->token));
  Errand *errand = g_new (Errand, 1);
  g_autoptr (TesseraDraft) draft = NULL;

  /* As it was chosen, the first time: what others changed since the user looked must be told. */
  *errand = (Errand) { g_object_ref (self), index };
  self->on_their_way++;
  if (self->revoke)
    {
      tessera_change_revoke_async (self->session, tessera_token_get_id (item->token), NULL, got_answer, errand);
      return;
    }

  if (item->why_not != NULL && known != NULL)
    g_set_object (&item->token, known);
  draft = tessera_draft_new_from_token (item->token);
  draft->expires_at = self->end;
  tessera_change_update_async (self->session, item->token, draft, NULL, got_answer, errand);
}

static void
leave_the_rest (TesseraBulk *self)
{
  for (; self->next < self->items->len; self->next++)
    if (!item_at (self, self->next)->done)
      set_why_not (item_at (self, self->next), _("Not changed, since you cancelled."));
}

static void
send_more (TesseraBulk *self)
{
  if (self->cancelled)
    leave_the_rest (self);

  for (; self->next < self->items->len && self->on_their_way < AT_A_TIME; self->next++)
    if (!item_at (self, self->next)->done)
      send_one (self, self->next);

  if (self->running && self->on_their_way == 0 && self->next == self->items->len)
    {
      self->running = FALSE;
      g_signal_emit (self, signals[FINISHED], 0);
    }
}

/* The class */

static void
tessera_bulk_finalize (GObject *object)
{
  TesseraBulk *self = TESSERA_BULK (object);

  g_clear_object (&self->session);
  g_array_unref (self->items);

  G_OBJECT_CLASS (tessera_bulk_parent_class)->finalize (object);
}

static void
tessera_bulk_class_init (TesseraBulkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_bulk_finalize;

  signals[PROGRESSED] = g_signal_new ("progressed", TESSERA_TYPE_BULK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FINISHED] = g_signal_new ("finished", TESSERA_TYPE_BULK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tessera_bulk_init (TesseraBulk *self)
{
  self->items = g_array_new (FALSE, FALSE, sizeof (TesseraBulkItem));
  g_array_set_clear_func (self->items, item_clear);
}

static TesseraBulk *
new_for (TesseraSession *session, GPtrArray *tokens)
{
  TesseraBulk *self = g_object_new (TESSERA_TYPE_BULK, NULL);

  self->session = g_object_ref (session);
  for (guint i = 0; i < tokens->len; i++)
    {
      TesseraBulkItem item = { g_object_ref (tokens->pdata[i]), FALSE, NULL };

      g_array_append_val (self->items, item);
    }

  return self;
}

TesseraBulk *
tessera_bulk_new_revoke (TesseraSession *session, GPtrArray *tokens)
{
  TesseraBulk *self = new_for (session, tokens);

  self->revoke = TRUE;
  return self;
}

TesseraBulk *
tessera_bulk_new_set_expiry (TesseraSession *session, GPtrArray *tokens, gint64 end)
{
  TesseraBulk *self = new_for (session, tokens);

  self->end = end;
  return self;
}

void
tessera_bulk_run (TesseraBulk *self)
{
  g_return_if_fail (TESSERA_IS_BULK (self) && !self->running);

  self->running = TRUE;
  self->cancelled = FALSE;
  self->next = 0;
  send_more (self);
}

void
tessera_bulk_cancel (TesseraBulk *self)
{
  g_return_if_fail (TESSERA_IS_BULK (self));

  self->cancelled = TRUE;
}

gboolean
tessera_bulk_is_running (TesseraBulk *self)
{
  g_return_val_if_fail (TESSERA_IS_BULK (self), FALSE);

  return self->running;
}

gboolean
tessera_bulk_is_revoke (TesseraBulk *self)
{
  g_return_val_if_fail (TESSERA_IS_BULK (self), FALSE);

  return self->revoke;
}

guint
tessera_bulk_get_n_items (TesseraBulk *self)
{
  g_return_val_if_fail (TESSERA_IS_BULK (self), 0);

  return self->items->len;
}

const TesseraBulkItem *
tessera_bulk_get_item (TesseraBulk *self, guint index)
{
  g_return_val_if_fail (TESSERA_IS_BULK (self) && index < self->items->len, NULL);

  return item_at (self, index);
}

guint
tessera_bulk_get_n_done (TesseraBulk *self)
{
  guint done = 0;

  g_return_val_if_fail (TESSERA_IS_BULK (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    done += item_at (self, i)->done ? 1 : 0;
  return done;
}

guint
tessera_bulk_get_n_tried (TesseraBulk *self)
{
  g_return_val_if_fail (TESSERA_IS_BULK (self), 0);

  return self->next - self->on_their_way;
}
