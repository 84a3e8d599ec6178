#include "test-calls.h"

#include <string.h>

char *
test_draft (const char *name)
{
  return g_strdup_printf ("{\"name\": \"%s\", \"type\": \"api_key\", \"permissions\": {\"reports\": [\"read\"]}, "
                          "\"expires_at\": null}", name);
}

char *
test_body (const char *name, const char *type, const char *permissions, const char *expires_at)
{
  return g_strdup_printf ("{\"name\": %s, \"type\": %s, \"permissions\": %s, \"expires_at\": %s}",
                          name != NULL ? name : "\"Nightly export\"", type != NULL ? type : "\"api_key\"",
                          permissions != NULL ? permissions : "{\"reports\": [\"read\"]}",
                          expires_at != NULL ? expires_at : "null");
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

  return test_create_from (service, body);
}

TestAnswer *
test_create_from (TestService *service, const char *body)
{
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

TestAnswer *
test_create_expired (TestService *service, const char *name)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) end = g_date_time_add_seconds (now, 2);
  g_autofree char *instant = g_date_time_format (end, "\"%Y-%m-%dT%H:%M:%SZ\"");
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", name);
  g_autofree char *body = test_body (quoted, NULL, NULL, instant);
  g_autoptr (TestAnswer) created = test_create_from (service, body);
  g_autofree char *path = test_path_of (created, "");
  TestAnswer *answer = test_call (service, "GET", path, NULL, NULL);

  for (gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
       strcmp (test_answer_get_string (answer, "status"), "expired") != 0;)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (G_USEC_PER_SEC / 50);
      test_answer_free (answer);
      answer = test_call (service, "GET", path, NULL, NULL);
    }

  return answer;
}
