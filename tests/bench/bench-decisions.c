/* bench-decisions: what one decision costs among a million tokens, against among a thousand.
 *
 * As a proxy has it, through a door, which is what anybody waits for; and what it costs alone, tessera_authorize() from the
 * parsed request to the reply. That is so short, half a microsecond, that a single step to memory which no cache holds would
 * make it a quarter longer: how much others need of the cache that processors share shows there.
 * As many different requests are asked of both, in turns, in an order that no cache foresees. */

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench-figures.h"
#include "load-client.h"
#include "memory-store.h"
#include "tessera-authorize.h"
#include "tessera-config.h"
#include "tessera-listen.h"
#include "tessera-management.h"

#define N_REQUESTS 20000
#define N_ROUNDS 15
#define N_CONNECTIONS 16
#define ROUND_MICROSECONDS 300000

/* 2026-11-24T12:00:00Z */
#define NOON G_GINT64_CONSTANT (1795521600)

#define CREDENTIAL_SIZE (sizeof "Bearer " + TESSERA_SECRET_LENGTH)

static const guint8 key[32] = "the key of a measurement, 32 by";

/* The tokens and what is asked of them. */
typedef struct
{
  guint n_tokens;
  TesseraStore *store;
  TesseraContext context;
  char *credentials; /* N_REQUESTS of them, CREDENTIAL_SIZE each */
  char *requests[N_REQUESTS];
  TesseraDoor *door;
  LoadClient *client;
  double alone[N_ROUNDS]; /* nanoseconds a decision */
  double asked[N_ROUNDS];
} Deployment;

static gint64
tell_noon (gpointer data)
{
  return NOON;
}

static void
add_token (Deployment *self, guint index, char *credential)
{
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autofree char *id = g_strdup_printf ("tok_01ngaz2%015u", index);
  g_autofree char *name = g_strdup_printf ("Nightly export %u", index);
  const char *text = tessera_secret_peek (secret);
  TesseraDigest digest = tessera_secret_digest (key, text, TESSERA_SECRET_LENGTH);
  g_auto (TesseraHolder) holder = tessera_holder_make (index + 1, id, name, "api_key");

  holder.permissions = tessera_permissions_with (holder.permissions, 5, TESSERA_VERB_READ, TRUE);
  memory_store_add (self->store, &holder, &digest, TESSERA_NEVER);
  if (credential != NULL)
    g_snprintf (credential, CREDENTIAL_SIZE, "Bearer %s", text);
}

/* Which place among the requests the token has, or NULL: every few tokens one, so that they lie all over the memory. */
static char *
get_place (Deployment *self, guint index)
{
  guint every = MAX (self->n_tokens / N_REQUESTS, 1);

  return index % every == 0 && index / every < N_REQUESTS ? self->credentials + index / every * CREDENTIAL_SIZE : NULL;
}

static void
swap (char *a, char *b)
{
  char kept[CREDENTIAL_SIZE];

  memcpy (kept, a, sizeof kept);
  memmove (a, b, sizeof kept);
  memcpy (b, kept, sizeof kept);
}

/* Few tokens are asked for again and again, all in no order. */
static void
fill_and_shuffle (Deployment *self)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (self->n_tokens);

  for (guint i = self->n_tokens; i < N_REQUESTS; i++)
    memcpy (self->credentials + i * CREDENTIAL_SIZE, self->credentials + i % self->n_tokens * CREDENTIAL_SIZE,
            CREDENTIAL_SIZE);
  for (guint i = N_REQUESTS - 1; i > 0; i--)
    swap (self->credentials + i * CREDENTIAL_SIZE,
          self->credentials + (guint) g_rand_int_range (chance, 0, (gint32) i + 1) * CREDENTIAL_SIZE);
}

static void
open_door (Deployment *self)
{
  static const TesseraDoorLimits limits = { .connections = 64, .request_seconds = 10 };
  g_autofree char *address = NULL, *url = NULL;
  int fd = tessera_listen_tcp ("127.0.0.1:0", FALSE, &address, NULL);

  figures_require (fd >= 0, "There is no port.");
  self->door = tessera_door_open (fd, &limits, &tessera_authorize_handlers, &self->context, NULL);
  url = g_strconcat ("http://", address, NULL);
  self->client = load_client_new (url, N_CONNECTIONS);
  for (guint i = 0; i < N_REQUESTS; i++)
    self->requests[i] = g_strdup_printf ("GET /v1/authorize HTTP/1.1\r\nHost: tesserad\r\nX-Forwarded-Method: GET\r\n"
                                         "X-Forwarded-Uri: /api/1/reports/7?from=2026-01-01\r\nAuthorization: %s\r\n\r\n",
                                         self->credentials + i * CREDENTIAL_SIZE);
}

