#include "tessera-updater.h"

#include <glib/gi18n-lib.h>

#include "tessera-change.h"
#include "tessera-conflict-dialog.h"

struct _TesseraUpdater
{
  GObject parent_instance;

  TesseraSession *session;
  TesseraForm *form;           /* NULL at the end */
  GCancellable *cancellable;
  TesseraDraft *sent;          /* while an update runs */
};

G_DEFINE_FINAL_TYPE (TesseraUpdater, tessera_updater, G_TYPE_OBJECT)

enum
{
  BEGUN,
  ENDED,
  REPLACED,
  REBASED,
  FAILED,
  TOLD,
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
settle (TesseraUpdater *self, gboolean saved)
{
  g_signal_emit (self, signals[SETTLED], 0, saved);
}

static void
did_update (TesseraUpdater *self, TesseraToken *token)
{
  g_autoptr (TesseraDraft) now = tessera_form_get_draft (self->form);
  g_autofree char *words = NULL;

  g_signal_emit (self, signals[tessera_draft_equal (now, self->sent) ? REPLACED : REBASED], 0, token);

  /* Translators: %s is a token's name */
  words = g_strdup_printf (_("Updated “%s”."), tessera_token_get_name (token));
  g_signal_emit (self, signals[TOLD], 0, words);
}

/* What somebody else did meanwhile */

typedef struct
{
  TesseraUpdater *updater;
  TesseraToken *theirs;
} Conflict;

static void
conflict_free (gpointer data, GClosure *closure)
{
  Conflict *conflict = data;

  g_object_unref (conflict->updater);
  g_object_unref (conflict->theirs);
  g_free (conflict);
}

static void
got_conflict_answer (TesseraConflictDialog *dialog, int answer, Conflict *conflict)
{
  TesseraUpdater *self = conflict->updater;

  if (self->form == NULL)
    return;

  if (answer == TESSERA_CONFLICT_TAKE_THEIRS)
    {
      g_signal_emit (self, signals[REPLACED], 0, conflict->theirs);
      settle (self, TRUE);
    }
  else if (answer == TESSERA_CONFLICT_KEEP_MINE)
    {
      g_signal_emit (self, signals[REBASED], 0, conflict->theirs);
      tessera_updater_send (self);
    }
  else
    settle (self, FALSE);
}

static void
compare (TesseraUpdater *self, TesseraToken *theirs)
{
  g_autoptr (TesseraDraft) mine = tessera_form_get_draft (self->form);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->form)));
  Conflict *conflict = g_new (Conflict, 1);
  GtkWindow *dialog = tessera_conflict_dialog_new (window, tessera_session_get_catalogue (self->session),
                                                   tessera_form_get_token (self->form), mine, theirs);

  *conflict = (Conflict) { g_object_ref (self), g_object_ref (theirs) };
  g_signal_connect_data (dialog, "answer", G_CALLBACK (got_conflict_answer), conflict, conflict_free, 0);
  gtk_window_present (dialog);
}

/* Sending */

static void
did_not_update (TesseraUpdater *self, TesseraChangeResult *result, const GError *error)
{
  GPtrArray *faults = tessera_change_result_get_faults (result, error);

  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_STALE) && result->current != NULL)
    {
      compare (self, result->current);
      return;
    }

  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_REVOKED) && result->current != NULL)
    g_signal_emit (self, signals[REBASED], 0, result->current);

  if (faults != NULL)
    tessera_form_show_faults (self->form, faults);
  else
    g_signal_emit (self, signals[FAILED], 0, error->message, tessera_error_may_pass (error));
  settle (self, FALSE);
}

static void
got_update (GObject *source, GAsyncResult *answer, gpointer data)
{
  g_autoptr (TesseraUpdater) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraChangeResult) result = tessera_change_finish (TESSERA_SESSION (source), answer, &error);

  if (self->form == NULL)
    return;

  g_signal_emit (self, signals[ENDED], 0);
  if (error == NULL)
    did_update (self, result->token);
  else
    did_not_update (self, result, error);
  g_clear_pointer (&self->sent, tessera_draft_free);

  if (error == NULL)
    settle (self, TRUE);
}

/* The class */

static void
tessera_updater_dispose (GObject *object)
{
  TesseraUpdater *self = TESSERA_UPDATER (object);

  tessera_updater_end (self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tessera_updater_parent_class)->dispose (object);
}

static void
tessera_updater_finalize (GObject *object)
{
  TesseraUpdater *self = TESSERA_UPDATER (object);

  g_clear_pointer (&self->sent, tessera_draft_free);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (tessera_updater_parent_class)->finalize (object);
}

static void
tessera_updater_class_init (TesseraUpdaterClass *klass)
{
  GType type = TESSERA_TYPE_UPDATER;

  G_OBJECT_CLASS (klass)->dispose = tessera_updater_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_updater_finalize;

  signals[BEGUN] = g_signal_new ("begun", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENDED] = g_signal_new ("ended", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REPLACED] = g_signal_new ("replaced", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                    TESSERA_TYPE_TOKEN);
  signals[REBASED] = g_signal_new ("rebased", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   TESSERA_TYPE_TOKEN);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                  G_TYPE_BOOLEAN);
  signals[TOLD] = g_signal_new ("told", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SETTLED] = g_signal_new ("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_BOOLEAN);
}

static void
tessera_updater_init (TesseraUpdater *self)
{
  self->cancellable = g_cancellable_new ();
}

TesseraUpdater *
tessera_updater_new (TesseraSession *session, TesseraForm *form)
{
  TesseraUpdater *self = g_object_new (TESSERA_TYPE_UPDATER, NULL);

  self->session = g_object_ref (session);
  self->form = form;
  return self;
}

void
tessera_updater_end (TesseraUpdater *self)
{
  g_return_if_fail (TESSERA_IS_UPDATER (self));

  self->form = NULL;
  g_cancellable_cancel (self->cancellable);
}

void
tessera_updater_send (TesseraUpdater *self)
{
  TesseraToken *token;

  g_return_if_fail (TESSERA_IS_UPDATER (self) && self->form != NULL);

  token = tessera_form_get_token (self->form);
  if (self->sent != NULL || token == NULL || !tessera_session_get_can_change (self->session))
    {
      settle (self, FALSE);
      return;
    }
  if (!tessera_form_get_dirty (self->form))
    {
      g_signal_emit (self, signals[TOLD], 0, _("Nothing has changed, so there is nothing to update."));
      settle (self, TRUE);
      return;
    }

  g_signal_emit (self, signals[FAILED], 0, NULL, FALSE);
  self->sent = tessera_form_get_draft (self->form);
  g_signal_emit (self, signals[BEGUN], 0);
  tessera_change_update_async (self->session, token, self->sent, self->cancellable, got_update, g_object_ref (self));
}
