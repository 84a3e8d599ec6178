#include "tessera-store-sqlite-private.h"

#include <unistd.h>

static void tessera_store_sqlite_iface_init (TesseraStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TesseraStoreSqlite, tessera_store_sqlite, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TESSERA_TYPE_STORE, tessera_store_sqlite_iface_init))

static void
tessera_store_sqlite_finalize (GObject *object)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (object);

  g_clear_pointer (&self->connection, tessera_sqlite_free);
  g_clear_pointer (&self->holders, tessera_holders_free);
  g_clear_pointer (&self->uses, tessera_uses_free);
  g_free (self->doubt.revision);
  g_mutex_clear (&self->changing);
  g_clear_pointer (&self->grants, tessera_grants_free);
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  g_free (self->key_path);
  tessera_wipe (self->key, sizeof self->key);
  /* Last: until the connection is closed, nobody else may serve the file. */
  if (self->lock_fd >= 0)
    close (self->lock_fd);

  G_OBJECT_CLASS (tessera_store_sqlite_parent_class)->finalize (object);
}

/* Reads from the file, not from memory: SQLite looks there whether somebody has changed it. */
static gboolean
tessera_store_sqlite_check (TesseraStore *store, GError **error)
{
  TesseraSqlite *connection = TESSERA_STORE_SQLITE (store)->connection;
  g_auto (TesseraTransaction) transaction = { NULL };
  gint64 n_rows;

  return tessera_sqlite_begin (connection, TESSERA_SQLITE_READ, &transaction, error) &&
         tessera_sqlite_query_int (connection, "SELECT count (*) FROM meta", &n_rows, error);
}

void
tessera_store_sqlite_expect (TesseraStore *store, const TesseraDigest *digest)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (store);

  g_return_if_fail (self->holders != NULL);

  tessera_holders_expect (self->holders, digest);
}

gboolean
tessera_store_sqlite_look_up (TesseraStore *store, const TesseraDigest *digest, TesseraHolder *holder,
                              gint64 *secret_ends_at)
{
  TesseraStoreSqlite *self = TESSERA_STORE_SQLITE (store);

  g_return_val_if_fail (self->holders != NULL, FALSE);

  return tessera_holders_find (self->holders, digest, holder, secret_ends_at);
}

gint64
tessera_store_sqlite_get_created_at (TesseraStore *store, const TesseraHolder *holder)
{
  return tessera_holders_get_created_at (TESSERA_STORE_SQLITE (store)->holders, holder->number);
}

static void
tessera_store_sqlite_class_init (TesseraStoreSqliteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_store_sqlite_finalize;
}

static void
tessera_store_sqlite_init (TesseraStoreSqlite *self)
{
  g_mutex_init (&self->changing);
  self->lock_fd = -1;
}

static void
tessera_store_sqlite_iface_init (TesseraStoreInterface *iface)
{
  iface->find_admin = tessera_store_sqlite_find_admin;
  iface->add_admin = tessera_store_sqlite_add_admin;
  iface->list_admins = tessera_store_sqlite_list_admins;
  iface->remove_admin = tessera_store_sqlite_remove_admin;
  iface->expect = tessera_store_sqlite_expect;
  iface->look_up = tessera_store_sqlite_look_up;
  iface->get_created_at = tessera_store_sqlite_get_created_at;
  iface->count_use = tessera_store_sqlite_count_use;
  iface->write_uses = tessera_store_sqlite_write_uses;
  iface->usage = tessera_store_sqlite_usage;
  iface->history = tessera_store_sqlite_history;
  iface->find = tessera_store_sqlite_find;
  iface->page = tessera_store_sqlite_page;
  iface->replay = tessera_store_sqlite_replay;
  iface->create = tessera_store_sqlite_create;
  iface->update = tessera_store_sqlite_update;
  iface->rotate = tessera_store_sqlite_rotate;
  iface->revoke = tessera_store_sqlite_revoke;
  iface->check = tessera_store_sqlite_check;
}

const guint8 *
tessera_store_sqlite_get_key (TesseraStoreSqlite *store)
{
  g_return_val_if_fail (TESSERA_IS_STORE_SQLITE (store), NULL);

  return store->key;
}

void
tessera_store_sqlite_hurry (TesseraStoreSqlite *store)
{
  g_return_if_fail (TESSERA_IS_STORE_SQLITE (store));

  tessera_sqlite_hurry (store->connection);
}

const char *
tessera_store_sqlite_get_key_path (TesseraStoreSqlite *store)
{
  g_return_val_if_fail (TESSERA_IS_STORE_SQLITE (store), NULL);

  return store->key_path;
}
