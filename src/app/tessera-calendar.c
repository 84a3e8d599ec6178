#include "tessera-calendar.h"

#include <glib/gi18n-lib.h>

#include "tessera-time.h"

struct _TesseraCalendar
{
  GtkWidget parent_instance;

  GtkCalendar *month;
  GDate day;
  GDate today;
  GDate last;      /* invalid for no limit */
  gboolean setting;

  TesseraDayCount count;
  gpointer count_data;
};

G_DEFINE_TYPE (TesseraCalendar, tessera_calendar, GTK_TYPE_WIDGET)

enum
{
  PICKED,
  CONFIRMED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_out_of_range (TesseraCalendar *self, const GDate *day)
{
  return g_date_compare (day, &self->today) < 0 ||
         (g_date_valid (&self->last) && g_date_compare (day, &self->last) > 0);
}

static void
set_class (GtkWidget *widget, const char *class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, class);
  else
    gtk_widget_remove_css_class (widget, class);
}

/* (nullable): of a day with tokens */
static char *
describe_count (TesseraCalendar *self, const GDate *day)
{
  guint tokens = self->count == NULL ? 0 : self->count (day, self->count_data);

  if (tokens == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%'u token expires on this day", "%'u tokens expire on this day", tokens), tokens);
}

/* The days are private labels, told apart by their classes and texts. Where another
 * version has other ones, nothing is decorated and nothing breaks. GtkCalendar's own
 * marks are numbers, which every month's days bear, and are shown with the next month. */
static void
decorate_label (TesseraCalendar *self, GtkWidget *label)
{
  gboolean ours = !gtk_widget_has_css_class (label, "other-month");
  guint number = g_ascii_strtoull (gtk_label_get_text (GTK_LABEL (label)), NULL, 10);
  g_autofree char *tokens = NULL;
  GDate day = self->day;

  ours = ours && g_date_valid_dmy (number, g_date_get_month (&day), g_date_get_year (&day));
  if (ours)
    g_date_set_day (&day, number);
  set_class (label, "utc-today", ours && g_date_compare (&day, &self->today) == 0);
  set_class (label, "out-of-range", ours && is_out_of_range (self, &day));
  if (ours)
    tokens = describe_count (self, &day);
  set_class (label, "marked", tokens != NULL);
  gtk_widget_set_tooltip_text (label, tokens);
}

static void
decorate (TesseraCalendar *self)
{
  for (GtkWidget *part = gtk_widget_get_first_child (GTK_WIDGET (self->month)); part != NULL;
       part = gtk_widget_get_next_sibling (part))
    for (GtkWidget *label = gtk_widget_get_first_child (part); label != NULL;
         label = gtk_widget_get_next_sibling (label))
      if (GTK_IS_LABEL (label) && gtk_widget_has_css_class (label, "day-number"))
        decorate_label (self, label);
}

/* The days have nothing for assistive technology: the calendar itself tells the day. */
static void
describe (TesseraCalendar *self)
{
  g_autoptr (GDateTime) day = g_date_time_new_utc (g_date_get_year (&self->day), g_date_get_month (&self->day),
                                                   g_date_get_day (&self->day), 0, 0, 0);
  /* Translators: a day with its weekday, as GLib's g_date_time_format() writes it: Sunday 31 January 2027 */
  const char *usual = _("%A %-d %B %Y");
  /* Translators: the first day of a month with its weekday, as "%A 1er %B %Y" in French */
  const char *first = C_ ("first of a month", "%A %-d %B %Y");
  g_autofree char *name = g_date_time_format (day, g_date_get_day (&self->day) == 1 ? first : usual);
  g_autofree char *tokens = describe_count (self, &self->day);
  /* Translators: a day with its weekday, and how many tokens expire on it */
  g_autofree char *words = tokens == NULL ? g_strdup (name) : g_strdup_printf (_("%s. %s"), name, tokens);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->month), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
refresh (TesseraCalendar *self)
{
  decorate (self);
  describe (self);
}

static void
read_month (TesseraCalendar *self, GDate *day)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->month);

  tessera_time_get_day (date, day);
}

