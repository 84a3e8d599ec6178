#include "tessera-fields.h"

#include <string.h>

#include "tessera-accessible.h"
#include "tessera-reading.h"
#include "tessera-sight.h"

struct _TesseraFields
{
  GtkWidget parent_instance;

  TesseraColumns *columns;
  GtkLabel *fault_label;
  GtkWidget *card;
  TesseraExpiryRow *expiry_row;
  TesseraTypeRow *type_row;
  TesseraNameRow *name_row;
  GtkBox *permissions;         /* the grid, and what belongs to it */
  TesseraPermissionGrid *grid;
  GtkLabel *sentence_label;

  TesseraCatalogue *catalogue;
};

G_DEFINE_TYPE (TesseraFields, tessera_fields, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  EXPIRY_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
get_general_fault (TesseraFields *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->fault_label)) ? gtk_label_get_text (self->fault_label) : NULL;
}

static void
set_general_fault (TesseraFields *self, const char *fault)
{
  gtk_label_set_text (self->fault_label, fault == NULL ? "" : fault);
  gtk_widget_set_visible (GTK_WIDGET (self->fault_label), fault != NULL);
  /* It can have the focus, so that it is read and scrolled to, while there is one. */
  gtk_widget_set_focusable (GTK_WIDGET (self->fault_label), fault != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->fault_label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  fault == NULL ? "" : fault, -1);
}

static void
on_changed (TesseraFields *self)
{
  set_general_fault (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_expiry_changed (TesseraFields *self)
{
  g_signal_emit (self, signals[EXPIRY_CHANGED], 0);
  on_changed (self);
}

static void
tessera_fields_dispose (GObject *object)
{
  TesseraFields *self = TESSERA_FIELDS (object);

  if (self->columns != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->columns));
  self->columns = NULL;
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);

  G_OBJECT_CLASS (tessera_fields_parent_class)->dispose (object);
}

