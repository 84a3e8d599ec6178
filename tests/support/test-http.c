#include "test-http.h"

#include <gio/gunixsocketaddress.h>
#include <string.h>

#include "tessera-config.h"

#define CHECKER TESSERA_SOURCE_DIR "/tests/support/check-openapi.py"
#define DOCUMENT TESSERA_SOURCE_DIR "/data/openapi.yaml"

static GMutex kept_mutex;
static GString *kept;
static gboolean keeping = TRUE;

static GSocketConnection *
connect_to (const char *address)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) connectable = NULL;

  g_socket_client_set_timeout (client, 30);
  if (*address == '/')
    connectable = G_SOCKET_CONNECTABLE (g_unix_socket_address_new (address));
  else
    connectable = g_network_address_parse_uri (address, 80, NULL);
  g_assert_nonnull (connectable);

  return g_socket_client_connect (client, connectable, NULL, NULL);
}

/* Whether @fields say something about the field @name: its value, or that it is left out. */
static gboolean
names (const char *const *fields, const char *name)
{
  gsize length = strlen (name);

  for (; fields != NULL && *fields != NULL; fields++)
    {
      const char *field = **fields == '-' ? *fields + 1 : *fields;

      if (g_ascii_strncasecmp (field, name, length) == 0 && (field[length] == ':' || field[length] == '\0'))
        return TRUE;
    }

  return FALSE;
}

static void
add_default (GString *request, const char *const *fields, const char *name, const char *value)
{
  if (!names (fields, name))
    g_string_append_printf (request, "%s: %s\r\n", name, value);
}

static GString *
write_request (const char *method, const char *target, const char *const *fields, const char *body)
{
  GString *request = g_string_new (NULL);

  g_string_append_printf (request, "%s %s HTTP/1.1\r\n", method, target);
  add_default (request, fields, "Host", "localhost");
  add_default (request, fields, "Connection", "close");
  if (body != NULL)
    {
      g_autofree char *length = g_strdup_printf ("%zu", strlen (body));

      add_default (request, fields, "Content-Length", length);
      add_default (request, fields, "Content-Type", "application/json");
    }
  for (gsize i = 0; fields != NULL && fields[i] != NULL; i++)
    if (*fields[i] != '-')
      g_string_append_printf (request, "%s\r\n", fields[i]);
  g_string_append (request, "\r\n");
  if (body != NULL)
    g_string_append (request, body);

  return request;
}

/* All that comes until the end of the stream; %NULL if it breaks. */
static GBytes *
read_to_the_end (GInputStream *stream)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL) < 0)
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
read_json (TestAnswer *answer)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (answer->length == 0 || !json_parser_load_from_data (parser, answer->body, (gssize) answer->length, NULL))
    return;

  answer->root = json_parser_steal_root (parser);
  if (answer->root != NULL && JSON_NODE_HOLDS_OBJECT (answer->root))
    answer->object = json_node_get_object (answer->root);
}

/* %NULL unless head and body are whole. */
static TestAnswer *
parse_answer (GBytes *bytes)
{
  g_autoptr (TestAnswer) answer = g_new0 (TestAnswer, 1);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  const char *end = text != NULL ? g_strstr_len (text, (gssize) length, "\r\n\r\n") : NULL;
  g_autofree char *announced = NULL;

  /* Not ended by a NUL, so no function for strings may see it whole. */
  if (end == NULL || length < strlen ("HTTP/1.1 ") || memcmp (text, "HTTP/1.1 ", strlen ("HTTP/1.1 ")) != 0)
    return NULL;

  answer->status = (guint) g_ascii_strtoull (text + strlen ("HTTP/1.1 "), NULL, 10);
  answer->head = g_strndup (text, (gsize) (end + 2 - text));
  answer->length = length - (gsize) (end + 4 - text);
  answer->body = g_strndup (end + 4, answer->length);
  announced = test_answer_get_field (answer, "Content-Length");
  if (announced == NULL || g_ascii_strtoull (announced, NULL, 10) != answer->length)
    return NULL;

  read_json (answer);
  return g_steal_pointer (&answer);
}

