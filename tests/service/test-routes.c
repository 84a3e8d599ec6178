#include "tessera-routes.h"

#include "tessera-handlers.h"
#include "tessera-introspect.h"

static void
test_each_call_has_its_route (void)
{
  static const struct
  {
    const char *method, *path, *id;
    TesseraHandler handler;
  } cases[] = {
    { "GET", "/v1/health", NULL, tessera_handle_health },
    { "GET", "/v1/catalogue", NULL, tessera_handle_catalogue },
    { "GET", "/v1/tokens", NULL, tessera_handle_page },
    { "POST", "/v1/tokens", NULL, tessera_handle_create },
    { "GET", "/v1/tokens/tok_1", "tok_1", tessera_handle_get },
    { "PUT", "/v1/tokens/tok_1", "tok_1", tessera_handle_update },
    { "DELETE", "/v1/tokens/tok_1", "tok_1", tessera_handle_revoke },
    { "POST", "/v1/tokens/tok_1/rotate", "tok_1", tessera_handle_rotate },
    { "GET", "/v1/tokens/tok_1/history", "tok_1", tessera_handle_history },
    { "GET", "/v1/tokens/tok_1/usage", "tok_1", tessera_handle_usage },
    { "GET", "/v1/events", NULL, tessera_handle_history },
    { "POST", "/v1/introspect", NULL, tessera_handle_introspect },
    { "GET", "/v1/tokens/%74ok_1", "tok_1", tessera_handle_get },
    { "GET", "/v1/tokens/a%2Fb", "a/b", tessera_handle_get },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = NULL, *allow = NULL;
      const TesseraRoute *route;

      route = tessera_routes_find (TESSERA_DOOR_MANAGEMENT, cases[i].method, cases[i].path, &id, &allow);
      g_assert_nonnull (route);
      g_assert_true (route->handler == cases[i].handler);
      g_assert_cmpstr (id, ==, cases[i].id);
      g_assert_nonnull (allow);
    }
}

static void
test_a_path_tells_its_methods (void)
{
  static const struct
  {
    const char *path, *allow;
  } cases[] = {
    { "/v1/health", "GET" },
    { "/v1/catalogue", "GET" },
    { "/v1/tokens", "GET, POST" },
    { "/v1/tokens/tok_1", "GET, PUT, DELETE" },
    { "/v1/tokens/tok_1/rotate", "POST" },
    { "/v1/tokens/tok_1/history", "GET" },
    { "/v1/tokens/tok_1/usage", "GET" },
    { "/v1/events", "GET" },
    { "/v1/introspect", "POST" },
  };
  static const char *const methods[] = { "HEAD", "PATCH", "OPTIONS", "get", "GETS", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (methods); j++)
      {
        g_autofree char *id = NULL, *allow = NULL;

        g_assert_null (tessera_routes_find (TESSERA_DOOR_MANAGEMENT, methods[j], cases[i].path, &id, &allow));
        g_assert_cmpstr (allow, ==, cases[i].allow);
        g_assert_null (id);
      }
}

static void
test_other_paths_have_none (void)
{
  static const char *const paths[] = {
    "/", "/v1", "/v1/", "/v1/health/", "/v1/tokens/", "/v1/tokens//", "/v1/tokens//rotate", "/v1/tokens/tok_1/",
    "/v1/tokens/tok_1/rotate/", "/v1/tokens/tok_1/rotates", "/v1/tokens/tok_1/histories", "/V1/tokens", "/v1/Tokens",
    "/v1/tokenstok_1", "/v1/%74okens", "/v2/tokens", "/v1/authorize", "/v1/tokens/%00", "/v1/tokens/%zz", "/v1/tokens/%",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *id = NULL, *allow = NULL;

      g_test_message ("%s", paths[i]);
      g_assert_null (tessera_routes_find (TESSERA_DOOR_MANAGEMENT, "GET", paths[i], &id, &allow));
      g_assert_null (allow);
    }
}

static void
test_the_authorize_door_manages_nothing (void)
{
  static const char *const paths[] = { "/v1/catalogue", "/v1/tokens", "/v1/tokens/tok_1", "/v1/tokens/tok_1/rotate" };
  g_autofree char *health_id = NULL, *health_allow = NULL;

  g_assert_nonnull (tessera_routes_find (TESSERA_DOOR_AUTHORIZE, "GET", "/v1/health", &health_id, &health_allow));
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *id = NULL, *allow = NULL;

      g_assert_null (tessera_routes_find (TESSERA_DOOR_AUTHORIZE, "GET", paths[i], &id, &allow));
      g_assert_null (allow);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/routes/each-call-has-its-route", test_each_call_has_its_route);
  g_test_add_func ("/routes/a-path-tells-its-methods", test_a_path_tells_its_methods);
  g_test_add_func ("/routes/other-paths-have-none", test_other_paths_have_none);
  g_test_add_func ("/routes/the-authorize-door-manages-nothing", test_the_authorize_door_manages_nothing);
  return g_test_run ();
}
