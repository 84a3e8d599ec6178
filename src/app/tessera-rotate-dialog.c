#include "tessera-rotate-dialog.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-change.h"
#include "tessera-dialog.h"
#include "tessera-grace.h"
#include "tessera-words.h"

#define FIRST_CHOICE 2           /* a day: nobody is cut off, and it ends soon */
#define WAITING_MILLISECONDS 300 /* what takes less needs no words */

struct _TesseraRotateDialog
{
  AdwWindow parent_instance;

  GtkWidget *header;
  GtkWidget *body;
  GtkLabel *explanation;
  GtkWidget *graces;
  GtkLabel *meaning;
  GtkLabel *message;
  GtkWidget *foot;
  GtkWidget *cancel;
  GtkButton *rotate;
  GtkCheckButton *choices[TESSERA_N_GRACES];

  TesseraSession *session;
  TesseraToken *token;
  GCancellable *cancellable;
  gboolean busy;
  gboolean over;               /* the token can't be rotated any more */
  guint waiting;
};

G_DEFINE_FINAL_TYPE (TesseraRotateDialog, tessera_rotate_dialog, ADW_TYPE_WINDOW)

enum
{
  ROTATED,
  CURRENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The choice */

static guint
get_seconds (TesseraRotateDialog *self)
{
  guint choice = 0;

  while (choice + 1 < TESSERA_N_GRACES && !gtk_check_button_get_active (self->choices[choice]))
    choice++;

  return tessera_grace_get_seconds (choice);
}

static char *
describe_choice (TesseraRotateDialog *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return tessera_grace_tell (get_seconds (self), tessera_token_get_expires_at (self->token), tessera_time_now (), zone);
}

static void
show_meaning (TesseraRotateDialog *self)
{
  g_autofree char *words = NULL;

  if (self->token == NULL)
    return;

  words = describe_choice (self);
  gtk_label_set_text (self->meaning, words);
  for (guint i = 0; i < TESSERA_N_GRACES; i++)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices[i]), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    gtk_check_button_get_active (self->choices[i]) ? words : "", -1);
}

static void
add_choices (TesseraRotateDialog *self)
{
  for (guint i = 0; i < TESSERA_N_GRACES; i++)
    {
      g_autofree char *name = tessera_grace_name (i);

      self->choices[i] = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (name));
      tessera_accessible_set_name (GTK_WIDGET (self->choices[i]), name);
      gtk_check_button_set_group (self->choices[i], i > 0 ? self->choices[0] : NULL);
      gtk_box_append (GTK_BOX (self->graces), GTK_WIDGET (self->choices[i]));
    }
  gtk_check_button_set_active (self->choices[FIRST_CHOICE], TRUE);
  for (guint i = 0; i < TESSERA_N_GRACES; i++)
    g_signal_connect_swapped (self->choices[i], "toggled", G_CALLBACK (show_meaning), self);
}

/* What happens */

/* @text: (nullable): sentences */
static void
say (TesseraRotateDialog *self, const char *text)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rotate), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
  tessera_dialog_fit (GTK_WINDOW (self), self->header, self->body, self->foot);
}

static void
show_busy (TesseraRotateDialog *self)
{
  gtk_widget_set_sensitive (self->graces, !self->busy && !self->over);
  gtk_widget_set_sensitive (self->cancel, !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->rotate), !self->busy && !self->over);
}

static gboolean
on_takes_long (gpointer data)
{
  TesseraRotateDialog *self = data;

  self->waiting = 0;
  say (self, _("Waiting for the server…"));
  return G_SOURCE_REMOVE;
}

static void
set_busy (TesseraRotateDialog *self, gboolean busy)
{
  self->busy = busy;
  g_clear_handle_id (&self->waiting, g_source_remove);
  if (busy)
    {
      say (self, NULL);
      self->waiting = g_timeout_add (WAITING_MILLISECONDS, on_takes_long, self);
    }
  show_busy (self);
}

/* A newer state of the token: our own rotation whose answer was lost, or somebody else's change. */
static char *
describe_current (TesseraToken *before, TesseraToken *current)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 time = tessera_token_get_updated_at (current);
  g_autofree char *when = tessera_words_minute (time, zone);

  if (!g_str_equal (tessera_token_get_hint (before), tessera_token_get_hint (current)))
    /* Translators: the last characters of a secret, an admin's name, a day and time */
    return g_strdup_printf (_("The token has a new secret already: it ends in %s, and %s had it made on %s. If that was "
                              "you and the answer was lost, nobody has that secret: rotate again. The secret before it "
                              "then works as chosen above, and any older one ends."),
                            tessera_token_get_hint (current), tessera_token_get_updated_by (current), when);

  /* Translators: an admin's name, a day and time */
  return g_strdup_printf (_("%s changed the token on %s, so its secret was not rotated. Rotating again keeps that change."),
                          tessera_token_get_updated_by (current), when);
}

