#include "tessera-created-dialog.h"

#include "tessera-accessible.h"
#include "tessera-clipboard.h"
#include "tessera-dialog.h"
#include "tessera-questions.h"
#include "tessera-secret-view.h"
#include "tessera-toast.h"

#include <glib/gi18n-lib.h>

#define PLACEHOLDER_URL "https://your-server.example/api/v1/"

struct _TesseraCreatedDialog
{
  AdwWindow parent_instance;

  GtkWidget *header;
  GtkWidget *body;
  GtkWidget *done;
  GtkOverlay *toasts;
  GtkLabel *explanation;
  GtkTextView *secret_view;
  GtkButton *copy;
  GtkLabel *command;

  TesseraSecret *secret;
  gboolean copied; /* or asked already */
  gboolean leaving;
};

G_DEFINE_FINAL_TYPE (TesseraCreatedDialog, tessera_created_dialog, ADW_TYPE_WINDOW)

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
copy_secret (TesseraCreatedDialog *self)
{
  tessera_clipboard_copy_secret (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->secret);
  self->copied = TRUE;
  tessera_toast_show (self->toasts, _("Secret copied. It leaves the clipboard after a minute."));
}

static void
copy_command (TesseraCreatedDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->command));
  tessera_toast_show (self->toasts, _("Command copied."));
}

/* Ctrl+C in the view: the whole secret, with the hint and the timer, whatever is selected. */
static void
on_copy_clipboard (TesseraCreatedDialog *self)
{
  g_signal_stop_emission_by_name (self->secret_view, "copy-clipboard");
  copy_secret (self);
}

/* Selecting text would offer it to every program that pastes with the middle button. */
static void
on_view_realized (TesseraCreatedDialog *self)
{
  gtk_text_buffer_remove_selection_clipboard (gtk_text_view_get_buffer (self->secret_view),
                                              gtk_widget_get_primary_clipboard (GTK_WIDGET (self->secret_view)));
}

/* Else the view scrolls to its end, which lies below its place while it is still narrow. */
static void
show_beginning (TesseraCreatedDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->secret_view);
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
}

/* The view takes its clipboard back itself and expects it to be there. Nothing may be selected then. */
static void
on_view_unrealize (TesseraCreatedDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->secret_view);

  show_beginning (self);
  gtk_text_buffer_add_selection_clipboard (buffer,
                                           gtk_widget_get_primary_clipboard (GTK_WIDGET (self->secret_view)));
}

static void
leave (TesseraCreatedDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
leave_later (gpointer data)
{
  leave (data);
  return G_SOURCE_REMOVE;
}

static void
on_answer (TesseraCreatedDialog *self, const char *response)
{
  /* The question is not done with us, its parent, while it answers. */
  if (g_str_equal (response, "leave"))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, leave_later, g_object_ref (self), g_object_unref);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->copy));
}