static void
tessera_fields_class_init (TesseraFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_fields_dispose;

  signals[CHANGED] = g_signal_new ("changed", TESSERA_TYPE_FIELDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[EXPIRY_CHANGED] = g_signal_new ("expiry-changed", TESSERA_TYPE_FIELDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);

  g_type_ensure (TESSERA_TYPE_COLUMNS);
  g_type_ensure (TESSERA_TYPE_EXPIRY_ROW);
  g_type_ensure (TESSERA_TYPE_TYPE_ROW);
  g_type_ensure (TESSERA_TYPE_NAME_ROW);
  g_type_ensure (TESSERA_TYPE_PERMISSION_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraFields, columns);
  gtk_widget_class_bind_template_child (widget_class, TesseraFields, fault_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraFields, card);
  gtk_widget_class_bind_template_child (widget_class, TesseraFields, expiry_row);
  gtk_widget_class_bind_template_child (widget_class, TesseraFields, type_row);
  gtk_widget_class_bind_template_child (widget_class, TesseraFields, name_row);
  gtk_widget_class_bind_template_child (widget_class, TesseraFields, permissions);
  gtk_widget_class_bind_template_child (widget_class, TesseraFields, grid);
  gtk_widget_class_bind_template_child (widget_class, TesseraFields, sentence_label);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_expiry_changed);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_fields_init (TesseraFields *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tessera_reading_align (self->fault_label);
}

GtkWidget *
tessera_fields_new (void)
{
  return g_object_new (TESSERA_TYPE_FIELDS, NULL);
}

void
tessera_fields_set_catalogue (TesseraFields *fields, TesseraCatalogue *catalogue, gint64 now)
{
  g_return_if_fail (TESSERA_IS_FIELDS (fields) && catalogue != NULL);

  tessera_catalogue_ref (catalogue);
  g_clear_pointer (&fields->catalogue, tessera_catalogue_unref);
  fields->catalogue = catalogue;

  tessera_type_row_set_catalogue (fields->type_row, catalogue);
  tessera_permission_grid_set_catalogue (fields->grid, catalogue);
  tessera_name_row_set_max_length (fields->name_row, tessera_catalogue_get_policy (catalogue)->name_max_length);
  tessera_fields_set_now (fields, now);
}

void
tessera_fields_set_now (TesseraFields *fields, gint64 now)
{
  g_return_if_fail (TESSERA_IS_FIELDS (fields) && fields->catalogue != NULL);

  tessera_expiry_row_set_policy (fields->expiry_row, tessera_catalogue_get_policy (fields->catalogue), now);
}

void
tessera_fields_fill (TesseraFields *fields, const TesseraDraft *draft, TesseraPermissions had)
{
  g_return_if_fail (TESSERA_IS_FIELDS (fields) && draft != NULL && fields->catalogue != NULL);

  tessera_expiry_row_set_expiry (fields->expiry_row, draft->expires_at);
  tessera_type_row_set_chosen (fields->type_row, draft->type);
  tessera_name_row_set_name (fields->name_row, draft->name);
  tessera_permission_grid_set_permissions (fields->grid, draft->permissions, had);
}

TesseraDraft *
tessera_fields_get_draft (TesseraFields *fields)
{
  TesseraDraft *draft;

  g_return_val_if_fail (TESSERA_IS_FIELDS (fields), NULL);

  draft = g_new0 (TesseraDraft, 1);
  draft->name = g_strdup (tessera_name_row_get_name (fields->name_row));
  draft->type = g_strdup (tessera_type_row_get_chosen (fields->type_row));
  draft->permissions = tessera_permission_grid_get_permissions (fields->grid);
  draft->expires_at = tessera_expiry_row_get_expiry (fields->expiry_row);
  return draft;
}

void
tessera_fields_set_expiry_fault (TesseraFields *fields, const char *detail)
{
  g_return_if_fail (TESSERA_IS_FIELDS (fields));

  tessera_form_row_set_fault (TESSERA_FORM_ROW (fields->expiry_row), detail);
}

/* Several faults of one field are told one after the other. */
static char *
join_faults (const char *before, const char *more)
{
  return before == NULL ? g_strdup (more) : g_strdup_printf ("%s %s", before, more);
}

static void
add_row_fault (TesseraFormRow *row, const char *detail)
{
  g_autofree char *fault = join_faults (tessera_form_row_get_fault (row), detail);

  tessera_form_row_set_fault (row, fault);
}

static void
add_grid_fault (TesseraFields *self, int area, const char *detail)
{
  g_autofree char *fault = join_faults (tessera_permission_grid_get_fault (self->grid, area), detail);

  tessera_permission_grid_set_fault (self->grid, area, fault);
}

static void
add_general_fault (TesseraFields *self, const char *detail)
{
  g_autofree char *fault = join_faults (get_general_fault (self), detail);

  set_general_fault (self, fault);
}

/* Whether @pointer is @member or below it; @rest is what follows. RFC 6901, 3. */
static gboolean
points_at (const char *pointer, const char *member, const char **rest)
{
  gsize length = strlen (member);

  if (strncmp (pointer, member, length) != 0 || (pointer[length] != '\0' && pointer[length] != '/'))
    return FALSE;
  *rest = pointer[length] == '\0' ? "" : pointer + length + 1;
  return TRUE;
}

/* At the area's line, or in the grid's head where it has none. */
static void
add_permission_fault (TesseraFields *self, const char *rest, const char *detail)
{
  g_auto (GStrv) steps = g_strsplit (rest, "/", 2);
  int area = steps[0] == NULL ? -1 : tessera_catalogue_find_area (self->catalogue, steps[0]);

  add_grid_fault (self, area >= 0 && tessera_permission_grid_has_line (self->grid, area) ? area : -1, detail);
}

void
tessera_fields_add_fault (TesseraFields *fields, const TesseraFault *fault)
{
  const char *rest;

  g_return_if_fail (TESSERA_IS_FIELDS (fields) && fault != NULL);

  if (points_at (fault->pointer, "/expires_at", &rest))
    add_row_fault (TESSERA_FORM_ROW (fields->expiry_row), fault->detail);
  else if (points_at (fault->pointer, "/type", &rest))
    add_row_fault (TESSERA_FORM_ROW (fields->type_row), fault->detail);
  else if (points_at (fault->pointer, "/name", &rest))
    add_row_fault (TESSERA_FORM_ROW (fields->name_row), fault->detail);
  else if (fields->catalogue != NULL && points_at (fault->pointer, "/permissions", &rest))
    add_permission_fault (fields, rest, fault->detail);
  else
    add_general_fault (fields, fault->detail);
}

void
tessera_fields_clear_faults (TesseraFields *fields)
{
  g_return_if_fail (TESSERA_IS_FIELDS (fields));

  set_general_fault (fields, NULL);
  tessera_form_row_set_fault (TESSERA_FORM_ROW (fields->expiry_row), NULL);
  tessera_form_row_set_fault (TESSERA_FORM_ROW (fields->type_row), NULL);
  tessera_form_row_set_fault (TESSERA_FORM_ROW (fields->name_row), NULL);
  tessera_permission_grid_clear_faults (fields->grid);
}

/* A label of which nothing can be selected declines to grab the focus, but can be given it. */
static void
focus_general_fault (TesseraFields *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->fault_label));

  if (root != NULL)
    gtk_root_set_focus (root, GTK_WIDGET (self->fault_label));
}

