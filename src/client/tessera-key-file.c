#include "tessera-key-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include <glib/gi18n-lib.h>

#define KEY_MAX_LENGTH 512

gboolean
tessera_key_is_sendable (const TesseraSecret *key)
{
  const char *text = tessera_secret_peek (key);
  gsize length = strlen (text);

  if (length < 1 || length > KEY_MAX_LENGTH)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;

  return TRUE;
}

gboolean
tessera_key_is_token (const TesseraSecret *key)
{
  const char *text = tessera_secret_peek (key);
  TesseraSecretKind kind;

  return tessera_secret_recognise (text, strlen (text), &kind) && kind == TESSERA_SECRET_TOKEN;
}

static gboolean
fail (GError **error, TesseraError code, const char *path, const char *why)
{
  g_set_error (error, TESSERA_ERROR, code, "%s: %s", path, why);
  return FALSE;
}

static gboolean
check_file (int fd, const char *path, GError **error)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    return fail (error, TESSERA_ERROR_STORAGE, path, g_strerror (errno));
  if (!S_ISREG (info.st_mode))
    return fail (error, TESSERA_ERROR_INVALID, path, _("this is not a plain file."));
  if ((info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fail (error, TESSERA_ERROR_INVALID, path,
                 _("others than its owner have rights on this file, so the admin key in it may be known to them. "
                   "Take the rights away (chmod 600), and make a new key if somebody may have read it."));

  return TRUE;
}

static gboolean
fill (int fd, char *buffer, gsize size, gsize *length)
{
  *length = 0;
  while (*length < size)
    {
      gssize got = read (fd, buffer + *length, size - *length);

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return got == 0;
      *length += (gsize) got;
    }

  return TRUE;
}

/* One line, its end optional. */
static TesseraSecret *
take_key (const char *text, gsize length, const char *path, GError **error)
{
  g_autoptr (TesseraSecret) key = NULL;

  if (length > 0 && text[length - 1] == '\n')
    length--;
  if (length > 0 && text[length - 1] == '\r')
    length--;
  if (memchr (text, '\0', length) == NULL)
    key = tessera_secret_new (text, length);
  if (key != NULL && tessera_key_is_token (key))
    {
      fail (error, TESSERA_ERROR_INVALID, path, _("this file holds an API token, which never manages tokens. Give an admin key; it begins with fra_."));
      return NULL;
    }
  if (key != NULL && tessera_key_is_sendable (key))
    return g_steal_pointer (&key);

  fail (error, TESSERA_ERROR_INVALID, path, _("this file does not hold an admin key, alone and on one line."));
  return NULL;
}

TesseraSecret *
tessera_key_file_read (const char *path, GError **error)
{
  char buffer[KEY_MAX_LENGTH + 3];
  TesseraSecret *key = NULL;
  gsize length;
  /* A pipe must not hold us up before it can be refused. */
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);

  if (fd < 0)
    {
      fail (error, TESSERA_ERROR_STORAGE, path, g_strerror (errno));
      return NULL;
    }

  if (check_file (fd, path, error))
    {
      if (fill (fd, buffer, sizeof buffer, &length))
        key = take_key (buffer, length, path, error);
      else
        fail (error, TESSERA_ERROR_STORAGE, path, g_strerror (errno));
      tessera_wipe (buffer, sizeof buffer);
    }
  g_close (fd, NULL);

  return key;
}
