#include "tessera-accordion.h"

#include "tessera-accessible.h"
#include "tessera-popovers.h"

struct _TesseraAccordion
{
  GtkExpander *create;
  GtkExpander *tokens;
  GSettings *settings;
  TesseraMayLeaveTokens may_leave;
  gpointer data;
  gboolean switching;          /* the expanders are being set by us */
};

static void
set_open (GtkExpander *expander, gboolean open)
{
  /* What stays open in what is folded is seen by nobody, and goes on taking all keys and clicks. */
  if (!open && gtk_expander_get_child (expander) != NULL)
    tessera_popovers_close (gtk_expander_get_child (expander));
  gtk_expander_set_expanded (expander, open);
  gtk_widget_set_vexpand (GTK_WIDGET (expander), open);
  gtk_widget_set_valign (GTK_WIDGET (expander), open ? GTK_ALIGN_FILL : GTK_ALIGN_START);
}

void
tessera_accordion_open (TesseraAccordion *accordion, gboolean tokens)
{
  accordion->switching = TRUE;
  set_open (accordion->tokens, tokens);
  set_open (accordion->create, !tokens);
  accordion->switching = FALSE;
}

void
tessera_accordion_choose (TesseraAccordion *accordion, gboolean tokens)
{
  tessera_accordion_open (accordion, tokens);
  if (accordion->settings != NULL)
    g_settings_set_string (accordion->settings, "open-expander", tokens ? "tokens" : "create");
}

static void
on_expanded (TesseraAccordion *accordion, GParamSpec *pspec, GtkExpander *expander)
{
  gboolean open_tokens = gtk_expander_get_expanded (expander) == (expander == accordion->tokens);

  if (accordion->switching)
    return;

  if (open_tokens || accordion->may_leave (accordion->data))
    tessera_accordion_choose (accordion, open_tokens);
  else
    tessera_accordion_open (accordion, TRUE);     /* as it was, until the user has answered */
}

TesseraAccordion *
tessera_accordion_new (GtkExpander *create, GtkExpander *tokens, GSettings *settings, TesseraMayLeaveTokens may_leave,
                       gpointer data)
{
  TesseraAccordion *accordion = g_new0 (TesseraAccordion, 1);

  accordion->create = create;
  accordion->tokens = tokens;
  accordion->settings = settings != NULL ? g_object_ref (settings) : NULL;
  accordion->may_leave = may_leave;
  accordion->data = data;
  g_signal_connect_swapped (create, "notify::expanded", G_CALLBACK (on_expanded), accordion);
  g_signal_connect_swapped (tokens, "notify::expanded", G_CALLBACK (on_expanded), accordion);
  return accordion;
}

void
tessera_accordion_free (TesseraAccordion *accordion)
{
  g_signal_handlers_disconnect_by_data (accordion->create, accordion);
  g_signal_handlers_disconnect_by_data (accordion->tokens, accordion);
  g_clear_object (&accordion->settings);
  g_free (accordion);
}

static void
set_page (GtkExpander *expander, GtkWidget *page)
{
  gtk_widget_set_vexpand (page, TRUE);
  gtk_expander_set_child (expander, page);
  tessera_accessible_keep_focus_out_of_folded (expander);
}

void
tessera_accordion_set_pages (TesseraAccordion *accordion, GtkWidget *create, GtkWidget *tokens)
{
  set_page (accordion->create, create);
  set_page (accordion->tokens, tokens);
}

void
tessera_accordion_recall (TesseraAccordion *accordion)
{
  g_autofree char *open = accordion->settings != NULL ? g_settings_get_string (accordion->settings, "open-expander") : NULL;

  tessera_accordion_open (accordion, g_strcmp0 (open, "create") != 0);
}

gboolean
tessera_accordion_get_tokens_open (TesseraAccordion *accordion)
{
  return gtk_expander_get_expanded (accordion->tokens);
}
