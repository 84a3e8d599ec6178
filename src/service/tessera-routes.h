/* tessera-routes.h: the flat table of what the service answers. */

#pragma once

#include "tessera-call.h"

G_BEGIN_DECLS

/**
 * TesseraWho:
 * @TESSERA_WHO_ANYONE: without a credential
 * @TESSERA_WHO_VIEWER: every admin
 * @TESSERA_WHO_MANAGER: those who may change things
 */
typedef enum
{
  TESSERA_WHO_ANYONE,
  TESSERA_WHO_VIEWER,
  TESSERA_WHO_MANAGER,
} TesseraWho;

/* On which doors a route is served. */
typedef enum
{
  TESSERA_DOOR_MANAGEMENT = 1 << 0,
  TESSERA_DOOR_AUTHORIZE = 1 << 1,
} TesseraDoorKind;

/* What a request must bring. */
typedef enum
{
  TESSERA_BODY_NONE,
  TESSERA_BODY_JSON,
  TESSERA_BODY_FORM,
} TesseraBody;

/* @body: (nullable): the root of the request's body, where JSON is due */
typedef TesseraReply *(*TesseraHandler) (TesseraCall *call, JsonNode *body);

/**
 * TesseraRoute:
 * @path: `{id}` stands for one segment
 * @paged: takes `limit` and `cursor`
 * @body: which body is due
 */
struct _TesseraRoute
{
  const char *method;
  const char *path;
  TesseraWho who;
  guint doors;
  gboolean paged;
  TesseraBody body;
  TesseraHandler handler;
};

/**
 * tessera_routes_find:
 * @id: (out) (transfer full) (nullable): the segment at `{id}`, unescaped
 * @allow: (out) (transfer full) (nullable): the methods that @path has on @door, as Allow lists them; %NULL if it has none
 *
 * Returns: (nullable): the route, or %NULL if there is none for @method
 */
const TesseraRoute *tessera_routes_find (TesseraDoorKind door, const char *method, const char *path, char **id,
                                         char **allow);

G_END_DECLS
