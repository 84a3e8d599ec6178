#include "tessera-column-room.h"

/* The most important first. */
static const TesseraTokenKey by_importance[] = {
  TESSERA_TOKEN_KEY_STATUS,      TESSERA_TOKEN_KEY_EXPIRES, TESSERA_TOKEN_KEY_PERMISSIONS,
  TESSERA_TOKEN_KEY_TYPE,        TESSERA_TOKEN_KEY_LAST_USED,
};

#define N_VITAL 2

void
tessera_column_room_choose (const int widths[TESSERA_N_TOKEN_KEYS], int least_name, int room, gboolean shown[TESSERA_N_TOKEN_KEYS])
{
  shown[TESSERA_TOKEN_KEY_CREATED] = FALSE;
  shown[TESSERA_TOKEN_KEY_NAME] = TRUE;
  room -= least_name;
  for (guint i = 0; i < G_N_ELEMENTS (by_importance); i++)
    {
      /* These two are worth a squeeze; no others are worth a name that is cut off. */
      if (i == N_VITAL)
        room -= widths[TESSERA_TOKEN_KEY_NAME] - least_name;
      room -= widths[by_importance[i]];
      shown[by_importance[i]] = room >= 0;
    }
}

int
tessera_column_room_share (const int widths[TESSERA_N_TOKEN_KEYS], const gboolean shown[TESSERA_N_TOKEN_KEYS], int most_type,
                           int long_name, int room)
{
  int least = widths[TESSERA_TOKEN_KEY_TYPE];

  for (guint i = 0; i < G_N_ELEMENTS (by_importance); i++)
    if (shown[by_importance[i]] && by_importance[i] != TESSERA_TOKEN_KEY_TYPE)
      room -= widths[by_importance[i]];

  return CLAMP (room - long_name, least, MAX (least, most_type));
}
