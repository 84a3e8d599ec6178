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

/* One of the last three leads there, in a moment. */
typedef struct
{
  const char *name;
  gboolean (*is_here) (WalkPlaces *self);
  gboolean (*go) (WalkPlaces *self);     /* whether nothing came in between */
  const char *window_action;
  const char *token_action;
} Place;

struct _WalkPlaces
{
  WindowBed *bed;
  WalkServers *servers;
  WalkInput *input;
  gulong hook;
  guint duplicated;         /* how often since that was forgotten */
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
go_to_servers (WalkPlaces *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->bed->window), "frame.servers", NULL);
  return COMES (is_in_servers (self));
}

static gboolean
go_to_server (WalkPlaces *self)
{
  if (!go_to_servers (self))
    return FALSE;

  press (find_window (TESSERA_TYPE_SERVERS_DIALOG), "Add Server");
  return TRUE;
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
  return TRUE;
}

static gboolean
go_to_created (WalkPlaces *self)
{
  GtkWidget *form = window_bed_get_create_form (self->bed);

  if (!walk_open_create (self->bed) || !COMES (can_press (form, "Create Token")))
    return FALSE;

  fill_form (form, "Weekly report");
  press (form, "Create Token");
  return TRUE;
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
  return TRUE;
}

static gboolean
leave_changes (WalkPlaces *self)
{
  if (!walk_open_token (self->bed))
    return FALSE;

  type_name (window_bed_get_edit_form (self->bed), "Monthly report");
  gtk_selection_model_unselect_all (window_bed_get_selection (self->bed));
  gtk_window_close (GTK_WINDOW (self->bed->window));
  return TRUE;
}

static gboolean
go_to_several (WalkPlaces *self)
{
  if (!walk_open_token (self->bed))
    return FALSE;

  gtk_selection_model_select_range (window_bed_get_selection (self->bed), 0, 3, TRUE);
  return TRUE;
}

static gboolean
go_to_report (WalkPlaces *self)
{
  if (!go_to_several (self) || !COMES (is_at_several (self)))
    return FALSE;

  press (find (self->bed->window, TESSERA_TYPE_BULK_PAGE, NULL), "Set Expiry Date…");
  if (!COMES (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL))
    return FALSE;

  press (find_window (ADW_TYPE_MESSAGE_DIALOG), "Set Expiry Date");
  return TRUE;
}

static gboolean
go_to_export (WalkPlaces *self)
{
  if (!walk_open_token (self->bed))
    return FALSE;

  gtk_widget_activate_action (find (self->bed->window, TESSERA_TYPE_EXPORT_MENU, NULL), "export.csv", NULL);
  return TRUE;
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
  return TRUE;
}

static gboolean
go_to_row (WalkPlaces *self)
{
  if (!walk_open_token (self->bed)
      || !walk_give_keyboard (self->bed, find (self->bed->window, GTK_TYPE_COLUMN_VIEW, NULL)))
    return FALSE;

  send_key ("Menu");
  return TRUE;
}

static const Place all[] = {
  { "Servers", is_in_servers, .window_action = "frame.servers" },
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
  { "Rotate", is_in_rotation, .token_action = "rotate" },
  { "Duplicate", is_duplicating, .token_action = "duplicate" },
  { "History", is_in_history, .token_action = "history" },
  { "Check a Request", is_in_check, .token_action = "check" },
  { "Revoke", is_revoking, .token_action = "revoke" },
  { "a comparison", is_in_comparison, go_to_comparison },
  { "unsaved changes", is_leaving, leave_changes },
  { "the shortcuts", is_in_shortcuts, .window_action = "frame.shortcuts" },
  { "About", is_in_about, .window_action = "frame.about" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (all) == WALK_N_PLACES);

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
  self->hook = g_signal_add_emission_hook (g_signal_lookup ("duplicate", TESSERA_TYPE_EDITOR), 0, on_duplicate, self, NULL);
  return self;
}

void
walk_places_free (WalkPlaces *places)
{
  g_signal_remove_emission_hook (g_signal_lookup ("duplicate", TESSERA_TYPE_EDITOR), places->hook);
  g_free (places);
}

const char *
walk_places_get_name (guint place)
{
  return all[place].name;
}

gboolean
walk_places_is_at (WalkPlaces *places, guint place)
{
  return all[place].is_here (places);
}

void
walk_places_forget (WalkPlaces *places)
{
  places->duplicated = 0;
}

static void
begin_at_window (WalkPlaces *self)
{
  GtkWindow *window = GTK_WINDOW (self->bed->window);

  walk_put_dialogs_away (self->bed);
  gtk_window_set_default_size (window, 1040, 760);
  walk_assert_hears (self->bed, self->input);
}

static gboolean
go (WalkPlaces *self, const Place *place)
{
  if (place->window_action != NULL)
    return gtk_widget_activate_action (GTK_WIDGET (self->bed->window), place->window_action, NULL);
  if (place->token_action != NULL)
    return walk_act_on_token (self->bed, place->token_action);

  return place->go (self);
}

/* What came of the steps before may come in between; but not each time. */
void
walk_places_approach (WalkPlaces *places, guint place)
{
  const Place *there = &all[place];

  for (guint tries = 0; tries < TRIES; tries++)
    {
      begin_at_window (places);
      g_test_message ("on the way to %s", there->name);
      if (go (places, there) && COMES (there->is_here (places)))
        return;
    }

  g_error ("there is no way to %s", there->name);
}
