/* test-http.h: plain HTTP for tests: what is sent is exactly what the test says, and every answer is kept.
 *
 * At the end test_http_run() holds all answers of the process against data/openapi.yaml. */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/**
 * TestAnswer:
 * @head: status line and fields as they came
 * @body: as it came, NUL after it
 * @object: (nullable): the body, where it is a JSON object
 */
typedef struct
{
  guint status;
  char *head;
  char *body;
  gsize length;
  JsonNode *root;
  JsonObject *object;
} TestAnswer;

/**
 * test_http_call:
 * @address: `http://127.0.0.1:43211`, or the path of a Unix socket
 * @fields: (nullable): `Name: value`, %NULL-terminated. Host, Connection: close and, with a body, Content-Length and
 *   Content-Type: application/json come along unless a field here has the same name; `-Name` leaves one out
 * @body: (nullable)
 *
 * Returns: (transfer full): the answer; the test fails if there is none
 */
TestAnswer *test_http_call (const char *address, const char *method, const char *target, const char *const *fields,
                            const char *body);

/* The same; %NULL where the service did not answer whole. */
TestAnswer *test_http_try (const char *address, const char *method, const char *target, const char *const *fields,
                           const char *body);

void test_answer_free (TestAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestAnswer, test_answer_free)

/* (transfer full) (nullable): the value of the answer's first field of that name */
char *test_answer_get_field (const TestAnswer *answer, const char *name);

/* (nullable): a string member of the body; the test fails if it is no string or null */
const char *test_answer_get_string (const TestAnswer *answer, const char *member);

/* Fails the test unless the answer is that problem: its status and the end of its `type`. */
void test_answer_assert_problem (const TestAnswer *answer, guint status, const char *slug);

/* Fails the test unless `errors` has exactly these pointers, %NULL-terminated, in any order. */
void test_answer_assert_faults (const TestAnswer *answer, const char *const *pointers);

/* Whether later answers are kept; off for a stream of thousands that are all alike. */
void test_http_set_keeping (gboolean keep);

/* g_test_run(), then data/openapi.yaml's word on every answer. Returns: the program's exit status */
int test_http_run (void);
