#include "tessera-bulk-page.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-bulk-dialog.h"
#include "tessera-bulk-words.h"
#include "tessera-expiry-row.h"
#include "tessera-questions.h"
#include "tessera-words.h"

struct _TesseraBulkPage
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkLabel *title;
  GtkLabel *about;
  GtkBox *expiry_card;
  TesseraExpiryRow *expiry;
  GtkWidget *set_expiry;
  GtkWidget *revoke;

  TesseraSession *session;
  GPtrArray *tokens;           /* as they are chosen */
  GPtrArray *living;           /* those of them that are not revoked */
  int width;                   /* that it would like */
  TesseraBulk *bulk;           /* to be run when the question is gone */
  guint running;
};

G_DEFINE_FINAL_TYPE (TesseraBulkPage, tessera_bulk_page, GTK_TYPE_WIDGET)

static guint ended_signal;

/* What may be done now */

static void
allow (GtkWidget *button, const char *why_not)
{
  gtk_widget_set_sensitive (button, why_not == NULL);
  gtk_widget_set_tooltip_text (button, why_not);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  why_not != NULL ? why_not : "", -1);
}

static void
show_permit (TesseraBulkPage *self)
{
  const char *why_not = tessera_session_get_why_not (self->session);

  if (why_not == NULL && self->living->len == 0)
    why_not = _("All of them are revoked.");
  allow (self->revoke, why_not);
  allow (self->set_expiry, why_not);
  gtk_widget_set_sensitive (GTK_WIDGET (self->expiry), why_not == NULL);
}

static void
follow_session (TesseraBulkPage *self)
{
  TesseraCatalogue *catalogue = tessera_session_get_catalogue (self->session);

  if (catalogue != NULL)
    tessera_expiry_row_set_policy (self->expiry, tessera_catalogue_get_policy (catalogue), tessera_time_now ());
  show_permit (self);
}

/* The deeds */

static void
on_dialog_gone (TesseraBulkPage *self)
{
  g_signal_emit (self, ended_signal, 0);
}

static gboolean
run_when_idle (gpointer data)
{
  TesseraBulkPage *self = data;
  g_autoptr (TesseraBulk) bulk = g_steal_pointer (&self->bulk);
  GtkWindow *dialog = tessera_bulk_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), bulk);

  self->running = 0;
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (on_dialog_gone), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
  return G_SOURCE_REMOVE;
}

/* After the question has gone, so that the window that it leaves does not get the focus. */
static void
run (TesseraBulkPage *self, TesseraBulk *bulk)
{
  g_set_object (&self->bulk, bulk);
  if (self->running == 0)
    self->running = g_idle_add (run_when_idle, self);
}

/* @answer: the one that does it. Rows that change take the focus along with them while another window is in front, so
 * that none of them has it then. */
static void
ask (TesseraBulkPage *self, const char *heading, const char *body, const char *answer, gboolean destructive, GCallback got)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, heading, body));

  adw_message_dialog_add_responses (dialog, "cancel", _("Cancel"), "do", answer, NULL);
  adw_message_dialog_set_response_appearance (dialog, "do",
                                              destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response::do", got, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "response::cancel", G_CALLBACK (on_dialog_gone), self, G_CONNECT_SWAPPED);
  gtk_window_set_focus (window, NULL);
  tessera_question_present (dialog);
}

static void
got_revoke (TesseraBulkPage *self)
{
  g_autoptr (TesseraBulk) bulk = NULL;

  if (self->session == NULL || !tessera_session_get_can_change (self->session))
    return;

  bulk = tessera_bulk_new_revoke (self->session, self->living);
  run (self, bulk);
}

void
tessera_bulk_page_revoke (TesseraBulkPage *self)
{
  g_autofree char *heading = NULL, *names = NULL, *body = NULL;
  guint n;

  g_return_if_fail (TESSERA_IS_BULK_PAGE (self));

  if (!gtk_widget_get_sensitive (self->revoke))
    return;

  n = self->living->len;
  names = tessera_bulk_words_names (self->living);
  heading = g_strdup_printf (ngettext ("Revoke %'u token?", "Revoke %'u tokens?", n), n);
  /* Translators: %s is a list of tokens' names */
  body = g_strdup_printf (_("%s. Whoever uses them is refused from this moment on. Revoked tokens can't be brought back."),
                          names);
  ask (self, heading, body, _("Revoke"), TRUE, G_CALLBACK (got_revoke));
}

