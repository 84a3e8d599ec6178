/* Requests with several faults are answered with the first of the contract's list. */

#include "test-calls.h"

#include <string.h>

typedef enum
{
  TRANSFER_ENCODING,
  BAD_QUERY,
  BAD_FIELD,
  TWO_CREDENTIALS,
  NO_CREDENTIAL,
  NO_ROUTE,
  WRONG_METHOD,
  VIEWER,
  NO_LENGTH,
  TOO_LARGE,
  WRONG_TYPE,
  BAD_JSON,
  NO_TOKEN,
  NO_IF_MATCH,
  REVOKED,
  STALE,
  BAD_MEMBERS,
  N_FAULTS,
} Fault;

#define BIT(fault) (1u << (fault))

/* In the contract's order. @but: what can't be there at the same time */
static const struct
{
  const char *name;
  guint status;
  const char *slug;
  guint but;
} faults[N_FAULTS] = {
  [TRANSFER_ENCODING] = { "a Transfer-Encoding", 411, "length-required", BIT (NO_LENGTH) },
  [BAD_QUERY] = { "an unknown parameter", 400, "bad-request", 0 },
  [BAD_FIELD] = { "If-Match: *", 400, "bad-request", BIT (NO_IF_MATCH) | BIT (STALE) },
  [TWO_CREDENTIALS] = { "two credentials", 400, "bad-request", BIT (NO_CREDENTIAL) },
  [NO_CREDENTIAL] = { "no credential", 401, "no-credential", BIT (TWO_CREDENTIALS) | BIT (VIEWER) },
  [NO_ROUTE] = { "no such route", 404, "no-such-route", BIT (NO_TOKEN) | BIT (REVOKED) },
  [WRONG_METHOD] = { "a wrong method", 405, "method-not-allowed", 0 },
  [VIEWER] = { "a viewer", 403, "not-allowed", BIT (NO_CREDENTIAL) },
  [NO_LENGTH] = { "no Content-Length", 411, "length-required",
                  BIT (TRANSFER_ENCODING) | BIT (TOO_LARGE) | BIT (BAD_JSON) | BIT (BAD_MEMBERS) },
  [TOO_LARGE] = { "a large body", 413, "too-large", BIT (NO_LENGTH) | BIT (BAD_MEMBERS) },
  [WRONG_TYPE] = { "a wrong media type", 415, "unsupported-media-type", 0 },
  [BAD_JSON] = { "no JSON", 400, "bad-json", BIT (NO_LENGTH) | BIT (BAD_MEMBERS) },
  [NO_TOKEN] = { "no such token", 404, "no-such-token", BIT (NO_ROUTE) | BIT (REVOKED) },
  [NO_IF_MATCH] = { "no If-Match", 428, "precondition-required", BIT (BAD_FIELD) | BIT (STALE) },
  [REVOKED] = { "a revoked token", 409, "revoked", BIT (NO_ROUTE) | BIT (NO_TOKEN) },
  [STALE] = { "a stale tag", 412, "stale", BIT (BAD_FIELD) | BIT (NO_IF_MATCH) },
  [BAD_MEMBERS] = { "a faulty member", 422, "invalid-members", BIT (NO_LENGTH) | BIT (TOO_LARGE) | BIT (BAD_JSON) },
};

static TestService *service;
static TestAnswer *active;
static TestAnswer *revoked;

static char *
make_target (guint set)
{
  const char *query = set & BIT (BAD_QUERY) ? "?x=1" : "";

  if (set & BIT (NO_ROUTE))
    return g_strconcat ("/v1/nothing", query, NULL);
  if (set & BIT (NO_TOKEN))
    return g_strconcat ("/v1/tokens/tok_none", query, NULL);

  return test_path_of (set & BIT (REVOKED) ? revoked : active, query);
}

static char *
make_body (guint set)
{
  if (set & BIT (NO_LENGTH))
    return NULL;
  if (set & BIT (TOO_LARGE))
    return g_strnfill (65537, set & BIT (BAD_JSON) ? '[' : ' ');
  if (set & BIT (BAD_JSON))
    return g_strdup ("{'name': 1}");

  return set & BIT (BAD_MEMBERS) ? g_strdup ("{}") : test_draft ("Order");
}

static char *
make_if_match (guint set)
{
  if (set & BIT (NO_IF_MATCH))
    return NULL;
  if (set & BIT (BAD_FIELD))
    return g_strdup ("If-Match: *");
  if (set & BIT (STALE))
    return g_strdup ("If-Match: \"stale\"");

  return test_if_match (set & BIT (REVOKED) ? revoked : active);
}

static void
add (GPtrArray *fields, const char *format, const char *value)
{
  g_ptr_array_add (fields, g_strdup_printf (format, value));
}

