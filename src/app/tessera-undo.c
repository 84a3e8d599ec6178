#include "tessera-undo.h"

#include <string.h>

typedef enum
{
  STEP_NONE,
  STEP_NAME,
  STEP_EXPIRY,
  STEP_OTHER,
} Step;

struct _TesseraUndo
{
  GPtrArray *states;      /* TesseraDraft */
  guint at;               /* the one that the form holds */
  Step last;              /* what may go on: a name or an expiry date */
  gint64 last_time;
};

TesseraUndo *
tessera_undo_new (void)
{
  TesseraUndo *undo = g_new0 (TesseraUndo, 1);

  undo->states = g_ptr_array_new_with_free_func ((GDestroyNotify) tessera_draft_free);
  return undo;
}

void
tessera_undo_free (TesseraUndo *undo)
{
  g_ptr_array_unref (undo->states);
  g_free (undo);
}

void
tessera_undo_start (TesseraUndo *undo, const TesseraDraft *state)
{
  g_return_if_fail (undo != NULL && state != NULL);

  g_ptr_array_set_size (undo->states, 0);
  g_ptr_array_add (undo->states, tessera_draft_copy (state));
  undo->at = 0;
  undo->last = STEP_OTHER;
}

/* Each character counts, and so do blanks at the ends. */
static Step
find_step (const TesseraDraft *from, const TesseraDraft *to)
{
  gboolean name = !g_str_equal (from->name, to->name);
  gboolean expiry = from->expires_at != to->expires_at;

  if (!g_str_equal (from->type, to->type) || !tessera_permissions_equal (from->permissions, to->permissions)
      || (name && expiry))
    return STEP_OTHER;
  if (name)
    return STEP_NAME;
  return expiry ? STEP_EXPIRY : STEP_NONE;
}

static gboolean
ends_with_space (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (text + length)));
}

/* Whether a word was begun behind a blank: "Nightly " has become "Nightly e". */
static gboolean
begins_word (const char *from, const char *to)
{
  return ends_with_space (from) && g_str_has_prefix (to, from) && !ends_with_space (to);
}

static gboolean
goes_on (TesseraUndo *undo, const TesseraDraft *state, Step step, gint64 now)
{
  const TesseraDraft *current = g_ptr_array_index (undo->states, undo->at);

  if (step == STEP_OTHER || step != undo->last)
    return FALSE;
  return step == STEP_EXPIRY
         || (now - undo->last_time < TESSERA_UNDO_PAUSE && !begins_word (current->name, state->name));
}

/* A step that goes on takes the place of what it was; none is left of one that leads nowhere. */
static void
extend (TesseraUndo *undo, const TesseraDraft *state)
{
  g_ptr_array_remove_index (undo->states, undo->at);
  undo->at--;
  if (find_step (g_ptr_array_index (undo->states, undo->at), state) == STEP_NONE)
    {
      undo->last = STEP_OTHER;
      return;
    }
  g_ptr_array_add (undo->states, tessera_draft_copy (state));
  undo->at++;
}

void
tessera_undo_note (TesseraUndo *undo, const TesseraDraft *state, gint64 now)
{
  Step step;

  g_return_if_fail (undo != NULL && state != NULL && undo->states->len > 0);

  step = find_step (g_ptr_array_index (undo->states, undo->at), state);
  if (step == STEP_NONE)
    return;

  g_ptr_array_set_size (undo->states, (int) undo->at + 1);
  if (goes_on (undo, state, step, now))
    {
      extend (undo, state);
    }
  else
    {
      g_ptr_array_add (undo->states, tessera_draft_copy (state));
      if (undo->states->len > TESSERA_UNDO_MOST + 1)
        g_ptr_array_remove_index (undo->states, 0);
      undo->at = undo->states->len - 1;
      undo->last = step;
    }
  undo->last_time = now;
}

void
tessera_undo_end_step (TesseraUndo *undo)
{
  g_return_if_fail (undo != NULL);

  undo->last = STEP_OTHER;
}

const TesseraDraft *
tessera_undo_back (TesseraUndo *undo)
{
  g_return_val_if_fail (undo != NULL, NULL);

  undo->last = STEP_OTHER;
  return undo->at > 0 ? g_ptr_array_index (undo->states, --undo->at) : NULL;
}

const TesseraDraft *
tessera_undo_forward (TesseraUndo *undo)
{
  g_return_val_if_fail (undo != NULL, NULL);

  undo->last = STEP_OTHER;
  return undo->at + 1 < undo->states->len ? g_ptr_array_index (undo->states, ++undo->at) : NULL;
}

void
tessera_undo_change_all (TesseraUndo *undo, TesseraUndoChange change, gpointer data)
{
  g_return_if_fail (undo != NULL && change != NULL);

  for (guint i = 0; i < undo->states->len; i++)
    change (g_ptr_array_index (undo->states, i), data);
}
