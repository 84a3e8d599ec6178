#include "tessera-cell-painter.h"

#include <adwaita.h>

#include "tessera-cell-texts.h"
#include "tessera-mosaic.h"
#include "tessera-words.h"

typedef enum
{
  COLOR_TEXT_EXPIRING,
  COLOR_TEXT_EXPIRED,
  COLOR_PILL_ACTIVE,
  COLOR_PILL_EXPIRING,
  COLOR_PILL_EXPIRED,
  COLOR_PILL_REVOKED,
  COLOR_PILL_ACTIVE_BELOW,
  COLOR_PILL_EXPIRING_BELOW,
  COLOR_PILL_EXPIRED_BELOW,
  COLOR_PILL_REVOKED_BELOW,
  COLOR_TILE_FREE,
  COLOR_TILE_GRANTED,
  COLOR_TILE_SOME_PERSONAL_DATA,
  COLOR_TILE_PERSONAL_DATA,
  COLOR_TILE_RETIRED,
  N_COLORS,
} Color;

/* As tessera-list-style.css defines them. */
static const char *const color_names[] = {
  "token_expiring",         "token_expired",         "token_active_pill",       "token_expiring_pill",
  "token_expired_pill",     "token_revoked_pill",    "token_active_pill_bg",    "token_expiring_pill_bg",
  "token_expired_pill_bg",  "token_revoked_pill_bg", "token_tile_free",         "token_tile_granted",
  "token_tile_some_personal", "token_tile_personal", "token_tile_retired",
};

struct _TesseraCellPainter
{
  GtkWidget *view;              /* weak */
  TesseraSession *session;
  TesseraCellTexts *texts;
  gboolean colored;
  GdkRGBA colors[N_COLORS];
  gboolean high_contrast;
  GHashTable *skipped;          /* cells that are out of sight, and so were not drawn */
  double drawn_at;              /* where the list was scrolled to then */
  int type_width;
};

G_STATIC_ASSERT (G_N_ELEMENTS (color_names) == N_COLORS);

static void
painter_clear (gpointer data)
{
  TesseraCellPainter *self = data;

  g_clear_weak_pointer (&self->view);
  tessera_cell_texts_free (self->texts);
  g_hash_table_unref (self->skipped);
}

TesseraCellPainter *
tessera_cell_painter_new (GtkWidget *view, TesseraSession *session)
{
  TesseraCellPainter *self = g_rc_box_new0 (TesseraCellPainter);

  g_set_weak_pointer (&self->view, view);
  self->session = session;
  self->skipped = g_hash_table_new (NULL, NULL);
  self->texts = tessera_cell_texts_new (view);
  return self;
}

TesseraCellPainter *
tessera_cell_painter_ref (TesseraCellPainter *self)
{
  return g_rc_box_acquire (self);
}

void
tessera_cell_painter_unref (TesseraCellPainter *self)
{
  g_rc_box_release_full (self, painter_clear);
}

void
tessera_cell_painter_forget (TesseraCellPainter *self)
{
  tessera_cell_texts_forget (self->texts);
  self->colored = FALSE;
}

void
tessera_cell_painter_forget_colors (TesseraCellPainter *self)
{
  self->colored = FALSE;
}

TesseraCatalogue *
tessera_cell_painter_get_catalogue (TesseraCellPainter *self)
{
  return tessera_session_get_catalogue (self->session);
}

void
tessera_cell_painter_measure (TesseraCellPainter *self, TesseraTokenKey key, int *minimum, int *natural, int *height)
{
  tessera_cell_texts_prepare (self->texts, tessera_cell_painter_get_catalogue (self));
  tessera_cell_texts_get_size (self->texts, key, minimum, natural, height);
}

int
tessera_cell_painter_get_type_width (TesseraCellPainter *self)
{
  return self->type_width;
}

gboolean
tessera_cell_painter_set_type_width (TesseraCellPainter *self, int width)
{
  gboolean changed = width != self->type_width;

  self->type_width = width;
  return changed;
}

/* As small and as bold as a pill. */
int
tessera_cell_painter_measure_head (TesseraCellPainter *self, const char *title)
{
  return tessera_cell_texts_get_width (self->texts, title, TESSERA_HAND_PILL);
}

int
tessera_cell_painter_get_long_name (TesseraCellPainter *self)
{
  return tessera_cell_texts_get_long_name (self->texts);
}

/* Words */

char *
tessera_cell_painter_get_text (TesseraCellPainter *self, TesseraToken *token, TesseraTokenKey key, gint64 now)
{
  TesseraCatalogue *catalogue = tessera_cell_painter_get_catalogue (self);

  switch (key)
    {
    case TESSERA_TOKEN_KEY_TYPE:
      return g_strdup (tessera_catalogue_get_type_name (catalogue, tessera_token_get_type_id (token)));
    case TESSERA_TOKEN_KEY_PERMISSIONS:
      return tessera_mosaic_describe (catalogue, tessera_token_get_permissions (token));
    case TESSERA_TOKEN_KEY_EXPIRES:
      return tessera_words_expires (tessera_token_get_expires_at (token), now);
    case TESSERA_TOKEN_KEY_LAST_USED:
      return tessera_words_used (tessera_token_get_last_used_at (token), now);
    case TESSERA_TOKEN_KEY_STATUS:
      return g_strdup (tessera_token_look_get_word (tessera_token_look_get (token, now)));
    case TESSERA_TOKEN_KEY_CREATED:
    case TESSERA_TOKEN_KEY_NAME:
    default:
      return g_strdup (tessera_token_get_name (token));
    }
}

