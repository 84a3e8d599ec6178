/* Rotate, update, revoke, expiry and authorize, all at once: no answer is one that was not right at some instant
 * between the question and the answer. What was ended before the question was put is over. */

#include "moved-service.h"

#include <unistd.h>

#include "race-subject.h"
#include "raw-client.h"

#define N_CHANGERS 3
#define N_ASKERS 4
#define N_CHANGES 250
#define N_REVOKED 8
#define QUESTIONS_A_CHANGE 80
#define CHANGES_A_SECOND 2 /* of the service's clock */

static MovedService *service;
static GMutex mutex;
static GCond changed; /* one more change was tried, or one more subject is there */
static GPtrArray *subjects;
static GAsyncQueue *to_revoke;
static _Atomic int stopping, n_changes, n_revoked, n_asked, n_answers[RACE_LACKS + 1];

/* One more change was answered. */
static void
note_change (void)
{
  g_mutex_lock (&mutex);
  if (++n_changes % CHANGES_A_SECOND == 0)
    moved_service_move (service, 1);
  g_cond_broadcast (&changed);
  g_mutex_unlock (&mutex);
}

static RaceSubject *
add_subject (void)
{
  RaceSubject *subject = race_subject_new (moved_service_create (service, NULL));

  g_mutex_lock (&mutex);
  g_ptr_array_add (subjects, subject);
  g_mutex_unlock (&mutex);
  note_change ();
  return subject;
}

static gboolean
rotate (RaceSubject *subject, guint grace)
{
  RaceState state = race_subject_get_state (subject);
  gboolean go_on;
  TestAnswer *answer;
  gint64 at;

  state.in_grace = grace > 0 ? state.present : -1;
  state.present = (int) subject->secrets->len;
  state.grace_from = service->now + grace;
  state.grace_to = G_MAXINT64;
  race_subject_begin (subject, state);
  answer = moved_service_rotate (service, subject->token, grace);
  /* Refused are only tokens that have expired or are revoked. */
  g_assert_true (answer->status == 200 || answer->status == 409);
  if (answer->status == 200)
    {
      g_assert_true (tessera_time_parse (test_answer_get_string (answer, "updated_at"), &at));
      state.grace_from = state.grace_to = at + grace;
    }
  go_on = race_subject_finish (subject, state, answer);
  note_change ();
  return go_on;
}

static gboolean
update (RaceSubject *subject, gint64 seconds)
{
  RaceState state = race_subject_get_state (subject);
  g_autofree char *end = NULL;
  gboolean go_on;
  TestAnswer *answer;

  state.expires_at = service->now + seconds;
  state.reads = !state.reads;
  end = tessera_time_format (state.expires_at);
  race_subject_begin (subject, state);
  answer = moved_service_update (service, subject->token, state.reads ? NULL : "{\"reports\":[\"write\"]}", end);
  /* 422: meanwhile that instant has passed. */
  g_assert_true (answer->status == 200 || answer->status == 409 || answer->status == 422);
  go_on = race_subject_finish (subject, state, answer);
  note_change ();
  return go_on;
}

static gpointer
change_tokens (gpointer seed)
{
  GRand *random = g_rand_new_with_seed (GPOINTER_TO_UINT (seed));

  while (!stopping)
    {
      RaceSubject *subject = add_subject ();
      int life = g_rand_int_range (random, 3, 15);

      for (gboolean go_on = TRUE; go_on && !stopping;)
        {
          /* It goes on being changed while somebody else revokes it. */
          if (--life == 0)
            g_async_queue_push (to_revoke, subject);
          go_on = g_rand_boolean (random) ? rotate (subject, (guint) g_rand_int_range (random, 0, 4))
                                          : update (subject, g_rand_int_range (random, 2, 8));
        }
    }

  g_rand_free (random);
  return NULL;
}

