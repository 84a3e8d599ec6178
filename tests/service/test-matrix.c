/* Who may do what: each kind of grant, each verb, each default route, and the route's path bent in many ways.
 *
 * What is right stands in the tables here, written from the contract alone; nothing of the service is asked for it. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bent-paths.h"
#include "moved-service.h"
#include "raw-client.h"
#include "tessera-access.h"
#include "tessera-config.h"

#define N_AREAS 7
#define N_GRANTS 4

static const char *const areas[N_AREAS]
    = { "content", "products", "triggers", "content_server_extensions", "bulk_data", "reports", "system_admin" };

static const struct
{
  const char *segment;
  guint area;
} routes[] = {
  { "slots", 0 },    { "smartblocks", 0 },        { "layouts", 0 }, { "products", 1 },
  { "triggers", 2 }, { "content_extensions", 3 }, { "bulk", 4 },    { "reports", 5 },
  { "accounts", 6 }, { "people", 6 },             { "admin_users", 6 }, { "channels", 6 },
};

/* What a verb needs: `r`, `w`, or `-`, for it is denied. */
static const struct
{
  const char *verb;
  char needs;
} verbs[] = {
  { "GET", 'r' },    { "HEAD", 'r' },  { "POST", 'w' },    { "PUT", 'w' },
  { "DELETE", 'w' }, { "PATCH", '-' }, { "OPTIONS", '-' },
};

/* What a token has on one area. With nothing on it, it has everything on all others. */
static const struct
{
  gboolean r, w;
} grants[N_GRANTS] = { { TRUE, FALSE }, { FALSE, TRUE }, { TRUE, TRUE }, { FALSE, FALSE } };

#define N_CASES (N_AREAS * N_GRANTS * G_N_ELEMENTS (routes) * G_N_ELEMENTS (verbs) * N_BENT_PATHS)

/* One square of the matrix. */
typedef struct
{
  guint area, grant, route, verb;
  const Path *path;
} Case;

static Case
get_case (gsize number)
{
  Case it;

  it.path = &bent_paths[number % N_BENT_PATHS];
  number /= N_BENT_PATHS;
  it.verb = (guint) (number % G_N_ELEMENTS (verbs));
  number /= G_N_ELEMENTS (verbs);
  it.route = (guint) (number % G_N_ELEMENTS (routes));
  number /= G_N_ELEMENTS (routes);
  it.grant = (guint) (number % N_GRANTS);
  it.area = (guint) (number / N_GRANTS);
  return it;
}

/* A route of another area. */
static guint
get_other (guint route)
{
  guint other = route;

  while (routes[other].area == routes[route].area)
    other = (other + 5) % G_N_ELEMENTS (routes);

  return other;
}

/* (transfer full) */
static char *
make_target (const Case *it)
{
  const char *segment = routes[it->route].segment;
  g_autofree char *upper = g_ascii_strup (segment, -1);
  g_autofree char *capital = g_strdup_printf ("%c%s", g_ascii_toupper (segment[0]), segment + 1);
  g_autofree char *escaped = g_strdup_printf ("%%%02x%s", segment[0], segment + 1);
  g_autofree char *shorter = g_strndup (segment, strlen (segment) - 1);
  GString *target = g_string_new (it->path->path);

  g_string_replace (target, "$s", segment, 0);
  g_string_replace (target, "$o", routes[get_other (it->route)].segment, 0);
  g_string_replace (target, "$U", upper, 0);
  g_string_replace (target, "$C", capital, 0);
  g_string_replace (target, "$E", escaped, 0);
  g_string_replace (target, "$T", shorter, 0);
  return g_string_free (target, FALSE);
}

/* The area that the case's path belongs to, or -1 if everybody is denied. */
static int
find_needed_area (const Case *it)
{
  if (verbs[it->verb].needs == '-' || it->path->means == 'f' || it->path->means == 'u')
    return -1;

  return (int) routes[it->path->means == 's' ? it->route : get_other (it->route)].area;
}

static gboolean
has (guint on, guint grant, guint area, char needs)
{
  if (!grants[grant].r && !grants[grant].w)
    return area != on;

  return area == on && (needs == 'r' ? grants[grant].r : grants[grant].w);
}

static gboolean
may_pass (const Case *it)
{
  int area = find_needed_area (it);

  return area >= 0 && has (it->area, it->grant, (guint) area, verbs[it->verb].needs);
}

static void
say_if (gboolean wrong, const Case *it, const char *target)
{
  if (wrong)
    g_test_message ("%s %s with grant %u on %s", verbs[it->verb].verb, target, it->grant,
                    areas[it->area]);
}

static TesseraPermissions
make_permissions (TesseraCatalogue *catalogue, guint on, guint grant)
{
  TesseraPermissions permissions = { 0 };

  for (guint i = 0; i < N_AREAS; i++)
    {
      guint area = (guint) tessera_catalogue_find_area (catalogue, areas[i]);

      permissions = tessera_permissions_with (permissions, area, TESSERA_VERB_READ, has (on, grant, i, 'r'));
      permissions = tessera_permissions_with (permissions, area, TESSERA_VERB_WRITE, has (on, grant, i, 'w'));
    }

  return permissions;
}

