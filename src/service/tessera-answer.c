#include "tessera-answer.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>

void
tessera_answer_begin (TesseraAnswer *answer, TesseraReply *reply, gboolean without_body, gboolean closing)
{
  GBytes *body = tessera_reply_get_body (reply);

  answer->reply = reply;
  answer->closing = closing || tessera_reply_get_close (reply);
  answer->head = tessera_reply_take_head (reply, time (NULL), answer->closing);
  answer->body = body != NULL && !without_body ? g_bytes_ref (body) : NULL;
  answer->sent = 0;
}

static int
list_unsent (const TesseraAnswer *answer, struct iovec parts[2])
{
  gsize size = 0, sent = answer->sent;
  const char *body = answer->body != NULL ? g_bytes_get_data (answer->body, &size) : NULL;
  int n = 0;

  if (sent < answer->head->len)
    {
      parts[n++] = (struct iovec) { answer->head->str + sent, answer->head->len - sent };
      sent = 0;
    }
  else
    sent -= answer->head->len;

  if (sent < size)
    parts[n++] = (struct iovec) { (char *) body + sent, size - sent };

  return n;
}

TesseraSending
tessera_answer_send (TesseraAnswer *answer, int fd)
{
  struct iovec parts[2];
  struct msghdr message = { .msg_iov = parts };

  while ((message.msg_iovlen = (gsize) list_unsent (answer, parts)) > 0)
    {
      /* Most answers are one part, for which the simpler call is the cheaper one. */
      gssize n = message.msg_iovlen == 1 ? send (fd, parts[0].iov_base, parts[0].iov_len, MSG_NOSIGNAL)
                                         : sendmsg (fd, &message, MSG_NOSIGNAL);

      if (n >= 0)
        answer->sent += (gsize) n;
      else if (errno == EAGAIN || errno == EWOULDBLOCK)
        return TESSERA_SENDING_WAITS;
      else if (errno != EINTR)
        return TESSERA_SENDING_BROKEN;
    }

  return TESSERA_SENDING_DONE;
}

void
tessera_answer_clear (TesseraAnswer *answer)
{
  if (answer->head != NULL)
    g_string_free (answer->head, TRUE);
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_clear_pointer (&answer->reply, tessera_reply_free);
  *answer = (TesseraAnswer) { 0 };
}