static GPtrArray *
make_fields (guint set)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);
  const char *key = set & BIT (VIEWER) ? test_service_get_viewer_key (service) : test_service_get_manager_key (service);
  char *if_match = make_if_match (set);

  if (!(set & BIT (NO_CREDENTIAL)))
    add (fields, "Authorization: Bearer %s", key);
  if (set & BIT (TWO_CREDENTIALS))
    add (fields, "X-Api-Key: %s", key);
  if (set & BIT (TRANSFER_ENCODING))
    add (fields, "Transfer-Encoding: %s", "chunked");
  add (fields, "Content-Type: %s", set & BIT (WRONG_TYPE) ? "text/plain" : "application/json");
  if (if_match != NULL)
    g_ptr_array_add (fields, if_match);
  g_ptr_array_add (fields, NULL);

  return fields;
}

static char *
describe (guint set)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_FAULTS; i++)
    if (set & BIT (i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", faults[i].name);

  return g_string_free (text, FALSE);
}

static gboolean
is_possible (guint set)
{
  for (guint i = 0; i < N_FAULTS; i++)
    if ((set & BIT (i)) && (set & faults[i].but))
      return FALSE;

  return TRUE;
}

static void
assert_first_wins (guint set)
{
  guint first = (guint) __builtin_ctz (set);
  g_autofree char *target = make_target (set);
  g_autofree char *body = make_body (set);
  g_autofree char *text = describe (set);
  g_autoptr (GPtrArray) fields = make_fields (set);
  g_autoptr (TestAnswer) answer = NULL;

  g_test_message ("%s", text);
  answer = test_http_call (test_service_get_url (service), set & BIT (WRONG_METHOD) ? "PATCH" : "PUT", target,
                           (const char *const *) fields->pdata, body);
  test_answer_assert_problem (answer, faults[first].status, faults[first].slug);
}

static void
assert_sets_of (guint size)
{
  guint tried = 0;

  for (guint set = 1; set < BIT (N_FAULTS); set++)
    if ((guint) __builtin_popcount (set) == size && is_possible (set))
      {
        assert_first_wins (set);
        tried++;
      }

  g_assert_cmpuint (tried, >, 0);
}

static void
test_each_fault_alone (void)
{
  assert_sets_of (1);
}

static void
test_of_two_the_first (void)
{
  assert_sets_of (2);
}

static void
test_of_three_the_first (void)
{
  assert_sets_of (3);
}

/* As many as can be there at the same time, and then one less from the front. */
static void
test_of_all_the_first (void)
{
  guint set = BIT (N_FAULTS) - 1;

  set &= ~(BIT (NO_CREDENTIAL) | BIT (NO_LENGTH) | BIT (BAD_MEMBERS) | BIT (NO_TOKEN) | BIT (REVOKED) | BIT (NO_IF_MATCH)
           | BIT (STALE));
  for (; set != 0; set &= set - 1)
    assert_first_wins (set);
}

static void
test_an_idempotency_key_reused_comes_before_the_members (void)
{
  static const char field[] = "Idempotency-Key: order-1";
  g_autofree char *body = test_draft ("Key");
  g_autoptr (TestAnswer) first = test_call (service, "POST", "/v1/tokens", field, body);
  g_autoptr (TestAnswer) members = test_call (service, "POST", "/v1/tokens", field, "{}");
  g_autoptr (TestAnswer) json = test_call (service, "POST", "/v1/tokens", field, "{");

  g_assert_cmpuint (first->status, ==, 201);
  test_answer_assert_problem (members, 422, "idempotency-key-reused");
  test_answer_assert_problem (json, 400, "bad-json");
}

/* Whoever shows an API token learns nothing of what there is. */
static void
test_an_api_token_comes_before_the_route (void)
{
  const char *secret = test_answer_get_string (active, "secret");
  g_autoptr (TestAnswer) nothing = test_call_with_key (service, secret, "GET", "/v1/nothing", NULL, NULL);
  g_autoptr (TestAnswer) query = test_call_with_key (service, secret, "GET", "/v1/nothing?x=1", NULL, NULL);

  test_answer_assert_problem (nothing, 403, "not-an-admin-key");
  test_answer_assert_problem (query, 400, "bad-request");
}

static void
set_up (void)
{
  g_autofree char *path = NULL;
  g_autoptr (TestAnswer) answer = NULL;

  service = test_service_start (NULL);
  active = test_create (service, "Active");
  answer = test_create (service, "Revoked");
  path = test_path_of (answer, "");
  revoked = test_call (service, "DELETE", path, NULL, NULL);
  g_assert_cmpuint (revoked->status, ==, 200);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order/each-fault-alone", test_each_fault_alone);
  g_test_add_func ("/order/of-two-the-first", test_of_two_the_first);
  g_test_add_func ("/order/of-three-the-first", test_of_three_the_first);
  g_test_add_func ("/order/of-all-the-first", test_of_all_the_first);
  g_test_add_func ("/order/an-idempotency-key-reused-comes-before-the-members",
                   test_an_idempotency_key_reused_comes_before_the_members);
  g_test_add_func ("/order/an-api-token-comes-before-the-route", test_an_api_token_comes_before_the_route);
  set_up ();
  status = test_http_run ();
  test_answer_free (active);
  test_answer_free (revoked);
  test_service_free (service);
  return status;
}
