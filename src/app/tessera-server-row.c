#include "tessera-server-row.h"

#include "tessera-accessible.h"
#include "tessera-pair.h"

#include <glib/gi18n-lib.h>

struct _TesseraServerRow
{
  GtkListBoxRow parent_instance;

  GtkImage *image;
  GtkLabel *name;
  GtkLabel *address;
  GtkWidget *open_mark;
  GtkWidget *edit;
  GtkWidget *remove;

  TesseraServer *server;
};

G_DEFINE_FINAL_TYPE (TesseraServerRow, tessera_server_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  EDIT,
  REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_edit_clicked (TesseraServerRow *self)
{
  g_signal_emit (self, signals[EDIT], 0);
}

static void
on_remove_clicked (TesseraServerRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
tessera_server_row_dispose (GObject *object)
{
  TesseraServerRow *self = TESSERA_SERVER_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_SERVER_ROW);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (tessera_server_row_parent_class)->dispose (object);
}

static void
tessera_server_row_class_init (TesseraServerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_server_row_dispose;

  signals[EDIT] = g_signal_new ("edit", TESSERA_TYPE_SERVER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", TESSERA_TYPE_SERVER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TESSERA_TYPE_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-server-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraServerRow, image);
  gtk_widget_class_bind_template_child (widget_class, TesseraServerRow, name);
  gtk_widget_class_bind_template_child (widget_class, TesseraServerRow, address);
  gtk_widget_class_bind_template_child (widget_class, TesseraServerRow, open_mark);
  gtk_widget_class_bind_template_child (widget_class, TesseraServerRow, edit);
  gtk_widget_class_bind_template_child (widget_class, TesseraServerRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
}

static void
tessera_server_row_init (TesseraServerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* One that is there for this run alone can be added, with all that can be edited. */
static void
show_edit (TesseraServerRow *self, const char *name)
{
  gboolean passing = tessera_server_is_passing (self->server);
  /* Translators: names of buttons, as a screen reader reads them; %s is a server's name */
  g_autofree char *words = g_strdup_printf (passing ? _("Add %s") : _("Edit %s"), name);

  gtk_button_set_icon_name (GTK_BUTTON (self->edit), passing ? "list-add-symbolic" : "document-edit-symbolic");
  gtk_widget_set_tooltip_text (self->edit, passing ? _("Add to the list, to have it at the next start, too") : _("Edit"));
  tessera_accessible_set_name (self->edit, words);
}

static void
show_buttons (TesseraServerRow *self, gboolean remote, gboolean open)
{
  const char *name = tessera_server_get_name (self->server);
  /* Translators: the name of a button, as a screen reader reads it; %s is a server's name */
  g_autofree char *remove = g_strdup_printf (_("Remove %s"), name);

  gtk_widget_set_visible (self->edit, remote);
  gtk_widget_set_visible (self->remove, remote);
  gtk_widget_set_sensitive (self->remove, !open);
  show_edit (self, name);
  tessera_accessible_set_name (self->remove, remove);
  if (!open)
    return;

  gtk_widget_set_tooltip_text (self->remove, _("It is open. To remove it, open another server first."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("It is open. To remove it, open another server first."), -1);
}

static char *
describe_address (TesseraServer *server)
{
  const char *url = tessera_server_get_url (server);

  if (url == NULL)
    return g_strdup (_("Its own service, for whoever is signed in"));
  if (tessera_server_is_passing (server))
    /* Translators: %s is the address of a server that is in the list only until the window is closed */
    return g_strdup_printf (_("%s, for this session only"), url);
  return g_strdup (url);
}

GtkWidget *
tessera_server_row_new (TesseraServer *server, gboolean open)
{
  TesseraServerRow *self = g_object_new (TESSERA_TYPE_SERVER_ROW, NULL);
  const char *url = tessera_server_get_url (server);
  g_autofree char *address = describe_address (server);
  g_autofree char *words = NULL;

  self->server = g_object_ref (server);
  gtk_image_set_from_icon_name (self->image, url != NULL ? "network-server-symbolic" : "computer-symbolic");
  gtk_label_set_text (self->name, tessera_server_get_name (server));
  gtk_label_set_text (self->address, address);
  gtk_widget_set_visible (self->open_mark, open);
  show_buttons (self, url != NULL, open);

  /* Translators: a row of the list of servers as it is read: name, address, and whether it is open */
  words = g_strdup_printf (open ? _("%s, %s, open now") : _("%s, %s"), tessera_server_get_name (server), address);
  tessera_accessible_set_name (GTK_WIDGET (self), words);
  return GTK_WIDGET (self);
}

TesseraServer *
tessera_server_row_get_server (TesseraServerRow *self)
{
  g_return_val_if_fail (TESSERA_IS_SERVER_ROW (self), NULL);

  return self->server;
}
