/* Creating twice: what a repeated Idempotency-Key does. */

#include "test-calls.h"

#include <string.h>

static TestService *service;

static TestAnswer *
post (const char *key, const char *body)
{
  g_autofree char *field = g_strconcat ("Idempotency-Key: ", key, NULL);

  return test_call (service, "POST", "/v1/tokens", field, body);
}

static gint64
count_tokens (void)
{
  g_autoptr (TestAnswer) page = test_call (service, "GET", "/v1/tokens?limit=1", NULL, NULL);

  return json_object_get_int_member (page->object, "total");
}

static void
assert_replayed (const TestAnswer *answer, const TestAnswer *created)
{
  g_autofree char *replayed = test_answer_get_field (answer, "Idempotency-Replayed");

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (replayed, ==, "true");
  g_assert_cmpstr (test_answer_get_string (answer, "id"), ==, test_answer_get_string (created, "id"));
  g_assert_false (json_object_has_member (answer->object, "secret"));
}

static void
test_the_same_bytes_create_once (void)
{
  g_autofree char *body = test_draft ("Once");
  g_autoptr (TestAnswer) created = post ("once", body);
  g_autofree char *replayed = test_answer_get_field (created, "Idempotency-Replayed");
  gint64 total = count_tokens ();
  g_autoptr (TestAnswer) again = post ("once", body);

  g_assert_cmpuint (created->status, ==, 201);
  g_assert_null (replayed);
  assert_replayed (again, created);
  g_assert_cmpstr (test_answer_get_string (again, "revision"), ==, test_answer_get_string (created, "revision"));
  g_assert_cmpint (count_tokens (), ==, total);
}

static void
test_the_token_is_told_as_it_is_now (void)
{
  g_autofree char *body = test_draft ("Before");
  g_autoptr (TestAnswer) created = post ("now", body);
  g_autofree char *path = test_path_of (created, "");
  g_autoptr (TestAnswer) renamed = test_rename (service, created, "After");
  g_autoptr (TestAnswer) again = post ("now", body);
  g_autoptr (TestAnswer) revoked = test_call (service, "DELETE", path, NULL, NULL);
  g_autoptr (TestAnswer) at_last = post ("now", body);
  g_autofree char *tag = test_answer_get_field (again, "ETag");
  g_autofree char *wanted = g_strdup_printf ("\"%s\"", test_answer_get_string (renamed, "revision"));

  assert_replayed (again, created);
  g_assert_cmpstr (test_answer_get_string (again, "name"), ==, "After");
  g_assert_cmpstr (tag, ==, wanted);
  g_assert_cmpuint (revoked->status, ==, 200);
  assert_replayed (at_last, created);
  g_assert_cmpstr (test_answer_get_string (at_last, "status"), ==, "revoked");
}

/* Equal means the same bytes: a blank more is another body. */
static void
test_another_body_is_422 (void)
{
  g_autofree char *body = test_draft ("Body");
  g_autofree char *blank = g_strconcat (body, " ", NULL);
  g_autofree char *other = test_draft ("Another body");
  g_autoptr (TestAnswer) created = post ("body", body);
  gint64 total = count_tokens ();
  g_autoptr (TestAnswer) with_blank = post ("body", blank);
  g_autoptr (TestAnswer) with_other = post ("body", other);
  g_autoptr (TestAnswer) again = post ("body", body);

  test_answer_assert_problem (with_blank, 422, "idempotency-key-reused");
  test_answer_assert_problem (with_other, 422, "idempotency-key-reused");
  assert_replayed (again, created);
  g_assert_cmpint (count_tokens (), ==, total);
}

static void
test_a_refusal_uses_no_key_up (void)
{
  g_autofree char *body = test_draft ("Refused");
  g_autoptr (TestAnswer) json = post ("refused", "{");
  g_autoptr (TestAnswer) members = post ("refused", "{}");
  g_autoptr (TestAnswer) again = post ("refused", "{}");
  g_autoptr (TestAnswer) created = post ("refused", body);

  test_answer_assert_problem (json, 400, "bad-json");
  test_answer_assert_problem (members, 422, "invalid-members");
  test_answer_assert_problem (again, 422, "invalid-members");
  g_assert_cmpuint (created->status, ==, 201);
}

