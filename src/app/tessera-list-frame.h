/* tessera-list-frame.h: what is around the list of tokens, and one stop for Tab. Main thread only.
 *
 * GTK's lists go on to the next row with Tab, of however many. Here the arrow
 * keys walk the rows, and Tab enters at the one that is selected, or else had the
 * focus last, and leaves; heads of columns that can have the focus come before. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Its child is what scrolls a `GtkColumnView`. */
#define TESSERA_TYPE_LIST_FRAME (tessera_list_frame_get_type ())
G_DECLARE_FINAL_TYPE (TesseraListFrame, tessera_list_frame, TESSERA, LIST_FRAME, AdwBin)

G_END_DECLS
