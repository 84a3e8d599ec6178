/* tessera-certificate.h: why a server's certificate is not to be trusted, in words. Any thread. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * tessera_certificate_explain:
 * @certificate: (nullable): the server's
 * @faults: what is wrong with it
 *
 * "Its certificate ended on 3 May 2026. Ask those who run it to renew it."
 *
 * Returns: (transfer full): a sentence or more
 */
char *tessera_certificate_explain (GTlsCertificate *certificate, GTlsCertificateFlags faults);

G_END_DECLS
