#include "tessera-start-menu.h"

#include "tessera-accessible.h"
#include "tessera-menu-label.h"
#include "tessera-popover-body.h"
#include "tessera-reading.h"
#include "tessera-sight.h"
#include "tessera-words.h"

#include <glib/gi18n-lib.h>

struct _TesseraStartMenu
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkWidget *popover;
  GtkBox *list;
};

G_DEFINE_TYPE (TesseraStartMenu, tessera_start_menu, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_clicked (GtkButton *button, gpointer data)
{
  TesseraStartMenu *self = data;
  TesseraPermissions permissions = *(TesseraPermissions *) g_object_get_data (G_OBJECT (button), "permissions");

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self, signals[CHOSEN], 0, &permissions);
}

static GtkWidget *
make_label (const char *words, const char *class)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  tessera_reading_align (GTK_LABEL (label));
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static void
add_set (TesseraStartMenu *self, TesseraPermissions permissions, guint tokens, TesseraCatalogue *catalogue)
{
  g_autofree char *words = tessera_words_permissions (permissions, catalogue);
  g_autofree char *count = g_strdup_printf (ngettext ("%'u token", "%'u tokens", tokens), tokens);
  /* Translators: permissions, and how many tokens have them: "Products: read. (12 tokens)" */
  g_autofree char *name = g_strdup_printf (_("%s (%s)"), words, count);
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), make_label (words, NULL));
  gtk_box_append (GTK_BOX (box), make_label (count, "description"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "set");
  tessera_accessible_set_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "permissions", g_memdup2 (&permissions, sizeof permissions), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
  gtk_box_append (self->list, button);
}

static void
clear (TesseraStartMenu *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
}

static gboolean
tessera_start_menu_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (GTK_WIDGET (TESSERA_START_MENU (widget)->button), direction);
}

static gboolean
tessera_start_menu_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TESSERA_START_MENU (widget)->button));
}

static void
tessera_start_menu_dispose (GObject *object)
{
  TesseraStartMenu *self = TESSERA_START_MENU (object);

  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;

  G_OBJECT_CLASS (tessera_start_menu_parent_class)->dispose (object);
}

static void
tessera_start_menu_class_init (TesseraStartMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_start_menu_dispose;
  widget_class->focus = tessera_start_menu_focus;
  widget_class->grab_focus = tessera_start_menu_grab_focus;

  signals[CHOSEN] = g_signal_new ("chosen", TESSERA_TYPE_START_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_POINTER);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "start-menu");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_start_menu_init (TesseraStartMenu *self)
{
  GtkWidget *inside;

  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  self->popover = gtk_popover_new ();
  gtk_widget_add_css_class (self->popover, "tessera-expiry");
  gtk_popover_set_child (GTK_POPOVER (self->popover), tessera_popover_body_new (GTK_WIDGET (self->list)));

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  tessera_menu_label_set (self->button, _("Start From"));
  gtk_menu_button_set_popover (self->button, self->popover);
  gtk_menu_button_set_has_frame (self->button, FALSE);
  tessera_sight_keep_opener (GTK_WIDGET (self->button));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _("Tick what other tokens may do"));
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  /* The keyboard's focus is on the button inside. */
  inside = gtk_widget_get_first_child (GTK_WIDGET (self->button));
  tessera_accessible_set_name (GTK_WIDGET (self->button), _("Start From"));
  tessera_accessible_set_name (inside, _("Start From"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (inside), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("Tick what other tokens may do"), -1);
}

GtkWidget *
tessera_start_menu_new (void)
{
  return g_object_new (TESSERA_TYPE_START_MENU, NULL);
}

void
tessera_start_menu_set_sets (TesseraStartMenu *menu, const TesseraCommonSet *sets, guint n, TesseraCatalogue *catalogue)
{
  guint offered = 0;

  g_return_if_fail (TESSERA_IS_START_MENU (menu) && (n == 0 || (sets != NULL && catalogue != NULL)));

  if (gtk_widget_get_mapped (menu->popover))
    return;      /* nothing moves under somebody's hand */

  clear (menu);
  for (guint i = 0; i < n; i++)
    {
      TesseraPermissions permissions = tessera_catalogue_drop_retired (catalogue, sets[i].permissions);

      if (tessera_permissions_is_empty (permissions))
        continue;
      add_set (menu, permissions, sets[i].tokens, catalogue);
      offered++;
    }
  gtk_widget_set_visible (GTK_WIDGET (menu), offered > 0);
}
