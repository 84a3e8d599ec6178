/* The service is killed in the middle of a stream of creates and updates, again and again: what it acknowledged is
 * there, nothing is there twice, and the file is sound. */

#include "sound-file.h"
#include "test-calls.h"

#include <string.h>

#define N_WRITERS 3

#ifdef __SANITIZE_ADDRESS__
#define ROUNDS 60
#else
#define ROUNDS 300
#endif

/* A machine under load gets by with fewer rounds, but not with none. */
#define ROUNDS_MIN 40
#define ENOUGH_SECONDS 30

/**
 * Entry:
 * @key: the Idempotency-Key of its create
 * @first_name: what it was created as
 * @id: (nullable): %NULL until its create is acknowledged
 * @name: what the last acknowledged change made of it
 * @asked: (nullable): the name in a request that was not answered
 */
typedef struct
{
  char *key;
  char *first_name;
  char *id;
  char *revision;
  char *name;
  char *asked;
} Entry;

/**
 * Writer:
 * @address: where it writes to: one on the Unix socket, the others over TCP
 * @entries: all that it ever created or tried to
 * @fresh: the first of this round
 */
typedef struct
{
  TestService *service;
  const char *address;
  guint number;
  GPtrArray *entries;
  guint fresh;
  guint n_names;
  GRand *random;
} Writer;

static struct
{
  guint rounds, answered, made, not_made, hot;
} tally;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_free (entry->first_name);
  g_free (entry->id);
  g_free (entry->revision);
  g_free (entry->name);
  g_free (entry->asked);
  g_free (entry);
}

static void
replace (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

static gboolean
is_on_socket (Writer *self)
{
  return *self->address == '/';
}

/* (nullable): the answer, if there was one */
static TestAnswer *
send_draft (Writer *self, const char *method, const char *path, const char *field, const char *name)
{
  g_autofree char *credential
    = g_strconcat ("Authorization: Bearer ", test_service_get_manager_key (self->service), NULL);
  g_autofree char *body = test_draft (name);
  const char *const fields[] = { field, is_on_socket (self) ? NULL : credential, NULL };

  return test_http_try (self->address, method, path, fields, body);
}

static TestAnswer *
send_create (Writer *self, const Entry *entry)
{
  g_autofree char *field = g_strconcat ("Idempotency-Key: ", entry->key, NULL);

  return send_draft (self, "POST", "/v1/tokens", field, entry->first_name);
}

/* What the answer says of the token is from now on what must be found. */
static void
take_answer (Entry *entry, const TestAnswer *answer)
{
  replace (&entry->id, test_answer_get_string (answer, "id"));
  replace (&entry->revision, test_answer_get_string (answer, "revision"));
  replace (&entry->name, test_answer_get_string (answer, "name"));
  g_clear_pointer (&entry->asked, g_free);
}

static gboolean
create_one (Writer *self)
{
  Entry *entry = g_new0 (Entry, 1);
  g_autoptr (TestAnswer) answer = NULL;

  entry->key = g_strdup_printf ("%u.%u", self->number, self->entries->len);
  entry->first_name = g_strdup_printf ("%u.%u created", self->number, self->entries->len);
  entry->asked = g_strdup (entry->first_name);
  g_ptr_array_add (self->entries, entry);

  answer = send_create (self, entry);
  if (answer == NULL)
    return FALSE;
  g_assert_cmpuint (answer->status, ==, 201);
  take_answer (entry, answer);
  return TRUE;
}

static gboolean
update_one (Writer *self, Entry *entry)
{
  g_autofree char *path = g_strconcat ("/v1/tokens/", entry->id, NULL);
  g_autofree char *tag = g_strdup_printf ("If-Match: \"%s\"", entry->revision);
  g_autoptr (TestAnswer) answer = NULL;

  entry->asked = g_strdup_printf ("%u.%u updated", self->number, self->n_names++);
  answer = send_draft (self, "PUT", path, tag, entry->asked);
  if (answer == NULL)
    return FALSE;
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (test_answer_get_string (answer, "name"), ==, entry->asked);
  take_answer (entry, answer);
  return TRUE;
}

/* Writes until it is not answered any more. */
static gpointer
write_on (gpointer data)
{
  Writer *self = data;
  guint answered = 0;
  gboolean alive = TRUE;

  self->fresh = self->entries->len;
  while (alive)
    {
      if (self->entries->len == 0 || g_rand_boolean (self->random))
        alive = create_one (self);
      else
        alive = update_one (self, g_ptr_array_index (self->entries, g_rand_int_range (self->random, 0, (gint32) self->entries->len)));
      if (alive)
        answered++;
    }
  return GUINT_TO_POINTER (answered);
}

/* Creates again with the same key and body: the token that was acknowledged, if one was, and never a second one. */
static void
retry_create (Writer *self, Entry *entry)
{
  gboolean acknowledged = entry->id != NULL;
  g_autoptr (TestAnswer) answer = send_create (self, entry);
  g_autofree char *replayed = NULL;

  g_assert_nonnull (answer);
  replayed = test_answer_get_field (answer, "Idempotency-Replayed");
  g_assert_cmpuint (answer->status, ==, replayed != NULL ? 200 : 201);
  if (acknowledged)
    {
      g_assert_cmpstr (replayed, ==, "true");
      g_assert_cmpstr (test_answer_get_string (answer, "id"), ==, entry->id);
      return;
    }
  take_answer (entry, answer);
  g_assert_cmpstr (entry->name, ==, entry->first_name);
  *(replayed != NULL ? &tally.made : &tally.not_made) += 1;
}

/* An update that was not answered was made whole or not at all. */
static void
look_whether_updated (Writer *self, Entry *entry)
{
  g_autofree char *path = g_strconcat ("/v1/tokens/", entry->id, NULL);
  g_autoptr (TestAnswer) answer = test_call (self->service, "GET", path, NULL, NULL);
  const char *name, *revision;

  g_assert_cmpuint (answer->status, ==, 200);
  name = test_answer_get_string (answer, "name");
  revision = test_answer_get_string (answer, "revision");
  if (strcmp (revision, entry->revision) == 0)
    {
      g_assert_cmpstr (name, ==, entry->name);
      tally.not_made++;
    }
  else
    {
      g_assert_cmpstr (name, ==, entry->asked);
      tally.made++;
    }
  take_answer (entry, answer);
}

/* What the writer left open is cleared up as a client would; what was acknowledged in this round is asked for again. */
static void
clear_up (Writer *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->id != NULL && entry->asked != NULL)
        look_whether_updated (self, entry);
      if (i >= self->fresh)
        retry_create (self, entry);
    }
}

