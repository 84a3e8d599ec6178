#include "tessera-permission-check.h"

struct _TesseraPermissionCheck
{
  GtkCheckButton parent_instance;
};

G_DEFINE_TYPE (TesseraPermissionCheck, tessera_permission_check, GTK_TYPE_CHECK_BUTTON)

static void
toggle (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate (widget);
}

static void
tessera_permission_check_class_init (TesseraPermissionCheckClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "permission.toggle", NULL, toggle);
}

static void
tessera_permission_check_init (TesseraPermissionCheck *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "permission");
}

GtkWidget *
tessera_permission_check_new (void)
{
  return g_object_new (TESSERA_TYPE_PERMISSION_CHECK, NULL);
}
