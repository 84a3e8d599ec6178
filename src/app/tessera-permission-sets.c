#include "tessera-permission-sets.h"

struct _TesseraPermissionSets
{
  GPtrArray *sets;          /* TesseraPermissions */
  GHashTable *numbers;      /* one of them → its number */
};

static guint
hash (gconstpointer set)
{
  const TesseraPermissions *permissions = set;
  guint64 mixed = permissions->sets[TESSERA_VERB_READ] * 31 + permissions->sets[TESSERA_VERB_WRITE];

  return (guint) (mixed ^ mixed >> 32);
}

static gboolean
equal (gconstpointer a, gconstpointer b)
{
  return tessera_permissions_equal (*(const TesseraPermissions *) a, *(const TesseraPermissions *) b);
}

TesseraPermissionSets *
tessera_permission_sets_new (void)
{
  TesseraPermissionSets *self = g_new0 (TesseraPermissionSets, 1);

  self->sets = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_hash_table_new (hash, equal);
  return self;
}

void
tessera_permission_sets_free (TesseraPermissionSets *self)
{
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->sets);
  g_free (self);
}

guint
tessera_permission_sets_get_length (TesseraPermissionSets *self)
{
  return self->sets->len;
}

guint
tessera_permission_sets_enter (TesseraPermissionSets *self, TesseraPermissions permissions)
{
  gpointer number;
  TesseraPermissions *own;

  if (g_hash_table_lookup_extended (self->numbers, &permissions, NULL, &number))
    return GPOINTER_TO_UINT (number);

  own = g_memdup2 (&permissions, sizeof permissions);
  g_ptr_array_add (self->sets, own);
  g_hash_table_insert (self->numbers, own, GUINT_TO_POINTER (self->sets->len - 1));
  return self->sets->len - 1;
}

TesseraPermissions
tessera_permission_sets_get (TesseraPermissionSets *self, guint number)
{
  return *(const TesseraPermissions *) self->sets->pdata[number];
}
