/* Permissions go through HTTP into the database and come back as they were: every kind of combination of read and write
 * on the seven areas. */

#include "test-calls.h"

#include <string.h>

static const char *const areas[] = { "content", "products", "triggers", "content_server_extensions", "bulk_data",
                                     "reports", "system_admin" };

#define N_COMBINATIONS (1u << (2 * G_N_ELEMENTS (areas)))

/* Relatively prime to their number, so that a walk by it meets sets of every kind; with the single grants, some 650. */
#define STEP 27

/* Bit 2n of @set is reading area n, the one above it writing. (transfer full): as the wire has it */
static char *
write_permissions (guint set)
{
  static const char *const verbs[] = { NULL, "[\"read\"]", "[\"write\"]", "[\"read\",\"write\"]" };
  g_autoptr (GString) text = g_string_new ("{");

  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      const char *list = verbs[set >> (2 * i) & 3];

      if (list != NULL)
        g_string_append_printf (text, "%s\"%s\":%s", text->len > 1 ? "," : "", areas[i], list);
    }
  g_string_append_c (text, '}');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
write_body (guint set)
{
  g_autofree char *permissions = write_permissions (set);

  return g_strdup_printf ("{\"name\":\"%u\",\"type\":\"api_key\",\"permissions\":%s,\"expires_at\":null}", set,
                          permissions);
}

static void
assert_permissions (JsonObject *token, guint set)
{
  g_autofree char *expected = write_permissions (set);
  g_autofree char *got = json_to_string (json_object_get_member (token, "permissions"), FALSE);

  g_assert_cmpstr (got, ==, expected);
}

/* Over the private socket, where it is the owner who asks. (transfer full) */
static TestAnswer *
ask (TestService *service, const char *method, const char *path, const char *field, const char *body)
{
  const char *const fields[] = { field, NULL };

  return test_http_call (test_service_get_socket (service), method, path, fields, body);
}

/* Every third one gets its permissions by an update, from the opposite ones. */
static void
create (TestService *service, guint set)
{
  guint opposite = ~set & (N_COMBINATIONS - 1);
  guint first = set % 3 == 0 && opposite != 0 ? opposite : set;
  g_autofree char *body = write_body (first), *changed = write_body (set), *path = NULL, *tag = NULL;
  g_autoptr (TestAnswer) created = ask (service, "POST", "/v1/tokens", NULL, body), updated = NULL;

  g_assert_cmpuint (created->status, ==, 201);
  assert_permissions (created->object, first);
  if (first == set)
    return;

  path = test_path_of (created, "");
  tag = test_if_match (created);
  updated = ask (service, "PUT", path, tag, changed);
  g_assert_cmpuint (updated->status, ==, 200);
  assert_permissions (updated->object, set);
}

/* Each token's name is the number of its set. */
static void
assert_all_come_back (TestService *service, guint n)
{
  g_autoptr (TestAnswer) page = ask (service, "GET", "/v1/tokens?limit=1000", NULL, NULL);
  JsonArray *tokens = json_object_get_array_member (page->object, "tokens");

  g_assert_cmpuint (json_array_get_length (tokens), ==, n);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *token = json_array_get_object_element (tokens, i);

      assert_permissions (token, (guint) g_ascii_strtoull (json_object_get_string_member (token, "name"), NULL, 10));
    }
}

static void
test_combinations_survive_the_database (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  guint n = 0;

  test_http_set_keeping (FALSE);
  for (guint set = 1; set < N_COMBINATIONS; set += STEP, n++)
    create (service, set);
  for (guint bit = 0; bit < 2 * G_N_ELEMENTS (areas); bit++, n++)
    create (service, 1u << bit);
  create (service, N_COMBINATIONS - 1);
  n++;
  test_http_set_keeping (TRUE);

  assert_all_come_back (service, n);
  test_service_restart (service);
  assert_all_come_back (service, n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/combinations/survive-the-database", test_combinations_survive_the_database);
  return test_http_run ();
}
