/* tessera-reply.h: an answer before it is on the wire.
 *
 * The framing (`Content-Length`, `Connection`, `Date`) belongs to the door;
 * whoever makes a reply adds none of these. A reply belongs to one thread. */

#pragma once

#include "tessera-problem.h"

G_BEGIN_DECLS

typedef struct _TesseraReply TesseraReply;

/* An answer without a body. */
TesseraReply *tessera_reply_new (guint status);

/* `application/json`; takes @object, and wipes the text when it has been sent. */
TesseraReply *tessera_reply_new_json (guint status, JsonObject *object);

/* `application/json` that is written already; takes @text, which holds no secret. */
TesseraReply *tessera_reply_new_json_text (guint status, GString *text);

/* `application/problem+json` with the problem's own status; takes @problem. Never to be
 * stored by a cache; 401 brings `WWW-Authenticate: Bearer`. */
TesseraReply *tessera_reply_new_problem (TesseraProblem *problem);

/* @value: no control characters (a programmer's fault) */
void tessera_reply_add_field (TesseraReply *reply, const char *name, const char *value);

/* The same in place of the fields of that name. */
void tessera_reply_set_field (TesseraReply *reply, const char *name, const char *value);

/* The connection ends after this answer. */
void tessera_reply_set_close (TesseraReply *reply);

guint tessera_reply_get_status (const TesseraReply *reply);

/* (nullable) (transfer none): %NULL for an answer without a body */
GBytes *tessera_reply_get_body (const TesseraReply *reply);

gboolean tessera_reply_get_close (const TesseraReply *reply);
void tessera_reply_free (TesseraReply *reply);

/**
 * tessera_reply_take_head:
 * @now: seconds since 1970, for `Date`
 * @closing: whether the connection ends after it
 *
 * The status line, the fields and the empty line, as RFC 9112, 4 to 6. The reply has no fields any more.
 *
 * Returns: (transfer full): what goes before the body
 */
GString *tessera_reply_take_head (TesseraReply *reply, gint64 now, gboolean closing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraReply, tessera_reply_free)

G_END_DECLS
