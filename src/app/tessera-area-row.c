#include "tessera-area-row.h"

#include "tessera-accessible.h"
#include "tessera-pair.h"
#include "tessera-reading.h"

#include <glib/gi18n-lib.h>

struct _TesseraAreaRow
{
  GtkWidget parent_instance;

  GtkLabel *name_label;
  GtkLabel *mark_label;
  GtkLabel *description_label;
  GtkLabel *use_label;
  GtkLabel *fault_label;
  TesseraPermissionCheck *read_check;
  TesseraPermissionCheck *write_check;

  GtkLabel *common_fault;      /* of the whole grid, or NULL; not owned */
  char *uses[TESSERA_N_VERBS];  /* when each was used, or NULL */
};

G_DEFINE_TYPE (TesseraAreaRow, tessera_area_row, GTK_TYPE_WIDGET)

static const char *
explain_verb (TesseraVerb verb)
{
  return verb == TESSERA_VERB_READ ? _("Read allows GET and HEAD.") : _("Write allows POST, PUT and DELETE.");
}

/* What a box is about: its fault, its use, its area, what it may open, its verb. */
static void
describe (TesseraAreaRow *self)
{
  GtkLabel *fault = tessera_area_row_get_fault (self) != NULL ? self->fault_label : self->common_fault;

  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    {
      GtkAccessible *check = GTK_ACCESSIBLE (tessera_area_row_get_check (self, verb));
      GString *words = g_string_new (fault != NULL ? gtk_label_get_text (fault) : NULL);
      const char *use = self->uses[verb] != NULL ? self->uses[verb] : "";
      const char *parts[] = { use, gtk_label_get_text (self->description_label), gtk_label_get_text (self->mark_label),
                              explain_verb (verb) };

      for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
        if (*parts[i] != '\0')
          g_string_append_printf (words, "%s%s%s", words->len > 0 ? " " : "", parts[i],
                                  g_str_has_suffix (parts[i], ".") ? "" : ".");
      gtk_accessible_update_property (check, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words->str, -1);
      tessera_accessible_set_fault (check, fault);
      g_string_free (words, TRUE);
    }
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_mark (TesseraAreaRow *self, const char *text, const char *class)
{
  show_text (self->mark_label, text);
  gtk_widget_add_css_class (GTK_WIDGET (self->mark_label), class);
}

static void
name_checks (TesseraAreaRow *self, const char *read, const char *write)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->read_check), GTK_ACCESSIBLE_PROPERTY_LABEL, read, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->write_check), GTK_ACCESSIBLE_PROPERTY_LABEL, write, -1);
}

static void
fill (TesseraAreaRow *self, const TesseraArea *area)
{
  /* Translators: %s is an area of the API; reading it is one permission. */
  g_autofree char *read = g_strdup_printf (_("%s: read"), area->name);
  g_autofree char *write = g_strdup_printf (_("%s: write"), area->name);

  gtk_label_set_text (self->name_label, area->name);
  show_text (self->description_label, area->description);
  name_checks (self, read, write);

  if (area->retired)
    show_mark (self, _("Retired: grants nothing any more"), "retired");
  else if (area->personal_data == TESSERA_PERSONAL_DATA_FULL)
    show_mark (self, _("Personal data"), "personal-data");
  else if (area->personal_data == TESSERA_PERSONAL_DATA_LIMITED)
    show_mark (self, _("Some personal data"), "some-personal-data");
}

static void
fill_all (TesseraAreaRow *self)
{
  gtk_label_set_text (self->name_label, _("All areas"));
  name_checks (self, _("All areas: read"), _("All areas: write"));
  gtk_widget_add_css_class (GTK_WIDGET (self), "all-areas");
}

static void
tessera_area_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tessera_area_row_parent_class)->dispose (object);
}

static void
tessera_area_row_finalize (GObject *object)
{
  TesseraAreaRow *self = TESSERA_AREA_ROW (object);

  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    g_free (self->uses[verb]);

  G_OBJECT_CLASS (tessera_area_row_parent_class)->finalize (object);
}

static void
tessera_area_row_class_init (TesseraAreaRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_area_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_area_row_finalize;

  g_type_ensure (TESSERA_TYPE_PAIR);
  g_type_ensure (TESSERA_TYPE_PERMISSION_CHECK);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-area-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraAreaRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraAreaRow, mark_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraAreaRow, description_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraAreaRow, use_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraAreaRow, fault_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraAreaRow, read_check);
  gtk_widget_class_bind_template_child (widget_class, TesseraAreaRow, write_check);
  gtk_widget_class_set_css_name (widget_class, "area-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_area_row_init (TesseraAreaRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  tessera_reading_align (self->name_label);
  tessera_reading_align (self->description_label);
  tessera_reading_align (self->fault_label);
}

GtkWidget *
tessera_area_row_new (const TesseraArea *area)
{
  TesseraAreaRow *self = g_object_new (TESSERA_TYPE_AREA_ROW, NULL);

  if (area != NULL)
    fill (self, area);
  else
    fill_all (self);
  describe (self);

  return GTK_WIDGET (self);
}

TesseraPermissionCheck *
tessera_area_row_get_check (TesseraAreaRow *row, TesseraVerb verb)
{
  g_return_val_if_fail (TESSERA_IS_AREA_ROW (row), NULL);

  return verb == TESSERA_VERB_READ ? row->read_check : row->write_check;
}

void
tessera_area_row_set_compact (TesseraAreaRow *row, gboolean compact)
{
  const char *description;

  g_return_if_fail (TESSERA_IS_AREA_ROW (row));

  description = gtk_label_get_text (row->description_label);
  gtk_widget_set_visible (GTK_WIDGET (row->description_label), !compact && *description != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->name_label), compact && *description != '\0' ? description : NULL);
}

void
tessera_area_row_set_use (TesseraAreaRow *row, const char *words, const char *const each[TESSERA_N_VERBS])
{
  g_return_if_fail (TESSERA_IS_AREA_ROW (row));

  gtk_label_set_text (row->use_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (row->use_label), words != NULL);
  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    {
      g_free (row->uses[verb]);
      row->uses[verb] = g_strdup (each[verb]);
    }
  describe (row);
}

void
tessera_area_row_set_fault (TesseraAreaRow *row, const char *fault)
{
  g_return_if_fail (TESSERA_IS_AREA_ROW (row));

  show_text (row->fault_label, fault);
  describe (row);
}

const char *
tessera_area_row_get_fault (TesseraAreaRow *row)
{
  g_return_val_if_fail (TESSERA_IS_AREA_ROW (row), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (row->fault_label)) ? gtk_label_get_text (row->fault_label) : NULL;
}

void
tessera_area_row_set_common_fault (TesseraAreaRow *row, GtkLabel *fault)
{
  g_return_if_fail (TESSERA_IS_AREA_ROW (row));

  row->common_fault = fault;
  describe (row);
}
