#include "tessera-form.h"

#include "tessera-carry-over.h"
#include "tessera-changes.h"
#include "tessera-form-page.h"
#include "tessera-form-style.h"
#include "tessera-tally.h"
#include "tessera-undo.h"
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

  TesseraCatalogue *catalogue;
  TesseraToken *token;        /* the one being edited, or NULL */
  TesseraDraft *start;        /* what it was filled with; NULL until there is a catalogue */
  gboolean defaults;          /* whether that are the defaults of a new token */
  gboolean dirty;
  gboolean read_only;
  TesseraUndo *undo;
  guint refresh_timeout;

  TesseraNameTaken taken;
  gpointer taken_data;
  TesseraTally *tally;        /* of the other tokens; NULL if nobody told of them */
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

static void
show_sentence (TesseraForm *self, const TesseraDraft *draft)
{
  g_autofree char *sentence = self->token != NULL ? tessera_changes_describe (self->start, draft, self->catalogue)
                                                  : tessera_summary_describe (draft, self->catalogue);

  tessera_form_page_set_sentence (self->page, sentence);
}

static void
show_taken (TesseraForm *self, const TesseraDraft *draft)
{
  g_autofree char *name = tessera_draft_trim_name (draft->name);
  gboolean taken = *name != '\0' && self->taken != NULL && self->taken (name, self->token, self->taken_data);

  tessera_name_row_set_taken (tessera_fields_get_name_row (self->fields), taken);
}

/* Tells everything that follows from the values, whoever changed them. */
static void
follow_values (TesseraForm *self)
{
  g_autoptr (TesseraDraft) draft = NULL;
  gboolean dirty;

  if (self->start == NULL)
    return;

  draft = tessera_form_get_draft (self);
  show_sentence (self, draft);
  show_taken (self, draft);

  dirty = !tessera_draft_equal (draft, self->start);
  if (dirty != self->dirty)
    {
      self->dirty = dirty;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DIRTY]);
    }
}

static GPtrArray *
check (TesseraForm *self)
{
  g_autoptr (TesseraDraft) draft = tessera_form_get_draft (self);

  return tessera_draft_check (draft, self->catalogue, self->token, tessera_time_now ());
}

/* A day that won't do is refused at once, where it is chosen. */
static void
check_expiry (TesseraForm *self)
{
  g_autoptr (GPtrArray) faults = check (self);
  const TesseraFault *fault = tessera_faults_find (faults, "expires_at");

  tessera_fields_set_expiry_fault (self->fields, fault == NULL ? NULL : fault->detail);
}

static void
on_expiry_changed (TesseraForm *self)
{
  if (self->start != NULL)
    check_expiry (self);
}

/* The form as it is now is where undoing ends. */
static void
start_undo (TesseraForm *self)
{
  g_autoptr (TesseraDraft) draft = tessera_form_get_draft (self);

  tessera_undo_start (self->undo, draft);
}

static void
note_step (TesseraForm *self)
{
  g_autoptr (TesseraDraft) draft = tessera_form_get_draft (self);

  if (self->start != NULL)
    tessera_undo_note (self->undo, draft, g_get_monotonic_time ());
}

