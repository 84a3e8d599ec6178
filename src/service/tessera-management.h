/* tessera-management.h: the two doors' handlers: admit the request, then do what its route says. */

#pragma once

#include "tessera-call.h"
#include "tessera-door.h"

G_BEGIN_DECLS

/* Both take a #TesseraContext as their data. Management is for admins alone. */
extern const TesseraDoorHandlers tessera_management_handlers;

/* Answers a proxy; here nobody manages anything. */
extern const TesseraDoorHandlers tessera_authorize_handlers;

G_END_DECLS
