/* The client's reading of answers: whatever a server says becomes something whole and plain, or an error in a sentence.
 *
 * An input begins with three characters that say which call is answered (c, p, t, n, r: catalogue, page, token, new token,
 * rotated token), with which status (a letter from `a` on) and how; the rest is the body. */

#include "fuzz.h"

#include <string.h>

#include "tessera-clean.h"
#include "tessera-config.h"
#include "tessera-reading.h"

typedef struct
{
  char letter;
  TesseraReader read;
  TesseraDeed deed;
} Call;

static const Call *
find_call (char letter)
{
  static const Call calls[] = {
    { 'c', tessera_reading_catalogue, TESSERA_DEED_READ },  { 'p', tessera_reading_page, TESSERA_DEED_READ },
    { 't', tessera_reading_token, TESSERA_DEED_UPDATE },    { 'n', tessera_reading_created, TESSERA_DEED_CREATE },
    { 'r', tessera_reading_rotated, TESSERA_DEED_ROTATE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    if (calls[i].letter == letter)
      return &calls[i];

  return &calls[(guchar) letter % G_N_ELEMENTS (calls)];
}

static guint
choose_status (char letter)
{
  static const guint statuses[] = { 200, 201, 204, 302, 400, 401, 403, 404, 409, 412, 422, 429, 500, 502, 503, 511 };

  return statuses[((guchar) letter - (guchar) 'a') % G_N_ELEMENTS (statuses)];
}

static TesseraCatalogue *
get_catalogue (void)
{
  static TesseraCatalogue *catalogue;

  if (catalogue == NULL)
    catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_assert_nonnull (catalogue);
  return catalogue;
}

/* @how: `j` for a good answer with its own media type; else bits of what may be wrong with it */
static TesseraOutcome *
make_outcome (guint status, char how, const guint8 *body, gsize size)
{
  static const char *const types[] = { "application/json", "application/problem+json", "text/html", NULL };
  TesseraOutcome *outcome = tessera_outcome_new ();
  guint bits = how == 'j' ? 0 : (guchar) how;

  outcome->status = status;
  outcome->media_type = g_strdup (types[((status >= 400 ? 1 : 0) + (bits & 3)) & 3]);
  outcome->encoded = (bits & 4) != 0;
  outcome->replayed = (bits & 8) != 0;
  outcome->late = (bits & 16) != 0;
  outcome->too_large = (bits & 32) != 0;
  outcome->location = status == 302 ? g_strndup ((const char *) body, size) : NULL;
  outcome->sent = TRUE;
  g_byte_array_append (outcome->body, body, (guint) size);
  return outcome;
}

static void
check_plain_token (TesseraToken *token)
{
  g_assert_true (tessera_text_is_plain (tessera_token_get_name (token)));
  g_assert_true (tessera_text_is_plain (tessera_token_get_created_by (token)));
  g_assert_true (tessera_text_is_plain (tessera_token_get_updated_by (token)));
  g_assert_true (g_str_has_prefix (tessera_token_get_id (token), "tok_"));
  g_assert_null (strpbrk (tessera_token_get_revision (token), "\"\r\n "));
  g_assert_nonnull (tessera_catalogue_get_type_name (get_catalogue (), tessera_token_get_type_id (token)));
}

static void
check_found (const TesseraReading *reading, const Call *call)
{
  switch (call->letter)
    {
    case 'c':
      g_assert_true (reading->new_catalogue != NULL && tessera_text_is_plain (reading->self->name));
      break;
    case 'p':
      for (guint i = 0; i < reading->tokens->len; i++)
        check_plain_token (reading->tokens->pdata[i]);
      g_assert_true (reading->next_cursor == NULL || reading->tokens->len > 0);
      break;
    default:
      check_plain_token (reading->token);
      g_assert_true (call->letter != 'r' || reading->secret != NULL);
      break;
    }
}

/* A sentence, whatever the server put into it. */
static void
check_error (const GError *error)
{
  g_assert_true (error->domain == TESSERA_ERROR);
  g_assert_true (tessera_text_is_plain (error->message));
  g_assert_cmpuint (strlen (error->message), <, 4000);
}

static void
check_problem (const TesseraProblem *problem)
{
  g_assert_true (tessera_text_is_plain (problem->detail) && tessera_text_is_plain (problem->title));
  for (guint i = 0; problem->faults != NULL && i < problem->faults->len; i++)
    g_assert_true (tessera_text_is_plain (((const TesseraFault *) problem->faults->pdata[i])->detail));
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* The way that every answer takes. */
static gboolean
run (TesseraReading *reading, TesseraOutcome *outcome, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  tessera_reading_run_async (reading, outcome, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return tessera_reading_run_finish (result, error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (TesseraReading) reading = NULL;
  g_autoptr (GError) error = NULL;
  const Call *call;

  if (size < 3)
    return 0;

  call = find_call ((char) data[0]);
  reading = tessera_reading_new (call->deed, call->read, get_catalogue (), NULL);
  reading->about.server = "The server at tokens.example.org";
  reading->about.milliseconds = 15000;
  if (run (reading, make_outcome (choose_status ((char) data[1]), (char) data[2], data + 3, size - 3), &error))
    check_found (reading, call);
  else
    check_error (error);

  if (reading->problem != NULL)
    check_problem (reading->problem);
  if (reading->current != NULL)
    check_plain_token (reading->current);
  return 0;
}
