#include "tessera-carry-over.h"

TesseraPermissions
tessera_carry_over_permissions (TesseraPermissions permissions, TesseraCatalogue *from, TesseraCatalogue *to)
{
  TesseraPermissions carried = { 0 };

  for (guint area = 0; area < tessera_catalogue_get_n_areas (from); area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      {
        int there = tessera_catalogue_find_area (to, tessera_catalogue_get_area (from, area)->id);

        if (there >= 0 && tessera_permissions_has (permissions, area, verb))
          carried = tessera_permissions_with (carried, there, verb, TRUE);
      }

  return carried;
}

TesseraToken *
tessera_carry_over_token (TesseraToken *token, TesseraCatalogue *from, TesseraCatalogue *to)
{
  TesseraTokenFields fields = tessera_token_get_fields (token);

  fields.permissions = tessera_carry_over_permissions (fields.permissions, from, to);
  return tessera_token_new (&fields);
}
