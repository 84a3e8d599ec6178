#include "tessera-url.h"

#include <string.h>

static void
assert_refused (const char *text, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) url = tessera_url_parse (text, &error);

  if (url != NULL)
    g_error ("%s was taken", text);
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strstr (error->message, "hunter2"));
  if (strstr (error->message, words) == NULL)
    g_error ("%s: %s", text, error->message);
}

static void
test_addresses_that_are_taken (void)
{
  static const struct { const char *text, *whole, *name; } cases[] = {
    { "https://tokens.example.org", "https://tokens.example.org/", "tokens.example.org" },
    { "  https://tokens.example.org/ \n", "https://tokens.example.org/", "tokens.example.org" },
    { "https://tokens.example.org:8443/a/b//", "https://tokens.example.org:8443/a/b", "tokens.example.org:8443" },
    { "HTTPS://Tokens.Example.ORG:443", "https://Tokens.Example.ORG/", "Tokens.Example.ORG" },
    { "https://127.0.0.1.example.com", "https://127.0.0.1.example.com/", "127.0.0.1.example.com" },
    { "https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443/", "[2001:db8::1]:8443" },
    { "http://localhost:8080", "http://localhost:8080/", "localhost:8080" },
    { "http://LOCALHOST", "http://LOCALHOST/", "LOCALHOST" },
    { "http://127.0.0.1:80", "http://127.0.0.1/", "127.0.0.1" },
    { "http://127.255.3.9", "http://127.255.3.9/", "127.255.3.9" },
    { "http://[::1]:9", "http://[::1]:9/", "[::1]:9" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GUri) url = tessera_url_parse (cases[i].text, &error);
      g_autofree char *whole = NULL, *name = NULL;

      g_assert_no_error (error);
      whole = g_uri_to_string (url);
      name = tessera_url_get_name (url);
      g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_cmpstr (whole, ==, cases[i].whole);
    }
}

/* Whatever looks like this computer and is not. */
static void
test_plain_http_is_for_loopback_alone (void)
{
  static const char *const elsewhere[] = {
    "http://tokens.example.org",    "http://127.0.0.1.example.com", "http://localhost.example.com", "http://localhost.",
    "http://localhosts",            "http://notlocalhost",          "http://127.0.0.1.",            "http://127.1",
    "http://2130706433",            "http://0x7f000001",            "http://0177.0.0.1",            "http://0.0.0.0",
    "http://[::]",                  "http://[::2]",                 "http://128.0.0.1",             "http://10.0.0.1",
    "http://127.0.0.1%00.evil.org", "http://127.0.0.256",           "http://[::1]x",                "HTTP://example.org",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    assert_refused (elsewhere[i], "");
  assert_refused ("http://tokens.example.org", "https");
}

static void
test_a_user_in_the_address_is_refused_and_not_repeated (void)
{
  assert_refused ("https://mara:hunter2@tokens.example.org", "before the @");
  assert_refused ("https://hunter2@tokens.example.org", "before the @");
  assert_refused ("http://127.0.0.1:80@evil.example.org", "before the @");
  assert_refused ("http://localhost@evil.example.org", "before the @");
  assert_refused ("http://evil.example.org@127.0.0.1", "before the @");
  assert_refused ("https://@tokens.example.org", "before the @");
}

static void
test_what_is_no_address_is_refused_with_the_reason (void)
{
  static const struct { const char *text, *words; } cases[] = {
    { "", "empty" },
    { "   ", "empty" },
    { "tokens.example.org", "https://" },
    { "tokens.example.org:8080", "https://" },
    { "//tokens.example.org", "https://" },
    { "https:", "" },
    { "https://", "" },
    { "https:///v1", "" },
    { "https://:8080", "" },
    { "https://tokens.example.org:99999", "" },
    { "https://tokens.example.org:x", "" },
    { "https://tokens.example.org:0", "port 0" },
    { "https://tokens.example.org:-1", "" },
    { "https://tokens.example.org?key=hunter2", "?" },
    { "https://tokens.example.org#hunter2", "#" },
    { "https://tokens .example.org", "blank" },
    { "https://tokens\\.example.org", "backslash" },
    { "https://tokens.example.org/a\tb", "blank" },
    { "https://tokens.example.org/../b", ".." },
    { "https://tokens.example.org/%2e%2e/b", ".." },
    { "https://tok$ens.example.org", "server" },
    { "https://[fe80::zz]", "" },
    { "ftp://tokens.example.org", "https://" },
    { "file:///etc/passwd", "https://" },
    { "javascript:alert(1)", "https://" },
    { "https://tokens.example.org/\xff", "text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].text, cases[i].words);
}

static void
test_an_address_has_an_end (void)
{
  g_autofree char *path = g_strnfill (TESSERA_URL_MAX_LENGTH, 'a');
  g_autofree char *text = g_strconcat ("https://tokens.example.org/", path, NULL);

  assert_refused (text, "too long");
}

static void
test_targets_are_put_below_the_path (void)
{
  static const struct { const char *url, *target, *whole; } cases[] = {
    { "https://a.example", "/v1/tokens?limit=5", "https://a.example/v1/tokens?limit=5" },
    { "https://a.example/", "/v1/tokens", "https://a.example/v1/tokens" },
    { "https://a.example:8443/x/y/", "/v1/tokens/tok_%2F", "https://a.example:8443/x/y/v1/tokens/tok_%2F" },
    { "http://[::1]:81", "/v1/tokens?cursor=a~b", "http://[::1]:81/v1/tokens?cursor=a~b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) url = tessera_url_parse (cases[i].url, NULL), whole = tessera_url_resolve (url, cases[i].target);
      g_autofree char *text = g_uri_to_string (whole);

      g_assert_cmpstr (text, ==, cases[i].whole);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/url/addresses-that-are-taken", test_addresses_that_are_taken);
  g_test_add_func ("/url/plain-http-is-for-loopback-alone", test_plain_http_is_for_loopback_alone);
  g_test_add_func ("/url/a-user-is-refused-and-not-repeated", test_a_user_in_the_address_is_refused_and_not_repeated);
  g_test_add_func ("/url/what-is-no-address-is-refused-with-the-reason", test_what_is_no_address_is_refused_with_the_reason);
  g_test_add_func ("/url/has-an-end", test_an_address_has_an_end);
  g_test_add_func ("/url/targets-are-put-below-the-path", test_targets_are_put_below_the_path);
  return g_test_run ();
}
