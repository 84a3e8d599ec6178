#include "tessera-span.h"

#include "tessera-draft.h"
#include "tessera-expiry.h"
#include "tessera-time.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  SPAN_DAYS,
  SPAN_YEARS,
  SPAN_NEVER,
} SpanUnit;

struct _TesseraSpan
{
  SpanUnit unit;
  guint count;
};

static const TesseraSpan spans[] = {
  { SPAN_DAYS, 7 },
  { SPAN_DAYS, 30 },
  { SPAN_DAYS, 90 },
  { SPAN_YEARS, 1 },
  { SPAN_NEVER, 0 },
};

guint
tessera_span_count (void)
{
  return G_N_ELEMENTS (spans);
}

const TesseraSpan *
tessera_span_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (spans), NULL);

  return &spans[index];
}

char *
tessera_span_describe (const TesseraSpan *span)
{
  switch (span->unit)
    {
    case SPAN_DAYS:
      return g_strdup_printf (ngettext ("%u day", "%u days", span->count), span->count);
    case SPAN_YEARS:
      return g_strdup_printf (ngettext ("%u year", "%u years", span->count), span->count);
    case SPAN_NEVER:
    default:
      return g_strdup (_("Never"));
    }
}

gint64
tessera_span_get_end (const TesseraSpan *span, const GDate *today)
{
  GDate day = *today;

  switch (span->unit)
    {
    case SPAN_DAYS:
      g_date_add_days (&day, span->count);
      return tessera_expiry_from_day (&day);
    case SPAN_YEARS:
      g_date_add_years (&day, span->count);
      return tessera_expiry_from_day (&day);
    case SPAN_NEVER:
    default:
      return TESSERA_NEVER;
    }
}

gboolean
tessera_span_is_allowed (const TesseraSpan *span, const TesseraPolicy *policy, const GDate *today, gint64 now)
{
  gint64 end = tessera_span_get_end (span, today), latest = tessera_policy_get_latest_expiry (policy, now);

  return end == TESSERA_NEVER ? !policy->expiry_required && latest == TESSERA_NEVER : end <= latest;
}
