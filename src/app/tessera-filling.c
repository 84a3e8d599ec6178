#include "tessera-filling.h"

#include "tessera-baseline.h"
#include "tessera-carry-over.h"
#include "tessera-undo.h"

struct _TesseraFilling
{
  GObject parent_instance;

  TesseraFields *fields;
  TesseraCatalogue *catalogue;
  TesseraBaseline *baseline;
  TesseraUndo *undo;
  gboolean defaults;          /* whether it started from the defaults of a new token */
  gboolean read_only;
};

G_DEFINE_FINAL_TYPE (TesseraFilling, tessera_filling, G_TYPE_OBJECT)

enum
{
  STARTED,
  FOLLOWED,
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
has_start (TesseraFilling *self)
{
  return tessera_baseline_get_draft (self->baseline) != NULL;
}

static void
follow (TesseraFilling *self)
{
  if (has_start (self))
    g_signal_emit (self, signals[FOLLOWED], 0);
}

/* A day that won't do is refused at once, where it is chosen. */
static void
check_expiry (TesseraFilling *self)
{
  g_autoptr (GPtrArray) faults = NULL;
  const TesseraFault *fault;

  if (!has_start (self))
    return;

  faults = tessera_filling_check (self);
  fault = tessera_faults_find (faults, "expires_at");
  tessera_fields_set_expiry_fault (self->fields, fault == NULL ? NULL : fault->detail);
}

static void
fill (TesseraFilling *self, const TesseraDraft *draft)
{
  TesseraToken *token = tessera_baseline_get_token (self->baseline);
  TesseraPermissions had = { 0 };

  if (token != NULL)
    had = tessera_token_get_permissions (token);
  tessera_fields_clear_faults (self->fields);
  tessera_fields_set_now (self->fields, tessera_time_now ());
  tessera_fields_fill (self->fields, draft, had);
}

/* Another state of what is filled in, which can be sent as any other. */
static void
show_state (TesseraFilling *self, const TesseraDraft *state)
{
  fill (self, state);
  check_expiry (self);
  follow (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The fields as they are now are where undoing ends. */
static void
start_undo (TesseraFilling *self)
{
  g_autoptr (TesseraDraft) draft = tessera_fields_get_draft (self->fields);

  tessera_undo_start (self->undo, draft);
}

static void
note_step (TesseraFilling *self)
{
  g_autoptr (TesseraDraft) draft = tessera_fields_get_draft (self->fields);

  if (has_start (self))
    tessera_undo_note (self->undo, draft, g_get_monotonic_time ());
}

static void
on_changed (TesseraFilling *self)
{
  note_step (self);
  follow (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
take_catalogue (TesseraFilling *self, TesseraCatalogue *catalogue)
{
  tessera_catalogue_ref (catalogue);
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  self->catalogue = catalogue;
  tessera_fields_set_catalogue (self->fields, catalogue, tessera_time_now ());
}

/* The first catalogue brings the defaults; a name may have been typed before it came. */
static void
start_with_catalogue (TesseraFilling *self, TesseraCatalogue *catalogue)
{
  TesseraNameRow *name_row = tessera_fields_get_name_row (self->fields);
  g_autofree char *name = g_strdup (tessera_name_row_get_name (name_row));

  take_catalogue (self, catalogue);
  tessera_filling_start_create (self, NULL);
  tessera_name_row_set_name (name_row, name);
  start_undo (self);
  follow (self);
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
change_catalogue (TesseraFilling *self, TesseraCatalogue *catalogue)
{
  g_autoptr (TesseraDraft) draft = tessera_fields_get_draft (self->fields);
  CatalogueChange change = { self->catalogue, catalogue };

  carry_over_state (draft, &change);
  tessera_undo_change_all (self->undo, carry_over_state, &change);
  tessera_baseline_carry_over (self->baseline, self->catalogue, catalogue);

  take_catalogue (self, catalogue);
  fill (self, draft);
  check_expiry (self);
  follow (self);
  g_signal_emit (self, signals[STARTED], 0);
}

static void
tessera_filling_finalize (GObject *object)
{
  TesseraFilling *self = TESSERA_FILLING (object);

  g_clear_object (&self->fields);
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  tessera_baseline_free (self->baseline);
  tessera_undo_free (self->undo);

  G_OBJECT_CLASS (tessera_filling_parent_class)->finalize (object);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, TESSERA_TYPE_FILLING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tessera_filling_class_init (TesseraFillingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_filling_finalize;

  signals[STARTED] = new_signal ("started");
  signals[FOLLOWED] = new_signal ("followed");
  signals[CHANGED] = new_signal ("changed");
}

static void
tessera_filling_init (TesseraFilling *self)
{
  self->baseline = tessera_baseline_new ();
  self->undo = tessera_undo_new ();
}

TesseraFilling *
tessera_filling_new (TesseraFields *fields)
{
  TesseraFilling *self = g_object_new (TESSERA_TYPE_FILLING, NULL);

  self->fields = g_object_ref (fields);
  g_signal_connect_object (fields, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fields, "expiry-changed", G_CALLBACK (check_expiry), self, G_CONNECT_SWAPPED);
  return self;
}

void
tessera_filling_set_catalogue (TesseraFilling *filling, TesseraCatalogue *catalogue)
{
  g_return_if_fail (TESSERA_IS_FILLING (filling) && catalogue != NULL);

  if (!has_start (filling))
    start_with_catalogue (filling, catalogue);
  else if (!tessera_catalogue_equal (filling->catalogue, catalogue))
    change_catalogue (filling, catalogue);
}

TesseraCatalogue *
tessera_filling_get_catalogue (TesseraFilling *filling)
{
  g_return_val_if_fail (TESSERA_IS_FILLING (filling), NULL);

  return filling->catalogue;
}

static void
start (TesseraFilling *filling)
{
  g_signal_emit (filling, signals[STARTED], 0);
  fill (filling, tessera_baseline_get_draft (filling->baseline));
  start_undo (filling);
  follow (filling);
}

void
tessera_filling_start_create (TesseraFilling *filling, const TesseraDraft *draft)
{
  g_autoptr (TesseraDraft) fresh = NULL;

  g_return_if_fail (TESSERA_IS_FILLING (filling));

  if (filling->catalogue == NULL)
    return;      /* the catalogue brings the defaults when it comes */

  if (draft == NULL)
    fresh = tessera_draft_new (filling->catalogue, tessera_time_now ());
  tessera_baseline_create (filling->baseline, draft != NULL ? draft : fresh, filling->catalogue);
  filling->defaults = draft == NULL;
  start (filling);
}

void
tessera_filling_start_edit (TesseraFilling *filling, TesseraToken *token)
{
  g_return_if_fail (TESSERA_IS_FILLING (filling) && TESSERA_IS_TOKEN (token) && filling->catalogue != NULL);

  tessera_baseline_edit (filling->baseline, token);
  filling->defaults = FALSE;
  start (filling);
}

void
tessera_filling_rebase (TesseraFilling *filling, TesseraToken *token)
{
  g_autoptr (TesseraDraft) draft = NULL;

  g_return_if_fail (TESSERA_IS_FILLING (filling) && TESSERA_IS_TOKEN (token) && has_start (filling));

  draft = tessera_fields_get_draft (filling->fields);
  tessera_baseline_edit (filling->baseline, token);
  filling->defaults = FALSE;
  g_signal_emit (filling, signals[STARTED], 0);
  fill (filling, draft);
  check_expiry (filling);
  follow (filling);
}

void
tessera_filling_replace (TesseraFilling *filling, const TesseraDraft *draft, gboolean copy)
{
  g_autoptr (TesseraDraft) state = NULL;

  g_return_if_fail (TESSERA_IS_FILLING (filling) && draft != NULL && has_start (filling));

  state = tessera_draft_copy (draft);
  if (tessera_baseline_get_token (filling->baseline) == NULL)
    state->permissions = tessera_catalogue_drop_retired (filling->catalogue, state->permissions);
  if (copy)
    tessera_baseline_add_copy (filling->baseline, state);
  tessera_undo_end_step (filling->undo);
  show_state (filling, state);
  note_step (filling);
  tessera_undo_end_step (filling->undo);
}

void
tessera_filling_set_read_only (TesseraFilling *filling, gboolean read_only)
{
  g_return_if_fail (TESSERA_IS_FILLING (filling));

  filling->read_only = read_only;
  tessera_fields_set_read_only (filling->fields, read_only);
}

gboolean
tessera_filling_can_undo (TesseraFilling *filling)
{
  g_return_val_if_fail (TESSERA_IS_FILLING (filling), FALSE);

  return has_start (filling) && !filling->read_only;
}

gboolean
tessera_filling_undo (TesseraFilling *filling, gboolean back)
{
  const TesseraDraft *state;

  g_return_val_if_fail (TESSERA_IS_FILLING (filling), FALSE);

  state = back ? tessera_undo_back (filling->undo) : tessera_undo_forward (filling->undo);
  if (state != NULL)
    show_state (filling, state);
  return state != NULL;
}

void
tessera_filling_end_step (TesseraFilling *filling)
{
  g_return_if_fail (TESSERA_IS_FILLING (filling));

  tessera_undo_end_step (filling->undo);
}

void
tessera_filling_follow_clock (TesseraFilling *filling)
{
  g_autoptr (TesseraDraft) fresh = NULL, draft = NULL;
  const TesseraDraft *begun = tessera_baseline_get_draft (filling->baseline);

  if (begun == NULL)
    return;

  draft = tessera_fields_get_draft (filling->fields);
  fresh = tessera_draft_new (filling->catalogue, tessera_time_now ());
  if (filling->defaults && tessera_draft_equal (draft, begun) && !tessera_draft_equal (fresh, begun))
    tessera_filling_start_create (filling, NULL);
  tessera_fields_set_now (filling->fields, tessera_time_now ());
}

GPtrArray *
tessera_filling_check (TesseraFilling *filling)
{
  g_autoptr (TesseraDraft) draft = NULL;

  g_return_val_if_fail (TESSERA_IS_FILLING (filling) && filling->catalogue != NULL, NULL);

  draft = tessera_fields_get_draft (filling->fields);
  return tessera_draft_check (draft, filling->catalogue, tessera_baseline_get_token (filling->baseline), tessera_time_now ());
}

TesseraToken *
tessera_filling_get_token (TesseraFilling *filling)
{
  g_return_val_if_fail (TESSERA_IS_FILLING (filling), NULL);

  return tessera_baseline_get_token (filling->baseline);
}

const TesseraDraft *
tessera_filling_get_start (TesseraFilling *filling)
{
  g_return_val_if_fail (TESSERA_IS_FILLING (filling), NULL);

  return tessera_baseline_get_draft (filling->baseline);
}

gboolean
tessera_filling_get_dirty (TesseraFilling *filling)
{
  g_autoptr (TesseraDraft) draft = NULL;

  g_return_val_if_fail (TESSERA_IS_FILLING (filling), FALSE);

  draft = tessera_fields_get_draft (filling->fields);
  if (!has_start (filling))
    return *draft->name != '\0';      /* all that can be filled in by then */

  return tessera_baseline_differs (filling->baseline, draft);
}
