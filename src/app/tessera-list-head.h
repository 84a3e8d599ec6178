/* tessera-list-head.h: what stands above the list of tokens and says what it shows: search, filters and order.
 *
 * Main thread only. */

#pragma once

#include <gtk/gtk.h>

#include "tessera-token-model.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_LIST_HEAD (tessera_list_head_get_type ())
G_DECLARE_FINAL_TYPE (TesseraListHead, tessera_list_head, TESSERA, LIST_HEAD, GtkWidget)

/* Signal `left`: by a key, for the list. @view: with its columns */
GtkWidget *tessera_list_head_new (TesseraTokenModel *model, GtkColumnView *view);

/* Adds @widget beside the order. */
void tessera_list_head_add (TesseraListHead *head, GtkWidget *widget);

/* That it is known which tokens there are: from now on the filters have their counts. */
void tessera_list_head_set_known (TesseraListHead *head);

/* Takes filter and order from @settings, and keeps them there from now on. */
void tessera_list_head_remember (TesseraListHead *head, GSettings *settings);

/* Empties the search and lets all tokens through, at once. */
void tessera_list_head_clear (TesseraListHead *head);

void tessera_list_head_set_filter (TesseraListHead *head, TesseraFilter filter);
void tessera_list_head_focus_search (TesseraListHead *head);

G_END_DECLS
