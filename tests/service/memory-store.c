#include "memory-store.h"

#include "tessera-uses.h"

#define TYPE_MEMORY_STORE (memory_store_get_type ())
G_DECLARE_FINAL_TYPE (MemoryStore, memory_store, MEMORY, STORE, GObject)

struct _MemoryStore
{
  GObject parent;
  TesseraHolders *holders;
  TesseraUses *uses;
};

static void
expect (TesseraStore *store, const TesseraDigest *digest)
{
  tessera_holders_expect (MEMORY_STORE (store)->holders, digest);
}

static gboolean
look_up (TesseraStore *store, const TesseraDigest *digest, TesseraHolder *holder, gint64 *secret_ends_at)
{
  return tessera_holders_find (MEMORY_STORE (store)->holders, digest, holder, secret_ends_at);
}

static void
count_use (TesseraStore *store, const TesseraHolder *holder, guint area, TesseraVerb verb, gint64 now)
{
  tessera_uses_count (MEMORY_STORE (store)->uses, holder->number, area, verb, now);
}

static void
memory_store_init_interface (TesseraStoreInterface *iface)
{
  iface->expect = expect;
  iface->look_up = look_up;
  iface->count_use = count_use;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MemoryStore, memory_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TESSERA_TYPE_STORE, memory_store_init_interface))

static void
memory_store_finalize (GObject *object)
{
  tessera_holders_free (MEMORY_STORE (object)->holders);
  tessera_uses_free (MEMORY_STORE (object)->uses);
  G_OBJECT_CLASS (memory_store_parent_class)->finalize (object);
}

static void
memory_store_class_init (MemoryStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = memory_store_finalize;
}

static void
memory_store_init (MemoryStore *self)
{
  self->holders = tessera_holders_new ();
}

TesseraStore *
memory_store_new (guint n_areas)
{
  MemoryStore *self = g_object_new (TYPE_MEMORY_STORE, NULL);

  self->uses = tessera_uses_new (n_areas);
  return TESSERA_STORE (self);
}

void
memory_store_add (TesseraStore *store, const TesseraHolder *holder, const TesseraDigest *digest, gint64 ends_at)
{
  MemoryStore *self = MEMORY_STORE (store);

  tessera_holders_add_secret (self->holders, holder->number, digest, ends_at);
  tessera_holders_put (self->holders, holder, 0);
}