static void
select_day (TesseraCalendar *self)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (g_date_get_year (&self->day), g_date_get_month (&self->day),
                                                    g_date_get_day (&self->day), 0, 0, 0);

  self->setting = TRUE;
  gtk_calendar_select_day (self->month, date);
  self->setting = FALSE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
pick (TesseraCalendar *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->month), "nothing-chosen");
  g_signal_emit (self, signals[PICKED], 0);
}

/* A click on a day, or one of the arrows in the head. */
static void
on_selected (TesseraCalendar *self)
{
  gboolean chosen = !gtk_widget_has_css_class (GTK_WIDGET (self->month), "nothing-chosen");
  GDate day;

  if (self->setting)
    return;
  g_date_clear (&day, 1);
  read_month (self, &day);
  if (chosen && g_date_compare (&day, &self->day) == 0)
    return;

  self->day = day;
  refresh (self);
  pick (self);
}

static gboolean
confirm (TesseraCalendar *self)
{
  pick (self);
  g_signal_emit (self, signals[CONFIRMED], 0);
  return TRUE;
}

static void
on_pressed (TesseraCalendar *self, int n_press, double x, double y, GtkGestureClick *click)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (n_press == 2 && at != NULL && gtk_widget_has_css_class (at, "day-number"))
    g_signal_emit (self, signals[CONFIRMED], 0);
}

static gboolean
on_key (TesseraCalendar *self, guint key, guint code, GdkModifierType modifiers)
{
  int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  if (!gtk_widget_has_focus (GTK_WIDGET (self->month)) || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Left:    case GDK_KEY_KP_Left:      tessera_calendar_move (self, 0, -forward); return TRUE;
    case GDK_KEY_Right:   case GDK_KEY_KP_Right:     tessera_calendar_move (self, 0, forward); return TRUE;
    case GDK_KEY_Up:      case GDK_KEY_KP_Up:        tessera_calendar_move (self, 0, -7); return TRUE;
    case GDK_KEY_Down:    case GDK_KEY_KP_Down:      tessera_calendar_move (self, 0, 7); return TRUE;
    case GDK_KEY_Page_Up: case GDK_KEY_KP_Page_Up:   tessera_calendar_move (self, -1, 0); return TRUE;
    case GDK_KEY_Page_Down: case GDK_KEY_KP_Page_Down: tessera_calendar_move (self, 1, 0); return TRUE;
    case GDK_KEY_Return: case GDK_KEY_KP_Enter: case GDK_KEY_ISO_Enter: case GDK_KEY_space: case GDK_KEY_KP_Space:
      return confirm (self);
    default:
      return FALSE;
    }
}

/* All days are as wide as each other. GTK would see to that, too, but counts an eighth column, of the weeks' numbers. */
static void
make_columns_narrow (TesseraCalendar *self)
{
  g_autoptr (GtkSizeGroup) columns = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget *grid = gtk_widget_get_last_child (GTK_WIDGET (self->month));

  if (!GTK_IS_GRID (grid))
    return;
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), FALSE);
  for (GtkWidget *label = gtk_widget_get_first_child (grid); label != NULL; label = gtk_widget_get_next_sibling (label))
    if (gtk_widget_has_css_class (label, "day-name"))
      gtk_size_group_add_widget (columns, label);
}

/* The arrows in the head are buttons that show a picture alone. */
static void
name_arrows (TesseraCalendar *self)
{
  const char *const names[] = { _("Previous month"), _("Next month"), _("Previous year"), _("Next year") };
  GtkWidget *head = gtk_widget_get_first_child (GTK_WIDGET (self->month));
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (head); child != NULL && n < G_N_ELEMENTS (names);
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, names[n++], -1);
}

static gboolean
tessera_calendar_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (TESSERA_CALENDAR (widget)->month));
}

