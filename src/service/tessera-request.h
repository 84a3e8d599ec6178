/* tessera-request.h: a request as it came, once the guard has let it through. */

#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* What a request may measure, in bytes: the body (413), the lines of the fields with their ends (431), the target (414). */
#define TESSERA_DOOR_MAX_BODY (64 * 1024)
#define TESSERA_DOOR_MAX_FIELDS (16 * 1024)
#define TESSERA_DOOR_MAX_TARGET (8 * 1024)

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
 * @target: the raw target, unescaped by nobody; no blanks and control characters, but bytes above 0x7f and `#` there
 *   may be, and it need not begin with `/`
 * @path: @target up to the first `?`
 * @query: (nullable): @target after it
 * @fields: the header fields in their order, @n_fields of them
 * @has_length: whether there is a Content-Length; @length is its value, %G_MAXUINT64 for all numbers too large
 * @body: %NULL until it is complete; then empty where there is none
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

/* @name: letters, digits and hyphens; without regard to case */
gboolean tessera_field_is_named (const TesseraField *field, const char *name);

/**
 * tessera_request_look_up:
 * @name: as above
 * @value: (out) (nullable): the value of the first, %NULL if there is none
 *
 * Returns: how often the field occurs
 */
guint tessera_request_look_up (const TesseraRequest *request, const char *name, const char **value);

/* How often the field occurs; @name as above. */
guint tessera_request_count_field (const TesseraRequest *request, const char *name);

/* (nullable): the first value of the field, @name as above */
const char *tessera_request_get_field (const TesseraRequest *request, const char *name);

G_END_DECLS
