#include "tessera-window-drafts.h"

#include <glib/gi18n-lib.h>

#include "tessera-draft-keeper.h"
#include "tessera-questions.h"

struct _TesseraWindowDrafts
{
  TesseraDraftKeeper *keeper;
  TesseraWindowParts parts;
  gboolean may_close;
};

/* What callbacks have of them, which may come when they are gone. */
typedef struct
{
  GtkWindow *window;
  TesseraWindowDrafts *drafts;
} Waiting;

#define KEY "tessera-window-drafts"

static Waiting *
wait_new (TesseraWindowDrafts *drafts)
{
  Waiting *waiting = g_new (Waiting, 1);

  *waiting = (Waiting) { g_object_ref (drafts->parts.window), drafts };
  return waiting;
}

/* Returns: (nullable): the drafts, if they are still there */
static TesseraWindowDrafts *
wait_end (Waiting *waiting)
{
  TesseraWindowDrafts *drafts = g_object_get_data (G_OBJECT (waiting->window), KEY);

  g_object_unref (waiting->window);
  g_free (waiting);
  return drafts;
}

static void
show_offer (TesseraWindowDrafts *drafts)
{
  TesseraToken *token;
  const TesseraKeptDraft *kept = tessera_draft_keeper_get_offer (drafts->keeper, &token);
  g_autofree char *words = tessera_draft_keeper_describe_offer (drafts->keeper);
  gboolean lost = kept != NULL && kept->token != NULL && (token == NULL || tessera_token_get_revoked (token));

  tessera_message_strip_set (drafts->parts.strip, TESSERA_MESSAGE_DRAFT, words, lost ? NULL : _("Restore"));
}

TesseraWindowDrafts *
tessera_window_drafts_new (TesseraSession *session, const TesseraWindowParts *parts)
{
  TesseraWindowDrafts *drafts = g_new0 (TesseraWindowDrafts, 1);
  TesseraEditor *editor = tessera_tokens_page_get_editor (parts->tokens_page);

  drafts->parts = *parts;
  drafts->keeper = tessera_draft_keeper_new (session);
  g_object_set_data (G_OBJECT (parts->window), KEY, drafts);
  g_signal_connect_swapped (drafts->keeper, "offer-changed", G_CALLBACK (show_offer), drafts);
  tessera_draft_keeper_watch (drafts->keeper, tessera_editor_get_form (editor));
  tessera_create_page_set_keeper (parts->create_page, drafts->keeper);
  return drafts;
}

void
tessera_window_drafts_free (TesseraWindowDrafts *drafts)
{
  g_object_set_data (G_OBJECT (drafts->parts.window), KEY, NULL);
  g_signal_handlers_disconnect_by_data (drafts->keeper, drafts);
  g_object_run_dispose (G_OBJECT (drafts->keeper));
  g_object_unref (drafts->keeper);
  g_free (drafts);
}

/* Restoring */

static void
restore_change (TesseraWindowDrafts *drafts, const TesseraKeptDraft *kept, TesseraToken *now)
{
  g_autoptr (TesseraToken) before = tessera_kept_draft_restore_token (kept, now);
  TesseraEditor *editor = tessera_tokens_page_get_editor (drafts->parts.tokens_page);

  drafts->parts.open (drafts->parts.window, TRUE);
  tessera_tokens_page_select (drafts->parts.tokens_page, kept->token);
  tessera_editor_set_token (editor, before);
  tessera_form_restore (tessera_editor_get_form (editor), kept->draft);
  tessera_form_focus (tessera_editor_get_form (editor));
}

static void
restore_creation (TesseraWindowDrafts *drafts, const TesseraKeptDraft *kept)
{
  drafts->parts.open (drafts->parts.window, FALSE);
  tessera_create_page_restore (drafts->parts.create_page, kept);
  tessera_form_focus (tessera_create_page_get_form (drafts->parts.create_page));
}

static void
got_overwrite_answer (TesseraUnsavedAnswer answer, gpointer data)
{
  TesseraWindowDrafts *drafts = wait_end (data);
  TesseraToken *token;
  const TesseraKeptDraft *kept = drafts != NULL ? tessera_draft_keeper_get_offer (drafts->keeper, &token) : NULL;

  if (answer != TESSERA_UNSAVED_DISCARD || kept == NULL || kept->token != NULL)
    return;

  restore_creation (drafts, kept);
  tessera_draft_keeper_settle (drafts->keeper);
}

static void
did_leave_editor (gboolean may, gpointer data)
{
  TesseraWindowDrafts *drafts = wait_end (data);
  const TesseraKeptDraft *kept;
  TesseraToken *token;

  if (!may || drafts == NULL)
    return;
  kept = tessera_draft_keeper_get_offer (drafts->keeper, &token);
  if (kept == NULL)
    return;

  if (kept->token == NULL && tessera_create_page_get_dirty (drafts->parts.create_page))
    {
      tessera_question_unsaved (drafts->parts.window, NULL, FALSE, got_overwrite_answer, wait_new (drafts));
      return;
    }
  if (kept->token == NULL)
    restore_creation (drafts, kept);
  else if (token != NULL && !tessera_token_get_revoked (token))
    restore_change (drafts, kept, token);
  else
    return;
  tessera_draft_keeper_settle (drafts->keeper);
}

void
tessera_window_drafts_restore (TesseraWindowDrafts *drafts)
{
  tessera_editor_leave (tessera_tokens_page_get_editor (drafts->parts.tokens_page), did_leave_editor, wait_new (drafts));
}

void
tessera_window_drafts_discard (TesseraWindowDrafts *drafts)
{
  TesseraToken *token;

  if (tessera_draft_keeper_get_offer (drafts->keeper, &token) != NULL)
    tessera_draft_keeper_settle (drafts->keeper);
}

/* Closing */

void
tessera_window_drafts_end (TesseraWindowDrafts *drafts)
{
  tessera_draft_keeper_end (drafts->keeper, FALSE);
}

static gboolean
close_window (gpointer window)
{
  gtk_window_close (window);
  return G_SOURCE_REMOVE;
}

static void
got_answer (TesseraQuitAnswer answer, gpointer data)
{
  TesseraWindowDrafts *drafts = wait_end (data);

  if (drafts == NULL || answer == TESSERA_QUIT_CANCEL)
    return;

  tessera_draft_keeper_end (drafts->keeper, answer == TESSERA_QUIT_KEEP);
  drafts->may_close = TRUE;
  /* When the dialog is gone: it looks at its parent until its end. */
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_window, g_object_ref (drafts->parts.window), g_object_unref);
}

gboolean
tessera_window_drafts_leave (TesseraWindowDrafts *drafts)
{
  TesseraEditor *editor = tessera_tokens_page_get_editor (drafts->parts.tokens_page);
  gboolean creating = tessera_create_page_get_dirty (drafts->parts.create_page);
  gboolean changing = tessera_editor_get_dirty (editor);

  if (drafts->may_close)
    return TRUE;
  if (!creating && !changing)
    {
      tessera_draft_keeper_end (drafts->keeper, FALSE);
      drafts->may_close = TRUE;
      return TRUE;
    }

  tessera_question_quit (drafts->parts.window, creating,
                         changing ? tessera_token_get_name (tessera_editor_get_token (editor)) : NULL, got_answer,
                         wait_new (drafts));
  return FALSE;
}
