/* race-subject.h: a token that is changed and asked about at the same time, and all that was ever true of it.
 *
 * Who changes it says so before (race_subject_begin()) and after (race_subject_finish()), so that who asks knows which
 * states may have been judged by. One thread changes it; another may revoke it meanwhile; any number ask. */

#pragma once

#include "test-http.h"

/* Bits: what an answer may be. */
enum
{
  RACE_PASSES = 1,
  RACE_UNKNOWN = 2, /* 401 */
  RACE_LACKS = 4,   /* 403 */
};

/**
 * RaceState:
 * @present, @in_grace: indices of secrets, -1 for none
 * @grace_from, @grace_to: the earliest and the latest instant at which the grace may end; alike once it is known
 * @reads: whether GET passes; else the token may write only
 */
typedef struct
{
  int present, in_grace;
  gint64 grace_from, grace_to;
  gint64 expires_at;
  gboolean reads;
} RaceState;

/**
 * RaceSubject:
 * @token: the last answer about it; its changer's alone
 * @finished, @started: the last state that was answered, and the last that was asked for
 * @dying, @dead: its revocation was asked for; and was answered
 */
typedef struct
{
  TestAnswer *token;
  char *path;
  GMutex mutex;
  GPtrArray *secrets;
  GArray *states;
  guint finished, started;
  gboolean dying, dead;
} RaceSubject;

/* What an asker knows before it asks. */
typedef struct
{
  int secret;
  const char *text;
  guint first;
  gboolean was_dead;
} RaceQuestion;

/* @created: (transfer full): the 201 of a token that reads reports and never expires */
RaceSubject *race_subject_new (TestAnswer *created);
void race_subject_free (RaceSubject *self);

RaceState race_subject_get_state (RaceSubject *self);

/* From now on @state may be true. */
void race_subject_begin (RaceSubject *self, RaceState state);

/**
 * race_subject_finish:
 * @state: what is true if @answer (transfer full) is a 200; else it is what was before it began
 *
 * Returns: whether the token may still be changed; it may not when it is revoked
 */
gboolean race_subject_finish (RaceSubject *self, RaceState state, TestAnswer *answer);

void race_subject_begin_revoking (RaceSubject *self);
void race_subject_finish_revoking (RaceSubject *self);

/* @back: how many secrets before the newest, as far as there are so many */
RaceQuestion race_subject_prepare (RaceSubject *self, int back);

/* The bits of what may be answered to a question that was prepared before the instant @from and answered by @to. */
guint race_subject_find_possible (RaceSubject *self, const RaceQuestion *question, gint64 from, gint64 to);
