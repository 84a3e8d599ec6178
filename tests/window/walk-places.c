#include "walk-places.h"

#include "tessera-bulk-dialog.h"
#include "tessera-bulk-page.h"
#include "tessera-check-dialog.h"
#include "tessera-conflict-dialog.h"
#include "tessera-created-dialog.h"
#include "tessera-expiry-popover.h"
#include "tessera-export-menu.h"
#include "tessera-history-dialog.h"
#include "tessera-rotate-dialog.h"
#include "tessera-search-offers.h"
#include "tessera-server-dialog.h"
#include "tessera-servers-dialog.h"
#include "tessera-sort-menu.h"
#include "tessera-start-menu.h"
#include "walk-ways.h"

#define TRIES 3

typedef struct
{
  const char *name;
  gboolean (*is_here) (WalkPlaces *self);
  gboolean (*approach) (WalkPlaces *self);     /* whether one got there */
} Place;

struct _WalkPlaces
{
  WindowBed *bed;
  WalkServers *servers;
  WalkInput *input;
  gulong hook;
  guint duplicated;         /* how often since the last look */
  guint *visits;            /* of each place */
  gboolean *were_there;     /* at the last look */
};

/* The places: whether one is there, and how one comes there. */

#define DIALOG(name, type)                                                                                             \
  static gboolean is_in_##name (WalkPlaces *self)                                                                      \
  {                                                                                                                    \
    return find_window (type) != NULL;                                                                                 \
  }

#define INSIDE(name, type)                                                                                             \
  static gboolean is_at_##name (WalkPlaces *self)                                                                      \
  {                                                                                                                    \
    return find (self->bed->window, type, NULL) != NULL;                                                               \
  }

DIALOG (servers, TESSERA_TYPE_SERVERS_DIALOG)
DIALOG (server, TESSERA_TYPE_SERVER_DIALOG)
DIALOG (created, TESSERA_TYPE_CREATED_DIALOG)
DIALOG (rotation, TESSERA_TYPE_ROTATE_DIALOG)
DIALOG (history, TESSERA_TYPE_HISTORY_DIALOG)
DIALOG (check, TESSERA_TYPE_CHECK_DIALOG)
DIALOG (comparison, TESSERA_TYPE_CONFLICT_DIALOG)
DIALOG (report, TESSERA_TYPE_BULK_DIALOG)
DIALOG (shortcuts, GTK_TYPE_SHORTCUTS_WINDOW)
DIALOG (about, ADW_TYPE_ABOUT_WINDOW)
DIALOG (export, GTK_TYPE_FILE_CHOOSER_DIALOG)
INSIDE (several, TESSERA_TYPE_BULK_PAGE)
INSIDE (offers, TESSERA_TYPE_SEARCH_OFFERS)
INSIDE (date, TESSERA_TYPE_EXPIRY_POPOVER)

static gboolean
is_here (WalkPlaces *self)
{
  return walk_servers_is_here (self->servers);
}

static gboolean
is_revoking (WalkPlaces *self)
{
  return walk_is_asked ("revoke");
}

static gboolean
is_leaving (WalkPlaces *self)
{
  return walk_is_asked ("discard");
}

static gboolean
is_duplicating (WalkPlaces *self)
{
  return self->duplicated > 0;
}

static gboolean
has_menu (gpointer root, GType within)
{
  GtkWidget *part = find (root, within, NULL);

  return part != NULL && find (part, GTK_TYPE_POPOVER, NULL) != NULL;
}

static gboolean
is_sorting (WalkPlaces *self)
{
  return has_menu (self->bed->window, TESSERA_TYPE_SORT_MENU);
}

static gboolean
is_starting (WalkPlaces *self)
{
  return has_menu (self->bed->window, TESSERA_TYPE_START_MENU);
}

/* Beside the list, not inside one of its buttons. */
static gboolean
is_at_row (WalkPlaces *self)
{
  GtkWidget *menu = find (tessera_window_get_tokens_page (self->bed->window), GTK_TYPE_POPOVER_MENU, NULL);

  return menu != NULL && TESSERA_IS_TOKENS_PAGE (gtk_widget_get_parent (menu));
}

static gboolean
open_by_action (WalkPlaces *self, const char *action, gboolean (*is_there) (WalkPlaces *self))
{
  gtk_widget_activate_action (GTK_WIDGET (self->bed->window), action, NULL);
  return COMES (is_there (self));
}

static gboolean
go_to_servers (WalkPlaces *self)
{
  return open_by_action (self, "frame.servers", is_in_servers);
}

