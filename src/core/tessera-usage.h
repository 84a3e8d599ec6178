/* tessera-usage.h: how often and when last a token was used, for each area and verb. */

#pragma once

#include "tessera-catalogue.h"
#include "tessera-time.h"

G_BEGIN_DECLS

/**
 * TesseraUse:
 * @count: how often; only requests that passed count
 * @last_at: when last; seconds, %TESSERA_NEVER if @count is 0
 */
typedef struct
{
  gint64 count;
  gint64 last_at;
} TesseraUse;

/* Adds @use to @sum: both counts, the later instant. */
void tessera_use_add (TesseraUse *sum, TesseraUse use);

/**
 * TesseraUsage:
 * @since: from when on use is counted; seconds
 * @n_areas: the catalogue's
 */
typedef struct
{
  gint64 since;
  guint n_areas;
  TesseraUse uses[TESSERA_MAX_AREAS][TESSERA_N_VERBS];
} TesseraUsage;

/* (transfer full): never used */
TesseraUsage *tessera_usage_new (gint64 since, guint n_areas);
void tessera_usage_free (TesseraUsage *usage);

/* The latest of all, %TESSERA_NEVER if there is none. */
gint64 tessera_usage_get_last_at (const TesseraUsage *usage);

/* (transfer full): as the wire has it: all areas, both verbs */
JsonObject *tessera_usage_to_object (const TesseraUsage *usage, TesseraCatalogue *catalogue);

/**
 * tessera_usage_from_object:
 * @object: a server's answer; areas and members it doesn't know are passed over
 *
 * Returns: (transfer full): the use, or %NULL with %TESSERA_ERROR_NOT_UNDERSTOOD, whose message names the member
 */
TesseraUsage *tessera_usage_from_object (JsonObject *object, TesseraCatalogue *catalogue, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraUsage, tessera_usage_free)

G_END_DECLS
