#include "tessera-cell-painter.h"

#include <adwaita.h>

#include "tessera-mosaic.h"
#include "tessera-words.h"

#define MOST_LAYOUTS 1024
#define LEAST_NAME 9          /* characters */
#define USUAL_NAME 18
#define PILL_PADDING 9        /* pixels at the usual size of text */
#define SECONDS_OF_DAY (24 * 60 * 60)

/* How a text is written; each way has layouts of its own. */
typedef enum
{
  HAND_PLAIN,
  HAND_STRONG,
  HAND_PILL,
  N_HANDS,
} Hand;

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

typedef struct
{
  int minimum, natural, height;
} Size;

struct _TesseraCellPainter
{
  GtkWidget *view;              /* weak */
  TesseraSession *session;
  GHashTable *layouts[N_HANDS]; /* text → PangoLayout */
  guint serial;                 /* of the font for which they are made */
  gboolean measured, colored;
  Size sizes[TESSERA_N_TOKEN_KEYS];
  double scale;                 /* of text */
  int line;                     /* height of a line of text */
  GdkRGBA colors[N_COLORS];
  gboolean high_contrast;
};

G_STATIC_ASSERT (G_N_ELEMENTS (color_names) == N_COLORS);

static void
painter_clear (gpointer data)
{
  TesseraCellPainter *self = data;

  g_clear_weak_pointer (&self->view);
  for (guint hand = 0; hand < N_HANDS; hand++)
    g_hash_table_unref (self->layouts[hand]);
}

TesseraCellPainter *
tessera_cell_painter_new (GtkWidget *view, TesseraSession *session)
{
  TesseraCellPainter *self = g_rc_box_new0 (TesseraCellPainter);

  g_set_weak_pointer (&self->view, view);
  self->session = session;
  for (guint hand = 0; hand < N_HANDS; hand++)
    self->layouts[hand] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

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
  for (guint hand = 0; hand < N_HANDS; hand++)
    g_hash_table_remove_all (self->layouts[hand]);
  self->measured = self->colored = FALSE;
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

/* Texts */

static PangoLayout *
lay_out (TesseraCellPainter *self, const char *text, Hand hand)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (self->view, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if (hand != HAND_PLAIN)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (hand == HAND_PILL)
    pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

static void
follow_font (TesseraCellPainter *self)
{
  guint serial = pango_context_get_serial (gtk_widget_get_pango_context (self->view));

  if (serial == self->serial)
    return;
  tessera_cell_painter_forget (self);
  self->serial = serial;
}

/* (transfer none) */
static PangoLayout *
get_layout (TesseraCellPainter *self, const char *text, Hand hand)
{
  GHashTable *layouts = self->layouts[hand];
  PangoLayout *layout = g_hash_table_lookup (layouts, text);

  if (layout != NULL)
    return layout;

  if (g_hash_table_size (layouts) >= MOST_LAYOUTS)
    g_hash_table_remove_all (layouts);
  layout = lay_out (self, text, hand);
  g_hash_table_insert (layouts, g_strdup (text), layout);
  return layout;
}

static int
get_text_width (TesseraCellPainter *self, const char *text, Hand hand)
{
  PangoLayout *layout = get_layout (self, text, hand);
  int width;

  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* Sizes */

static const int days_ahead[] = { 0, 1, 13, 29, 88, 89, 330, 364, 700, 3700 };
static const int days_behind[] = { 1, 29, 88, 330, 364, 700, 3700 };

static int
widen (TesseraCellPainter *self, int width, char *text, Hand hand)
{
  g_autofree char *owned = text;

  return MAX (width, get_text_width (self, owned, hand));
}

static int
measure_expiry (TesseraCellPainter *self)
{
  gint64 now = tessera_time_now ();
  int width = widen (self, 0, tessera_words_expires (TESSERA_NEVER, now), HAND_PLAIN);

  for (guint i = 0; i < G_N_ELEMENTS (days_ahead); i++)
    width = widen (self, width, tessera_words_expires (now + days_ahead[i] * (gint64) SECONDS_OF_DAY + 1, now),
                   days_ahead[i] < TESSERA_EXPIRING_DAYS ? HAND_STRONG : HAND_PLAIN);
  for (guint i = 0; i < G_N_ELEMENTS (days_behind); i++)
    width = widen (self, width, tessera_words_expires (now - days_behind[i] * (gint64) SECONDS_OF_DAY, now), HAND_PLAIN);

  return width;
}

static int
measure_use (TesseraCellPainter *self)
{
  gint64 now = tessera_time_now ();
  int width = widen (self, 0, tessera_words_used (TESSERA_NEVER, now), HAND_PLAIN);

  width = widen (self, width, tessera_words_used (now, now), HAND_PLAIN);
  width = widen (self, width, tessera_words_used (now - 59 * 60, now), HAND_PLAIN);
  for (guint i = 0; i < G_N_ELEMENTS (days_behind); i++)
    width = widen (self, width, tessera_words_used (now - days_behind[i] * (gint64) SECONDS_OF_DAY, now), HAND_PLAIN);

  return width;
}

static int
get_pill_padding (TesseraCellPainter *self)
{
  return (int) (PILL_PADDING * self->scale);
}

static int
measure_pills (TesseraCellPainter *self)
{
  int width = 0;

  for (TesseraLook look = 0; look < TESSERA_N_LOOKS; look++)
    width = MAX (width, get_text_width (self, tessera_token_look_get_word (look), HAND_PILL));

  return width + 2 * get_pill_padding (self);
}

static int
measure_types (TesseraCellPainter *self, TesseraCatalogue *catalogue)
{
  int width = 0;

  for (guint i = 0; catalogue != NULL && i < tessera_catalogue_get_n_types (catalogue); i++)
    width = MAX (width, get_text_width (self, tessera_catalogue_get_type_at (catalogue, i)->name, HAND_PLAIN));

  return width;
}

static void
set_size (TesseraCellPainter *self, TesseraTokenKey key, int minimum, int natural, int height)
{
  self->sizes[key] = (Size){ minimum, natural, height };
}

static double
get_scale_of_text (GtkWidget *view)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (view), "gtk-xft-dpi", &dpi, NULL);
  return dpi <= 0 ? 1 : MAX (1, dpi / 1024.0 / 96.0);
}

static int
get_digit_width (TesseraCellPainter *self)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (self->view), NULL, NULL);
  int width = pango_font_metrics_get_approximate_char_width (metrics);

  self->line = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (width);
}

