#include "tessera-check.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "tessera-words.h"

/* What was typed, taken apart */

static gboolean
begins_with (const char *text, const char *start)
{
  return g_ascii_strncasecmp (text, start, strlen (start)) == 0;
}

/* Behind the scheme of an address, or NULL if @text is none. */
static const char *
skip_scheme (const char *text)
{
  return begins_with (text, "https://") ? text + 8 : begins_with (text, "http://") ? text + 7 : NULL;
}

/* Behind "GET ", where a target or an address follows a method, or NULL. */
static const char *
skip_method (const char *text)
{
  gsize length = strspn (text, G_CSET_A_2_Z G_CSET_a_2_z "-");
  const char *rest = text + length + strspn (text + length, " ");

  return length > 0 && text[length] == ' ' && (*rest == '/' || skip_scheme (rest) != NULL) ? rest : NULL;
}

/* "/path HTTP/1.1" ends before the version (RFC 9112, 3). */
static gsize
measure_without_version (const char *text)
{
  const char *version = g_strrstr (text, " HTTP/");
  gsize length;

  if (version == NULL || version[6 + strspn (version + 6, G_CSET_DIGITS ".")] != '\0')
    return strlen (text);

  for (length = (gsize) (version - text); length > 0 && text[length - 1] == ' '; length--)
    ;
  return length;
}

/* What a client makes of an address: its path and query, at least a slash (RFC 9112, 3.2.1); a fragment stays with it. */
static char *
take_target (const char *address)
{
  const char *path = address + strcspn (address, "/?#");
  g_autofree char *sent = g_strndup (path, strcspn (path, "#"));

  return g_strconcat (*sent == '/' ? "" : "/", sent, NULL);
}

static void
tell_parts (TesseraTypedRequest *request, const char *typed, gboolean address)
{
  /* Translators: a method and a path, "GET /api/1/products" */
  request->note = g_strdup_printf (_("What was typed is taken apart: judged is %s %s."), request->method, request->target);
  if (address && strchr (typed, '#') != NULL)
    {
      g_autofree char *note = request->note;

      request->note = g_strdup_printf ("%s %s", note, _("What follows the number sign is never sent."));
    }
}

TesseraTypedRequest *
tessera_typed_request_new (const char *method, const char *typed)
{
  TesseraTypedRequest *request = g_new0 (TesseraTypedRequest, 1);
  g_autofree char *trimmed = g_strstrip (g_strdup (typed));
  const char *rest = skip_method (trimmed), *address;
  g_autofree char *line = NULL;

  request->method = rest != NULL ? g_strndup (trimmed, strspn (trimmed, G_CSET_A_2_Z G_CSET_a_2_z "-")) : g_strdup (method);
  line = rest != NULL ? g_strndup (rest, measure_without_version (rest)) : g_strdup (trimmed);
  address = skip_scheme (line);
  request->target = address != NULL ? take_target (address) : g_strdup (line);
  if (rest != NULL || address != NULL)
    tell_parts (request, line, address != NULL);

  return request;
}

void
tessera_typed_request_free (TesseraTypedRequest *request)
{
  g_free (request->method);
  g_free (request->target);
  g_free (request->note);
  g_free (request);
}

/* The answer */

static TesseraVerdict *
deny (TesseraVerdict *verdict, char *words)
{
  verdict->allowed = FALSE;
  verdict->words = words;
  return verdict;
}

static TesseraVerdict *
judge_permissions (TesseraVerdict *verdict, const TesseraAccess *access, TesseraCatalogue *catalogue,
                   TesseraAccessNeed need, TesseraPermissions permissions)
{
  g_autofree char *grant = tessera_words_grant (catalogue, need.area, need.verb);
  const TesseraArea *area = tessera_catalogue_get_area (catalogue, need.area);

  if (area->retired)
    /* Translators: %s is an area of the API */
    return deny (verdict, g_strdup_printf (_("Denied: %s is retired and grants nothing any more."), area->name));
  if (!tessera_access_allows (access, need, permissions))
    /* Translators: %s is a permission, "Bulk Data: read" */
    return deny (verdict, g_strdup_printf (_("Denied: needs %s"), grant));

  verdict->allowed = TRUE;
  /* Translators: %s is a permission, "Products: write" */
  verdict->words = g_strdup_printf (_("Allowed by %s"), grant);
  return verdict;
}

TesseraVerdict *
tessera_check (const TesseraAccess *access, TesseraCatalogue *catalogue, const TesseraTypedRequest *request,
               TesseraBearer bearer, gint64 now)
{
  TesseraVerdict *verdict = g_new0 (TesseraVerdict, 1);
  TesseraAccessNeed need = tessera_access_find_need (access, request->method, request->target);

  verdict->area = need.fault == NULL ? (int) need.area : -1;
  verdict->route = need.route;
  if (need.fault != NULL)
    /* Translators: %s is a sentence that says why */
    return deny (verdict, g_strdup_printf (_("Denied: %s"), need.fault));
  if (bearer.revoked)
    return deny (verdict, g_strdup (_("Denied: the token is revoked.")));
  if (bearer.expires_at <= now)
    return deny (verdict, g_strdup (_("Denied: the token has expired.")));

  return judge_permissions (verdict, access, catalogue, need, bearer.permissions);
}

void
tessera_verdict_free (TesseraVerdict *verdict)
{
  g_free (verdict->words);
  g_free (verdict);
}
