#include "tessera-announce.h"

#include <string.h>

#define SECONDS_OF_WORDS 10    /* then the description is what it was */
#define REST_MILLISECONDS 150  /* a change makes rows anew and moves the focus; it is told where that comes to rest */
#define UNREST_MILLISECONDS 1000

/* What is being said in a window; its data. */
typedef struct
{
  GtkWindow *window;
  char *words;
  gboolean pending;            /* until the window is active */
  GtkWidget *listener;         /* weak: whose description has the words */
  char *before;                /* what it was; NULL for none */
  char *told;                  /* what it is */
  guint timer;
  guint rest;
  gint64 said_at;              /* monotonic */
} Announcement;

/* The one public function that tells a property. */
static char *
read_description (GtkWidget *widget)
{
  g_autofree char *text
    = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "\001", NULL);

  return g_strcmp0 (text, "undefined") != 0 && g_strcmp0 (text, "") != 0 ? g_steal_pointer (&text) : NULL;
}

static void
set_description (GtkWidget *widget, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text != NULL ? text : "",
                                  -1);
}

/* Newer versions of GTK tell of the button inside a menu button or a drop-down what is told of that; GTK 4.8 tells of the
 * one in a menu button both, one after the other. */
static void
describe (GtkWidget *widget, const char *text)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  set_description (widget, text);
  if (gtk_get_minor_version () > 8 && GTK_IS_TOGGLE_BUTTON (widget) && (GTK_IS_MENU_BUTTON (parent) || GTK_IS_DROP_DOWN (parent)))
    set_description (parent, text);
}

/* Somebody may have described it anew meanwhile. */
static void
take_back (Announcement *said)
{
  g_autofree char *now = NULL, *before = g_steal_pointer (&said->before), *told = g_steal_pointer (&said->told);

  g_clear_handle_id (&said->timer, g_source_remove);
  if (said->listener == NULL)
    return;

  now = read_description (said->listener);
  if (g_strcmp0 (now, told) == 0)
    describe (said->listener, before);
  g_clear_weak_pointer (&said->listener);
}

static void
announcement_free (gpointer data)
{
  Announcement *said = data;

  g_clear_handle_id (&said->timer, g_source_remove);
  g_clear_handle_id (&said->rest, g_source_remove);
  g_clear_weak_pointer (&said->listener);
  g_free (said->before);
  g_free (said->told);
  g_free (said->words);
  g_free (said);
}

static gboolean
on_time_is_up (gpointer data)
{
  Announcement *said = data;

  said->timer = 0;
  take_back (said);
  return G_SOURCE_REMOVE;
}

/* An entry's focus is on the text inside, but the entry is what is read. */
static GtkWidget *
find_listener (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  if (focus == NULL)
    return GTK_WIDGET (window);

  return GTK_IS_TEXT (focus) ? gtk_widget_get_parent (focus) : focus;
}

/* The words first; what else there is to know of the object is not kept from who comes to it just now. */
static char *
join (const char *words, const char *before)
{
  gunichar last = g_utf8_get_char (g_utf8_find_prev_char (words, words + strlen (words)));

  if (before == NULL)
    return g_strdup (words);
  return g_strdup_printf ("%s%s %s", words, g_unichar_ispunct (last) ? "" : ".", before);
}

static void
say (Announcement *said)
{
  GtkWidget *listener = find_listener (said->window);

  said->pending = FALSE;
  g_set_weak_pointer (&said->listener, listener);
  said->said_at = g_get_monotonic_time ();
  said->before = read_description (listener);
  said->told = join (said->words, said->before);
  describe (listener, said->told);
  said->timer = g_timeout_add_seconds (SECONDS_OF_WORDS, on_time_is_up, said);
}

static gboolean
say_at_rest (gpointer data)
{
  Announcement *said = data;

  said->rest = 0;
  if (said->pending && gtk_window_is_active (said->window))
    say (said);
  return G_SOURCE_REMOVE;
}

/* Behind a dialog that is just closing nobody would hear it. */
static void
follow_active (Announcement *said)
{
  if (said->pending && said->rest == 0 && gtk_window_is_active (said->window))
    said->rest = g_timeout_add (REST_MILLISECONDS, say_at_rest, said);
}

/* What has the focus now was not there when it was said, or nobody could listen to it any more. */
static void
follow_focus (Announcement *said)
{
  if (said->timer == 0 || find_listener (said->window) == said->listener)
    return;

  said->pending = g_get_monotonic_time () - said->said_at < UNREST_MILLISECONDS * 1000;
  take_back (said);
  follow_active (said);
}

static Announcement *
get_announcement (GtkWindow *window)
{
  Announcement *said = g_object_get_data (G_OBJECT (window), "tessera-announcement");

  if (said == NULL)
    {
      said = g_new0 (Announcement, 1);
      said->window = window;
      g_object_set_data_full (G_OBJECT (window), "tessera-announcement", said, announcement_free);
      g_signal_connect_swapped (window, "notify::is-active", G_CALLBACK (follow_active), said);
      g_signal_connect_swapped (window, "notify::focus-widget", G_CALLBACK (follow_focus), said);
    }

  return said;
}

void
tessera_announce (GtkWidget *widget, const char *words)
{
  GtkRoot *root;
  Announcement *said;

  g_return_if_fail (GTK_IS_WIDGET (widget) && words != NULL && *words != '\0');

  root = gtk_widget_get_root (widget);
  if (!GTK_IS_WINDOW (root))
    return;

  said = get_announcement (GTK_WINDOW (root));
  take_back (said);
  g_free (said->words);
  said->words = g_strdup (words);
  said->pending = TRUE;
  follow_active (said);
}
