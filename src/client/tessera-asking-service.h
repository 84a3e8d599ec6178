/* tessera-asking-service.h: the Secret Service's proxy, which tells when the desktop is about to ask the user. */

#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_ASKING_SERVICE (tessera_asking_service_get_type ())
G_DECLARE_FINAL_TYPE (TesseraAskingService, tessera_asking_service, TESSERA, ASKING_SERVICE, SecretService)

/* @cancellable is that of the call for which it asks; @data that of tessera_asking_service_follow(). */
typedef void (*TesseraAsking) (GCancellable *cancellable, gpointer data);

/* Opens no proxy; for one that secret_service_open() made with this type. @asking is called before each question. */
void tessera_asking_service_follow (TesseraAskingService *service, TesseraAsking asking, gpointer data);

G_END_DECLS
