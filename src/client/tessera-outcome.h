/* tessera-outcome.h: what came of sending a question: an answer in bytes, or how it failed. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TesseraOutcome:
 * @status: of the answer; 0 if not even its head arrived
 * @media_type: (nullable): without parameters, in lower case
 * @location: (nullable): where a redirect points, absolute
 * @encoded: whether the body has a Content-Encoding, which nobody asked for
 * @replayed: whether there is `Idempotency-Replayed: true`
 * @body: as far as it came; wiped before it is freed
 * @sent: whether the question, or a part of it, may have reached the server
 * @late: whether the time ran out
 * @too_large: whether the body went on beyond what was allowed
 * @certificate_faults: why the server's certificate is not to be trusted
 * @certificate: (nullable): that certificate
 * @failure: (nullable): what the libraries say; for a `switch`, not for people
 *
 * Whole if @failure is %NULL and it is neither @late nor @too_large.
 */
typedef struct
{
  guint status;
  char *media_type;
  char *location;
  gboolean encoded;
  gboolean replayed;
  GByteArray *body;

  gboolean sent;
  gboolean late;
  gboolean too_large;
  GTlsCertificateFlags certificate_faults;
  GTlsCertificate *certificate;
  GError *failure;
} TesseraOutcome;

TesseraOutcome *tessera_outcome_new (void);
void tessera_outcome_free (TesseraOutcome *outcome);
gboolean tessera_outcome_is_whole (const TesseraOutcome *outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraOutcome, tessera_outcome_free)

G_END_DECLS
