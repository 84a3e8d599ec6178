/* tessera-accordion.h: the window's two expanders, Create Token and Tokens, of which one is always open.
 *
 * Opening one folds the other, and folding one opens the other. The open one
 * has the whole height. Main thread only. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _TesseraAccordion TesseraAccordion;

/* Whether Create Token may open now. If not, Tokens stays open, and whoever was asked opens Create Token later, or never. */
typedef gboolean (*TesseraMayLeaveTokens) (gpointer data);

/**
 * tessera_accordion_new:
 * @create: outlives it, as does @tokens
 * @settings: (nullable): where is remembered which one the user opened
 * @may_leave: called when the user folds Tokens
 */
TesseraAccordion *tessera_accordion_new (GtkExpander *create, GtkExpander *tokens, GSettings *settings,
                                         TesseraMayLeaveTokens may_leave, gpointer data);
void tessera_accordion_free (TesseraAccordion *accordion);

/* Puts the pages in, in place of those that were there. */
void tessera_accordion_set_pages (TesseraAccordion *accordion, GtkWidget *create, GtkWidget *tokens);

/* Opens Tokens or Create Token; nothing of it is remembered. */
void tessera_accordion_open (TesseraAccordion *accordion, gboolean tokens);

/* Opens it as the user chose, which is remembered. */
void tessera_accordion_choose (TesseraAccordion *accordion, gboolean tokens);

/* Opens what is remembered; Tokens, if nothing is. */
void tessera_accordion_recall (TesseraAccordion *accordion);

gboolean tessera_accordion_get_tokens_open (TesseraAccordion *accordion);

G_END_DECLS