static void
got_expiry (TesseraBulkPage *self)
{
  g_autoptr (TesseraBulk) bulk = NULL;

  if (self->session == NULL || !tessera_session_get_can_change (self->session))
    return;

  bulk = tessera_bulk_new_set_expiry (self->session, self->living, tessera_expiry_row_get_expiry (self->expiry));
  run (self, bulk);
}

/* Returns: whether each of them may end then */
static gboolean
check_expiry (TesseraBulkPage *self)
{
  TesseraCatalogue *catalogue = tessera_session_get_catalogue (self->session);
  const TesseraFault *fault = NULL;

  for (guint i = 0; i < self->living->len && fault == NULL; i++)
    {
      g_autoptr (TesseraDraft) draft = tessera_draft_new_from_token (self->living->pdata[i]);
      g_autoptr (GPtrArray) faults = NULL;

      draft->expires_at = tessera_expiry_row_get_expiry (self->expiry);
      faults = tessera_draft_check (draft, catalogue, self->living->pdata[i], tessera_time_now ());
      fault = tessera_faults_find (faults, "expires_at");
      if (fault != NULL)
        tessera_form_row_set_fault (TESSERA_FORM_ROW (self->expiry), fault->detail);
    }

  if (fault == NULL)
    tessera_form_row_set_fault (TESSERA_FORM_ROW (self->expiry), NULL);
  return fault == NULL;
}

static void
on_expiry_changed (TesseraBulkPage *self)
{
  check_expiry (self);
}

static void
ask_expiry (TesseraBulkPage *self)
{
  gint64 end = tessera_expiry_row_get_expiry (self->expiry);
  g_autofree char *day = NULL, *heading = NULL, *names = NULL, *body = NULL;
  guint n = self->living->len;

  if (!check_expiry (self))
    {
      tessera_form_row_focus (TESSERA_FORM_ROW (self->expiry));
      return;
    }

  names = tessera_bulk_words_names (self->living);
  heading = g_strdup_printf (ngettext ("Set the expiry date of %'u token?", "Set the expiry date of %'u tokens?", n), n);
  day = end == TESSERA_NEVER ? NULL : tessera_words_end (end);
  /* Translators: the first %s is a list of tokens' names, the second one a day */
  body = day != NULL ? g_strdup_printf (_("%s. They will be valid through %s. All else of them stays as it is."), names, day)
                     : g_strdup_printf (_("%s. They will never expire. All else of them stays as it is."), names);
  ask (self, heading, body, _("Set Expiry Date"), FALSE, G_CALLBACK (got_expiry));
}

/* The class */

static GtkSizeRequestMode
tessera_bulk_page_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tessera_bulk_page_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  TesseraBulkPage *self = TESSERA_BULK_PAGE (widget);

  gtk_widget_measure (self->scroller, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, self->width);
}

static void
tessera_bulk_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (TESSERA_BULK_PAGE (widget)->scroller, width, height, baseline, NULL);
}

static void
tessera_bulk_page_dispose (GObject *object)
{
  TesseraBulkPage *self = TESSERA_BULK_PAGE (object);

  g_clear_handle_id (&self->running, g_source_remove);
  g_clear_object (&self->bulk);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_BULK_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tessera_bulk_page_parent_class)->dispose (object);
}

static void
tessera_bulk_page_finalize (GObject *object)
{
  TesseraBulkPage *self = TESSERA_BULK_PAGE (object);

  g_clear_pointer (&self->tokens, g_ptr_array_unref);
  g_clear_pointer (&self->living, g_ptr_array_unref);

  G_OBJECT_CLASS (tessera_bulk_page_parent_class)->finalize (object);
}

