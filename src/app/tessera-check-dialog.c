#include "tessera-check-dialog.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-check.h"
#include "tessera-dialog.h"
#include "tessera-pair.h"
#include "tessera-route-list.h"
#include "tessera-time.h"
#include "tessera-verb-choice.h"

struct _TesseraCheckDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *request;
  GtkWidget *answer;
  GtkImage *icon;
  GtkLabel *now_label;
  GtkLabel *then_label;
  GtkLabel *why_label;
  GtkLabel *note_label;
  GtkBox *body;

  GtkDropDown *verb;
  GtkWidget *path;
  GtkWidget *routes;

  TesseraCatalogue *catalogue;
  TesseraAccess *access;
  TesseraBearer now;           /* the token */
  TesseraBearer then;          /* the token after Update Token */
};

G_DEFINE_FINAL_TYPE (TesseraCheckDialog, tessera_check_dialog, ADW_TYPE_WINDOW)

static gboolean
is_unsaved (TesseraCheckDialog *self)
{
  return !self->now.revoked
         && (self->now.expires_at != self->then.expires_at
             || !tessera_permissions_equal (self->now.permissions, self->then.permissions));
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* The answer as a whole is what the focused field is described by, which is read when it changes. */
static void
describe (TesseraCheckDialog *self)
{
  GtkLabel *labels[] = { self->now_label, self->then_label, self->why_label, self->note_label };
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      const char *text = gtk_label_get_text (labels[i]);

      if (*text != '\0')
        g_string_append_printf (words, "%s%s%s", words->len > 0 ? " " : "", text, g_str_has_suffix (text, ".") ? "" : ".");
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->path), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->str, -1);
  tessera_verb_choice_describe (self->verb, words->str);
}

/* @verdict: (nullable): %NULL while there is nothing to judge */
static void
show_look (TesseraCheckDialog *self, const TesseraVerdict *verdict)
{
  gtk_widget_remove_css_class (self->answer, "allowed");
  gtk_widget_remove_css_class (self->answer, "denied");
  gtk_widget_set_visible (GTK_WIDGET (self->icon), verdict != NULL);
  if (verdict == NULL)
    return;

  gtk_widget_add_css_class (self->answer, verdict->allowed ? "allowed" : "denied");
  gtk_image_set_from_icon_name (self->icon, verdict->allowed ? "object-select-symbolic" : "action-unavailable-symbolic");
}

static void
show_verdicts (TesseraCheckDialog *self, const TesseraVerdict *now, const TesseraVerdict *then)
{
  g_autofree char *now_words = NULL, *then_words = NULL, *why = NULL;

  if (is_unsaved (self))
    {
      /* Translators: %s is an answer, "Allowed by Products: write" */
      now_words = g_strdup_printf (_("Now: %s"), now->words);
      then_words = g_strdup_printf (_("After Update Token: %s"), then->words);
    }
  if (now->area >= 0)
    /* Translators: an area of the API and a pattern of paths */
    why = g_strdup_printf (_("The path belongs to %s by the route %s."),
                           tessera_catalogue_get_area (self->catalogue, (guint) now->area)->name, now->route);

  show_text (self->now_label, now_words != NULL ? now_words : now->words);
  show_text (self->then_label, then_words);
  show_text (self->why_label, why);
}

static void
show_nothing (TesseraCheckDialog *self)
{
  show_text (self->now_label, _("Type a path to see whether this token may use it."));
  show_text (self->then_label, NULL);
  show_text (self->why_label, NULL);
}

static void
follow_request (TesseraCheckDialog *self)
{
  g_autoptr (TesseraTypedRequest) request
    = tessera_typed_request_new (tessera_verb_choice_get (self->verb), gtk_editable_get_text (GTK_EDITABLE (self->path)));
  g_autoptr (TesseraVerdict) now = NULL, then = NULL;
  gint64 time = tessera_time_now ();

  if (*request->target != '\0')
    {
      now = tessera_check (self->access, self->catalogue, request, self->now, time);
      then = tessera_check (self->access, self->catalogue, request, self->then, time);
      show_verdicts (self, now, then);
    }
  else
    show_nothing (self);

  show_text (self->note_label, request->note);
  show_look (self, now);
  tessera_route_list_mark (self->routes, now != NULL ? now->area : -1);
  describe (self);
}

/* The class */

static void
tessera_check_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), TESSERA_TYPE_CHECK_DIALOG);

  G_OBJECT_CLASS (tessera_check_dialog_parent_class)->dispose (object);
}

static void
tessera_check_dialog_finalize (GObject *object)
{
  TesseraCheckDialog *self = TESSERA_CHECK_DIALOG (object);

  g_clear_pointer (&self->access, tessera_access_free);
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);

  G_OBJECT_CLASS (tessera_check_dialog_parent_class)->finalize (object);
}

static void
tessera_check_dialog_class_init (TesseraCheckDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_check_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_check_dialog_finalize;

  g_type_ensure (TESSERA_TYPE_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-check-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraCheckDialog, title);
  gtk_widget_class_bind_template_child (widget_class, TesseraCheckDialog, request);
  gtk_widget_class_bind_template_child (widget_class, TesseraCheckDialog, answer);
  gtk_widget_class_bind_template_child (widget_class, TesseraCheckDialog, icon);
  gtk_widget_class_bind_template_child (widget_class, TesseraCheckDialog, now_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraCheckDialog, then_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraCheckDialog, why_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraCheckDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraCheckDialog, body);
}

static void
add_fields (TesseraCheckDialog *self)
{
  self->verb = tessera_verb_choice_new ();
  self->path = gtk_entry_new ();
  gtk_widget_set_hexpand (self->path, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->path), 12);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->path), _("Path, or a whole address"));
  tessera_accessible_set_name (self->path, _("Path"));
  gtk_widget_set_parent (GTK_WIDGET (self->verb), self->request);
  gtk_widget_set_parent (self->path, self->request);
}

static void
tessera_check_dialog_init (TesseraCheckDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Before anything in it bears a name: with that the window gets its role for good. */
  tessera_accessible_name_window (GTK_WINDOW (self));
  add_fields (self);
  tessera_dialog_close_by_escape (GTK_WINDOW (self));
  tessera_accessible_skip_scrollers (GTK_WIDGET (self));
}

GtkWindow *
tessera_check_dialog_new (GtkWindow *parent, TesseraCatalogue *catalogue, TesseraToken *token, const TesseraDraft *draft)
{
  TesseraCheckDialog *self = g_object_new (TESSERA_TYPE_CHECK_DIALOG, "transient-for", parent, NULL);
  gboolean revoked = tessera_token_get_revoked (token);

  tessera_dialog_narrow (GTK_WINDOW (self));
  self->catalogue = tessera_catalogue_ref (catalogue);
  self->access = tessera_access_new (catalogue);
  self->now = (TesseraBearer) { tessera_token_get_permissions (token), tessera_token_get_expires_at (token), revoked };
  self->then = (TesseraBearer) { draft->permissions, draft->expires_at, revoked };
  adw_window_title_set_subtitle (self->title, tessera_token_get_name (token));

  self->routes = tessera_route_list_new (catalogue, draft->permissions);
  gtk_box_append (self->body, self->routes);
  g_signal_connect_object (self->verb, "notify::selected", G_CALLBACK (follow_request), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->path, "changed", G_CALLBACK (follow_request), self, G_CONNECT_SWAPPED);
  follow_request (self);
  gtk_widget_grab_focus (self->path);
  return GTK_WINDOW (self);
}
