#include "tessera-cell-texts.h"

#include "tessera-mosaic.h"
#include "tessera-token-look.h"
#include "tessera-words.h"

#define MOST_LAYOUTS 1024
#define LEAST_NAME 9          /* characters */
#define USUAL_NAME 12         /* so that all columns have room beside the editor in the window as it first opens */
#define LONG_NAME 16          /* worth more than the end of a type */
#define LEAST_TYPE 8
#define LONGEST_TYPE 18
#define PILL_PADDING 9        /* pixels at the usual size of text */

typedef struct
{
  int minimum, natural, height;
} Size;

struct _TesseraCellTexts
{
  GtkWidget *view;                      /* weak */
  GHashTable *layouts[TESSERA_N_HANDS]; /* text → PangoLayout */
  guint serial;                         /* of the font for which they are made */
  gboolean measured;
  Size sizes[TESSERA_N_TOKEN_KEYS];
  double scale;                         /* of text */
  int line;                             /* height of a line of text */
  int long_name;
};

TesseraCellTexts *
tessera_cell_texts_new (GtkWidget *view)
{
  TesseraCellTexts *self = g_new0 (TesseraCellTexts, 1);

  g_set_weak_pointer (&self->view, view);
  for (guint hand = 0; hand < TESSERA_N_HANDS; hand++)
    self->layouts[hand] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return self;
}

void
tessera_cell_texts_free (TesseraCellTexts *self)
{
  g_clear_weak_pointer (&self->view);
  for (guint hand = 0; hand < TESSERA_N_HANDS; hand++)
    g_hash_table_unref (self->layouts[hand]);
  g_free (self);
}

void
tessera_cell_texts_forget (TesseraCellTexts *self)
{
  for (guint hand = 0; hand < TESSERA_N_HANDS; hand++)
    g_hash_table_remove_all (self->layouts[hand]);
  self->measured = FALSE;
}

static PangoLayout *
lay_out (TesseraCellTexts *self, const char *text, TesseraHand hand)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (self->view, text);
  g_autoptr (PangoAttrList) attributes = NULL;

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (hand == TESSERA_HAND_PLAIN)
    return layout;

  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (hand == TESSERA_HAND_PILL)
    pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static void
follow_font (TesseraCellTexts *self)
{
  guint serial = pango_context_get_serial (gtk_widget_get_pango_context (self->view));

  if (serial == self->serial)
    return;
  tessera_cell_texts_forget (self);
  self->serial = serial;
}

PangoLayout *
tessera_cell_texts_get_layout (TesseraCellTexts *self, const char *text, TesseraHand hand)
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

int
tessera_cell_texts_get_width (TesseraCellTexts *self, const char *text, TesseraHand hand)
{
  PangoLayout *layout = tessera_cell_texts_get_layout (self, text, hand);
  int width;

  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* Sizes */

static const int days_ahead[] = { 0, 1, 13, 29, 88, 89, 330, 364, 700, 3700 };
static const int days_behind[] = { 1, 29, 88, 330, 364, 700, 3700 };

static int
widen (TesseraCellTexts *self, int width, char *text, TesseraHand hand)
{
  g_autofree char *owned = text;

  return MAX (width, tessera_cell_texts_get_width (self, owned, hand));
}

static int
measure_expiry (TesseraCellTexts *self)
{
  gint64 now = tessera_time_now ();
  int width = widen (self, 0, tessera_words_expires (TESSERA_NEVER, now), TESSERA_HAND_PLAIN);

  for (guint i = 0; i < G_N_ELEMENTS (days_ahead); i++)
    width = widen (self, width, tessera_words_expires (now + days_ahead[i] * (gint64) TESSERA_SECONDS_OF_DAY + 1, now),
                   days_ahead[i] < TESSERA_EXPIRING_DAYS ? TESSERA_HAND_STRONG : TESSERA_HAND_PLAIN);
  for (guint i = 0; i < G_N_ELEMENTS (days_behind); i++)
    width = widen (self, width, tessera_words_expires (now - days_behind[i] * (gint64) TESSERA_SECONDS_OF_DAY, now), TESSERA_HAND_PLAIN);

  return width;
}

static int
measure_use (TesseraCellTexts *self)
{
  gint64 now = tessera_time_now ();
  int width = widen (self, 0, tessera_words_used (TESSERA_NEVER, now), TESSERA_HAND_PLAIN);

  width = widen (self, width, tessera_words_used (now, now), TESSERA_HAND_PLAIN);
  width = widen (self, width, tessera_words_used (now - 59 * 60, now), TESSERA_HAND_PLAIN);
  for (guint i = 0; i < G_N_ELEMENTS (days_behind); i++)
    width = widen (self, width, tessera_words_used (now - days_behind[i] * (gint64) TESSERA_SECONDS_OF_DAY, now), TESSERA_HAND_PLAIN);

  return width;
}

int
tessera_cell_texts_get_pill_padding (TesseraCellTexts *self)
{
  return (int) (PILL_PADDING * self->scale);
}

static int
measure_pills (TesseraCellTexts *self)
{
  int width = 0;

  for (TesseraLook look = 0; look < TESSERA_N_LOOKS; look++)
    width = MAX (width, tessera_cell_texts_get_width (self, tessera_token_look_get_word (look), TESSERA_HAND_PILL));

  return width + 2 * tessera_cell_texts_get_pill_padding (self);
}

static int
measure_types (TesseraCellTexts *self, TesseraCatalogue *catalogue)
{
  int width = 0;

  for (guint i = 0; catalogue != NULL && i < tessera_catalogue_get_n_types (catalogue); i++)
    width = MAX (width, tessera_cell_texts_get_width (self, tessera_catalogue_get_type_at (catalogue, i)->name, TESSERA_HAND_PLAIN));

  return width;
}

static void
set_size (TesseraCellTexts *self, TesseraTokenKey key, int minimum, int natural, int height)
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
get_digit_width (TesseraCellTexts *self)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (self->view), NULL, NULL);
  int width = pango_font_metrics_get_approximate_char_width (metrics);

  self->line = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (width);
}

static void
measure_all (TesseraCellTexts *self, TesseraCatalogue *catalogue)
{
  int character = get_digit_width (self), width = 0, height = self->line;

  self->scale = get_scale_of_text (self->view);
  set_size (self, TESSERA_TOKEN_KEY_NAME, LEAST_NAME * character, USUAL_NAME * character, self->line);
  self->long_name = LONG_NAME * character;
  width = measure_types (self, catalogue);
  set_size (self, TESSERA_TOKEN_KEY_TYPE, MIN (width, LEAST_TYPE * character), MIN (width, LONGEST_TYPE * character), self->line);
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
tessera_cell_texts_prepare (TesseraCellTexts *self, TesseraCatalogue *catalogue)
{
  follow_font (self);
  if (!self->measured)
    measure_all (self, catalogue);
}

void
tessera_cell_texts_get_size (TesseraCellTexts *self, TesseraTokenKey key, int *minimum, int *natural, int *height)
{
  *minimum = self->sizes[key].minimum;
  *natural = self->sizes[key].natural;
  *height = self->sizes[key].height;
}

int
tessera_cell_texts_get_long_name (TesseraCellTexts *self)
{
  return self->long_name;
}

double
tessera_cell_texts_get_scale (TesseraCellTexts *self)
{
  return self->scale;
}