/* id → token, of every page. (transfer full) */
static GHashTable *
list_all (TestService *service)
{
  GHashTable *tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
  g_autofree char *cursor = NULL;

  do
    {
      g_autofree char *target = g_strdup_printf ("/v1/tokens?limit=1000%s%s", cursor != NULL ? "&cursor=" : "",
                                                 cursor != NULL ? cursor : "");
      g_autoptr (TestAnswer) answer = test_call (service, "GET", target, NULL, NULL);
      JsonArray *part = json_object_get_array_member (answer->object, "tokens");

      for (guint i = 0; i < json_array_get_length (part); i++)
        {
          JsonObject *token = json_array_get_object_element (part, i);

          g_assert_true (g_hash_table_insert (tokens, g_strdup (json_object_get_string_member (token, "id")),
                                              json_object_ref (token)));
        }
      replace (&cursor, test_answer_get_string (answer, "next_cursor"));
    }
  while (cursor != NULL);
  return tokens;
}

/* Exactly the tokens that were acknowledged, each as it was last acknowledged. */
static void
assert_all_is_there (TestService *service, Writer *writers)
{
  g_autoptr (GHashTable) tokens = list_all (service);
  guint expected = 0;

  for (guint w = 0; w < N_WRITERS; w++)
    for (guint i = 0; i < writers[w].entries->len; i++)
      {
        const Entry *entry = g_ptr_array_index (writers[w].entries, i);
        JsonObject *token = g_hash_table_lookup (tokens, entry->id);

        g_assert_nonnull (token);
        g_assert_cmpstr (json_object_get_string_member (token, "name"), ==, entry->name);
        g_assert_cmpstr (json_object_get_string_member (token, "revision"), ==, entry->revision);
        expected++;
      }
  g_assert_cmpuint (g_hash_table_size (tokens), ==, expected);
}

/* The moment of the kill is random, and so the clock is all that there is to wait for. */
static void
run_round (TestService *service, Writer *writers)
{
  GThread *threads[N_WRITERS];

  for (guint w = 0; w < N_WRITERS; w++)
    {
      writers[w].address = w == 0 ? test_service_get_socket (service) : test_service_get_url (service);
      threads[w] = g_thread_new ("writer", write_on, &writers[w]);
    }
  g_usleep ((gulong) g_test_rand_int_range (500, 40000));
  test_service_kill (service);
  for (guint w = 0; w < N_WRITERS; w++)
    tally.answered += GPOINTER_TO_UINT (g_thread_join (threads[w]));

  tally.hot += sound_file_assert (test_service_get_database (service)) ? 1 : 0;
  test_service_restart (service);
  for (guint w = 0; w < N_WRITERS; w++)
    {
      writers[w].address = w == 0 ? test_service_get_socket (service) : test_service_get_url (service);
      clear_up (&writers[w]);
    }
}

static void
test_what_was_acknowledged_outlives_a_kill (void)
{
  g_autoptr (TestService) service = test_service_start (NULL);
  Writer writers[N_WRITERS];
  gint64 start = g_get_monotonic_time ();

  for (guint w = 0; w < N_WRITERS; w++)
    writers[w] = (Writer){ .service = service, .number = w, .entries = g_ptr_array_new_with_free_func (entry_free),
                           .random = g_rand_new_with_seed ((guint32) g_test_rand_int ()) };

  while (tally.rounds < ROUNDS
         && (tally.rounds < ROUNDS_MIN || g_get_monotonic_time () - start < ENOUGH_SECONDS * G_USEC_PER_SEC))
    {
      run_round (service, writers);
      if (++tally.rounds % 20 == 0)
        assert_all_is_there (service, writers);
    }
  assert_all_is_there (service, writers);
  test_service_stop (service);
  tally.hot += sound_file_assert (test_service_get_database (service)) ? 1 : 0;

  g_test_message ("%u rounds: %u answered; of those cut off %u were made, %u were not; %u transactions were taken back",
                  tally.rounds, tally.answered, tally.made, tally.not_made, tally.hot);
  g_assert_cmpuint (tally.answered, >, 0);
  g_assert_cmpuint (tally.made + tally.not_made, >, 0);
  for (guint w = 0; w < N_WRITERS; w++)
    {
      g_ptr_array_unref (writers[w].entries);
      g_rand_free (writers[w].random);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  test_http_set_keeping (FALSE);
  g_test_add_func ("/durability/what-was-acknowledged-outlives-a-kill", test_what_was_acknowledged_outlives_a_kill);
  return test_http_run ();
}
