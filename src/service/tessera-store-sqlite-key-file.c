#include "tessera-store-sqlite-key-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tessera-secret.h"

static gboolean
fail_with_errno (const char *path, const char *what, int saved_errno, GError **error)
{
  g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE, "The key file %s can't be %s: %s.", path, what,
               g_strerror (saved_errno));
  return FALSE;
}

static gboolean
check_is_private_key (const char *path, int fd, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    return fail_with_errno (path, "read", errno, error);

  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
                   "The key file %s is open to others (mode %04o). Use chmod 600 on it, and consider who may have read "
                   "it.",
                   path, (guint) (status.st_mode & 07777));
      return FALSE;
    }
  if (!S_ISREG (status.st_mode) || status.st_size != TESSERA_KEY_LENGTH)
    {
      g_set_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
                   "%s is not a key file: one has exactly %d bytes. Put the right one there.", path,
                   TESSERA_KEY_LENGTH);
      return FALSE;
    }
  return TRUE;
}

/* Returns: whether all of @buffer was read */
static gboolean
read_all (int fd, guint8 *buffer, gsize length)
{
  while (length > 0)
    {
      gssize n = read (fd, buffer, length);

      if (n == 0)
        errno = EIO;
      if (n == 0 || (n < 0 && errno != EINTR))
        return FALSE;
      if (n > 0)
        {
          buffer += n;
          length -= (gsize) n;
        }
    }
  return TRUE;
}

gboolean
tessera_key_file_read (const char *path, guint8 key[TESSERA_KEY_LENGTH], GError **error)
{
  /* Without O_NONBLOCK a named pipe at that path would hold the program up. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  gboolean done;

  if (fd < 0 && errno == ENOENT)
    {
      g_set_error (
          error, TESSERA_ERROR, TESSERA_ERROR_INVALID,
          "The key file %s is missing. Without it no secret in the database can be recognised: put it back from "
          "where it is kept, or name it.",
          path);
      return FALSE;
    }
  if (fd < 0)
    return fail_with_errno (path, "opened", errno, error);

  done = check_is_private_key (path, fd, error);
  if (done && !read_all (fd, key, TESSERA_KEY_LENGTH))
    done = fail_with_errno (path, "read", errno, error);
  close (fd);
  return done;
}

static gboolean
sync_folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
write_private_file (const char *path, const guint8 *bytes, gsize length)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean done;
  int saved_errno;

  if (fd < 0)
    return FALSE;

  errno = ENOSPC; /* what a short write of so few bytes means */
  done = write (fd, bytes, length) == (gssize) length && fsync (fd) == 0;
  saved_errno = errno;
  close (fd);
  errno = saved_errno;
  return done;
}

/* The key is written beside its place and then linked to it, so that a crash leaves no half of one. */
static gboolean
place_new_key (const char *path, const guint8 key[TESSERA_KEY_LENGTH], GError **error)
{
  g_autofree char *draft = g_strconcat (path, ".new", NULL);
  gboolean done;
  int saved_errno;

  if (g_unlink (draft) != 0 && errno != ENOENT)
    return fail_with_errno (path, "made", errno, error);

  done = write_private_file (draft, key, TESSERA_KEY_LENGTH) && link (draft, path) == 0;
  saved_errno = errno;
  g_unlink (draft);
  if (!done)
    return fail_with_errno (path, "made", saved_errno, error);
  if (!sync_folder_of (path))
    return fail_with_errno (path, "made durable", errno, error);
  return TRUE;
}

gboolean
tessera_key_file_make (const char *path, guint8 key[TESSERA_KEY_LENGTH], GError **error)
{
  if (access (path, F_OK) == 0)
    return tessera_key_file_read (path, key, error);

  if (!tessera_random_bytes (key, TESSERA_KEY_LENGTH))
    {
      g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_STORAGE,
                           "The operating system gives no random bytes for a key.");
      return FALSE;
    }
  return place_new_key (path, key, error);
}
