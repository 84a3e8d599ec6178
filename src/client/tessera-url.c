#include "tessera-url.h"

#include <libsoup/soup.h>
#include <string.h>

#include <glib/gi18n-lib.h>

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, TESSERA_ERROR, TESSERA_ERROR_INVALID, why);
  return FALSE;
}

/* Plain or escaped; a server or a proxy may resolve either. */
static gboolean
has_dot_segment (const char *text)
{
  g_auto (GStrv) segments = g_strsplit (text, "/", -1);

  for (guint i = 0; segments[i] != NULL; i++)
    {
      g_autofree char *plain = g_uri_unescape_string (segments[i], NULL);

      if (g_strcmp0 (plain, ".") == 0 || g_strcmp0 (plain, "..") == 0)
        return TRUE;
    }

  return FALSE;
}

/* Before GUri sees it, which repairs some of this. */
static gboolean
check_text (const char *text, GError **error)
{
  if (*text == '\0')
    return refuse (error, _("The address is empty. It has the form https://host."));
  if (strlen (text) > TESSERA_URL_MAX_LENGTH)
    return refuse (error, _("The address is too long."));
  if (!g_utf8_validate (text, -1, NULL))
    return refuse (error, _("The address is not text."));
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isspace (*c) || g_ascii_iscntrl (*c) || *c == '\\')
      return refuse (error, _("The address has a blank or a backslash in it."));
  if (has_dot_segment (text))
    return refuse (error, _("The path of the address has . or .. in it."));

  return TRUE;
}

/* Names, IPv4 and IPv6 addresses; GUri has turned letters beyond ASCII into their ASCII form. */
static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0')
    return FALSE;

  return g_hostname_is_ip_address (host)
         || strspn (host, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._") == strlen (host);
}

static gboolean
check_parts (GUri *url, GError **error)
{
  const char *scheme = g_uri_get_scheme (url);

  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    return refuse (error, _("The address does not begin with https://."));
  if (!is_host (g_uri_get_host (url)))
    return refuse (error, _("The address names no server. It has the form https://host."));
  if (g_uri_get_userinfo (url) != NULL)
    return refuse (error, _("The address has a user or a password in it. Leave out what stands before the @; "
                            "the admin key is given on its own."));
  if (g_uri_get_query (url) != NULL || g_uri_get_fragment (url) != NULL)
    return refuse (error, _("The address has a ? or a # in it. Leave out what begins there."));
  if (g_uri_get_port (url) == 0)
    return refuse (error, _("The address has the port 0, where nothing can listen."));
  if (g_str_equal (scheme, "http") && !tessera_url_is_loopback (url))
    return refuse (error, _("Without https the admin key could be read on its way. Begin the address with https://; "
                            "http:// is for this computer alone."));

  return TRUE;
}

static GUri *
without_slash_at_end (GUri *url)
{
  g_autofree char *path = g_strdup (g_uri_get_path (url));
  gsize length = strlen (path);

  while (length > 0 && path[length - 1] == '/')
    path[--length] = '\0';

  return g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (url), NULL, g_uri_get_host (url), g_uri_get_port (url), path,
                      NULL, NULL);
}

GUri *
tessera_url_parse (const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autoptr (GUri) url = NULL;

  if (!check_text (trimmed, error))
    return NULL;

  url = g_uri_parse (trimmed, SOUP_HTTP_URI_FLAGS, NULL);
  if (url == NULL)
    {
      refuse (error, _("The address can't be read. It has the form https://host."));
      return NULL;
    }
  if (!check_parts (url, error))
    return NULL;

  return without_slash_at_end (url);
}

gboolean
tessera_url_is_loopback (GUri *url)
{
  const char *host = g_uri_get_host (url);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
is_default_port (GUri *url)
{
  int port = g_uri_get_port (url);

  return port == -1 || port == (g_str_equal (g_uri_get_scheme (url), "https") ? 443 : 80);
}

char *
tessera_url_get_name (GUri *url)
{
  const char *host = g_uri_get_host (url);
  g_autofree char *bracketed = strchr (host, ':') != NULL ? g_strdup_printf ("[%s]", host) : g_strdup (host);

  return is_default_port (url) ? g_steal_pointer (&bracketed) : g_strdup_printf ("%s:%d", bracketed, g_uri_get_port (url));
}

char *
tessera_url_to_string (GUri *url)
{
  char *text = g_uri_to_string (url);

  /* One that has no path is written with one. */
  if (g_str_has_suffix (text, "/"))
    text[strlen (text) - 1] = '\0';
  return text;
}

GUri *
tessera_url_resolve (GUri *url, const char *target)
{
  g_auto (GStrv) parts = g_strsplit (target, "?", 2);
  g_autofree char *path = g_strconcat (g_uri_get_path (url), parts[0], NULL);

  return g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (url), NULL, g_uri_get_host (url), g_uri_get_port (url), path,
                      parts[1], NULL);
}
