#include "tessera-asking-service.h"

struct _TesseraAskingService
{
  SecretService parent_instance;

  TesseraAsking asking;
  gpointer data;
};

G_DEFINE_FINAL_TYPE (TesseraAskingService, tessera_asking_service, SECRET_TYPE_SERVICE)

static void
tessera_asking_service_prompt_async (SecretService *service, SecretPrompt *prompt, const GVariantType *return_type,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  TesseraAskingService *self = TESSERA_ASKING_SERVICE (service);

  if (self->asking != NULL)
    self->asking (cancellable, self->data);

  /* libsecret 0.20 loses the error of a question that is cancelled, and complains of that. One that nobody answers
   * stays on the screen; an answer that comes late is of no interest to the call, and does no harm. */
  SECRET_SERVICE_CLASS (tessera_asking_service_parent_class)
    ->prompt_async (service, prompt, return_type, NULL, callback, data);
}

static void
tessera_asking_service_class_init (TesseraAskingServiceClass *klass)
{
  SECRET_SERVICE_CLASS (klass)->prompt_async = tessera_asking_service_prompt_async;
}

static void
tessera_asking_service_init (TesseraAskingService *self)
{
}

void
tessera_asking_service_follow (TesseraAskingService *service, TesseraAsking asking, gpointer data)
{
  service->asking = asking;
  service->data = data;
}
