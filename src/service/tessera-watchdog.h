/* tessera-watchdog.h: how long each connection has been doing what it does, and which of them has done it too long.
 *
 * A connection is in one phase at a time; each phase has its own patience.
 * The time runs from entering the phase, so bytes that drip don't extend it.
 * As the patience of a phase is one for all, those who entered first are
 * overdue first: every operation but a search takes constant time.
 * Times are microseconds of g_get_monotonic_time(). One thread at a time. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  TESSERA_PHASE_NEW,     /* open, and nothing has come yet */
  TESSERA_PHASE_IDLE,    /* answered, and nothing has come since */
  TESSERA_PHASE_REQUEST, /* a request has begun to come */
  TESSERA_PHASE_ANSWER,  /* the answer is being taken */
  TESSERA_PHASE_LINGER,  /* answered for the last time; what still comes is thrown away (RFC 9112, 9.6) */
  TESSERA_PHASE_ENDED,
} TesseraPhase;

#define TESSERA_N_PHASES TESSERA_PHASE_ENDED

/* One watched connection; part of its owner's struct. */
typedef struct
{
  GList link; /* data: the owner */
  TesseraPhase phase;
  gint64 since;
} TesseraWatch;

typedef struct
{
  GQueue phases[TESSERA_N_PHASES];
  gint64 patience[TESSERA_N_PHASES];
} TesseraWatchdog;

/* @patience: for each phase, in microseconds */
void tessera_watchdog_init (TesseraWatchdog *watchdog, const gint64 patience[TESSERA_N_PHASES]);

/* @owner: (transfer none): what the functions below return; @phase: not %TESSERA_PHASE_ENDED */
void tessera_watchdog_add (TesseraWatchdog *watchdog, TesseraWatch *watch, gpointer owner, TesseraPhase phase,
                           gint64 now);

/* From now on it is in @phase, even if it was before. */
void tessera_watchdog_enter (TesseraWatchdog *watchdog, TesseraWatch *watch, TesseraPhase phase, gint64 now);

void tessera_watchdog_remove (TesseraWatchdog *watchdog, TesseraWatch *watch);

/* Returns: the earliest instant at which somebody is overdue; %G_MAXINT64 when nobody is watched */
gint64 tessera_watchdog_get_deadline (const TesseraWatchdog *watchdog);

/* Returns: (nullable) (transfer none): one of the owners who are overdue at @now */
gpointer tessera_watchdog_find_overdue (const TesseraWatchdog *watchdog, gint64 now);

/**
 * tessera_watchdog_find_idlest:
 * @matches: (nullable): whom to consider; %NULL for everybody
 *
 * Returns: (nullable) (transfer none): who has been longest without a request under way: new, idle or lingering
 */
gpointer tessera_watchdog_find_idlest (const TesseraWatchdog *watchdog,
                                       gboolean (*matches) (gpointer owner, gconstpointer data), gconstpointer data);

/* Returns: (nullable) (transfer none): anybody, to end them all */
gpointer tessera_watchdog_find_any (const TesseraWatchdog *watchdog);

G_END_DECLS
