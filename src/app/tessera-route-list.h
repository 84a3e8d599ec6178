/* tessera-route-list.h: the areas, what of each is granted, and the routes that it opens. Main thread only. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-catalogue.h"

G_BEGIN_DECLS

/**
 * tessera_route_list_new:
 * @granted: what is told of each area
 *
 * Returns: (transfer none): a floating list: one stop of Tab, its rows read as "Products: read.", described by its routes
 */
GtkWidget *tessera_route_list_new (TesseraCatalogue *catalogue, TesseraPermissions granted);

/* Marks the area in which a request is; @area: -1 for none */
void tessera_route_list_mark (GtkWidget *list, int area);

G_END_DECLS
