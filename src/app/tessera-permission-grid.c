#include "tessera-permission-grid.h"

#include "tessera-accessible.h"
#include "tessera-area-row.h"
#include "tessera-grid-ticks.h"
#include "tessera-grid-walk.h"
#include "tessera-loading.h"
#include "tessera-pair.h"
#include "tessera-sight.h"

struct _TesseraPermissionGrid
{
  GtkWidget parent_instance;

  TesseraStartMenu *start_menu;
  GtkLabel *fault_label;
  GtkSizeGroup *columns[TESSERA_N_VERBS];
  GtkLabel *read_head;
  GtkLabel *write_head;
  GtkWidget *loading;                /* NULL once there is a catalogue */

  TesseraCatalogue *catalogue;
  GPtrArray *rows;                   /* TesseraAreaRow, not owned: all areas, then each area */
  TesseraGridWalk *walk;
  TesseraGridTicks *ticks;
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

static void
on_toggled (TesseraPermissionGrid *self, TesseraPermissionCheck *check)
{
  TesseraVerb verb = TESSERA_VERB_READ;
  int area = tessera_grid_walk_locate (self->walk, check, &verb) - 1;

  if (!tessera_grid_ticks_follow (self->ticks, area, verb))
    return;

  if (area < 0)
    {
      tessera_permission_grid_clear_faults (self);
    }
  else
    {
      tessera_permission_grid_set_fault (self, area, NULL);
      tessera_permission_grid_set_fault (self, -1, NULL);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What another token may do is a start. */
static void
on_set_chosen (TesseraPermissionGrid *self, const TesseraPermissions *permissions)
{
  tessera_grid_ticks_set (self->ticks, *permissions, (TesseraPermissions) { 0 });
  tessera_permission_grid_clear_faults (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Two stops of Tab: the start menu, where there is one, and the boxes. */
static gboolean
tessera_permission_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  TesseraPermissionGrid *self = TESSERA_PERMISSION_GRID (widget);
  GtkWidget *menu = GTK_WIDGET (self->start_menu), *entry = tessera_grid_walk_find_entry (self->walk);
  gboolean back = direction == GTK_DIR_TAB_BACKWARD;

  if (tessera_accessible_has_focus (menu))
    return gtk_widget_child_focus (menu, direction) || (!back && entry != NULL && gtk_widget_grab_focus (entry));
  if (tessera_accessible_has_focus (widget))
    return back && gtk_widget_child_focus (menu, direction);
  if (!back && gtk_widget_child_focus (menu, direction))
    return TRUE;

  return entry != NULL && gtk_widget_grab_focus (entry);
}

static gboolean
tessera_permission_grid_grab_focus (GtkWidget *widget)
{
  GtkWidget *entry = tessera_grid_walk_find_entry (TESSERA_PERMISSION_GRID (widget)->walk);

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
      tessera_grid_walk_add_check (self->walk, check);
    }
  tessera_area_row_set_compact (TESSERA_AREA_ROW (row), self->compact);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
  g_ptr_array_add (self->rows, row);
}

static void
remove_rows (TesseraPermissionGrid *self)
{
  tessera_grid_walk_forget (self->walk);
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

  tessera_grid_walk_free (self->walk);
  tessera_grid_ticks_free (self->ticks);
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

  g_type_ensure (TESSERA_TYPE_LOADING);
  g_type_ensure (TESSERA_TYPE_PAIR);
  g_type_ensure (TESSERA_TYPE_START_MENU);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-permission-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraPermissionGrid, start_menu);
  gtk_widget_class_bind_template_child (widget_class, TesseraPermissionGrid, fault_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraPermissionGrid, read_head);
  gtk_widget_class_bind_template_child (widget_class, TesseraPermissionGrid, write_head);
  gtk_widget_class_bind_template_child (widget_class, TesseraPermissionGrid, loading);
  gtk_widget_class_bind_template_callback (widget_class, on_set_chosen);
  gtk_widget_class_set_css_name (widget_class, "permission-grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_permission_grid_init (TesseraPermissionGrid *self)
{
  self->rows = g_ptr_array_new ();
  self->walk = tessera_grid_walk_new (GTK_WIDGET (self), self->rows);
  self->ticks = tessera_grid_ticks_new (self->rows);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, TRUE, -1);

  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    self->columns[verb] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_size_group_add_widget (self->columns[TESSERA_VERB_READ], GTK_WIDGET (self->read_head));
  gtk_size_group_add_widget (self->columns[TESSERA_VERB_WRITE], GTK_WIDGET (self->write_head));
}

static void
end_waiting (TesseraPermissionGrid *self)
{
  gtk_widget_unparent (g_steal_pointer (&self->loading));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, FALSE, -1);
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

  if (grid->loading != NULL)
    end_waiting (grid);
  remove_rows (grid);
  tessera_catalogue_ref (catalogue);
  g_clear_pointer (&grid->catalogue, tessera_catalogue_unref);
  grid->catalogue = catalogue;
  tessera_grid_ticks_set_catalogue (grid->ticks, catalogue);

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

  tessera_grid_ticks_set (grid->ticks, permissions, had);
}

TesseraPermissions
tessera_permission_grid_get_permissions (TesseraPermissionGrid *grid)
{
  g_return_val_if_fail (TESSERA_IS_PERMISSION_GRID (grid), (TesseraPermissions) { 0 });

  return tessera_grid_ticks_get (grid->ticks);
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
    tessera_area_row_set_common_fault (g_ptr_array_index (grid->rows, i), fault != NULL ? grid->fault_label : NULL);
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

/* With what is said of the grid as a whole above it, as far as there is room for both. */
static void
focus_whole (TesseraPermissionGrid *self)
{
  GtkWidget *entry = tessera_grid_walk_find_entry (self->walk);

  if (entry == NULL)
    return;
  gtk_widget_grab_focus (entry);
  tessera_sight_bring_in_laid_out (GTK_WIDGET (self->fault_label));
  tessera_sight_bring_in_laid_out (entry);
}

void
tessera_permission_grid_focus_fault (TesseraPermissionGrid *grid)
{
  g_return_if_fail (TESSERA_IS_PERMISSION_GRID (grid));

  for (guint area = 0; area < count_areas (grid); area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      if (tessera_area_row_get_fault (get_row (grid, area)) != NULL && tessera_grid_walk_can_enter (grid->walk, (int) area + 1, verb))
        {
          gtk_widget_grab_focus (GTK_WIDGET (tessera_permission_grid_get_check (grid, area, verb)));
          tessera_sight_bring_in_laid_out (GTK_WIDGET (get_row (grid, (int) area)));
          return;
        }
  if (tessera_permission_grid_get_fault (grid, -1) != NULL)
    focus_whole (grid);
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
  g_return_if_fail (TESSERA_IS_PERMISSION_GRID (grid));

  tessera_grid_ticks_remove (grid->ticks, permissions);
  tessera_permission_grid_clear_faults (grid);
  g_signal_emit (grid, signals[CHANGED], 0);
}
