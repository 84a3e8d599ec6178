#include "tessera-rotation.h"

#include <glib/gi18n-lib.h>

#include "tessera-change.h"
#include "tessera-created-dialog.h"
#include "tessera-rotate-dialog.h"

struct _TesseraRotation
{
  GObject parent_instance;

  TesseraSession *session;
  char *rotated;               /* the name of whose secret is being shown */
};

G_DEFINE_FINAL_TYPE (TesseraRotation, tessera_rotation, G_TYPE_OBJECT)

enum
{
  CHANGED,
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tessera_rotation_finalize (GObject *object)
{
  TesseraRotation *self = TESSERA_ROTATION (object);

  g_object_unref (self->session);
  g_free (self->rotated);

  G_OBJECT_CLASS (tessera_rotation_parent_class)->finalize (object);
}

static void
tessera_rotation_class_init (TesseraRotationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tessera_rotation_finalize;

  signals[CHANGED] = g_signal_new ("changed", TESSERA_TYPE_ROTATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   TESSERA_TYPE_TOKEN);
  signals[TOLD] = g_signal_new ("told", TESSERA_TYPE_ROTATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_STRING);
}

static void
tessera_rotation_init (TesseraRotation *self)
{
}

TesseraRotation *
tessera_rotation_new (TesseraSession *session)
{
  TesseraRotation *self = g_object_new (TESSERA_TYPE_ROTATION, NULL);

  self->session = g_object_ref (session);
  return self;
}

static void
on_done (TesseraRotation *self)
{
  g_autofree char *name = g_steal_pointer (&self->rotated);
  /* Translators: %s is a token's name */
  g_autofree char *words = g_strdup_printf (_("Rotated “%s”."), name);

  g_signal_emit (self, signals[TOLD], 0, words);
}

static void
on_rotated (TesseraRotation *self, TesseraChangeResult *result, const char *grace, GtkWindow *dialog)
{
  const char *url = tessera_catalogue_get_example_url (tessera_session_get_catalogue (self->session));
  GtkWindow *window = gtk_window_get_transient_for (dialog), *created;

  if (window == NULL)
    return;

  g_signal_emit (self, signals[CHANGED], 0, result->token);
  g_free (self->rotated);
  self->rotated = g_strdup (tessera_token_get_name (result->token));
  created = tessera_created_dialog_new_rotated (window, result->token, result->secret, url, grace);
  g_signal_connect_object (created, "done", G_CALLBACK (on_done), self, G_CONNECT_SWAPPED);
  gtk_window_present (created);
}

static void
on_current (TesseraRotation *self, TesseraToken *current)
{
  g_signal_emit (self, signals[CHANGED], 0, current);
}

void
tessera_rotation_ask (TesseraRotation *self, GtkWindow *parent, TesseraToken *token)
{
  GtkWindow *dialog;

  g_return_if_fail (TESSERA_IS_ROTATION (self) && TESSERA_IS_TOKEN (token));

  dialog = tessera_rotate_dialog_new (parent, self->session, token);
  g_signal_connect_object (dialog, "rotated", G_CALLBACK (on_rotated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "current", G_CALLBACK (on_current), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}
