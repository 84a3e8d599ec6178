/* moved-service.h: a service in the test's own process, whose clock the test moves.
 *
 * Its doors, store and file are the real ones. Managed through its private socket, by its owner. */

#pragma once

#include "tessera-service.h"
#include "test-calls.h"

typedef struct
{
  TesseraService *service;
  _Atomic gint64 now;
  TesseraOptions options;
  char *folder;
  char *authorize; /* for raw_connect(), as options.authorize_socket is */
} MovedService;

/* @now: on the wire's form. (transfer full) */
MovedService *moved_service_open (const char *now);
void moved_service_free (MovedService *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MovedService, moved_service_free)

/* Ends it; starts it again on whatever is at the database's path then; both. */
void moved_service_stop (MovedService *self);
void moved_service_start (MovedService *self);
void moved_service_restart (MovedService *self);

void moved_service_set (MovedService *self, const char *now);
void moved_service_move (MovedService *self, gint64 seconds);

/* A call of the management API by the owner. @field: (nullable): one more field */
TestAnswer *moved_service_call (MovedService *self, const char *method, const char *target, const char *field,
                                const char *body);

/* The 201 of a token that reads reports until @expires_at, NULL for never. (transfer full) */
TestAnswer *moved_service_create (MovedService *self, const char *expires_at);

/* Rotates from the revision in @token. (transfer full) */
TestAnswer *moved_service_rotate (MovedService *self, const TestAnswer *token, guint grace);

/* Replaces the token from the revision in @token by one that has these permissions and expires_at. (transfer full) */
TestAnswer *moved_service_update (MovedService *self, const TestAnswer *token, const char *permissions,
                                  const char *expires_at);

/* What a proxy is answered about `GET /api/1/reports` with @secret. (transfer full) */
TestAnswer *moved_service_ask (MovedService *self, const char *secret);

/* Fails unless the secret of @token, the answer that issued it, passes; or is refused with 401 and @word. */
void moved_service_assert_passes (MovedService *self, const TestAnswer *token);
void moved_service_assert_dead (MovedService *self, const TestAnswer *token, const char *word);

/**
 * keep_alive_ask:
 * @fd: of raw_connect() to an authorize door; stays open
 * @request: a whole one, without body; @is_head: whether its answer has none
 *
 * Returns: (transfer full): the answer
 */
char *keep_alive_ask (int fd, const char *request, gboolean is_head);