/* @end: stands in the queue when there is nothing more to revoke */
static gpointer
revoke_tokens (gpointer end)
{
  RaceSubject *subject;

  while ((subject = g_async_queue_pop (to_revoke)) != end)
    {
      g_autoptr (TestAnswer) answer = NULL;

      race_subject_begin_revoking (subject);
      answer = moved_service_call (service, "DELETE", subject->path, NULL, NULL);
      g_assert_cmpuint (answer->status, ==, 200);
      race_subject_finish_revoking (subject);
      n_revoked++;
    }
  return NULL;
}

/* One of the last few, when it is time to ask again. */
static RaceSubject *
choose_subject (GRand *random)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  guint n;

  while ((n = subjects->len) == 0 || n_asked >= n_changes * QUESTIONS_A_CHANGE)
    g_assert_true (g_cond_wait_until (&changed, &mutex, deadline));
  n_asked++;

  return subjects->pdata[n - 1 - (guint) g_rand_int_range (random, 0, (gint) MIN (n, 2 * N_CHANGERS))];
}

static guint
ask (int fd, const char *secret)
{
  g_autofree char *request = g_strconcat ("GET /v1/ext-authz/api/1/reports HTTP/1.1\r\nHost: x\r\nX-Api-Key: ", secret,
                                          "\r\n\r\n", NULL);
  g_autofree char *answer = keep_alive_ask (fd, request, FALSE);
  guint status = raw_status (answer);

  g_assert_true (status == 200 || status == 401 || status == 403);
  return status == 200 ? RACE_PASSES : status == 401 ? RACE_UNKNOWN : RACE_LACKS;
}

/* Half of them over TCP and half over the Unix socket, which two threads of the service judge. */
static gpointer
ask_all (gpointer seed)
{
  guint number = GPOINTER_TO_UINT (seed);
  GRand *random = g_rand_new_with_seed (number);
  int fd = raw_connect (number % 2 == 0 ? service->authorize : service->options.authorize_socket);

  while (n_changes < N_CHANGES || n_revoked < N_REVOKED)
    {
      RaceSubject *subject = choose_subject (random);
      const RaceQuestion question = race_subject_prepare (subject, g_rand_int_range (random, 0, 3));
      gint64 from = service->now;
      guint answer = ask (fd, question.text);

      g_assert_cmpuint (answer & race_subject_find_possible (subject, &question, from, service->now), !=, 0);
      n_answers[answer]++;
    }

  close (fd);
  g_rand_free (random);
  return NULL;
}

static void
test_no_answer_is_of_before (void)
{
  GThread *changers[N_CHANGERS], *askers[N_ASKERS], *revoker;
  char end;

  test_http_set_keeping (FALSE);
  service = moved_service_open ("2027-03-01T12:00:00Z");
  subjects = g_ptr_array_new_with_free_func ((GDestroyNotify) race_subject_free);
  to_revoke = g_async_queue_new ();

  revoker = g_thread_new ("revoker", revoke_tokens, &end);
  for (guint i = 0; i < N_CHANGERS; i++)
    changers[i] = g_thread_new ("changer", change_tokens, GUINT_TO_POINTER (i));
  for (guint i = 0; i < N_ASKERS; i++)
    askers[i] = g_thread_new ("asker", ask_all, GUINT_TO_POINTER (i));

  for (guint i = 0; i < N_ASKERS; i++)
    g_thread_join (askers[i]);
  stopping = TRUE;
  for (guint i = 0; i < N_CHANGERS; i++)
    g_thread_join (changers[i]);
  g_async_queue_push (to_revoke, &end);
  g_thread_join (revoker);

  g_test_message ("%d changes, %d revocations; %d questions passed, %d did not, %d lacked the permission", n_changes,
                  n_revoked, n_answers[RACE_PASSES], n_answers[RACE_UNKNOWN], n_answers[RACE_LACKS]);
  g_assert_true (n_answers[RACE_PASSES] > 0 && n_answers[RACE_UNKNOWN] > 0 && n_answers[RACE_LACKS] > 0);
  g_async_queue_unref (to_revoke);
  g_ptr_array_unref (subjects);
  moved_service_free (service);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/race/no-answer-is-of-before", test_no_answer_is_of_before);
  return test_http_run ();
}
