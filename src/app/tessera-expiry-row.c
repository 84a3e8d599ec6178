#include "tessera-expiry-row.h"

#include "tessera-loading.h"
#include "tessera-menu-label.h"
#include "tessera-sight.h"
#include "tessera-words.h"

#include <glib/gi18n-lib.h>

/* A line of the words about a date, beside it and in two columns, is about as long as so many letters. */
#define LINE_LENGTH 38

/* What is said of the date that the server will propose is about as long as what is said of one so far away. */
#define USUAL_SECONDS (90 * 24 * 60 * 60)

struct _TesseraExpiryRow
{
  TesseraFormRow parent_instance;

  GtkMenuButton *button;
  TesseraExpiryPopover *popover;     /* not in the button as long as nobody knows what may be chosen in it */
  gint64 now;
  gint64 end;
};

G_DEFINE_TYPE (TesseraExpiryRow, tessera_expiry_row, TESSERA_TYPE_FORM_ROW)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
describe_day (gint64 end)
{
  GDate day;

  if (end == TESSERA_NEVER)
    return g_strdup (_("Never"));
  tessera_expiry_to_day (end, &day);
  return tessera_words_day (&day);
}

static void
show (TesseraExpiryRow *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *day = describe_day (self->end);
  g_autofree char *truth = tessera_words_validity (self->end, self->now, zone);

  tessera_menu_label_set (self->button, day);
  tessera_form_row_set_value (TESSERA_FORM_ROW (self), day);
  tessera_form_row_set_description (TESSERA_FORM_ROW (self), truth);
}

static void
on_picked (TesseraExpiryRow *self)
{
  self->end = tessera_expiry_popover_get_expiry (self->popover);
  tessera_form_row_set_fault (TESSERA_FORM_ROW (self), NULL);
  show (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* There is nothing to choose from yet. The button can have the focus all the same, which stays on it when there is. */
static void
refuse (GtkMenuButton *button, gpointer data)
{
  gtk_menu_button_popdown (button);
  gtk_widget_error_bell (GTK_WIDGET (button));
}

static guint
count_usual_lines (TesseraExpiryRow *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *truth = tessera_words_validity (self->now - self->now % (24 * 60 * 60) + USUAL_SECONDS, self->now, zone);
  guint length = 0;

  for (const char *at = truth; *at != '\0'; at = g_utf8_next_char (at))
    length += g_unichar_iswide (g_utf8_get_char (at)) ? 2 : 1;
  return (length + LINE_LENGTH - 1) / LINE_LENGTH;
}

static void
show_waiting (TesseraExpiryRow *self)
{
  gtk_menu_button_set_create_popup_func (self->button, refuse, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "waiting");
  tessera_menu_label_set (self->button, tessera_loading_get_word ());
  tessera_form_row_set_value (TESSERA_FORM_ROW (self), tessera_loading_get_word ());
  tessera_form_row_reserve (TESSERA_FORM_ROW (self), count_usual_lines (self));
  tessera_form_row_set_busy (TESSERA_FORM_ROW (self), TRUE);
}

static gboolean
is_waiting (TesseraExpiryRow *self)
{
  return gtk_menu_button_get_popover (self->button) == NULL;
}

static void
end_waiting (TesseraExpiryRow *self)
{
  /* In this order: without either the button would be insensitive, and lose the focus. */
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  gtk_menu_button_set_create_popup_func (self->button, NULL, NULL, NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->button), "waiting");
  tessera_form_row_set_busy (TESSERA_FORM_ROW (self), FALSE);
}

static void
tessera_expiry_row_finalize (GObject *object)
{
  g_object_unref (TESSERA_EXPIRY_ROW (object)->popover);

  G_OBJECT_CLASS (tessera_expiry_row_parent_class)->finalize (object);
}

static void
tessera_expiry_row_fault_changed (TesseraFormRow *row)
{
  tessera_expiry_popover_set_fault (TESSERA_EXPIRY_ROW (row)->popover, tessera_form_row_get_fault (row));
}

static void
tessera_expiry_row_class_init (TesseraExpiryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_expiry_row_finalize;
  TESSERA_FORM_ROW_CLASS (klass)->fault_changed = tessera_expiry_row_fault_changed;

  signals[CHANGED] = g_signal_new ("changed", TESSERA_TYPE_EXPIRY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
tessera_expiry_row_init (TesseraExpiryRow *self)
{
  self->end = TESSERA_NEVER;
  self->now = tessera_time_now ();
  self->popover = g_object_ref_sink (TESSERA_EXPIRY_POPOVER (tessera_expiry_popover_new ()));
  g_signal_connect_object (self->popover, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  tessera_sight_keep_opener (GTK_WIDGET (self->button));
  tessera_form_row_set_control (TESSERA_FORM_ROW (self), GTK_WIDGET (self->button));
  /* The focus is on the toggle button inside. */
  tessera_form_row_add_accessible (TESSERA_FORM_ROW (self),
                                   GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))));
  g_object_set (self, "title", _("Expiry date"), NULL);
  show_waiting (self);
}

GtkWidget *
tessera_expiry_row_new (void)
{
  return g_object_new (TESSERA_TYPE_EXPIRY_ROW, NULL);
}

void
tessera_expiry_row_set_policy (TesseraExpiryRow *row, const TesseraPolicy *policy, gint64 now)
{
  g_return_if_fail (TESSERA_IS_EXPIRY_ROW (row));

  if (is_waiting (row))
    end_waiting (row);
  row->now = now;
  tessera_expiry_popover_set_policy (row->popover, policy, now);
  show (row);
}

void
tessera_expiry_row_set_expiry (TesseraExpiryRow *row, gint64 end)
{
  g_return_if_fail (TESSERA_IS_EXPIRY_ROW (row));

  row->end = end;
  tessera_expiry_popover_set_expiry (row->popover, end);
  show (row);
}

gint64
tessera_expiry_row_get_expiry (TesseraExpiryRow *row)
{
  g_return_val_if_fail (TESSERA_IS_EXPIRY_ROW (row), TESSERA_NEVER);

  return row->end;
}

TesseraExpiryPopover *
tessera_expiry_row_get_popover (TesseraExpiryRow *row)
{
  g_return_val_if_fail (TESSERA_IS_EXPIRY_ROW (row), NULL);

  return row->popover;
}

GtkMenuButton *
tessera_expiry_row_get_button (TesseraExpiryRow *row)
{
  g_return_val_if_fail (TESSERA_IS_EXPIRY_ROW (row), NULL);

  return row->button;
}
