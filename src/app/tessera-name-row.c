#include "tessera-name-row.h"

#include "tessera-draft.h"

#include <glib/gi18n-lib.h>

/* From which part of the limit on the characters are counted, in percent. */
#define COUNT_FROM 80

struct _TesseraNameRow
{
  TesseraFormRow parent_instance;

  GtkEntry *entry;
  guint max;
  gboolean taken;
  gboolean setting;
};

G_DEFINE_TYPE (TesseraNameRow, tessera_name_row, TESSERA_TYPE_FORM_ROW)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static glong
get_length (TesseraNameRow *self)
{
  g_autofree char *trimmed = tessera_draft_trim_name (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  return g_utf8_strlen (trimmed, -1);
}

static char *
describe (TesseraNameRow *self, glong length)
{
  g_autofree char *count = NULL;

  if (self->max > 0 && length * 100 >= (glong) self->max * COUNT_FROM)
    /* Translators: how long the name is and may be: "85 of 100 characters". */
    count = g_strdup_printf (ngettext ("%ld of %u character", "%ld of %u characters", self->max), length, self->max);

  if (!self->taken)
    return g_steal_pointer (&count);
  if (count == NULL)
    return g_strdup (_("Another active token has this name."));
  return g_strdup_printf ("%s\n%s", _("Another active token has this name."), count);
}

static void
show (TesseraNameRow *self)
{
  glong length = get_length (self);
  g_autofree char *words = describe (self, length);

  tessera_form_row_set_warning (TESSERA_FORM_ROW (self), self->taken || (self->max > 0 && length > (glong) self->max));
  tessera_form_row_set_description (TESSERA_FORM_ROW (self), words);
}

static void
on_changed (TesseraNameRow *self)
{
  if (self->setting)
    return;
  tessera_form_row_set_fault (TESSERA_FORM_ROW (self), NULL);
  g_signal_emit (self, signals[CHANGED], 0);
  show (self);
}

static void
tessera_name_row_class_init (TesseraNameRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", TESSERA_TYPE_NAME_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
tessera_name_row_init (TesseraNameRow *self)
{
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->entry), GTK_ALIGN_CENTER);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);      /* the form's covers it */
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 14);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  tessera_form_row_set_control (TESSERA_FORM_ROW (self), GTK_WIDGET (self->entry));
  g_object_set (self, "title", _("Name"), NULL);
}

GtkWidget *
tessera_name_row_new (void)
{
  return g_object_new (TESSERA_TYPE_NAME_ROW, NULL);
}

void
tessera_name_row_set_max_length (TesseraNameRow *row, guint max)
{
  g_return_if_fail (TESSERA_IS_NAME_ROW (row));

  row->max = max;
  show (row);
}

void
tessera_name_row_set_name (TesseraNameRow *row, const char *name)
{
  g_return_if_fail (TESSERA_IS_NAME_ROW (row) && name != NULL);

  if (!g_str_equal (name, gtk_editable_get_text (GTK_EDITABLE (row->entry))))
    {
      row->setting = TRUE;
      gtk_editable_set_text (GTK_EDITABLE (row->entry), name);
      gtk_editable_set_position (GTK_EDITABLE (row->entry), gtk_widget_get_focus_child (GTK_WIDGET (row)) != NULL ? -1 : 0);
      row->setting = FALSE;
    }
  show (row);
}

const char *
tessera_name_row_get_name (TesseraNameRow *row)
{
  g_return_val_if_fail (TESSERA_IS_NAME_ROW (row), "");

  return gtk_editable_get_text (GTK_EDITABLE (row->entry));
}

void
tessera_name_row_set_taken (TesseraNameRow *row, gboolean taken)
{
  g_return_if_fail (TESSERA_IS_NAME_ROW (row));

  row->taken = taken;
  show (row);
}

GtkEntry *
tessera_name_row_get_entry (TesseraNameRow *row)
{
  g_return_val_if_fail (TESSERA_IS_NAME_ROW (row), NULL);

  return row->entry;
}
