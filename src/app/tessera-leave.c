#include "tessera-leave.h"

#include "tessera-questions.h"

typedef struct
{
  GtkWindow *window;
  TesseraCreatePage *create;
  TesseraLeft done;
  gpointer data;
} Leave;

/* Takes @leave. */
static void
answer (Leave *leave, gboolean may)
{
  leave->done (may, leave->data);
  g_object_unref (leave->window);
  g_object_unref (leave->create);
  g_free (leave);
}

static void
got_draft_answer (TesseraUnsavedAnswer given, gpointer data)
{
  answer (data, given == TESSERA_UNSAVED_DISCARD);
}

static void
did_leave_editor (gboolean may, gpointer data)
{
  Leave *leave = data;

  if (may && tessera_create_page_get_dirty (leave->create))
    tessera_question_unsaved (leave->window, NULL, FALSE, got_draft_answer, leave);
  else
    answer (leave, may);
}

void
tessera_leave_all (GtkWindow *window, TesseraEditor *editor, TesseraCreatePage *create, TesseraLeft done, gpointer data)
{
  Leave *leave = g_new (Leave, 1);

  *leave = (Leave) { g_object_ref (window), g_object_ref (create), done, data };
  tessera_editor_leave (editor, did_leave_editor, leave);
}
