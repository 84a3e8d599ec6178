#include "walk-excuses.h"

#include <stdio.h>
#include <string.h>

#include <adwaita.h>

typedef struct
{
  const char *domain;
  const char *part;        /* of what is told */
  const char *meaning;
} Excuse;

static const Excuse excuses[] = {
  /* GTK 4.8 looks in vain for the monitor of what opens beside a widget that is off the screen just then, such as in a
   * window that is being made larger or is shown again, and puts it anywhere. (That scrolling is no reason for it is tested
   * in test-sight.) */
  { "Gdk", "gdk_monitor_get_geometry: assertion", "no monitor was found" },

  /* Whoever presses Details in About again while libadwaita 1.4 or newer is still on its way there. */
  { "Adwaita", "Page with the tag 'details' is already in navigation stack", "the details were asked for twice" },

  /* The path bar of GTK 4.18's file dialog, which is closed while it still reads the names of folders. */
  { "Gtk", "gtk_box_remove: assertion 'GTK_IS_BOX (box)' failed", "the file dialog was closed while it read" },
};

/* What a message says by g_log() */

static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (excuses); i++)
    if (g_strcmp0 (domain, excuses[i].domain) == 0 && strstr (message, excuses[i].part) != NULL)
      return FALSE;

  return TRUE;
}

/* The usual one says that the test ends. */
static void
on_told (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  const Excuse *excuse = data;

  if (is_fatal (domain, level, message, NULL))
    g_log_default_handler (domain, level, message, NULL);
  else
    g_test_message ("%s", excuse->meaning);
}

/* What a message says by g_log_structured(), as GTK itself does */

static const char *
get_message (const GLogField *fields, gsize n_fields)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && fields[i].length == -1)
      return fields[i].value;

  return "";
}

/* The words of libadwaita 1.7's question want less width than they need at some heights. */
static gboolean
is_of_question (const char *message)
{
  gpointer box;

  return sscanf (message, "GtkBox %p (box) reported min width", &box) == 1
         && ADW_IS_MESSAGE_DIALOG (gtk_widget_get_root (box));
}

/* GTK 4.18 loses count of where the pointer is held down when what is below it goes away in that moment. */
static gboolean
is_of_pointer (const char *message)
{
  return g_str_has_prefix (message, "Broken accounting of active state for widget");
}

static GLogWriterOutput
write_told (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  const char *message = get_message (fields, n_fields);

  if (is_of_question (message))
    g_test_message ("a question wants less width than it needs");
  else if (is_of_pointer (message))
    g_test_message ("what was pressed went away");
  else
    return g_log_writer_default (level, fields, n_fields, NULL);

  return G_LOG_WRITER_HANDLED;
}

void
walk_excuse_libraries (void)
{
  g_test_log_set_fatal_handler (is_fatal, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (excuses); i++)
    g_log_set_handler (excuses[i].domain, G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL, on_told, (gpointer) &excuses[i]);
  g_log_set_writer_func (write_told, NULL, NULL);
}