void
tessera_fields_focus_fault (TesseraFields *fields)
{
  TesseraFormRow *rows[3];

  g_return_if_fail (TESSERA_IS_FIELDS (fields));

  if (get_general_fault (fields) != NULL)
    {
      focus_general_fault (fields);
      return;
    }

  rows[0] = TESSERA_FORM_ROW (fields->expiry_row);
  rows[1] = TESSERA_FORM_ROW (fields->type_row);
  rows[2] = TESSERA_FORM_ROW (fields->name_row);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (tessera_form_row_get_fault (rows[i]) != NULL)
      {
        tessera_form_row_focus (rows[i]);
        tessera_sight_bring_in_laid_out (GTK_WIDGET (rows[i]));      /* with what is wrong */
        return;
      }
  tessera_permission_grid_focus_fault (fields->grid);
}

void
tessera_fields_set_read_only (TesseraFields *fields, gboolean read_only)
{
  g_return_if_fail (TESSERA_IS_FIELDS (fields));

  gtk_widget_set_sensitive (fields->card, !read_only);
  gtk_widget_set_sensitive (GTK_WIDGET (fields->grid), !read_only);
  tessera_accessible_tell_sensitivity (fields->card);
  tessera_accessible_tell_sensitivity (GTK_WIDGET (fields->grid));
}

TesseraColumns *
tessera_fields_get_columns (TesseraFields *fields)
{
  return fields->columns;
}

TesseraExpiryRow *
tessera_fields_get_expiry_row (TesseraFields *fields)
{
  return fields->expiry_row;
}

TesseraTypeRow *
tessera_fields_get_type_row (TesseraFields *fields)
{
  return fields->type_row;
}

TesseraNameRow *
tessera_fields_get_name_row (TesseraFields *fields)
{
  return fields->name_row;
}

TesseraPermissionGrid *
tessera_fields_get_grid (TesseraFields *fields)
{
  return fields->grid;
}

GtkLabel *
tessera_fields_get_sentence (TesseraFields *fields)
{
  return fields->sentence_label;
}

GtkLabel *
tessera_fields_get_fault (TesseraFields *fields)
{
  return fields->fault_label;
}

void
tessera_fields_add_below_grid (TesseraFields *fields, GtkWidget *widget)
{
  g_return_if_fail (TESSERA_IS_FIELDS (fields) && GTK_IS_WIDGET (widget));

  gtk_box_append (fields->permissions, widget);
}