static void
add_string (JsonBuilder *builder, const char *member, const char *value)
{
  json_builder_set_member_name (builder, member);
  if (value != NULL && g_utf8_validate (value, -1, NULL))
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/* A line of JSON for the checker. */
static void
keep (const char *method, const char *target, const char *body, const TestAnswer *answer)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "method", method);
  add_string (builder, "target", target);
  add_string (builder, "request_body", body);
  json_builder_set_member_name (builder, "status");
  json_builder_add_int_value (builder, answer->status);
  add_string (builder, "head", answer->head);
  add_string (builder, "body", answer->body);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  line = json_to_string (root, FALSE);

  g_mutex_lock (&kept_mutex);
  if (kept == NULL)
    kept = g_string_new (NULL);
  if (keeping)
    g_string_append_printf (kept, "%s\n", line);
  g_mutex_unlock (&kept_mutex);
}

TestAnswer *
test_http_try (const char *address, const char *method, const char *target, const char *const *fields, const char *body)
{
  g_autoptr (GSocketConnection) connection = connect_to (address);
  GString *request = write_request (method, target, fields, body);
  g_autoptr (GBytes) message = g_string_free_to_bytes (request);
  g_autoptr (GBytes) bytes = NULL;
  TestAnswer *answer = NULL;

  if (connection == NULL)
    return NULL;

  /* A refusal may come before all is written. */
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), g_bytes_get_data (message, NULL),
                             g_bytes_get_size (message), NULL, NULL, NULL);
  bytes = read_to_the_end (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  if (bytes != NULL)
    answer = parse_answer (bytes);
  if (answer != NULL && keeping)
    keep (method, target, body, answer);

  return answer;
}

TestAnswer *
test_http_call (const char *address, const char *method, const char *target, const char *const *fields,
                const char *body)
{
  TestAnswer *answer = test_http_try (address, method, target, fields, body);

  g_assert_nonnull (answer);
  return answer;
}

void
test_answer_free (TestAnswer *answer)
{
  g_free (answer->head);
  g_free (answer->body);
  g_clear_pointer (&answer->root, json_node_unref);
  g_free (answer);
}

char *
test_answer_get_field (const TestAnswer *answer, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (answer->head, "\r\n", -1);
  gsize length = strlen (name);

  for (gsize i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return g_strdup (g_strchug (lines[i] + length + 1));

  return NULL;
}

const char *
test_answer_get_string (const TestAnswer *answer, const char *member)
{
  JsonNode *node;

  g_assert_nonnull (answer->object);
  node = json_object_get_member (answer->object, member);
  g_assert_nonnull (node);
  if (JSON_NODE_HOLDS_NULL (node))
    return NULL;

  g_assert_cmpint (json_node_get_value_type (node), ==, G_TYPE_STRING);
  return json_node_get_string (node);
}

void
test_answer_assert_problem (const TestAnswer *answer, guint status, const char *slug)
{
  g_autofree char *type = g_strconcat ("urn:tessera:problem:", slug, NULL);
  g_autofree char *media = test_answer_get_field (answer, "Content-Type");

  g_assert_cmpuint (answer->status, ==, status);
  g_assert_cmpstr (media, ==, "application/problem+json");
  g_assert_cmpstr (test_answer_get_string (answer, "type"), ==, type);
  g_assert_cmpint (json_object_get_int_member (answer->object, "status"), ==, status);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

void
test_answer_assert_faults (const TestAnswer *answer, const char *const *pointers)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  JsonArray *errors;

  test_answer_assert_problem (answer, 422, "invalid-members");
  errors = json_object_get_array_member (answer->object, "errors");
  for (guint i = 0; i < json_array_get_length (errors); i++)
    g_ptr_array_add (found, (char *) json_object_get_string_member (json_array_get_object_element (errors, i), "pointer"));
  for (; *pointers != NULL; pointers++)
    g_ptr_array_add (wanted, (char *) *pointers);

  g_ptr_array_sort (found, compare);
  g_ptr_array_sort (wanted, compare);
  g_ptr_array_add (found, NULL);
  g_ptr_array_add (wanted, NULL);
  g_assert_cmpstrv ((char **) found->pdata, (char **) wanted->pdata);
}

void
test_http_set_keeping (gboolean keep_them)
{
  g_mutex_lock (&kept_mutex);
  keeping = keep_them;
  g_mutex_unlock (&kept_mutex);
}

/* Returns: whether data/openapi.yaml describes every answer; says on standard error what it does not */
static gboolean
check_answers (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) checker = NULL;

  if (kept == NULL || kept->len == 0)
    return TRUE;

  checker = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, CHECKER, DOCUMENT, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (checker, kept->str, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return g_subprocess_get_successful (checker);
}

int
test_http_run (void)
{
  int failed = g_test_run ();

  return check_answers () ? failed : 1;
}
