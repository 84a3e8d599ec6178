#include "tessera-expiry.h"

#define JULIAN_OF_EPOCH 719163 /* g_date_get_julian() of 1970-01-01 */

static gint64
floor_to_day (gint64 time)
{
  gint64 day = time / TESSERA_SECONDS_OF_DAY;

  return time % TESSERA_SECONDS_OF_DAY < 0 ? day - 1 : day;
}

static void
set_day (GDate *day, gint64 days_since_epoch)
{
  g_date_clear (day, 1);
  g_date_set_julian (day, (guint32) (days_since_epoch + JULIAN_OF_EPOCH));
}

gint64
tessera_expiry_from_day (const GDate *day)
{
  g_return_val_if_fail (g_date_valid (day), TESSERA_NEVER);

  return ((gint64) g_date_get_julian (day) - JULIAN_OF_EPOCH + 1) * TESSERA_SECONDS_OF_DAY;
}

gboolean
tessera_expiry_to_day (gint64 end, GDate *day)
{
  g_return_val_if_fail (end != TESSERA_NEVER && day != NULL, FALSE);

  set_day (day, floor_to_day (end - 1));
  return end % TESSERA_SECONDS_OF_DAY == 0;
}

void
tessera_expiry_today (gint64 now, GDate *today)
{
  g_return_if_fail (today != NULL);

  set_day (today, floor_to_day (now));
}

int
tessera_expiry_days_left (gint64 end, gint64 now)
{
  g_return_val_if_fail (end != TESSERA_NEVER, 0);

  return (int) (floor_to_day (end - 1) - floor_to_day (now));
}
