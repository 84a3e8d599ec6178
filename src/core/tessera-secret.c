#include "tessera-secret.h"

#include <errno.h>
#include <nettle/hmac.h>
#include <string.h>
#include <sys/random.h>
#include <zlib.h>

#define PREFIX_LENGTH 4
#define RANDOM_LENGTH 43
#define CHECK_LENGTH 6

G_STATIC_ASSERT (PREFIX_LENGTH + RANDOM_LENGTH + CHECK_LENGTH == TESSERA_SECRET_LENGTH);

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
static const char *const prefixes[] = { [TESSERA_SECRET_TOKEN] = "frt_", [TESSERA_SECRET_ADMIN_KEY] = "fra_" };

struct _TesseraSecret
{
  gsize length;
  char text[]; /* NUL-terminated */
};

void
tessera_wipe (gpointer memory, gsize length)
{
  explicit_bzero (memory, length);
}

gboolean
tessera_random_bytes (guint8 *buffer, gsize length)
{
  while (length > 0)
    {
      ssize_t got = getrandom (buffer, length, 0);

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return FALSE;
      buffer += got;
      length -= (gsize) got;
    }

  return TRUE;
}

/* Bytes from 248 on are thrown away, so that each of the 62 characters is as likely as any other. */
static gboolean
fill_base62 (char *out, gsize length)
{
  guint8 pool[64];
  gsize done = 0;
  gboolean ok = TRUE;

  while (done < length && (ok = tessera_random_bytes (pool, sizeof pool)))
    for (gsize i = 0; i < sizeof pool && done < length; i++)
      if (pool[i] < 4 * 62)
        out[done++] = alphabet[pool[i] % 62];

  tessera_wipe (pool, sizeof pool);
  return ok;
}

static void
write_check_sum (char out[CHECK_LENGTH], const char *text, gsize length)
{
  gulong sum = crc32 (0, (const Bytef *) text, (uInt) length);

  for (int i = CHECK_LENGTH - 1; i >= 0; i--)
    {
      out[i] = alphabet[sum % 62];
      sum /= 62;
    }
}

static TesseraSecret *
secret_alloc (gsize length)
{
  TesseraSecret *secret = g_malloc0 (sizeof (TesseraSecret) + length + 1);

  secret->length = length;
  return secret;
}

TesseraSecret *
tessera_secret_mint (TesseraSecretKind kind)
{
  g_autoptr (TesseraSecret) secret = secret_alloc (TESSERA_SECRET_LENGTH);

  memcpy (secret->text, prefixes[kind], PREFIX_LENGTH);
  if (!fill_base62 (secret->text + PREFIX_LENGTH, RANDOM_LENGTH))
    return NULL;
  write_check_sum (secret->text + PREFIX_LENGTH + RANDOM_LENGTH, secret->text, PREFIX_LENGTH + RANDOM_LENGTH);

  return g_steal_pointer (&secret);
}

TesseraSecret *
tessera_secret_new (const char *text, gsize length)
{
  TesseraSecret *secret = secret_alloc (length);

  memcpy (secret->text, text, length);
  return secret;
}

void
tessera_secret_free (TesseraSecret *secret)
{
  if (secret == NULL)
    return;

  tessera_wipe (secret->text, secret->length);
  g_free (secret);
}

TesseraSecret *
tessera_secret_copy (const TesseraSecret *secret)
{
  return tessera_secret_new (secret->text, secret->length);
}

const char *
tessera_secret_peek (const TesseraSecret *secret)
{
  return secret->text;
}

char *
tessera_secret_hint (const TesseraSecret *secret)
{
  gsize hidden = secret->length > TESSERA_HINT_LENGTH ? secret->length - TESSERA_HINT_LENGTH : 0;

  return g_strdup (secret->text + hidden);
}

static gboolean
is_base62 (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]))
      return FALSE;

  return TRUE;
}

gboolean
tessera_secret_recognise (const char *text, gsize length, TesseraSecretKind *kind)
{
  char sum[CHECK_LENGTH];

  if (length != TESSERA_SECRET_LENGTH || !is_base62 (text + PREFIX_LENGTH, length - PREFIX_LENGTH))
    return FALSE;

  write_check_sum (sum, text, PREFIX_LENGTH + RANDOM_LENGTH);
  if (memcmp (sum, text + PREFIX_LENGTH + RANDOM_LENGTH, CHECK_LENGTH) != 0)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (memcmp (text, prefixes[i], PREFIX_LENGTH) == 0)
      {
        *kind = (TesseraSecretKind) i;
        return TRUE;
      }

  return FALSE;
}

typedef struct
{
  guint8 key[32];
  struct hmac_sha256_ctx hmac; /* of no text yet */
} PreparedKey;

static void
prepared_key_free (gpointer data)
{
  tessera_wipe (data, sizeof (PreparedKey));
  g_free (data);
}

/* A thread digests thousands of secrets a second under one key: half of the work is that key's alone, and is done once.
 * (transfer none) */
static const struct hmac_sha256_ctx *
prepare_hmac (const guint8 key[32])
{
  static GPrivate prepared_key = G_PRIVATE_INIT (prepared_key_free);
  PreparedKey *prepared = g_private_get (&prepared_key);

  if (prepared == NULL || memcmp (prepared->key, key, sizeof prepared->key) != 0)
    {
      prepared = g_new (PreparedKey, 1);
      memcpy (prepared->key, key, sizeof prepared->key);
      hmac_sha256_set_key (&prepared->hmac, sizeof prepared->key, key);
      g_private_replace (&prepared_key, prepared);
    }

  return &prepared->hmac;
}

TesseraDigest
tessera_secret_digest (const guint8 key[32], const char *text, gsize length)
{
  struct hmac_sha256_ctx hmac = *prepare_hmac (key);
  TesseraDigest digest;

  hmac_sha256_update (&hmac, length, (const guint8 *) text);
  hmac_sha256_digest (&hmac, sizeof digest.bytes, digest.bytes);
  tessera_wipe (&hmac, sizeof hmac);

  return digest;
}

gboolean
tessera_digest_equal (const TesseraDigest *a, const TesseraDigest *b)
{
  /* Volatile, so that no compiler leaves early. */
  volatile guint64 difference = 0;

  for (gsize i = 0; i < TESSERA_DIGEST_LENGTH; i += sizeof (guint64))
    {
      guint64 one, other;

      memcpy (&one, a->bytes + i, sizeof one);
      memcpy (&other, b->bytes + i, sizeof other);
      difference |= one ^ other;
    }

  return difference == 0;
}

char *
tessera_random_id (gsize length)
{
  g_autofree char *id = g_malloc0 (length + 1);

  return fill_base62 (id, length) ? g_steal_pointer (&id) : NULL;
}
