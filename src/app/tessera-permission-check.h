/* tessera-permission-check.h: a box of the permission grid.
 *
 * A GtkCheckButton which assistive technology can press: the plain one has no
 * action on the accessibility bus in GTK 4.8. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_PERMISSION_CHECK (tessera_permission_check_get_type ())
G_DECLARE_FINAL_TYPE (TesseraPermissionCheck, tessera_permission_check, TESSERA, PERMISSION_CHECK, GtkCheckButton)

GtkWidget *tessera_permission_check_new (void);

G_END_DECLS
