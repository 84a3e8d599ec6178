/* tessera-secret.h: secrets of tokens and keys of admins: mint, recognise, digest.
 *
 * `frt_` (tokens) or `fra_` (admin keys), 43 Base62 characters that hold 256
 * bits of the operating system's randomness, and 6 that hold the CRC-32 of
 * all before them, most significant first. The check sum only tells typing
 * errors apart. A TesseraSecret wipes itself; never print one. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  TESSERA_SECRET_TOKEN,
  TESSERA_SECRET_ADMIN_KEY,
} TesseraSecretKind;

#define TESSERA_SECRET_LENGTH 53
#define TESSERA_DIGEST_LENGTH 32
#define TESSERA_HINT_LENGTH 4

typedef struct
{
  guint8 bytes[TESSERA_DIGEST_LENGTH];
} TesseraDigest;

typedef struct _TesseraSecret TesseraSecret;

/**
 * tessera_secret_mint:
 *
 * Returns: (transfer full) (nullable): a new secret; %NULL if the operating system gives no randomness
 */
TesseraSecret *tessera_secret_mint (TesseraSecretKind kind);

/* Any text as a secret, such as a key somebody typed; copied. Its form is not judged. */
TesseraSecret *tessera_secret_new (const char *text, gsize length);

/* Wipes, then frees. */
void tessera_secret_free (TesseraSecret *secret);
TesseraSecret *tessera_secret_copy (const TesseraSecret *secret);

/* Returns: (transfer none): the text, valid as long as @secret */
const char *tessera_secret_peek (const TesseraSecret *secret);

/* Returns: (transfer full): the last four characters */
char *tessera_secret_hint (const TesseraSecret *secret);

/**
 * tessera_secret_recognise:
 * @text: @length bytes
 * @kind: (out): of which kind it is
 *
 * Returns: whether @text has the form of a secret and a right check sum; says nothing about its being known
 */
gboolean tessera_secret_recognise (const char *text, gsize length, TesseraSecretKind *kind);

/**
 * tessera_secret_digest:
 * @key: 32 bytes, from the key file
 * @text: the secret, @length bytes
 *
 * Returns: HMAC-SHA-256 (RFC 2104) of @text under @key
 */
TesseraDigest tessera_secret_digest (const guint8 key[32], const char *text, gsize length);

/* In constant time. */
gboolean tessera_digest_equal (const TesseraDigest *a, const TesseraDigest *b);

/* Fills @buffer from the operating system's random source. Returns: %FALSE if it fails */
gboolean tessera_random_bytes (guint8 *buffer, gsize length);

/**
 * tessera_random_id:
 * @length: characters, 1 to 64
 *
 * Returns: (transfer full) (nullable): that many Base62 characters, by rejection sampling; not secret
 */
char *tessera_random_id (gsize length);

/* Overwrites @length bytes in a way that no compiler leaves out. */
void tessera_wipe (gpointer memory, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraSecret, tessera_secret_free)

G_END_DECLS