char *
tessera_cell_painter_get_tooltip (TesseraCellPainter *self, TesseraToken *token, TesseraTokenKey key, gint64 now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  switch (key)
    {
    case TESSERA_TOKEN_KEY_PERMISSIONS:
      return tessera_words_permissions (tessera_token_get_permissions (token), tessera_cell_painter_get_catalogue (self));
    case TESSERA_TOKEN_KEY_EXPIRES:
      return tessera_words_validity (tessera_token_get_expires_at (token), now, zone);
    case TESSERA_TOKEN_KEY_STATUS:      /* the column of last uses is the first that has no room */
    case TESSERA_TOKEN_KEY_LAST_USED:
      return tessera_token_look_describe_use (token, zone);
    default:
      return tessera_cell_painter_get_text (self, token, key, now);
    }
}

/* Drawing */

static void
look_up_colors (TesseraCellPainter *self)
{
  GtkStyleContext *style = gtk_widget_get_style_context (self->view);

  for (guint i = 0; i < N_COLORS; i++)
    if (!gtk_style_context_lookup_color (style, color_names[i], &self->colors[i]))
      gtk_style_context_get_color (style, &self->colors[i]);
  self->high_contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  self->colored = TRUE;
}

static gboolean
is_right_to_left (GtkWidget *cell)
{
  return gtk_widget_get_direction (cell) == GTK_TEXT_DIR_RTL;
}

/* At the start of the cell and in the middle of its height; with an end of dots where there is no room.
 * A name may run the other way than the window. */
static void
draw_text (TesseraCellPainter *self, GtkWidget *cell, GtkSnapshot *snapshot, const char *text, TesseraHand hand, const GdkRGBA *color)
{
  int room = gtk_widget_get_width (cell), width = tessera_cell_texts_get_width (self->texts, text, hand), height;
  PangoLayout *layout = tessera_cell_texts_get_layout (self->texts, text, hand);

  if (width > room)
    {
      pango_layout_set_width (layout, room * PANGO_SCALE);
      width = room;
    }
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (is_right_to_left (cell) ? room - width : 0),
                                                          (float) ((gtk_widget_get_height (cell) - height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_outline (GtkSnapshot *snapshot, const GskRoundedRect *outline, float width, const GdkRGBA *color)
{
  const float widths[] = { width, width, width, width };
  const GdkRGBA colors[] = { *color, *color, *color, *color };

  gtk_snapshot_append_border (snapshot, outline, widths, colors);
}

static void
draw_pill (TesseraCellPainter *self, GtkWidget *cell, GtkSnapshot *snapshot, TesseraLook look)
{
  PangoLayout *layout = tessera_cell_texts_get_layout (self->texts, tessera_token_look_get_word (look), TESSERA_HAND_PILL);
  int padding = tessera_cell_texts_get_pill_padding (self->texts), width, height, room = gtk_widget_get_width (cell);
  GskRoundedRect pill;
  graphene_rect_t bounds;

  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &width, &height);
  width += 2 * padding;
  bounds = GRAPHENE_RECT_INIT ((float) (is_right_to_left (cell) ? room - width : 0),
                               (float) ((gtk_widget_get_height (cell) - height) / 2 - 1), (float) width, (float) (height + 2));
  gsk_rounded_rect_init_from_rect (&pill, &bounds, bounds.size.height / 2);

  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &self->colors[COLOR_PILL_ACTIVE_BELOW + look], &bounds);
  gtk_snapshot_pop (snapshot);
  if (self->high_contrast)
    draw_outline (snapshot, &pill, 1, &self->colors[COLOR_PILL_ACTIVE + look]);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (bounds.origin.x + (float) padding, bounds.origin.y + 1));
  gtk_snapshot_append_layout (snapshot, layout, &self->colors[COLOR_PILL_ACTIVE + look]);
  gtk_snapshot_restore (snapshot);
}

/* In high contrast a tile tells by its shape, too: free ones are hollow, and personal data has a hole. */
static void
draw_tile (TesseraCellPainter *self, GtkSnapshot *snapshot, TesseraTile tile, const graphene_rect_t *bounds)
{
  const GdkRGBA *color = &self->colors[COLOR_TILE_FREE + tile];
  GskRoundedRect outline;

  if (!self->high_contrast || (tile != TESSERA_TILE_FREE && tile < TESSERA_TILE_SOME_PERSONAL_DATA))
    {
      gtk_snapshot_append_color (snapshot, color, bounds);
      return;
    }

  gsk_rounded_rect_init_from_rect (&outline, bounds, 0);
  if (tile == TESSERA_TILE_FREE)
    draw_outline (snapshot, &outline, 1, &self->colors[COLOR_TILE_RETIRED]);
  else
    draw_outline (snapshot, &outline, bounds->size.width / (tile == TESSERA_TILE_PERSONAL_DATA ? 3 : 4), color);
}