static void
ask (TesseraCreatedDialog *self)
{
  GtkWidget *question
    = adw_message_dialog_new (GTK_WINDOW (self), _("Leave without copying the secret?"),
                              _("It can't be shown again. Whoever needs it would have to rotate the token."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "stay", _("Stay"), "leave", _("Leave"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "stay");
  g_signal_connect_object (question, "response", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  tessera_question_present (ADW_MESSAGE_DIALOG (question));
}

static gboolean
tessera_created_dialog_close_request (GtkWindow *window)
{
  TesseraCreatedDialog *self = TESSERA_CREATED_DIALOG (window);

  if (!self->copied)
    {
      self->copied = TRUE; /* one question is enough */
      ask (self);
      return GDK_EVENT_STOP;
    }

  if (!self->leaving)
    {
      self->leaving = TRUE;
      g_signal_emit (self, signals[DONE], 0);
    }
  return GTK_WINDOW_CLASS (tessera_created_dialog_parent_class)->close_request (window);
}

/* What the buffer keeps can't be wiped, but it needn't be shown any longer. */
static void
tessera_created_dialog_dispose (GObject *object)
{
  TesseraCreatedDialog *self = TESSERA_CREATED_DIALOG (object);

  if (self->secret_view != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->secret_view), "", 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_CREATED_DIALOG);

  G_OBJECT_CLASS (tessera_created_dialog_parent_class)->dispose (object);
}

static void
tessera_created_dialog_finalize (GObject *object)
{
  tessera_secret_free (TESSERA_CREATED_DIALOG (object)->secret);

  G_OBJECT_CLASS (tessera_created_dialog_parent_class)->finalize (object);
}

static void
tessera_created_dialog_class_init (TesseraCreatedDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tessera_created_dialog_dispose;
  object_class->finalize = tessera_created_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = tessera_created_dialog_close_request;

  signals[DONE] = g_signal_new ("done", TESSERA_TYPE_CREATED_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  g_type_ensure (TESSERA_TYPE_SECRET_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-created-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraCreatedDialog, header);
  gtk_widget_class_bind_template_child (widget_class, TesseraCreatedDialog, body);
  gtk_widget_class_bind_template_child (widget_class, TesseraCreatedDialog, done);
  gtk_widget_class_bind_template_child (widget_class, TesseraCreatedDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, TesseraCreatedDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, TesseraCreatedDialog, secret_view);
  gtk_widget_class_bind_template_child (widget_class, TesseraCreatedDialog, copy);
  gtk_widget_class_bind_template_child (widget_class, TesseraCreatedDialog, command);
  gtk_widget_class_bind_template_callback (widget_class, copy_secret);
  gtk_widget_class_bind_template_callback (widget_class, copy_command);
  gtk_widget_class_bind_template_callback (widget_class, leave);
}

static void
tessera_created_dialog_init (TesseraCreatedDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tessera_dialog_close_by_escape (GTK_WINDOW (self));
  g_signal_connect_swapped (self->secret_view, "realize", G_CALLBACK (on_view_realized), self);
  g_signal_connect_swapped (self->secret_view, "unrealize", G_CALLBACK (on_view_unrealize), self);
  g_signal_connect_swapped (self->secret_view, "copy-clipboard", G_CALLBACK (on_copy_clipboard), self);
}

static void
set_command (TesseraCreatedDialog *self, const char *url)
{
  g_autofree char *quoted = g_shell_quote (url != NULL ? url : PLACEHOLDER_URL);
  g_autofree char *line
    = g_strdup_printf ("read -rs TOKEN; printf 'X-Api-Key: %%s\\n' \"$TOKEN\" | curl -H @- %s", quoted);

  gtk_label_set_text (self->command, line);
}

static GtkWindow *
make (GtkWindow *parent, const char *title, const char *words, const TesseraSecret *secret, const char *example_url)
{
  TesseraCreatedDialog *self = g_object_new (TESSERA_TYPE_CREATED_DIALOG, "transient-for", parent, "title", title, NULL);

  tessera_accessible_name_window (GTK_WINDOW (self));
  gtk_label_set_text (self->explanation, words);
  self->secret = tessera_secret_copy (secret);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->secret_view), tessera_secret_peek (secret), -1);
  show_beginning (self);
  set_command (self, example_url);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->copy));
  tessera_dialog_fit (GTK_WINDOW (self), self->header, self->body, self->done);

  return GTK_WINDOW (self);
}

static char *
describe_new_secret (TesseraToken *token)
{
  return g_strdup_printf (_("This is the new secret of “%s”. It is shown this once and kept nowhere: copy it now."),
                          tessera_token_get_name (token));
}

GtkWindow *
tessera_created_dialog_new (GtkWindow *parent, TesseraToken *token, const TesseraSecret *secret,
                            const char *example_url, gboolean rotated)
{
  g_autofree char *words = NULL;

  if (rotated)
    words = describe_new_secret (token);
  else
    words = g_strdup_printf (_("This is the secret of “%s”. It is shown this once and kept nowhere: copy it now."),
                             tessera_token_get_name (token));

  return make (parent, rotated ? _("New secret") : _("Token created"), words, secret, example_url);
}

GtkWindow *
tessera_created_dialog_new_rotated (GtkWindow *parent, TesseraToken *token, const TesseraSecret *secret,
                                    const char *example_url, const char *grace)
{
  g_autofree char *new_secret = describe_new_secret (token), *words = g_strconcat (new_secret, " ", grace, NULL);

  return make (parent, _("Token rotated"), words, secret, example_url);
}
