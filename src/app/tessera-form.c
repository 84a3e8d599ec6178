#include "tessera-form.h"

#include "tessera-changes.h"
#include "tessera-filling.h"
#include "tessera-form-page.h"
#include "tessera-form-style.h"
#include "tessera-neighbours.h"
#include "tessera-undo-keys.h"

#include <glib/gi18n-lib.h>

/* How often what depends on the clock is told anew. */
#define REFRESH_SECONDS 30

struct _TesseraForm
{
  GtkWidget parent_instance;

  TesseraFormPage *page;
  TesseraFields *fields;      /* the page's */
  TesseraFormBar *bar;

  TesseraFilling *filling;
  TesseraNeighbours *neighbours;
  gboolean dirty;
  guint refresh_timeout;
};

G_DEFINE_TYPE (TesseraForm, tessera_form, GTK_TYPE_WIDGET)

enum
{
  PROP_DIRTY = 1,
  N_PROPS,
};

enum
{
  CHANGED,
  SUBMIT,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
has_start (TesseraForm *self)
{
  return tessera_filling_get_start (self->filling) != NULL;
}

static void
show_sentence (TesseraForm *self, const TesseraDraft *draft)
{
  TesseraCatalogue *catalogue = tessera_filling_get_catalogue (self->filling);
  gboolean edits = tessera_form_get_token (self) != NULL;
  g_autofree char *sentence = edits ? tessera_changes_describe (tessera_filling_get_start (self->filling), draft, catalogue)
                                    : tessera_summary_describe (draft, catalogue);

  tessera_form_page_set_sentence (self->page, sentence);
}

static void
show_dirty (TesseraForm *self)
{
  gboolean dirty = tessera_filling_get_dirty (self->filling);

  if (dirty == self->dirty)
    return;
  self->dirty = dirty;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DIRTY]);
}

/* Tells everything that follows from the values, whoever changed them. */
static void
on_followed (TesseraForm *self)
{
  g_autoptr (TesseraDraft) draft = tessera_form_get_draft (self);

  show_sentence (self, draft);
  show_dirty (self);
  tessera_neighbours_show_taken (self->neighbours);
}

static void
on_started (TesseraForm *self)
{
  TesseraToken *token = tessera_form_get_token (self);

  tessera_form_bar_set_label (self->bar, token == NULL ? _("Create Token") : _("Update Token"));
  tessera_form_page_set_compact (self->page, token != NULL);
  tessera_neighbours_set_own (self->neighbours, token, tessera_filling_get_catalogue (self->filling));
}

static void
on_changed (TesseraForm *self)
{
  show_dirty (self);      /* also as long as there is nothing to follow from */
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_submit (TesseraForm *self)
{
  g_autoptr (GPtrArray) faults = NULL;

  if (!has_start (self))
    return;

  faults = tessera_filling_check (self->filling);
  tessera_form_show_faults (self, faults);
  if (faults->len == 0)
    g_signal_emit (self, signals[SUBMIT], 0);
}

static gboolean
submit_by_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  TesseraForm *self = TESSERA_FORM (widget);

  if (gtk_widget_is_sensitive (GTK_WIDGET (tessera_form_bar_get_button (self->bar))))
    on_submit (self);
  else
    gtk_widget_error_bell (widget);
  return TRUE;
}

/* A form left open over midnight (UTC) tells the truth, and, untouched, starts from the new day. */
static gboolean
on_time_passes (gpointer data)
{
  tessera_filling_follow_clock (TESSERA_FORM (data)->filling);
  return G_SOURCE_CONTINUE;
}

static void
tessera_form_map (GtkWidget *widget)
{
  TesseraForm *self = TESSERA_FORM (widget);

  tessera_filling_follow_clock (self->filling);
  self->refresh_timeout = g_timeout_add_seconds (REFRESH_SECONDS, on_time_passes, self);

  GTK_WIDGET_CLASS (tessera_form_parent_class)->map (widget);
  tessera_neighbours_show (self->neighbours);
}

static void
tessera_form_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&TESSERA_FORM (widget)->refresh_timeout, g_source_remove);

  GTK_WIDGET_CLASS (tessera_form_parent_class)->unmap (widget);
}

static void
tessera_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_DIRTY:
      g_value_set_boolean (value, TESSERA_FORM (object)->dirty);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tessera_form_dispose (GObject *object)
{
  TesseraForm *self = TESSERA_FORM (object);

  g_clear_handle_id (&self->refresh_timeout, g_source_remove);
  g_clear_object (&self->filling);
  g_clear_pointer (&self->neighbours, tessera_neighbours_free);
  if (self->page != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->page));
  self->page = NULL;

  G_OBJECT_CLASS (tessera_form_parent_class)->dispose (object);
}

