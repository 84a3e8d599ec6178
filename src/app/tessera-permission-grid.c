#include "tessera-permission-grid.h"

#include "tessera-area-row.h"
#include "tessera-form-row.h"
#include "tessera-pair.h"

struct _TesseraPermissionGrid
{
  GtkWidget parent_instance;

  TesseraStartMenu *start_menu;
  GtkLabel *fault_label;
  GtkSizeGroup *columns[TESSERA_N_VERBS];
  GtkLabel *read_head;
  GtkLabel *write_head;

  TesseraCatalogue *catalogue;
  GPtrArray *rows;                   /* TesseraAreaRow, not owned: all areas, then each area */
  TesseraPermissionCheck *last;      /* the box last used; one of the rows' */
  TesseraPermissions had;
  gboolean syncing;
  gboolean compact;
};

G_DEFINE_TYPE (TesseraPermissionGrid, tessera_permission_grid, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static TesseraAreaRow *
get_row (TesseraPermissionGrid *self, int area)
{
  return g_ptr_array_index (self->rows, area + 1);
}

static guint
count_areas (TesseraPermissionGrid *self)
{
  return self->catalogue == NULL ? 0 : tessera_catalogue_get_n_areas (self->catalogue);
}

static gboolean
is_retired (TesseraPermissionGrid *self, guint area)
{
  return tessera_catalogue_get_area (self->catalogue, area)->retired;
}

static gboolean
is_ticked (TesseraPermissionGrid *self, guint area, TesseraVerb verb)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (tessera_permission_grid_get_check (self, area, verb)));
}

/* All areas: ticked when each one is, mixed when some are. A retired area can't be added, so it is not counted. */
static void
sync_all (TesseraPermissionGrid *self, TesseraVerb verb)
{
  GtkCheckButton *all = GTK_CHECK_BUTTON (tessera_permission_grid_get_check (self, -1, verb));
  guint ticked = 0, areas = 0;

  for (guint area = 0; area < count_areas (self); area++)
    if (!is_retired (self, area))
      {
        areas++;
        ticked += is_ticked (self, area, verb);
      }

  self->syncing = TRUE;
  gtk_check_button_set_inconsistent (all, ticked > 0 && ticked < areas);
  gtk_check_button_set_active (all, areas > 0 && ticked == areas);
  self->syncing = FALSE;
}

/* A retired area is shown where the token has it or had it, and can be ticked only to take back that it was taken off. */
static void
sync_retired (TesseraPermissionGrid *self)
{
  for (guint area = 0; area < count_areas (self); area++)
    {
      gboolean shown = FALSE;

      if (!is_retired (self, area))
        continue;
      for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
        {
          gboolean usable = is_ticked (self, area, verb) || tessera_permissions_has (self->had, area, verb);

          gtk_widget_set_sensitive (GTK_WIDGET (tessera_permission_grid_get_check (self, area, verb)), usable);
          shown = shown || usable;
        }
      gtk_widget_set_visible (GTK_WIDGET (get_row (self, area)), shown);
    }
}

static void
tick_all (TesseraPermissionGrid *self, TesseraVerb verb, gboolean ticked)
{
  self->syncing = TRUE;
  for (guint area = 0; area < count_areas (self); area++)
    if (!is_retired (self, area))
      gtk_check_button_set_active (GTK_CHECK_BUTTON (tessera_permission_grid_get_check (self, area, verb)), ticked);
  self->syncing = FALSE;
}

/* The index of the row in which @check is, -1 for all areas, and its verb. */
static int
locate (TesseraPermissionGrid *self, TesseraPermissionCheck *check, TesseraVerb *verb)
{
  for (guint i = 0; i < self->rows->len; i++)
    for (*verb = 0; *verb < TESSERA_N_VERBS; (*verb)++)
      if (tessera_area_row_get_check (g_ptr_array_index (self->rows, i), *verb) == check)
        return (int) i - 1;

  g_assert_not_reached ();
}