static void
draw_mosaic (TesseraCellPainter *self, GtkWidget *cell, GtkSnapshot *snapshot, TesseraPermissions permissions)
{
  TesseraCatalogue *catalogue = tessera_cell_painter_get_catalogue (self);
  guint n_areas = tessera_catalogue_get_n_areas (catalogue);
  gboolean right_to_left = is_right_to_left (cell);
  int width, height, x, y;

  tessera_mosaic_measure (n_areas, tessera_cell_texts_get_scale (self->texts), &width, &height);
  x = right_to_left ? gtk_widget_get_width (cell) - width : 0;
  y = (gtk_widget_get_height (cell) - height) / 2;
  for (guint area = 0; area < n_areas; area++)
    for (TesseraVerb verb = 0; verb < TESSERA_N_VERBS; verb++)
      {
        TesseraTilePlace place = tessera_mosaic_place (n_areas, tessera_cell_texts_get_scale (self->texts), right_to_left, area, verb);

        draw_tile (self, snapshot, tessera_mosaic_get_tile (catalogue, permissions, area, verb),
                   &GRAPHENE_RECT_INIT ((float) (x + place.x), (float) (y + place.y), (float) place.size, (float) place.size));
      }
}

/* Nearness and passing of the end are told by words and weight, too. */
static void
draw_expiry (TesseraCellPainter *self, GtkWidget *cell, GtkSnapshot *snapshot, TesseraToken *token, gint64 now,
             const GdkRGBA *color)
{
  g_autofree char *text = tessera_words_expires (tessera_token_get_expires_at (token), now);
  TesseraLook look = tessera_token_look_get (token, now);

  if (look == TESSERA_LOOK_EXPIRING)
    draw_text (self, cell, snapshot, text, TESSERA_HAND_STRONG, &self->colors[COLOR_TEXT_EXPIRING]);
  else
    draw_text (self, cell, snapshot, text, TESSERA_HAND_PLAIN, look == TESSERA_LOOK_EXPIRED ? &self->colors[COLOR_TEXT_EXPIRED] : color);
}

/* A list keeps many more rows than can be seen. Those further off than the view is high are left for later. */
static gboolean
is_out_of_sight (TesseraCellPainter *self, GtkWidget *cell)
{
  int height = gtk_widget_get_height (self->view);
  double x, y;

  return gtk_widget_translate_coordinates (cell, self->view, 0, 0, &x, &y) && (y < -height || y > 2 * height);
}

void
tessera_cell_painter_forget_cell (TesseraCellPainter *self, GtkWidget *cell)
{
  g_hash_table_remove (self->skipped, cell);
}

void
tessera_cell_painter_catch_up (TesseraCellPainter *self, double scrolled_to, gboolean always)
{
  GHashTableIter iter;
  gpointer cell;

  if (self->view == NULL || (!always && ABS (scrolled_to - self->drawn_at) < gtk_widget_get_height (self->view) / 2))
    return;

  self->drawn_at = scrolled_to;
  g_hash_table_iter_init (&iter, self->skipped);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    gtk_widget_queue_draw (cell);
  g_hash_table_remove_all (self->skipped);
}

void
tessera_cell_painter_draw (TesseraCellPainter *self, GtkWidget *cell, GtkSnapshot *snapshot, TesseraToken *token,
                           TesseraTokenKey key)
{
  gint64 now = tessera_time_now ();
  g_autofree char *text = NULL;
  GdkRGBA color;

  if (self->view == NULL || tessera_cell_painter_get_catalogue (self) == NULL)
    return;
  if (is_out_of_sight (self, cell))
    {
      g_hash_table_add (self->skipped, cell);
      return;
    }

  tessera_cell_texts_prepare (self->texts, tessera_cell_painter_get_catalogue (self));
  if (!self->colored)
    look_up_colors (self);

  gtk_style_context_get_color (gtk_widget_get_style_context (cell), &color);
  if (key == TESSERA_TOKEN_KEY_PERMISSIONS)
    draw_mosaic (self, cell, snapshot, tessera_token_get_permissions (token));
  else if (key == TESSERA_TOKEN_KEY_STATUS)
    draw_pill (self, cell, snapshot, tessera_token_look_get (token, now));
  else if (key == TESSERA_TOKEN_KEY_EXPIRES)
    draw_expiry (self, cell, snapshot, token, now, &color);
  else
    {
      text = tessera_cell_painter_get_text (self, token, key, now);
      draw_text (self, cell, snapshot, text, TESSERA_HAND_PLAIN, &color);
    }
}
