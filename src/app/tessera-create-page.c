#include "tessera-create-page.h"

#include "tessera-change.h"
#include "tessera-names.h"

struct _TesseraCreatePage
{
  GtkWidget parent_instance;

  TesseraSession *session;
  TesseraFormPlace *place;
  TesseraForm *form;         /* made when the page is first shown */
  TesseraDraftKeeper *keeper;
  TesseraNames *names;

  TesseraAttempt *attempt;   /* what was sent last, NULL once it is a token */
  TesseraAttempt *sending;   /* what is being sent, NULL if nothing is */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (TesseraCreatePage, tessera_create_page, GTK_TYPE_WIDGET)

enum
{
  CREATED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tessera_create_page_dispose (GObject *object)
{
  TesseraCreatePage *self = TESSERA_CREATE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->form != NULL)
    {
      tessera_form_set_name_taken (self->form, NULL, NULL);
      self->form = NULL;
    }
  if (self->place != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->place)));
  g_clear_pointer (&self->names, tessera_names_free);
  g_clear_object (&self->keeper);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tessera_create_page_parent_class)->dispose (object);
}

static void
tessera_create_page_finalize (GObject *object)
{
  TesseraCreatePage *self = TESSERA_CREATE_PAGE (object);

  g_clear_pointer (&self->attempt, tessera_attempt_unref);
  g_clear_pointer (&self->sending, tessera_attempt_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (tessera_create_page_parent_class)->finalize (object);
}

/* @attempt: (transfer full) (nullable) */
static void
set_attempt (TesseraCreatePage *self, TesseraAttempt *attempt)
{
  g_clear_pointer (&self->attempt, tessera_attempt_unref);
  self->attempt = attempt;
  tessera_draft_keeper_set_attempt (self->keeper, attempt);
}

/* What was restored meanwhile is another attempt. */
static void
forget (TesseraCreatePage *self, TesseraAttempt *attempt)
{
  if (self->attempt == attempt)
    set_attempt (self, NULL);
}

static void
did_create (TesseraCreatePage *self, TesseraAttempt *attempt, TesseraChangeResult *result)
{
  g_autoptr (TesseraDraft) now = tessera_form_get_draft (self->form);

  /* Who went on typing meanwhile keeps what was typed. */
  if (tessera_attempt_fits (attempt, now))
    tessera_form_start_create (self->form, NULL);

  forget (self, attempt);
  g_signal_emit (self, signals[CREATED], 0, result);
}

static void
did_not_create (TesseraCreatePage *self, TesseraAttempt *attempt, TesseraChangeResult *result, const GError *error)
{
  GPtrArray *faults = tessera_change_result_get_faults (result, error);

  /* Whatever else went wrong, an earlier try may have made the token. */
  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_INVALID)
      || g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_KEY_REUSED))
    forget (self, attempt);

  if (faults != NULL)
    tessera_form_show_faults (self->form, faults);
  else
    g_signal_emit (self, signals[FAILED], 0, error->message, tessera_error_may_pass (error));
}

static void
got_answer (GObject *source, GAsyncResult *answer, gpointer data)
{
  g_autoptr (TesseraCreatePage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraChangeResult) result = tessera_change_finish (TESSERA_SESSION (source), answer, &error);
  g_autoptr (TesseraAttempt) attempt = g_steal_pointer (&self->sending);

  if (self->form == NULL)
    return;

  tessera_form_set_busy (self->form, FALSE);
  if (error == NULL)
    did_create (self, attempt, result);
  else
    did_not_create (self, attempt, result, error);
}

static void
did_keep (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraCreatePage) self = data;

  if (self->form != NULL)
    tessera_change_create_async (self->session, tessera_attempt_get_draft (self->sending),
                                 tessera_attempt_get_key (self->sending), self->cancellable, got_answer,
                                 g_object_ref (self));
}

/* First what is sent goes to its file, with the key, for the case that nobody is left to take the answer. */
static void
send (TesseraCreatePage *self)
{
  g_autoptr (TesseraDraft) draft = NULL;

  if (self->form == NULL || self->sending != NULL || !tessera_session_get_can_change (self->session))
    return;

  draft = tessera_form_get_draft (self->form);
  if (!tessera_attempt_fits (self->attempt, draft))
    set_attempt (self, tessera_attempt_new (draft, tessera_time_now ()));
  self->sending = tessera_attempt_ref (self->attempt);

  g_signal_emit (self, signals[FAILED], 0, NULL, FALSE);
  tessera_form_set_busy (self->form, TRUE);
  tessera_draft_keeper_sync_async (self->keeper, did_keep, g_object_ref (self));
}