static void
test_keys_are_each_admins_own (void)
{
  g_autofree char *body = test_draft ("Own");
  const char *const fields[] = { "Idempotency-Key: own", NULL };
  g_autoptr (TestAnswer) of_mara = post ("own", body);
  g_autoptr (TestAnswer) of_owner = test_http_call (test_service_get_socket (service), "POST", "/v1/tokens", fields, body);

  g_assert_cmpuint (of_mara->status, ==, 201);
  g_assert_cmpuint (of_owner->status, ==, 201);
  g_assert_cmpstr (test_answer_get_string (of_mara, "id"), !=, test_answer_get_string (of_owner, "id"));
}

static void
test_keys_outlive_a_restart (void)
{
  g_autofree char *body = test_draft ("Durable");
  g_autoptr (TestAnswer) created = post ("durable", body);
  g_autoptr (TestAnswer) again = NULL;

  test_service_kill (service);
  test_service_restart (service);
  again = post ("durable", body);
  assert_replayed (again, created);
}

static void
test_keys_are_1_to_64_visible_characters (void)
{
  g_autofree char *body = test_draft ("Shape");
  g_autofree char *longest = g_strnfill (64, '~');
  g_autofree char *too_long = g_strnfill (65, 'a');
  const char *const bad[] = { "", "a b", "\xc3\xa9", too_long };
  g_autoptr (TestAnswer) shortest = post ("!", body);
  g_autoptr (TestAnswer) long_one = post (longest, body);
  g_autoptr (TestAnswer) doubled = post ("a\r\nIdempotency-Key: a", body);

  g_assert_cmpuint (shortest->status, ==, 201);
  g_assert_cmpuint (long_one->status, ==, 201);
  test_answer_assert_problem (doubled, 400, "bad-request");
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (TestAnswer) answer = post (bad[i], body);

      test_answer_assert_problem (answer, 400, "bad-request");
    }
}

static void
test_without_a_key_each_is_a_token (void)
{
  g_autoptr (TestAnswer) one = test_create (service, "Twin");
  g_autoptr (TestAnswer) other = test_create (service, "Twin");

  g_assert_cmpstr (test_answer_get_string (one, "id"), !=, test_answer_get_string (other, "id"));
}

static gpointer
post_in_thread (gpointer body)
{
  return post ("race", body);
}

/* Many at the same time: one creates, all others are told of it. */
static void
test_of_many_at_once_one_creates (void)
{
  g_autofree char *body = test_draft ("Race");
  GThread *threads[8];
  guint created = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("post", post_in_thread, body);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (TestAnswer) answer = g_thread_join (threads[i]);

      created += answer->status == 201;
      g_assert_true (answer->status == 201 || answer->status == 200);
    }
  g_assert_cmpuint (created, ==, 1);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/idempotency/the-same-bytes-create-once", test_the_same_bytes_create_once);
  g_test_add_func ("/idempotency/the-token-is-told-as-it-is-now", test_the_token_is_told_as_it_is_now);
  g_test_add_func ("/idempotency/another-body-is-422", test_another_body_is_422);
  g_test_add_func ("/idempotency/a-refusal-uses-no-key-up", test_a_refusal_uses_no_key_up);
  g_test_add_func ("/idempotency/keys-are-each-admins-own", test_keys_are_each_admins_own);
  g_test_add_func ("/idempotency/keys-outlive-a-restart", test_keys_outlive_a_restart);
  g_test_add_func ("/idempotency/keys-are-1-to-64-visible-characters", test_keys_are_1_to_64_visible_characters);
  g_test_add_func ("/idempotency/without-a-key-each-is-a-token", test_without_a_key_each_is_a_token);
  g_test_add_func ("/idempotency/of-many-at-once-one-creates", test_of_many_at_once_one_creates);
  service = test_service_start (NULL);
  status = test_http_run ();
  test_service_free (service);
  return status;
}
