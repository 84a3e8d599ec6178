/* tessera-column-room.h: which columns of the list there is room for, and how two of them share it. Pure functions. */

#pragma once

#include "tessera-token-model.h"

G_BEGIN_DECLS

/**
 * tessera_column_room_choose:
 * @widths: what each column takes at least, and the name usually, by key
 * @least_name: what the name can do with
 * @room: for all of them, in pixels
 * @shown: (out): by key
 *
 * Which columns are shown: the name's always, the others in the order of their importance as long as there is room.
 * For status and expiry the name is squeezed.
 */
void tessera_column_room_choose (const int widths[TESSERA_N_TOKEN_KEYS], int least_name, int room,
                                 gboolean shown[TESSERA_N_TOKEN_KEYS]);

/**
 * tessera_column_room_share:
 * @widths: what each column takes at least
 * @shown: by key
 * @most_type: what the longest type takes
 * @long_name: what all but the longest names take
 * @room: for all columns, in pixels
 *
 * Names first: what the other columns leave is the name's, up to @long_name, then the type's.
 *
 * Returns: the width of the type's column
 */
int tessera_column_room_share (const int widths[TESSERA_N_TOKEN_KEYS], const gboolean shown[TESSERA_N_TOKEN_KEYS],
                               int most_type, int long_name, int room);

G_END_DECLS
