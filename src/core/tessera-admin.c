#include "tessera-admin.h"

const char *
tessera_role_to_string (TesseraRole role)
{
  return role == TESSERA_ROLE_MANAGER ? "manager" : "viewer";
}

gboolean
tessera_role_from_string (const char *text, TesseraRole *role)
{
  if (g_strcmp0 (text, "manager") == 0)
    *role = TESSERA_ROLE_MANAGER;
  else if (g_strcmp0 (text, "viewer") == 0)
    *role = TESSERA_ROLE_VIEWER;
  else
    return FALSE;

  return TRUE;
}

TesseraAdmin *
tessera_admin_new (gint64 number, const char *name, TesseraRole role)
{
  TesseraAdmin *admin = g_new0 (TesseraAdmin, 1);

  admin->number = number;
  admin->name = g_strdup (name);
  admin->role = role;
  return admin;
}

void
tessera_admin_free (TesseraAdmin *admin)
{
  g_free (admin->name);
  g_free (admin);
}
