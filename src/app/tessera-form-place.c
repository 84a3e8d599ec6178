#include "tessera-form-place.h"

#include "tessera-accessible.h"
#include "tessera-not-loaded.h"
#include "tessera-states.h"

struct _TesseraFormPlace
{
  GtkWidget parent_instance;

  TesseraStates *states;
  TesseraForm *form;
  TesseraNotLoaded *missing;   /* made when it is first needed */
  char *why;                   /* NULL while the form is shown */
  char *action;
  GtkWidget *left;             /* weak: what had the focus in the form when that gave way */
};

G_DEFINE_FINAL_TYPE (TesseraFormPlace, tessera_form_place, GTK_TYPE_WIDGET)

enum
{
  ACTION,
  SEEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_action (TesseraFormPlace *self)
{
  g_signal_emit (self, signals[ACTION], 0);
}

static void
on_seen (TesseraFormPlace *self)
{
  g_signal_emit (self, signals[SEEN], 0);
}

/* Before the first catalogue there is only the name to be typed. */
static gboolean
has_typed (TesseraFormPlace *self)
{
  return *tessera_name_row_get_name (tessera_fields_get_name_row (tessera_form_get_fields (self->form))) != '\0';
}

static void
make_missing (TesseraFormPlace *self)
{
  self->missing = TESSERA_NOT_LOADED (tessera_not_loaded_new ());
  gtk_widget_set_name (GTK_WIDGET (self->missing), "missing");
  g_signal_connect_object (self->missing, "action", G_CALLBACK (on_action), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->missing, "map", G_CALLBACK (on_seen), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->missing, "unmap", G_CALLBACK (on_seen), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  tessera_states_add (self->states, GTK_WIDGET (self->missing));
}

static void
show_missing (TesseraFormPlace *self)
{
  gboolean has_focus = tessera_accessible_has_focus (GTK_WIDGET (self->form));

  if (self->missing == NULL)
    make_missing (self);
  if (has_focus)
    g_set_weak_pointer (&self->left, gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self))));

  tessera_states_show (self->states, "missing");
  tessera_not_loaded_set (self->missing, self->why, self->action, has_typed (self));
  if (has_focus)
    tessera_not_loaded_focus (self->missing);
}

static void
show_form (TesseraFormPlace *self)
{
  gboolean has_focus = self->missing != NULL && tessera_accessible_has_focus (GTK_WIDGET (self->missing));

  tessera_states_show (self->states, "form");
  if (has_focus && (self->left == NULL || !gtk_widget_grab_focus (self->left)))
    tessera_form_focus (self->form);
  g_clear_weak_pointer (&self->left);
}

static void
show (TesseraFormPlace *self)
{
  if (self->form == NULL)
    return;

  if (self->why != NULL)
    show_missing (self);
  else
    show_form (self);
}

static void
tessera_form_place_dispose (GObject *object)
{
  TesseraFormPlace *self = TESSERA_FORM_PLACE (object);

  g_clear_weak_pointer (&self->left);
  if (self->states != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->states)));
  self->form = NULL;
  self->missing = NULL;

  G_OBJECT_CLASS (tessera_form_place_parent_class)->dispose (object);
}

static void
tessera_form_place_finalize (GObject *object)
{
  TesseraFormPlace *self = TESSERA_FORM_PLACE (object);

  g_free (self->why);
  g_free (self->action);

  G_OBJECT_CLASS (tessera_form_place_parent_class)->finalize (object);
}

static void
tessera_form_place_class_init (TesseraFormPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_form_place_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_form_place_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[ACTION] = g_signal_new ("action", TESSERA_TYPE_FORM_PLACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SEEN] = g_signal_new ("seen", TESSERA_TYPE_FORM_PLACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
tessera_form_place_init (TesseraFormPlace *self)
{
  self->states = g_object_new (TESSERA_TYPE_STATES, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->states), GTK_WIDGET (self));
}

GtkWidget *
tessera_form_place_new (void)
{
  return g_object_new (TESSERA_TYPE_FORM_PLACE, NULL);
}

void
tessera_form_place_set_form (TesseraFormPlace *self, TesseraForm *form)
{
  g_return_if_fail (TESSERA_IS_FORM_PLACE (self) && TESSERA_IS_FORM (form) && self->form == NULL);

  self->form = form;
  gtk_widget_set_name (GTK_WIDGET (form), "form");
  tessera_states_add (self->states, GTK_WIDGET (form));
  show (self);
}

void
tessera_form_place_set_missing (TesseraFormPlace *self, const char *why, const char *action)
{
  g_return_if_fail (TESSERA_IS_FORM_PLACE (self) && (why == NULL || action != NULL));

  g_free (self->why);
  g_free (self->action);
  self->why = g_strdup (why);
  self->action = g_strdup (action);
  show (self);
}

gboolean
tessera_form_place_get_seen (TesseraFormPlace *self)
{
  g_return_val_if_fail (TESSERA_IS_FORM_PLACE (self), FALSE);

  return self->missing != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->missing));
}

void
tessera_form_place_focus (TesseraFormPlace *self)
{
  g_return_if_fail (TESSERA_IS_FORM_PLACE (self) && self->form != NULL);

  if (self->why != NULL)
    tessera_not_loaded_focus (self->missing);
  else
    tessera_form_focus (self->form);
}
