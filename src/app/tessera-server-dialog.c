#include "tessera-server-dialog.h"

#include "tessera-accessible.h"
#include "tessera-dialog.h"
#include "tessera-form-row.h"
#include "tessera-form-style.h"
#include "tessera-key-file.h"
#include "tessera-probe.h"
#include "tessera-url.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WAITING_MILLISECONDS 300 /* what takes less says nothing meanwhile */

struct _TesseraServerDialog
{
  AdwWindow parent_instance;

  GtkWidget *header;
  GtkWidget *body;
  GtkWidget *foot;
  TesseraFormRow *address_row;
  TesseraFormRow *key_row;
  TesseraFormRow *name_row;
  GtkWidget *test;
  GtkLabel *outcome;
  GtkButton *save;
  GtkEditable *address;
  GtkEditable *key;
  GtkEditable *name;

  TesseraSessions *sessions;
  TesseraServer *server;      /* NULL for a new one */
  GCancellable *trying;       /* while the connection is tested */
  guint timer;
};

G_DEFINE_FINAL_TYPE (TesseraServerDialog, tessera_server_dialog, ADW_TYPE_WINDOW)

static guint saved_signal;

/* As high as what is said needs. */
static void
fit (TesseraServerDialog *self)
{
  tessera_dialog_fit (GTK_WINDOW (self), self->header, self->body, self->foot);
}

/* What is typed */

static TesseraSecret *
get_typed_key (TesseraServerDialog *self)
{
  const char *text = gtk_editable_get_text (self->key);
  const char *end = text + strlen (text);

  /* What is pasted often brings blanks along. */
  while (g_ascii_isspace (*text))
    text++;
  while (end > text && g_ascii_isspace (end[-1]))
    end--;

  return end > text ? tessera_secret_new (text, (gsize) (end - text)) : NULL;
}

/* The address as it is kept, or NULL; its fault is shown. */
static char *
check_address (TesseraServerDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = tessera_url_parse (gtk_editable_get_text (self->address), &error);
  g_autofree char *url = uri != NULL ? tessera_url_to_string (uri) : NULL;
  TesseraServer *known = url != NULL ? tessera_servers_find (tessera_sessions_get_servers (self->sessions), url) : NULL;

  if (uri == NULL)
    tessera_form_row_set_fault (self->address_row, error->message);
  else if (known != NULL && known != self->server)
    tessera_form_row_set_fault (self->address_row, _("A server with this address is in the list already."));
  else
    return g_steal_pointer (&url);

  return NULL;
}

static gboolean
is_same_address (TesseraServerDialog *self, const char *url)
{
  return self->server != NULL && g_str_equal (url, tessera_server_get_url (self->server));
}

/* Whether the key has the form of one; no key at all is right where that of before stays. */
static gboolean
check_key (TesseraServerDialog *self, const TesseraSecret *key, const char *url)
{
  const char *fault = NULL;

  if (key == NULL && !is_same_address (self, url))
    fault = self->server == NULL ? _("Give the admin key that the server's admins made for you; it begins with fra_.")
                                 : _("The key of before belongs to the old address alone. Give the admin key for this one.");
  else if (key != NULL && !tessera_key_is_sendable (key))
    fault = _("That is no admin key; give one line without blanks.");
  else if (key != NULL && tessera_key_is_token (key))
    fault = _("That is an API token, which never manages tokens. Give an admin key; it begins with fra_.");

  tessera_form_row_set_fault (self->key_row, fault);
  return fault == NULL;
}

/* The address if all is well, else NULL, with the focus on the first fault. */
static char *
check (TesseraServerDialog *self, const TesseraSecret *key)
{
  g_autofree char *url = check_address (self);

  if (url == NULL)
    tessera_form_row_focus (self->address_row);
  else if (!check_key (self, key, url))
    tessera_form_row_focus (self->key_row);
  else
    return g_steal_pointer (&url);

  fit (self);
  return NULL;
}

/* Test Connection */

static void
tell (TesseraServerDialog *self, const char *words, const char *look)
{
  static const char *const looks[] = { "good", "bad" };

  gtk_label_set_text (self->outcome, words);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), *words != '\0');
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i], look) == 0)
      gtk_widget_add_css_class (GTK_WIDGET (self->outcome), looks[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self->outcome), looks[i]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->test), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  fit (self);
}

static void
stop_trying (TesseraServerDialog *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->trying);
  g_clear_object (&self->trying);
}

static gboolean
on_waiting (gpointer data)
{
  TesseraServerDialog *self = data;

  self->timer = 0;
  tell (self, _("Trying…"), NULL);
  return G_SOURCE_REMOVE;
}

static void
did_probe (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraServerDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = tessera_probe_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  stop_trying (self);
  tell (self, words != NULL ? words : error->message, words != NULL ? "good" : "bad");
}

static void
probe (TesseraServerDialog *self, const TesseraSecret *key)
{
  tessera_probe_async (gtk_editable_get_text (self->address), key, self->trying, did_probe, g_object_ref (self));
}

static void
got_kept_key (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraServerDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraSecret) key = tessera_key_store_find_finish (TESSERA_KEY_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (key != NULL)
    {
      probe (self, key);
      return;
    }

  stop_trying (self);
  tell (self, "", NULL);
  tessera_form_row_set_fault (self->key_row, _("No admin key is kept for this server. Give it anew."));
  tessera_form_row_focus (self->key_row);
}