static void
test_the_core_decides_each_square (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraCatalogue) catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", &error);
  g_autoptr (TesseraAccess) access = NULL;
  gsize n_passed = 0;

  g_assert_no_error (error);
  access = tessera_access_new (catalogue);
  for (gsize i = 0; i < N_CASES; i++)
    {
      Case it = get_case (i);
      g_autofree char *target = make_target (&it);
      TesseraAccessNeed need = tessera_access_find_need (access, verbs[it.verb].verb, target);
      gboolean passes = need.fault == NULL
                        && tessera_access_allows (access, need, make_permissions (catalogue, it.area, it.grant));

      say_if (passes != may_pass (&it) || (need.fault == NULL) != (find_needed_area (&it) >= 0), &it, target);
      g_assert_cmpint (passes, ==, may_pass (&it));
      g_assert_cmpint (need.fault == NULL, ==, find_needed_area (&it) >= 0);
      n_passed += passes;
    }
  g_assert_cmpuint (n_passed, >, N_CASES / 50);
}

/* (transfer full) */
static char *
describe_permissions (guint on, guint grant)
{
  GString *object = g_string_new ("{");

  for (guint i = 0; i < N_AREAS; i++)
    {
      gboolean r = has (on, grant, i, 'r'), w = has (on, grant, i, 'w');

      if (r || w)
        g_string_append_printf (object, "%s\"%s\":[%s%s%s]", object->len > 1 ? "," : "", areas[i], r ? "\"read\"" : "",
                                r && w ? "," : "", w ? "\"write\"" : "");
    }
  g_string_append_c (object, '}');
  return g_string_free (object, FALSE);
}

/* (transfer full): the question about the case, asked in one of two ways; a HEAD only where it is repeated itself */
static char *
make_request (const Case *it, const char *target, const char *secret, gboolean repeats)
{
  const char *verb = verbs[it->verb].verb;

  if (repeats)
    return g_strdup_printf ("%s /v1/ext-authz%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n", verb, target,
                            secret);

  return g_strdup_printf ("GET /v1/authorize HTTP/1.1\r\nHost: x\r\nX-Forwarded-Method: %s\r\nX-Forwarded-Uri: %s\r\n"
                          "X-Api-Key: %s\r\n\r\n",
                          verb, target, secret);
}

static void
assert_answer (const Case *it, const char *answer)
{
  int area = find_needed_area (it);
  const char *verb = verbs[it->verb].needs == 'r' ? "read" : "write";
  g_autofree char *scope = g_strdup_printf ("scope=\"%s:%s\"", area >= 0 ? areas[area] : "", verb);

  g_assert_cmpuint (raw_status (answer), ==, may_pass (it) ? 200 : 403);
  g_assert_nonnull (strstr (answer, "\r\nCache-Control: no-store\r\n"));
  if (area < 0)
    g_assert_nonnull (strstr (answer, "\r\nWWW-Authenticate: Bearer error=\"invalid_request\""));
  else if (!may_pass (it))
    g_assert_true (strstr (answer, "error=\"insufficient_scope\"") != NULL && strstr (answer, scope) != NULL);
  else
    g_assert_nonnull (strstr (answer, "\r\nX-Token-Id: tok_"));
}

static void
ask (int fd, gsize number, const char *secret)
{
  Case it = get_case (number);
  g_autofree char *target = make_target (&it);
  gboolean repeats = number % 2 == 0 && !it.path->only_field;
  g_autofree char *request = make_request (&it, target, secret, repeats);
  g_autofree char *answer = keep_alive_ask (fd, request, repeats && strcmp (verbs[it.verb].verb, "HEAD") == 0);

  say_if (raw_status (answer) != (may_pass (&it) ? 200 : 403), &it, target);
  assert_answer (&it, answer);
}

/* A stride that has no factor in common with any side of the matrix meets all values of each. */
#define STRIDE 53

static void
test_the_door_says_the_same (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  int fd = raw_connect (test_service_get_authorize_url (service) + strlen ("http://"));
  char *secrets[N_AREAS][N_GRANTS];

  G_STATIC_ASSERT (N_CASES % STRIDE != 0);
  for (guint i = 0; i < N_AREAS * N_GRANTS; i++)
    {
      g_autofree char *permissions = describe_permissions (i / N_GRANTS, i % N_GRANTS);
      g_autofree char *body = test_body (NULL, NULL, permissions, NULL);
      g_autoptr (TestAnswer) token = test_create_from (service, body);

      secrets[i / N_GRANTS][i % N_GRANTS] = g_strdup (test_answer_get_string (token, "secret"));
    }

  for (gsize i = 0; i < N_CASES; i += STRIDE)
    ask (fd, i, secrets[get_case (i).area][get_case (i).grant]);

  close (fd);
  for (guint i = 0; i < N_AREAS * N_GRANTS; i++)
    g_free (secrets[i / N_GRANTS][i % N_GRANTS]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matrix/the-core-decides-each-square", test_the_core_decides_each_square);
  g_test_add_func ("/matrix/the-door-says-the-same", test_the_door_says_the_same);
  return test_http_run ();
}
