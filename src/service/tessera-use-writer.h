/* tessera-use-writer.h: a thread that writes every few seconds what was counted of the tokens' use. */

#pragma once

#include "tessera-store.h"

G_BEGIN_DECLS

typedef struct _TesseraUseWriter TesseraUseWriter;

/* How long what was counted may wait: 5 seconds; the contract allows 10. */
#define TESSERA_USE_WRITER_SECONDS 5

/* (transfer full): writes from now on. What can't be written waits for the next time; the log says so. */
TesseraUseWriter *tessera_use_writer_start (TesseraStore *store);

/* How long the end may be put off for what is left to be written. */
#define TESSERA_USE_WRITER_LAST_SECONDS 3

/* Writes what is left, then ends; tries for %TESSERA_USE_WRITER_LAST_SECONDS if another program has the database, and
 * the log says so if it was in vain. Call it when nothing counts any more. */
void tessera_use_writer_stop (TesseraUseWriter *writer);

G_END_DECLS
