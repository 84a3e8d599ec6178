#include "tessera-load.h"

#define FIRST_PAGE_SIZE 50     /* as many as a tall window shows, so that they are shown at once */
#define PAGE_SIZE 500          /* small enough that taking one in holds the main loop for less than a frame */

struct _TesseraLoad
{
  TesseraConnection *connection;
  TesseraTokenList *tokens;
  const TesseraLoadFollower *follower;
  GObject *owner;              /* NULL once it has ended */
  GCancellable *cancellable;
  gboolean streaming;
  TesseraCatalogue *catalogue;
  GPtrArray *loaded;           /* what came so far */
  GPtrArray *put;              /* what answers brought meanwhile */
  double progress;
};

static void
clear (gpointer data)
{
  TesseraLoad *load = data;

  g_object_unref (load->connection);
  g_object_unref (load->tokens);
  g_clear_object (&load->owner);
  g_object_unref (load->cancellable);
  g_clear_pointer (&load->catalogue, tessera_catalogue_unref);
  g_ptr_array_unref (load->loaded);
  g_ptr_array_unref (load->put);
}

static void
unref (TesseraLoad *load)
{
  g_rc_box_release_full (load, clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraLoad, unref)

/* An error of being cancelled is none: who cancels wants to hear nothing. */
static void
tell_end (TesseraLoad *load, const GError *error)
{
  g_autoptr (GObject) owner = g_steal_pointer (&load->owner);

  if (owner != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    load->follower->ended (load, error, owner);
}

static void
got_page (GPtrArray *page, gint64 total, gpointer data)
{
  TesseraLoad *load = data;

  g_ptr_array_extend (load->loaded, page, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  if (load->streaming)
    tessera_token_list_append (load->tokens, page);
  load->progress = total > 0 ? MIN (1, (double) load->loaded->len / (double) total) : 0;
  if (load->owner != NULL)
    load->follower->progressed (load, load->owner);
}

static void
got_all (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraLoad) load = data;
  g_autoptr (GError) error = NULL;

  tessera_client_list_all_finish (TESSERA_CLIENT (source), result, &error);
  tell_end (load, error);
}

static void
got_catalogue (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraLoad) load = data;
  g_autoptr (GError) error = NULL;
  TesseraAdmin *admin = NULL;

  load->catalogue = tessera_client_get_catalogue_finish (TESSERA_CLIENT (source), result, &admin, &error);
  if (load->catalogue == NULL || load->owner == NULL)
    {
      g_clear_pointer (&admin, tessera_admin_free);
      tell_end (load, error);
      return;
    }

  load->follower->got_catalogue (load, admin, load->owner);
  tessera_client_list_all_async (TESSERA_CLIENT (source), load->catalogue, FIRST_PAGE_SIZE, PAGE_SIZE, load->cancellable,
                                 got_page, got_all, g_rc_box_acquire (load));
}

static void
did_connect (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (TesseraLoad) load = data;
  g_autoptr (GError) error = NULL;
  TesseraClient *client = tessera_connection_open_finish (TESSERA_CONNECTION (source), result, &error);

  if (client == NULL)
    tell_end (load, error);
  else
    tessera_client_get_catalogue_async (client, load->cancellable, got_catalogue, g_rc_box_acquire (load));
}

TesseraLoad *
tessera_load_start (TesseraConnection *connection, TesseraTokenList *tokens, const TesseraLoadFollower *follower,
                    gpointer owner)
{
  TesseraLoad *load = g_rc_box_new0 (TesseraLoad);

  load->connection = g_object_ref (connection);
  load->tokens = g_object_ref (tokens);
  load->follower = follower;
  load->owner = g_object_ref (owner);
  load->cancellable = g_cancellable_new ();
  load->streaming = g_list_model_get_n_items (G_LIST_MODEL (tokens)) == 0;
  load->loaded = g_ptr_array_new_with_free_func (g_object_unref);
  load->put = g_ptr_array_new_with_free_func (g_object_unref);
  tessera_connection_open_async (connection, load->cancellable, did_connect, g_rc_box_acquire (load));
  return load;
}

void
tessera_load_end (TesseraLoad *load)
{
  g_autoptr (GObject) owner = g_steal_pointer (&load->owner);

  if (owner != NULL)
    g_cancellable_cancel (load->cancellable);
  unref (load);
}

gboolean
tessera_load_get_streaming (TesseraLoad *load)
{
  return load->streaming;
}

TesseraCatalogue *
tessera_load_get_catalogue (TesseraLoad *load)
{
  return load->catalogue;
}

guint
tessera_load_get_n_tokens (TesseraLoad *load)
{
  return load->loaded->len;
}

double
tessera_load_get_progress (TesseraLoad *load)
{
  return load->progress;
}

void
tessera_load_put (TesseraLoad *load, TesseraToken *token)
{
  g_ptr_array_add (load->put, g_object_ref (token));
}

static void
put_again (TesseraLoad *load, TesseraToken *token)
{
  TesseraToken *loaded = tessera_token_list_find (load->tokens, tessera_token_get_id (token));

  if (loaded == NULL || tessera_token_get_updated_at (loaded) <= tessera_token_get_updated_at (token))
    tessera_token_list_put (load->tokens, token);
}

void
tessera_load_apply (TesseraLoad *load, gboolean keep_equal)
{
  if (!load->streaming)
    tessera_token_list_replace (load->tokens, load->loaded, keep_equal);
  for (guint i = 0; i < load->put->len; i++)
    put_again (load, load->put->pdata[i]);
}
