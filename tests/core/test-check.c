/* Check a Request: what was typed, taken apart, and the answer in words. */

#include "tessera-check.h"
#include "tessera-config.h"

#include <string.h>

#define NOW 1000

static TesseraCatalogue *catalogue;
static TesseraAccess *rules;

static void
assert_typed (const char *typed, const char *method, const char *target, const char *note)
{
  g_autoptr (TesseraTypedRequest) request = tessera_typed_request_new ("GET", typed);

  g_test_message ("%s", typed);
  g_assert_cmpstr (request->method, ==, method);
  g_assert_cmpstr (request->target, ==, target);
  g_assert_cmpstr (request->note, ==, note);
}

static void
test_a_target_is_judged_as_typed (void)
{
  static const char *const targets[] = {
    "/api/1/products", "/api/1/products?page=2", "/api//1", "/a b", "/api/1/products#top", "api/1/products", "ftp://shop.example.org/api",
    "get me", "/", "", "shop.example.org/api/1/products", "/x/https://shop.example.org/",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    assert_typed (targets[i], "GET", targets[i], NULL);
  assert_typed (" \t/api/1/products \n", "GET", "/api/1/products", NULL);
}

static void
test_an_address_is_taken_apart_and_says_so (void)
{
  static const struct
  {
    const char *typed, *target;
  } cases[] = {
    { "https://shop.example.org/api/1/products", "/api/1/products" },
    { "http://shop.example.org:8443/api/1/products?page=2&size=5", "/api/1/products?page=2&size=5" },
    { "HTTPS://Mara:secret@[::1]:8443/api/1/products/", "/api/1/products/" },
    { "https://shop.example.org", "/" },
    { "https://shop.example.org?page=2", "/?page=2" },
    { "https://shop.example.org//api", "//api" },
    { "  https://shop.example.org/a%20b ", "/a%20b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *note = g_strdup_printf ("What was typed is taken apart: judged is GET %s.", cases[i].target);

      assert_typed (cases[i].typed, "GET", cases[i].target, note);
    }
  assert_typed ("https://shop.example.org/api#top", "GET", "/api",
                "What was typed is taken apart: judged is GET /api. What follows the number sign is never sent.");
}

static void
test_a_line_brings_its_own_method (void)
{
  assert_typed ("POST /api/1/products", "POST", "/api/1/products",
                "What was typed is taken apart: judged is POST /api/1/products.");
  assert_typed ("PATCH   /api/1/products  HTTP/1.1", "PATCH", "/api/1/products",
                "What was typed is taken apart: judged is PATCH /api/1/products.");
  assert_typed ("delete https://shop.example.org/api/1/products?x=1 HTTP/2", "delete", "/api/1/products?x=1",
                "What was typed is taken apart: judged is delete /api/1/products?x=1.");
}

/* The second token of the tables: Products: write and Reports: read. */
static TesseraBearer
make_bearer (void)
{
  TesseraBearer bearer = { { { 0 } }, TESSERA_NEVER, FALSE };

  bearer.permissions = tessera_permissions_with (bearer.permissions, 1, TESSERA_VERB_WRITE, TRUE);
  bearer.permissions = tessera_permissions_with (bearer.permissions, 5, TESSERA_VERB_READ, TRUE);
  return bearer;
}

static TesseraVerdict *
judge (const char *method, const char *typed, TesseraBearer bearer)
{
  g_autoptr (TesseraTypedRequest) request = tessera_typed_request_new (method, typed);

  return tessera_check (rules, catalogue, request, bearer, NOW);
}

static void
test_the_answer_gives_its_reason (void)
{
  static const struct
  {
    const char *method, *typed, *words;
  } cases[] = {
    { "POST", "/api/1/products", "Allowed by Products: write" },
    { "DELETE", "/api/1/products/7?now", "Allowed by Products: write" },
    { "GET", "/api/1/reports/", "Allowed by Reports: read" },
    { "HEAD", "https://shop.example.org/api/1/reports", "Allowed by Reports: read" },
    { "GET", "/api/1/products", "Denied: needs Products: read" },
    { "GET", "/api/1/bulk", "Denied: needs Bulk Data: read" },
    { "PUT", "/api/1/people/3", "Denied: needs System Admin: write" },
    { "GET", "/", "Denied: The path belongs to no area, so no token may use it." },
    { "GET", "api/1/products", "Denied: The target does not begin with a slash." },
    { "GET", "/api/1//products", "Denied: The path holds two slashes in a row." },
    { "GET", "/api/1/products?access_token=x",
      "Denied: The query carries a credential. Send it as X-Api-Key or as Authorization: Bearer." },
    { "GET", "PATCH /api/1/products", "Denied: The method must be GET, HEAD, POST, PUT or DELETE, in capital letters." },
    { "GET", "post /api/1/products", "Denied: The method must be GET, HEAD, POST, PUT or DELETE, in capital letters." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TesseraVerdict) verdict = judge (cases[i].method, cases[i].typed, make_bearer ());

      g_assert_cmpstr (verdict->words, ==, cases[i].words);
      g_assert_true (verdict->allowed == g_str_has_prefix (cases[i].words, "Allowed"));
    }
}

static void
test_the_area_and_its_route_are_told (void)
{
  g_autoptr (TesseraVerdict) denied = judge ("GET", "/api/1/channels/4", make_bearer ());
  g_autoptr (TesseraVerdict) nowhere = judge ("GET", "/elsewhere", make_bearer ());
  g_autoptr (TesseraVerdict) faulty = judge ("GET", "/api/1/../products", make_bearer ());

  g_assert_cmpint (denied->area, ==, 6);
  g_assert_cmpstr (denied->route, ==, "/api/*/channels");
  g_assert_true (nowhere->area == -1 && nowhere->route == NULL);
  g_assert_true (faulty->area == -1 && faulty->route == NULL);
}

static void
test_a_token_that_ended_is_denied_whatever_it_grants (void)
{
  TesseraBearer revoked = make_bearer (), expired = make_bearer (), last_second = make_bearer ();
  g_autoptr (TesseraVerdict) one = NULL, two = NULL, three = NULL, fault = NULL;

  revoked.revoked = TRUE;
  expired.expires_at = NOW;             /* the end is exclusive */
  last_second.expires_at = NOW + 1;
  one = judge ("POST", "/api/1/products", revoked);
  two = judge ("POST", "/api/1/products", expired);
  three = judge ("POST", "/api/1/products", last_second);
  fault = judge ("POST", "/elsewhere", revoked);
  g_assert_cmpstr (one->words, ==, "Denied: the token is revoked.");
  g_assert_cmpstr (two->words, ==, "Denied: the token has expired.");
  g_assert_cmpstr (three->words, ==, "Allowed by Products: write");
  g_assert_cmpstr (fault->words, ==, "Denied: The path belongs to no area, so no token may use it.");
}

static void
test_a_retired_area_grants_nothing (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;
  g_autoptr (TesseraCatalogue) retired = NULL;
  g_autoptr (TesseraAccess) access = NULL;
  g_autoptr (TesseraTypedRequest) request = tessera_typed_request_new ("POST", "/api/1/products");
  g_autoptr (TesseraVerdict) verdict = NULL;

  g_assert_true (g_file_get_contents (TESSERA_SOURCE_DIR "/data/catalogue.json", &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, "\"retired\": false", "\"retired\": true", 0), >, 0);
  retired = tessera_catalogue_parse (changed->str, changed->len, NULL);
  access = tessera_access_new (retired);
  verdict = tessera_check (access, retired, request, make_bearer (), NOW);
  g_assert_cmpstr (verdict->words, ==, "Denied: Products is retired and grants nothing any more.");
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  rules = tessera_access_new (catalogue);
  g_test_add_func ("/check/a-target-is-judged-as-typed", test_a_target_is_judged_as_typed);
  g_test_add_func ("/check/an-address-is-taken-apart-and-says-so", test_an_address_is_taken_apart_and_says_so);
  g_test_add_func ("/check/a-line-brings-its-own-method", test_a_line_brings_its_own_method);
  g_test_add_func ("/check/the-answer-gives-its-reason", test_the_answer_gives_its_reason);
  g_test_add_func ("/check/the-area-and-its-route-are-told", test_the_area_and_its_route_are_told);
  g_test_add_func ("/check/a-token-that-ended-is-denied-whatever-it-grants",
                   test_a_token_that_ended_is_denied_whatever_it_grants);
  g_test_add_func ("/check/a-retired-area-grants-nothing", test_a_retired_area_grants_nothing);
  code = g_test_run ();
  tessera_access_free (rules);
  tessera_catalogue_unref (catalogue);
  return code;
}
