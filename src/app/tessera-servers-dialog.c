#include "tessera-servers-dialog.h"

#include "tessera-accessible.h"
#include "tessera-dialog.h"
#include "tessera-questions.h"
#include "tessera-server-dialog.h"
#include "tessera-server-row.h"

#include <glib/gi18n-lib.h>

struct _TesseraServersDialog
{
  AdwWindow parent_instance;

  GtkWidget *header;
  GtkWidget *body;
  GtkListBox *list;
  GtkLabel *key_note;

  TesseraSessions *sessions;
  TesseraServer *removing; /* while the user is asked */
};

G_DEFINE_FINAL_TYPE (TesseraServersDialog, tessera_servers_dialog, ADW_TYPE_WINDOW)

static guint open_signal;

static void
on_row_activated (TesseraServersDialog *self, GtkListBoxRow *row)
{
  g_autoptr (TesseraServer) server = g_object_ref (tessera_server_row_get_server (TESSERA_SERVER_ROW (row)));
  g_autoptr (TesseraServersDialog) held = g_object_ref (self);
  gboolean is_open = server == tessera_sessions_get_open (self->sessions);

  gtk_window_close (GTK_WINDOW (self));
  if (!is_open)
    g_signal_emit (held, open_signal, 0, server);
}

/* The list's rows are made anew when it changes; the focus stays with the server. */
static void
focus_server (TesseraServersDialog *self, TesseraServer *server)
{
  for (int i = 0; gtk_list_box_get_row_at_index (self->list, i) != NULL; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (tessera_server_row_get_server (TESSERA_SERVER_ROW (row)) == server)
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }
}

static void
on_saved (TesseraServersDialog *self, TesseraServer *server, gboolean other_server)
{
  focus_server (self, server);
  if (other_server)
    g_signal_emit (self, open_signal, 0, server);
}

static void
show_editor (TesseraServersDialog *self, TesseraServer *server)
{
  GtkWindow *dialog = tessera_server_dialog_new (GTK_WINDOW (self), self->sessions, server);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_saved), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
on_add_clicked (TesseraServersDialog *self)
{
  show_editor (self, NULL);
}

static void
on_edit (TesseraServersDialog *self, TesseraServerRow *row)
{
  show_editor (self, tessera_server_row_get_server (row));
}

static void
got_remove_answer (TesseraServersDialog *self, const char *response)
{
  g_autoptr (TesseraServer) server = g_steal_pointer (&self->removing);

  if (g_str_equal (response, "remove") && server != tessera_sessions_get_open (self->sessions))
    {
      tessera_sessions_remove (self->sessions, server);
      focus_server (self, tessera_sessions_get_open (self->sessions));
    }
}

static void
on_remove (TesseraServersDialog *self, TesseraServerRow *row)
{
  AdwMessageDialog *question = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), NULL, NULL));

  g_set_object (&self->removing, tessera_server_row_get_server (row));
  /* Translators: %s is a server's name */
  adw_message_dialog_format_heading (question, _("Remove “%s”?"), tessera_server_get_name (self->removing));
  adw_message_dialog_set_body (question, _("It leaves this list, and its admin key this computer's key store. "
                                           "The server itself and its tokens stay as they are."));
  adw_message_dialog_add_responses (question, "cancel", _("Cancel"), "remove", _("Remove"), NULL);
  adw_message_dialog_set_response_appearance (question, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (question, "cancel");
  adw_message_dialog_set_close_response (question, "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (got_remove_answer), self, G_CONNECT_SWAPPED);
  tessera_question_present (question);
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  TesseraServersDialog *self = data;
  GtkWidget *row = tessera_server_row_new (item, item == tessera_sessions_get_open (self->sessions));

  g_signal_connect_object (row, "edit", G_CALLBACK (on_edit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_key_note (TesseraServersDialog *self)
{
  const char *note = tessera_sessions_get_key_note (self->sessions);

  gtk_label_set_text (self->key_note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->key_note), note != NULL);
}

static void
tessera_servers_dialog_dispose (GObject *object)
{
  TesseraServersDialog *self = TESSERA_SERVERS_DIALOG (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_SERVERS_DIALOG);
  g_clear_object (&self->sessions);
  g_clear_object (&self->removing);

  G_OBJECT_CLASS (tessera_servers_dialog_parent_class)->dispose (object);
}

static void
tessera_servers_dialog_class_init (TesseraServersDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_servers_dialog_dispose;

  open_signal = g_signal_new ("open", TESSERA_TYPE_SERVERS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              TESSERA_TYPE_SERVER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-servers-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraServersDialog, header);
  gtk_widget_class_bind_template_child (widget_class, TesseraServersDialog, body);
  gtk_widget_class_bind_template_child (widget_class, TesseraServersDialog, list);
  gtk_widget_class_bind_template_child (widget_class, TesseraServersDialog, key_note);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
}

static void
tessera_servers_dialog_init (TesseraServersDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tessera_dialog_close_by_escape (GTK_WINDOW (self));
  tessera_accessible_name_window (GTK_WINDOW (self));
  tessera_accessible_set_name (GTK_WIDGET (self->list), _("Servers"));
}

GtkWindow *
tessera_servers_dialog_new (GtkWindow *parent, TesseraSessions *sessions)
{
  TesseraServersDialog *self = g_object_new (TESSERA_TYPE_SERVERS_DIALOG, "transient-for", parent, NULL);

  self->sessions = g_object_ref (sessions);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (tessera_sessions_get_servers (sessions)), make_row, self, NULL);
  g_signal_connect_object (sessions, "key-note", G_CALLBACK (show_key_note), self, G_CONNECT_SWAPPED);
  show_key_note (self);
  focus_server (self, tessera_sessions_get_open (sessions));
  tessera_dialog_narrow (GTK_WINDOW (self));
  return GTK_WINDOW (self);
}
