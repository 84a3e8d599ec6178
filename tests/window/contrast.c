#include "contrast.h"

#include <math.h>

#include "tessera-token-cell.h"

#define SCALE 3
#define LEAST_PART 0.7          /* of a line's height that is in sight; who wants to read it scrolls */
#define LEAST_PIXELS 4          /* of a colour, so that it is more than the edge of a stroke */

/* A picture: 0xRRGGBB each. */
typedef struct
{
  guint32 *pixels;
  int width;
  int height;
} Picture;

static guint n_texts;

guint
contrast_count_texts (void)
{
  return n_texts;
}

/* Colours */

static double
straighten (double channel)
{
  return channel <= 0.03928 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (const GdkRGBA *color)
{
  return 0.2126 * straighten (color->red) + 0.7152 * straighten (color->green) + 0.0722 * straighten (color->blue);
}

double
contrast_measure (const GdkRGBA *a, const GdkRGBA *b)
{
  double one = get_luminance (a), other = get_luminance (b);

  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}

static double
measure_pixels (guint32 a, guint32 b)
{
  GdkRGBA colors[2] = {
    { (a >> 16 & 255) / 255.0f, (a >> 8 & 255) / 255.0f, (a & 255) / 255.0f, 1 },
    { (b >> 16 & 255) / 255.0f, (b >> 8 & 255) / 255.0f, (b & 255) / 255.0f, 1 },
  };

  return contrast_measure (&colors[0], &colors[1]);
}

/* The picture */

static GskRenderNode *
draw (GtkNative *native)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (native));
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gtk_snapshot_scale (snapshot, SCALE, SCALE);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (native)),
                          gtk_widget_get_height (GTK_WIDGET (native)));
  return gtk_snapshot_free_to_node (snapshot);
}

/* What is transparent, as the corners are, counts as black. */
static Picture
take_picture (GtkNative *native, GskRenderNode *node)
{
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, (float) (gtk_widget_get_width (GTK_WIDGET (native)) * SCALE),
                                            (float) (gtk_widget_get_height (GTK_WIDGET (native)) * SCALE));
  g_autoptr (GdkTexture) texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node, &all);
  Picture picture = { .width = gdk_texture_get_width (texture), .height = gdk_texture_get_height (texture) };

  picture.pixels = g_new (guint32, (gsize) picture.width * (gsize) picture.height);
  gdk_texture_download (texture, (guchar *) picture.pixels, (gsize) picture.width * 4);
  for (gsize i = 0; i < (gsize) picture.width * (gsize) picture.height; i++)
    picture.pixels[i] &= 0xffffff;
  return picture;
}

/* Where there is text */

static void find_texts (GskRenderNode *node, GskTransform *to_picture, const graphene_rect_t *clip, GArray *texts);

static void
find_texts_within (GskRenderNode *child, GskTransform *to_picture, const graphene_rect_t *clip, const graphene_rect_t *more,
                   GArray *texts)
{
  graphene_rect_t bounds;

  gsk_transform_transform_bounds (to_picture, more, &bounds);
  if (graphene_rect_intersection (&bounds, clip, &bounds))
    find_texts (child, to_picture, &bounds, texts);
}

static void
find_moved_texts (GskRenderNode *node, GskTransform *to_picture, const graphene_rect_t *clip, GArray *texts)
{
  g_autoptr (GskTransform) both = gsk_transform_transform (gsk_transform_ref (to_picture),
                                                           gsk_transform_node_get_transform (node));

  find_texts (gsk_transform_node_get_child (node), both, clip, texts);
}

static void
add_text (GskRenderNode *node, GskTransform *to_picture, const graphene_rect_t *clip, GArray *texts)
{
  graphene_rect_t bounds, seen;

  gsk_render_node_get_bounds (node, &bounds);
  gsk_transform_transform_bounds (to_picture, &bounds, &bounds);
  if (graphene_rect_intersection (&bounds, clip, &seen) && seen.size.height > bounds.size.height * LEAST_PART)
    g_array_append_val (texts, seen);
}

