/* tessera-search-offers.h: forms of a search that are offered under its entry while somebody types there.
 *
 * The focus stays in the entry: Down and Up choose an offer, Return takes it,
 * Escape sends them away, and Down from the last one leaves them. Main thread only. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-token-model.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_SEARCH_OFFERS (tessera_search_offers_get_type ())
G_DECLARE_FINAL_TYPE (TesseraSearchOffers, tessera_search_offers, TESSERA, SEARCH_OFFERS, GtkPopover)

/**
 * tessera_search_offers_new:
 * @entry: for which they are
 * @model: knows areas, types and admins; lives as long as the entry
 *
 * To be made a child of what holds @entry, and taken away with it.
 */
GtkWidget *tessera_search_offers_new (GtkSearchEntry *entry, TesseraTokenModel *model);

/* Offers what goes on from the word at the cursor, if the focus is in the entry. */
void tessera_search_offers_update (TesseraSearchOffers *offers);

/* How many are in sight. */
guint tessera_search_offers_get_n_shown (TesseraSearchOffers *offers);

/* Whether one of them is chosen, of which the user has just been told. */
gboolean tessera_search_offers_is_choosing (TesseraSearchOffers *offers);

/* Returns: whether the key was for the offers; never while there are none */
gboolean tessera_search_offers_handle_key (TesseraSearchOffers *offers, guint keyval, GdkModifierType modifiers);

G_END_DECLS
