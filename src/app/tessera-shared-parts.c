#include "tessera-shared-parts.h"

#include "tessera-query.h"

struct _TesseraSharedParts
{
  TesseraCatalogue *catalogue;
  GArray *parts;                /* TesseraSharedPart */
  GHashTable *numbers;          /* TesseraTokenKind, by its address → its number */
};

static void
part_clear (gpointer data)
{
  TesseraSharedPart *part = data;

  tessera_token_kind_unref (part->kind);
  g_free (part->text);
}

TesseraSharedParts *
tessera_shared_parts_new (void)
{
  TesseraSharedParts *self = g_new0 (TesseraSharedParts, 1);

  self->parts = g_array_new (FALSE, FALSE, sizeof (TesseraSharedPart));
  g_array_set_clear_func (self->parts, part_clear);
  self->numbers = g_hash_table_new (NULL, NULL);
  return self;
}

void
tessera_shared_parts_free (TesseraSharedParts *self)
{
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  g_hash_table_unref (self->numbers);
  g_array_unref (self->parts);
  g_free (self);
}

static void
work_out (TesseraSharedParts *self, TesseraSharedPart *part)
{
  const TesseraTokenKind *kind = part->kind;
  const char *type = self->catalogue != NULL ? tessera_catalogue_get_type_name (self->catalogue, kind->type) : kind->type;
  g_autofree char *text = g_strjoin ("\n", type, kind->created_by, kind->updated_by, NULL);

  g_free (part->text);
  part->text = tessera_query_fold (text);
  part->type_place = self->catalogue != NULL ? MAX (tessera_catalogue_find_type (self->catalogue, kind->type), 0) : 0;
}

void
tessera_shared_parts_set_catalogue (TesseraSharedParts *self, TesseraCatalogue *catalogue)
{
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  self->catalogue = tessera_catalogue_ref (catalogue);

  for (guint i = 0; i < self->parts->len; i++)
    work_out (self, &g_array_index (self->parts, TesseraSharedPart, i));
}

guint
tessera_shared_parts_get_length (TesseraSharedParts *self)
{
  return self->parts->len;
}

guint
tessera_shared_parts_enter (TesseraSharedParts *self, const TesseraTokenKind *kind)
{
  TesseraSharedPart part = { 0 };
  gpointer number;

  if (g_hash_table_lookup_extended (self->numbers, kind, NULL, &number))
    return GPOINTER_TO_UINT (number);

  part.kind = tessera_token_kind_ref (kind);
  work_out (self, &part);
  g_array_append_val (self->parts, part);
  g_hash_table_insert (self->numbers, (gpointer) kind, GUINT_TO_POINTER (self->parts->len - 1));
  return self->parts->len - 1;
}

const TesseraSharedPart *
tessera_shared_parts_get (TesseraSharedParts *self, guint number)
{
  return &g_array_index (self->parts, TesseraSharedPart, number);
}
