/* tessera-span.h: the spans of validity that are offered: 7, 30 and 90 days, a year, never. */

#pragma once

#include "tessera-catalogue.h"

G_BEGIN_DECLS

typedef struct _TesseraSpan TesseraSpan;

guint tessera_span_count (void);

/* In the order in which they are offered. (transfer none) */
const TesseraSpan *tessera_span_get (guint index);

/* Its name in words: "30 days". (transfer full) */
char *tessera_span_describe (const TesseraSpan *span);

/* The exclusive end of a token that is valid so long from @today, a UTC day, on; %TESSERA_NEVER for never. */
gint64 tessera_span_get_end (const TesseraSpan *span, const GDate *today);

/* Whether a token may be valid so long; @now: an instant of @today. */
gboolean tessera_span_is_allowed (const TesseraSpan *span, const TesseraPolicy *policy, const GDate *today, gint64 now);

G_END_DECLS
