/* tessera-admin.h: who manages tokens: a name and a role. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  TESSERA_ROLE_VIEWER,
  TESSERA_ROLE_MANAGER,
} TesseraRole;

/* `viewer`, `manager`. */
const char *tessera_role_to_string (TesseraRole role);

/* Returns: whether @text names a role */
gboolean tessera_role_from_string (const char *text, TesseraRole *role);

/**
 * TesseraAdmin:
 * @number: the store's own, never reused; 0 is the database's owner on the private socket
 */
typedef struct
{
  gint64 number;
  char *name;
  TesseraRole role;
} TesseraAdmin;

TesseraAdmin *tessera_admin_new (gint64 number, const char *name, TesseraRole role);
void tessera_admin_free (TesseraAdmin *admin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraAdmin, tessera_admin_free)

G_END_DECLS
