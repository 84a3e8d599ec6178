/* contrast.h: how well every text of a window can be read, measured in a picture of it.
 *
 * The picture is drawn as the window is, only larger, so that the strokes of a
 * letter have pixels of their full colour. Where there is text is taken from
 * the drawing, which colours are there from the picture. WCAG 2.1, 1.4.3. */

#pragma once

#include <gtk/gtk.h>

/**
 * contrast_find_faults:
 * @native: a window, or a popover, that is shown and at rest
 * @least: the least contrast that will do, 1 to 21
 *
 * What is insensitive is exempt.
 *
 * Returns: (transfer full) (element-type utf8): for each text that is worse, which, and how bad it is
 */
GPtrArray *contrast_find_faults (GtkNative *native, double least);

/* How many texts were measured so far, in all. */
guint contrast_count_texts (void);

/* WCAG 2.1's contrast ratio of two colours; their alpha is of no concern. Returns: 1 to 21 */
double contrast_measure (const GdkRGBA *a, const GdkRGBA *b);
