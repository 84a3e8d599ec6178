#include "tessera-export-menu.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-export-file.h"
#include "tessera-menu-on-demand.h"
#include "tessera-questions.h"

struct _TesseraExportMenu
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GMenu *menu;

  TesseraSession *session;
  TesseraChosen *chosen;
  TesseraTokenModel *model;
  GCancellable *cancellable;
  GtkFileChooserNative *chooser;   /* while it is open */
};

G_DEFINE_FINAL_TYPE (TesseraExportMenu, tessera_export_menu, GTK_TYPE_WIDGET)

static guint told_signal;

static GtkWindow *
get_window (TesseraExportMenu *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* Several that are chosen, else all that are shown. */
static GPtrArray *
get_tokens (TesseraExportMenu *self)
{
  GPtrArray *tokens;

  if (tessera_chosen_get_n_tokens (self->chosen) > 1)
    return tessera_chosen_get_tokens (self->chosen);

  tokens = g_ptr_array_new_with_free_func (g_object_unref);
  tessera_token_model_flush (self->model);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->model)); i++)
    g_ptr_array_add (tokens, g_list_model_get_item (G_LIST_MODEL (self->model), i));
  return tokens;
}

/* One export on its way. */
typedef struct
{
  TesseraExportMenu *menu;
  guint n_tokens;
} Errand;

static void
show_failure (TesseraExportMenu *self, const char *message)
{
  AdwMessageDialog *dialog
    = ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (self), _("The File Was Not Written"), message));

  adw_message_dialog_add_response (dialog, "close", _("Close"));
  tessera_question_present (dialog);
}

static void
did_write (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Errand *errand = data;
  g_autoptr (TesseraExportMenu) self = errand->menu;
  g_autofree char *name = NULL, *words = NULL;
  g_autoptr (GError) error = NULL;
  gboolean written = tessera_export_file_finish (G_FILE (source), result, &error);

  if (self->session == NULL)
    return;
  if (!written)
    {
      show_failure (self, error->message);
      return;
    }

  name = g_file_get_basename (G_FILE (source));
  /* Translators: %s is the name of a file */
  words = g_strdup_printf (ngettext ("Wrote %'u token to “%s”.", "Wrote %'u tokens to “%s”.", errand->n_tokens),
                           errand->n_tokens, name);
  g_signal_emit (self, told_signal, 0, words);
}

static void
got_file (TesseraExportMenu *self, int response)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GPtrArray) tokens = NULL;
  Errand *errand;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file == NULL)
    return;

  tokens = get_tokens (self);
  errand = g_new (Errand, 1);
  *errand = (Errand) { g_object_ref (self), tokens->len };
  tessera_export_file_async (file, tokens, tessera_session_get_catalogue (self->session),
                             GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chooser), "format")), self->cancellable,
                             did_write, errand);
}

static void
choose_file (TesseraExportMenu *self, TesseraExportFormat format)
{
  g_autoptr (GDateTime) today = g_date_time_new_now_utc ();
  g_autofree char *day = g_date_time_format (today, "%Y-%m-%d"), *name = NULL;

  if (tessera_session_get_catalogue (self->session) == NULL)
    return;

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Export Tokens"), get_window (self), GTK_FILE_CHOOSER_ACTION_SAVE,
                                               _("_Export"), _("_Cancel"));
  name = g_strdup_printf ("tokens-%s.%s", day, tessera_export_get_suffix (format));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_object_set_data (G_OBJECT (self->chooser), "format", GINT_TO_POINTER (format));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (got_file), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
export_csv (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_file (TESSERA_EXPORT_MENU (widget), TESSERA_EXPORT_CSV);
}

static void
export_json (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_file (TESSERA_EXPORT_MENU (widget), TESSERA_EXPORT_JSON);
}

/* The class */

static void
tessera_export_menu_dispose (GObject *object)
{
  TesseraExportMenu *self = TESSERA_EXPORT_MENU (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_EXPORT_MENU);
  g_clear_object (&self->session);
  g_clear_object (&self->chosen);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (tessera_export_menu_parent_class)->dispose (object);
}

static void
tessera_export_menu_finalize (GObject *object)
{
  g_object_unref (TESSERA_EXPORT_MENU (object)->cancellable);

  G_OBJECT_CLASS (tessera_export_menu_parent_class)->finalize (object);
}

static void
tessera_export_menu_class_init (TesseraExportMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_export_menu_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_export_menu_finalize;

  told_signal = g_signal_new ("told", TESSERA_TYPE_EXPORT_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-export-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraExportMenu, button);
  gtk_widget_class_bind_template_child (widget_class, TesseraExportMenu, menu);
  gtk_widget_class_install_action (widget_class, "export.csv", NULL, export_csv);
  gtk_widget_class_install_action (widget_class, "export.json", NULL, export_json);
}

static void
tessera_export_menu_init (TesseraExportMenu *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The keyboard's focus is on the button inside. */
  tessera_accessible_set_name (GTK_WIDGET (self->button), _("Export"));
  tessera_accessible_set_name (gtk_widget_get_first_child (GTK_WIDGET (self->button)), _("Export"));
  tessera_menu_on_demand (self->button, G_MENU_MODEL (self->menu));
}

GtkWidget *
tessera_export_menu_new (TesseraSession *session, TesseraChosen *chosen, TesseraTokenModel *model)
{
  TesseraExportMenu *self = g_object_new (TESSERA_TYPE_EXPORT_MENU, NULL);

  self->session = g_object_ref (session);
  self->chosen = g_object_ref (chosen);
  self->model = g_object_ref (model);
  return GTK_WIDGET (self);
}
