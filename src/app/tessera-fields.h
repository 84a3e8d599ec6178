/* tessera-fields.h: what is filled in for a token: expiry date, type, name, permissions; and the faults at them.
 *
 * It knows neither where the values come from nor where they go; the form does. */

#pragma once

#include "tessera-columns.h"
#include "tessera-draft.h"
#include "tessera-expiry-row.h"
#include "tessera-name-row.h"
#include "tessera-permission-grid.h"
#include "tessera-type-row.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_FIELDS (tessera_fields_get_type ())
G_DECLARE_FINAL_TYPE (TesseraFields, tessera_fields, TESSERA, FIELDS, GtkWidget)

/* Signals, when the user changes something: `expiry-changed` before `changed`, and `changed`. */
GtkWidget *tessera_fields_new (void);

/* Draws types, areas and limits, with no box ticked. @now as tessera_fields_set_now() */
void tessera_fields_set_catalogue (TesseraFields *fields, TesseraCatalogue *catalogue, gint64 now);

/* The instant for which dates are told. There must be a catalogue. */
void tessera_fields_set_now (TesseraFields *fields, gint64 now);

/* @had: what the token has now. There must be a catalogue. */
void tessera_fields_fill (TesseraFields *fields, const TesseraDraft *draft, TesseraPermissions had);

/* (transfer full) */
TesseraDraft *tessera_fields_get_draft (TesseraFields *fields);

/* Sets the words about the expiry date alone; @detail: (nullable). */
void tessera_fields_set_expiry_fault (TesseraFields *fields, const char *detail);

/**
 * tessera_fields_add_fault:
 *
 * Tells the fault at the field that its pointer names (RFC 6901), after those
 * told there already; above all fields where it names none of them.
 */
void tessera_fields_add_fault (TesseraFields *fields, const TesseraFault *fault);
void tessera_fields_clear_faults (TesseraFields *fields);

/* Moves the focus to the first fault, in the order of the form. */
void tessera_fields_focus_fault (TesseraFields *fields);

/* @widget: what belongs to the permissions and stands below them */
void tessera_fields_add_below_grid (TesseraFields *fields, GtkWidget *widget);

void tessera_fields_set_read_only (TesseraFields *fields, gboolean read_only);

/* The parts, for what lays them out, and for tests. (transfer none) */
TesseraColumns *tessera_fields_get_columns (TesseraFields *fields);
TesseraExpiryRow *tessera_fields_get_expiry_row (TesseraFields *fields);
TesseraTypeRow *tessera_fields_get_type_row (TesseraFields *fields);
TesseraNameRow *tessera_fields_get_name_row (TesseraFields *fields);
TesseraPermissionGrid *tessera_fields_get_grid (TesseraFields *fields);
GtkLabel *tessera_fields_get_sentence (TesseraFields *fields);
GtkLabel *tessera_fields_get_fault (TesseraFields *fields);

G_END_DECLS
