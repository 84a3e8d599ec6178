#include "tessera-access.h"
#include "tessera-config.h"

#include <string.h>

static TesseraCatalogue *catalogue;
static TesseraAccess *seed;

/* (transfer full): a catalogue whose areas `a`, `b`, `c` have these routes, each list in JSON */
static TesseraCatalogue *
make_catalogue (const char *a, const char *b, const char *c)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text =
      g_strdup_printf ("{\"areas\":["
                       "{\"id\":\"a\",\"name\":\"A\",\"description\":\"\",\"personal_data\":\"none\",\"retired\":false,\"routes\":%s},"
                       "{\"id\":\"b\",\"name\":\"B\",\"description\":\"\",\"personal_data\":\"none\",\"retired\":false,\"routes\":%s},"
                       "{\"id\":\"c\",\"name\":\"C\",\"description\":\"\",\"personal_data\":\"none\",\"retired\":true,\"routes\":%s}],"
                       "\"token_types\":[{\"id\":\"t\",\"name\":\"T\",\"description\":\"\"}],"
                       "\"policy\":{\"expiry_required\":false,\"default_lifetime_days\":90,\"max_lifetime_days\":null,"
                       "\"name_max_length\":100},\"example_url\":null}",
                       a, b, c);
  TesseraCatalogue *made = tessera_catalogue_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return made;
}

static void
assert_area (const TesseraAccess *where, const char *target, int area)
{
  g_test_message ("%s", target);
  g_assert_null (tessera_access_judge_target (target));
  g_assert_cmpint (tessera_access_find_area (where, target), ==, area);
}

