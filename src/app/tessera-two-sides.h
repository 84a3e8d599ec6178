/* tessera-two-sides.h: the list of tokens and what stands beside it, or one in the other's place where both have no room.
 *
 * Functions on the leaflet that holds them. Main thread only. */

#pragma once

#include <adwaita.h>

#include "tessera-editor-side.h"

G_BEGIN_DECLS

/**
 * tessera_two_sides_add:
 * @leaflet: holds @list
 * @list: the list with all that belongs to it
 * @side: (transfer floating): what comes beside it
 *
 * Puts @side after @list, for who sees them and for who has them read. From then on @side knows whether it stands alone,
 * and comes into sight with the focus.
 */
void tessera_two_sides_add (AdwLeaflet *leaflet, GtkWidget *list, TesseraEditorSide *side);

/* Shows the list, which is always in sight where there is room for both. */
void tessera_two_sides_show_list (AdwLeaflet *leaflet);

/* Shows what is beside it, if a token is there. */
void tessera_two_sides_show_editor (AdwLeaflet *leaflet);

/* Where there is no room for both, a single click on @view, in the list, goes on to the token. */
void tessera_two_sides_follow_clicks (AdwLeaflet *leaflet, GtkWidget *view);

G_END_DECLS
