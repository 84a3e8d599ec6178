/* tessera-reading.h: what the answer to one call says, read in a thread.
 *
 * A page of the list takes longer to read than a frame may wait, so reading
 * is done beside the main loop. A reading belongs to the main thread before
 * tessera_reading_run_async() and from its callback on, and to nobody else
 * in between. Nothing received is trusted. */

#pragma once

#include "tessera-admin.h"
#include "tessera-deed.h"
#include "tessera-draft.h"
#include "tessera-event.h"
#include "tessera-outcome.h"
#include "tessera-problem.h"
#include "tessera-secret.h"
#include "tessera-usage.h"

G_BEGIN_DECLS

typedef struct _TesseraReading TesseraReading;

/* Takes what it looks for out of a good answer. Returns: %FALSE with a bare reason in @error */
typedef gboolean (*TesseraReader) (TesseraReading *reading, JsonObject *object, GError **error);

/**
 * TesseraReading:
 * @about: for the words of an error; its strings must live until the callback
 * @read: what is looked for
 * @catalogue: (nullable): whose areas and types an answer may name
 * @id: (nullable): the token that the answer must be about
 * @draft: (nullable): what an update wants
 * @arrived: (nullable): called in the main thread before the answer is read
 * @outcome: the answer, while it is read
 * @current: (nullable): the token that came with a refusal
 * @problem: (nullable): the document that came with a refusal
 *
 * What is found stays here until it is taken.
 */
struct _TesseraReading
{
  TesseraCircumstances about;
  TesseraReader read;
  TesseraCatalogue *catalogue;
  char *id;
  TesseraDraft *draft;
  void (*arrived) (const TesseraOutcome *outcome, gpointer data);
  gpointer arrived_data;
  TesseraOutcome *outcome;

  TesseraToken *token;
  TesseraToken *current;
  TesseraSecret *secret;
  TesseraProblem *problem;
  TesseraCatalogue *new_catalogue;
  TesseraAdmin *self;
  GPtrArray *tokens;
  GPtrArray *events;
  TesseraUsage *usage;
  char *next_cursor;
  gint64 total;
};

TesseraReading *tessera_reading_new (TesseraDeed deed, TesseraReader read, TesseraCatalogue *catalogue, const char *id);
void tessera_reading_free (TesseraReading *reading);

/**
 * tessera_reading_run_async:
 * @outcome: (transfer full): what came of the call
 */
void tessera_reading_run_async (TesseraReading *reading, TesseraOutcome *outcome, GAsyncReadyCallback callback, gpointer data);

/* Returns: %FALSE with a TesseraError in words */
gboolean tessera_reading_run_finish (GAsyncResult *result, GError **error);

/* The readers, by what they look for. */
gboolean tessera_reading_catalogue (TesseraReading *reading, JsonObject *object, GError **error);
gboolean tessera_reading_page      (TesseraReading *reading, JsonObject *object, GError **error);
gboolean tessera_reading_token     (TesseraReading *reading, JsonObject *object, GError **error);
gboolean tessera_reading_created   (TesseraReading *reading, JsonObject *object, GError **error);
gboolean tessera_reading_rotated   (TesseraReading *reading, JsonObject *object, GError **error);
gboolean tessera_reading_history   (TesseraReading *reading, JsonObject *object, GError **error);

/* Whether it may be a `next_cursor`: 1 to 200 of RFC 3986's unreserved characters. */
gboolean tessera_cursor_is_well_formed (const char *text);

/* For readers of pages: takes `next_cursor`, which a page that is @empty must not have. */
gboolean tessera_reading_cursor (TesseraReading *reading, JsonObject *object, gboolean empty, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraReading, tessera_reading_free)

G_END_DECLS
