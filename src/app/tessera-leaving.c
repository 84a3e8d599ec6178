#include "tessera-leaving.h"

void
tessera_leaving_settle (TesseraLeaving *leaving, gboolean may)
{
  TesseraLeft done = g_steal_pointer (&leaving->done);

  if (done != NULL)
    done (may, leaving->data);
}

void
tessera_leaving_ask (TesseraLeaving *leaving, GtkWindow *window, TesseraToken *token, gboolean can_update,
                     TesseraLeft done, gpointer data, TesseraUnsavedCallback answered, gpointer answered_data)
{
  tessera_leaving_settle (leaving, FALSE);
  leaving->done = done;
  leaving->data = data;
  tessera_question_unsaved (window, tessera_token_get_name (token), can_update, answered, answered_data);
}
