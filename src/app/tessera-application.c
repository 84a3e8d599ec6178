#include "tessera-application.h"

#include <glib/gi18n-lib.h>

#include "tessera-clipboard.h"
#include "tessera-config.h"
#include "tessera-key-file.h"
#include "tessera-sessions.h"
#include "tessera-settings.h"
#include "tessera-window.h"

#define EXIT_USAGE 2

/* A window that is shown empty and gets its tokens a moment later is laid out and drawn twice, and moves under the eyes. So
 * they are waited for, no longer than this. The window is not made before: assistive technology would find one whose parts it
 * can't reach yet. */
#define OPEN_AFTER_MS 100

struct _TesseraApplication
{
  AdwApplication parent_instance;

  GSettings *settings;       /* NULL where the schema is missing */
  TesseraSessions *sessions;
  char *given_url;           /* of the server on the command line */
  TesseraSecret *given_key;
  guint patience;            /* while the window's first tokens are waited for */
};

G_DEFINE_FINAL_TYPE (TesseraApplication, tessera_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "server", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL, N_ ("Manage the tokens of the server at URL"), "URL" },
  { "key-file", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, NULL,
    N_ ("Read the admin key for the server from FILE, which nobody else may read"), "FILE" },
  { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
  { NULL },
};

/* Whether both are such as can be used. */
static gboolean
take_server (TesseraApplication *self, const char *url, const char *key_file, GError **error)
{
  g_autoptr (TesseraSecret) key = tessera_key_file_read (key_file, error);
  g_autoptr (TesseraClient) client = key != NULL ? tessera_client_new (url, key, error) : NULL;

  if (client == NULL)
    return FALSE;

  self->given_url = g_strdup (tessera_client_get_address (client));
  self->given_key = g_steal_pointer (&key);
  return TRUE;
}

static int
complain (const char *words)
{
  g_printerr ("tessera: %s\n", words);
  return EXIT_USAGE;
}

static int
tessera_application_handle_local_options (GApplication *application, GVariantDict *given)
{
  TesseraApplication *self = TESSERA_APPLICATION (application);
  const char *url = NULL, *key_file = NULL;
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (given, "version"))
    {
      g_print ("tessera %s\n", TESSERA_VERSION);
      return EXIT_SUCCESS;
    }

  g_variant_dict_lookup (given, "server", "&s", &url);
  g_variant_dict_lookup (given, "key-file", "^&ay", &key_file);
  if ((url == NULL) != (key_file == NULL))
    return complain (_("--server and --key-file go together."));
  if (url == NULL)
    return -1;

  return take_server (self, url, key_file, &error) ? -1 : complain (error->message);
}

/* Before the toolkit, whose own start takes longest: the service starts meanwhile, on another processor. */
static void
tessera_application_startup (GApplication *application)
{
  TesseraApplication *self = TESSERA_APPLICATION (application);

  self->settings = tessera_settings_open ();
  self->sessions = tessera_sessions_new (self->settings);
  if (self->given_url != NULL)
    tessera_sessions_open_given (self->sessions, self->given_url, self->given_key);
  else
    tessera_sessions_open_last (self->sessions);

  G_APPLICATION_CLASS (tessera_application_parent_class)->startup (application);
}

static void
open_window (TesseraApplication *self)
{
  TesseraWindow *window;

  if (self->patience == 0)
    return;

  g_clear_handle_id (&self->patience, g_source_remove);
  window = tessera_window_new (GTK_APPLICATION (self), tessera_sessions_get_session (self->sessions), self->settings);
  tessera_window_follow_sessions (window, self->sessions);
  gtk_window_present (GTK_WINDOW (window));
  g_application_release (G_APPLICATION (self));
}

/* The first tokens of many; where they are all, the load ends in a moment. */
static void
on_progress (TesseraApplication *self, GParamSpec *pspec, TesseraSession *session)
{
  double progress = tessera_session_get_progress (session);

  if (progress >= 0 && progress < 1)
    open_window (self);
}

static void
open_window_with_tokens (TesseraApplication *self)
{
  TesseraSession *session = tessera_sessions_get_session (self->sessions);

  g_application_hold (G_APPLICATION (self));
  g_signal_connect_object (session, "notify::state", G_CALLBACK (open_window), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::progress", G_CALLBACK (on_progress), self, G_CONNECT_SWAPPED);
  self->patience = g_timeout_add_once (OPEN_AFTER_MS, (GSourceOnceFunc) open_window, self);
}

static void
tessera_application_activate (GApplication *application)
{
  TesseraApplication *self = TESSERA_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    gtk_window_present (window);
  else if (self->patience == 0)
    open_window_with_tokens (self);
}

/* Before the toolkit's own shutdown, which hands the clipboard's content over to whoever keeps it. */
static void
tessera_application_shutdown (GApplication *application)
{
  TesseraApplication *self = TESSERA_APPLICATION (application);
  GdkDisplay *display = gdk_display_get_default ();

  if (display != NULL)
    tessera_clipboard_forget (gdk_display_get_clipboard (display));
  tessera_sessions_stop (self->sessions);

  G_APPLICATION_CLASS (tessera_application_parent_class)->shutdown (application);
}

static void
tessera_application_dispose (GObject *object)
{
  TesseraApplication *self = TESSERA_APPLICATION (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->sessions);
  g_clear_pointer (&self->given_url, g_free);
  g_clear_pointer (&self->given_key, tessera_secret_free);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (tessera_application_parent_class)->dispose (object);
}

static void
tessera_application_class_init (TesseraApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_application_dispose;
  application_class->handle_local_options = tessera_application_handle_local_options;
  application_class->startup = tessera_application_startup;
  application_class->activate = tessera_application_activate;
  application_class->shutdown = tessera_application_shutdown;
}

static void
tessera_application_init (TesseraApplication *self)
{
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _("Create and manage access tokens: on this computer, or on a server."));
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

TesseraApplication *
tessera_application_new (void)
{
  return g_object_new (TESSERA_TYPE_APPLICATION, "application-id", TESSERA_APP_ID, "flags", G_APPLICATION_NON_UNIQUE,
                       NULL);
}
