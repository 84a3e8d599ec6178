#include "tessera-token-actions.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-change.h"
#include "tessera-check-dialog.h"
#include "tessera-history-dialog.h"
#include "tessera-menu-on-demand.h"
#include "tessera-questions.h"
#include "tessera-rotation.h"
#include "tessera-token-keys.h"
#include "tessera-token-permit.h"

struct _TesseraTokenActions
{
  GtkWidget parent_instance;

  GtkWidget *rotate;
  GtkWidget *revoke;
  GtkWidget *more;
  GMenu *more_menu;

  TesseraSession *session;
  TesseraForm *form;           /* around it */
  TesseraToken *token;
  char *blocked;
  gboolean busy;
  gboolean aside;
  TesseraRotation *rotation;
  GSimpleActionGroup *group;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (TesseraTokenActions, tessera_token_actions, GTK_TYPE_WIDGET)

enum
{
  BEGUN,
  ENDED,
  CHANGED,
  FAILED,
  TOLD,
  DUPLICATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWindow *
get_window (TesseraTokenActions *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* What may be done now */

static void
set_enabled (TesseraTokenActions *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->group), name)), enabled);
}

/* @why: (nullable): why it is insensitive */
static void
explain (GtkWidget *button, const char *why)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (button), why) == 0)
    return;

  gtk_widget_set_tooltip_text (button, why);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why != NULL ? why : "", -1);
}

/* A button that becomes insensitive would lose it to nowhere. */
static void
save_focus (TesseraTokenActions *self, GtkWidget *button, gboolean enabled)
{
  if (!enabled && tessera_accessible_has_focus (button))
    tessera_token_actions_take_focus (self);
}

static void
show_permit (TesseraTokenActions *self)
{
  TesseraTokenPermit permit
    = tessera_token_permit (self->session, self->aside ? NULL : self->token, self->blocked, self->busy);

  save_focus (self, self->rotate, permit.rotate);
  save_focus (self, self->revoke, permit.revoke);
  set_enabled (self, "rotate", permit.rotate);
  set_enabled (self, "revoke", permit.revoke);
  set_enabled (self, "duplicate", permit.duplicate);
  set_enabled (self, "history", permit.read);
  set_enabled (self, "check", permit.read);
  explain (self->rotate, permit.why_not_rotate);
  explain (self->revoke, self->blocked);
}

/* Rotating */

static void
on_changed (TesseraTokenActions *self, TesseraToken *token)
{
  g_signal_emit (self, signals[CHANGED], 0, token);
}

static void
on_told (TesseraTokenActions *self, const char *words)
{
  g_signal_emit (self, signals[TOLD], 0, words);
}

static void
ask_rotate (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TesseraTokenActions *self = data;

  /* Where the focus comes back to; a row is made anew when its token changes. */
  if (gtk_widget_get_mapped (self->rotate))
    gtk_widget_grab_focus (self->rotate);
  g_signal_emit (self, signals[FAILED], 0, NULL, FALSE);
  tessera_rotation_ask (self->rotation, get_window (self), self->token);
}

/* Revoking */

static void
got_revoked (GObject *source, GAsyncResult *answer, gpointer data)
{
  g_autoptr (TesseraTokenActions) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraChangeResult) result = tessera_change_finish (TESSERA_SESSION (source), answer, &error);
  g_autofree char *words = NULL;

  if (self->session == NULL)
    return;

  g_signal_emit (self, signals[ENDED], 0);
  if (error != NULL)
    {
      g_signal_emit (self, signals[FAILED], 0, error->message, tessera_error_may_pass (error));
      return;
    }

  g_signal_emit (self, signals[CHANGED], 0, result->token);
  /* Translators: %s is a token's name */
  words = g_strdup_printf (_("Revoked “%s”."), tessera_token_get_name (result->token));
  g_signal_emit (self, signals[TOLD], 0, words);
}

static void
send_revoke (TesseraToken *token, gpointer data)
{
  TesseraTokenActions *self = data;

  if (self->session == NULL || self->busy || !tessera_session_get_can_change (self->session))
    return;

  g_signal_emit (self, signals[FAILED], 0, NULL, FALSE);
  g_signal_emit (self, signals[BEGUN], 0);
  tessera_change_revoke_async (self->session, tessera_token_get_id (token), self->cancellable, got_revoked,
                               g_object_ref (self));
}

static void
ask_revoke (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TesseraTokenActions *self = data;

  tessera_question_revoke (get_window (self), self->token, send_revoke, g_object_ref (self), g_object_unref);
}

/* The others */

static void
duplicate (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TesseraTokenActions *self = data;

  g_signal_emit (self, signals[DUPLICATE], 0, self->token);
}

static void
show_history (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TesseraTokenActions *self = data;

  gtk_window_present (tessera_history_dialog_new (get_window (self), self->session, self->token));
}

static void
check (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  TesseraTokenActions *self = data;
  g_autoptr (TesseraDraft) draft = tessera_form_get_draft (self->form);

  gtk_window_present (tessera_check_dialog_new (get_window (self), tessera_session_get_catalogue (self->session), self->token,
                                                draft));
}

static const GActionEntry entries[] = {
  { "rotate", ask_rotate, NULL, NULL, NULL, { 0 } },
  { "revoke", ask_revoke, NULL, NULL, NULL, { 0 } },
  { "duplicate", duplicate, NULL, NULL, NULL, { 0 } },
  { "history", show_history, NULL, NULL, NULL, { 0 } },
  { "check", check, NULL, NULL, NULL, { 0 } },
};

