/* raw-client.h: a client that sends and reads bytes as they are. Each function ends the test when something takes
 * longer than 20 seconds, so that none hangs. */

#pragma once

#include <glib.h>

/* @address: `127.0.0.1:8080`, or the path of a socket; @from: (nullable): the IPv4 address that it comes from */
int raw_connect (const char *address);
int raw_connect_from (const char *address, const char *from);

/* Sends all of it. Returns: %FALSE when the other side has closed */
gboolean raw_send (int fd, const char *bytes, gsize length);
gboolean raw_send_text (int fd, const char *text);

/* Nothing more will be sent. */
void raw_half_close (int fd);

/* (transfer full): all that comes until the other side closes, or resets */
GString *raw_read_to_end (int fd);

/* (transfer full) (nullable): one answer, to the end of its body; %NULL when the connection ended before */
char *raw_read_answer (int fd);

/* The same for an answer to HEAD, which has no body whatever its Content-Length. */
char *raw_read_head (int fd);

/* Returns: whether the other side closed, or something came, within @milliseconds */
gboolean raw_wait (int fd, int milliseconds);

/* Waits until the other side has closed; nothing may have come before. */
void raw_assert_closed (int fd);

/* Sends `GET @target`, and asserts that the answer has @status. */
void raw_assert_get (int fd, const char *target, guint status);

guint raw_status (const char *answer);
