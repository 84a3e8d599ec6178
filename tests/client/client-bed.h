/* client-bed.h: a client in front of a server that misbehaves, every call that it knows, and what right answers look like. */

#pragma once

#include "tessera-client.h"
#include "test-mock-server.h"

/* The admin key of all clients here; no error may hold a part of it. */
#define BED_KEY "fra_keyOfTheBedWhichNobodyMayEverRepeat"

/* What every right answer about a token names. */
#define BED_TOKEN_ID "tok_0001bed"

typedef enum
{
  BED_CATALOGUE,
  BED_LIST,
  BED_GET,
  BED_HISTORY,
  BED_USAGE,
  BED_CREATE,
  BED_UPDATE,
  BED_ROTATE,
  BED_REVOKE,
  BED_N_CALLS,
} BedCall;

/* "catalogue", "list", … */
const char *bed_call_get_name (BedCall call);

/**
 * BedResult:
 * @source: (private)
 *
 * What came of a call; all of it may be %NULL. Clear it with bed_result_clear().
 */
typedef struct
{
  GAsyncResult *result;
  BedCall call;
  TesseraCatalogue *catalogue;
  TesseraAdmin *self;
  GPtrArray *tokens, *events;
  TesseraUsage *usage;
  char *next_cursor;
  gint64 total;
  TesseraToken *token, *current;
  TesseraSecret *secret;
  TesseraProblem *problem;
  GError *error;
} BedResult;

void bed_result_clear (BedResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BedResult, bed_result_clear)

/* The catalogue and token that right answers hold. (transfer none) */
TesseraCatalogue *bed_get_catalogue (void);
TesseraToken *bed_get_token (void);

/* The secret that right answers to create and rotate hold. (transfer none) */
const char *bed_get_secret (void);

/* The draft that create and update send. (transfer full) */
TesseraDraft *bed_make_draft (void);

/* A client with %BED_KEY. (transfer full) */
TesseraClient *bed_new_client (const char *url);

void bed_begin (TesseraClient *client, BedCall call, GCancellable *cancellable, BedResult *result);

/* Runs the main loop until it is there. */
void bed_await (TesseraClient *client, BedResult *result);

/* Both of them. */
void bed_call (TesseraClient *client, BedCall call, BedResult *result);

/* The body of the right answer, to be changed at will. (transfer full) */
JsonObject *bed_make_answer (BedCall call);
guint bed_get_status (BedCall call);

/* A right answer's body as text. (transfer full) */
char *bed_answer_text (BedCall call);

/* Whether it is a right result. */
void bed_assert_success (const BedResult *result);

/**
 * bed_assert_sentence:
 *
 * The error is one of the core's, says what happened and what it means for
 * the call, ends as a sentence does, and holds neither key nor secret.
 */
void bed_assert_sentence (const BedResult *result);

/* A script that answers every call rightly. */
void bed_serve (TestMockPeer *peer, const TestMockRequest *request, gpointer data);

/**
 * BedAnswer:
 * @media_type, @fields, @body: (nullable): as of test_mock_peer_answer()
 */
typedef struct
{
  guint status;
  const char *media_type;
  const char *fields;
  const char *body;
} BedAnswer;

/* A script that gives the same BedAnswer to all. */
void bed_say (TestMockPeer *peer, const TestMockRequest *request, gpointer answer);

/* Frees what the bed keeps; at the end of a test program. */
void bed_tear_down (void);
