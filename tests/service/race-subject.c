#include "race-subject.h"

#include <string.h>

RaceSubject *
race_subject_new (TestAnswer *created)
{
  RaceSubject *self = g_new0 (RaceSubject, 1);
  const RaceState state = { .in_grace = -1, .expires_at = G_MAXINT64, .reads = TRUE };

  g_mutex_init (&self->mutex);
  self->token = created;
  self->path = g_strconcat ("/v1/tokens/", test_answer_get_string (created, "id"), NULL);
  self->secrets = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->secrets, g_strdup (test_answer_get_string (created, "secret")));
  self->states = g_array_new (FALSE, FALSE, sizeof (RaceState));
  g_array_append_val (self->states, state);
  return self;
}

void
race_subject_free (RaceSubject *self)
{
  test_answer_free (self->token);
  g_free (self->path);
  g_mutex_clear (&self->mutex);
  g_ptr_array_unref (self->secrets);
  g_array_unref (self->states);
  g_free (self);
}

/* Under the mutex. */
static RaceState
state_at (RaceSubject *self, guint index)
{
  return g_array_index (self->states, RaceState, index);
}

RaceState
race_subject_get_state (RaceSubject *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return state_at (self, self->finished);
}

void
race_subject_begin (RaceSubject *self, RaceState state)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_array_append_val (self->states, state);
  self->started++;
}

gboolean
race_subject_finish (RaceSubject *self, RaceState state, TestAnswer *answer)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gboolean changed = answer->status == 200, go_on = TRUE;

  if (!changed)
    {
      state = state_at (self, self->finished);
      go_on = !g_str_has_suffix (test_answer_get_string (answer, "type"), ":revoked");
    }
  g_assert_true (go_on || self->dying);
  g_array_append_val (self->states, state);
  self->finished = ++self->started;
  if (!changed)
    {
      test_answer_free (answer);
      return go_on;
    }

  if (json_object_has_member (answer->object, "secret"))
    g_ptr_array_add (self->secrets, g_strdup (test_answer_get_string (answer, "secret")));
  test_answer_free (self->token);
  self->token = answer;
  return TRUE;
}

void
race_subject_begin_revoking (RaceSubject *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->dying = TRUE;
}

void
race_subject_finish_revoking (RaceSubject *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->dead = TRUE;
}

RaceQuestion
race_subject_prepare (RaceSubject *self, int back)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  int secret = MAX ((int) self->secrets->len - 1 - back, 0);

  return (RaceQuestion) { secret, self->secrets->pdata[secret], self->finished, self->dead };
}

static guint
judge (const RaceState *state, int secret, gint64 now)
{
  guint alive = state->reads ? RACE_PASSES : RACE_LACKS;

  if (now >= state->expires_at || (secret != state->present && secret != state->in_grace))
    return RACE_UNKNOWN;
  if (secret == state->present)
    return alive;

  return (now < state->grace_to ? alive : 0) | (now >= state->grace_from ? RACE_UNKNOWN : 0);
}

guint
race_subject_find_possible (RaceSubject *self, const RaceQuestion *question, gint64 from, gint64 to)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  guint possible = self->dying ? RACE_UNKNOWN : 0;

  if (question->was_dead)
    return RACE_UNKNOWN;

  for (guint i = question->first; i <= self->started; i++)
    for (gint64 now = from; now <= to; now++)
      {
        const RaceState state = state_at (self, i);

        possible |= judge (&state, question->secret, now);
      }

  return possible;
}
