/* tessera-error.h: the one error domain; each code is named for what the caller can do about it. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define TESSERA_ERROR (tessera_error_quark ())

/**
 * TesseraError:
 * @TESSERA_ERROR_UNREACHABLE: nothing answers there; try again later, nothing was done
 * @TESSERA_ERROR_TIMED_OUT: no answer in time; whether it was done is unknown, repeating is safe
 * @TESSERA_ERROR_INTERRUPTED: the answer broke off; whether it was done is unknown, repeating is safe
 * @TESSERA_ERROR_UNTRUSTED: the server's certificate is not to be trusted; nothing was sent
 * @TESSERA_ERROR_REDIRECTED: the server points elsewhere; correct the address
 * @TESSERA_ERROR_NOT_UNDERSTOOD: what answered is no token API, or a broken one
 * @TESSERA_ERROR_KEY_REFUSED: the admin key is unknown (401); give another
 * @TESSERA_ERROR_NOT_ALLOWED: this admin may not do that (403)
 * @TESSERA_ERROR_NOT_FOUND: no such token or admin (404)
 * @TESSERA_ERROR_REVOKED: the token's state forbids it: revoked, or not active where that is needed (409)
 * @TESSERA_ERROR_STALE: somebody else changed it since it was read (412)
 * @TESSERA_ERROR_KEY_REUSED: the idempotency key belongs to another request (422)
 * @TESSERA_ERROR_INVALID: the values are faulty; mend them (422, a faulty file, a faulty argument)
 * @TESSERA_ERROR_BAD_JSON: the text is not JSON by RFC 8259, or nested too deep
 * @TESSERA_ERROR_BAD_REQUEST: the server calls our request faulty (another 4xx): a defect of ours
 * @TESSERA_ERROR_SERVER: the server failed (5xx); try again later
 * @TESSERA_ERROR_EXISTS: the name is taken
 * @TESSERA_ERROR_BUSY: another program holds it
 * @TESSERA_ERROR_NEWER: written by a newer version; upgrade this program
 * @TESSERA_ERROR_STORAGE: the database or a file of it can't be used
 */
typedef enum
{
  TESSERA_ERROR_UNREACHABLE,
  TESSERA_ERROR_TIMED_OUT,
  TESSERA_ERROR_INTERRUPTED,
  TESSERA_ERROR_UNTRUSTED,
  TESSERA_ERROR_REDIRECTED,
  TESSERA_ERROR_NOT_UNDERSTOOD,
  TESSERA_ERROR_KEY_REFUSED,
  TESSERA_ERROR_NOT_ALLOWED,
  TESSERA_ERROR_NOT_FOUND,
  TESSERA_ERROR_REVOKED,
  TESSERA_ERROR_STALE,
  TESSERA_ERROR_KEY_REUSED,
  TESSERA_ERROR_INVALID,
  TESSERA_ERROR_BAD_JSON,
  TESSERA_ERROR_BAD_REQUEST,
  TESSERA_ERROR_SERVER,
  TESSERA_ERROR_EXISTS,
  TESSERA_ERROR_BUSY,
  TESSERA_ERROR_NEWER,
  TESSERA_ERROR_STORAGE,
} TesseraError;

GQuark tessera_error_quark (void);

/* Sets @error to %TESSERA_ERROR_INVALID with that text. Returns: %FALSE, for what can fail to return */
gboolean tessera_fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Whether the same request may succeed later: not if the token is gone or revoked, which is final, nor if the request is
 * faulty itself. */
gboolean tessera_error_may_pass (const GError *error);

G_END_DECLS
