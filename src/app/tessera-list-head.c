#include "tessera-list-head.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-announce.h"
#include "tessera-filter-bar.h"
#include "tessera-search-offers.h"
#include "tessera-sort-menu.h"

#define TELLING_MILLISECONDS 600 /* after the last key, which is read itself */

struct _TesseraListHead
{
  GtkWidget parent_instance;

  GtkSearchEntry *search;
  TesseraSearchOffers *offers;
  GtkBox *row;
  TesseraFilterBar *filters;
  TesseraSortMenu *sort;

  TesseraTokenModel *model;
  GSettings *settings;         /* or NULL */
  gboolean known;              /* how many tokens there are */
  guint offering;
  guint telling;
};

G_DEFINE_FINAL_TYPE (TesseraListHead, tessera_list_head, GTK_TYPE_WIDGET)

static guint left_signal;

static void
on_search_changed (TesseraListHead *self)
{
  tessera_token_model_set_search (self->model, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

/* What came of the search, to who does not see it. */
static gboolean
tell_result (gpointer data)
{
  TesseraListHead *self = data;
  guint n_found = tessera_token_model_count (self->model, tessera_filter_bar_get_filter (self->filters));
  guint n_offers = tessera_search_offers_get_n_shown (self->offers);
  g_autofree char *found = g_strdup_printf (ngettext ("%'u token", "%'u tokens", n_found), n_found);
  g_autofree char *offered = NULL, *words = NULL;

  self->telling = 0;
  if (!self->known || (gtk_widget_get_state_flags (GTK_WIDGET (self->search)) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0
      || tessera_search_offers_is_choosing (self->offers))
    return G_SOURCE_REMOVE;

  /* Translators: forms of a search, in a list below it */
  offered = g_strdup_printf (ngettext ("%u form is offered: Down chooses it.", "%u forms are offered: Down chooses one.",
                                       n_offers),
                             n_offers);
  /* Translators: how many tokens are found, and a sentence about what can be searched for */
  words = n_offers > 0 ? g_strdup_printf (_("%s. %s"), found, offered) : g_steal_pointer (&found);
  tessera_announce (GTK_WIDGET (self->search), words);
  return G_SOURCE_REMOVE;
}

static gboolean
offer (gpointer data)
{
  TesseraListHead *self = data;

  self->offering = 0;
  tessera_search_offers_update (self->offers);
  return G_SOURCE_REMOVE;
}

/* The offers before the next key, so that it is for what is seen; but not at once, since the entry tells of what is typed
 * before its cursor has passed it. */
static void
on_typed (TesseraListHead *self)
{
  if (self->offers == NULL)
    return;

  if (self->offering == 0)
    self->offering = g_idle_add_full (G_PRIORITY_HIGH, offer, self, NULL);
  g_clear_handle_id (&self->telling, g_source_remove);
  self->telling = g_timeout_add (TELLING_MILLISECONDS, tell_result, self);
}

static void
empty_search (TesseraListHead *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  on_search_changed (self);
}

static void
on_stop_search (TesseraListHead *self)
{
  empty_search (self);
  g_signal_emit (self, left_signal, 0);
}

static void
on_filter_changed (TesseraListHead *self)
{
  TesseraFilter filter = tessera_filter_bar_get_filter (self->filters);

  if (self->model == NULL)
    return;

  tessera_token_model_set_filter (self->model, filter);
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "filter", tessera_filter_to_string (filter));
}

static void
show_counts (TesseraListHead *self)
{
  for (guint filter = 0; filter < TESSERA_N_FILTERS && self->known; filter++)
    tessera_filter_bar_set_count (self->filters, filter, tessera_token_model_count (self->model, filter));
}

/* Down goes out of the entry into the list; newer versions of GTK keep the key in the entry. */
static gboolean
on_search_key (TesseraListHead *self, guint keyval, guint keycode, GdkModifierType modifiers)
{
  if (tessera_search_offers_handle_key (self->offers, keyval, modifiers))
    return GDK_EVENT_STOP;
  if (keyval != GDK_KEY_Down || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, left_signal, 0);
  return GDK_EVENT_STOP;
}

static void
add_search_keys (TesseraListHead *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_search_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
}

/* The class */

static void
tessera_list_head_dispose (GObject *object)
{
  TesseraListHead *self = TESSERA_LIST_HEAD (object);

  g_clear_handle_id (&self->telling, g_source_remove);
  g_clear_handle_id (&self->offering, g_source_remove);
  if (self->offers != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->offers)));
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_LIST_HEAD);
  g_clear_object (&self->settings);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (tessera_list_head_parent_class)->dispose (object);
}

