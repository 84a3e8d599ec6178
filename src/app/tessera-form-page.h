/* tessera-form-page.h: how the form lies in its place: fields that scroll, a sentence, a bar that is always in sight.
 *
 * In two columns the sentence stands under the fields. In one it stays in
 * sight above the bar, unless it would take more than a quarter of the height. */

#pragma once

#include "tessera-fields.h"
#include "tessera-form-bar.h"

G_BEGIN_DECLS

#define TESSERA_TYPE_FORM_PAGE (tessera_form_page_get_type ())
G_DECLARE_FINAL_TYPE (TesseraFormPage, tessera_form_page, TESSERA, FORM_PAGE, GtkWidget)

GtkWidget *tessera_form_page_new (void);

/* @head: (transfer floating): what stands above the fields and is scrolled with them */
void tessera_form_page_add_head (TesseraFormPage *page, GtkWidget *head);

/* (transfer none) */
TesseraFields *tessera_form_page_get_fields (TesseraFormPage *page);
TesseraFormBar *tessera_form_page_get_bar (TesseraFormPage *page);

/* @sentence: (nullable): what will happen */
void tessera_form_page_set_sentence (TesseraFormPage *page, const char *sentence);

/* Whether the areas are shown without descriptions in a single column. */
void tessera_form_page_set_compact (TesseraFormPage *page, gboolean compact);

G_END_DECLS
