/* The body of a request, all the way that it takes through the service: guard, JSON, draft, a database on disk.
 *
 * Each input is sent as the body of a create, of an update and of a rotation, over the private socket's handlers. What is
 * accepted must be found again as it was answered; what is not must say why. */

#include "fuzz.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tessera-config.h"
#include "tessera-guard.h"
#include "tessera-management.h"
#include "tessera-store-sqlite.h"

/* 2026-11-24T12:00:00Z */
#define NOON G_GINT64_CONSTANT (1795521600)

/* So that a long run neither grows nor gets slower. */
#define TOKENS_A_DATABASE 2000

typedef struct
{
  char *folder;
  TesseraStoreSqlite *store;
  TesseraContext context;
  char *id; /* a token to change */
  guint n_created;
} Service;

typedef struct
{
  guint status;
  JsonObject *object;
} Answer;

static void
answer_clear (Answer *answer)
{
  g_clear_pointer (&answer->object, json_object_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static gint64
tell_noon (gpointer data)
{
  return NOON;
}

/* Every answer is JSON by our own guard. (transfer full) */
static JsonObject *
read_answer (TesseraReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;
  gsize size = 0;
  const char *text = g_bytes_get_data (tessera_reply_get_body (reply), &size);

  root = tessera_json_parse (text, size, TESSERA_JSON_MAX_DEPTH, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (root));
}

/* As the door does it, but for the socket. */
static void
ask (Service *service, const char *method, const char *path, const char *field, const guint8 *data, gsize size,
     Answer *answer)
{
  const TesseraDoorHandlers *handlers = &tessera_management_handlers;
  g_autofree char *text
      = g_strdup_printf ("%s %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Type: application/json\r\n"
                         "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                         method, path, field, size);
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (TesseraReply) reply = NULL;
  g_auto (TesseraHead) head = { 0 };
  TesseraGuard guard = { 0 };
  TesseraRefusal refusal;

  g_assert_cmpint (tessera_guard_read (&guard, text, strlen (text), &head, &refusal), ==, TESSERA_GUARD_WHOLE);
  g_assert_cmpuint (head.request.length, ==, size);
  head.request.peer = (TesseraPeer){ TESSERA_PEER_UNIX, geteuid (), "uid" };
  reply = handlers->admit (&head.request, &service->context);
  if (reply == NULL)
    {
      head.request.body = body;
      reply = handlers->handle (&head.request, &service->context);
      head.request.body = NULL;
    }

  answer->status = tessera_reply_get_status (reply);
  answer->object = read_answer (reply);
}

static void
open_service (Service *service)
{
  static const char first[] = "{\"name\":\"Nightly import\",\"type\":\"api_key\",\"permissions\":{\"reports\":[\"read\"]},"
                              "\"expires_at\":null}";
  g_autofree char *path = g_build_filename (service->folder, "tokens.db", NULL);
  g_autoptr (GError) error = NULL;
  g_auto (Answer) answer = { 0 };

  service->store = tessera_store_sqlite_open (path, NULL, service->context.catalogue,
                                              TESSERA_STORE_SERVE | TESSERA_STORE_CREATE, &error);
  g_assert_no_error (error);
  service->context.store = TESSERA_STORE (service->store);
  service->context.key = tessera_store_sqlite_get_key (service->store);
  service->n_created = 0;

  ask (service, "POST", "/v1/tokens", "", (const guint8 *) first, strlen (first), &answer);
  g_assert_cmpuint (answer.status, ==, 201);
  service->id = g_strdup (json_object_get_string_member (answer.object, "id"));
}

static void
close_service (Service *service)
{
  g_autoptr (GDir) files = g_dir_open (service->folder, 0, NULL);
  const char *name;

  g_clear_object (&service->store);
  g_clear_pointer (&service->id, g_free);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (service->folder, name, NULL);

      g_unlink (path);
    }
}

static Service service;

static void
remove_service (void)
{
  close_service (&service);
  g_rmdir (service.folder);
  g_free (service.folder);
  tessera_catalogue_unref (service.context.catalogue);
  tessera_access_free (service.context.access);
}

static void
have_service (void)
{
  if (service.folder == NULL)
    {
      service.folder = g_dir_make_tmp ("tessera-fuzz-XXXXXX", NULL);
      service.context.catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
      service.context.access = tessera_access_new (service.context.catalogue);
      service.context.owner = geteuid ();
      service.context.clock = tell_noon;
      open_service (&service);
      atexit (remove_service);
    }
  else if (service.n_created >= TOKENS_A_DATABASE)
    {
      close_service (&service);
      open_service (&service);
    }
}

/* 422 names each faulty member by a pointer into the body. */
static void
check_faults (const Answer *answer)
{
  JsonArray *errors = json_object_get_array_member (answer->object, "errors");

  g_assert_cmpuint (json_array_get_length (errors), >, 0);
  for (guint i = 0; i < json_array_get_length (errors); i++)
    {
      JsonObject *fault = json_array_get_object_element (errors, i);
      const char *pointer = json_object_get_string_member (fault, "pointer");

      g_assert_true (*pointer == '\0' || *pointer == '/');
      g_assert_cmpstr (json_object_get_string_member (fault, "detail"), !=, "");
    }
}

static void
check_refused (const Answer *answer, gboolean is_json)
{
  g_assert_cmpint (json_object_get_int_member (answer->object, "status"), ==, answer->status);
  g_assert_false (json_object_has_member (answer->object, "secret"));
  if (answer->status == 422)
    check_faults (answer);
  else
    g_assert_cmpuint (answer->status, ==, 400);
  g_assert_true (is_json == (answer->status == 422));
}

/* What was answered is what is kept; the list of members says which of them must be the same. */
static void
check_kept (const Answer *answer)
{
  static const char *const members[] = { "id", "name", "type", "permissions", "expires_at", "status", "hint", "revision" };
  g_autofree char *path
      = g_strconcat ("/v1/tokens/", json_object_get_string_member (answer->object, "id"), NULL);
  g_auto (Answer) kept = { 0 };

  ask (&service, "GET", path, "", (const guint8 *) "", 0, &kept);
  g_assert_cmpuint (kept.status, ==, 200);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    g_assert_true (json_node_equal (json_object_get_member (answer->object, members[i]),
                                    json_object_get_member (kept.object, members[i])));
  g_assert_false (json_object_has_member (kept.object, "secret"));
}

static void
check_secret (const Answer *answer)
{
  const char *secret = json_object_get_string_member (answer->object, "secret");
  TesseraDigest digest = tessera_secret_digest (service.context.key, secret, strlen (secret));
  gint64 secret_ends_at = 0;
  g_auto (TesseraHolder) holder = { 0 };
  g_autofree char *name = NULL;
  TesseraSecretKind kind;

  g_assert_true (tessera_secret_recognise (secret, strlen (secret), &kind) && kind == TESSERA_SECRET_TOKEN);
  g_assert_true (tessera_store_look_up (service.context.store, &digest, &holder, &secret_ends_at));
  name = tessera_holder_dup_name (&holder);
  g_assert_cmpstr (tessera_holder_get_id (&holder), ==, json_object_get_string_member (answer->object, "id"));
  g_assert_cmpstr (name, ==, json_object_get_string_member (answer->object, "name"));
  g_assert_cmpint (tessera_holder_get_state (&holder, secret_ends_at, NOON), ==, TESSERA_HOLDER_ACTIVE);
}

/* A token that no form could have made is worse than one that was not made. */
static void
check_token (const Answer *answer)
{
  const char *name = json_object_get_string_member (answer->object, "name");
  JsonObject *permissions = json_object_get_object_member (answer->object, "permissions");

  g_assert_cmpint (g_utf8_strlen (name, -1), >=, 1);
  g_assert_cmpint (g_utf8_strlen (name, -1), <=, 100);
  g_assert_cmpuint (json_object_get_size (permissions), >=, 1);
  g_assert_cmpstr (json_object_get_string_member (answer->object, "status"), ==, "active");
}

static void
create (const guint8 *data, gsize size, gboolean is_json)
{
  g_auto (Answer) answer = { 0 };

  ask (&service, "POST", "/v1/tokens", "", data, size, &answer);
  if (answer.status != 201)
    {
      check_refused (&answer, is_json);
      return;
    }

  service.n_created++;
  check_token (&answer);
  check_secret (&answer);
  check_kept (&answer);
}

/* Sends the body as one that changes the token there is, as it is now. */
static void
change (const char *method, const char *below, const guint8 *data, gsize size, gboolean is_json)
{
  g_autofree char *path = g_strconcat ("/v1/tokens/", service.id, NULL);
  g_autofree char *target = g_strconcat (path, below, NULL);
  g_autofree char *field = NULL;
  g_auto (Answer) now = { 0 }, answer = { 0 };

  ask (&service, "GET", path, "", (const guint8 *) "", 0, &now);
  field = g_strdup_printf ("If-Match: \"%s\"\r\n", json_object_get_string_member (now.object, "revision"));
  ask (&service, method, target, field, data, size, &answer);
  if (answer.status != 200)
    {
      check_refused (&answer, is_json);
      return;
    }

  service.n_created++;
  check_token (&answer);
  if (*below != '\0')
    check_secret (&answer);
  check_kept (&answer);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  gboolean is_json = tessera_json_check ((const char *) data, size, TESSERA_JSON_MAX_DEPTH, NULL);

  if (size > TESSERA_DOOR_MAX_BODY)
    return 0;

  have_service ();
  create (data, size, is_json);
  change ("PUT", "", data, size, is_json);
  change ("POST", "/rotate", data, size, is_json);
  return 0;
}