static void
tessera_list_head_class_init (TesseraListHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_list_head_dispose;

  left_signal = g_signal_new ("left", TESSERA_TYPE_LIST_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (TESSERA_TYPE_FILTER_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-list-head.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraListHead, search);
  gtk_widget_class_bind_template_child (widget_class, TesseraListHead, row);
  gtk_widget_class_bind_template_child (widget_class, TesseraListHead, filters);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
}

static void
tessera_list_head_init (TesseraListHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The keyboard's focus is on the text inside. */
  for (GtkWidget *each = gtk_widget_get_first_child (GTK_WIDGET (self->search)); each != NULL;
       each = gtk_widget_get_next_sibling (each))
    tessera_accessible_set_name (each, _("Search"));
  tessera_accessible_set_name (GTK_WIDGET (self->search), _("Search"));
  add_search_keys (self);
}

GtkWidget *
tessera_list_head_new (TesseraTokenModel *model, GtkColumnView *view)
{
  TesseraListHead *self = g_object_new (TESSERA_TYPE_LIST_HEAD, NULL);

  self->model = g_object_ref (model);
  self->offers = TESSERA_SEARCH_OFFERS (tessera_search_offers_new (self->search, model));
  gtk_widget_set_parent (GTK_WIDGET (self->offers), GTK_WIDGET (self->search));
  self->sort = TESSERA_SORT_MENU (tessera_sort_menu_new (model, view));
  tessera_list_head_add (self, GTK_WIDGET (self->sort));
  g_signal_connect_object (model, "counted", G_CALLBACK (show_counts), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
tessera_list_head_add (TesseraListHead *self, GtkWidget *widget)
{
  g_return_if_fail (TESSERA_IS_LIST_HEAD (self) && GTK_IS_WIDGET (widget));

  gtk_widget_set_valign (widget, GTK_ALIGN_START);
  gtk_box_append (self->row, widget);
}

void
tessera_list_head_set_known (TesseraListHead *self)
{
  g_return_if_fail (TESSERA_IS_LIST_HEAD (self));

  if (self->known)
    return;
  self->known = TRUE;
  show_counts (self);
}

void
tessera_list_head_remember (TesseraListHead *self, GSettings *settings)
{
  g_autofree char *filter = NULL;

  g_return_if_fail (TESSERA_IS_LIST_HEAD (self) && G_IS_SETTINGS (settings));

  filter = g_settings_get_string (settings, "filter");
  tessera_filter_bar_set_filter (self->filters, tessera_filter_from_string (filter));
  tessera_sort_menu_remember (self->sort, settings);
  g_set_object (&self->settings, settings);
}

void
tessera_list_head_clear (TesseraListHead *self)
{
  g_return_if_fail (TESSERA_IS_LIST_HEAD (self));

  empty_search (self);
  tessera_filter_bar_set_filter (self->filters, TESSERA_FILTER_ALL);
}

void
tessera_list_head_set_filter (TesseraListHead *self, TesseraFilter filter)
{
  g_return_if_fail (TESSERA_IS_LIST_HEAD (self));

  tessera_filter_bar_set_filter (self->filters, filter);
}

void
tessera_list_head_focus_search (TesseraListHead *self)
{
  g_return_if_fail (TESSERA_IS_LIST_HEAD (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
