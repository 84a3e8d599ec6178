#include "tessera-draft-keeper.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tessera-draft-store.h"

#define SAVE_MILLISECONDS 500

/* A file of an earlier run, and what is in it and not yet settled. */
typedef struct
{
  TesseraLeftDrafts *file;
  GPtrArray *drafts;      /* TesseraKeptDraft */
} Left;

struct _TesseraDraftKeeper
{
  GObject parent_instance;

  TesseraSession *session;
  TesseraDraftStore *store;
  GCancellable *cancellable;
  GPtrArray *forms;
  TesseraAttempt *attempt;    /* what was sent to create a token, and not answered */
  GPtrArray *left;            /* Left; the first one's first draft is what is offered */
  gboolean asked;             /* what is left was asked for */
  char *saved;                /* what is in the file */
  guint timer;
};

G_DEFINE_FINAL_TYPE (TesseraDraftKeeper, tessera_draft_keeper, G_TYPE_OBJECT)

enum
{
  OFFER_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
left_free (Left *left)
{
  tessera_left_drafts_free (left->file);
  g_ptr_array_unref (left->drafts);
  g_free (left);
}

/* Saving */

static char *
compose (TesseraDraftKeeper *self)
{
  g_autoptr (GPtrArray) drafts = tessera_kept_drafts_new ();

  for (guint i = 0; i < self->forms->len; i++)
    {
      TesseraForm *form = g_ptr_array_index (self->forms, i);
      g_autoptr (TesseraDraft) draft = NULL;
      g_autoptr (TesseraKeptDraft) kept = NULL;

      if (!tessera_form_get_dirty (form) && self->attempt == NULL)
        continue;
      draft = tessera_form_get_draft (form);
      kept = tessera_kept_draft_new (tessera_form_get_token (form), draft, self->attempt);
      /* A copy may be sent as it was filled in. */
      if (tessera_form_get_dirty (form) || kept->attempt != NULL)
        g_ptr_array_add (drafts, g_steal_pointer (&kept));
    }

  return drafts->len > 0 ? tessera_kept_drafts_write (drafts, tessera_session_get_catalogue (self->session)) : NULL;
}

/* @text: (transfer full) */
static void
save_text (TesseraDraftKeeper *self, char *text)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (g_strcmp0 (text, self->saved) != 0)
    tessera_draft_store_save (self->store, text);
  g_free (self->saved);
  self->saved = text;
}

static void
save (TesseraDraftKeeper *self)
{
  save_text (self, compose (self));
}

