#include "tessera-window-pages.h"

#include <glib/gi18n-lib.h>

#include "tessera-change.h"
#include "tessera-created-dialog.h"
#include "tessera-duplicate.h"
#include "tessera-leave.h"

struct _TesseraWindowPages
{
  GObject parent_instance;

  GtkWindow *window;           /* NULL once they are gone */
  TesseraAccordion *accordion;
  TesseraSession *session;
  TesseraCreatePage *create;
  TesseraTokensPage *tokens;

  gboolean greeted;            /* the first load has ended */
  char *created_id;            /* to be selected when the dialog is done */
  TesseraToken *copied;        /* with whose copy Create Token is to be filled */
};

G_DEFINE_FINAL_TYPE (TesseraWindowPages, tessera_window_pages, G_TYPE_OBJECT)

static guint told_signal;

static TesseraEditor *
get_editor (TesseraWindowPages *self)
{
  return tessera_tokens_page_get_editor (self->tokens);
}

static void
on_told (TesseraWindowPages *self, const char *words)
{
  g_signal_emit (self, told_signal, 0, words);
}

/* Going to Create Token */

static void
open_create (TesseraWindowPages *self)
{
  tessera_accordion_choose (self->accordion, FALSE);
  tessera_create_page_focus (self->create);
}

static void
did_leave_editor (gboolean may, gpointer data)
{
  g_autoptr (TesseraWindowPages) self = data;

  if (may && self->window != NULL)
    open_create (self);
}

/* With no token yet, Create Token is open, whatever is remembered. */
static void
greet (TesseraWindowPages *self)
{
  if (self->greeted || tessera_session_get_state (self->session) != TESSERA_SESSION_READY)
    return;

  self->greeted = TRUE;
  if (g_list_model_get_n_items (tessera_session_get_tokens (self->session)) == 0)
    tessera_accordion_open (self->accordion, FALSE);
}

/* A token was created */

static void
on_created_done (TesseraWindowPages *self)
{
  g_autofree char *id = g_steal_pointer (&self->created_id);

  tessera_accordion_choose (self->accordion, TRUE);
  tessera_tokens_page_select (self->tokens, id);
  tessera_tokens_page_focus_list (self->tokens);
}

