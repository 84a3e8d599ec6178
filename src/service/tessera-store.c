#include "tessera-store.h"

G_DEFINE_INTERFACE (TesseraStore, tessera_store, G_TYPE_OBJECT)

static void
tessera_store_default_init (TesseraStoreInterface *iface)
{
}

void
tessera_page_free (TesseraPage *page)
{
  g_clear_pointer (&page->tokens, g_ptr_array_unref);
  g_free (page->next_cursor);
  g_free (page);
}

void
tessera_event_page_free (TesseraEventPage *page)
{
  g_clear_pointer (&page->events, g_ptr_array_unref);
  g_free (page->next_cursor);
  g_free (page);
}

TesseraAdmin *
tessera_store_find_admin (TesseraStore *store, const TesseraDigest *digest, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), NULL);
  g_return_val_if_fail (digest != NULL, NULL);

  return TESSERA_STORE_GET_IFACE (store)->find_admin (store, digest, error);
}

gboolean
tessera_store_add_admin (TesseraStore *store, const char *name, TesseraRole role, const TesseraDigest *digest,
                         gint64 now, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), FALSE);
  g_return_val_if_fail (name != NULL && digest != NULL, FALSE);

  return TESSERA_STORE_GET_IFACE (store)->add_admin (store, name, role, digest, now, error);
}

GPtrArray *
tessera_store_list_admins (TesseraStore *store, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), NULL);

  return TESSERA_STORE_GET_IFACE (store)->list_admins (store, error);
}

gboolean
tessera_store_remove_admin (TesseraStore *store, const char *name, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  return TESSERA_STORE_GET_IFACE (store)->remove_admin (store, name, error);
}

void
tessera_store_expect (TesseraStore *store, const TesseraDigest *digest)
{
  g_return_if_fail (TESSERA_IS_STORE (store));
  g_return_if_fail (digest != NULL);

  TESSERA_STORE_GET_IFACE (store)->expect (store, digest);
}

gboolean
tessera_store_look_up (TesseraStore *store, const TesseraDigest *digest, TesseraHolder *holder, gint64 *secret_ends_at)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), FALSE);
  g_return_val_if_fail (digest != NULL && holder != NULL && secret_ends_at != NULL, FALSE);

  return TESSERA_STORE_GET_IFACE (store)->look_up (store, digest, holder, secret_ends_at);
}

gint64
tessera_store_get_created_at (TesseraStore *store, const TesseraHolder *holder)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), 0);
  g_return_val_if_fail (holder != NULL, 0);

  return TESSERA_STORE_GET_IFACE (store)->get_created_at (store, holder);
}

void
tessera_store_count_use (TesseraStore *store, const TesseraHolder *holder, guint area, TesseraVerb verb, gint64 now)
{
  g_return_if_fail (TESSERA_IS_STORE (store));
  g_return_if_fail (holder != NULL);

  TESSERA_STORE_GET_IFACE (store)->count_use (store, holder, area, verb, now);
}

gboolean
tessera_store_write_uses (TesseraStore *store, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), FALSE);

  return TESSERA_STORE_GET_IFACE (store)->write_uses (store, error);
}

TesseraUsage *
tessera_store_usage (TesseraStore *store, const char *id, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return TESSERA_STORE_GET_IFACE (store)->usage (store, id, error);
}

TesseraEventPage *
tessera_store_history (TesseraStore *store, const char *id, guint limit, const char *cursor, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), NULL);
  g_return_val_if_fail (limit >= 1 && limit <= TESSERA_PAGE_MAX, NULL);

  return TESSERA_STORE_GET_IFACE (store)->history (store, id, limit, cursor, error);
}

TesseraToken *
tessera_store_find (TesseraStore *store, const char *id, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return TESSERA_STORE_GET_IFACE (store)->find (store, id, error);
}

TesseraPage *
tessera_store_page (TesseraStore *store, guint limit, const char *cursor, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), NULL);
  g_return_val_if_fail (limit >= 1 && limit <= TESSERA_PAGE_MAX, NULL);

  return TESSERA_STORE_GET_IFACE (store)->page (store, limit, cursor, error);
}

TesseraToken *
tessera_store_replay (TesseraStore *store, const TesseraAdmin *by, const TesseraReplayKey *replay, gint64 now,
                      GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), NULL);
  g_return_val_if_fail (by != NULL && replay != NULL && replay->key != NULL, NULL);

  return TESSERA_STORE_GET_IFACE (store)->replay (store, by, replay, now, error);
}

TesseraToken *
tessera_store_create (TesseraStore *store, const TesseraDraft *draft, const TesseraSecret *secret,
                      const TesseraReplayKey *replay, const TesseraAdmin *by, gint64 now, gboolean *replayed,
                      GError **error)
{
  gboolean unasked;

  g_return_val_if_fail (TESSERA_IS_STORE (store), NULL);
  g_return_val_if_fail (draft != NULL && secret != NULL && by != NULL, NULL);
  g_return_val_if_fail (replay == NULL || replay->key != NULL, NULL);

  return TESSERA_STORE_GET_IFACE (store)->create (store, draft, secret, replay, by, now,
                                                  replayed != NULL ? replayed : &unasked, error);
}

TesseraToken *
tessera_store_update (TesseraStore *store, const char *id, const char *revision, const TesseraDraft *draft,
                      const TesseraAdmin *by, gint64 now, TesseraToken **current, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), NULL);
  g_return_val_if_fail (id != NULL && revision != NULL && draft != NULL && by != NULL, NULL);

  if (current != NULL)
    *current = NULL;
  return TESSERA_STORE_GET_IFACE (store)->update (store, id, revision, draft, by, now, current, error);
}

TesseraToken *
tessera_store_rotate (TesseraStore *store, const char *id, const char *revision, const TesseraSecret *secret,
                      guint grace_seconds, const TesseraAdmin *by, gint64 now, TesseraToken **current, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), NULL);
  g_return_val_if_fail (id != NULL && revision != NULL && secret != NULL && by != NULL, NULL);
  g_return_val_if_fail (grace_seconds <= TESSERA_GRACE_MAX, NULL);

  if (current != NULL)
    *current = NULL;
  return TESSERA_STORE_GET_IFACE (store)->rotate (store, id, revision, secret, grace_seconds, by, now, current, error);
}

TesseraToken *
tessera_store_revoke (TesseraStore *store, const char *id, const TesseraAdmin *by, gint64 now, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), NULL);
  g_return_val_if_fail (id != NULL && by != NULL, NULL);

  return TESSERA_STORE_GET_IFACE (store)->revoke (store, id, by, now, error);
}

gboolean
tessera_store_check (TesseraStore *store, GError **error)
{
  g_return_val_if_fail (TESSERA_IS_STORE (store), FALSE);

  return TESSERA_STORE_GET_IFACE (store)->check (store, error);
}
