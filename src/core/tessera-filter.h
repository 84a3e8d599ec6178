/* tessera-filter.h: the kinds of tokens that a list can be narrowed to by what has become of them.
 *
 * A token is of several kinds at once: an expiring one is active, too. */

#pragma once

#include "tessera-token.h"

G_BEGIN_DECLS

/**
 * TesseraFilter:
 * @TESSERA_FILTER_EXPIRING: active, and ends within %TESSERA_EXPIRING_DAYS
 */
typedef enum
{
  TESSERA_FILTER_ALL,
  TESSERA_FILTER_ACTIVE,
  TESSERA_FILTER_EXPIRING,
  TESSERA_FILTER_EXPIRED,
  TESSERA_FILTER_REVOKED,
} TesseraFilter;

#define TESSERA_N_FILTERS 5

/* A set of filters: bit n is #TesseraFilter n. */
typedef guint8 TesseraFilterSet;

/* The filters that let @token through at @now. */
TesseraFilterSet tessera_filter_of (TesseraToken *token, gint64 now);

/* `all`, `active`, `expiring`, `expired`, `revoked`. */
const char *tessera_filter_to_string (TesseraFilter filter);

/* Returns: the filter of that name; %TESSERA_FILTER_ALL if there is none */
TesseraFilter tessera_filter_from_string (const char *name);

G_END_DECLS