static gboolean
on_timer (gpointer data)
{
  TesseraDraftKeeper *self = data;

  self->timer = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (TesseraDraftKeeper *self)
{
  if (self->timer == 0)
    self->timer = g_timeout_add (SAVE_MILLISECONDS, on_timer, self);
}

/* Sent, discarded or taken back is forgotten at once. */
static void
on_dirty_changed (TesseraDraftKeeper *self, GParamSpec *pspec, TesseraForm *form)
{
  if (tessera_form_get_dirty (form))
    on_changed (self);
  else
    save (self);
}

/* Offering */

static Left *
get_first (TesseraDraftKeeper *self)
{
  return self->left->len > 0 ? g_ptr_array_index (self->left, 0) : NULL;
}

/* The first draft is done with: what is left of its file is written, or the file goes. */
static void
drop_first (TesseraDraftKeeper *self)
{
  Left *left = get_first (self);
  g_autofree char *text = NULL;

  g_ptr_array_remove_index (left->drafts, 0);
  if (left->drafts->len > 0)
    text = tessera_kept_drafts_write (left->drafts, tessera_session_get_catalogue (self->session));
  tessera_draft_store_save_left (self->store, left->file, text);
  if (left->drafts->len == 0)
    g_ptr_array_remove_index (self->left, 0);
}

/* A change of a token that is gone, or that was made meanwhile, is no offer. */
static gboolean
is_moot (TesseraDraftKeeper *self, const TesseraKeptDraft *kept)
{
  g_autoptr (TesseraDraft) draft = NULL;
  TesseraToken *token;

  if (kept->token == NULL)
    return FALSE;
  token = tessera_session_find_token (self->session, kept->token);
  if (token == NULL)
    return TRUE;
  draft = tessera_draft_new_from_token (token);
  return tessera_draft_equal (draft, kept->draft);
}

static void
offer (TesseraDraftKeeper *self)
{
  while (self->left->len > 0 && is_moot (self, g_ptr_array_index (get_first (self)->drafts, 0)))
    drop_first (self);
  g_signal_emit (self, signals[OFFER_CHANGED], 0);
}

/* @file: (transfer full) */
static void
take_left (TesseraDraftKeeper *self, TesseraLeftDrafts *file)
{
  const char *text = tessera_left_drafts_get_text (file);
  g_autoptr (GError) error = NULL;
  GPtrArray *drafts = tessera_kept_drafts_read (text, strlen (text), tessera_session_get_catalogue (self->session), &error);
  Left *left;

  if (drafts == NULL || drafts->len == 0)
    {
      g_message ("A file of drafts was set aside: %s", error != NULL ? error->message : "there is nothing in it");
      tessera_draft_store_set_aside (self->store, file);
      tessera_left_drafts_free (file);
      g_clear_pointer (&drafts, g_ptr_array_unref);
      return;
    }

  left = g_new (Left, 1);
  *left = (Left) { file, drafts };
  g_ptr_array_add (self->left, left);
}

static void
found_left (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraDraftKeeper) self = data;
  g_autoptr (GPtrArray) files = tessera_draft_store_find_left_finish (TESSERA_DRAFT_STORE (source), result);

  if (files == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  g_ptr_array_set_free_func (files, NULL);
  for (guint i = 0; i < files->len; i++)
    take_left (self, g_ptr_array_index (files, i));
  offer (self);
}

static void
follow_session (TesseraDraftKeeper *self)
{
  if (!self->asked && tessera_session_get_state (self->session) == TESSERA_SESSION_READY)
    {
      self->asked = TRUE;
      tessera_draft_store_find_left_async (self->store, self->cancellable, found_left, g_object_ref (self));
    }
  else if (self->left->len > 0)
    {
      offer (self);
    }
}

/* The class */

static void
tessera_draft_keeper_dispose (GObject *object)
{
  TesseraDraftKeeper *self = TESSERA_DRAFT_KEEPER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->forms, 0);
  g_ptr_array_set_size (self->left, 0);
  g_clear_object (&self->store);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (tessera_draft_keeper_parent_class)->dispose (object);
}

static void
tessera_draft_keeper_finalize (GObject *object)
{
  TesseraDraftKeeper *self = TESSERA_DRAFT_KEEPER (object);

  g_ptr_array_unref (self->forms);
  g_ptr_array_unref (self->left);
  g_clear_pointer (&self->attempt, tessera_attempt_unref);
  g_clear_object (&self->cancellable);
  g_free (self->saved);

  G_OBJECT_CLASS (tessera_draft_keeper_parent_class)->finalize (object);
}

