#include "tessera-conflict-dialog.h"

#include "tessera-accessible.h"
#include "tessera-changes.h"
#include "tessera-dialog.h"
#include "tessera-words.h"
#include "tessera-wrap-layout.h"

#include <glib/gi18n-lib.h>

struct _TesseraConflictDialog
{
  AdwWindow parent_instance;

  GtkWidget *header;
  GtkScrolledWindow *scroller;
  GtkWidget *body;
  GtkWidget *foot;
  GtkLabel *who;
  GtkLabel *theirs;
  GtkLabel *mine;
  GtkLabel *outcome;
  GtkButton *cancel;
  gboolean answered;
};

G_DEFINE_FINAL_TYPE (TesseraConflictDialog, tessera_conflict_dialog, ADW_TYPE_WINDOW)

enum
{
  ANSWER,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
answer (TesseraConflictDialog *self, TesseraConflictAnswer what)
{
  if (self->answered)
    return;

  self->answered = TRUE;
  g_signal_emit (self, signals[ANSWER], 0, (int) what);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
cancel_clicked (TesseraConflictDialog *self)
{
  answer (self, TESSERA_CONFLICT_CANCEL);
}

static void
theirs_clicked (TesseraConflictDialog *self)
{
  answer (self, TESSERA_CONFLICT_TAKE_THEIRS);
}

static void
mine_clicked (TesseraConflictDialog *self)
{
  answer (self, TESSERA_CONFLICT_KEEP_MINE);
}

static gboolean
tessera_conflict_dialog_close_request (GtkWindow *window)
{
  answer (TESSERA_CONFLICT_DIALOG (window), TESSERA_CONFLICT_CANCEL);
  return GDK_EVENT_STOP;
}

static void
tessera_conflict_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TESSERA_TYPE_CONFLICT_DIALOG);

  G_OBJECT_CLASS (tessera_conflict_dialog_parent_class)->dispose (object);
}

static void
tessera_conflict_dialog_class_init (TesseraConflictDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_conflict_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = tessera_conflict_dialog_close_request;

  signals[ANSWER] = g_signal_new ("answer", TESSERA_TYPE_CONFLICT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (TESSERA_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-conflict-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraConflictDialog, header);
  gtk_widget_class_bind_template_child (widget_class, TesseraConflictDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, TesseraConflictDialog, body);
  gtk_widget_class_bind_template_child (widget_class, TesseraConflictDialog, foot);
  gtk_widget_class_bind_template_child (widget_class, TesseraConflictDialog, who);
  gtk_widget_class_bind_template_child (widget_class, TesseraConflictDialog, theirs);
  gtk_widget_class_bind_template_child (widget_class, TesseraConflictDialog, mine);
  gtk_widget_class_bind_template_child (widget_class, TesseraConflictDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, TesseraConflictDialog, cancel);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, theirs_clicked);
  gtk_widget_class_bind_template_callback (widget_class, mine_clicked);
}

static void
tessera_conflict_dialog_init (TesseraConflictDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tessera_dialog_close_by_escape (GTK_WINDOW (self));
  tessera_dialog_scroll_by_keys (GTK_WINDOW (self), self->scroller);
  tessera_accessible_name_window (GTK_WINDOW (self));
}

static void
set_changes (GtkLabel *label, const TesseraDraft *before, const TesseraDraft *after, TesseraCatalogue *catalogue)
{
  g_autofree char *words = tessera_changes_describe (before, after, catalogue);

  gtk_label_set_text (label, words != NULL ? words : _("Changes nothing."));
}

static void
set_who (TesseraConflictDialog *self, TesseraToken *theirs)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *when = tessera_words_minute (tessera_token_get_updated_at (theirs), zone);
  /* Translators: an admin's name, a token's name, a day and time: "Mara changed “Nightly export” on 3 May 2027, 10:15." */
  g_autofree char *words = g_strdup_printf (_("%s changed “%s” on %s, after you had opened it. Your form is as you left it."),
                                            tessera_token_get_updated_by (theirs), tessera_token_get_name (theirs),
                                            when);

  gtk_label_set_text (self->who, words);
}

/* What keeping mine will do to the token as it is now, which is not the same as what I changed. */
static void
set_outcome (TesseraConflictDialog *self, const TesseraDraft *theirs, const TesseraDraft *mine,
             TesseraCatalogue *catalogue)
{
  g_autofree char *changes = tessera_changes_describe (theirs, mine, catalogue);
  g_autofree char *words = NULL;

  if (changes != NULL)
    /* Translators: %s is sentences: "Keeping yours: Gains Products: write." */
    words = g_strdup_printf (_("Keeping yours, the token as it is now: %s"), changes);

  gtk_label_set_text (self->outcome, words != NULL ? words : _("Both come to the same."));
}

GtkWindow *
tessera_conflict_dialog_new (GtkWindow *parent, TesseraCatalogue *catalogue, TesseraToken *base,
                             const TesseraDraft *mine, TesseraToken *theirs)
{
  TesseraConflictDialog *self = g_object_new (TESSERA_TYPE_CONFLICT_DIALOG, "transient-for", parent, NULL);
  g_autoptr (TesseraDraft) base_draft = tessera_draft_new_from_token (base);
  g_autoptr (TesseraDraft) theirs_draft = tessera_draft_new_from_token (theirs);

  set_who (self, theirs);
  set_changes (self->theirs, base_draft, theirs_draft, catalogue);
  set_changes (self->mine, base_draft, mine, catalogue);
  set_outcome (self, theirs_draft, mine, catalogue);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->cancel));
  tessera_dialog_fit (GTK_WINDOW (self), self->header, self->body, self->foot);

  return GTK_WINDOW (self);
}
