#include "tessera-expiry-popover.h"

#include "tessera-accessible.h"
#include "tessera-draft.h"
#include "tessera-span.h"
#include "tessera-typed-date.h"
#include "tessera-words.h"

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
  GtkFlowBox *spans;
  GtkEntry *entry;
  GtkLabel *hint_label;

  TesseraPolicy policy;
  GDate today;
  gint64 now;
  gint64 end;
  TesseraDayCount count;
  gpointer count_data;
  char *fault;
  gboolean typed;      /* whether the entry holds what the user typed, not yet taken */
  gboolean setting;
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

static gboolean
understand (TesseraExpiryPopover *self, gint64 *end)
{
  return tessera_typed_date_read (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &self->today, end);
}

/* How to type a date; while one is typed, how it is understood. */
static char *
describe_hint (TesseraExpiryPopover *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 end;

  if (self->typed && understand (self, &end))
    return tessera_words_validity (end, self->now, zone);

  return tessera_typed_date_explain (&self->today);
}

static gboolean
has_fault (TesseraExpiryPopover *self)
{
  return self->fault != NULL;
}

/* What is wrong comes first, and is heard by who types, as it is the description of what has the focus. */
static void
show_hint (TesseraExpiryPopover *self)
{
  g_autofree char *hint = describe_hint (self);
  g_autofree char *words
    = has_fault (self) ? g_strdup_printf ("%s %s", self->fault, hint) : g_strdup (hint);

  gtk_label_set_text (self->hint_label, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
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

static void
show_fault (TesseraExpiryPopover *self)
{
  gtk_label_set_text (self->fault_label, self->fault == NULL ? "" : self->fault);
  gtk_widget_set_visible (GTK_WIDGET (self->fault_label), self->fault != NULL);
  tessera_accessible_set_fault (GTK_ACCESSIBLE (self->entry), self->fault != NULL ? self->fault_label : NULL);
  show_hint (self);
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
show_entry (TesseraExpiryPopover *self)
{
  g_autofree char *text = tessera_typed_date_write (self->end);

  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->setting = FALSE;
  self->typed = FALSE;
  show_hint (self);
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
close_unless_faulty (TesseraExpiryPopover *self)
{
  if (!has_fault (self))
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_day_picked (TesseraExpiryPopover *self)
{
  GDate day;

  tessera_calendar_get_day (self->calendar, &day);
  pick (self, tessera_expiry_from_day (&day));
  show_entry (self);
  show_count (self);
}

static void
on_confirmed (TesseraExpiryPopover *self)
{
  close_unless_faulty (self);
}

static void
on_span_clicked (GtkButton *button, gpointer data)
{
  TesseraExpiryPopover *self = data;
  const TesseraSpan *span = g_object_get_data (G_OBJECT (button), "span");

  pick (self, tessera_span_get_end (span, &self->today));
  show_calendar (self);
  show_entry (self);
  close_unless_faulty (self);
}

static void
refuse_typed (TesseraExpiryPopover *self)
{
  g_autofree char *fault = tessera_typed_date_refuse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &self->today);

  tessera_expiry_popover_set_fault (self, fault);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
}

/* An end within a day stays where that day is typed. */
static gboolean
is_chosen (TesseraExpiryPopover *self, gint64 end)
{
  GDate day, chosen;

  if (end == TESSERA_NEVER || self->end == TESSERA_NEVER)
    return end == self->end;
  tessera_expiry_to_day (end, &day);
  tessera_expiry_to_day (self->end, &chosen);
  return g_date_compare (&day, &chosen) == 0;
}

static gboolean
take_typed (TesseraExpiryPopover *self)
{
  gint64 end;

  if (!understand (self, &end))
    return FALSE;

  self->typed = FALSE;
  if (!is_chosen (self, end))
    {
      pick (self, end);
      show_calendar (self);
    }
  show_hint (self);
  return TRUE;
}

static void
on_entry_activate (TesseraExpiryPopover *self)
{
  if (take_typed (self))
    close_unless_faulty (self);
  else
    refuse_typed (self);
}

/* A refusal of what was typed before says nothing about what is typed now. */
static void
on_entry_changed (TesseraExpiryPopover *self)
{
  if (self->setting)
    return;
  self->typed = TRUE;
  show_hint (self);
  if (gtk_widget_has_css_class (GTK_WIDGET (self->entry), "error"))
    g_signal_emit (self, signals[PICKED], 0);
}

static void
on_entry_left (TesseraExpiryPopover *self)
{
  if (self->typed && !take_typed (self))
    refuse_typed (self);
}

/* Escape takes back what was typed and not yet taken, then closes as always. */
static gboolean
on_entry_key (TesseraExpiryPopover *self, guint key)
{
  if (key == GDK_KEY_Escape && self->typed)
    show_entry (self);
  return FALSE;
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
  for (guint i = 0; i < tessera_span_count (); i++)
    gtk_widget_set_visible (GTK_WIDGET (gtk_flow_box_get_child_at_index (self->spans, (int) i)),
                            tessera_span_is_allowed (tessera_span_get (i), &self->policy, &self->today, self->now));
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

  show_calendar (self);
  show_entry (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->calendar));
}

/* Behind the calendar, where the focus begins, GTK finds nothing to go back to; the last is the entry. */
static gboolean
tessera_expiry_popover_focus (GtkWidget *widget, GtkDirectionType direction)
{
  TesseraExpiryPopover *self = TESSERA_EXPIRY_POPOVER (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (direction == GTK_DIR_TAB_BACKWARD && GTK_IS_CALENDAR (focus))
    return gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  return GTK_WIDGET_CLASS (tessera_expiry_popover_parent_class)->focus (widget, direction);
}

static void
tessera_expiry_popover_closed (GtkPopover *popover)
{
  TesseraExpiryPopover *self = TESSERA_EXPIRY_POPOVER (popover);

  if (self->typed)
    take_typed (self);
  if (gtk_widget_has_css_class (GTK_WIDGET (self->entry), "error"))
    g_signal_emit (self, signals[PICKED], 0);
}

static void
add_span (TesseraExpiryPopover *self, const TesseraSpan *span)
{
  g_autofree char *label = tessera_span_describe (span);
  GtkWidget *button = gtk_button_new_with_label (label), *child = gtk_flow_box_child_new ();

  g_object_set_data (G_OBJECT (button), "span", (gpointer) span);
  g_signal_connect (button, "clicked", G_CALLBACK (on_span_clicked), self);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);      /* the button has the focus, not its frame */
  gtk_flow_box_append (self->spans, child);
}

static void
watch_entry (TesseraExpiryPopover *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_entry_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_entry_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

static void
make (TesseraExpiryPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->made = TRUE;

  watch_entry (self);
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
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-expiry-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraExpiryPopover, calendar);
  gtk_widget_class_bind_template_child (widget_class, TesseraExpiryPopover, fault_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraExpiryPopover, count_label);
  gtk_widget_class_bind_template_child (widget_class, TesseraExpiryPopover, spans);
  gtk_widget_class_bind_template_child (widget_class, TesseraExpiryPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, TesseraExpiryPopover, hint_label);
  gtk_widget_class_bind_template_callback (widget_class, on_day_picked);
  gtk_widget_class_bind_template_callback (widget_class, on_confirmed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
}

static void
tessera_expiry_popover_init (TesseraExpiryPopover *self)
{
  self->end = TESSERA_NEVER;
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
  if (!popover->made)
    return;

  show_policy (popover);
  show_hint (popover);
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
  if (!popover->made)
    return;

  show_calendar (popover);
  show_entry (popover);
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
