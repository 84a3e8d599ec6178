#include "tessera-connection.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tessera-answer.h"
#include "tessera-buffer.h"
#include "tessera-guard.h"
#include "tessera-secret.h"

#define READ_AT_A_TIME 4096

struct _TesseraConnection
{
  int fd;
  TesseraPeer peer;
  char *address;
  const TesseraDoorHandlers *handlers;
  gpointer data;

  TesseraPhase phase;
  guint64 n_answers;

  /* What came and is not used: from the request's first byte on, or from the body's when there is a head. */
  TesseraBuffer in;
  gboolean may_have_request; /* @in was not looked at since the last answer */
  TesseraGuard guard;
  TesseraHead head;
  gboolean has_head;

  TesseraAnswer answer;
};

TesseraConnection *
tessera_connection_new (int fd, const TesseraPeer *peer, const TesseraDoorHandlers *handlers, gpointer data)
{
  TesseraConnection *self = g_new0 (TesseraConnection, 1);

  self->fd = fd;
  self->address = g_strdup (peer->address);
  self->peer = *peer;
  self->peer.address = self->address;
  self->handlers = handlers;
  self->data = data;
  self->phase = TESSERA_PHASE_NEW;

  return self;
}

void
tessera_connection_free (TesseraConnection *self)
{
  tessera_answer_clear (&self->answer);
  tessera_head_clear (&self->head);
  tessera_buffer_clear (&self->in);
  close (self->fd);
  g_free (self->address);
  g_free (self);
}

const TesseraPeer *
tessera_connection_get_peer (const TesseraConnection *self)
{
  return &self->peer;
}

int
tessera_connection_get_fd (const TesseraConnection *self)
{
  return self->fd;
}

guint64
tessera_connection_count_answers (const TesseraConnection *self)
{
  return self->n_answers;
}

gboolean
tessera_connection_wants_to_write (const TesseraConnection *self)
{
  return self->phase == TESSERA_PHASE_ANSWER || self->may_have_request;
}

/* The answer is with the kernel. */
static void
finish_answer (TesseraConnection *self)
{
  gboolean closing = self->answer.closing;

  tessera_answer_clear (&self->answer);
  tessera_head_clear (&self->head);
  self->has_head = FALSE;
  self->guard = (TesseraGuard) { 0 };
  self->n_answers++;

  if (closing)
    {
      /* Closing at once would reset a client that still sends, and it might never see the answer. */
      tessera_buffer_clear (&self->in);
      self->phase = shutdown (self->fd, SHUT_WR) == 0 ? TESSERA_PHASE_LINGER : TESSERA_PHASE_ENDED;
      return;
    }

  self->may_have_request = self->in.length > 0;
  self->phase = self->may_have_request ? TESSERA_PHASE_REQUEST : TESSERA_PHASE_IDLE;
}

static void
send_answer (TesseraConnection *self)
{
  switch (tessera_answer_send (&self->answer, self->fd))
    {
    case TESSERA_SENDING_DONE:
      finish_answer (self);
      break;
    case TESSERA_SENDING_BROKEN:
      self->phase = TESSERA_PHASE_ENDED;
      break;
    case TESSERA_SENDING_WAITS:
    default:
      break;
    }
}

/* Takes @reply. */
static void
answer (TesseraConnection *self, TesseraReply *reply, gboolean closing)
{
  gboolean is_head = self->has_head && strcmp (self->head.request.method, "HEAD") == 0;

  tessera_answer_begin (&self->answer, reply, is_head, closing);
  self->phase = TESSERA_PHASE_ANSWER;
  send_answer (self);
}

/* A refusal of the door's own. */
static TesseraReply *
new_refusal (guint status, const char *why)
{
  static const TesseraProblemKind kinds[] = { TESSERA_PROBLEM_BAD_REQUEST, TESSERA_PROBLEM_LENGTH_REQUIRED,
                                              TESSERA_PROBLEM_TOO_LARGE, TESSERA_PROBLEM_TARGET_TOO_LONG,
                                              TESSERA_PROBLEM_FIELDS_TOO_LARGE };
  TesseraReply *reply;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (TesseraProblem) problem = tessera_problem_new (kinds[i], "%s", why);

      if (problem->status == status)
        return tessera_reply_new_problem (g_steal_pointer (&problem));
    }

  reply = tessera_reply_new (status);
  tessera_reply_add_field (reply, "Cache-Control", "no-store");
  return reply;
}

static void
refuse (TesseraConnection *self, guint status, const char *why)
{
  if (self->handlers->refused != NULL)
    self->handlers->refused (&self->peer, status, why, self->data);

  answer (self, new_refusal (status, why), TRUE);
}

/* RFC 9110, 10.1.1. A client that does not read may miss it; it must not wait for ever anyway. */
static void
send_continue (TesseraConnection *self)
{
  static const char line[] = "HTTP/1.1 100 Continue\r\n\r\n";
  gssize n = send (self->fd, line, sizeof line - 1, MSG_NOSIGNAL);

  if (n >= 0 && (gsize) n < sizeof line - 1)
    self->phase = TESSERA_PHASE_ENDED;
}

