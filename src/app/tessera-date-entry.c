#include "tessera-date-entry.h"

#include "tessera-accessible.h"
#include "tessera-expiry.h"
#include "tessera-typed-date.h"
#include "tessera-words.h"

struct _TesseraDateEntry
{
  GtkWidget parent_instance;

  GtkEntry *entry;
  GtkLabel *hint_label;
  GtkLabel *fault;     /* NULL if nothing is wrong; not owned */

  GDate today;
  gint64 now;
  gint64 end;
  char *refusal;
  gboolean typed;      /* whether the entry holds what the user typed, not yet taken */
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (TesseraDateEntry, tessera_date_entry, GTK_TYPE_WIDGET)

enum
{
  TAKEN,
  CONFIRMED,
  REFUSAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
get_text (TesseraDateEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static gboolean
understand (TesseraDateEntry *self, gint64 *end)
{
  return tessera_typed_date_read (get_text (self), &self->today, end);
}

/* How to type a date; while one is typed, how it is understood. */
static char *
describe_hint (TesseraDateEntry *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 end;

  if (self->typed && understand (self, &end))
    return tessera_words_validity (end, self->now, zone);

  return tessera_typed_date_explain (&self->today);
}

/* What is wrong comes first, and is heard by who types, as it is the description of what has the focus. */
static void
show_hint (TesseraDateEntry *self)
{
  g_autofree char *hint = describe_hint (self);
  g_autofree char *words
    = self->fault != NULL ? g_strdup_printf ("%s %s", gtk_label_get_text (self->fault), hint) : g_strdup (hint);

  gtk_label_set_text (self->hint_label, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

/* @refusal: (transfer full) (nullable) */
static void
set_refusal (TesseraDateEntry *self, char *refusal)
{
  if (g_strcmp0 (self->refusal, refusal) == 0)
    {
      g_free (refusal);
      return;
    }
  g_free (self->refusal);
  self->refusal = refusal;
  if (refusal != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  g_signal_emit (self, signals[REFUSAL_CHANGED], 0);
}

/* An end within a day stays where that day is typed. */
static gboolean
is_held (TesseraDateEntry *self, gint64 end)
{
  GDate day, held;

  if (end == TESSERA_NEVER || self->end == TESSERA_NEVER)
    return end == self->end;
  tessera_expiry_to_day (end, &day);
  tessera_expiry_to_day (self->end, &held);
  return g_date_compare (&day, &held) == 0;
}

static gboolean
take (TesseraDateEntry *self)
{
  gint64 end;

  if (!understand (self, &end))
    return FALSE;

  self->typed = FALSE;
  set_refusal (self, NULL);
  if (!is_held (self, end))
    {
      self->end = end;
      g_signal_emit (self, signals[TAKEN], 0, end);
    }
  show_hint (self);
  return TRUE;
}

static void
refuse (TesseraDateEntry *self)
{
  set_refusal (self, tessera_typed_date_refuse (get_text (self), &self->today));
}

static void
on_activate (TesseraDateEntry *self)
{
  if (take (self))
    g_signal_emit (self, signals[CONFIRMED], 0);
  else
    refuse (self);
}

/* A refusal of what was typed before says nothing about what is typed now. */
static void
on_changed (TesseraDateEntry *self)
{
  if (self->setting)
    return;
  self->typed = TRUE;
  set_refusal (self, NULL);
  show_hint (self);
}

static void
on_left (TesseraDateEntry *self)
{
  if (self->typed && !take (self))
    refuse (self);
}

static void
tessera_date_entry_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tessera_date_entry_parent_class)->dispose (object);
}

static void
tessera_date_entry_finalize (GObject *object)
{
  g_free (TESSERA_DATE_ENTRY (object)->refusal);

  G_OBJECT_CLASS (tessera_date_entry_parent_class)->finalize (object);
}

static void
tessera_date_entry_class_init (TesseraDateEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tessera_date_entry_dispose;
  object_class->finalize = tessera_date_entry_finalize;

  signals[TAKEN] = g_signal_new ("taken", TESSERA_TYPE_DATE_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_INT64);
  signals[CONFIRMED] = g_signal_new ("confirmed", TESSERA_TYPE_DATE_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
  signals[REFUSAL_CHANGED] = g_signal_new ("refusal-changed", TESSERA_TYPE_DATE_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-date-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraDateEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, TesseraDateEntry, hint_label);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
tessera_date_entry_init (TesseraDateEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->end = TESSERA_NEVER;
  self->now = tessera_time_now ();
  tessera_expiry_today (self->now, &self->today);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
}

GtkWidget *
tessera_date_entry_new (void)
{
  return g_object_new (TESSERA_TYPE_DATE_ENTRY, NULL);
}

void
tessera_date_entry_set_now (TesseraDateEntry *entry, gint64 now)
{
  g_return_if_fail (TESSERA_IS_DATE_ENTRY (entry));

  entry->now = now;
  tessera_expiry_today (now, &entry->today);
  show_hint (entry);
}

void
tessera_date_entry_set_end (TesseraDateEntry *entry, gint64 end)
{
  g_autofree char *text = NULL;

  g_return_if_fail (TESSERA_IS_DATE_ENTRY (entry));

  text = tessera_typed_date_write (end);
  entry->end = end;
  entry->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (entry->entry), text);
  entry->setting = FALSE;
  entry->typed = FALSE;
  set_refusal (entry, NULL);
  show_hint (entry);
}

void
tessera_date_entry_take (TesseraDateEntry *entry)
{
  g_return_if_fail (TESSERA_IS_DATE_ENTRY (entry));

  if (entry->typed)
    take (entry);
}

const char *
tessera_date_entry_get_refusal (TesseraDateEntry *entry)
{
  g_return_val_if_fail (TESSERA_IS_DATE_ENTRY (entry), NULL);

  return entry->refusal;
}

void
tessera_date_entry_set_fault (TesseraDateEntry *entry, GtkLabel *message)
{
  g_return_if_fail (TESSERA_IS_DATE_ENTRY (entry) && (message == NULL || GTK_IS_LABEL (message)));

  entry->fault = message;
  tessera_accessible_set_fault (GTK_ACCESSIBLE (entry->entry), message);
  show_hint (entry);
}
