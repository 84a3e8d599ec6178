#include "test-calls.h"

char *
test_draft (const char *name)
{
  return g_strdup_printf ("{\"name\": \"%s\", \"type\": \"api_key\", \"permissions\": {\"reports\": [\"read\"]}, "
                          "\"expires_at\": null}", name);
}

TestAnswer *
test_call_with_key (TestService *service, const char *key, const char *method, const char *target, const char *field,
                    const char *body)
{
  g_autofree char *credential = g_strconcat ("Authorization: Bearer ", key, NULL);
  const char *const fields[] = { credential, field, NULL };

  return test_http_call (test_service_get_url (service), method, target, fields, body);
}

TestAnswer *
test_call (TestService *service, const char *method, const char *target, const char *field, const char *body)
{
  return test_call_with_key (service, test_service_get_manager_key (service), method, target, field, body);
}

TestAnswer *
test_create (TestService *service, const char *name)
{
  g_autofree char *body = test_draft (name);
  TestAnswer *answer = test_call (service, "POST", "/v1/tokens", NULL, body);

  g_assert_cmpuint (answer->status, ==, 201);
  return answer;
}

char *
test_path_of (const TestAnswer *answer, const char *rest)
{
  return g_strconcat ("/v1/tokens/", test_answer_get_string (answer, "id"), rest, NULL);
}

char *
test_if_match (const TestAnswer *answer)
{
  return g_strdup_printf ("If-Match: \"%s\"", test_answer_get_string (answer, "revision"));
}

TestAnswer *
test_rename (TestService *service, const TestAnswer *answer, const char *name)
{
  g_autofree char *path = test_path_of (answer, "");
  g_autofree char *tag = test_if_match (answer);
  g_autofree char *body = test_draft (name);

  return test_call (service, "PUT", path, tag, body);
}
