#include "tessera-editor.h"

#include "tessera-below-layout.h"
#include "tessera-editor-head.h"
#include "tessera-editor-permit.h"
#include "tessera-form.h"
#include "tessera-names.h"
#include "tessera-token-actions.h"
#include "tessera-token-use.h"
#include "tessera-updater.h"

struct _TesseraEditor
{
  GtkWidget parent_instance;

  TesseraEditorHead *head;
  TesseraForm *form;
  TesseraTokenActions *actions;
  TesseraTokenUse *use;

  TesseraSession *session;
  TesseraNames *names;
  TesseraUpdater *updater;
  gboolean busy;
  gboolean actions_failed;    /* what Retry repeats: theirs, else the update */

  TesseraLeaving leaving;     /* who waits for an answer, and for the update it asked for */
};

G_DEFINE_FINAL_TYPE (TesseraEditor, tessera_editor, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  TOLD,
  DUPLICATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell_left (TesseraEditor *self, gboolean may)
{
  tessera_leaving_settle (&self->leaving, may);
}

/* What is shown */

static void
show_permit (TesseraEditor *self)
{
  tessera_editor_permit_show (self->session, self->form, self->actions, self->use);
}

static void
set_busy (TesseraEditor *self, gboolean busy)
{
  self->busy = busy;
  tessera_form_set_busy (self->form, busy);
  tessera_token_actions_set_busy (self->actions, busy);
  show_permit (self);
}

static void
show_token (TesseraEditor *self, TesseraToken *token)
{
  tessera_form_start_edit (self->form, token);
  tessera_editor_head_set_token (self->head, token);
  show_permit (self);
}

/* Another state of the same token; what was typed stays. */
static void
rebase (TesseraEditor *self, TesseraToken *token)
{
  tessera_form_rebase (self->form, token);
  tessera_editor_head_set_token (self->head, token);
  show_permit (self);
}

static void
on_tokens_changed (TesseraEditor *self)
{
  TesseraToken *shown = tessera_form_get_token (self->form), *now;

  if (shown == NULL || self->busy)
    return;

  show_permit (self);                                    /* it may have expired */
  now = tessera_session_find_token (self->session, tessera_token_get_id (shown));
  if (now != NULL && now != shown && !tessera_form_get_dirty (self->form))
    show_token (self, now);
}

static void
follow_session (TesseraEditor *self)
{
  TesseraCatalogue *catalogue = tessera_session_get_catalogue (self->session);

  if (catalogue != NULL)
    tessera_form_set_catalogue (self->form, catalogue);
  show_permit (self);
}

/* Updating */

static void
send_update (TesseraEditor *self)
{
  TesseraToken *token = tessera_form_get_token (self->form);

  if (self->busy || token == NULL || !tessera_session_get_can_change (self->session))
    tell_left (self, FALSE);
  else
    tessera_updater_send (self->updater);
}

static void
on_begun (TesseraEditor *self)
{
  set_busy (self, TRUE);
}

static void
on_ended (TesseraEditor *self)
{
  set_busy (self, FALSE);
}

static void
on_update_failed (TesseraEditor *self, const char *text, gboolean may_pass)
{
  self->actions_failed = FALSE;
  g_signal_emit (self, signals[FAILED], 0, text, may_pass);
}

static void
on_told (TesseraEditor *self, const char *words)
{
  g_signal_emit (self, signals[TOLD], 0, words);
}

static void
add_updater (TesseraEditor *self)
{
  self->updater = tessera_updater_new (self->session, self->form);
  g_signal_connect_object (self->updater, "begun", G_CALLBACK (on_begun), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->updater, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->updater, "replaced", G_CALLBACK (show_token), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->updater, "rebased", G_CALLBACK (rebase), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->updater, "failed", G_CALLBACK (on_update_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->updater, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->updater, "settled", G_CALLBACK (tell_left), self, G_CONNECT_SWAPPED);
}

/* What is done beside the form */

/* What was typed stays, unless nothing can be made of it any more. */
static void
on_action_changed (TesseraEditor *self, TesseraToken *token)
{
  TesseraToken *shown = tessera_form_get_token (self->form);

  if (shown == NULL || !g_str_equal (tessera_token_get_id (shown), tessera_token_get_id (token)))
    return;

  if (tessera_form_get_dirty (self->form) && !tessera_token_get_revoked (token))
    rebase (self, token);
  else
    show_token (self, token);
}

static void
on_action_failed (TesseraEditor *self, const char *text, gboolean may_pass)
{
  self->actions_failed = text != NULL;
  g_signal_emit (self, signals[FAILED], 0, text, may_pass);
}

static void
on_duplicate (TesseraEditor *self, TesseraToken *token)
{
  g_signal_emit (self, signals[DUPLICATE], 0, token);
}

static void
add_actions (TesseraEditor *self)
{
  self->actions = TESSERA_TOKEN_ACTIONS (tessera_token_actions_new (self->session, self->form));
  g_signal_connect_object (self->actions, "begun", G_CALLBACK (on_begun), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->actions, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->actions, "changed", G_CALLBACK (on_action_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->actions, "failed", G_CALLBACK (on_action_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->actions, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->actions, "duplicate", G_CALLBACK (on_duplicate), self, G_CONNECT_SWAPPED);
  tessera_form_bar_add_action (tessera_form_page_get_bar (tessera_form_get_page (self->form)), GTK_WIDGET (self->actions));
}

/* The class */

static void
tessera_editor_dispose (GObject *object)
{
  TesseraEditor *self = TESSERA_EDITOR (object);

  if (self->updater != NULL)
    tessera_updater_end (self->updater);
  if (self->form != NULL)
    tessera_form_set_name_taken (self->form, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_EDITOR);
  g_clear_object (&self->updater);
  g_clear_pointer (&self->names, tessera_names_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tessera_editor_parent_class)->dispose (object);
}

static void
tessera_editor_class_init (TesseraEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_editor_dispose;

  signals[FAILED] = g_signal_new ("failed", TESSERA_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[TOLD] = g_signal_new ("told", TESSERA_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_STRING);
  signals[DUPLICATE] = g_signal_new ("duplicate", TESSERA_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, TESSERA_TYPE_TOKEN);

  g_type_ensure (TESSERA_TYPE_BELOW_LAYOUT);
  g_type_ensure (TESSERA_TYPE_EDITOR_HEAD);
  g_type_ensure (TESSERA_TYPE_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraEditor, head);
  gtk_widget_class_bind_template_child (widget_class, TesseraEditor, form);
  gtk_widget_class_bind_template_callback (widget_class, send_update);
  gtk_widget_class_set_css_name (widget_class, "token-editor");
}

static void
tessera_editor_init (TesseraEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tessera_form_page_add_head (tessera_form_get_page (self->form), tessera_editor_head_get_about (self->head));
}

GtkWidget *
tessera_editor_new (TesseraSession *session)
{
  TesseraEditor *self = g_object_new (TESSERA_TYPE_EDITOR, NULL);

  self->session = g_object_ref (session);
  add_updater (self);
  add_actions (self);
  self->use = tessera_token_use_new (session, self->form);
  self->names = tessera_names_new (tessera_session_get_tokens (session));
  tessera_form_set_name_taken (self->form, tessera_names_is_taken, self->names);
  tessera_form_set_tokens (self->form, tessera_session_get_tokens (session));
  g_signal_connect_object (session, "notify::catalogue", G_CALLBACK (follow_session), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (follow_session), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tessera_session_get_tokens (session), "items-changed", G_CALLBACK (on_tokens_changed), self,
                           G_CONNECT_SWAPPED);
  follow_session (self);
  return GTK_WIDGET (self);
}

void
tessera_editor_set_token (TesseraEditor *self, TesseraToken *token)
{
  g_return_if_fail (TESSERA_IS_EDITOR (self) && TESSERA_IS_TOKEN (token));

  g_signal_emit (self, signals[FAILED], 0, NULL, FALSE);
  show_token (self, token);
}

TesseraToken *
tessera_editor_get_token (TesseraEditor *self)
{
  g_return_val_if_fail (TESSERA_IS_EDITOR (self), NULL);

  return tessera_form_get_token (self->form);
}

gboolean
tessera_editor_get_dirty (TesseraEditor *self)
{
  g_return_val_if_fail (TESSERA_IS_EDITOR (self), FALSE);

  return tessera_form_get_token (self->form) != NULL && tessera_form_get_dirty (self->form);
}

TesseraForm *
tessera_editor_get_form (TesseraEditor *self)
{
  g_return_val_if_fail (TESSERA_IS_EDITOR (self), NULL);

  return self->form;
}

void
tessera_editor_set_listed (TesseraEditor *self, gboolean listed)
{
  g_return_if_fail (TESSERA_IS_EDITOR (self));

  tessera_editor_head_set_listed (self->head, listed);
}

void
tessera_editor_focus (TesseraEditor *self)
{
  g_return_if_fail (TESSERA_IS_EDITOR (self));

  if (!tessera_form_focus (self->form))
    tessera_token_actions_take_focus (self->actions);
}

void
tessera_editor_retry (TesseraEditor *self)
{
  g_return_if_fail (TESSERA_IS_EDITOR (self));

  if (self->actions_failed)
    tessera_token_actions_retry (self->actions);
  else
    send_update (self);
}

void
tessera_editor_set_aside (TesseraEditor *self, gboolean aside)
{
  g_return_if_fail (TESSERA_IS_EDITOR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), !aside);
  tessera_token_actions_set_aside (self->actions, aside);
}

TesseraTokenActions *
tessera_editor_get_token_actions (TesseraEditor *self)
{
  g_return_val_if_fail (TESSERA_IS_EDITOR (self), NULL);

  return self->actions;
}

GActionGroup *
tessera_editor_get_actions (TesseraEditor *self)
{
  g_return_val_if_fail (TESSERA_IS_EDITOR (self), NULL);

  return tessera_token_actions_get_group (self->actions);
}

static void
got_leave_answer (TesseraUnsavedAnswer answer, gpointer data)
{
  g_autoptr (TesseraEditor) self = data;
  TesseraToken *token, *now;

  if (self->form == NULL)
    return;

  if (answer == TESSERA_UNSAVED_UPDATE)
    {
      send_update (self);
      return;
    }
  if (answer == TESSERA_UNSAVED_DISCARD)
    {
      token = tessera_form_get_token (self->form);
      now = tessera_session_find_token (self->session, tessera_token_get_id (token));
      show_token (self, now != NULL ? now : token);
    }
  tell_left (self, answer == TESSERA_UNSAVED_DISCARD);
}

void
tessera_editor_leave (TesseraEditor *self, TesseraLeft done, gpointer data)
{
  TesseraToken *token;
  gboolean can_update;

  g_return_if_fail (TESSERA_IS_EDITOR (self) && done != NULL);

  if (!tessera_editor_get_dirty (self))
    {
      done (TRUE, data);
      return;
    }

  token = tessera_form_get_token (self->form);
  can_update = !self->busy && tessera_session_get_can_change (self->session) && !tessera_token_get_revoked (token);
  tessera_leaving_ask (&self->leaving, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), token, can_update,
                       done, data, got_leave_answer, g_object_ref (self));
}
