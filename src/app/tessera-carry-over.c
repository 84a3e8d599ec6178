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
  return tessera_token_new (&(TesseraTokenFields) {
    .id = tessera_token_get_id (token),
    .name = tessera_token_get_name (token),
    .type = tessera_token_get_type_id (token),
    .permissions = tessera_carry_over_permissions (tessera_token_get_permissions (token), from, to),
    .expires_at = tessera_token_get_expires_at (token),
    .revoked = tessera_token_get_revoked (token),
    .hint = tessera_token_get_hint (token),
    .created_at = tessera_token_get_created_at (token),
    .created_by = tessera_token_get_created_by (token),
    .updated_at = tessera_token_get_updated_at (token),
    .updated_by = tessera_token_get_updated_by (token),
    .last_used_at = tessera_token_get_last_used_at (token),
    .revision = tessera_token_get_revision (token),
  });
}
