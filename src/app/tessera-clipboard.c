#include "tessera-clipboard.h"

#define HINT_TYPE "x-kde-passwordManagerHint"
#define HINT "secret"

typedef struct
{
  GdkContentProvider *ours;
  guint timer;
} Kept;

static GQuark
kept_quark (void)
{
  return g_quark_from_static_string ("tessera-clipboard-kept");
}

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_clear_handle_id (&kept->timer, g_source_remove);
  g_object_unref (kept->ours);
  g_free (kept);
}

static gboolean
is_still_there (GdkClipboard *clipboard, const Kept *kept)
{
  return gdk_clipboard_get_content (clipboard) == kept->ours;
}

void
tessera_clipboard_forget (GdkClipboard *clipboard)
{
  const Kept *kept = g_object_get_qdata (G_OBJECT (clipboard), kept_quark ());

  if (kept != NULL && is_still_there (clipboard, kept))
    gdk_clipboard_set_content (clipboard, NULL);
  g_object_set_qdata (G_OBJECT (clipboard), kept_quark (), NULL);
}

static gboolean
time_is_over (gpointer data)
{
  GdkClipboard *clipboard = data;
  Kept *kept = g_object_get_qdata (G_OBJECT (clipboard), kept_quark ());

  kept->timer = 0;
  tessera_clipboard_forget (clipboard);
  return G_SOURCE_REMOVE;
}

void
tessera_clipboard_copy_secret (GdkClipboard *clipboard, const TesseraSecret *secret)
{
  tessera_clipboard_copy_secret_for (clipboard, secret, TESSERA_CLIPBOARD_SECONDS * 1000);
}

void
tessera_clipboard_copy_secret_for (GdkClipboard *clipboard, const TesseraSecret *secret, guint milliseconds)
{
  g_autoptr (GBytes) hint = g_bytes_new_static (HINT, sizeof HINT - 1);
  GdkContentProvider *parts[] = {
    gdk_content_provider_new_typed (G_TYPE_STRING, tessera_secret_peek (secret)),
    gdk_content_provider_new_for_bytes (HINT_TYPE, hint),
  };
  Kept *kept = g_new0 (Kept, 1);

  kept->ours = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  kept->timer = g_timeout_add (milliseconds, time_is_over, clipboard);
  gdk_clipboard_set_content (clipboard, kept->ours);
  g_object_set_qdata_full (G_OBJECT (clipboard), kept_quark (), kept, kept_free);
}
