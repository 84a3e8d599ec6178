#include "tessera-watchdog.h"

#include <string.h>

void
tessera_watchdog_init (TesseraWatchdog *watchdog, const gint64 patience[TESSERA_N_PHASES])
{
  memcpy (watchdog->patience, patience, sizeof watchdog->patience);
  for (guint i = 0; i < TESSERA_N_PHASES; i++)
    g_queue_init (&watchdog->phases[i]);
}

static void
push (TesseraWatchdog *watchdog, TesseraWatch *watch, TesseraPhase phase, gint64 now)
{
  g_return_if_fail (phase < TESSERA_N_PHASES);

  watch->phase = phase;
  watch->since = now;
  g_queue_push_tail_link (&watchdog->phases[phase], &watch->link);
}

void
tessera_watchdog_add (TesseraWatchdog *watchdog, TesseraWatch *watch, gpointer owner, TesseraPhase phase, gint64 now)
{
  watch->link = (GList) { .data = owner };
  push (watchdog, watch, phase, now);
}

void
tessera_watchdog_enter (TesseraWatchdog *watchdog, TesseraWatch *watch, TesseraPhase phase, gint64 now)
{
  tessera_watchdog_remove (watchdog, watch);
  push (watchdog, watch, phase, now);
}

void
tessera_watchdog_remove (TesseraWatchdog *watchdog, TesseraWatch *watch)
{
  g_queue_unlink (&watchdog->phases[watch->phase], &watch->link);
}

/* The watch of an owner's link; the link is its first member. */
static const TesseraWatch *
watch_of (const GList *link)
{
  G_STATIC_ASSERT (G_STRUCT_OFFSET (TesseraWatch, link) == 0);

  return (gconstpointer) link;
}

gint64
tessera_watchdog_get_deadline (const TesseraWatchdog *watchdog)
{
  gint64 deadline = G_MAXINT64;

  for (guint i = 0; i < TESSERA_N_PHASES; i++)
    if (watchdog->phases[i].head != NULL)
      deadline = MIN (deadline, watch_of (watchdog->phases[i].head)->since + watchdog->patience[i]);

  return deadline;
}

gpointer
tessera_watchdog_find_overdue (const TesseraWatchdog *watchdog, gint64 now)
{
  for (guint i = 0; i < TESSERA_N_PHASES; i++)
    {
      const GList *head = watchdog->phases[i].head;

      if (head != NULL && watch_of (head)->since + watchdog->patience[i] <= now)
        return head->data;
    }

  return NULL;
}

gpointer
tessera_watchdog_find_idlest (const TesseraWatchdog *watchdog,
                              gboolean (*matches) (gpointer owner, gconstpointer data), gconstpointer data)
{
  static const TesseraPhase idle[] = { TESSERA_PHASE_NEW, TESSERA_PHASE_IDLE, TESSERA_PHASE_LINGER };
  const GList *idlest = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (idle); i++)
    {
      const GList *link = watchdog->phases[idle[i]].head;

      while (link != NULL && matches != NULL && !matches (link->data, data))
        link = link->next;
      if (link != NULL && (idlest == NULL || watch_of (link)->since < watch_of (idlest)->since))
        idlest = link;
    }

  return idlest != NULL ? idlest->data : NULL;
}

gpointer
tessera_watchdog_find_any (const TesseraWatchdog *watchdog)
{
  for (guint i = 0; i < TESSERA_N_PHASES; i++)
    if (watchdog->phases[i].head != NULL)
      return watchdog->phases[i].head->data;

  return NULL;
}