/* The head is here; @in begins with the body. */
static void
admit (TesseraConnection *self)
{
  TesseraRequest *request = &self->head.request;
  TesseraReply *refusal;

  request->peer = self->peer;
  refusal = self->handlers->admit (request, self->data);
  if (refusal != NULL)
    answer (self, refusal, request->length > 0 || !self->head.keep_alive);
  else if (request->length > TESSERA_DOOR_MAX_BODY)
    refuse (self, 413, "The body is larger than 64 KiB.");
  else if (self->head.expects_continue && self->in.length < request->length)
    send_continue (self);
}

typedef struct
{
  char *bytes;
  gsize length;
} WipedBody;

static void
wiped_body_free (gpointer data)
{
  WipedBody *body = data;

  tessera_wipe (body->bytes, body->length);
  g_free (body->bytes);
  g_free (body);
}

static gpointer
make_no_body (gpointer data)
{
  return g_bytes_new_static ("", 0);
}

static GBytes *
take_body (TesseraConnection *self)
{
  static GOnce no_body = G_ONCE_INIT;
  gsize length = (gsize) self->head.request.length;
  WipedBody *body;

  if (length == 0)
    return g_bytes_ref (g_once (&no_body, make_no_body, NULL));

  body = g_new (WipedBody, 1);
  *body = (WipedBody) { g_malloc (length + 1), length };
  memcpy (body->bytes, self->in.bytes, length);
  body->bytes[length] = '\0';
  tessera_buffer_consume (&self->in, length);

  return g_bytes_new_with_free_func (body->bytes, body->length, wiped_body_free, body);
}

static void
handle (TesseraConnection *self)
{
  g_autoptr (GBytes) body = take_body (self);
  TesseraReply *reply;

  self->head.request.body = body;
  reply = self->handlers->handle (&self->head.request, self->data);
  self->head.request.body = NULL;
  answer (self, reply, !self->head.keep_alive);
}

/* Keeps @bytes in @in, where they may be already, but for the first @used. */
static void
keep_rest (TesseraConnection *self, const char *bytes, gsize length, gsize used)
{
  if (bytes == self->in.bytes)
    tessera_buffer_consume (&self->in, used);
  else if (length > used)
    {
      memcpy (tessera_buffer_make_room (&self->in, length - used), bytes + used, length - used);
      tessera_buffer_added (&self->in, length - used);
    }
}

static void
read_head (TesseraConnection *self, const char *bytes, gsize length)
{
  TesseraRefusal refusal;

  self->phase = TESSERA_PHASE_REQUEST;
  switch (tessera_guard_read (&self->guard, bytes, length, &self->head, &refusal))
    {
    case TESSERA_GUARD_WHOLE:
      self->has_head = TRUE;
      keep_rest (self, bytes, length, self->guard.scanned);
      admit (self);
      break;
    case TESSERA_GUARD_REFUSED:
      refuse (self, refusal.status, refusal.why);
      break;
    case TESSERA_GUARD_MORE:
    default:
      keep_rest (self, bytes, length, 0);
      break;
    }
}

/* @bytes: what is in @in, or what would be the first there */
static void
use_bytes (TesseraConnection *self, const char *bytes, gsize length)
{
  self->may_have_request = FALSE;
  if (!self->has_head)
    read_head (self, bytes, length);
  if (self->phase == TESSERA_PHASE_REQUEST && self->has_head && self->in.length >= self->head.request.length)
    handle (self);
}

/* Returns: how many bytes came; if none, a phase of %TESSERA_PHASE_ENDED tells nothing yet from never again */
static gsize
receive (TesseraConnection *self, char *bytes, gsize size)
{
  gssize n = recv (self->fd, bytes, size, 0);

  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
    self->phase = TESSERA_PHASE_ENDED;

  return n > 0 ? (gsize) n : 0;
}

/* Most requests are small and come at once: of them nothing need be kept. */
static void
take_first (TesseraConnection *self)
{
  char bytes[READ_AT_A_TIME];
  gsize n = receive (self, bytes, sizeof bytes);

  if (n > 0)
    use_bytes (self, bytes, n);
  tessera_wipe (bytes, n);
}

static void
take_more (TesseraConnection *self)
{
  /* No byte beyond a body is taken before it is answered. */
  gsize room = self->has_head ? (gsize) self->head.request.length - self->in.length : READ_AT_A_TIME;
  gsize n = receive (self, tessera_buffer_make_room (&self->in, room), room);

  tessera_buffer_added (&self->in, n);
  if (n > 0)
    use_bytes (self, self->in.bytes, self->in.length);
}

static void
throw_away (TesseraConnection *self)
{
  char bytes[READ_AT_A_TIME];

  tessera_wipe (bytes, receive (self, bytes, sizeof bytes));
}

TesseraPhase
tessera_connection_step (TesseraConnection *self)
{
  switch (self->phase)
    {
    case TESSERA_PHASE_NEW:
    case TESSERA_PHASE_IDLE:
    case TESSERA_PHASE_REQUEST:
      if (self->may_have_request)
        use_bytes (self, self->in.bytes, self->in.length);
      else if (self->has_head || self->in.length > 0)
        take_more (self);
      else
        take_first (self);
      break;
    case TESSERA_PHASE_ANSWER:
      send_answer (self);
      break;
    case TESSERA_PHASE_LINGER:
      throw_away (self);
      break;
    case TESSERA_PHASE_ENDED:
    default:
      break;
    }

  return self->phase;
}
