#include "tessera-probe.h"

#include "tessera-clean.h"
#include "tessera-client.h"

#include <glib/gi18n-lib.h>

#define MAX_NAME_LENGTH 80

static char *
describe (const TesseraAdmin *admin, gint64 total)
{
  g_autofree char *name = tessera_text_clean (admin->name, MAX_NAME_LENGTH);
  g_autofree char *who = NULL;
  g_autofree char *count = NULL;

  if (admin->role == TESSERA_ROLE_MANAGER)
    /* Translators: %s is an admin's name */
    who = g_strdup_printf (_("The connection works. You are %s and may change tokens."), name);
  else
    who = g_strdup_printf (_("The connection works. You are %s; this key may only read, not change tokens."), name);

  if (total == 0)
    count = g_strdup (_("There is no token yet."));
  else
    count = g_strdup_printf (ngettext ("There is %'u token.", "There are %'u tokens.", (gulong) total), (guint) total);
  return g_strdup_printf ("%s %s", who, count);
}

static void
got_page (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GPtrArray) page = NULL;
  g_autofree char *next = NULL;
  GError *error = NULL;
  gint64 total = 0;

  page = tessera_client_list_finish (TESSERA_CLIENT (source), result, &next, &total, &error);
  if (page == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, describe (g_task_get_task_data (task), total), g_free);
}

static void
got_catalogue (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (TesseraCatalogue) catalogue = NULL;
  TesseraAdmin *admin = NULL;
  GError *error = NULL;

  catalogue = tessera_client_get_catalogue_finish (TESSERA_CLIENT (source), result, &admin, &error);
  if (catalogue == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, admin, (GDestroyNotify) tessera_admin_free);
  tessera_client_list_async (TESSERA_CLIENT (source), catalogue, 1, NULL, g_task_get_cancellable (task), got_page,
                             g_object_ref (task));
}

void
tessera_probe_async (const char *url, const TesseraSecret *key, GCancellable *cancellable, GAsyncReadyCallback callback,
                     gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  g_autoptr (TesseraClient) client = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, tessera_probe_async);
  client = tessera_client_new (url, key, &error);
  if (client == NULL)
    g_task_return_error (task, error);
  else
    tessera_client_get_catalogue_async (client, cancellable, got_catalogue, g_object_ref (task));
}

char *
tessera_probe_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
