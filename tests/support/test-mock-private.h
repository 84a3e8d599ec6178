/* test-mock-private.h: what the parts of the server that misbehaves share; test-mock-server.h is for tests. */

#pragma once

#include "test-mock-server.h"

struct _TestMockServer
{
  GTlsCertificate *certificate;
  char *folder;
  char *path;
  char *url;
  guint16 port;
  GSocket *reserved; /* keeps the port ours while nobody listens */
  GThread *acceptor; /* NULL while down */

  GMutex mutex; /* of all below */
  GCond changed;
  GCancellable *up; /* cancelled when it goes down */
  TestMockScript script;
  gpointer data;
  GPtrArray *requests;
  guint n_connections;
  guint n_permits;
};

struct _TestMockPeer
{
  TestMockServer *server;
  GCancellable *up;
  GSocketConnection *connection;
  GIOStream *stream; /* the connection, or TLS on it */
  GDataInputStream *input;
  guint number;
  gboolean gone;
};

/* The next request on @input; %NULL if it breaks off or @up is cancelled. (transfer full) (nullable) */
TestMockRequest *test_mock_request_read (GDataInputStream *input, GCancellable *up);
void test_mock_request_free (TestMockRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestMockRequest, test_mock_request_free)

/* Serves what comes over @socket, in a thread of its own, until the client is gone or @up is cancelled. (transfer full) */
GThread *test_mock_peer_start (TestMockServer *server, GSocket *socket, GCancellable *up);