static void
test_get_and_head_read_and_the_rest_write (void)
{
  static const struct
  {
    const char *method;
    TesseraVerb verb;
  } cases[] = {
    { "GET", TESSERA_VERB_READ },  { "HEAD", TESSERA_VERB_READ },    { "POST", TESSERA_VERB_WRITE },
    { "PUT", TESSERA_VERB_WRITE }, { "DELETE", TESSERA_VERB_WRITE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TesseraAccessNeed need = tessera_access_find_need (seed, cases[i].method, "/api/1/products");

      g_assert_null (need.fault);
      g_assert_cmpint (need.verb, ==, cases[i].verb);
      g_assert_cmpstr (tessera_catalogue_get_area (catalogue, need.area)->id, ==, "products");
    }
}

static void
test_every_other_method_is_denied (void)
{
  static const char *const methods[] = { "PATCH", "OPTIONS", "TRACE",    "CONNECT", "PROPFIND", "get", "Get",
                                         "GET ",  " GET",    "GET,POST", "GETS",    "",         "POSt" };

  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    g_assert_nonnull (tessera_access_find_need (seed, methods[i], "/api/1/products").fault);
}

static void
test_each_default_route_opens_its_area (void)
{
  static const struct
  {
    const char *last, *area;
  } cases[] = {
    { "slots", "content" },
    { "smartblocks", "content" },
    { "layouts", "content" },
    { "products", "products" },
    { "triggers", "triggers" },
    { "content_extensions", "content_server_extensions" },
    { "bulk", "bulk_data" },
    { "reports", "reports" },
    { "accounts", "system_admin" },
    { "people", "system_admin" },
    { "admin_users", "system_admin" },
    { "channels", "system_admin" },
  };
  static const char *const forms[] = {
    "/api/1/%s", "/api/v2.0/%s/", "/api/%%C3%%A4/%s/17/x", "/api/*/%s?a=/../b;c", "/api/1/%s/a,b",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (forms); j++)
      {
        g_autofree char *target = g_strdup_printf (forms[j], cases[i].last);

        assert_area (seed, target, tessera_catalogue_find_area (catalogue, cases[i].area));
      }
}

static void
test_an_unmapped_path_is_denied (void)
{
  static const char *const targets[] = {
    "/",          "/api",          "/api/",         "/api/1",           "/api/1/",         "/api/products",
    "/products",  "/API/1/slots",  "/api/1/Slots",  "/api/1/slotsx",    "/api/1/slot",     "/api/1/x/slots",
    "/v1/tokens", "/x/api/1/slots", "/api/1/slots%20", "/api/1/%73lots", "/?/api/1/slots", "/api/1?/slots",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      assert_area (seed, targets[i], -1);
      g_assert_nonnull (tessera_access_find_need (seed, "GET", targets[i]).fault);
    }
}

static void
test_a_path_that_could_mean_another_is_a_fault (void)
{
  static const char *const targets[] = {
    "",
    "api/1/slots",
    "*",
    "http://example.com/api/1/slots",
    "//api/1/slots",
    "/api//slots",
    "/api/1//slots",
    "/api/1/slots//",
    "/api/1/slots;x=y",
    "/api;x/1/slots",
    "/api/1/slots#x",
    "/api/1\\slots",
    "/api/1/slots/.",
    "/api/1/slots/..",
    "/api/./1/slots",
    "/api/1/products/../slots",
    "/api/1/products/%2e%2e/slots",
    "/api/1/products/.%2E/slots",
    "/api/1/products/%2e./slots",
    "/api/%2E/slots",
    "/api/1/slots/..?x",
    "/api/1/slots%",
    "/api/1/slots%2",
    "/api/1/slots%zz",
    "/api/1/slots%00",
    "/api/1/slots%1f",
    "/api/1/slots%0A",
    "/api/1/slots%25",
    "/api/1%2fslots",
    "/api/1%2Fslots",
    "/api/1%5cslots",
    "/api/1/slots%7f",
    "/api/1/slots x",
    "/api/1/slots\t",
    "/api/1/slots\r\nX: y",
    "/api/1/slots\x7f",
    "/api/1/sl\xc3\xb6ts",
    "/api/1/slots?a=b c",
    "/api/1/slots?\xff",
    "/api/1/slots?a=\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_test_message ("%s", targets[i]);
      g_assert_nonnull (tessera_access_judge_target (targets[i]));
      g_assert_nonnull (tessera_access_find_need (seed, "GET", targets[i]).fault);
    }
}

static void
test_what_only_looks_odd_is_data (void)
{
  static const char *const targets[] = {
    "/api/1/slots/...", "/api/1/slots/.x", "/api/1/slots/x..", "/api/1/slots/a,b:c@d!$&'()*+=~", "/api/1/slots/%20%3B%23",
    "/api/1/slots?a=//../;x#%00%", "/api/1/slots?", "/api/.../slots",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    assert_area (seed, targets[i], tessera_catalogue_find_area (catalogue, "content"));
}

static void
test_a_credential_in_the_query_is_a_fault (void)
{
  static const char *const queries[] = { "api_token=x",    "access_token=",     "a=b&api_token=x", "a&access_token=x&b",
                                         "?api_token=x",   "a?access_token=x",  "u=/b?api_token=x", "a;api_token=",
                                         "api%5ftoken=x",  "%61ccess_token=x",  "&&api_token=x" };
  static const char *const harmless[] = { "", "api_tokens=x", "xapi_token=x", "a=api_token", "q=access_token%3D", "token=x", "API_TOKE=" };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *target = g_strconcat ("/api/1/slots?", queries[i], NULL);

      g_assert_nonnull (tessera_access_judge_target (target));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (harmless); i++)
    {
      g_autofree char *target = g_strconcat ("/api/1/slots?", harmless[i], NULL);

      g_assert_null (tessera_access_judge_target (target));
    }
}

static void
test_the_longest_route_decides_then_the_one_with_fewer_stars (void)
{
  g_autoptr (TesseraCatalogue) three = make_catalogue ("[\"/api\", \"/*/x/*/y\"]", "[\"/api/*/x\", \"/api/1\"]",
                                                       "[\"/api/1/x\", \"/*/x/z/y\"]");
  g_autoptr (TesseraAccess) of_three = tessera_access_new (three);

  assert_area (of_three, "/api", 0);
  assert_area (of_three, "/api/2", 0);
  assert_area (of_three, "/api/1/y", 1);
  assert_area (of_three, "/api/2/x", 1);
  assert_area (of_three, "/api/1/x", 2);
  assert_area (of_three, "/api/1/x/9", 2);
  assert_area (of_three, "/q/x/1/y", 0);
  assert_area (of_three, "/q/x/z/y", 2);
  assert_area (of_three, "/q/x/1/z", -1);
}

static void
test_a_retired_area_grants_nothing (void)
{
  g_autoptr (TesseraCatalogue) three = make_catalogue ("[\"/a\"]", "[\"/b\"]", "[\"/c\"]");
  g_autoptr (TesseraAccess) of_three = tessera_access_new (three);
  const TesseraPermissions all = { { 7, 7 } };

  g_assert_true (tessera_access_allows (of_three, tessera_access_find_need (of_three, "GET", "/a"), all));
  g_assert_false (tessera_access_allows (of_three, tessera_access_find_need (of_three, "GET", "/c"), all));
}

static void
test_write_is_no_read_and_no_other_area (void)
{
  g_autoptr (TesseraCatalogue) three = make_catalogue ("[\"/a\"]", "[\"/b\"]", "[\"/c\"]");
  g_autoptr (TesseraAccess) of_three = tessera_access_new (three);
  const TesseraPermissions writes_a = { .sets[TESSERA_VERB_WRITE] = 1 };

  g_assert_true (tessera_access_allows (of_three, tessera_access_find_need (of_three, "PUT", "/a"), writes_a));
  g_assert_false (tessera_access_allows (of_three, tessera_access_find_need (of_three, "HEAD", "/a"), writes_a));
  g_assert_false (tessera_access_allows (of_three, tessera_access_find_need (of_three, "PUT", "/b"), writes_a));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", &error);
  g_assert_no_error (error);
  seed = tessera_access_new (catalogue);

  g_test_add_func ("/access/get-and-head-read-and-the-rest-write", test_get_and_head_read_and_the_rest_write);
  g_test_add_func ("/access/every-other-method-is-denied", test_every_other_method_is_denied);
  g_test_add_func ("/access/each-default-route-opens-its-area", test_each_default_route_opens_its_area);
  g_test_add_func ("/access/an-unmapped-path-is-denied", test_an_unmapped_path_is_denied);
  g_test_add_func ("/access/a-path-that-could-mean-another-is-a-fault", test_a_path_that_could_mean_another_is_a_fault);
  g_test_add_func ("/access/what-only-looks-odd-is-data", test_what_only_looks_odd_is_data);
  g_test_add_func ("/access/a-credential-in-the-query-is-a-fault", test_a_credential_in_the_query_is_a_fault);
  g_test_add_func ("/access/the-longest-route-decides-then-the-one-with-fewer-stars",
                   test_the_longest_route_decides_then_the_one_with_fewer_stars);
  g_test_add_func ("/access/a-retired-area-grants-nothing", test_a_retired_area_grants_nothing);
  g_test_add_func ("/access/write-is-no-read-and-no-other-area", test_write_is_no_read_and_no_other_area);
  status = g_test_run ();

  tessera_access_free (seed);
  tessera_catalogue_unref (catalogue);
  return status;
}