static void
on_toggled (TesseraPermissionGrid *self, TesseraPermissionCheck *check)
{
  TesseraVerb verb = TESSERA_VERB_READ;
  int area;

  if (self->syncing)
    return;

  area = locate (self, check, &verb);
  if (area < 0)
    {
      tick_all (self, verb, gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
      tessera_permission_grid_clear_faults (self);
    }
  else
    {
      tessera_permission_grid_set_fault (self, area, NULL);
      tessera_permission_grid_set_fault (self, -1, NULL);
    }
  sync_all (self, verb);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_focused (TesseraPermissionGrid *self, GParamSpec *pspec, GtkWidget *check)
{
  if (gtk_widget_has_focus (check))
    self->last = TESSERA_PERMISSION_CHECK (check);
}

static gboolean
can_enter (TesseraPermissionGrid *self, int row, TesseraVerb verb)
{
  TesseraAreaRow *area_row = g_ptr_array_index (self->rows, row);

  return gtk_widget_get_visible (GTK_WIDGET (area_row)) &&
         gtk_widget_is_sensitive (GTK_WIDGET (tessera_area_row_get_check (area_row, verb)));
}

/* Moves by lines (@down) or boxes (@across), over what can't be entered; stays at the edge. */
static void
walk (TesseraPermissionGrid *self, TesseraPermissionCheck *from, int down, int across)
{
  TesseraVerb verb = TESSERA_VERB_READ;
  int row = locate (self, from, &verb) + 1;
  int column = verb;

  do
    {
      row += down;
      column += across;
      if (row < 0 || row >= (int) self->rows->len || column < 0 || column >= TESSERA_N_VERBS)
        return;
    }
  while (!can_enter (self, row, column));

  gtk_widget_grab_focus (GTK_WIDGET (tessera_area_row_get_check (g_ptr_array_index (self->rows, row), column)));
}

static void
walk_to_edge (TesseraPermissionGrid *self, TesseraPermissionCheck *from, gboolean last)
{
  int n = self->rows->len;
  TesseraVerb verb = TESSERA_VERB_READ;

  locate (self, from, &verb);
  for (int i = 0; i < n; i++)
    {
      int row = last ? n - 1 - i : i;

      if (can_enter (self, row, verb))
        {
          gtk_widget_grab_focus (GTK_WIDGET (tessera_area_row_get_check (g_ptr_array_index (self->rows, row), verb)));
          return;
        }
    }
}

static gboolean
on_key (TesseraPermissionGrid *self, guint key, guint code, GdkModifierType modifiers)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root == NULL ? NULL : gtk_root_get_focus (root);
  int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  if (!TESSERA_IS_PERMISSION_CHECK (focus) || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Up: case GDK_KEY_KP_Up:
      walk (self, TESSERA_PERMISSION_CHECK (focus), -1, 0);
      return TRUE;
    case GDK_KEY_Down: case GDK_KEY_KP_Down:
      walk (self, TESSERA_PERMISSION_CHECK (focus), 1, 0);
      return TRUE;
    case GDK_KEY_Left: case GDK_KEY_KP_Left:
      walk (self, TESSERA_PERMISSION_CHECK (focus), 0, -forward);
      return TRUE;
    case GDK_KEY_Right: case GDK_KEY_KP_Right:
      walk (self, TESSERA_PERMISSION_CHECK (focus), 0, forward);
      return TRUE;
    case GDK_KEY_Home: case GDK_KEY_KP_Home: case GDK_KEY_End: case GDK_KEY_KP_End:
      walk_to_edge (self, TESSERA_PERMISSION_CHECK (focus), key == GDK_KEY_End || key == GDK_KEY_KP_End);
      return TRUE;
    default:
      return FALSE;
    }
}

/* The box last used, or the first that can be used now. */
static GtkWidget *
find_entry (TesseraPermissionGrid *self)
{
  TesseraVerb verb = TESSERA_VERB_READ;

  if (self->last != NULL && can_enter (self, locate (self, self->last, &verb) + 1, verb))
    return GTK_WIDGET (self->last);

  for (guint row = 0; row < self->rows->len; row++)
    for (verb = 0; verb < TESSERA_N_VERBS; verb++)
      if (can_enter (self, row, verb))
        return GTK_WIDGET (tessera_area_row_get_check (g_ptr_array_index (self->rows, row), verb));

  return NULL;
}

static gboolean
has_inside (GtkWidget *widget, GtkWidget *inside)
{
  return inside != NULL && (inside == widget || gtk_widget_is_ancestor (inside, widget));
}

/* Two stops of Tab: the start menu, where there is one, and the boxes. */
static gboolean
tessera_permission_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  TesseraPermissionGrid *self = TESSERA_PERMISSION_GRID (widget);
  GtkWidget *menu = GTK_WIDGET (self->start_menu), *entry = find_entry (self);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  gboolean back = direction == GTK_DIR_TAB_BACKWARD;

  if (has_inside (menu, focus))
    return gtk_widget_child_focus (menu, direction) || (!back && entry != NULL && gtk_widget_grab_focus (entry));
  if (has_inside (widget, focus))
    return back && gtk_widget_child_focus (menu, direction);
  if (!back && gtk_widget_child_focus (menu, direction))
    return TRUE;

  return entry != NULL && gtk_widget_grab_focus (entry);
}

