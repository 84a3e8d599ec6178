#include "walk-input.h"

#include <gdk/x11/gdkx.h>

#define MOST_WAITING_FOR_FRAME 200000     /* microseconds; a window that is covered or minimized may paint none */

struct _WalkInput
{
  GSubprocess *process;
  GOutputStream *lines;
  GDataInputStream *answers;
};

WalkInput *
walk_input_new (void)
{
  WalkInput *self = g_new0 (WalkInput, 1);
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "xdotool",
                                    "-", NULL);
  g_assert_no_error (error);
  self->lines = g_subprocess_get_stdin_pipe (self->process);
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  return self;
}

void
walk_input_free (WalkInput *input)
{
  g_output_stream_close (input->lines, NULL, NULL);
  g_subprocess_wait (input->process, NULL, NULL);
  g_object_unref (input->answers);
  g_object_unref (input->process);
  g_free (input);
}

/* That it has asked the X server something after them means that the server has taken the lines before. */
static void
send (WalkInput *self, const char *lines)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strconcat (lines, "\nget_desktop\n", NULL);
  g_autofree char *answer = NULL;

  g_output_stream_write_all (self->lines, text, strlen (text), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_flush (self->lines, NULL, &error);
  g_assert_no_error (error);
  answer = g_data_input_stream_read_line (self->answers, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
}

void
walk_input_press (WalkInput *input, const char *key)
{
  g_autofree char *line = g_strconcat ("key --delay 0 ", key, NULL);

  send (input, line);
}

/* A window that was just asked to be smaller, or to go away, is perhaps no longer there. */
static gboolean
is_on_window (Display *display, Window root, int x, int y)
{
  Window child = None;
  int unused_x, unused_y;

  return XTranslateCoordinates (display, root, root, x, y, &unused_x, &unused_y, &child) && child != None;
}

/* Whether it is on the screen, and not scrolled out of its window: beside it is the window manager's menu. */
static gboolean
find_on_screen (GtkWidget *widget, int *x, int *y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = gtk_native_get_surface (native);
  GdkDisplay *display = gdk_surface_get_display (surface);
  Display *x_display = gdk_x11_display_get_xdisplay (display);
  Window root = gdk_x11_display_get_xrootwindow (display), unused;
  double left, top, in_x = 0, in_y = 0;

  gtk_native_get_surface_transform (native, &left, &top);
  gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), gtk_widget_get_width (widget) / 2.0,
                                    gtk_widget_get_height (widget) / 2.0, &in_x, &in_y);
  XTranslateCoordinates (x_display, gdk_x11_surface_get_xid (surface), root, (int) (in_x + left), (int) (in_y + top),
                         x, y, &unused);
  return gtk_widget_contains (GTK_WIDGET (native), in_x, in_y) && is_on_window (x_display, root, *x, *y);
}

void
walk_input_click (WalkInput *input, GtkWidget *widget, guint button)
{
  g_autofree char *line = NULL;
  int x, y;

  if (!find_on_screen (widget, &x, &y))
    return;

  line = g_strdup_printf ("mousemove %d %d\nclick --delay 0 %u", x, y, button);
  send (input, line);
}

static void
on_painted (GdkFrameClock *clock, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* GDK keeps clicks and movements for the next frame. */
static void
await_frame (GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  gint64 end = g_get_monotonic_time () + MOST_WAITING_FOR_FRAME;
  gboolean painted = FALSE;

  if (clock == NULL)
    return;

  g_object_ref (clock);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), &painted);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_UPDATE);
  while (!painted && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_signal_handlers_disconnect_by_data (clock, &painted);     /* if the window has not gone with it */
  g_object_unref (clock);
}

void
walk_input_handle (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + 1000 * milliseconds;
  GtkWindow *window;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  window = walk_find_window ();
  if (window != NULL)
    await_frame (window);
  do
    while (g_main_context_iteration (NULL, FALSE))
      ;
  while (g_get_monotonic_time () < end && (g_usleep (1000), TRUE));
}

GtkWindow *
walk_find_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWindow *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (!gtk_widget_get_mapped (GTK_WIDGET (window)))
        continue;
      if (gtk_window_is_active (window))
        return window;
      if (found == NULL || gtk_window_get_transient_for (window) == found)
        found = window;
    }

  return found;
}

static void
add_targets (GtkWidget *widget, GPtrArray *targets)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return;
  if (gtk_widget_get_focusable (widget) || GTK_IS_BUTTON (widget))
    g_ptr_array_add (targets, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_targets (child, targets);
}

GPtrArray *
walk_find_targets (GtkWidget *root)
{
  GPtrArray *targets = g_ptr_array_new ();

  add_targets (root, targets);
  return targets;
}