static gboolean
go_to_server (WalkPlaces *self)
{
  if (!go_to_servers (self))
    return FALSE;

  press (find_window (TESSERA_TYPE_SERVERS_DIALOG), "Add Server");
  return COMES (is_in_server (self));
}

/* It is the first of the list. */
static gboolean
go_here (WalkPlaces *self)
{
  GtkListBox *list;

  if (!go_to_servers (self))
    return FALSE;

  list = find (find_window (TESSERA_TYPE_SERVERS_DIALOG), GTK_TYPE_LIST_BOX, NULL);
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 0));
  return COMES (is_here (self));
}

static gboolean
go_to_created (WalkPlaces *self)
{
  GtkWidget *form = window_bed_get_create_form (self->bed);

  if (!walk_open_create (self->bed) || !COMES (can_press (form, "Create Token")))
    return FALSE;

  fill_form (form, "Weekly report");
  press (form, "Create Token");
  return COMES (is_in_created (self));
}

static gboolean
go_to_rotation (WalkPlaces *self)
{
  return walk_act_on_token (self->bed, "rotate", TESSERA_TYPE_ROTATE_DIALOG);
}

static gboolean
go_to_history (WalkPlaces *self)
{
  return walk_act_on_token (self->bed, "history", TESSERA_TYPE_HISTORY_DIALOG);
}

static gboolean
go_to_check (WalkPlaces *self)
{
  return walk_act_on_token (self->bed, "check", TESSERA_TYPE_CHECK_DIALOG);
}

static gboolean
revoke_token (WalkPlaces *self)
{
  return walk_act_on_token (self->bed, "revoke", ADW_TYPE_MESSAGE_DIALOG);
}

static gboolean
duplicate_token (WalkPlaces *self)
{
  if (!walk_open_token (self->bed))
    return FALSE;

  g_action_group_activate_action (tessera_editor_get_actions (window_bed_get_editor (self->bed)), "duplicate", NULL);
  return COMES (is_duplicating (self));
}

static gboolean
go_to_comparison (WalkPlaces *self)
{
  GtkWidget *form = window_bed_get_edit_form (self->bed);

  if (!walk_open_token (self->bed))
    return FALSE;

  type_name (form, "Monthly report");
  window_bed_rename_newest (self->bed, "Daily report");
  if (!COMES (can_press (form, "Update Token")))
    return FALSE;

  press (form, "Update Token");
  return COMES (is_in_comparison (self));
}

static gboolean
leave_changes (WalkPlaces *self)
{
  if (!walk_open_token (self->bed))
    return FALSE;

  type_name (window_bed_get_edit_form (self->bed), "Monthly report");
  gtk_selection_model_unselect_all (window_bed_get_selection (self->bed));
  gtk_window_close (GTK_WINDOW (self->bed->window));
  AWAIT (is_leaving (self));
  return TRUE;
}

static gboolean
go_to_several (WalkPlaces *self)
{
  if (!walk_open_token (self->bed))
    return FALSE;

  gtk_selection_model_select_range (window_bed_get_selection (self->bed), 0, 3, TRUE);
  return COMES (is_at_several (self));
}

static gboolean
go_to_report (WalkPlaces *self)
{
  if (!go_to_several (self))
    return FALSE;

  press (find (self->bed->window, TESSERA_TYPE_BULK_PAGE, NULL), "Set Expiry Date…");
  if (!COMES (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL))
    return FALSE;

  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Set Expiry Date");
  return COMES (is_in_report (self));
}

static gboolean
go_to_shortcuts (WalkPlaces *self)
{
  return open_by_action (self, "frame.shortcuts", is_in_shortcuts);
}

static gboolean
go_to_about (WalkPlaces *self)
{
  return open_by_action (self, "frame.about", is_in_about);
}

static gboolean
go_to_export (WalkPlaces *self)
{
  if (!walk_open_token (self->bed))
    return FALSE;

  gtk_widget_activate_action (find (self->bed->window, TESSERA_TYPE_EXPORT_MENU, NULL), "export.csv", NULL);
  return COMES (is_in_export (self));
}

static gboolean
go_to_sorting (WalkPlaces *self)
{
  return walk_open_token (self->bed) && walk_open_popover (find (self->bed->window, TESSERA_TYPE_SORT_MENU, NULL));
}

static gboolean
go_to_starting (WalkPlaces *self)
{
  GtkWidget *form = window_bed_get_create_form (self->bed);

  return walk_open_create (self->bed) && COMES (find (form, TESSERA_TYPE_START_MENU, NULL) != NULL)
         && walk_open_popover (find (form, TESSERA_TYPE_START_MENU, NULL));
}

