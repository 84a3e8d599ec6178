/* A module to be loaded into the service by LD_PRELOAD: while the file that TESSERA_TEST_FAULT names is there, the last step
 * of a commit fails. The database is written and synchronised, the journal is void, and that it is can't be made durable:
 * so SQLite tells of a failure, and the change is in the file. */

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int database_is_written;

static int
ends_with (const char *path, const char *end)
{
  return strlen (path) >= strlen (end) && strcmp (path + strlen (path) - strlen (end), end) == 0;
}

static int
must_fail (int fd)
{
  const char *fault = getenv ("TESSERA_TEST_FAULT");
  char link[64], path[4096];
  ssize_t length;
  int fails = 0;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, sizeof path - 1);
  if (length < 0)
    return 0;
  path[length] = '\0';

  if (ends_with (path, "-journal"))
    {
      fails = database_is_written && fault != NULL && access (fault, F_OK) == 0;
      database_is_written = 0;
    }
  else if (ends_with (path, ".db"))
    database_is_written = 1;

  return fails;
}

static int
call (const char *name, int fd)
{
  int (*real) (int) = (int (*) (int)) dlsym (RTLD_NEXT, name);

  if (!must_fail (fd))
    return real (fd);
  errno = EIO;
  return -1;
}

int fsync (int fd);
int fdatasync (int fd);

int
fsync (int fd)
{
  return call ("fsync", fd);
}

int
fdatasync (int fd)
{
  return call ("fdatasync", fd);
}
