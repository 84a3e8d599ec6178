#include "tessera-service.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "tessera-config.h"
#include "tessera-log.h"
#include "tessera-management.h"
#include "tessera-place.h"
#include "tessera-store-sqlite.h"
#include "tessera-use-writer.h"

/* The group may ask whether a request may pass; managing is the owner's. */
#define MANAGEMENT_MODE 0600
#define AUTHORIZE_MODE 0660

static const TesseraDoorLimits management_limits = {
  .connections = 1024, .connections_per_address = 64, .request_seconds = 10
};
static const TesseraDoorLimits authorize_limits = { .connections = 1024, .request_seconds = 10 };

struct _TesseraService
{
  TesseraContext context;
  TesseraStoreSqlite *store;
  TesseraCatalogue *catalogue;
  GPtrArray *doors;
  GPtrArray *addresses;
  GPtrArray *sockets;
  TesseraUseWriter *use_writer;
};

static void
remove_socket (gpointer path)
{
  g_unlink (path);
  g_free (path);
}

TesseraCatalogue *
tessera_service_load_catalogue (const char *path, GError **error)
{
  g_autofree char *own = NULL;

  if (path == NULL)
    path = own = tessera_place_is_built () ? g_strdup (TESSERA_SOURCE_DIR "/data/catalogue.json")
                                           : tessera_place_find (TESSERA_DATA_DIR "/catalogue.json");

  return tessera_catalogue_load (path, error);
}

static gboolean
open_door (TesseraService *self, int fd, const TesseraDoorLimits *limits, const TesseraDoorHandlers *handlers,
           char *address, GError **error)
{
  TesseraDoor *door = tessera_door_open (fd, limits, handlers, &self->context, error);

  if (door == NULL)
    {
      g_free (address);
      return FALSE;
    }

  g_ptr_array_add (self->doors, door);
  g_ptr_array_add (self->addresses, address);
  return TRUE;
}

static gboolean
open_tcp (TesseraService *self, const char *word, const char *host_port, gboolean allow_any,
          const TesseraDoorLimits *limits, const TesseraDoorHandlers *handlers, GError **error)
{
  g_autofree char *address = NULL;
  int fd;

  if (host_port == NULL)
    return TRUE;

  fd = tessera_listen_tcp (host_port, allow_any, &address, error);
  if (fd < 0)
    return FALSE;

  return open_door (self, fd, limits, handlers, g_strdup_printf ("%s http://%s", word, address), error);
}

/* Who can enter the folder could put a socket of his own in the place of ours. */
static gboolean
check_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  GStatBuf status;

  if (g_mkdir (folder, 0700) != 0 && errno != EEXIST)
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, "Can't make the folder %s: %s", folder, g_strerror (errno));
  else if (g_stat (folder, &status) != 0)
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, "Can't look at %s: %s", folder, g_strerror (errno));
  else if (status.st_uid != geteuid () || (status.st_mode & 0077) != 0)
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
                 "The private socket needs a folder that is its user's alone; %s is not: make it so with chmod 700, or "
                 "choose another", folder);
  else
    return TRUE;

  return FALSE;
}

static gboolean
open_unix (TesseraService *self, const char *word, const char *path, guint mode, const TesseraDoorLimits *limits,
           const TesseraDoorHandlers *handlers, GError **error)
{
  g_autofree char *absolute = NULL;
  int fd;

  if (path == NULL)
    return TRUE;

  absolute = g_canonicalize_filename (path, NULL);
  if (mode == MANAGEMENT_MODE && !check_folder (absolute, error))
    return FALSE;

  fd = tessera_listen_unix (absolute, mode, error);
  if (fd < 0)
    return FALSE;

  g_ptr_array_add (self->sockets, g_strdup (absolute));
  return open_door (self, fd, limits, handlers, g_strdup_printf ("%s unix:%s", word, absolute), error);
}