static void
on_test_clicked (TesseraServerDialog *self)
{
  g_autoptr (TesseraSecret) key = get_typed_key (self);
  g_autofree char *url = check (self, key);

  stop_trying (self);
  tell (self, "", NULL);
  if (url == NULL)
    return;

  self->trying = g_cancellable_new ();
  self->timer = g_timeout_add (WAITING_MILLISECONDS, on_waiting, self);
  if (key != NULL)
    probe (self, key);
  else
    tessera_key_store_find_async (tessera_sessions_get_keys (self->sessions), url, self->trying, got_kept_key,
                                  g_object_ref (self));
}

/* Saving */

static void
on_save_clicked (TesseraServerDialog *self)
{
  g_autoptr (TesseraSecret) key = get_typed_key (self);
  g_autofree char *url = check (self, key);
  gboolean was_open = self->server != NULL && self->server == tessera_sessions_get_open (self->sessions);
  gboolean was_passing = self->server != NULL && tessera_server_is_passing (self->server);
  TesseraServer *server;

  if (url == NULL)
    return;

  stop_trying (self);
  server = tessera_servers_put (tessera_sessions_get_servers (self->sessions), self->server, url,
                                gtk_editable_get_text (self->name));
  if (key != NULL)
    tessera_sessions_keep_key (self->sessions, server, key);
  else if (was_passing)
    tessera_sessions_keep_known_key (self->sessions, server);
  g_signal_emit (self, saved_signal, 0, server, was_open);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* What was found out does not hold for what is typed now. */
static void
on_changed (GtkEditable *editable, TesseraFormRow *row)
{
  TesseraServerDialog *self = TESSERA_SERVER_DIALOG (gtk_widget_get_root (GTK_WIDGET (editable)));

  tessera_form_row_set_fault (row, NULL);
  if (row == self->name_row)
    return;
  stop_trying (self);
  tell (self, "", NULL);
}

/* The class */

static void
tessera_server_dialog_dispose (GObject *object)
{
  TesseraServerDialog *self = TESSERA_SERVER_DIALOG (object);

  stop_trying (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_SERVER_DIALOG);
  g_clear_object (&self->sessions);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (tessera_server_dialog_parent_class)->dispose (object);
}

static void
tessera_server_dialog_class_init (TesseraServerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_server_dialog_dispose;

  saved_signal = g_signal_new ("saved", TESSERA_TYPE_SERVER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                               TESSERA_TYPE_SERVER, G_TYPE_BOOLEAN);

  g_type_ensure (TESSERA_TYPE_FORM_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-server-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraServerDialog, header);
  gtk_widget_class_bind_template_child (widget_class, TesseraServerDialog, body);
  gtk_widget_class_bind_template_child (widget_class, TesseraServerDialog, foot);
  gtk_widget_class_bind_template_child (widget_class, TesseraServerDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, TesseraServerDialog, key_row);
  gtk_widget_class_bind_template_child (widget_class, TesseraServerDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, TesseraServerDialog, test);
  gtk_widget_class_bind_template_child (widget_class, TesseraServerDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, TesseraServerDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_test_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static GtkEditable *
add_entry (TesseraFormRow *row, GtkWidget *entry)
{
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 14);
  g_object_set (entry, "activates-default", TRUE, NULL);
  tessera_form_row_set_control (row, entry);
  return GTK_EDITABLE (entry);
}

static void
tessera_server_dialog_init (TesseraServerDialog *self)
{
  tessera_form_style_load (gtk_widget_get_display (GTK_WIDGET (self)));
  gtk_widget_init_template (GTK_WIDGET (self));
  tessera_dialog_close_by_escape (GTK_WINDOW (self));

  self->address = add_entry (self->address_row, gtk_entry_new ());
  gtk_entry_set_input_purpose (GTK_ENTRY (self->address), GTK_INPUT_PURPOSE_URL);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->address), "https://");
  /* Its memory is wiped, and what reads the screen aloud keeps it to itself. */
  self->key = add_entry (self->key_row, gtk_password_entry_new ());
  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (self->key), TRUE);
  self->name = add_entry (self->name_row, gtk_entry_new ());
}

static void
show_server (TesseraServerDialog *self)
{
  gboolean edits = self->server != NULL;
  gboolean adds = !edits || tessera_server_is_passing (self->server);

  gtk_window_set_title (GTK_WINDOW (self), adds ? _("Add Server") : _("Edit Server"));
  tessera_accessible_name_window (GTK_WINDOW (self));
  gtk_button_set_label (self->save, adds ? _("Add") : _("Save"));
  tessera_form_row_set_description (self->key_row, edits ? _("Leave it empty to keep the one of before.")
                                                         : _("It goes into this computer's key store, never into a file."));
  tessera_form_row_set_description (self->name_row, _("How you call the server. Empty for its address."));
  if (!edits)
    return;

  gtk_editable_set_text (self->address, tessera_server_get_url (self->server));
  if (tessera_server_has_own_name (self->server))
    gtk_editable_set_text (self->name, tessera_server_get_name (self->server));
}

GtkWindow *
tessera_server_dialog_new (GtkWindow *parent, TesseraSessions *sessions, TesseraServer *server)
{
  TesseraServerDialog *self = g_object_new (TESSERA_TYPE_SERVER_DIALOG, "transient-for", parent, NULL);

  self->sessions = g_object_ref (sessions);
  self->server = server != NULL ? g_object_ref (server) : NULL;
  show_server (self);
  g_signal_connect (self->address, "changed", G_CALLBACK (on_changed), self->address_row);
  g_signal_connect (self->key, "changed", G_CALLBACK (on_changed), self->key_row);
  g_signal_connect (self->name, "changed", G_CALLBACK (on_changed), self->name_row);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->address));
  fit (self);
  return GTK_WINDOW (self);
}