/* The class */

static void
tessera_token_actions_dispose (GObject *object)
{
  TesseraTokenActions *self = TESSERA_TOKEN_ACTIONS (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_TOKEN_ACTIONS);
  g_clear_object (&self->rotation);
  g_clear_object (&self->session);
  g_clear_object (&self->token);

  G_OBJECT_CLASS (tessera_token_actions_parent_class)->dispose (object);
}

static void
tessera_token_actions_finalize (GObject *object)
{
  TesseraTokenActions *self = TESSERA_TOKEN_ACTIONS (object);

  g_clear_object (&self->group);
  g_clear_object (&self->cancellable);
  g_free (self->blocked);

  G_OBJECT_CLASS (tessera_token_actions_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, GType type)
{
  return type == G_TYPE_NONE ? g_signal_new (name, TESSERA_TYPE_TOKEN_ACTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 0)
                             : g_signal_new (name, TESSERA_TYPE_TOKEN_ACTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 1, type);
}

static void
tessera_token_actions_class_init (TesseraTokenActionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_token_actions_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_token_actions_finalize;

  signals[BEGUN] = new_signal ("begun", G_TYPE_NONE);
  signals[ENDED] = new_signal ("ended", G_TYPE_NONE);
  signals[CHANGED] = new_signal ("changed", TESSERA_TYPE_TOKEN);
  signals[FAILED] = g_signal_new ("failed", TESSERA_TYPE_TOKEN_ACTIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[TOLD] = new_signal ("told", G_TYPE_STRING);
  signals[DUPLICATE] = new_signal ("duplicate", TESSERA_TYPE_TOKEN);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-token-actions.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraTokenActions, rotate);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokenActions, revoke);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokenActions, more);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokenActions, more_menu);
  gtk_widget_class_set_css_name (widget_class, "token-actions");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_token_actions_init (TesseraTokenActions *self)
{
  self->cancellable = g_cancellable_new ();
  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "token", G_ACTION_GROUP (self->group));

  gtk_widget_init_template (GTK_WIDGET (self));
  /* The three dots say that a dialog follows; the name is what is done. */
  tessera_accessible_set_name (self->rotate, _("Rotate"));
  tessera_accessible_set_name (self->revoke, _("Revoke"));
  tessera_accessible_set_name (self->more, _("More"));
  tessera_accessible_set_name (gtk_widget_get_first_child (self->more), _("More"));
  tessera_menu_on_demand (GTK_MENU_BUTTON (self->more), G_MENU_MODEL (self->more_menu));
  show_permit (self);
}

GtkWidget *
tessera_token_actions_new (TesseraSession *session, TesseraForm *form)
{
  TesseraTokenActions *self = g_object_new (TESSERA_TYPE_TOKEN_ACTIONS, NULL);

  self->session = g_object_ref (session);
  self->form = form;
  self->rotation = tessera_rotation_new (session);
  g_signal_connect_object (self->rotation, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rotation, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  show_permit (self);
  return GTK_WIDGET (self);
}

void
tessera_token_actions_set_token (TesseraTokenActions *self, TesseraToken *token)
{
  g_return_if_fail (TESSERA_IS_TOKEN_ACTIONS (self));

  g_set_object (&self->token, token);
  show_permit (self);
}

void
tessera_token_actions_set_blocked (TesseraTokenActions *self, const char *why)
{
  g_return_if_fail (TESSERA_IS_TOKEN_ACTIONS (self));

  if (g_strcmp0 (self->blocked, why) != 0)
    {
      g_free (self->blocked);
      self->blocked = g_strdup (why);
    }
  show_permit (self);
}

void
tessera_token_actions_set_busy (TesseraTokenActions *self, gboolean busy)
{
  g_return_if_fail (TESSERA_IS_TOKEN_ACTIONS (self));

  self->busy = busy;
  show_permit (self);
}

void
tessera_token_actions_set_aside (TesseraTokenActions *self, gboolean aside)
{
  g_return_if_fail (TESSERA_IS_TOKEN_ACTIONS (self));

  self->aside = aside;
  show_permit (self);
}

void
tessera_token_actions_revoke (TesseraTokenActions *self)
{
  g_return_if_fail (TESSERA_IS_TOKEN_ACTIONS (self));

  g_action_group_activate_action (G_ACTION_GROUP (self->group), "revoke", NULL);
}

void
tessera_token_actions_retry (TesseraTokenActions *self)
{
  g_return_if_fail (TESSERA_IS_TOKEN_ACTIONS (self));

  if (self->token != NULL)
    send_revoke (self->token, self);
}

void
tessera_token_actions_take_focus (TesseraTokenActions *self)
{
  g_return_if_fail (TESSERA_IS_TOKEN_ACTIONS (self));

  gtk_widget_grab_focus (self->more);
}

void
tessera_token_actions_offer (TesseraTokenActions *self, GtkWidget *page)
{
  g_return_if_fail (TESSERA_IS_TOKEN_ACTIONS (self) && GTK_IS_WIDGET (page));

  gtk_widget_insert_action_group (page, "token", G_ACTION_GROUP (self->group));
  tessera_token_keys_add (page);
}

GActionGroup *
tessera_token_actions_get_group (TesseraTokenActions *self)
{
  g_return_val_if_fail (TESSERA_IS_TOKEN_ACTIONS (self), NULL);

  return G_ACTION_GROUP (self->group);
}
