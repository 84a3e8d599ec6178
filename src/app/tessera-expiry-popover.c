#include "tessera-expiry-popover.h"

#include "tessera-date-entry.h"
#include "tessera-draft.h"
#include "tessera-expiry.h"
#include "tessera-popover-body.h"
#include "tessera-span.h"
#include "tessera-wrap-layout.h"

#include <glib/gi18n-lib.h>

/* A window has several of these, and seldom is one opened: what is in it is made when it is shown for the first time,
 * and until then the children are NULL. */
struct _TesseraExpiryPopover
{
  GtkPopover parent_instance;

  gboolean made;
  TesseraCalendar *calendar;
  GtkLabel *fault_label;
  GtkLabel *count_label;
  GtkWidget *spans;
  TesseraDateEntry *entry;

  TesseraPolicy policy;
  GDate today;
  gint64 now;
  gint64 end;
  gint64 before;      /* what Escape goes back to */
  TesseraDayCount count;
  gpointer count_data;
  char *fault;        /* of the chosen end, told from outside */
};

G_DEFINE_TYPE (TesseraExpiryPopover, tessera_expiry_popover, GTK_TYPE_POPOVER)

enum
{
  PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
tessera_expiry_popover_finalize (GObject *object)
{
  g_free (TESSERA_EXPIRY_POPOVER (object)->fault);

  G_OBJECT_CLASS (tessera_expiry_popover_parent_class)->finalize (object);
}

/* What is wrong with what is typed, else with what is chosen; %NULL if nothing is. */
static const char *
get_fault (TesseraExpiryPopover *self)
{
  const char *refusal = tessera_date_entry_get_refusal (self->entry);

  return refusal != NULL ? refusal : self->fault;
}

static void
show_fault (TesseraExpiryPopover *self)
{
  const char *fault = get_fault (self);

  gtk_label_set_text (self->fault_label, fault == NULL ? "" : fault);
  gtk_widget_set_visible (GTK_WIDGET (self->fault_label), fault != NULL);
  tessera_date_entry_set_fault (self->entry, fault != NULL ? self->fault_label : NULL);
}

/* How many other tokens expire on the chosen day. */
static void
show_count (TesseraExpiryPopover *self)
{
  g_autofree char *words = NULL;
  guint tokens = 0;
  GDate day;

  if (self->end != TESSERA_NEVER && self->count != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      tessera_expiry_to_day (self->end, &day);
      tokens = self->count (&day, self->count_data);
    }
  words = g_strdup_printf (ngettext ("%'u other token expires on this day.", "%'u other tokens expire on this day.", tokens),
                           tokens);
  gtk_label_set_text (self->count_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), tokens > 0);
}

/* With no end the keyboard begins at the day which a new token would get. */
static void
show_calendar (TesseraExpiryPopover *self)
{
  GDate day = self->today;

  if (self->end != TESSERA_NEVER)
    tessera_expiry_to_day (self->end, &day);
  else
    g_date_add_days (&day, self->policy.default_lifetime_days);
  tessera_calendar_set_day (self->calendar, &day, self->end != TESSERA_NEVER);
  show_count (self);
}

static void
pick (TesseraExpiryPopover *self, gint64 end)
{
  self->end = end;
  tessera_expiry_popover_set_fault (self, NULL);
  g_signal_emit (self, signals[PICKED], 0);
}

