/* test-mock-server.h: a server that misbehaves on purpose, for what a real one shows on no demand.
 *
 * It listens on a free port of 127.0.0.1 or on a Unix socket, reads whole
 * requests, and hands each to a script, which runs in a thread of the
 * connection and may block: it answers, drips, holds, cuts. What it says is
 * sent as it is, so an answer can be as broken as the test wants it.
 *
 *   static void
 *   lose_the_answer (TestMockPeer *peer, const TestMockRequest *request, gpointer url)
 *   {
 *     g_autoptr (GBytes) answer = test_mock_forward (request, url);   // the real service did it
 *
 *     if (g_str_equal (request->method, "POST"))
 *       test_mock_peer_cut (peer);                                    // and nobody heard
 *     else
 *       test_mock_peer_send_bytes (peer, answer);
 *   }
 *
 *   g_autoptr (TestMockServer) mock = test_mock_server_start (TEST_MOCK_TCP, lose_the_answer, url);
 *
 * Faults of the set-up end the test. Functions on the server are for the
 * thread of the test, those on a peer for its script. */

#pragma once

#include <gio/gio.h>

typedef struct _TestMockServer TestMockServer;
typedef struct _TestMockPeer TestMockPeer;

typedef enum
{
  TEST_MOCK_TCP,
  TEST_MOCK_UNIX,
} TestMockDoor;

/**
 * TestMockRequest:
 * @number: counts the server's requests, from 0
 * @connection: counts its connections, from 0
 * @target: raw, with query
 * @head: the raw request line and fields
 */
typedef struct
{
  guint number;
  guint connection;
  char *method;
  char *target;
  char *head;
  GBytes *body;
} TestMockRequest;

/* Returns: (transfer full) (nullable): the value of the first field of that name */
char *test_mock_request_get_field (const TestMockRequest *request, const char *name);

/* A script that returns without a word leaves the client waiting; the connection goes on to its next request. */
typedef void (*TestMockScript) (TestMockPeer *peer, const TestMockRequest *request, gpointer data);

TestMockServer *test_mock_server_start (TestMockDoor door, TestMockScript script, gpointer data);

/* As https on 127.0.0.1. */
TestMockServer *test_mock_server_start_tls (GTlsCertificate *certificate, TestMockScript script, gpointer data);

/* Cuts what is open, waits for the scripts to return. */
void test_mock_server_free (TestMockServer *server);

/* `http://127.0.0.1:PORT`, `https://…`; %NULL for a Unix socket. (transfer none) */
const char *test_mock_server_get_url (TestMockServer *server);
guint16 test_mock_server_get_port (TestMockServer *server);

/* The path of the Unix socket, else %NULL. (transfer none) */
const char *test_mock_server_get_socket (TestMockServer *server);

/* From the next request on. */
void test_mock_server_set_script (TestMockServer *server, TestMockScript script, gpointer data);

/* Down: cuts what is open and refuses connections; the port stays its own. Up again: listens at the same address. */
void test_mock_server_set_down (TestMockServer *server, gboolean down);

guint test_mock_server_get_n_connections (TestMockServer *server);
guint test_mock_server_get_n_requests (TestMockServer *server);

/* (transfer none): the request of that number, valid as long as @server */
const TestMockRequest *test_mock_server_get_request (TestMockServer *server, guint number);

/* Runs the default main context until so many requests have come. */
void test_mock_server_await_requests (TestMockServer *server, guint n);

/* Lets one test_mock_peer_hold() go on, of now or later. */
void test_mock_server_release (TestMockServer *server);

/**
 * test_mock_peer_answer:
 * @media_type: (nullable): none for no Content-Type
 * @fields: (nullable): more fields, each ended by CRLF
 * @body: (nullable)
 *
 * A whole and rightly framed answer; the connection stays open.
 */
void test_mock_peer_answer (TestMockPeer *peer, guint status, const char *media_type, const char *fields, const char *body);

/* Raw bytes. */
void test_mock_peer_send (TestMockPeer *peer, const char *text);
void test_mock_peer_send_bytes (TestMockPeer *peer, GBytes *bytes);

/* Raw bytes, one at a time, with so many milliseconds before each. */
void test_mock_peer_drip (TestMockPeer *peer, const char *text, guint milliseconds);

/* The same raw bytes over and over until the client has gone. */
void test_mock_peer_repeat (TestMockPeer *peer, const char *text);

/* Says nothing until the client has gone. */
void test_mock_peer_hang (TestMockPeer *peer);

/* Says nothing until the test calls test_mock_server_release() (or the server goes). */
void test_mock_peer_hold (TestMockPeer *peer);

/* Closes the connection: in order, or with a reset. */
void test_mock_peer_cut (TestMockPeer *peer);
void test_mock_peer_reset (TestMockPeer *peer);

/**
 * test_mock_forward:
 * @url: `http://127.0.0.1:PORT` of a real service
 *
 * Sends the request on, with its fields and body but for `Connection: close`.
 *
 * Returns: (transfer full): the raw answer; empty if nothing answered
 */
GBytes *test_mock_forward (const TestMockRequest *request, const char *url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestMockServer, test_mock_server_free)
