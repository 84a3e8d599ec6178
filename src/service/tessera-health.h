/* tessera-health.h: whether the store can be read, asked every second in a thread of its own.
 *
 * So whoever wants to know waits neither for the disk, nor for another program
 * that holds the database, nor for a change: on the door for proxies that would
 * hold judgements up. */

#pragma once

#include "tessera-store.h"

G_BEGIN_DECLS

typedef struct _TesseraHealth TesseraHealth;

/* An answer that takes longer than this is none. */
#define TESSERA_HEALTH_PATIENCE_SECONDS 10

/* (transfer full): watches from now on; @store has just been read. The log tells when it can't be read, and can again. */
TesseraHealth *tessera_health_watch (TesseraStore *store);

/* Waits for the question under way; tessera_store_sqlite_hurry() makes that short. */
void tessera_health_free (TesseraHealth *health);

/**
 * tessera_health_get:
 *
 * Any thread; waits for nothing.
 *
 * Returns: whether the store could be read when it was asked last, which is a second ago or what that takes; else
 *   %FALSE with the error that it gave
 */
gboolean tessera_health_get (TesseraHealth *health, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraHealth, tessera_health_free)

G_END_DECLS
