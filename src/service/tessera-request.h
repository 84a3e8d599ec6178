/* tessera-request.h: a request as it came, once the guard has let it through. */

#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

typedef enum
{
  TESSERA_PEER_TCP,
  TESSERA_PEER_UNIX,
} TesseraPeerFamily;

/**
 * TesseraPeer:
 * @uid: the peer's user id; only with %TESSERA_PEER_UNIX
 * @address: for the log: an IP address, or `uid 1000`
 */
typedef struct
{
  TesseraPeerFamily family;
  uid_t uid;
  const char *address;
} TesseraPeer;

typedef struct
{
  const char *name;
  const char *value;
} TesseraField;

/**
 * TesseraRequest:
 * @method: as sent, case-sensitive
 * @target: the raw target, unescaped by nobody
 * @path: @target up to the first `?`
 * @query: (nullable): @target after it
 * @fields: the header fields in their order, @n_fields of them
 * @has_length: whether there is a Content-Length; @length is its value
 * @body: %NULL until it is complete
 */
typedef struct
{
  const char *method;
  const char *target;
  const char *path;
  const char *query;
  const TesseraField *fields;
  guint n_fields;
  gboolean has_length;
  guint64 length;
  GBytes *body;
  TesseraPeer peer;
} TesseraRequest;

/* How often the field occurs; @name without regard to case. */
guint tessera_request_count_field (const TesseraRequest *request, const char *name);

/* (nullable): the first value of the field, @name without regard to case */
const char *tessera_request_get_field (const TesseraRequest *request, const char *name);

G_END_DECLS