static void
follow_current (TesseraRotateDialog *self, TesseraToken *current)
{
  g_autofree char *words = describe_current (self->token, current);

  g_set_object (&self->token, current);
  show_meaning (self);
  gtk_button_set_label (self->rotate, _("Rotate Again"));
  tessera_accessible_set_name (GTK_WIDGET (self->rotate), _("Rotate Again"));
  say (self, words);
  g_signal_emit (self, signals[CURRENT], 0, current);
}

static void
did_not_rotate (TesseraRotateDialog *self, TesseraChangeResult *result, const GError *error)
{
  if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_STALE) && result->current != NULL)
    follow_current (self, result->current);
  else if (g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_REVOKED))
    {
      self->over = TRUE;
      show_busy (self);
      say (self, _("Only an active token can be rotated, and this one has expired or was revoked meanwhile."));
      if (result->current != NULL)
        g_signal_emit (self, signals[CURRENT], 0, result->current);
    }
  else
    say (self, error->message);

  gtk_widget_grab_focus (self->over ? self->cancel : GTK_WIDGET (self->rotate));
}

static void
got_answer (GObject *source, GAsyncResult *answer, gpointer data)
{
  g_autoptr (TesseraRotateDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraChangeResult) result = tessera_change_finish (TESSERA_SESSION (source), answer, &error);
  g_autofree char *grace = NULL;

  if (self->session == NULL)
    return;

  set_busy (self, FALSE);
  if (error != NULL)
    {
      did_not_rotate (self, result, error);
      return;
    }

  grace = describe_choice (self);
  g_signal_emit (self, signals[ROTATED], 0, result, grace);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
send (TesseraRotateDialog *self)
{
  if (self->busy || self->over)
    return;

  set_busy (self, TRUE);
  tessera_change_rotate_async (self->session, self->token, get_seconds (self), self->cancellable, got_answer,
                               g_object_ref (self));
}

/* The class */

/* While the answer is awaited it stays: a secret may be in it. */
static gboolean
tessera_rotate_dialog_close_request (GtkWindow *window)
{
  if (TESSERA_ROTATE_DIALOG (window)->busy)
    return GDK_EVENT_STOP;

  return GTK_WINDOW_CLASS (tessera_rotate_dialog_parent_class)->close_request (window);
}

static void
tessera_rotate_dialog_dispose (GObject *object)
{
  TesseraRotateDialog *self = TESSERA_ROTATE_DIALOG (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_ROTATE_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->token);

  G_OBJECT_CLASS (tessera_rotate_dialog_parent_class)->dispose (object);
}

static void
tessera_rotate_dialog_finalize (GObject *object)
{
  g_clear_object (&TESSERA_ROTATE_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (tessera_rotate_dialog_parent_class)->finalize (object);
}

static void
tessera_rotate_dialog_class_init (TesseraRotateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_rotate_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_rotate_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = tessera_rotate_dialog_close_request;

  signals[ROTATED] = g_signal_new ("rotated", TESSERA_TYPE_ROTATE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);
  signals[CURRENT] = g_signal_new ("current", TESSERA_TYPE_ROTATE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, TESSERA_TYPE_TOKEN);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-rotate-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraRotateDialog, header);
  gtk_widget_class_bind_template_child (widget_class, TesseraRotateDialog, body);
  gtk_widget_class_bind_template_child (widget_class, TesseraRotateDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, TesseraRotateDialog, graces);
  gtk_widget_class_bind_template_child (widget_class, TesseraRotateDialog, meaning);
  gtk_widget_class_bind_template_child (widget_class, TesseraRotateDialog, message);
  gtk_widget_class_bind_template_child (widget_class, TesseraRotateDialog, foot);
  gtk_widget_class_bind_template_child (widget_class, TesseraRotateDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, TesseraRotateDialog, rotate);
  gtk_widget_class_bind_template_callback (widget_class, send);
}

static void
tessera_rotate_dialog_init (TesseraRotateDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_choices (self);
  tessera_dialog_close_by_escape (GTK_WINDOW (self));
  tessera_accessible_name_window (GTK_WINDOW (self));
}

static void
explain (TesseraRotateDialog *self)
{
  gint64 used = tessera_token_get_last_used_at (self->token);
  g_autofree char *use = tessera_words_last_use (used, tessera_time_now ());
  /* Translators: a token's name, a sentence about its last use */
  g_autofree char *words = g_strdup_printf (_("“%s” gets a new secret, which is shown once. Everything else about it stays. "
                                              "%s A secret that an earlier rotation left working ends at once."),
                                            tessera_token_get_name (self->token), use);

  gtk_label_set_text (self->explanation, words);
}

GtkWindow *
tessera_rotate_dialog_new (GtkWindow *parent, TesseraSession *session, TesseraToken *token)
{
  TesseraRotateDialog *self = g_object_new (TESSERA_TYPE_ROTATE_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->token = g_object_ref (token);
  explain (self);
  show_meaning (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->choices[FIRST_CHOICE]));
  tessera_dialog_fit (GTK_WINDOW (self), self->header, self->body, self->foot);
  return GTK_WINDOW (self);
}
