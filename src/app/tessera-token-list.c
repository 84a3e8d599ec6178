#include "tessera-token-list.h"

struct _TesseraTokenList
{
  GObject parent_instance;

  GPtrArray *tokens;
  GHashTable *by_id;    /* the token's own id → the token, both held by tokens */
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
  return TESSERA_TOKEN_LIST (model)->tokens->len;
}

static gpointer
tessera_token_list_get_item (GListModel *model, guint position)
{
  TesseraTokenList *self = TESSERA_TOKEN_LIST (model);

  return position < self->tokens->len ? g_object_ref (self->tokens->pdata[position]) : NULL;
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
  TesseraTokenList *self = TESSERA_TOKEN_LIST (object);

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->tokens);

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
  self->tokens = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
enter (GHashTable *by_id, TesseraToken *token)
{
  /* Not insert: it would keep the old key, which goes away with the old token. */
  g_hash_table_replace (by_id, (gpointer) tessera_token_get_id (token), token);
}

static gboolean
is_same (TesseraToken *a, TesseraToken *b)
{
  return g_str_equal (tessera_token_get_id (a), tessera_token_get_id (b))
         && g_str_equal (tessera_token_get_revision (a), tessera_token_get_revision (b))
         && tessera_token_get_last_used_at (a) == tessera_token_get_last_used_at (b)
         && tessera_token_get_revoked (a) == tessera_token_get_revoked (b);
}

/* Each id once; the objects that are here already where they say the same. */
static GPtrArray *
settle (TesseraTokenList *self, GPtrArray *tokens, gboolean keep_equal, GHashTable *by_id)
{
  GPtrArray *settled = g_ptr_array_new_full (tokens->len, g_object_unref);

  for (guint i = 0; i < tokens->len; i++)
    {
      TesseraToken *token = tokens->pdata[i];
      TesseraToken *old = tessera_token_list_find (self, tessera_token_get_id (token));

      if (g_hash_table_contains (by_id, tessera_token_get_id (token)))
        continue;
      if (keep_equal && old != NULL && is_same (old, token))
        token = old;

      g_ptr_array_add (settled, g_object_ref (token));
      enter (by_id, token);
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

  return g_hash_table_lookup (self->by_id, id);
}

void
tessera_token_list_append (TesseraTokenList *self, GPtrArray *page)
{
  guint before;

  g_return_if_fail (TESSERA_IS_TOKEN_LIST (self) && page != NULL);

  before = self->tokens->len;
  for (guint i = 0; i < page->len; i++)
    {
      TesseraToken *token = page->pdata[i];

      if (g_hash_table_contains (self->by_id, tessera_token_get_id (token)))
        continue;
      g_ptr_array_add (self->tokens, g_object_ref (token));
      enter (self->by_id, token);
    }

  if (self->tokens->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->tokens->len - before);
}

void
tessera_token_list_replace (TesseraTokenList *self, GPtrArray *tokens, gboolean keep_equal)
{
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GHashTable) old_by_id = NULL;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *settled;
  guint head = 0, tail = 0, shorter;

  g_return_if_fail (TESSERA_IS_TOKEN_LIST (self) && tokens != NULL);

  settled = settle (self, tokens, keep_equal, by_id);
  old = g_steal_pointer (&self->tokens);
  old_by_id = g_steal_pointer (&self->by_id);
  self->tokens = settled;
  self->by_id = g_steal_pointer (&by_id);

  shorter = MIN (old->len, settled->len);
  while (head < shorter && old->pdata[head] == settled->pdata[head])
    head++;
  while (tail < shorter - head && old->pdata[old->len - 1 - tail] == settled->pdata[settled->len - 1 - tail])
    tail++;

  if (old->len - head - tail > 0 || settled->len - head - tail > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, settled->len - head - tail);
}

void
tessera_token_list_put (TesseraTokenList *self, TesseraToken *token)
{
  g_autoptr (TesseraToken) old = NULL;
  guint position = 0;

  g_return_if_fail (TESSERA_IS_TOKEN_LIST (self) && TESSERA_IS_TOKEN (token));

  g_set_object (&old, tessera_token_list_find (self, tessera_token_get_id (token)));
  if (old == NULL)
    {
      g_ptr_array_insert (self->tokens, 0, g_object_ref (token));
    }
  else
    {
      if (!g_ptr_array_find (self->tokens, old, &position))
        g_assert_not_reached ();
      g_object_unref (self->tokens->pdata[position]);
      self->tokens->pdata[position] = g_object_ref (token);
    }

  enter (self->by_id, token);
  g_list_model_items_changed (G_LIST_MODEL (self), position, old != NULL ? 1 : 0, 1);
}

gint64
tessera_token_list_get_next_expiry (TesseraTokenList *self, gint64 now)
{
  gint64 next = TESSERA_NEVER;

  g_return_val_if_fail (TESSERA_IS_TOKEN_LIST (self), TESSERA_NEVER);

  for (guint i = 0; i < self->tokens->len; i++)
    {
      TesseraToken *token = self->tokens->pdata[i];
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

  for (guint i = 0; i < self->tokens->len; i++)
    {
      TesseraToken *token = self->tokens->pdata[i];
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
