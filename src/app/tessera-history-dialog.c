#include "tessera-history-dialog.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-dialog.h"
#include "tessera-history-row.h"

#define PAGE_SIZE 20
#define ROOMY_CHARACTERS 45      /* a line of so many has room for before and after beside each other */
#define WAITING_MILLISECONDS 300 /* what takes less needs no words */

struct _TesseraHistoryDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkStack *states;
  GtkWidget *waiting_page;
  AdwStatusPage *failed_page;
  GtkWidget *retry;
  GtkBox *list;
  GtkLabel *message;
  GtkButton *older;

  TesseraSession *session;
  char *id;
  char *cursor;                /* to the next page */
  GCancellable *cancellable;
  gboolean busy;
  guint waiting;
};

G_DEFINE_FINAL_TYPE (TesseraHistoryDialog, tessera_history_dialog, ADW_TYPE_WINDOW)

static gboolean
is_empty (TesseraHistoryDialog *self)
{
  return gtk_widget_get_first_child (GTK_WIDGET (self->list)) == NULL;
}

static void
show_state (TesseraHistoryDialog *self, const char *state)
{
  gtk_stack_set_visible_child_name (self->states, state);
}

static gboolean
on_takes_long (gpointer data)
{
  TesseraHistoryDialog *self = data;

  self->waiting = 0;
  gtk_widget_set_visible (self->waiting_page, TRUE);
  return G_SOURCE_REMOVE;
}

static void
set_busy (TesseraHistoryDialog *self, gboolean busy)
{
  self->busy = busy;
  g_clear_handle_id (&self->waiting, g_source_remove);
  gtk_widget_set_sensitive (GTK_WIDGET (self->older), !busy);
  gtk_widget_set_sensitive (self->retry, !busy);
  if (busy)
    self->waiting = g_timeout_add (WAITING_MILLISECONDS, on_takes_long, self);
}

static void
set_message (TesseraHistoryDialog *self, const char *text)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
  gtk_button_set_label (self->older, text != NULL ? _("Retry") : _("Show Older"));
  tessera_accessible_set_name (GTK_WIDGET (self->older), gtk_button_get_label (self->older));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->older), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
}

/* By the size of the text, too. */
static gboolean
is_narrow (TesseraHistoryDialog *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->list));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int character = pango_font_metrics_get_approximate_char_width (metrics), width, height;

  pango_font_metrics_unref (metrics);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  return width * PANGO_SCALE < ROOMY_CHARACTERS * character;
}

/* The focus goes on to the first of those that have just come. */
static void
add_events (TesseraHistoryDialog *self, GPtrArray *events)
{
  TesseraCatalogue *catalogue = tessera_session_get_catalogue (self->session);
  gboolean narrow = is_narrow (self);
  GtkWidget *first = NULL;

  for (guint i = 0; i < events->len; i++)
    {
      GtkWidget *row = tessera_history_row_new (events->pdata[i], catalogue, narrow);

      gtk_box_append (self->list, row);
      if (first == NULL)
        first = row;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->older), self->cursor != NULL);
  show_state (self, is_empty (self) ? "nothing" : "list");
  if (first != NULL)
    gtk_widget_grab_focus (first);
}

static void
fail (TesseraHistoryDialog *self, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  if (!is_empty (self))
    {
      set_message (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->older));
      return;
    }

  adw_status_page_set_description (self->failed_page, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->retry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, error->message, -1);
  show_state (self, "failed");
  gtk_widget_grab_focus (self->retry);
}

static void
got_page (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraHistoryDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *next = NULL;
  g_autoptr (GPtrArray) events = tessera_client_history_finish (TESSERA_CLIENT (source), result, &next, &error);

  if (self->session == NULL)
    return;

  set_busy (self, FALSE);
  if (events == NULL)
    {
      fail (self, error);
      return;
    }

  set_message (self, NULL);
  g_free (self->cursor);
  self->cursor = g_steal_pointer (&next);
  add_events (self, events);
}

static void
load (TesseraHistoryDialog *self)
{
  if (self->busy)
    return;

  set_busy (self, TRUE);
  tessera_client_history_async (tessera_session_get_client (self->session), self->id, PAGE_SIZE, self->cursor,
                                self->cancellable, got_page, g_object_ref (self));
}

/* The class */

static void
tessera_history_dialog_dispose (GObject *object)
{
  TesseraHistoryDialog *self = TESSERA_HISTORY_DIALOG (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_HISTORY_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tessera_history_dialog_parent_class)->dispose (object);
}

static void
tessera_history_dialog_finalize (GObject *object)
{
  TesseraHistoryDialog *self = TESSERA_HISTORY_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_free (self->id);
  g_free (self->cursor);

  G_OBJECT_CLASS (tessera_history_dialog_parent_class)->finalize (object);
}

static void
tessera_history_dialog_class_init (TesseraHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_history_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_history_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraHistoryDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TesseraHistoryDialog, states);
  gtk_widget_class_bind_template_child (widget_class, TesseraHistoryDialog, waiting_page);
  gtk_widget_class_bind_template_child (widget_class, TesseraHistoryDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, TesseraHistoryDialog, retry);
  gtk_widget_class_bind_template_child (widget_class, TesseraHistoryDialog, list);
  gtk_widget_class_bind_template_child (widget_class, TesseraHistoryDialog, message);
  gtk_widget_class_bind_template_child (widget_class, TesseraHistoryDialog, older);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
tessera_history_dialog_init (TesseraHistoryDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tessera_dialog_close_by_escape (GTK_WINDOW (self));
  tessera_accessible_name_window (GTK_WINDOW (self));
  tessera_accessible_skip_scrollers (GTK_WIDGET (self));
}

GtkWindow *
tessera_history_dialog_new (GtkWindow *parent, TesseraSession *session, TesseraToken *token)
{
  TesseraHistoryDialog *self = g_object_new (TESSERA_TYPE_HISTORY_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (tessera_token_get_id (token));
  adw_window_title_set_subtitle (self->title, tessera_token_get_name (token));
  tessera_dialog_narrow (GTK_WINDOW (self));
  load (self);
  return GTK_WINDOW (self);
}
