#include "tessera-client-call.h"

#include "tessera-page-text.h"

/* Pages asked for and not yet given: one on its way while two are read. */
#define MAX_CALLS 3

/* All of a list. Its calls hold its task, and are freed with their results. */
typedef struct
{
  TesseraCatalogue *catalogue;
  guint limit;
  TesseraPageFunc got_page;
  gpointer data;

  GQueue calls;   /* oldest first */
  char *cursor;   /* of the page to ask for next, once it is known */
  gboolean over;
} Walk;

typedef struct
{
  GTask *task;
  GAsyncResult *result;
} Call;

static void
call_free (Call *call)
{
  g_clear_object (&call->result);
  g_object_unref (call->task);
  g_free (call);
}

static void
walk_free (Walk *walk)
{
  tessera_catalogue_unref (walk->catalogue);
  g_free (walk->cursor);
  g_free (walk);
}

static void note_arrival (const TesseraOutcome *outcome, gpointer data);
static void got_answer (GObject *client, GAsyncResult *result, gpointer data);

static void
ask (GTask *task, guint limit)
{
  Walk *walk = g_task_get_task_data (task);
  g_autofree char *cursor = g_steal_pointer (&walk->cursor);
  TesseraQuestion question = tessera_client_page_question (limit, cursor);
  TesseraReading *reading = tessera_reading_new (TESSERA_DEED_READ, tessera_reading_page, walk->catalogue, NULL);
  Call *call = g_new0 (Call, 1);

  call->task = g_object_ref (task);
  g_queue_push_tail (&walk->calls, call);
  reading->arrived = note_arrival;
  reading->arrived_data = call;
  tessera_client_send (g_task_get_source_object (task), &question, reading, g_task_get_cancellable (task), got_answer,
                       call);
}

static void
go_on (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);

  if (walk->cursor != NULL && !walk->over && walk->calls.length < MAX_CALLS)
    ask (task, walk->limit);
}

/* Where the text tells it early, the server makes the next page while this one is read. Pages arrive in order,
 * since each is asked for after the one before it arrived. */
static void
note_arrival (const TesseraOutcome *outcome, gpointer data)
{
  Call *call = data;
  Walk *walk = g_task_get_task_data (call->task);

  if (walk->over || !tessera_outcome_is_whole (outcome) || outcome->status != 200)
    return;

  walk->cursor = tessera_page_text_find_cursor ((const char *) outcome->body->data, outcome->body->len);
  go_on (call->task);
}

/* The calls that are still under way find the walk over when they end. */
static void
end (GTask *task, GError *error)
{
  Walk *walk = g_task_get_task_data (task);

  walk->over = TRUE;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* Gives the oldest page out, which has been read. */
static void
give (GTask *task)
{
  Walk *walk = g_task_get_task_data (task);
  Call *call = g_queue_pop_head (&walk->calls);
  g_autoptr (GPtrArray) tokens = NULL;
  g_autofree char *next = NULL;
  GError *error = NULL;
  gint64 total = 0;

  tokens = tessera_client_list_finish (g_task_get_source_object (task), call->result, &next, &total, &error);
  call_free (call);
  if (tokens == NULL)
    {
      end (task, error);
      return;
    }

  if (walk->calls.length == 0 && walk->cursor == NULL)
    walk->cursor = g_steal_pointer (&next);
  go_on (task);
  walk->got_page (tokens, total, walk->data);
  if (walk->calls.length == 0)
    end (task, NULL);
}

static void
got_answer (GObject *client, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  g_autoptr (GTask) task = g_object_ref (call->task);
  Walk *walk = g_task_get_task_data (task);

  call->result = g_object_ref (result);
  for (;;)
    {
      Call *oldest = g_queue_peek_head (&walk->calls);

      if (oldest == NULL || oldest->result == NULL)
        return;
      if (!walk->over)
        give (task);
      else
        call_free (g_queue_pop_head (&walk->calls));
    }
}

void
tessera_client_list_all_async (TesseraClient *client, TesseraCatalogue *catalogue, guint first, guint limit,
                               GCancellable *cancellable, TesseraPageFunc got_page, GAsyncReadyCallback callback,
                               gpointer data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, data);
  Walk *walk = g_new0 (Walk, 1);

  g_return_if_fail (TESSERA_IS_CLIENT (client) && got_page != NULL);

  walk->catalogue = tessera_catalogue_ref (catalogue);
  walk->limit = limit;
  walk->got_page = got_page;
  walk->data = data;
  g_task_set_source_tag (task, tessera_client_list_all_async);
  g_task_set_task_data (task, walk, (GDestroyNotify) walk_free);
  ask (task, first);
}

gboolean
tessera_client_list_all_finish (TesseraClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
