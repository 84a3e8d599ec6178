#include "tessera-expiry-row.h"

#include "tessera-menu-label.h"
#include "tessera-sight.h"
#include "tessera-words.h"

#include <glib/gi18n-lib.h>

struct _TesseraExpiryRow
{
  TesseraFormRow parent_instance;

  GtkMenuButton *button;
  TesseraExpiryPopover *popover;
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

static void
tessera_expiry_row_fault_changed (TesseraFormRow *row)
{
  tessera_expiry_popover_set_fault (TESSERA_EXPIRY_ROW (row)->popover, tessera_form_row_get_fault (row));
}

static void
tessera_expiry_row_class_init (TesseraExpiryRowClass *klass)
{
  TESSERA_FORM_ROW_CLASS (klass)->fault_changed = tessera_expiry_row_fault_changed;

  signals[CHANGED] = g_signal_new ("changed", TESSERA_TYPE_EXPIRY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
tessera_expiry_row_init (TesseraExpiryRow *self)
{
  self->end = TESSERA_NEVER;
  self->now = tessera_time_now ();
  self->popover = TESSERA_EXPIRY_POPOVER (tessera_expiry_popover_new ());
  g_signal_connect_object (self->popover, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  tessera_sight_keep_opener (GTK_WIDGET (self->button));
  tessera_form_row_set_control (TESSERA_FORM_ROW (self), GTK_WIDGET (self->button));
  /* The focus is on the toggle button inside. */
  tessera_form_row_add_accessible (TESSERA_FORM_ROW (self),
                                   GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))));
  g_object_set (self, "title", _("Expiry date"), NULL);
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
