/* client-certificates.h: certificates made for one run of a test, by openssl, in a folder that goes with it. */

#pragma once

#include <gio/gio.h>

typedef struct _ClientCertificates ClientCertificates;

/* Makes an authority of its own. Faults end the test. (transfer full) */
ClientCertificates *client_certificates_new (void);
void client_certificates_free (ClientCertificates *certificates);

/* The path of the authority's certificate. (transfer none) */
const char *client_certificates_get_authority (ClientCertificates *certificates);

/**
 * client_certificates_issue:
 * @names: as openssl's subjectAltName: `IP:127.0.0.1`, `DNS:tokens.example.org`
 * @from_days: the day from which it is valid, counted from today; may be negative
 * @to_days: the day on which it ends
 *
 * Returns: (transfer full): a certificate of the authority, with its private key
 */
GTlsCertificate *client_certificates_issue (ClientCertificates *certificates, const char *names, int from_days, int to_days);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ClientCertificates, client_certificates_free)
