/* tessera-form-row.h: one field of the form: its title, what it holds in words, its control, its fault.
 *
 * Assistive technology reads the title as the control's name, and value, words and fault as its
 * description. A row of ours because libadwaita 1.2's rows bring nameless
 * objects and entries that never report the focus. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_FORM_ROW (tessera_form_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (TesseraFormRow, tessera_form_row, TESSERA, FORM_ROW, GtkWidget)

/**
 * TesseraFormRowClass:
 * @fault_changed: after the fault was set, for a row that shows it in more than one place
 */
struct _TesseraFormRowClass
{
  GtkWidgetClass parent_class;

  void (*fault_changed) (TesseraFormRow *row);
};

/* Property `title`: the visible title and the control's name. */
void tessera_form_row_set_control (TesseraFormRow *row, GtkWidget *control);

/* Another object that stands for the control: the inner button of a drop-down, where the focus is. */
void tessera_form_row_add_accessible (TesseraFormRow *row, GtkAccessible *accessible);

/* @words: (nullable): under the title */
void tessera_form_row_set_description (TesseraFormRow *row, const char *words);

/* Keeps free as many lines as the description will have, until it is set. */
void tessera_form_row_reserve (TesseraFormRow *row, guint lines);

/* Whether the description is a warning. */
void tessera_form_row_set_warning (TesseraFormRow *row, gboolean warning);

/* @value: (nullable): what the control holds, read before the description where that does not tell it */
void tessera_form_row_set_value (TesseraFormRow *row, const char *value);

/* Whether the value is still to come from the server; assistive technology is told. */
void tessera_form_row_set_busy (TesseraFormRow *row, gboolean busy);

/* @fault: (nullable): what is wrong, in words; %NULL takes it away */
void tessera_form_row_set_fault (TesseraFormRow *row, const char *fault);

/* (nullable) (transfer none) */
const char *tessera_form_row_get_fault (TesseraFormRow *row);

/* Moves the focus into its control. */
gboolean tessera_form_row_focus (TesseraFormRow *row);

G_END_DECLS
