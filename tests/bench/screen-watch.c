#include "screen-watch.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/Xdamage.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define PATIENCE_SECONDS 120
#define PING_MILLISECONDS 4

/* The part of the window that is looked at, in hundredths: rows of the list below its selected one, names alone. */
#define LEFT 3
#define RIGHT 20
#define TOP 40
#define BOTTOM 60

struct _ScreenWatch
{
  Display *display;
  Window root, window;
  Damage damage;
  int damage_event;
  Atom client_list, protocols, ping, delete_window;

  int x, y, width, height;     /* the part, on the screen; width 0 until a window was seen */
  guint64 look;                /* how it looked last */
  guint lines, least_lines;
  gint64 drawn;                /* when anything was drawn last */
  gint64 asked;                /* when the unanswered ping was sent, or 0 */
  gint64 answered;
  ScreenStory story;
};

static void
fail (const char *message)
{
  g_printerr ("%s\n", message);
  exit (EXIT_FAILURE);
}

/* A window may go while it is looked for. */
static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

ScreenWatch *
screen_watch_new (void)
{
  ScreenWatch *self = g_new0 (ScreenWatch, 1);
  int error_base;

  self->display = XOpenDisplay (NULL);
  if (self->display == NULL || !XDamageQueryExtension (self->display, &self->damage_event, &error_base))
    fail ("There is no X display that tells of drawing.");

  XSetErrorHandler (ignore_error);
  self->root = DefaultRootWindow (self->display);
  self->client_list = XInternAtom (self->display, "_NET_CLIENT_LIST", False);
  self->protocols = XInternAtom (self->display, "WM_PROTOCOLS", False);
  self->ping = XInternAtom (self->display, "_NET_WM_PING", False);
  self->delete_window = XInternAtom (self->display, "WM_DELETE_WINDOW", False);
  self->damage = XDamageCreate (self->display, self->root, XDamageReportNonEmpty);
  XSelectInput (self->display, self->root, SubstructureNotifyMask);
  return self;
}

void
screen_watch_free (ScreenWatch *watch)
{
  XCloseDisplay (watch->display);
  g_free (watch);
}

/* The one window that the window manager knows, or None. */
static Window
find_window (ScreenWatch *self)
{
  Atom type;
  int format;
  unsigned long n = 0, rest;
  unsigned char *data = NULL;
  Window found = None;

  if (XGetWindowProperty (self->display, self->root, self->client_list, 0, 1, False, XA_WINDOW, &type, &format, &n,
                          &rest, &data) == Success
      && n > 0)
    found = *(Window *) (gpointer) data;
  if (data != NULL)
    XFree (data);
  return found;
}

static void
find_part (ScreenWatch *self)
{
  XWindowAttributes window;
  Window child;
  int x, y;

  self->window = find_window (self);
  if (self->window == None || !XGetWindowAttributes (self->display, self->window, &window)
      || !XTranslateCoordinates (self->display, self->window, self->root, 0, 0, &x, &y, &child))
    return;

  self->x = x + window.width * LEFT / 100;
  self->y = y + window.height * TOP / 100;
  self->width = window.width * (RIGHT - LEFT) / 100;
  self->height = window.height * (BOTTOM - TOP) / 100;
}

static gboolean
is_blank_row (XImage *image, int y)
{
  const guint32 *row = (const guint32 *) (gpointer) (image->data + y * image->bytes_per_line);

  for (int x = 1; x < image->width; x++)
    if (row[x] != row[0])
      return FALSE;
  return TRUE;
}

/* Lines of text are stretches of rows that are not of one colour; one that the part's edge cuts counts, too. */
static void
look_at (ScreenWatch *self, XImage *image)
{
  gboolean blank_before = TRUE;

  self->look = 14695981039346656037u;
  self->lines = 0;
  for (int y = 0; y < image->height; y++)
    {
      gboolean blank = is_blank_row (image, y);
      const guint32 *row = (const guint32 *) (gpointer) (image->data + y * image->bytes_per_line);

      self->lines += blank_before && !blank;
      blank_before = blank;
      for (int x = 0; x < image->width; x++)
        self->look = (self->look ^ row[x]) * 1099511628211u;
    }
}

