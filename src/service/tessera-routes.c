#include "tessera-routes.h"

#include <string.h>

#include "tessera-handlers.h"
#include "tessera-introspect.h"

#define MANAGEMENT TESSERA_DOOR_MANAGEMENT
#define BOTH (TESSERA_DOOR_MANAGEMENT | TESSERA_DOOR_AUTHORIZE)
#define ANYONE TESSERA_WHO_ANYONE
#define VIEWER TESSERA_WHO_VIEWER
#define MANAGER TESSERA_WHO_MANAGER

static const TesseraRoute routes[] = {
  { "GET", "/v1/health", ANYONE, BOTH, .handler = tessera_handle_health },
  { "GET", "/v1/catalogue", VIEWER, MANAGEMENT, .handler = tessera_handle_catalogue },
  { "GET", "/v1/tokens", VIEWER, MANAGEMENT, .paged = TRUE, .handler = tessera_handle_page },
  { "POST", "/v1/tokens", MANAGER, MANAGEMENT, .body = TESSERA_BODY_JSON, .handler = tessera_handle_create },
  { "GET", "/v1/tokens/{id}", VIEWER, MANAGEMENT, .handler = tessera_handle_get },
  { "PUT", "/v1/tokens/{id}", MANAGER, MANAGEMENT, .body = TESSERA_BODY_JSON, .handler = tessera_handle_update },
  { "DELETE", "/v1/tokens/{id}", MANAGER, MANAGEMENT, .handler = tessera_handle_revoke },
  { "POST", "/v1/tokens/{id}/rotate", MANAGER, MANAGEMENT, .body = TESSERA_BODY_JSON, .handler = tessera_handle_rotate },
  { "GET", "/v1/tokens/{id}/history", VIEWER, MANAGEMENT, .paged = TRUE, .handler = tessera_handle_history },
  { "GET", "/v1/tokens/{id}/usage", VIEWER, MANAGEMENT, .handler = tessera_handle_usage },
  { "GET", "/v1/events", VIEWER, MANAGEMENT, .paged = TRUE, .handler = tessera_handle_history },
  { "POST", "/v1/introspect", VIEWER, MANAGEMENT, .body = TESSERA_BODY_FORM, .handler = tessera_handle_introspect },
};

/* Whether @path is of the form @pattern; then @id is the segment at its `{id}`, if it has one. */
static gboolean
match (const char *pattern, const char *path, char **id)
{
  const char *hole = strstr (pattern, "{id}");
  const char *end;

  if (hole == NULL)
    return strcmp (pattern, path) == 0;
  if (strncmp (pattern, path, (gsize) (hole - pattern)) != 0)
    return FALSE;

  path += hole - pattern;
  end = path + strcspn (path, "/");
  if (end == path || strcmp (hole + strlen ("{id}"), end) != 0)
    return FALSE;

  *id = g_uri_unescape_segment (path, end, NULL);
  return *id != NULL;
}

static void
add_method (char **allow, const char *method)
{
  g_autofree char *before = g_steal_pointer (allow);

  *allow = before != NULL ? g_strconcat (before, ", ", method, NULL) : g_strdup (method);
}

const TesseraRoute *
tessera_routes_find (TesseraDoorKind door, const char *method, const char *path, char **id, char **allow)
{
  const TesseraRoute *found = NULL;

  *id = *allow = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autofree char *segment = NULL;

      if ((routes[i].doors & door) == 0 || !match (routes[i].path, path, &segment))
        continue;

      add_method (allow, routes[i].method);
      if (strcmp (routes[i].method, method) == 0)
        {
          found = &routes[i];
          *id = g_steal_pointer (&segment);
        }
    }

  return found;
}