static void
on_changed (TesseraForm *self)
{
  note_step (self);
  follow_values (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What another token may do is a start; the rest stays. */
static void
on_set_chosen (TesseraForm *self, const TesseraPermissions *permissions)
{
  TesseraPermissionGrid *grid = tessera_fields_get_grid (self->fields);

  tessera_permission_grid_set_permissions (grid, *permissions, (TesseraPermissions) { 0 });
  tessera_permission_grid_clear_faults (grid);
  on_changed (self);
}

static void
on_submit (TesseraForm *self)
{
  g_autoptr (GPtrArray) faults = NULL;

  if (self->start == NULL)
    return;

  faults = check (self);
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

static void
on_popover_closed (TesseraForm *self)
{
  tessera_undo_end_step (self->undo);
}

static void
fill (TesseraForm *self, const TesseraDraft *draft)
{
  TesseraPermissions had = { 0 };

  if (self->token != NULL)
    had = tessera_token_get_permissions (self->token);
  tessera_fields_clear_faults (self->fields);
  tessera_fields_set_now (self->fields, tessera_time_now ());
  tessera_fields_fill (self->fields, draft, had);
}

static TesseraExpiryPopover *
get_popover (TesseraForm *self)
{
  return tessera_expiry_row_get_popover (tessera_fields_get_expiry_row (self->fields));
}

static guint
count_others (const GDate *day, gpointer data)
{
  TesseraForm *self = data;

  return tessera_tally_count_expiring (self->tally, day, self->token);
}

/* For a new token alone, and counted only where somebody sees it. */
static void
show_common_sets (TesseraForm *self)
{
  TesseraStartMenu *menu = tessera_permission_grid_get_start_menu (tessera_fields_get_grid (self->fields));
  const TesseraCommonSet *sets = NULL;
  guint n = 0;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->token == NULL && self->catalogue != NULL && self->tally != NULL)
    sets = tessera_tally_get_common_sets (self->tally, &n);
  tessera_start_menu_set_sets (menu, sets, n, self->catalogue);
}

static void
on_tally_changed (TesseraForm *self)
{
  show_common_sets (self);
  tessera_expiry_popover_count_again (get_popover (self));
}

/* What changes are told against from now on; @start: (transfer full). */
static void
set_start (TesseraForm *self, TesseraToken *token, TesseraDraft *start)
{
  g_set_object (&self->token, token);
  g_clear_pointer (&self->start, tessera_draft_free);
  self->start = start;
  self->defaults = FALSE;

  tessera_form_bar_set_label (self->bar, token == NULL ? _("Create Token") : _("Update Token"));
  tessera_form_page_set_compact (self->page, token != NULL);
  show_common_sets (self);
}

/* A retired area can't be added, so a new token starts without it. */
static void
drop_retired (TesseraDraft *draft, TesseraCatalogue *catalogue)
{
  for (guint area = 0; area < tessera_catalogue_get_n_areas (catalogue); area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      if (tessera_catalogue_get_area (catalogue, area)->retired)
        draft->permissions = tessera_permissions_with (draft->permissions, area, verb, FALSE);
}

static void
take_catalogue (TesseraForm *self, TesseraCatalogue *catalogue)
{
  tessera_catalogue_ref (catalogue);
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  self->catalogue = catalogue;
  tessera_fields_set_catalogue (self->fields, catalogue, tessera_time_now ());
}

/* Another state of what is filled in, which can be sent as any other. */
static void
show_state (TesseraForm *self, const TesseraDraft *state)
{
  fill (self, state);
  check_expiry (self);
  follow_values (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Left to the entry in which a date is being typed; that is no part of the form yet. */
static gboolean
is_for_date_entry (TesseraForm *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return GTK_IS_TEXT (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (get_popover (self)));
}

static gboolean
undo_by_key (GtkWidget *widget, gboolean back)
{
  TesseraForm *self = TESSERA_FORM (gtk_widget_get_ancestor (widget, TESSERA_TYPE_FORM));
  const TesseraDraft *state;

  if (self->start == NULL || self->read_only || is_for_date_entry (self))
    return FALSE;

  state = back ? tessera_undo_back (self->undo) : tessera_undo_forward (self->undo);
  if (state != NULL)
    show_state (self, state);
  else
    gtk_widget_error_bell (widget);
  return TRUE;
}

/* The first catalogue brings the defaults; a name may have been typed before it came. */
static void
start_with_catalogue (TesseraForm *self, TesseraCatalogue *catalogue)
{
  TesseraNameRow *name_row = tessera_fields_get_name_row (self->fields);
  g_autofree char *name = g_strdup (tessera_name_row_get_name (name_row));

  take_catalogue (self, catalogue);
  tessera_form_start_create (self, NULL);
  tessera_name_row_set_name (name_row, name);
  start_undo (self);
  follow_values (self);
}

typedef struct
{
  TesseraCatalogue *before, *after;
} CatalogueChange;

static void
carry_over_state (TesseraDraft *state, gpointer data)
{
  const CatalogueChange *change = data;

  state->permissions = tessera_carry_over_permissions (state->permissions, change->before, change->after);
}

static void
change_catalogue (TesseraForm *self, TesseraCatalogue *catalogue)
{
  g_autoptr (TesseraDraft) draft = tessera_form_get_draft (self);

  tessera_undo_change_all (self->undo, carry_over_state, &(CatalogueChange) { self->catalogue, catalogue });
  draft->permissions = tessera_carry_over_permissions (draft->permissions, self->catalogue, catalogue);
  self->start->permissions = tessera_carry_over_permissions (self->start->permissions, self->catalogue, catalogue);
  if (self->token != NULL)
    {
      TesseraToken *token = tessera_carry_over_token (self->token, self->catalogue, catalogue);

      g_object_unref (self->token);
      self->token = token;
    }

  take_catalogue (self, catalogue);
  fill (self, draft);
  check_expiry (self);
  follow_values (self);
  show_common_sets (self);
}

/* A form left open over midnight (UTC) tells the truth, and, untouched, starts from the new day. */
static void
follow_clock (TesseraForm *self)
{
  if (self->start == NULL)
    return;

  if (self->defaults && !self->dirty)
    {
      g_autoptr (TesseraDraft) fresh = tessera_draft_new (self->catalogue, tessera_time_now ());

      if (!tessera_draft_equal (fresh, self->start))
        tessera_form_start_create (self, NULL);
    }
  tessera_fields_set_now (self->fields, tessera_time_now ());
}

static gboolean
on_time_passes (gpointer data)
{
  follow_clock (data);
  return G_SOURCE_CONTINUE;
}

static void
tessera_form_map (GtkWidget *widget)
{
  TesseraForm *self = TESSERA_FORM (widget);

  follow_clock (self);
  self->refresh_timeout = g_timeout_add_seconds (REFRESH_SECONDS, on_time_passes, self);

  GTK_WIDGET_CLASS (tessera_form_parent_class)->map (widget);
  show_common_sets (self);
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
  if (self->page != NULL)
    {
      tessera_expiry_popover_set_count (get_popover (self), NULL, NULL);
      gtk_widget_unparent (GTK_WIDGET (self->page));
    }
  self->page = NULL;
  g_clear_object (&self->tally);
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  g_clear_pointer (&self->start, tessera_draft_free);
  g_clear_pointer (&self->undo, tessera_undo_free);
  g_clear_object (&self->token);

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
tessera_form_init (TesseraForm *self)
{
  tessera_form_style_load (gtk_widget_get_display (GTK_WIDGET (self)));
  self->undo = tessera_undo_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fields = tessera_form_page_get_fields (self->page);
  self->bar = tessera_form_page_get_bar (self->page);

  g_signal_connect_object (self->fields, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fields, "expiry-changed", G_CALLBACK (on_expiry_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bar, "submit", G_CALLBACK (on_submit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tessera_permission_grid_get_start_menu (tessera_fields_get_grid (self->fields)), "chosen",
                           G_CALLBACK (on_set_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_popover (self), "closed", G_CALLBACK (on_popover_closed), self, G_CONNECT_SWAPPED);
  tessera_undo_keys_add (GTK_WIDGET (self), undo_by_key);
  /* While it is open no key gets beyond it. */
  tessera_undo_keys_add (GTK_WIDGET (get_popover (self)), undo_by_key);
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

  if (form->start == NULL)
    start_with_catalogue (form, catalogue);
  else if (!tessera_catalogue_equal (form->catalogue, catalogue))
    change_catalogue (form, catalogue);
}

void
tessera_form_start_create (TesseraForm *form, const TesseraDraft *draft)
{
  TesseraDraft *start;

  g_return_if_fail (TESSERA_IS_FORM (form));

  if (form->catalogue == NULL)
    return;      /* the catalogue brings the defaults when it comes */

  start = draft == NULL ? tessera_draft_new (form->catalogue, tessera_time_now ()) : tessera_draft_copy (draft);
  drop_retired (start, form->catalogue);
  set_start (form, NULL, start);
  form->defaults = draft == NULL;
  fill (form, start);
  start_undo (form);
  follow_values (form);
}

void
tessera_form_restore (TesseraForm *form, const TesseraDraft *draft)
{
  g_autoptr (TesseraDraft) state = NULL;

  g_return_if_fail (TESSERA_IS_FORM (form) && draft != NULL && form->start != NULL);

  state = tessera_draft_copy (draft);
  if (form->token == NULL)
    drop_retired (state, form->catalogue);
  show_state (form, state);
  note_step (form);
}

void
tessera_form_start_edit (TesseraForm *form, TesseraToken *token)
{
  g_return_if_fail (TESSERA_IS_FORM (form) && TESSERA_IS_TOKEN (token) && form->catalogue != NULL);

  set_start (form, token, tessera_draft_new_from_token (token));
  fill (form, form->start);
  start_undo (form);
  follow_values (form);
}

void
tessera_form_rebase (TesseraForm *form, TesseraToken *token)
{
  g_autoptr (TesseraDraft) draft = NULL;

  g_return_if_fail (TESSERA_IS_FORM (form) && TESSERA_IS_TOKEN (token) && form->start != NULL);

  draft = tessera_form_get_draft (form);
  set_start (form, token, tessera_draft_new_from_token (token));
  fill (form, draft);
  check_expiry (form);
  follow_values (form);
}

TesseraToken *
tessera_form_get_token (TesseraForm *form)
{
  g_return_val_if_fail (TESSERA_IS_FORM (form), NULL);

  return form->token;
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

  form->read_only = read_only;
  tessera_fields_set_read_only (form->fields, read_only);
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

  form->taken = taken;
  form->taken_data = data;
  follow_values (form);
}

void
tessera_form_set_tokens (TesseraForm *form, GListModel *tokens)
{
  g_return_if_fail (TESSERA_IS_FORM (form) && G_IS_LIST_MODEL (tokens) && form->tally == NULL);

  form->tally = tessera_tally_new (tokens);
  g_signal_connect_object (form->tally, "changed", G_CALLBACK (on_tally_changed), form, G_CONNECT_SWAPPED);
  tessera_expiry_popover_set_count (get_popover (form), count_others, form);
}

void
tessera_form_add_action (TesseraForm *form, GtkWidget *button)
{
  g_return_if_fail (TESSERA_IS_FORM (form) && GTK_IS_WIDGET (button));

  tessera_form_bar_add_action (form->bar, button);
}

TesseraFields *
tessera_form_get_fields (TesseraForm *form)
{
  g_return_val_if_fail (TESSERA_IS_FORM (form), NULL);

  return form->fields;
}
