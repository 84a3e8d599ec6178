#include "tessera-bulk-dialog.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-bulk-words.h"
#include "tessera-dialog.h"

struct _TesseraBulkDialog
{
  AdwWindow parent_instance;

  GtkLabel *result;
  GtkProgressBar *progress;
  GtkScrolledWindow *scroller;
  GtkLabel *report;
  GtkWidget *cancel;
  GtkWidget *retry;
  GtkWidget *close;

  TesseraBulk *bulk;
};

G_DEFINE_FINAL_TYPE (TesseraBulkDialog, tessera_bulk_dialog, ADW_TYPE_WINDOW)

static void
show_progress (TesseraBulkDialog *self)
{
  guint tried = tessera_bulk_get_n_tried (self->bulk), all = tessera_bulk_get_n_items (self->bulk);
  /* Translators: how far it is: "12 of 40" tokens */
  g_autofree char *words = g_strdup_printf (_("%'u of %'u"), tried, all);

  gtk_progress_bar_set_fraction (self->progress, (double) tried / MAX (all, 1));
  gtk_label_set_text (self->report, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
}

static void
show_running (TesseraBulkDialog *self, gboolean running)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);
  gtk_widget_set_visible (self->cancel, running);
  gtk_widget_set_sensitive (self->cancel, running);
  gtk_widget_set_visible (self->close, !running);
  gtk_widget_set_visible (self->retry,
                          !running && tessera_bulk_get_n_done (self->bulk) < tessera_bulk_get_n_items (self->bulk));
}

static void
run (TesseraBulkDialog *self)
{
  gtk_label_set_text (self->result, tessera_bulk_is_revoke (self->bulk) ? _("Revoking…") : _("Setting the expiry date…"));
  show_running (self, TRUE);
  gtk_widget_grab_focus (self->cancel);
  tessera_bulk_run (self->bulk);
  if (tessera_bulk_is_running (self->bulk))
    show_progress (self);
}

static void
on_finished (TesseraBulkDialog *self)
{
  g_autofree char *result = tessera_bulk_words_result (self->bulk), *report = tessera_bulk_words_report (self->bulk);

  gtk_label_set_text (self->result, result);
  gtk_label_set_text (self->report, report);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->close), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, result, -1);
  show_running (self, FALSE);
  gtk_widget_grab_focus (self->close);
}

static void
on_cancel (TesseraBulkDialog *self)
{
  tessera_bulk_cancel (self->bulk);
  gtk_widget_set_sensitive (self->cancel, FALSE);
  gtk_label_set_text (self->result, _("Waiting for what was sent already…"));
}

/* While it runs, to close is to cancel; the report is seen in any case. */
static gboolean
tessera_bulk_dialog_close_request (GtkWindow *window)
{
  TesseraBulkDialog *self = TESSERA_BULK_DIALOG (window);

  if (tessera_bulk_is_running (self->bulk))
    {
      on_cancel (self);
      return GDK_EVENT_STOP;
    }

  return GTK_WINDOW_CLASS (tessera_bulk_dialog_parent_class)->close_request (window);
}

static void
tessera_bulk_dialog_dispose (GObject *object)
{
  TesseraBulkDialog *self = TESSERA_BULK_DIALOG (object);

  if (self->bulk != NULL)
    tessera_bulk_cancel (self->bulk);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_BULK_DIALOG);
  g_clear_object (&self->bulk);

  G_OBJECT_CLASS (tessera_bulk_dialog_parent_class)->dispose (object);
}

static void
tessera_bulk_dialog_class_init (TesseraBulkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_bulk_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = tessera_bulk_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-bulk-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraBulkDialog, result);
  gtk_widget_class_bind_template_child (widget_class, TesseraBulkDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, TesseraBulkDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, TesseraBulkDialog, report);
  gtk_widget_class_bind_template_child (widget_class, TesseraBulkDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, TesseraBulkDialog, retry);
  gtk_widget_class_bind_template_child (widget_class, TesseraBulkDialog, close);
  gtk_widget_class_bind_template_callback (widget_class, run);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
}

static void
tessera_bulk_dialog_init (TesseraBulkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tessera_dialog_close_by_escape (GTK_WINDOW (self));
  tessera_dialog_scroll_by_keys (GTK_WINDOW (self), self->scroller);
  tessera_accessible_skip_scrollers (GTK_WIDGET (self));
}

GtkWindow *
tessera_bulk_dialog_new (GtkWindow *parent, TesseraBulk *bulk)
{
  TesseraBulkDialog *self = g_object_new (TESSERA_TYPE_BULK_DIALOG, "transient-for", parent, NULL);

  self->bulk = g_object_ref (bulk);
  gtk_window_set_title (GTK_WINDOW (self), tessera_bulk_is_revoke (bulk) ? _("Revoke Tokens") : _("Set Expiry Date"));
  tessera_accessible_name_window (GTK_WINDOW (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_window_get_title (GTK_WINDOW (self)), -1);
  g_signal_connect_object (bulk, "progressed", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bulk, "finished", G_CALLBACK (on_finished), self, G_CONNECT_SWAPPED);
  tessera_dialog_narrow (GTK_WINDOW (self));
  run (self);
  return GTK_WINDOW (self);
}
