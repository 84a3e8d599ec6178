#include "tessera-form-row.h"

#include <string.h>

#include "tessera-accessible.h"
#include "tessera-pair.h"
#include "tessera-reading.h"

typedef struct
{
  GtkWidget *pair;
  GtkLabel *title_label;
  GtkLabel *description_label;
  GtkLabel *fault_label;

  GtkWidget *control;
  GPtrArray *accessibles;      /* not owned: all of them are inside the row */
  char *value;
} TesseraFormRowPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (TesseraFormRow, tessera_form_row, GTK_TYPE_WIDGET)

enum
{
  PROP_TITLE = 1,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static TesseraFormRowPrivate *
get_private (TesseraFormRow *self)
{
  return tessera_form_row_get_instance_private (self);
}

/* The text of a label that is shown, else NULL. */
static const char *
get_shown (GtkLabel *label)
{
  return gtk_widget_get_visible (GTK_WIDGET (label)) ? gtk_label_get_text (label) : NULL;
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* Reserved lines say nothing. */
static gboolean
says (const char *part)
{
  return part != NULL && part[strspn (part, "\n")] != '\0';
}

static char *
join_description (TesseraFormRow *self)
{
  TesseraFormRowPrivate *priv = get_private (self);
  const char *parts[] = { get_shown (priv->fault_label), priv->value, get_shown (priv->description_label) };
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (says (parts[i]))
      {
        if (joined->len > 0)
          g_string_append (joined, g_str_has_suffix (joined->str, ".") ? " " : ". ");
        g_string_append (joined, parts[i]);
      }

  return g_string_free (joined, FALSE);
}

static void
describe (TesseraFormRow *self)
{
  TesseraFormRowPrivate *priv = get_private (self);
  g_autofree char *description = join_description (self);

  for (guint i = 0; i < priv->accessibles->len; i++)
    {
      GtkAccessible *accessible = g_ptr_array_index (priv->accessibles, i);

      gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_text (priv->title_label),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
      /* A button also counts its label's text to its name; what it holds is no part of it. */
      gtk_accessible_reset_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      tessera_accessible_set_fault (accessible, get_shown (priv->fault_label) != NULL ? priv->fault_label : NULL);
    }
}

static void
tessera_form_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TesseraFormRow *self = TESSERA_FORM_ROW (object);

  switch (id)
    {
    case PROP_TITLE:
      gtk_label_set_text (get_private (self)->title_label, g_value_get_string (value));
      describe (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tessera_form_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (get_private (TESSERA_FORM_ROW (object))->title_label));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tessera_form_row_dispose (GObject *object)
{
  TesseraFormRowPrivate *priv = get_private (TESSERA_FORM_ROW (object));
  GtkWidget *child;

  if (priv->accessibles != NULL)
    g_ptr_array_set_size (priv->accessibles, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tessera_form_row_parent_class)->dispose (object);
}

static void
tessera_form_row_finalize (GObject *object)
{
  TesseraFormRowPrivate *priv = get_private (TESSERA_FORM_ROW (object));

  g_ptr_array_unref (priv->accessibles);
  g_free (priv->value);

  G_OBJECT_CLASS (tessera_form_row_parent_class)->finalize (object);
}

static void
tessera_form_row_class_init (TesseraFormRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = tessera_form_row_set_property;
  object_class->get_property = tessera_form_row_get_property;
  object_class->dispose = tessera_form_row_dispose;
  object_class->finalize = tessera_form_row_finalize;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (TESSERA_TYPE_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-form-row.ui");
  gtk_widget_class_bind_template_child_private (widget_class, TesseraFormRow, pair);
  gtk_widget_class_bind_template_child_private (widget_class, TesseraFormRow, title_label);
  gtk_widget_class_bind_template_child_private (widget_class, TesseraFormRow, description_label);
  gtk_widget_class_bind_template_child_private (widget_class, TesseraFormRow, fault_label);
  gtk_widget_class_set_css_name (widget_class, "form-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_form_row_init (TesseraFormRow *self)
{
  get_private (self)->accessibles = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  tessera_reading_align (get_private (self)->description_label);
  tessera_reading_align (get_private (self)->fault_label);
}

void
tessera_form_row_set_control (TesseraFormRow *row, GtkWidget *control)
{
  TesseraFormRowPrivate *priv = get_private (row);

  g_return_if_fail (TESSERA_IS_FORM_ROW (row) && priv->control == NULL);

  priv->control = control;
  gtk_widget_set_parent (control, priv->pair);
  tessera_form_row_add_accessible (row, GTK_ACCESSIBLE (control));
}

void
tessera_form_row_add_accessible (TesseraFormRow *row, GtkAccessible *accessible)
{
  g_return_if_fail (TESSERA_IS_FORM_ROW (row) && GTK_IS_ACCESSIBLE (accessible));

  g_ptr_array_add (get_private (row)->accessibles, accessible);
  describe (row);
}

void
tessera_form_row_set_description (TesseraFormRow *row, const char *words)
{
  g_return_if_fail (TESSERA_IS_FORM_ROW (row));

  show_text (get_private (row)->description_label, words);
  describe (row);
}

void
tessera_form_row_reserve (TesseraFormRow *row, guint lines)
{
  g_autofree char *breaks = NULL;

  g_return_if_fail (TESSERA_IS_FORM_ROW (row) && lines > 0);

  breaks = g_strnfill (lines - 1, '\n');
  gtk_label_set_text (get_private (row)->description_label, breaks);
  gtk_widget_set_visible (GTK_WIDGET (get_private (row)->description_label), TRUE);
  describe (row);
}

void
tessera_form_row_set_warning (TesseraFormRow *row, gboolean warning)
{
  GtkWidget *label = GTK_WIDGET (get_private (row)->description_label);

  if (warning)
    gtk_widget_add_css_class (label, "warned");
  else
    gtk_widget_remove_css_class (label, "warned");
}

void
tessera_form_row_set_value (TesseraFormRow *row, const char *value)
{
  TesseraFormRowPrivate *priv = get_private (row);

  g_return_if_fail (TESSERA_IS_FORM_ROW (row));

  g_free (priv->value);
  priv->value = g_strdup (value);
  describe (row);
}

void
tessera_form_row_set_busy (TesseraFormRow *row, gboolean busy)
{
  GPtrArray *accessibles = get_private (row)->accessibles;

  g_return_if_fail (TESSERA_IS_FORM_ROW (row));

  for (guint i = 0; i < accessibles->len; i++)
    gtk_accessible_update_state (g_ptr_array_index (accessibles, i), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
}

void
tessera_form_row_set_fault (TesseraFormRow *row, const char *fault)
{
  TesseraFormRowPrivate *priv = get_private (row);
  TesseraFormRowClass *klass = TESSERA_FORM_ROW_GET_CLASS (row);

  g_return_if_fail (TESSERA_IS_FORM_ROW (row));

  show_text (priv->fault_label, fault);
  if (get_shown (priv->fault_label) != NULL)
    gtk_widget_add_css_class (priv->control, "error");
  else
    gtk_widget_remove_css_class (priv->control, "error");
  describe (row);

  if (klass->fault_changed != NULL)
    klass->fault_changed (row);
}

const char *
tessera_form_row_get_fault (TesseraFormRow *row)
{
  g_return_val_if_fail (TESSERA_IS_FORM_ROW (row), NULL);

  return get_shown (get_private (row)->fault_label);
}

gboolean
tessera_form_row_focus (TesseraFormRow *row)
{
  g_return_val_if_fail (TESSERA_IS_FORM_ROW (row), FALSE);

  return gtk_widget_grab_focus (get_private (row)->control);
}