static void
look (ScreenWatch *self)
{
  XImage *image;

  if (self->width == 0)
    return;
  image = XGetImage (self->display, self->root, self->x, self->y, (guint) self->width, (guint) self->height, AllPlanes,
                     ZPixmap);
  if (image == NULL || image->bits_per_pixel != 32)
    fail ("The screen can't be read.");
  look_at (self, image);
  XDestroyImage (image);
}

static void
on_drawn (ScreenWatch *self)
{
  ScreenStory *story = &self->story;
  gint64 now = g_get_monotonic_time ();
  guint64 before = self->look;

  XDamageSubtract (self->display, self->damage, None, None);
  if (self->window == None)
    find_part (self);
  look (self);

  if (story->first != 0)
    story->longest_gap = MAX (story->longest_gap, now - self->drawn);
  self->drawn = story->last = now;
  if (self->look == before)
    return;
  if (story->first == 0)
    story->first = now;
  if (story->told == 0 && self->lines >= self->least_lines)
    story->told = now;
  story->shown = now;
}

static void
send (ScreenWatch *self, Atom protocol)
{
  XEvent event = { 0 };

  event.xclient.type = ClientMessage;
  event.xclient.window = self->window;
  event.xclient.message_type = self->protocols;
  event.xclient.format = 32;
  event.xclient.data.l[0] = (long) protocol;
  event.xclient.data.l[2] = (long) self->window;
  XSendEvent (self->display, self->window, False, NoEventMask, &event);
  XFlush (self->display);
}

/* Asked anew as soon as it has answered and a little time has passed. */
static void
ask (ScreenWatch *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->window == None || self->story.first == 0 || self->asked != 0
      || now - self->answered < PING_MILLISECONDS * 1000)
    return;
  self->asked = now;
  send (self, self->ping);
}

static void
on_answered (ScreenWatch *self)
{
  if (self->asked == 0)
    return;
  self->answered = g_get_monotonic_time ();
  self->story.longest_wait = MAX (self->story.longest_wait, self->answered - self->asked);
  self->asked = 0;
}

static void
handle_events (ScreenWatch *self)
{
  while (XPending (self->display) > 0)
    {
      XEvent event;

      XNextEvent (self->display, &event);
      if (event.type == self->damage_event + XDamageNotify)
        on_drawn (self);
      else if (event.type == ClientMessage && (Atom) event.xclient.data.l[0] == self->ping)
        on_answered (self);
    }
}

void
screen_watch_begin (ScreenWatch *watch, guint least_lines)
{
  struct pollfd server = { ConnectionNumber (watch->display), POLLIN, 0 };

  /* The window manager takes its time to forget the window of the program before. */
  watch->window = None;
  while (find_window (watch) != None)
    poll (&server, 1, PING_MILLISECONDS);
  handle_events (watch);
  watch->window = None;
  look (watch);
  watch->story = (ScreenStory){ 0 };
  watch->least_lines = least_lines;
  watch->asked = 0;
  watch->drawn = 0;
}

gboolean
screen_watch_follow (ScreenWatch *watch, guint quiet_ms, ScreenStory *story)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;
  struct pollfd server = { ConnectionNumber (watch->display), POLLIN, 0 };
  gint64 now;

  while ((now = g_get_monotonic_time ()) < end)
    {
      handle_events (watch);
      if (watch->window != None && watch->lines >= watch->least_lines && now - watch->drawn > quiet_ms * 1000
          && watch->asked == 0)
        {
          *story = watch->story;
          return TRUE;
        }
      ask (watch);
      poll (&server, 1, PING_MILLISECONDS);
    }
  return FALSE;
}

void
screen_watch_close_window (ScreenWatch *watch)
{
  send (watch, watch->delete_window);
}