/* A taken port is no second service on this database. */
static gboolean
tell_from_busy_database (GError **error)
{
  if (error != NULL && g_error_matches (*error, TESSERA_ERROR, TESSERA_ERROR_BUSY))
    (*error)->code = TESSERA_ERROR_INVALID;

  return FALSE;
}

/* Four doors that are full at the same time, the database, and what libraries open. */
#define DESCRIPTORS_NEEDED (4 * 1024 + 128)

static void
raise_descriptors (void)
{
  guint64 allowed = tessera_listen_raise_descriptors (DESCRIPTORS_NEEDED);

  if (allowed < DESCRIPTORS_NEEDED)
    tessera_log ("the system allows %" G_GUINT64_FORMAT " descriptors only; with full doors new clients will be closed",
                 allowed);
}

static gboolean
open_doors (TesseraService *self, const TesseraOptions *options, GError **error)
{
  raise_descriptors ();
  return (open_tcp (self, "management", options->listen, options->behind_proxy, &management_limits,
                    &tessera_management_handlers, error)
          && open_unix (self, "management", options->socket, MANAGEMENT_MODE, &management_limits,
                        &tessera_management_handlers, error)
          && open_tcp (self, "authorize", options->authorize_listen, options->behind_proxy, &authorize_limits,
                       &tessera_authorize_handlers, error)
          && open_unix (self, "authorize", options->authorize_socket, AUTHORIZE_MODE, &authorize_limits,
                        &tessera_authorize_handlers, error))
         || tell_from_busy_database (error);
}

static gboolean
open_store (TesseraService *self, const TesseraOptions *options, GError **error)
{
  GStatBuf status;

  self->catalogue = tessera_service_load_catalogue (options->catalogue, error);
  if (self->catalogue == NULL)
    return FALSE;

  self->store = tessera_store_sqlite_open (options->database, options->key_file, self->catalogue,
                                           TESSERA_STORE_SERVE | TESSERA_STORE_CREATE, error);
  if (self->store == NULL)
    return FALSE;

  self->context.store = TESSERA_STORE (self->store);
  self->context.health = tessera_health_watch (self->context.store);
  self->context.catalogue = self->catalogue;
  self->context.access = tessera_access_new (self->catalogue);
  self->context.key = tessera_store_sqlite_get_key (self->store);
  self->context.owner = g_stat (options->database, &status) == 0 ? status.st_uid : geteuid ();
  return TRUE;
}

TesseraService *
tessera_service_open (const TesseraOptions *options, TesseraClock clock, gpointer clock_data, GError **error)
{
  g_autoptr (TesseraService) self = g_new0 (TesseraService, 1);

  self->doors = g_ptr_array_new_with_free_func ((GDestroyNotify) tessera_door_close);
  self->addresses = g_ptr_array_new_with_free_func (g_free);
  self->sockets = g_ptr_array_new_with_free_func (remove_socket);
  self->context.clock = clock;
  self->context.clock_data = clock_data;
  self->context.verbose = options->verbose;

  if (!open_store (self, options, error) || !open_doors (self, options, error))
    return NULL;

  self->use_writer = tessera_use_writer_start (self->context.store);
  g_ptr_array_add (self->addresses, NULL);
  return g_steal_pointer (&self);
}

const char *const *
tessera_service_get_addresses (TesseraService *service)
{
  return (const char *const *) service->addresses->pdata;
}

void
tessera_service_close (TesseraService *service)
{
  if (service->store != NULL)
    tessera_store_sqlite_hurry (service->store);
  g_ptr_array_unref (service->doors);
  g_clear_pointer (&service->use_writer, tessera_use_writer_stop);
  g_clear_pointer (&service->context.health, tessera_health_free);
  g_ptr_array_unref (service->sockets);
  g_ptr_array_unref (service->addresses);
  g_clear_object (&service->store);
  g_clear_pointer (&service->context.access, tessera_access_free);
  g_clear_pointer (&service->catalogue, tessera_catalogue_unref);
  g_free (service);
}
