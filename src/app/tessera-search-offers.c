#include "tessera-search-offers.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-announce.h"
#include "tessera-offers.h"

/* Pixels: between the popover's edge and what is in it, and between a form and what it means. */
#define EDGE 9
#define BESIDE 12

struct _TesseraSearchOffers
{
  GtkPopover parent_instance;

  GtkSearchEntry *entry;
  TesseraTokenModel *model;
  AdwClamp *clamp;
  GtkBox *list;
  GtkWidget *help;
  GPtrArray *offers;           /* TesseraOffer */
  int chosen;                  /* -1: none */
};

G_DEFINE_FINAL_TYPE (TesseraSearchOffers, tessera_search_offers, GTK_TYPE_POPOVER)

static void
clear (TesseraSearchOffers *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  self->chosen = -1;
}

/* (transfer full) */
static char *
describe (const TesseraOffer *offer)
{
  return g_strdup_printf ("%s: %s", offer->form, offer->meaning);
}

static void
take (TesseraSearchOffers *self, guint index)
{
  const TesseraOffer *offer = self->offers->pdata[index];
  guint cursor = (guint) gtk_editable_get_position (GTK_EDITABLE (self->entry));
  g_autofree char *text
    = tessera_offers_take (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &cursor, offer->form);

  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), (int) cursor);
}

static void
on_clicked (TesseraSearchOffers *self, GtkWidget *button)
{
  guint index = 0;

  for (GtkWidget *each = gtk_widget_get_prev_sibling (button); each != NULL; each = gtk_widget_get_prev_sibling (each))
    index++;
  take (self, index);
}

static void
choose (TesseraSearchOffers *self, int index)
{
  int at = 0;

  self->chosen = CLAMP (index, -1, (int) self->offers->len - 1);
  for (GtkWidget *each = gtk_widget_get_first_child (GTK_WIDGET (self->list)); each != NULL;
       each = gtk_widget_get_next_sibling (each), at++)
    if (at == self->chosen)
      gtk_widget_set_state_flags (each, GTK_STATE_FLAG_SELECTED, FALSE);
    else
      gtk_widget_unset_state_flags (each, GTK_STATE_FLAG_SELECTED);

  if (self->chosen >= 0)
    {
      g_autofree char *words = describe (self->offers->pdata[self->chosen]);

      tessera_announce (GTK_WIDGET (self->entry), words);
    }
}

static GtkWidget *
make_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static void
add_row (TesseraSearchOffers *self, const TesseraOffer *offer)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, BESIDE);
  g_autofree char *name = describe (offer);

  gtk_box_append (GTK_BOX (box), make_label (offer->form, "form"));
  gtk_box_append (GTK_BOX (box), make_label (offer->meaning, "description"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focusable (button, FALSE);
  tessera_accessible_set_name (button, name);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->list, button);
}

static void
on_entry_left (TesseraSearchOffers *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* The class */

static void
tessera_search_offers_finalize (GObject *object)
{
  TesseraSearchOffers *self = TESSERA_SEARCH_OFFERS (object);

  g_ptr_array_unref (self->offers);

  G_OBJECT_CLASS (tessera_search_offers_parent_class)->finalize (object);
}

static void
tessera_search_offers_class_init (TesseraSearchOffersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_search_offers_finalize;
}

static void
tessera_search_offers_init (TesseraSearchOffers *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->offers = g_ptr_array_new ();
  self->chosen = -1;
  self->list = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  /* Translators: the forms are typed as they stand here, in each language; lines of about this length */
  self->help = gtk_label_new (_("Forms go together: is:expiring area:reports\ncan:write type:mobile by:mara\n“two words” -⁠without"));
  gtk_label_set_xalign (GTK_LABEL (self->help), 0);
  gtk_widget_add_css_class (self->help, "help");
  gtk_box_append (GTK_BOX (box), self->help);

  self->clamp = ADW_CLAMP (adw_clamp_new ());
#if ADW_CHECK_VERSION (1, 4, 0)
  adw_clamp_set_unit (self->clamp, ADW_LENGTH_UNIT_PX);      /* else they grow with the text */
#endif
  adw_clamp_set_child (self->clamp, box);
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->clamp));
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self), "search-offers");
  tessera_accessible_set_name (GTK_WIDGET (self), _("Search Forms"));
}

/* For who sees nothing of it. */
static void
tell_shown (TesseraSearchOffers *self)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_EXPANDED,
                               gtk_widget_get_visible (GTK_WIDGET (self)), -1);
}