static void
deployment_clear (Deployment *self)
{
  load_client_free (self->client);
  tessera_door_close (self->door);
  for (guint i = 0; i < N_REQUESTS; i++)
    g_free (self->requests[i]);
  g_free (self->credentials);
  g_object_unref (self->store);
}

static void
deployment_init (Deployment *self, TesseraCatalogue *catalogue, TesseraAccess *access, guint n_tokens)
{
  self->n_tokens = n_tokens;
  self->store = memory_store_new (tessera_catalogue_get_n_areas (catalogue));
  self->context = (TesseraContext){
    .store = self->store, .catalogue = catalogue, .access = access, .key = key, .clock = tell_noon
  };
  self->credentials = g_malloc0 (N_REQUESTS * CREDENTIAL_SIZE);
  for (guint i = 0; i < n_tokens; i++)
    add_token (self, i, get_place (self, i));
  fill_and_shuffle (self);
}

static double
get_nanoseconds (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (double) time.tv_sec * 1e9 + (double) time.tv_nsec;
}

/* Returns: nanoseconds a decision */
static double
decide_all (const Deployment *self)
{
  TesseraField fields[] = { { "Host", "tesserad" },
                            { "X-Forwarded-Method", "GET" },
                            { "X-Forwarded-Uri", "/api/1/reports/7?from=2026-01-01" },
                            { "Authorization", NULL } };
  TesseraRequest request = { .method = "GET", .target = "/v1/authorize", .path = "/v1/authorize", .fields = fields,
                             .n_fields = G_N_ELEMENTS (fields), .peer = { TESSERA_PEER_TCP, (uid_t) -1, "127.0.0.1" } };
  double start = get_nanoseconds (CLOCK_THREAD_CPUTIME_ID);

  for (guint i = 0; i < N_REQUESTS; i++)
    {
      g_autoptr (TesseraReply) reply = NULL;

      fields[3].value = self->credentials + i * CREDENTIAL_SIZE;
      reply = tessera_authorize (&request, &self->context);
      figures_require (tessera_reply_get_status (reply) == 200, "A request did not pass.");
    }

  return (get_nanoseconds (CLOCK_THREAD_CPUTIME_ID) - start) / N_REQUESTS;
}

/* The time of all threads but this one, which is the client. */
static double
get_door_nanoseconds (void)
{
  return get_nanoseconds (CLOCK_PROCESS_CPUTIME_ID) - get_nanoseconds (CLOCK_THREAD_CPUTIME_ID);
}

/* Returns: nanoseconds a request */
static double
ask_all (const Deployment *self)
{
  double start = get_door_nanoseconds ();
  gint64 began = g_get_monotonic_time ();
  double rate = load_client_run (self->client, (const char *const *) self->requests, N_REQUESTS, ROUND_MICROSECONDS, NULL);

  return (get_door_nanoseconds () - start) * 1e6 / (rate * (double) (g_get_monotonic_time () - began));
}

static void
tell (const char *what, double *many, double *few)
{
  double ratios[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    ratios[i] = many[i] / few[i];

  g_print ("%s among 1,000,000 tokens: %.2f us; among 1,000: %.2f us; ratio %.2f (medians of %d rounds, in turns)\n", what,
           figures_median (many, N_ROUNDS) / 1000, figures_median (few, N_ROUNDS) / 1000,
           figures_median (ratios, N_ROUNDS), N_ROUNDS);
}

static void
measure (Deployment *deployment, guint round)
{
  deployment->alone[round] = decide_all (deployment);
  deployment->asked[round] = ask_all (deployment);
}

int
main (void)
{
  g_autoptr (TesseraCatalogue) catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_autoptr (TesseraAccess) access = tessera_access_new (catalogue);
  static Deployment few, many;
  gsize before;

  deployment_init (&few, catalogue, access, 1000);
  before = mallinfo2 ().uordblks + mallinfo2 ().hblkhd;
  deployment_init (&many, catalogue, access, 1000000);
  g_print ("a million tokens in memory: %.0f MiB\n",
           (double) (mallinfo2 ().uordblks + mallinfo2 ().hblkhd - before) / (1 << 20));

  /* Now that both are filled: a door soon closes a connection that is idle. */
  open_door (&few);
  open_door (&many);
  decide_all (&few);
  decide_all (&many);
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      measure (&few, i);
      measure (&many, i);
    }

  tell ("one decision, asked as proxies do,", many.asked, few.asked);
  tell ("the same alone, without HTTP,", many.alone, few.alone);
  deployment_clear (&few);
  deployment_clear (&many);
  return EXIT_SUCCESS;
}
