#include "tessera-states.h"

struct _TesseraStates
{
  GtkWidget parent_instance;

  char *shown;
};

G_DEFINE_FINAL_TYPE (TesseraStates, tessera_states, GTK_TYPE_WIDGET)

static void
tessera_states_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tessera_states_parent_class)->dispose (object);
}

static void
tessera_states_finalize (GObject *object)
{
  g_free (TESSERA_STATES (object)->shown);

  G_OBJECT_CLASS (tessera_states_parent_class)->finalize (object);
}

static void
tessera_states_class_init (TesseraStatesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_states_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_states_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_states_init (TesseraStates *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static void
set_shown (GtkWidget *child, gboolean shown)
{
  gtk_widget_set_child_visible (child, shown);
  gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN, !shown, -1);
}

void
tessera_states_add (TesseraStates *self, GtkWidget *child)
{
  g_return_if_fail (TESSERA_IS_STATES (self) && GTK_IS_WIDGET (child));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
  set_shown (child, g_strcmp0 (gtk_widget_get_name (child), self->shown) == 0);
}

void
tessera_states_show (TesseraStates *self, const char *name)
{
  g_return_if_fail (TESSERA_IS_STATES (self) && name != NULL);

  if (g_strcmp0 (self->shown, name) == 0)
    return;

  g_free (self->shown);
  self->shown = g_strdup (name);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    set_shown (child, g_str_equal (gtk_widget_get_name (child), name));
}

void
tessera_states_hide_stacks (GtkWidget *widget)
{
  if (GTK_IS_STACK (widget))
    gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tessera_states_hide_stacks (child);
}

static void
forget_pages (GtkStack *stack)
{
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (stack);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (GObject) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      g_object_run_dispose (page);     /* which does that, and no more */
    }
}

void
tessera_states_forget_stacks (GtkWidget *widget)
{
  if (gtk_get_minor_version () >= 10)
    return;

  if (GTK_IS_STACK (widget))
    forget_pages (GTK_STACK (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tessera_states_forget_stacks (child);
}
