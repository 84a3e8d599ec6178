#include "tessera-certificate.h"

#include "tessera-clean.h"
#include "tessera-words.h"

#include <glib/gi18n-lib.h>

#define MAX_NAMES 5
#define MAX_NAME_LENGTH 80

/* The day of a certificate's beginning or end, or NULL. */
static char *
day_in_words (GDateTime *time)
{
  g_autoptr (GDateTime) utc = time != NULL ? g_date_time_to_utc (time) : NULL;
  GDate day;

  if (utc == NULL)
    return NULL;

  tessera_time_get_day (utc, &day);
  return tessera_words_day (&day);
}

static char *
explain_expired (GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) end = certificate != NULL ? g_tls_certificate_get_not_valid_after (certificate) : NULL;
  g_autofree char *day = day_in_words (end);

  return day != NULL ? g_strdup_printf (_("Its certificate ended on %s; those who run it have to renew it."), day)
                     : g_strdup (_("Its certificate has ended; those who run it have to renew it."));
}

static char *
explain_not_yet (GTlsCertificate *certificate)
{
  g_autoptr (GDateTime) start = certificate != NULL ? g_tls_certificate_get_not_valid_before (certificate) : NULL;
  g_autofree char *day = day_in_words (start);

  return day != NULL ? g_strdup_printf (_("Its certificate is valid only from %s on. Is the clock of this computer right?"), day)
                     : g_strdup (_("Its certificate is not valid yet. Is the clock of this computer right?"));
}

static char *
get_names (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) names = certificate != NULL ? g_tls_certificate_get_dns_names (certificate) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) clean = NULL;

  for (guint i = 0; names != NULL && i < names->len && i < MAX_NAMES; i++)
    {
      gsize length;
      const char *bytes = g_bytes_get_data (names->pdata[i], &length);
      g_autofree char *name = g_strndup (bytes, length);
      g_autofree char *text = tessera_text_clean (name, MAX_NAME_LENGTH);

      g_strv_builder_add (builder, text);
    }

  clean = g_strv_builder_end (builder);
  return *clean != NULL ? tessera_words_list ((const char *const *) clean) : NULL;
}

static char *
explain_identity (GTlsCertificate *certificate)
{
  g_autofree char *names = get_names (certificate);

  return names != NULL
             ? g_strdup_printf (_("Its certificate is for another name: %s. Check the address; somebody may also stand in between."),
                                names)
             : g_strdup (_("Its certificate is for another name. Check the address; somebody may also stand in between."));
}

static void
add (GString *text, char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

char *
tessera_certificate_explain (GTlsCertificate *certificate, GTlsCertificateFlags faults)
{
  GString *text = g_string_new (NULL);

  if (faults & G_TLS_CERTIFICATE_EXPIRED)
    add (text, explain_expired (certificate));
  if (faults & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    add (text, explain_not_yet (certificate));
  if (faults & G_TLS_CERTIFICATE_BAD_IDENTITY)
    add (text, explain_identity (certificate));
  if (faults & G_TLS_CERTIFICATE_REVOKED)
    add (text, g_strdup (_("Its certificate was revoked by those who issued it.")));
  if (faults & G_TLS_CERTIFICATE_INSECURE)
    add (text, g_strdup (_("Its certificate uses a method that is no longer secure.")));
  if (faults & G_TLS_CERTIFICATE_UNKNOWN_CA)
    add (text, g_strdup (_("Nobody whom this computer trusts has signed its certificate. "
                           "If it is your own authority, add that to this computer's trusted ones.")));
  if (text->len == 0)
    add (text, g_strdup (_("Its certificate can't be checked.")));

  return g_string_free (text, FALSE);
}