static void
find_texts (GskRenderNode *node, GskTransform *to_picture, const graphene_rect_t *clip, GArray *texts)
{
  GskRenderNodeType type = gsk_render_node_get_node_type (node);

  if (type == GSK_TEXT_NODE)
    add_text (node, to_picture, clip, texts);
  else if (type == GSK_CONTAINER_NODE)
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      find_texts (gsk_container_node_get_child (node, i), to_picture, clip, texts);
  else if (type == GSK_TRANSFORM_NODE)
    find_moved_texts (node, to_picture, clip, texts);
  else if (type == GSK_CLIP_NODE)
    find_texts_within (gsk_clip_node_get_child (node), to_picture, clip, gsk_clip_node_get_clip (node), texts);
  else if (type == GSK_ROUNDED_CLIP_NODE)
    find_texts_within (gsk_rounded_clip_node_get_child (node), to_picture, clip,
                       &gsk_rounded_clip_node_get_clip (node)->bounds, texts);
  else if (type == GSK_OPACITY_NODE)
    find_texts (gsk_opacity_node_get_child (node), to_picture, clip, texts);
  else if (type == GSK_COLOR_MATRIX_NODE)
    find_texts (gsk_color_matrix_node_get_child (node), to_picture, clip, texts);
  else if (type == GSK_SHADOW_NODE)
    find_texts (gsk_shadow_node_get_child (node), to_picture, clip, texts);
  else if (type == GSK_DEBUG_NODE)
    find_texts (gsk_debug_node_get_child (node), to_picture, clip, texts);
}

/* What is there */

static void
count_colors (const Picture *picture, const graphene_rect_t *where, GHashTable *counts)
{
  int left = MAX ((int) floorf (where->origin.x) - SCALE, 0), top = MAX ((int) floorf (where->origin.y) - SCALE, 0);
  int right = MIN ((int) ceilf (where->origin.x + where->size.width) + SCALE, picture->width);
  int bottom = MIN ((int) ceilf (where->origin.y + where->size.height) + SCALE, picture->height);

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      {
        gpointer color = GUINT_TO_POINTER (picture->pixels[y * picture->width + x]);
        guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, color));

        g_hash_table_insert (counts, color, GUINT_TO_POINTER (n + 1));
      }
}

/* The ground is the most frequent colour, the text the one that differs most from it. Returns: 0 if there is no text */
static double
measure (const Picture *picture, const graphene_rect_t *where, guint32 *ground, guint32 *text)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer color, n;
  guint most = 0;
  double best = 0;

  count_colors (picture, where, counts);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &color, &n))
    if (GPOINTER_TO_UINT (n) > most)
      {
        most = GPOINTER_TO_UINT (n);
        *ground = GPOINTER_TO_UINT (color);
      }

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &color, &n))
    if (GPOINTER_TO_UINT (n) >= LEAST_PIXELS && GPOINTER_TO_UINT (color) != *ground
        && measure_pixels (GPOINTER_TO_UINT (color), *ground) > best)
      {
        *text = GPOINTER_TO_UINT (color);
        best = measure_pixels (*text, *ground);
      }

  return best;
}

static GtkWidget *
find_widget (GtkNative *native, const graphene_rect_t *where)
{
  return gtk_widget_pick (GTK_WIDGET (native), (where->origin.x + where->size.width / 2) / SCALE,
                          (where->origin.y + where->size.height / 2) / SCALE,
                          GTK_PICK_INSENSITIVE | GTK_PICK_NON_TARGETABLE);
}

static char *
tell_widget (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return g_strdup (gtk_label_get_text (GTK_LABEL (widget)));
  if (TESSERA_IS_TOKEN_CELL (widget))
    return tessera_token_cell_get_text (TESSERA_TOKEN_CELL (widget));

  return g_strdup (G_OBJECT_TYPE_NAME (widget));
}

static void
judge (GtkNative *native, const Picture *picture, const graphene_rect_t *where, double least, GPtrArray *faults)
{
  GtkWidget *widget = find_widget (native, where);
  guint32 ground = 0, text = 0;
  double contrast;

  if (widget == NULL || !gtk_widget_is_sensitive (widget))
    return;

  contrast = measure (picture, where, &ground, &text);
  n_texts++;
  if (contrast > 0 && contrast < least)
    {
      g_autofree char *words = tell_widget (widget);

      g_ptr_array_add (faults, g_strdup_printf ("%.2f, #%06x on #%06x at %.0f, %.0f: “%s”", contrast, text, ground,
                                                where->origin.x / SCALE, where->origin.y / SCALE, words));
    }
}

GPtrArray *
contrast_find_faults (GtkNative *native, double least)
{
  g_autoptr (GskRenderNode) node = draw (native);
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  GPtrArray *faults = g_ptr_array_new_with_free_func (g_free);
  Picture picture;
  graphene_rect_t all;

  g_assert_nonnull (node);
  picture = take_picture (native, node);
  graphene_rect_init (&all, 0, 0, (float) picture.width, (float) picture.height);
  find_texts (node, NULL, &all, texts);
  for (guint i = 0; i < texts->len; i++)
    judge (native, &picture, &g_array_index (texts, graphene_rect_t, i), least, faults);

  g_free (picture.pixels);
  return faults;
}
