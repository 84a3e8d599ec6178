/* tessera-expiry-row.h: **Expiry date**: a button with the last day of validity, and under the title the exact truth about it. */

#pragma once

#include "tessera-expiry-popover.h"
#include "tessera-form-row.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_EXPIRY_ROW (tessera_expiry_row_get_type ())
G_DECLARE_FINAL_TYPE (TesseraExpiryRow, tessera_expiry_row, TESSERA, EXPIRY_ROW, TesseraFormRow)

/* Signal `changed`: the user chose another end; whoever listens sets the fault at once, if it has one. */
GtkWidget *tessera_expiry_row_new (void);

/* @now: the instant for which the sentence holds and from which spans count */
void tessera_expiry_row_set_policy (TesseraExpiryRow *row, const TesseraPolicy *policy, gint64 now);

/* An exclusive end or %TESSERA_NEVER; one that is not midnight UTC stays exactly so until another day is chosen. */
void tessera_expiry_row_set_expiry (TesseraExpiryRow *row, gint64 end);
gint64 tessera_expiry_row_get_expiry (TesseraExpiryRow *row);

/* (transfer none) */
TesseraExpiryPopover *tessera_expiry_row_get_popover (TesseraExpiryRow *row);
GtkMenuButton *tessera_expiry_row_get_button (TesseraExpiryRow *row);

G_END_DECLS
