#include "tessera-grid-walk.h"

struct _TesseraGridWalk
{
  GtkWidget *grid;                   /* owns this */
  GPtrArray *rows;
  TesseraPermissionCheck *last;      /* the box last used; one of the rows' */
};

static TesseraPermissionCheck *
get_check (TesseraGridWalk *walk, int row, TesseraVerb verb)
{
  return tessera_area_row_get_check (g_ptr_array_index (walk->rows, row), verb);
}

int
tessera_grid_walk_locate (TesseraGridWalk *walk, TesseraPermissionCheck *check, TesseraVerb *verb)
{
  for (int row = 0; row < (int) walk->rows->len; row++)
    for (*verb = 0; *verb < TESSERA_N_VERBS; (*verb)++)
      if (get_check (walk, row, *verb) == check)
        return row;

  g_assert_not_reached ();
}

gboolean
tessera_grid_walk_can_enter (TesseraGridWalk *walk, int row, TesseraVerb verb)
{
  return gtk_widget_get_visible (g_ptr_array_index (walk->rows, row))
         && gtk_widget_is_sensitive (GTK_WIDGET (get_check (walk, row, verb)));
}

/* Moves by lines (@down) or boxes (@across), over what can't be entered; stays at the edge. */
static void
step (TesseraGridWalk *walk, TesseraPermissionCheck *from, int down, int across)
{
  TesseraVerb verb = TESSERA_VERB_READ;
  int row = tessera_grid_walk_locate (walk, from, &verb);
  int column = verb;

  do
    {
      row += down;
      column += across;
      if (row < 0 || row >= (int) walk->rows->len || column < 0 || column >= TESSERA_N_VERBS)
        return;
    }
  while (!tessera_grid_walk_can_enter (walk, row, column));

  gtk_widget_grab_focus (GTK_WIDGET (get_check (walk, row, column)));
}

static void
go_to_edge (TesseraGridWalk *walk, TesseraPermissionCheck *from, gboolean last)
{
  int n = walk->rows->len;
  TesseraVerb verb = TESSERA_VERB_READ;

  tessera_grid_walk_locate (walk, from, &verb);
  for (int i = 0; i < n; i++)
    {
      int row = last ? n - 1 - i : i;

      if (tessera_grid_walk_can_enter (walk, row, verb))
        {
          gtk_widget_grab_focus (GTK_WIDGET (get_check (walk, row, verb)));
          return;
        }
    }
}

static gboolean
on_key (TesseraGridWalk *walk, guint key, guint code, GdkModifierType modifiers)
{
  GtkRoot *root = gtk_widget_get_root (walk->grid);
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);
  int forward = gtk_widget_get_direction (walk->grid) == GTK_TEXT_DIR_RTL ? -1 : 1;

  if (!TESSERA_IS_PERMISSION_CHECK (focus) || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Up: case GDK_KEY_KP_Up:
      step (walk, TESSERA_PERMISSION_CHECK (focus), -1, 0);
      return TRUE;
    case GDK_KEY_Down: case GDK_KEY_KP_Down:
      step (walk, TESSERA_PERMISSION_CHECK (focus), 1, 0);
      return TRUE;
    case GDK_KEY_Left: case GDK_KEY_KP_Left:
      step (walk, TESSERA_PERMISSION_CHECK (focus), 0, -forward);
      return TRUE;
    case GDK_KEY_Right: case GDK_KEY_KP_Right:
      step (walk, TESSERA_PERMISSION_CHECK (focus), 0, forward);
      return TRUE;
    case GDK_KEY_Home: case GDK_KEY_KP_Home: case GDK_KEY_End: case GDK_KEY_KP_End:
      go_to_edge (walk, TESSERA_PERMISSION_CHECK (focus), key == GDK_KEY_End || key == GDK_KEY_KP_End);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
on_focused (TesseraGridWalk *walk, GParamSpec *pspec, GtkWidget *check)
{
  if (gtk_widget_has_focus (check))
    walk->last = TESSERA_PERMISSION_CHECK (check);
}

TesseraGridWalk *
tessera_grid_walk_new (GtkWidget *grid, GPtrArray *rows)
{
  TesseraGridWalk *walk = g_new0 (TesseraGridWalk, 1);
  GtkEventController *keys = gtk_event_controller_key_new ();

  walk->grid = grid;
  walk->rows = g_ptr_array_ref (rows);

  /* Before the boxes see the key: GTK would walk by geometry, and out of the grid. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), walk);
  gtk_widget_add_controller (grid, keys);
  return walk;
}

void
tessera_grid_walk_free (TesseraGridWalk *walk)
{
  g_ptr_array_unref (walk->rows);
  g_free (walk);
}

void
tessera_grid_walk_add_check (TesseraGridWalk *walk, TesseraPermissionCheck *check)
{
  g_signal_connect_swapped (check, "notify::has-focus", G_CALLBACK (on_focused), walk);
}

void
tessera_grid_walk_forget (TesseraGridWalk *walk)
{
  for (int row = 0; row < (int) walk->rows->len; row++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      g_signal_handlers_disconnect_by_data (get_check (walk, row, verb), walk);
  walk->last = NULL;
}

GtkWidget *
tessera_grid_walk_find_entry (TesseraGridWalk *walk)
{
  TesseraVerb verb = TESSERA_VERB_READ;

  if (walk->last != NULL
      && tessera_grid_walk_can_enter (walk, tessera_grid_walk_locate (walk, walk->last, &verb), verb))
    return GTK_WIDGET (walk->last);

  for (int row = 0; row < (int) walk->rows->len; row++)
    for (verb = 0; verb < TESSERA_N_VERBS; verb++)
      if (tessera_grid_walk_can_enter (walk, row, verb))
        return GTK_WIDGET (get_check (walk, row, verb));

  return NULL;
}