static gboolean
tessera_permission_grid_grab_focus (GtkWidget *widget)
{
  GtkWidget *entry = find_entry (TESSERA_PERMISSION_GRID (widget));

  return entry != NULL && gtk_widget_grab_focus (entry);
}

static void
add_row (TesseraPermissionGrid *self, const TesseraArea *area)
{
  GtkWidget *row = tessera_area_row_new (area);

  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    {
      TesseraPermissionCheck *check = tessera_area_row_get_check (TESSERA_AREA_ROW (row), verb);

      /* The place, not the box, which would be drawn at the place's edge. */
      gtk_size_group_add_widget (self->columns[verb], gtk_widget_get_parent (GTK_WIDGET (check)));
      g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (check, "notify::has-focus", G_CALLBACK (on_focused), self, G_CONNECT_SWAPPED);
    }
  tessera_area_row_set_compact (TESSERA_AREA_ROW (row), self->compact);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
  g_ptr_array_add (self->rows, row);
}

static void
remove_rows (TesseraPermissionGrid *self)
{
  self->last = NULL;
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
tessera_permission_grid_dispose (GObject *object)
{
  TesseraPermissionGrid *self = TESSERA_PERMISSION_GRID (object);
  GtkWidget *child;

  remove_rows (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    g_clear_object (&self->columns[verb]);

  G_OBJECT_CLASS (tessera_permission_grid_parent_class)->dispose (object);
}

static void
tessera_permission_grid_finalize (GObject *object)
{
  TesseraPermissionGrid *self = TESSERA_PERMISSION_GRID (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);

  G_OBJECT_CLASS (tessera_permission_grid_parent_class)->finalize (object);
}

static void
tessera_permission_grid_class_init (TesseraPermissionGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tessera_permission_grid_dispose;
  object_class->finalize = tessera_permission_grid_finalize;
  widget_class->focus = tessera_permission_grid_focus;
  widget_class->grab_focus = tessera_permission_grid_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", TESSERA_TYPE_PERMISSION_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  g_type_ensure (TESSERA_TYPE_PAIR);
  g_type_ensure (TESSERA_TYPE_START_MENU);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-permission-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraPermissionGrid, start_menu);
  gtk_widget_class_bind_template_child (widget_class, TesseraPermissionGrid, fault_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraPermissionGrid, read_head);
  gtk_widget_class_bind_template_child (widget_class, TesseraPermissionGrid, write_head);
  gtk_widget_class_set_css_name (widget_class, "permission-grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_permission_grid_init (TesseraPermissionGrid *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    self->columns[verb] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_size_group_add_widget (self->columns[TESSERA_VERB_READ], GTK_WIDGET (self->read_head));
  gtk_size_group_add_widget (self->columns[TESSERA_VERB_WRITE], GTK_WIDGET (self->write_head));

  /* Before the boxes see the key: GTK would walk by geometry, and out of the grid. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
tessera_permission_grid_new (void)
{
  return g_object_new (TESSERA_TYPE_PERMISSION_GRID, NULL);
}

void
tessera_permission_grid_set_catalogue (TesseraPermissionGrid *grid, TesseraCatalogue *catalogue)
{
  g_return_if_fail (TESSERA_IS_PERMISSION_GRID (grid) && catalogue != NULL);

  remove_rows (grid);
  tessera_catalogue_ref (catalogue);
  g_clear_pointer (&grid->catalogue, tessera_catalogue_unref);
  grid->catalogue = catalogue;

  add_row (grid, NULL);
  for (guint area = 0; area < count_areas (grid); area++)
    add_row (grid, tessera_catalogue_get_area (catalogue, area));
  tessera_permission_grid_set_permissions (grid, (TesseraPermissions) { 0 }, (TesseraPermissions) { 0 });
}

void
tessera_permission_grid_set_permissions (TesseraPermissionGrid *grid, TesseraPermissions permissions,
                                         TesseraPermissions had)
{
  g_return_if_fail (TESSERA_IS_PERMISSION_GRID (grid));

  grid->had = had;
  grid->syncing = TRUE;
  for (guint area = 0; area < count_areas (grid); area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      gtk_check_button_set_active (GTK_CHECK_BUTTON (tessera_permission_grid_get_check (grid, area, verb)),
                                   tessera_permissions_has (permissions, area, verb));
  grid->syncing = FALSE;

  for (guint verb = 0; verb < TESSERA_N_VERBS && grid->catalogue != NULL; verb++)
    sync_all (grid, verb);
  sync_retired (grid);
}

TesseraPermissions
tessera_permission_grid_get_permissions (TesseraPermissionGrid *grid)
{
  TesseraPermissions permissions = { 0 };

  g_return_val_if_fail (TESSERA_IS_PERMISSION_GRID (grid), permissions);

  for (guint area = 0; area < count_areas (grid); area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      permissions = tessera_permissions_with (permissions, area, verb, is_ticked (grid, area, verb));
  return permissions;
}

TesseraPermissionCheck *
tessera_permission_grid_get_check (TesseraPermissionGrid *grid, int area, TesseraVerb verb)
{
  g_return_val_if_fail (TESSERA_IS_PERMISSION_GRID (grid), NULL);
  g_return_val_if_fail (area >= -1 && area + 1 < (int) grid->rows->len, NULL);

  return tessera_area_row_get_check (get_row (grid, area), verb);
}

void
tessera_permission_grid_set_fault (TesseraPermissionGrid *grid, int area, const char *fault)
{
  g_return_if_fail (TESSERA_IS_PERMISSION_GRID (grid));

  if (area >= 0)
    {
      tessera_area_row_set_fault (get_row (grid, area), fault);
      return;
    }

  gtk_label_set_text (grid->fault_label, fault == NULL ? "" : fault);
  gtk_widget_set_visible (GTK_WIDGET (grid->fault_label), fault != NULL);
  for (guint i = 0; i < grid->rows->len; i++)
    tessera_area_row_set_common_fault (g_ptr_array_index (grid->rows, i), fault);
}

const char *
tessera_permission_grid_get_fault (TesseraPermissionGrid *grid, int area)
{
  g_return_val_if_fail (TESSERA_IS_PERMISSION_GRID (grid), NULL);

  if (area >= 0)
    return tessera_area_row_get_fault (get_row (grid, area));
  return gtk_widget_get_visible (GTK_WIDGET (grid->fault_label)) ? gtk_label_get_text (grid->fault_label) : NULL;
}

void
tessera_permission_grid_clear_faults (TesseraPermissionGrid *grid)
{
  g_return_if_fail (TESSERA_IS_PERMISSION_GRID (grid));

  for (int area = -1; area < (int) count_areas (grid); area++)
    tessera_permission_grid_set_fault (grid, area, NULL);
}

void
tessera_permission_grid_focus_fault (TesseraPermissionGrid *grid)
{
  g_return_if_fail (TESSERA_IS_PERMISSION_GRID (grid));

  for (guint area = 0; area < count_areas (grid); area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      if (tessera_area_row_get_fault (get_row (grid, area)) != NULL && can_enter (grid, area + 1, verb))
        {
          gtk_widget_grab_focus (GTK_WIDGET (tessera_permission_grid_get_check (grid, area, verb)));
          return;
        }
  if (tessera_permission_grid_get_fault (grid, -1) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (grid));
}

gboolean
tessera_permission_grid_has_line (TesseraPermissionGrid *grid, int area)
{
  g_return_val_if_fail (TESSERA_IS_PERMISSION_GRID (grid), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (get_row (grid, area)));
}

void
tessera_permission_grid_set_compact (TesseraPermissionGrid *grid, gboolean compact)
{
  g_return_if_fail (TESSERA_IS_PERMISSION_GRID (grid));

  if (grid->compact == compact)
    return;
  grid->compact = compact;
  for (guint i = 0; i < grid->rows->len; i++)
    tessera_area_row_set_compact (g_ptr_array_index (grid->rows, i), compact);
}

TesseraStartMenu *
tessera_permission_grid_get_start_menu (TesseraPermissionGrid *grid)
{
  g_return_val_if_fail (TESSERA_IS_PERMISSION_GRID (grid), NULL);

  return grid->start_menu;
}

guint
tessera_permission_grid_get_n_areas (TesseraPermissionGrid *grid)
{
  g_return_val_if_fail (TESSERA_IS_PERMISSION_GRID (grid), 0);

  return count_areas (grid);
}

void
tessera_permission_grid_set_use (TesseraPermissionGrid *grid, guint area, const char *words,
                                 const char *const each[TESSERA_N_VERBS])
{
  g_return_if_fail (TESSERA_IS_PERMISSION_GRID (grid) && area < count_areas (grid));

  tessera_area_row_set_use (get_row (grid, (int) area), words, each);
}

void
tessera_permission_grid_untick (TesseraPermissionGrid *grid, TesseraPermissions permissions)
{
  TesseraPermissions left;

  g_return_if_fail (TESSERA_IS_PERMISSION_GRID (grid));

  left = tessera_permissions_minus (tessera_permission_grid_get_permissions (grid), permissions);
  tessera_permission_grid_set_permissions (grid, left, grid->had);
  tessera_permission_grid_clear_faults (grid);
  g_signal_emit (grid, signals[CHANGED], 0);
}
