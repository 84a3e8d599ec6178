#include "tessera-store-sqlite-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

int
tessera_lock_take (const char *database, GError **error)
{
  g_autofree char *path = g_strconcat (database, ".lock", NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int saved_errno;

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;

  saved_errno = errno;
  if (fd >= 0)
    close (fd);
  if (saved_errno == EWOULDBLOCK)
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_BUSY,
                 "Another service has the database %s. Stop that one first, or use it.", database);
  else
    g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE, "The lock file %s can't be used: %s.", path,
                 g_strerror (saved_errno));
  return -1;
}