static void
tessera_draft_keeper_class_init (TesseraDraftKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tessera_draft_keeper_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_draft_keeper_finalize;

  signals[OFFER_CHANGED] = g_signal_new ("offer-changed", TESSERA_TYPE_DRAFT_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
}

static void
tessera_draft_keeper_init (TesseraDraftKeeper *self)
{
  self->cancellable = g_cancellable_new ();
  self->forms = g_ptr_array_new_with_free_func (g_object_unref);
  self->left = g_ptr_array_new_with_free_func ((GDestroyNotify) left_free);
}

TesseraDraftKeeper *
tessera_draft_keeper_new (TesseraSession *session)
{
  TesseraDraftKeeper *self = g_object_new (TESSERA_TYPE_DRAFT_KEEPER, NULL);

  self->session = g_object_ref (session);
  self->store = tessera_draft_store_new (tessera_session_get_server_address (session));
  g_signal_connect_object (session, "notify::state", G_CALLBACK (follow_session), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::can-change", G_CALLBACK (follow_session), self, G_CONNECT_SWAPPED);
  follow_session (self);
  return self;
}

void
tessera_draft_keeper_watch (TesseraDraftKeeper *keeper, TesseraForm *form)
{
  g_return_if_fail (TESSERA_IS_DRAFT_KEEPER (keeper) && TESSERA_IS_FORM (form));

  g_ptr_array_add (keeper->forms, g_object_ref (form));
  g_signal_connect_object (form, "changed", G_CALLBACK (on_changed), keeper, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "notify::dirty", G_CALLBACK (on_dirty_changed), keeper, G_CONNECT_SWAPPED);
}

void
tessera_draft_keeper_set_attempt (TesseraDraftKeeper *keeper, TesseraAttempt *attempt)
{
  g_return_if_fail (TESSERA_IS_DRAFT_KEEPER (keeper));

  if (attempt == keeper->attempt)
    return;
  g_clear_pointer (&keeper->attempt, tessera_attempt_unref);
  if (attempt != NULL)
    keeper->attempt = tessera_attempt_ref (attempt);
  if (keeper->forms->len > 0)      /* not after the end */
    save (keeper);
}

void
tessera_draft_keeper_sync_async (TesseraDraftKeeper *keeper, GAsyncReadyCallback callback, gpointer data)
{
  g_return_if_fail (TESSERA_IS_DRAFT_KEEPER (keeper) && keeper->forms->len > 0);

  save (keeper);
  tessera_draft_store_sync_async (keeper->store, callback, data);
}

const TesseraKeptDraft *
tessera_draft_keeper_get_offer (TesseraDraftKeeper *keeper, TesseraToken **token)
{
  const TesseraKeptDraft *kept;

  g_return_val_if_fail (TESSERA_IS_DRAFT_KEEPER (keeper) && token != NULL, NULL);

  *token = NULL;
  if (keeper->left->len == 0 || !tessera_session_get_can_change (keeper->session))
    return NULL;
  kept = g_ptr_array_index (get_first (keeper)->drafts, 0);
  if (kept->token != NULL)
    *token = tessera_session_find_token (keeper->session, kept->token);
  return kept;
}

/* What may be created already; after a day no server knows the key any more. */
static char *
describe_attempt (TesseraAttempt *attempt)
{
  const char *name = tessera_attempt_get_draft (attempt)->name;

  if (tessera_attempt_is_remembered (attempt, tessera_time_now ()))
    /* Translators: %s is a token's name */
    return g_strdup_printf (_("You were creating “%s”. It may exist already; Create Token then makes no second one."), name);
  /* Translators: %s is a token's name */
  return g_strdup_printf (_("You were creating “%s”. It may exist already: look for it in Tokens before you create it."), name);
}

char *
tessera_draft_keeper_describe_offer (TesseraDraftKeeper *keeper)
{
  TesseraToken *token;
  const TesseraKeptDraft *kept = tessera_draft_keeper_get_offer (keeper, &token);

  if (kept == NULL)
    return NULL;
  if (kept->attempt != NULL)
    return describe_attempt (kept->attempt);
  if (kept->token == NULL && *kept->draft->name == '\0')
    return g_strdup (_("You were creating a token."));
  if (kept->token == NULL)
    /* Translators: %s is a token's name */
    return g_strdup_printf (_("You were creating “%s”."), kept->draft->name);
  if (token == NULL || tessera_token_get_revoked (token))
    /* Translators: %s is a token's name */
    return g_strdup_printf (_("You were changing “%s”, which is revoked by now."), kept->before->name);
  if (!g_str_equal (tessera_token_get_revision (token), kept->revision))
    /* Translators: %s is a token's name */
    return g_strdup_printf (_("You were changing “%s”. Somebody has changed it since; both are compared when you update it."),
                            kept->before->name);
  /* Translators: %s is a token's name */
  return g_strdup_printf (_("You were changing “%s”."), kept->before->name);
}

void
tessera_draft_keeper_settle (TesseraDraftKeeper *keeper)
{
  g_return_if_fail (TESSERA_IS_DRAFT_KEEPER (keeper) && keeper->left->len > 0);

  save (keeper);      /* what was restored is in our own file before the other one goes */
  drop_first (keeper);
  offer (keeper);
}

void
tessera_draft_keeper_end (TesseraDraftKeeper *keeper, gboolean keep)
{
  g_return_if_fail (TESSERA_IS_DRAFT_KEEPER (keeper));

  save_text (keeper, keep ? compose (keeper) : NULL);
  for (guint i = 0; i < keeper->forms->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (keeper->forms, i), keeper);
  g_ptr_array_set_size (keeper->forms, 0);
  tessera_draft_store_flush (keeper->store);
}
