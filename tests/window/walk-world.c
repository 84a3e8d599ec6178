#include "walk-world.h"

#define PICK(world, things) (things[g_rand_int_range ((world)->rand, 0, G_N_ELEMENTS (things))])

static const DoorFault faults[] = {
  { .deed = DOOR_REFUSES }, { .deed = DOOR_IS_SILENT }, { .deed = DOOR_BREAKS_OFF }, { .deed = DOOR_LOSES }, { .deed = DOOR_HOLDS },
  { .deed = DOOR_ANSWERS, .status = 500, .media_type = "text/html", .body = "<h1>500</h1>" },
  { .deed = DOOR_ANSWERS, .status = 503 },
  { .deed = DOOR_ANSWERS, .status = 200, .media_type = "application/json", .body = "{\"tokens\": 7}" },
  { .deed = DOOR_ANSWERS, .status = 429, .media_type = "application/problem+json", .body = "{}" },
};

static void
have_a_fault (WalkWorld *world)
{
  static const char *const whats[] = { "GET", "POST", "PUT", "DELETE" };
  const char *what = PICK (world, whats);
  const DoorFault *fault = &PICK (world, faults);

  g_test_message ("from now on the door has fault %u for %s", fault->deed, what);
  window_bed_set_fault (world->bed, what, fault);
}

void
walk_world_mend (WalkWorld *world)
{
  g_test_message ("all is mended");
  window_bed_set_fault (world->bed, NULL, NULL);
  if (world->down)
    window_bed_restart_service (world->bed);
  world->down = FALSE;
}

static void
kill_service (WalkWorld *world)
{
  g_test_message ("the service is killed");
  test_service_kill (world->bed->service);
  world->down = TRUE;
}

/* Another admin is at work. */
static void
change_a_token (WalkWorld *world)
{
  g_autoptr (JsonObject) token = NULL;

  if (world->down)
    return;

  g_test_message ("somebody else renames the newest token");
  token = window_bed_fetch_newest (world->bed);
  if (g_str_equal (json_object_get_string_member (token, "status"), "active"))
    window_bed_rename_newest (world->bed, g_rand_boolean (world->rand) ? "Renamed" : "Named anew");
}

static void
resize (WalkWorld *world)
{
  static const struct { int width, height; } sizes[] = { { 360, 720 }, { 1040, 760 }, { 700, 500 }, { 360, 300 } };
  guint i = (guint) g_rand_int_range (world->rand, 0, G_N_ELEMENTS (sizes));

  g_test_message ("the window is %d × %d", sizes[i].width, sizes[i].height);
  gtk_window_set_default_size (GTK_WINDOW (world->bed->window), sizes[i].width, sizes[i].height);
}

static void
change_look (WalkWorld *world)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = !adw_style_manager_get_dark (manager);

  g_test_message ("the window is %s", dark ? "dark" : "light");
  adw_style_manager_set_color_scheme (manager, dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

void
walk_world_let_happen (WalkWorld *world)
{
  static void (*const events[]) (WalkWorld *) = {
    have_a_fault, walk_world_mend, walk_world_mend, kill_service, change_a_token, resize, change_look,
  };

  PICK (world, events) (world);
}