static void
follow_session (TesseraCreatePage *self)
{
  TesseraCatalogue *catalogue = tessera_session_get_catalogue (self->session);
  gboolean viewer = tessera_session_is_viewer (self->session);

  if (self->form == NULL)
    return;
  if (catalogue != NULL)
    tessera_form_set_catalogue (self->form, catalogue);
  tessera_form_set_read_only (self->form, viewer);
  tessera_form_set_blocked (self->form, tessera_session_get_why_not (self->session));
}

static void
make_form (TesseraCreatePage *self)
{
  self->form = TESSERA_FORM (tessera_form_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->form), TRUE);
  tessera_form_place_set_form (self->place, self->form);
  tessera_form_start_create (self->form, NULL);
  tessera_form_set_name_taken (self->form, tessera_names_is_taken, self->names);
  tessera_form_set_tokens (self->form, tessera_session_get_tokens (self->session));
  g_signal_connect_object (self->form, "submit", G_CALLBACK (send), self, G_CONNECT_SWAPPED);
  if (self->keeper != NULL)
    tessera_draft_keeper_watch (self->keeper, self->form);
  follow_session (self);
}

/* A folded expander keeps its page out of the window, so that the window need not wait for the form at its start. */
static void
tessera_create_page_root (GtkWidget *widget)
{
  TesseraCreatePage *self = TESSERA_CREATE_PAGE (widget);

  GTK_WIDGET_CLASS (tessera_create_page_parent_class)->root (widget);
  if (self->session != NULL)
    tessera_create_page_complete (self);
}

static void
tessera_create_page_class_init (TesseraCreatePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_create_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_create_page_finalize;
  GTK_WIDGET_CLASS (klass)->root = tessera_create_page_root;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[CREATED] = g_signal_new ("created", TESSERA_TYPE_CREATE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[FAILED] = g_signal_new ("failed", TESSERA_TYPE_CREATE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
tessera_create_page_init (TesseraCreatePage *self)
{
  self->cancellable = g_cancellable_new ();
  self->place = TESSERA_FORM_PLACE (tessera_form_place_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->place), GTK_WIDGET (self));
}

GtkWidget *
tessera_create_page_new (TesseraSession *session)
{
  TesseraCreatePage *self = g_object_new (TESSERA_TYPE_CREATE_PAGE, NULL);

  self->session = g_object_ref (session);
  self->names = tessera_names_new (tessera_session_get_tokens (session));
  g_signal_connect_object (session, "notify::catalogue", G_CALLBACK (follow_session), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (follow_session), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
tessera_create_page_complete (TesseraCreatePage *self)
{
  g_return_if_fail (TESSERA_IS_CREATE_PAGE (self));

  if (self->form == NULL)
    make_form (self);
}

gboolean
tessera_create_page_get_dirty (TesseraCreatePage *self)
{
  g_return_val_if_fail (TESSERA_IS_CREATE_PAGE (self), FALSE);

  return self->form != NULL && tessera_form_get_dirty (self->form);
}

void
tessera_create_page_fill (TesseraCreatePage *self, const TesseraDraft *draft)
{
  g_return_if_fail (TESSERA_IS_CREATE_PAGE (self) && draft != NULL);

  tessera_create_page_complete (self);
  tessera_form_put_copy (self->form, draft);
}

void
tessera_create_page_restore (TesseraCreatePage *self, const TesseraKeptDraft *kept)
{
  g_return_if_fail (TESSERA_IS_CREATE_PAGE (self) && kept != NULL && kept->token == NULL);

  tessera_create_page_complete (self);
  tessera_form_restore (self->form, kept->draft);
  set_attempt (self, kept->attempt != NULL ? tessera_attempt_ref (kept->attempt) : NULL);
}

void
tessera_create_page_retry (TesseraCreatePage *self)
{
  g_return_if_fail (TESSERA_IS_CREATE_PAGE (self));

  send (self);
}

TesseraForm *
tessera_create_page_get_form (TesseraCreatePage *self)
{
  g_return_val_if_fail (TESSERA_IS_CREATE_PAGE (self), NULL);

  return self->form;
}

void
tessera_create_page_set_keeper (TesseraCreatePage *self, TesseraDraftKeeper *keeper)
{
  g_return_if_fail (TESSERA_IS_CREATE_PAGE (self) && TESSERA_IS_DRAFT_KEEPER (keeper));

  g_set_object (&self->keeper, keeper);
  if (self->form != NULL)
    tessera_draft_keeper_watch (keeper, self->form);
}

TesseraFormPlace *
tessera_create_page_get_place (TesseraCreatePage *self)
{
  g_return_val_if_fail (TESSERA_IS_CREATE_PAGE (self), NULL);

  return self->place;
}

void
tessera_create_page_focus (TesseraCreatePage *self)
{
  g_return_if_fail (TESSERA_IS_CREATE_PAGE (self));

  tessera_create_page_complete (self);
  tessera_form_place_focus (self->place);
}
