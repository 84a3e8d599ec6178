#include "tessera-form-bar.h"

#include "tessera-accessible.h"
#include "tessera-pair.h"

#include <glib/gi18n-lib.h>

/* A request that takes less shows no spinner. */
#define SPINNER_AFTER_MS 300

struct _TesseraFormBar
{
  GtkWidget parent_instance;

  GtkWidget *why_box;
  GtkSpinner *spinner;
  GtkLabel *why_label;
  GtkWidget *actions;
  GtkWidget *button;

  char *blocked;
  char *effect;                /* what the button does when it is pressed */
  gboolean busy;
  gboolean had_focus;          /* the button, until a request made it insensitive */
  guint spinner_timeout;
};

G_DEFINE_TYPE (TesseraFormBar, tessera_form_bar, GTK_TYPE_WIDGET)

enum
{
  SUBMIT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The button loses it to nowhere when it becomes insensitive, and has it again then, unless it went elsewhere. */
static void
set_button_sensitive (TesseraFormBar *self, gboolean sensitive)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!sensitive && tessera_accessible_has_focus (self->button))
    self->had_focus = TRUE;
  gtk_widget_set_sensitive (self->button, sensitive);
  if (!sensitive || !self->had_focus)
    return;

  self->had_focus = FALSE;
  if (root != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (self->button);
}

static void
show_state (TesseraFormBar *self)
{
  gboolean waiting = self->busy && self->spinner_timeout == 0;
  const char *why = self->blocked != NULL ? self->blocked : waiting ? _("Waiting for the server…") : NULL;

  set_button_sensitive (self, self->blocked == NULL && !self->busy);
  gtk_label_set_text (self->why_label, why == NULL ? "" : why);
  gtk_widget_set_visible (self->why_box, why != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), waiting);
  gtk_spinner_set_spinning (self->spinner, waiting);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  why != NULL ? why : self->effect != NULL ? self->effect : "", -1);
}

static gboolean
on_takes_long (gpointer data)
{
  TesseraFormBar *self = data;

  self->spinner_timeout = 0;
  show_state (self);
  return G_SOURCE_REMOVE;
}

static void
on_clicked (TesseraFormBar *self)
{
  g_signal_emit (self, signals[SUBMIT], 0);
}

static void
tessera_form_bar_dispose (GObject *object)
{
  TesseraFormBar *self = TESSERA_FORM_BAR (object);
  GtkWidget *child;

  g_clear_handle_id (&self->spinner_timeout, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tessera_form_bar_parent_class)->dispose (object);
}

static void
tessera_form_bar_finalize (GObject *object)
{
  TesseraFormBar *self = TESSERA_FORM_BAR (object);

  g_free (self->blocked);
  g_free (self->effect);

  G_OBJECT_CLASS (tessera_form_bar_parent_class)->finalize (object);
}

static void
tessera_form_bar_class_init (TesseraFormBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_form_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_form_bar_finalize;

  signals[SUBMIT] = g_signal_new ("submit", TESSERA_TYPE_FORM_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (TESSERA_TYPE_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-form-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraFormBar, why_box);
  gtk_widget_class_bind_template_child (widget_class, TesseraFormBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, TesseraFormBar, why_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraFormBar, actions);
  gtk_widget_class_bind_template_child (widget_class, TesseraFormBar, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
  gtk_widget_class_set_css_name (widget_class, "form-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_form_bar_init (TesseraFormBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tessera_form_bar_new (void)
{
  return g_object_new (TESSERA_TYPE_FORM_BAR, NULL);
}

void
tessera_form_bar_set_label (TesseraFormBar *bar, const char *label)
{
  g_return_if_fail (TESSERA_IS_FORM_BAR (bar));

  gtk_button_set_label (GTK_BUTTON (bar->button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
tessera_form_bar_set_blocked (TesseraFormBar *bar, const char *why)
{
  g_return_if_fail (TESSERA_IS_FORM_BAR (bar));

  if (g_strcmp0 (bar->blocked, why) != 0)
    {
      g_free (bar->blocked);
      bar->blocked = g_strdup (why);
    }
  show_state (bar);
}

void
tessera_form_bar_set_effect (TesseraFormBar *bar, const char *effect)
{
  g_return_if_fail (TESSERA_IS_FORM_BAR (bar));

  if (g_strcmp0 (bar->effect, effect) == 0)
    return;
  g_free (bar->effect);
  bar->effect = g_strdup (effect);
  show_state (bar);
}

void
tessera_form_bar_set_busy (TesseraFormBar *bar, gboolean busy)
{
  g_return_if_fail (TESSERA_IS_FORM_BAR (bar));

  if (bar->busy == busy)
    return;
  bar->busy = busy;
  g_clear_handle_id (&bar->spinner_timeout, g_source_remove);
  if (busy)
    bar->spinner_timeout = g_timeout_add (SPINNER_AFTER_MS, on_takes_long, bar);
  show_state (bar);
}

void
tessera_form_bar_add_action (TesseraFormBar *bar, GtkWidget *action)
{
  g_return_if_fail (TESSERA_IS_FORM_BAR (bar) && GTK_IS_WIDGET (action));

  gtk_box_append (GTK_BOX (bar->actions), action);
}

GtkButton *
tessera_form_bar_get_button (TesseraFormBar *bar)
{
  g_return_val_if_fail (TESSERA_IS_FORM_BAR (bar), NULL);

  return GTK_BUTTON (bar->button);
}