static void
show_secret (TesseraWindowPages *self, TesseraChangeResult *result)
{
  const char *url = tessera_catalogue_get_example_url (tessera_session_get_catalogue (self->session));
  GtkWindow *dialog = tessera_created_dialog_new (self->window, result->token, result->secret, url, result->rotated);

  g_signal_connect_object (dialog, "done", G_CALLBACK (on_created_done), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
tell_in_use (TesseraWindowPages *self, TesseraToken *token)
{
  g_autofree char *words
    /* Translators: %s is a token's name */
    = g_strdup_printf (_("“%s” exists already and is in use, so its secret was left as it is. Rotate it for another one."),
                       tessera_token_get_name (token));

  on_told (self, words);
}

static void
on_created (TesseraWindowPages *self, TesseraChangeResult *result)
{
  g_free (self->created_id);
  self->created_id = g_strdup (tessera_token_get_id (result->token));
  if (result->secret != NULL)
    {
      show_secret (self, result);
      return;
    }
  on_created_done (self);
  tell_in_use (self, result->token);
}

/* A copy of a token */

static void
did_leave_for_copy (gboolean may, gpointer data)
{
  g_autoptr (TesseraWindowPages) self = data;
  g_autoptr (TesseraToken) token = NULL;
  g_autoptr (TesseraDraft) draft = NULL;

  if (!may || self->window == NULL || self->copied == NULL)
    return;

  token = g_steal_pointer (&self->copied);
  draft = tessera_duplicate_token (token, tessera_session_get_catalogue (self->session), tessera_time_now ());
  tessera_create_page_fill (self->create, draft);
  open_create (self);
}

static void
on_duplicate (TesseraWindowPages *self, TesseraToken *token)
{
  g_set_object (&self->copied, token);
  tessera_window_pages_leave (self, did_leave_for_copy, g_object_ref (self));
}

/* The class */

/* A page waits for what it has sent, even when its window has closed. */
static void
tessera_window_pages_dispose (GObject *object)
{
  TesseraWindowPages *self = TESSERA_WINDOW_PAGES (object);

  if (self->window != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (self->create, self);
      g_signal_handlers_disconnect_by_data (self->tokens, self);
      g_signal_handlers_disconnect_by_data (get_editor (self), self);
    }
  self->window = NULL;
  g_clear_object (&self->session);
  g_clear_object (&self->copied);
  g_clear_pointer (&self->created_id, g_free);

  G_OBJECT_CLASS (tessera_window_pages_parent_class)->dispose (object);
}

static void
tessera_window_pages_class_init (TesseraWindowPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_window_pages_dispose;

  told_signal = g_signal_new ("told", TESSERA_TYPE_WINDOW_PAGES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                              G_TYPE_STRING);
}

static void
tessera_window_pages_init (TesseraWindowPages *self)
{
}

static void
follow_pages (TesseraWindowPages *self)
{
  g_signal_connect_object (self->create, "created", G_CALLBACK (on_created), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tokens, "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_editor (self), "told", G_CALLBACK (on_told), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_editor (self), "duplicate", G_CALLBACK (on_duplicate), self, G_CONNECT_SWAPPED);
}

TesseraWindowPages *
tessera_window_pages_new (GtkWindow *window, TesseraAccordion *accordion, TesseraSession *session, GSettings *settings)
{
  TesseraWindowPages *self = g_object_new (TESSERA_TYPE_WINDOW_PAGES, NULL);

  self->window = window;
  self->accordion = accordion;
  self->session = g_object_ref (session);
  self->create = TESSERA_CREATE_PAGE (tessera_create_page_new (session));
  self->tokens = TESSERA_TOKENS_PAGE (tessera_tokens_page_new (session));
  if (settings != NULL)
    tessera_tokens_page_remember (self->tokens, settings);
  tessera_accordion_set_pages (accordion, GTK_WIDGET (self->create), GTK_WIDGET (self->tokens));
  follow_pages (self);
  return self;
}

void
tessera_window_pages_begin (TesseraWindowPages *self)
{
  g_return_if_fail (TESSERA_IS_WINDOW_PAGES (self) && self->window != NULL);

  tessera_accordion_recall (self->accordion);
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (greet), self, G_CONNECT_SWAPPED);
  greet (self);
}

TesseraCreatePage *
tessera_window_pages_get_create (TesseraWindowPages *self)
{
  g_return_val_if_fail (TESSERA_IS_WINDOW_PAGES (self), NULL);

  return self->create;
}

TesseraTokensPage *
tessera_window_pages_get_tokens (TesseraWindowPages *self)
{
  g_return_val_if_fail (TESSERA_IS_WINDOW_PAGES (self), NULL);

  return self->tokens;
}

TesseraEditor *
tessera_window_pages_get_editor (TesseraWindowPages *self)
{
  g_return_val_if_fail (TESSERA_IS_WINDOW_PAGES (self), NULL);

  return get_editor (self);
}

void
tessera_window_pages_create (TesseraWindowPages *self)
{
  g_return_if_fail (TESSERA_IS_WINDOW_PAGES (self));

  tessera_editor_leave (get_editor (self), did_leave_editor, g_object_ref (self));
}

gboolean
tessera_window_pages_may_fold_tokens (TesseraWindowPages *self)
{
  g_return_val_if_fail (TESSERA_IS_WINDOW_PAGES (self), TRUE);

  if (!tessera_editor_get_dirty (get_editor (self)))
    return TRUE;

  /* What is folded is out of the window, over which the question belongs. */
  tessera_accordion_open (self->accordion, TRUE);
  tessera_window_pages_create (self);
  return FALSE;
}

void
tessera_window_pages_search (TesseraWindowPages *self)
{
  g_return_if_fail (TESSERA_IS_WINDOW_PAGES (self));

  if (!tessera_accordion_get_tokens_open (self->accordion))
    tessera_accordion_choose (self->accordion, TRUE);
  tessera_tokens_page_focus_search (self->tokens);
}

void
tessera_window_pages_show_expiring (TesseraWindowPages *self)
{
  g_return_if_fail (TESSERA_IS_WINDOW_PAGES (self));

  tessera_accordion_choose (self->accordion, TRUE);
  tessera_tokens_page_show (self->tokens, TESSERA_FILTER_EXPIRING);
}

void
tessera_window_pages_leave (TesseraWindowPages *self, TesseraLeft done, gpointer data)
{
  g_return_if_fail (TESSERA_IS_WINDOW_PAGES (self) && self->window != NULL);

  tessera_leave_all (self->window, get_editor (self), self->create, done, data);
}