static void
measure_all (TesseraCellPainter *self)
{
  TesseraCatalogue *catalogue = tessera_cell_painter_get_catalogue (self);
  int character = get_digit_width (self), width = 0, height = self->line;

  self->scale = get_scale_of_text (self->view);
  set_size (self, TESSERA_TOKEN_KEY_NAME, LEAST_NAME * character, USUAL_NAME * character, self->line);
  width = measure_types (self, catalogue);
  set_size (self, TESSERA_TOKEN_KEY_TYPE, MIN (width, USUAL_NAME * character), MIN (width, USUAL_NAME * character), self->line);
  width = measure_expiry (self);
  set_size (self, TESSERA_TOKEN_KEY_EXPIRES, width, width, self->line);
  width = measure_use (self);
  set_size (self, TESSERA_TOKEN_KEY_LAST_USED, width, width, self->line);
  width = measure_pills (self);
  set_size (self, TESSERA_TOKEN_KEY_STATUS, width, width, self->line);
  width = 0;
  if (catalogue != NULL)
    tessera_mosaic_measure (tessera_catalogue_get_n_areas (catalogue), self->scale, &width, &height);
  set_size (self, TESSERA_TOKEN_KEY_PERMISSIONS, width, width, height);
  self->measured = TRUE;
}

void
tessera_cell_painter_measure (TesseraCellPainter *self, TesseraTokenKey key, int *minimum, int *natural, int *height)
{
  follow_font (self);
  if (!self->measured)
    measure_all (self);

  *minimum = self->sizes[key].minimum;
  *natural = self->sizes[key].natural;
  *height = self->sizes[key].height;
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
draw_text (TesseraCellPainter *self, GtkWidget *cell, GtkSnapshot *snapshot, const char *text, Hand hand, const GdkRGBA *color)
{
  int room = gtk_widget_get_width (cell), width = get_text_width (self, text, hand), height;
  PangoLayout *layout = get_layout (self, text, hand);

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
  PangoLayout *layout = get_layout (self, tessera_token_look_get_word (look), HAND_PILL);
  int padding = get_pill_padding (self), width, height, room = gtk_widget_get_width (cell);
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

  tessera_mosaic_measure (n_areas, self->scale, &width, &height);
  x = right_to_left ? gtk_widget_get_width (cell) - width : 0;
  y = (gtk_widget_get_height (cell) - height) / 2;
  for (guint area = 0; area < n_areas; area++)
    for (TesseraVerb verb = 0; verb < TESSERA_N_VERBS; verb++)
      {
        TesseraTilePlace place = tessera_mosaic_place (n_areas, self->scale, right_to_left, area, verb);

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
    draw_text (self, cell, snapshot, text, HAND_STRONG, &self->colors[COLOR_TEXT_EXPIRING]);
  else
    draw_text (self, cell, snapshot, text, HAND_PLAIN, look == TESSERA_LOOK_EXPIRED ? &self->colors[COLOR_TEXT_EXPIRED] : color);
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
  follow_font (self);
  if (!self->measured)
    measure_all (self);
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
      draw_text (self, cell, snapshot, text, HAND_PLAIN, &color);
    }
}
