/* tessera-name-order.h: tokens by name, as a dictionary in the user's language has them. For tessera-token-index.h alone. */

#pragma once

#include "tessera-token-index.h"

G_BEGIN_DECLS

/* The slots of @places by name; of equals as in @places. (transfer full) (element-type TesseraTokenSlot) */
GArray *tessera_name_order_new (TesseraTokenIndex *index, GArray *places);

/* Puts a slot that has its token where it belongs, before its equals. */
void tessera_name_order_insert (GArray *order, TesseraTokenIndex *index, TesseraTokenSlot slot);
void tessera_name_order_remove (GArray *order, TesseraTokenSlot slot);

/* As tessera_name_order_new(), in a thread. @generation: handed back */
void tessera_name_order_new_async (TesseraTokenIndex *index, GArray *places, guint generation, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer data);

/* (transfer full) (nullable): %NULL if it was cancelled */
GArray *tessera_name_order_new_finish (GAsyncResult *result, guint *generation);

G_END_DECLS