static void
on_confirmed (TesseraExpiryPopover *self)
{
  if (get_fault (self) == NULL)
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_day_picked (TesseraExpiryPopover *self)
{
  GDate day;

  tessera_calendar_get_day (self->calendar, &day);
  tessera_date_entry_set_end (self->entry, tessera_expiry_from_day (&day));
  pick (self, tessera_expiry_from_day (&day));
  show_count (self);
}

static void
on_span_clicked (GtkButton *button, gpointer data)
{
  TesseraExpiryPopover *self = data;
  const TesseraSpan *span = g_object_get_data (G_OBJECT (button), "span");
  gint64 end = tessera_span_get_end (span, &self->today);

  tessera_date_entry_set_end (self->entry, end);
  pick (self, end);
  show_calendar (self);
  on_confirmed (self);
}

static void
on_typed (TesseraExpiryPopover *self, gint64 end)
{
  pick (self, end);
  show_calendar (self);
}

/* Days and spans that the policy lets through. */
static void
show_policy (TesseraExpiryPopover *self)
{
  gint64 latest = tessera_policy_get_latest_expiry (&self->policy, self->now);
  GDate last;

  if (latest != TESSERA_NEVER)
    tessera_expiry_to_day (latest, &last);
  tessera_calendar_set_range (self->calendar, &self->today, latest == TESSERA_NEVER ? NULL : &last);
  for (GtkWidget *button = gtk_widget_get_first_child (self->spans); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_widget_set_visible (button, tessera_span_is_allowed (g_object_get_data (G_OBJECT (button), "span"), &self->policy,
                                                             &self->today, self->now));
  tessera_date_entry_set_now (self->entry, self->now);
}

static void make (TesseraExpiryPopover *self);

static void
tessera_expiry_popover_show (GtkWidget *widget)
{
  TesseraExpiryPopover *self = TESSERA_EXPIRY_POPOVER (widget);

  if (!self->made)
    make (self);

  GTK_WIDGET_CLASS (tessera_expiry_popover_parent_class)->show (widget);
}

static void
tessera_expiry_popover_map (GtkWidget *widget)
{
  TesseraExpiryPopover *self = TESSERA_EXPIRY_POPOVER (widget);

  GTK_WIDGET_CLASS (tessera_expiry_popover_parent_class)->map (widget);

  self->before = self->end;
  show_calendar (self);
  tessera_date_entry_set_end (self->entry, self->end);
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

/* Behind the calendar, where the focus begins, GTK finds nothing to go back to; the last is the entry. */
static gboolean
tessera_expiry_popover_focus (GtkWidget *widget, GtkDirectionType direction)
{
  TesseraExpiryPopover *self = TESSERA_EXPIRY_POPOVER (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (direction == GTK_DIR_TAB_BACKWARD && GTK_IS_CALENDAR (focus))
    return gtk_widget_child_focus (GTK_WIDGET (self->entry), GTK_DIR_TAB_FORWARD);
  return GTK_WIDGET_CLASS (tessera_expiry_popover_parent_class)->focus (widget, direction);
}

/* Escape takes back all that was done since it opened, then closes as always. */
static gboolean
on_key (TesseraExpiryPopover *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  tessera_date_entry_set_end (self->entry, self->before);
  if (self->end != self->before)
    pick (self, self->before);
  return GDK_EVENT_PROPAGATE;
}

/* Whoever leaves by the pointer leaves what was done, as far as it is a date. */
static void
tessera_expiry_popover_closed (GtkPopover *popover)
{
  TesseraExpiryPopover *self = TESSERA_EXPIRY_POPOVER (popover);

  tessera_date_entry_take (self->entry);
  tessera_date_entry_set_end (self->entry, self->end);
}

static void
add_span (TesseraExpiryPopover *self, const TesseraSpan *span)
{
  g_autofree char *label = tessera_span_describe (span);
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data (G_OBJECT (button), "span", (gpointer) span);
  g_signal_connect (button, "clicked", G_CALLBACK (on_span_clicked), self);
  gtk_box_append (GTK_BOX (self->spans), button);
}

static void
make (TesseraExpiryPopover *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->made = TRUE;

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  for (guint i = 0; i < tessera_span_count (); i++)
    add_span (self, tessera_span_get (i));
  show_policy (self);
  tessera_calendar_set_count (self->calendar, self->count, self->count_data);
  show_fault (self);
}

static void
tessera_expiry_popover_class_init (TesseraExpiryPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = tessera_expiry_popover_finalize;
  widget_class->show = tessera_expiry_popover_show;
  widget_class->map = tessera_expiry_popover_map;
  widget_class->focus = tessera_expiry_popover_focus;
  GTK_POPOVER_CLASS (klass)->closed = tessera_expiry_popover_closed;

  signals[PICKED] = g_signal_new ("picked", TESSERA_TYPE_EXPIRY_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (TESSERA_TYPE_CALENDAR);
  g_type_ensure (TESSERA_TYPE_DATE_ENTRY);
  g_type_ensure (TESSERA_TYPE_POPOVER_BODY);
  g_type_ensure (TESSERA_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-expiry-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraExpiryPopover, calendar);
  gtk_widget_class_bind_template_child (widget_class, TesseraExpiryPopover, fault_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraExpiryPopover, count_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraExpiryPopover, spans);
  gtk_widget_class_bind_template_child (widget_class, TesseraExpiryPopover, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_day_picked);
  gtk_widget_class_bind_template_callback (widget_class, on_confirmed);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, show_fault);
}

static void
tessera_expiry_popover_init (TesseraExpiryPopover *self)
{
  self->end = TESSERA_NEVER;
  self->before = TESSERA_NEVER;
  self->now = tessera_time_now ();
  tessera_expiry_today (self->now, &self->today);
}

GtkWidget *
tessera_expiry_popover_new (void)
{
  return g_object_new (TESSERA_TYPE_EXPIRY_POPOVER, NULL);
}

void
tessera_expiry_popover_set_policy (TesseraExpiryPopover *popover, const TesseraPolicy *policy, gint64 now)
{
  g_return_if_fail (TESSERA_IS_EXPIRY_POPOVER (popover) && policy != NULL);

  popover->policy = *policy;
  popover->now = now;
  tessera_expiry_today (now, &popover->today);
  if (popover->made)
    show_policy (popover);
}

void
tessera_expiry_popover_set_count (TesseraExpiryPopover *popover, TesseraDayCount count, gpointer data)
{
  g_return_if_fail (TESSERA_IS_EXPIRY_POPOVER (popover));

  popover->count = count;
  popover->count_data = data;
  if (!popover->made)
    return;

  tessera_calendar_set_count (popover->calendar, count, data);
  show_count (popover);
}

void
tessera_expiry_popover_count_again (TesseraExpiryPopover *popover)
{
  g_return_if_fail (TESSERA_IS_EXPIRY_POPOVER (popover));

  if (!popover->made)
    return;
  tessera_calendar_count_again (popover->calendar);
  show_count (popover);
}

void
tessera_expiry_popover_set_expiry (TesseraExpiryPopover *popover, gint64 end)
{
  g_return_if_fail (TESSERA_IS_EXPIRY_POPOVER (popover));

  popover->end = end;
  popover->before = end;
  if (!popover->made)
    return;

  show_calendar (popover);
  tessera_date_entry_set_end (popover->entry, end);
}

gint64
tessera_expiry_popover_get_expiry (TesseraExpiryPopover *popover)
{
  g_return_val_if_fail (TESSERA_IS_EXPIRY_POPOVER (popover), TESSERA_NEVER);

  return popover->end;
}

void
tessera_expiry_popover_set_fault (TesseraExpiryPopover *popover, const char *fault)
{
  g_return_if_fail (TESSERA_IS_EXPIRY_POPOVER (popover));

  g_free (popover->fault);
  popover->fault = g_strdup (fault);
  if (popover->made)
    show_fault (popover);
}
