#include "tessera-token-list.h"

#include "tessera-token-shelf.h"

struct _TesseraTokenList
{
  GObject parent_instance;

  TesseraTokenShelf *tokens;
};

static void tessera_token_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TesseraTokenList, tessera_token_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, tessera_token_list_list_model_init))

static GType
tessera_token_list_get_item_type (GListModel *model)
{
  return TESSERA_TYPE_TOKEN;
}

static guint
tessera_token_list_get_n_items (GListModel *model)
{
  return tessera_token_shelf_get_length (TESSERA_TOKEN_LIST (model)->tokens);
}

static gpointer
tessera_token_list_get_item (GListModel *model, guint position)
{
  TesseraTokenShelf *tokens = TESSERA_TOKEN_LIST (model)->tokens;

  return position < tessera_token_shelf_get_length (tokens) ? g_object_ref (tessera_token_shelf_get (tokens, position)) : NULL;
}

static void
tessera_token_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = tessera_token_list_get_item_type;
  iface->get_n_items = tessera_token_list_get_n_items;
  iface->get_item = tessera_token_list_get_item;
}

static void
tessera_token_list_finalize (GObject *object)
{
  tessera_token_shelf_free (TESSERA_TOKEN_LIST (object)->tokens);

  G_OBJECT_CLASS (tessera_token_list_parent_class)->finalize (object);
}

static void
tessera_token_list_class_init (TesseraTokenListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_token_list_finalize;
}

static void
tessera_token_list_init (TesseraTokenList *self)
{
  self->tokens = tessera_token_shelf_new ();
}

/* Whether two tokens of the same id say the same. */
static gboolean
is_same (TesseraToken *a, TesseraToken *b)
{
  TesseraTextRoom room_of_a, room_of_b;

  return g_str_equal (tessera_token_read_revision (a, &room_of_a), tessera_token_read_revision (b, &room_of_b))
         && tessera_token_get_last_used_at (a) == tessera_token_get_last_used_at (b)
         && tessera_token_get_revoked (a) == tessera_token_get_revoked (b);
}

/* Each id once; the objects that are here already where they say the same. */
static TesseraTokenShelf *
settle (TesseraTokenShelf *old, GPtrArray *tokens, gboolean keep_equal)
{
  TesseraTokenShelf *settled = tessera_token_shelf_new ();

  for (guint i = 0; i < tokens->len; i++)
    {
      TesseraToken *token = tokens->pdata[i];
      TesseraTextRoom room;
      TesseraToken *known = keep_equal ? tessera_token_shelf_find (old, tessera_token_read_id (token, &room), NULL) : NULL;

      tessera_token_shelf_append (settled, known != NULL && is_same (known, token) ? known : token);
    }

  return settled;
}

TesseraTokenList *
tessera_token_list_new (void)
{
  return g_object_new (TESSERA_TYPE_TOKEN_LIST, NULL);
}

TesseraToken *
tessera_token_list_find (TesseraTokenList *self, const char *id)
{
  g_return_val_if_fail (TESSERA_IS_TOKEN_LIST (self) && id != NULL, NULL);

  return tessera_token_shelf_find (self->tokens, id, NULL);
}

void
tessera_token_list_append (TesseraTokenList *self, GPtrArray *page)
{
  guint before, added = 0;

  g_return_if_fail (TESSERA_IS_TOKEN_LIST (self) && page != NULL);

  before = tessera_token_shelf_get_length (self->tokens);
  for (guint i = 0; i < page->len; i++)
    if (tessera_token_shelf_append (self->tokens, page->pdata[i]))
      added++;

  if (added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, added);
}

void
tessera_token_list_replace (TesseraTokenList *self, GPtrArray *tokens, gboolean keep_equal)
{
  g_autoptr (TesseraTokenShelf) old = NULL;
  TesseraTokenShelf *settled;
  guint n_old, n_new, head = 0, tail = 0, shorter;

  g_return_if_fail (TESSERA_IS_TOKEN_LIST (self) && tokens != NULL);

  settled = settle (self->tokens, tokens, keep_equal);
  old = g_steal_pointer (&self->tokens);
  self->tokens = settled;

  n_old = tessera_token_shelf_get_length (old);
  n_new = tessera_token_shelf_get_length (settled);
  shorter = MIN (n_old, n_new);
  while (head < shorter && tessera_token_shelf_get (old, head) == tessera_token_shelf_get (settled, head))
    head++;
  while (tail < shorter - head
         && tessera_token_shelf_get (old, n_old - 1 - tail) == tessera_token_shelf_get (settled, n_new - 1 - tail))
    tail++;

  if (n_old - head - tail > 0 || n_new - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, n_old - head - tail, n_new - head - tail);
}

void
tessera_token_list_put (TesseraTokenList *self, TesseraToken *token)
{
  g_autoptr (TesseraToken) old = NULL;
  guint position = 0;

  g_return_if_fail (TESSERA_IS_TOKEN_LIST (self) && TESSERA_IS_TOKEN (token));

  g_set_object (&old, tessera_token_shelf_find (self->tokens, tessera_token_get_id (token), &position));
  tessera_token_shelf_put (self->tokens, token);
  g_list_model_items_changed (G_LIST_MODEL (self), position, old != NULL ? 1 : 0, 1);
}

gint64
tessera_token_list_get_next_expiry (TesseraTokenList *self, gint64 now)
{
  gint64 next = TESSERA_NEVER;

  g_return_val_if_fail (TESSERA_IS_TOKEN_LIST (self), TESSERA_NEVER);

  for (guint i = 0; i < tessera_token_shelf_get_length (self->tokens); i++)
    {
      TesseraToken *token = tessera_token_shelf_get (self->tokens, i);
      gint64 end = tessera_token_get_expires_at (token);

      if (end > now && end < next && !tessera_token_get_revoked (token))
        next = end;
    }

  return next;
}

GPtrArray *
tessera_token_list_tell_expired (TesseraTokenList *self, gint64 after, gint64 until)
{
  GPtrArray *expired = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (TESSERA_IS_TOKEN_LIST (self), expired);

  for (guint i = 0; i < tessera_token_shelf_get_length (self->tokens); i++)
    {
      TesseraToken *token = tessera_token_shelf_get (self->tokens, i);
      gint64 end = tessera_token_get_expires_at (token);

      if (end > after && end <= until && !tessera_token_get_revoked (token))
        g_ptr_array_add (expired, g_object_ref (token));
    }

  /* An equal one in its place: newer versions of GTK do not draw a row anew for the same object. */
  for (guint i = 0; i < expired->len; i++)
    {
      TesseraToken *token = expired->pdata[i];

      expired->pdata[i] = tessera_token_copy (token);
      g_object_unref (token);
      tessera_token_list_put (self, expired->pdata[i]);
    }

  return expired;
}