static gboolean
go_to_date (WalkPlaces *self)
{
  return walk_open_create (self->bed) && walk_open_popover (window_bed_get_create_form (self->bed));
}

static gboolean
go_to_offers (WalkPlaces *self)
{
  static const char *const keys[] = { "i", "s", "colon" };
  GtkWidget *entry;

  if (!walk_open_tokens (self->bed))
    return FALSE;

  entry = find (self->bed->window, GTK_TYPE_SEARCH_ENTRY, NULL);
  if (!walk_give_keyboard (self->bed, entry))
    return FALSE;

  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    send_key (keys[i]);
  return COMES (is_at_offers (self));
}

static gboolean
go_to_row (WalkPlaces *self)
{
  if (!walk_open_token (self->bed)
      || !walk_give_keyboard (self->bed, find (self->bed->window, GTK_TYPE_COLUMN_VIEW, NULL)))
    return FALSE;

  send_key ("Menu");
  return COMES (is_at_row (self));
}

static const Place all[] = {
  { "Servers", is_in_servers, go_to_servers },
  { "Add Server", is_in_server, go_to_server },
  { "this computer's service", is_here, go_here },
  { "Token created", is_in_created, go_to_created },
  { "Start From", is_starting, go_to_starting },
  { "the expiry date", is_at_date, go_to_date },
  { "the search's offers", is_at_offers, go_to_offers },
  { "Sort by", is_sorting, go_to_sorting },
  { "Export", is_in_export, go_to_export },
  { "a row's menu", is_at_row, go_to_row },
  { "several tokens", is_at_several, go_to_several },
  { "what became of several", is_in_report, go_to_report },
  { "Rotate", is_in_rotation, go_to_rotation },
  { "Duplicate", is_duplicating, duplicate_token },
  { "History", is_in_history, go_to_history },
  { "Check a Request", is_in_check, go_to_check },
  { "Revoke", is_revoking, revoke_token },
  { "a comparison", is_in_comparison, go_to_comparison },
  { "unsaved changes", is_leaving, leave_changes },
  { "the shortcuts", is_in_shortcuts, go_to_shortcuts },
  { "About", is_in_about, go_to_about },
};

/* The count */

static gboolean
on_duplicate (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  WalkPlaces *self = data;

  self->duplicated++;
  return TRUE;
}

WalkPlaces *
walk_places_new (WindowBed *bed, WalkServers *servers, WalkInput *input)
{
  WalkPlaces *self = g_new0 (WalkPlaces, 1);

  self->bed = bed;
  self->servers = servers;
  self->input = input;
  self->visits = g_new0 (guint, G_N_ELEMENTS (all));
  self->were_there = g_new0 (gboolean, G_N_ELEMENTS (all));
  self->hook = g_signal_add_emission_hook (g_signal_lookup ("duplicate", TESSERA_TYPE_EDITOR), 0, on_duplicate, self, NULL);
  return self;
}

void
walk_places_free (WalkPlaces *places)
{
  g_signal_remove_emission_hook (g_signal_lookup ("duplicate", TESSERA_TYPE_EDITOR), places->hook);
  g_free (places->visits);
  g_free (places->were_there);
  g_free (places);
}

void
walk_places_look (WalkPlaces *places)
{
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      gboolean is_there = all[i].is_here (places);

      places->visits[i] += is_there && !places->were_there[i];
      places->were_there[i] = is_there;
    }
  places->duplicated = 0;
}

static guint
find_least_visited (WalkPlaces *self)
{
  guint least = 0;

  for (guint i = 1; i < G_N_ELEMENTS (all); i++)
    if (self->visits[i] < self->visits[least])
      least = i;
  return least;
}

static void
begin_at_window (WalkPlaces *self)
{
  GtkWindow *window = GTK_WINDOW (self->bed->window);

  walk_put_dialogs_away (self->bed);
  gtk_window_set_default_size (window, 1040, 760);
  walk_assert_hears (self->bed, self->input);
}

/* What came of the steps before may come in between; but not each time. */
const char *
walk_places_approach (WalkPlaces *places)
{
  const Place *place = &all[find_least_visited (places)];

  for (guint tries = 0; tries < TRIES; tries++)
    {
      begin_at_window (places);
      g_test_message ("on the way to %s", place->name);
      if (place->approach (places))
        return place->name;
    }

  g_error ("there is no way to %s", place->name);
}

guint
walk_places_count_missing (WalkPlaces *places)
{
  guint missing = 0;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    missing += places->visits[i] == 0;
  return missing;
}

void
walk_places_tell (WalkPlaces *places)
{
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_test_message ("%s: visited %u times", all[i].name, places->visits[i]);
}