static void
tessera_bulk_page_class_init (TesseraBulkPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_bulk_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_bulk_page_finalize;
  widget_class->get_request_mode = tessera_bulk_page_get_request_mode;
  widget_class->measure = tessera_bulk_page_measure;
  widget_class->size_allocate = tessera_bulk_page_size_allocate;

  ended_signal = g_signal_new ("ended", TESSERA_TYPE_BULK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-bulk-page.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraBulkPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, TesseraBulkPage, title);
  gtk_widget_class_bind_template_child (widget_class, TesseraBulkPage, about);
  gtk_widget_class_bind_template_child (widget_class, TesseraBulkPage, expiry_card);
  gtk_widget_class_bind_template_child (widget_class, TesseraBulkPage, set_expiry);
  gtk_widget_class_bind_template_child (widget_class, TesseraBulkPage, revoke);
  gtk_widget_class_bind_template_callback (widget_class, ask_expiry);
  gtk_widget_class_bind_template_callback (widget_class, tessera_bulk_page_revoke);
  gtk_widget_class_set_css_name (widget_class, "bulk-page");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_bulk_page_init (TesseraBulkPage *self)
{
  self->tokens = g_ptr_array_new_with_free_func (g_object_unref);
  self->living = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->expiry = TESSERA_EXPIRY_ROW (tessera_expiry_row_new ());
  gtk_box_append (self->expiry_card, GTK_WIDGET (self->expiry));
  g_signal_connect_object (self->expiry, "changed", G_CALLBACK (on_expiry_changed), self, G_CONNECT_SWAPPED);
  /* The three dots say that a question follows; the name is what is done. */
  tessera_accessible_set_name (self->set_expiry, _("Set Expiry Date"));
  tessera_accessible_set_name (self->revoke, _("Revoke"));
  tessera_accessible_skip_scrollers (GTK_WIDGET (self));
}

GtkWidget *
tessera_bulk_page_new (TesseraSession *session)
{
  TesseraBulkPage *self = g_object_new (TESSERA_TYPE_BULK_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (follow_session), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::catalogue", G_CALLBACK (follow_session), self, G_CONNECT_SWAPPED);
  follow_session (self);
  return GTK_WIDGET (self);
}

/* A day that suits a new token suits these, too, until another one is chosen. */
static void
suggest_expiry (TesseraBulkPage *self)
{
  gint64 now = tessera_time_now ();
  g_autoptr (TesseraDraft) draft = tessera_draft_new (tessera_session_get_catalogue (self->session), now);

  tessera_expiry_row_set_policy (self->expiry, tessera_catalogue_get_policy (tessera_session_get_catalogue (self->session)),
                                 now);
  tessera_expiry_row_set_expiry (self->expiry, draft->expires_at);
  tessera_form_row_set_fault (TESSERA_FORM_ROW (self->expiry), NULL);
}

void
tessera_bulk_page_set_tokens (TesseraBulkPage *self, GPtrArray *tokens)
{
  g_autofree char *title = NULL, *about = NULL;

  g_return_if_fail (TESSERA_IS_BULK_PAGE (self) && tokens != NULL);

  if (self->tokens->len == 0 && tessera_session_get_catalogue (self->session) != NULL)
    suggest_expiry (self);

  g_ptr_array_set_size (self->tokens, 0);
  g_ptr_array_set_size (self->living, 0);
  for (guint i = 0; i < tokens->len; i++)
    {
      g_ptr_array_add (self->tokens, g_object_ref (tokens->pdata[i]));
      if (!tessera_token_get_revoked (tokens->pdata[i]))
        g_ptr_array_add (self->living, g_object_ref (tokens->pdata[i]));
    }

  title = g_strdup_printf (ngettext ("%'u token selected", "%'u tokens selected", tokens->len), tokens->len);
  about = tessera_bulk_words_about (tokens, tokens->len - self->living->len);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->about, about);
  show_permit (self);
}

void
tessera_bulk_page_set_width (TesseraBulkPage *self, int width)
{
  g_return_if_fail (TESSERA_IS_BULK_PAGE (self));

  self->width = width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

gboolean
tessera_bulk_page_get_can_change (TesseraBulkPage *self)
{
  g_return_val_if_fail (TESSERA_IS_BULK_PAGE (self), FALSE);

  return gtk_widget_get_sensitive (self->revoke);
}

void
tessera_bulk_page_choose_expiry (TesseraBulkPage *self)
{
  g_return_if_fail (TESSERA_IS_BULK_PAGE (self));

  tessera_form_row_focus (TESSERA_FORM_ROW (self->expiry));
}