GtkWidget *
tessera_search_offers_new (GtkSearchEntry *entry, TesseraTokenModel *model)
{
  TesseraSearchOffers *self = g_object_new (TESSERA_TYPE_SEARCH_OFFERS, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = entry;
  self->model = model;
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_entry_left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (entry), focus);
  g_signal_connect (self, "notify::visible", G_CALLBACK (tell_shown), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE,
                                  GTK_ACCESSIBLE_AUTOCOMPLETE_LIST, -1);
  tell_shown (self);
  return GTK_WIDGET (self);
}

/* What a form means stands below it where there is no room beside it. */
static void
stack (TesseraSearchOffers *self, gboolean stacked)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *box = gtk_button_get_child (GTK_BUTTON (row));

      gtk_orientable_set_orientation (GTK_ORIENTABLE (box), stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
      gtk_box_set_spacing (GTK_BOX (box), stacked ? 0 : BESIDE);
    }
}

/* No wider than the entry: a popover may be wider than its window, and is cut off at its edge. */
static void
fit (TesseraSearchOffers *self)
{
  int room = gtk_widget_get_width (GTK_WIDGET (self->entry)) - 2 * EDGE, wanted;

  if (room <= 0)
    return;

  gtk_widget_set_visible (self->help, TRUE);
  gtk_widget_measure (adw_clamp_get_child (self->clamp), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &wanted, NULL, NULL);
  stack (self, wanted > room);
  gtk_widget_set_visible (self->help, wanted <= room);
  adw_clamp_set_maximum_size (self->clamp, MIN (wanted, room));
  adw_clamp_set_tightening_threshold (self->clamp, MIN (wanted, room));
}

/* An open one has to be as large as what is in it now before the next frame: newer versions of GTK close a popover that has
 * become too small. */
static void
show (TesseraSearchOffers *self, gboolean shown)
{
  if (shown)
    {
      gtk_popover_popup (GTK_POPOVER (self));
      gtk_popover_present (GTK_POPOVER (self));
    }
  else
    gtk_popover_popdown (GTK_POPOVER (self));
}

void
tessera_search_offers_update (TesseraSearchOffers *self)
{
  g_auto (GStrv) admins = NULL;

  g_return_if_fail (TESSERA_IS_SEARCH_OFFERS (self));

  clear (self);
  g_ptr_array_unref (self->offers);
  admins = tessera_token_model_list_admins (self->model);
  self->offers = tessera_offers_for (gtk_editable_get_text (GTK_EDITABLE (self->entry)),
                                     (guint) gtk_editable_get_position (GTK_EDITABLE (self->entry)),
                                     tessera_token_model_get_catalogue (self->model), (const char *const *) admins);
  for (guint i = 0; i < self->offers->len; i++)
    add_row (self, self->offers->pdata[i]);

  fit (self);
  show (self, self->offers->len > 0 && tessera_accessible_has_focus (GTK_WIDGET (self->entry)));
}

guint
tessera_search_offers_get_n_shown (TesseraSearchOffers *self)
{
  g_return_val_if_fail (TESSERA_IS_SEARCH_OFFERS (self), 0);

  return gtk_widget_get_visible (GTK_WIDGET (self)) ? self->offers->len : 0;
}

gboolean
tessera_search_offers_is_choosing (TesseraSearchOffers *self)
{
  g_return_val_if_fail (TESSERA_IS_SEARCH_OFFERS (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self)) && self->chosen >= 0;
}

gboolean
tessera_search_offers_handle_key (TesseraSearchOffers *self, guint keyval, GdkModifierType modifiers)
{
  g_return_val_if_fail (TESSERA_IS_SEARCH_OFFERS (self), FALSE);

  if (!gtk_widget_get_visible (GTK_WIDGET (self)) || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;

  switch (keyval)
    {
    case GDK_KEY_Down:
      if (self->chosen + 1 == (int) self->offers->len)
        return FALSE;
      choose (self, self->chosen + 1);
      return TRUE;
    case GDK_KEY_Up:
      choose (self, self->chosen - 1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (self->chosen < 0)
        return FALSE;
      take (self, (guint) self->chosen);
      return TRUE;
    case GDK_KEY_Escape:
      gtk_popover_popdown (GTK_POPOVER (self));
      return TRUE;
    default:
      return FALSE;
    }
}