/* What nobody sees is not counted, so it may have changed meanwhile. */
static void
tessera_calendar_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tessera_calendar_parent_class)->map (widget);

  refresh (TESSERA_CALENDAR (widget));
}

static void
tessera_calendar_dispose (GObject *object)
{
  TesseraCalendar *self = TESSERA_CALENDAR (object);

  if (self->month != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->month));
  self->month = NULL;

  G_OBJECT_CLASS (tessera_calendar_parent_class)->dispose (object);
}

static void
tessera_calendar_class_init (TesseraCalendarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_calendar_dispose;
  widget_class->grab_focus = tessera_calendar_grab_focus;
  widget_class->map = tessera_calendar_map;

  signals[PICKED] = g_signal_new ("picked", TESSERA_TYPE_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[CONFIRMED] = g_signal_new ("confirmed", TESSERA_TYPE_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_calendar_init (TesseraCalendar *self)
{
  static const char *const changes[] = { "day-selected", "prev-month", "next-month", "prev-year", "next-year" };
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  /* Later versions of GTK give no name to what has no role of its own. */
  self->month = g_object_new (GTK_TYPE_CALENDAR, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->month), "expiry");
  gtk_widget_set_parent (GTK_WIDGET (self->month), GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->month), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Expiry date"), -1);
  name_arrows (self);
  make_columns_narrow (self);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_swapped (self->month, changes[i], G_CALLBACK (on_selected), self);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  g_date_clear (&self->day, 1);
  g_date_clear (&self->last, 1);
  read_month (self, &self->day);
  self->today = self->day;
}

GtkWidget *
tessera_calendar_new (void)
{
  return g_object_new (TESSERA_TYPE_CALENDAR, NULL);
}

void
tessera_calendar_set_day (TesseraCalendar *calendar, const GDate *day, gboolean chosen)
{
  g_return_if_fail (TESSERA_IS_CALENDAR (calendar) && g_date_valid (day));

  calendar->day = *day;
  set_class (GTK_WIDGET (calendar->month), "nothing-chosen", !chosen);
  select_day (calendar);
}

void
tessera_calendar_get_day (TesseraCalendar *calendar, GDate *day)
{
  g_return_if_fail (TESSERA_IS_CALENDAR (calendar) && day != NULL);

  *day = calendar->day;
}

void
tessera_calendar_set_range (TesseraCalendar *calendar, const GDate *today, const GDate *last)
{
  g_return_if_fail (TESSERA_IS_CALENDAR (calendar) && g_date_valid (today));

  calendar->today = *today;
  g_date_clear (&calendar->last, 1);
  if (last != NULL)
    calendar->last = *last;
  tessera_calendar_count_again (calendar);
}

void
tessera_calendar_set_count (TesseraCalendar *calendar, TesseraDayCount count, gpointer data)
{
  g_return_if_fail (TESSERA_IS_CALENDAR (calendar));

  calendar->count = count;
  calendar->count_data = data;
  tessera_calendar_count_again (calendar);
}

void
tessera_calendar_count_again (TesseraCalendar *calendar)
{
  g_return_if_fail (TESSERA_IS_CALENDAR (calendar));

  if (gtk_widget_get_mapped (GTK_WIDGET (calendar)))
    refresh (calendar);
}

void
tessera_calendar_move (TesseraCalendar *calendar, int months, int days)
{
  GDate day;

  g_return_if_fail (TESSERA_IS_CALENDAR (calendar));

  day = calendar->day;
  if (months > 0)
    g_date_add_months (&day, months);
  else if (months < 0)
    g_date_subtract_months (&day, -months);
  if (days > 0)
    g_date_add_days (&day, days);
  else if (days < 0)
    g_date_subtract_days (&day, -days);
  if (!g_date_valid (&day) || g_date_get_year (&day) > 9998)
    return;

  calendar->day = day;
  select_day (calendar);
  pick (calendar);
}
