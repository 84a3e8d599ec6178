#include "tessera-filter.h"

static const char *const names[] = { "all", "active", "expiring", "expired", "revoked" };

G_STATIC_ASSERT (G_N_ELEMENTS (names) == TESSERA_N_FILTERS);

TesseraFilterSet
tessera_filter_of (TesseraToken *token, gint64 now)
{
  switch (tessera_token_get_status (token, now))
    {
    case TESSERA_STATUS_EXPIRED:
      return 1 << TESSERA_FILTER_ALL | 1 << TESSERA_FILTER_EXPIRED;
    case TESSERA_STATUS_REVOKED:
      return 1 << TESSERA_FILTER_ALL | 1 << TESSERA_FILTER_REVOKED;
    case TESSERA_STATUS_ACTIVE:
    default:
      return 1 << TESSERA_FILTER_ALL | 1 << TESSERA_FILTER_ACTIVE
             | (tessera_token_is_expiring (token, now) ? 1 << TESSERA_FILTER_EXPIRING : 0);
    }
}

const char *
tessera_filter_to_string (TesseraFilter filter)
{
  g_return_val_if_fail (filter < TESSERA_N_FILTERS, names[0]);

  return names[filter];
}

TesseraFilter
tessera_filter_from_string (const char *name)
{
  for (guint filter = 0; filter < TESSERA_N_FILTERS; filter++)
    if (g_strcmp0 (names[filter], name) == 0)
      return filter;

  return TESSERA_FILTER_ALL;
}