static void
tessera_form_class_init (TesseraFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tessera_form_get_property;
  object_class->dispose = tessera_form_dispose;
  widget_class->map = tessera_form_map;
  widget_class->unmap = tessera_form_unmap;

  props[PROP_DIRTY] = g_param_spec_boolean ("dirty", NULL, NULL, FALSE,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] = g_signal_new ("changed", TESSERA_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[SUBMIT] = g_signal_new ("submit", TESSERA_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (TESSERA_TYPE_FORM_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-form.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraForm, page);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, submit_by_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, submit_by_key, NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_FORM);
}

static void
watch_filling (TesseraForm *self)
{
  self->filling = tessera_filling_new (self->fields);
  g_signal_connect_object (self->filling, "started", G_CALLBACK (on_started), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filling, "followed", G_CALLBACK (on_followed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filling, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static void
tessera_form_init (TesseraForm *self)
{
  tessera_form_style_load (gtk_widget_get_display (GTK_WIDGET (self)));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fields = tessera_form_page_get_fields (self->page);
  self->bar = tessera_form_page_get_bar (self->page);
  self->neighbours = tessera_neighbours_new (self->fields);
  watch_filling (self);

  g_signal_connect_object (self->bar, "submit", G_CALLBACK (on_submit), self, G_CONNECT_SWAPPED);
  tessera_undo_keys_add (GTK_WIDGET (self), tessera_expiry_row_get_popover (tessera_fields_get_expiry_row (self->fields)),
                         self->filling);
  tessera_form_bar_set_label (self->bar, _("Create Token"));
}

GtkWidget *
tessera_form_new (void)
{
  return g_object_new (TESSERA_TYPE_FORM, NULL);
}

void
tessera_form_set_catalogue (TesseraForm *form, TesseraCatalogue *catalogue)
{
  g_return_if_fail (TESSERA_IS_FORM (form) && catalogue != NULL);

  tessera_filling_set_catalogue (form->filling, catalogue);
}

void
tessera_form_start_create (TesseraForm *form, const TesseraDraft *draft)
{
  g_return_if_fail (TESSERA_IS_FORM (form));

  tessera_filling_start_create (form->filling, draft);
}

void
tessera_form_restore (TesseraForm *form, const TesseraDraft *draft)
{
  g_return_if_fail (TESSERA_IS_FORM (form) && draft != NULL && has_start (form));

  tessera_filling_replace (form->filling, draft, FALSE);
}

void
tessera_form_put_copy (TesseraForm *form, const TesseraDraft *draft)
{
  g_return_if_fail (TESSERA_IS_FORM (form) && draft != NULL && has_start (form));

  tessera_filling_replace (form->filling, draft, TRUE);
}

void
tessera_form_start_edit (TesseraForm *form, TesseraToken *token)
{
  g_return_if_fail (TESSERA_IS_FORM (form) && TESSERA_IS_TOKEN (token));

  tessera_filling_start_edit (form->filling, token);
}

void
tessera_form_rebase (TesseraForm *form, TesseraToken *token)
{
  g_return_if_fail (TESSERA_IS_FORM (form) && TESSERA_IS_TOKEN (token));

  tessera_filling_rebase (form->filling, token);
}

TesseraToken *
tessera_form_get_token (TesseraForm *form)
{
  g_return_val_if_fail (TESSERA_IS_FORM (form), NULL);

  return tessera_filling_get_token (form->filling);
}

TesseraDraft *
tessera_form_get_draft (TesseraForm *form)
{
  g_return_val_if_fail (TESSERA_IS_FORM (form), NULL);

  return tessera_fields_get_draft (form->fields);
}

gboolean
tessera_form_focus (TesseraForm *form)
{
  g_return_val_if_fail (TESSERA_IS_FORM (form), FALSE);

  return tessera_form_row_focus (TESSERA_FORM_ROW (tessera_fields_get_expiry_row (form->fields)));
}

gboolean
tessera_form_get_dirty (TesseraForm *form)
{
  g_return_val_if_fail (TESSERA_IS_FORM (form), FALSE);

  return form->dirty;
}

void
tessera_form_show_faults (TesseraForm *form, GPtrArray *faults)
{
  g_return_if_fail (TESSERA_IS_FORM (form) && faults != NULL);

  tessera_fields_clear_faults (form->fields);
  for (guint i = 0; i < faults->len; i++)
    tessera_fields_add_fault (form->fields, g_ptr_array_index (faults, i));
  if (faults->len > 0)
    tessera_fields_focus_fault (form->fields);
}

void
tessera_form_set_blocked (TesseraForm *form, const char *why)
{
  g_return_if_fail (TESSERA_IS_FORM (form));

  tessera_form_bar_set_blocked (form->bar, why);
}

void
tessera_form_set_read_only (TesseraForm *form, gboolean read_only)
{
  g_return_if_fail (TESSERA_IS_FORM (form));

  tessera_filling_set_read_only (form->filling, read_only);
}

void
tessera_form_set_busy (TesseraForm *form, gboolean busy)
{
  g_return_if_fail (TESSERA_IS_FORM (form));

  tessera_form_bar_set_busy (form->bar, busy);
}

void
tessera_form_set_name_taken (TesseraForm *form, TesseraNameTaken taken, gpointer data)
{
  g_return_if_fail (TESSERA_IS_FORM (form));

  tessera_neighbours_set_taken (form->neighbours, taken, data);
}

void
tessera_form_set_tokens (TesseraForm *form, GListModel *tokens)
{
  g_return_if_fail (TESSERA_IS_FORM (form) && G_IS_LIST_MODEL (tokens));

  tessera_neighbours_set_tokens (form->neighbours, tokens);
}

TesseraFormPage *
tessera_form_get_page (TesseraForm *form)
{
  g_return_val_if_fail (TESSERA_IS_FORM (form), NULL);

  return form->page;
}

TesseraFields *
tessera_form_get_fields (TesseraForm *form)
{
  g_return_val_if_fail (TESSERA_IS_FORM (form), NULL);

  return form->fields;
}
