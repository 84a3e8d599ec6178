/* tessera-load.h: one load of a server's catalogue and tokens into a list.
 *
 * Into an empty list pages go as they come, so that the first are shown at
 * once; what is in a list is replaced when all have come. Main thread only. */

#pragma once

#include "tessera-connection.h"
#include "tessera-token-list.h"

G_BEGIN_DECLS

typedef struct _TesseraLoad TesseraLoad;

/**
 * TesseraLoadFollower:
 * @got_catalogue: catalogue and admin are here, and pages will come; @admin: (transfer full)
 * @progressed: another page is here
 * @ended: all is here, or @error tells why not; the load is still whole, and does nothing any more
 *
 * All are called with the owner.
 */
typedef struct
{
  void (*got_catalogue) (TesseraLoad *load, TesseraAdmin *admin, gpointer owner);
  void (*progressed) (TesseraLoad *load, gpointer owner);
  void (*ended) (TesseraLoad *load, const GError *error, gpointer owner);
} TesseraLoadFollower;

/**
 * tessera_load_start:
 * @follower: static; nothing of it is called before this returns
 * @owner: a GObject that is held until the load has ended or is cancelled
 */
TesseraLoad *tessera_load_start (TesseraConnection *connection, TesseraTokenList *tokens, const TesseraLoadFollower *follower,
                                 gpointer owner);

/* Cancels it, if it runs still, so that nothing more is told, and lets go of it. */
void tessera_load_end (TesseraLoad *load);

/* Whether pages go into the list as they come. */
gboolean tessera_load_get_streaming (TesseraLoad *load);

/* (transfer none) (nullable): %NULL until it has come */
TesseraCatalogue *tessera_load_get_catalogue (TesseraLoad *load);

/* How many tokens are here, and which part of all that is: 0 to 1. */
guint tessera_load_get_n_tokens (TesseraLoad *load);
double tessera_load_get_progress (TesseraLoad *load);

/* @token: came with an answer while the load runs, and may be newer than the page that holds it */
void tessera_load_put (TesseraLoad *load, TesseraToken *token);

/**
 * tessera_load_apply:
 * @keep_equal: as in tessera_token_list_replace()
 *
 * Makes the list what was loaded, and what was put since. Once, when all has come.
 */
void tessera_load_apply (TesseraLoad *load, gboolean keep_equal);

G_END_DECLS
