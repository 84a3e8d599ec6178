#include "tessera-token-kind.h"

#include <string.h>

typedef struct
{
  TesseraTokenKind told;        /* first, so that either's address is the other's */
  guint references;
  char strings[];
} Kind;

static GMutex mutex;            /* of the table and of all references */
static GHashTable *kinds;       /* TesseraTokenKind as a set; NULL while there are none */

static guint
hash (gconstpointer kind)
{
  const TesseraTokenKind *self = kind;

  return (g_str_hash (self->type) * 31 + g_str_hash (self->created_by)) * 31 + g_str_hash (self->updated_by);
}

static gboolean
equal (gconstpointer a, gconstpointer b)
{
  const TesseraTokenKind *one = a, *other = b;

  return g_str_equal (one->type, other->type) && g_str_equal (one->created_by, other->created_by)
         && g_str_equal (one->updated_by, other->updated_by);
}

static Kind *
make (const TesseraTokenKind *like)
{
  gsize type = strlen (like->type) + 1, created_by = strlen (like->created_by) + 1, updated_by = strlen (like->updated_by) + 1;
  Kind *self = g_malloc (sizeof *self + type + created_by + updated_by);

  self->references = 0;
  self->told.type = memcpy (self->strings, like->type, type);
  self->told.created_by = memcpy (self->strings + type, like->created_by, created_by);
  self->told.updated_by = memcpy (self->strings + type + created_by, like->updated_by, updated_by);
  return self;
}

const TesseraTokenKind *
tessera_token_kind_new (const char *type, const char *created_by, const char *updated_by)
{
  const TesseraTokenKind like = { type, created_by, updated_by };
  Kind *self;

  g_mutex_lock (&mutex);
  if (kinds == NULL)
    kinds = g_hash_table_new (hash, equal);
  self = g_hash_table_lookup (kinds, &like);
  if (self == NULL)
    {
      self = make (&like);
      g_hash_table_add (kinds, self);
    }
  self->references++;
  g_mutex_unlock (&mutex);

  return &self->told;
}

const TesseraTokenKind *
tessera_token_kind_ref (const TesseraTokenKind *kind)
{
  g_mutex_lock (&mutex);
  ((Kind *) kind)->references++;
  g_mutex_unlock (&mutex);

  return kind;
}

void
tessera_token_kind_unref (const TesseraTokenKind *kind)
{
  Kind *self = (Kind *) kind;

  g_mutex_lock (&mutex);
  if (--self->references == 0)
    {
      g_hash_table_remove (kinds, self);
      g_free (self);
    }
  if (g_hash_table_size (kinds) == 0)
    g_clear_pointer (&kinds, g_hash_table_unref);
  g_mutex_unlock (&mutex);
}
