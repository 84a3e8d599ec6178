#include "tessera-history.h"

#include "tessera-words.h"

#include <glib/gi18n-lib.h>

/* "3 May"; with the year where it is another one. */
static char *
tell_day (gint64 time, gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time);
  g_autoptr (GDateTime) utc_now = g_date_time_new_from_unix_utc (now);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) local_now = g_date_time_to_timezone (utc_now, zone);
  GDate day;

  /* A zone can take an instant out of the years 1 to 9999. */
  if (local == NULL || local_now == NULL)
    return tessera_time_format (time);

  tessera_time_get_day (local, &day);
  if (g_date_time_get_year (local) == g_date_time_get_year (local_now))
    return tessera_words_day_without_year (&day);

  return tessera_words_day (&day);
}

static const char *
get_area_name (TesseraCatalogue *catalogue, const char *id)
{
  int index = tessera_catalogue_find_area (catalogue, id);

  return index >= 0 ? tessera_catalogue_get_area (catalogue, (guint) index)->name : id;
}

/* The areas' ids in the catalogue's order, then those that it has lost. (element-type utf8), of @snapshot's strings */
static GPtrArray *
sort_areas (const TesseraSnapshot *snapshot, TesseraCatalogue *catalogue)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint area = 0; area < tessera_catalogue_get_n_areas (catalogue); area++)
    for (guint i = 0; i < snapshot->areas->len; i++)
      {
        const TesseraSnapshotArea *each = snapshot->areas->pdata[i];

        if (g_str_equal (each->id, tessera_catalogue_get_area (catalogue, area)->id))
          g_ptr_array_add (ids, each->id);
      }
  for (guint i = 0; i < snapshot->areas->len; i++)
    {
      const TesseraSnapshotArea *each = snapshot->areas->pdata[i];

      if (tessera_catalogue_find_area (catalogue, each->id) < 0)
        g_ptr_array_add (ids, each->id);
    }

  return ids;
}

/* What @a grants and @b does not: "Products: read, Products: write and Reports: read"; empty for nothing. */
static char *
list_grants (const TesseraSnapshot *a, const TesseraSnapshot *b, TesseraCatalogue *catalogue)
{
  g_autoptr (GPtrArray) ids = sort_areas (a, catalogue);
  g_autoptr (GPtrArray) grants = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ids->len; i++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      if (tessera_snapshot_grants (a, ids->pdata[i], verb) && !tessera_snapshot_grants (b, ids->pdata[i], verb))
        g_ptr_array_add (grants, tessera_words_grant_of (get_area_name (catalogue, ids->pdata[i]), verb));
  g_ptr_array_add (grants, NULL);

  return tessera_words_list ((const char *const *) grants->pdata);
}

static char *
tell_permissions (const char *by, const char *gained, const char *lost, const char *day)
{
  if (*lost == '\0')
    /* Translators: an admin's name, permissions, a day: "Mara gave it Products: write on 3 May." It is the token. */
    return g_strdup_printf (_("%s gave it %s on %s."), by, gained, day);
  if (*gained == '\0')
    /* Translators: an admin's name, permissions, a day: "Mara took Reports: read from it on 3 May." */
    return g_strdup_printf (_("%s took %s from it on %s."), by, lost, day);

  /* Translators: an admin's name, permissions, other permissions, a day. */
  return g_strdup_printf (_("%s gave it %s and took %s from it on %s."), by, gained, lost, day);
}

static char *
tell_expiry (const char *by, gint64 end, const char *day)
{
  g_autofree char *words = NULL;

  if (end == TESSERA_NEVER)
    /* Translators: an admin's name, a day. */
    return g_strdup_printf (_("%s let it never expire from %s on."), by, day);

  words = tessera_words_end (end);
  /* Translators: an admin's name, the new expiry date, the day on which that was done. */
  return g_strdup_printf (_("%s set its expiry date to %s on %s."), by, words, day);
}

static char *
tell_kinds (const char *by, GPtrArray *kinds, const char *day)
{
  g_autofree char *list = NULL;

  g_ptr_array_add (kinds, NULL);
  list = tessera_words_list ((const char *const *) kinds->pdata);
  /* Translators: an admin's name, what was changed, a day: "Mara changed permissions and name on 3 May." */
  return g_strdup_printf (_("%s changed %s on %s."), by, list, day);
}

static char *
tell_update (const char *by, const TesseraSnapshot *before, const TesseraSnapshot *after, TesseraCatalogue *catalogue,
             const char *day)
{
  g_autofree char *gained = list_grants (after, before, catalogue), *lost = list_grants (before, after, catalogue);
  g_autoptr (GPtrArray) kinds = g_ptr_array_new ();
  gboolean permissions = *gained != '\0' || *lost != '\0', expiry = before->expires_at != after->expires_at;
  gboolean name = !g_str_equal (before->name, after->name), type = !g_str_equal (before->type, after->type);

  /* Translators: these four are parts of "Mara changed permissions and name on 3 May." */
  if (permissions)
    g_ptr_array_add (kinds, (gpointer) C_ ("changed", "permissions"));
  if (expiry)
    g_ptr_array_add (kinds, (gpointer) C_ ("changed", "expiry date"));
  if (name)
    g_ptr_array_add (kinds, (gpointer) C_ ("changed", "name"));
  if (type)
    g_ptr_array_add (kinds, (gpointer) C_ ("changed", "token type"));

  if (kinds->len > 1)
    return tell_kinds (by, kinds, day);
  if (permissions)
    return tell_permissions (by, gained, lost, day);
  if (expiry)
    return tell_expiry (by, after->expires_at, day);
  if (name)
    /* Translators: an admin's name, the token's new name, a day. */
    return g_strdup_printf (_("%s renamed it “%s” on %s."), by, after->name, day);
  if (type)
    /* Translators: an admin's name, a token type, a day. */
    return g_strdup_printf (_("%s made it a token of the type %s on %s."), by,
                            tessera_catalogue_get_type_name (catalogue, after->type), day);

  /* Translators: an admin's name, a day. */
  return g_strdup_printf (_("%s saved it unchanged on %s."), by, day);
}

char *
tessera_history_tell (const TesseraEvent *event, TesseraCatalogue *catalogue, gint64 now, GTimeZone *zone)
{
  g_autofree char *day = tell_day (event->at, now, zone);
  g_autoptr (TesseraSnapshot) before = NULL, after = NULL;

  switch (event->action)
    {
    case TESSERA_ACTION_CREATED:
      /* Translators: an admin's name, a day: "Mara created it on 3 May." It is the token. */
      return g_strdup_printf (_("%s created it on %s."), event->by, day);
    case TESSERA_ACTION_ROTATED:
      /* Translators: an admin's name, a day */
      return g_strdup_printf (_("%s rotated the secret on %s."), event->by, day);
    case TESSERA_ACTION_REVOKED:
      /* Translators: an admin's name, a day */
      return g_strdup_printf (_("%s revoked it on %s."), event->by, day);
    case TESSERA_ACTION_UPDATED:
    default:
      before = event->before != NULL ? tessera_snapshot_from_object (event->before, NULL) : NULL;
      after = tessera_snapshot_from_object (event->after, NULL);
      if (before != NULL && after != NULL)
        return tell_update (event->by, before, after, catalogue, day);
      /* Translators: an admin's name, a day */
      return g_strdup_printf (_("%s changed it on %s."), event->by, day);
    }
}

/* Before and after */

const char *
tessera_history_field_name (TesseraHistoryField field)
{
  switch (field)
    {
    case TESSERA_HISTORY_NAME:
      return _("Name");
    case TESSERA_HISTORY_TYPE:
      return _("Token type");
    case TESSERA_HISTORY_EXPIRY:
      return _("Expiry date");
    case TESSERA_HISTORY_PERMISSIONS:
      return _("Permissions");
    case TESSERA_HISTORY_SECRET:
      /* Translators: before the last characters of a secret */
      return _("Secret ends in");
    case TESSERA_HISTORY_STATUS:
    case TESSERA_HISTORY_N_FIELDS:
    default:
      return _("Status");
    }
}

static char *
tell_areas (const TesseraSnapshot *snapshot, TesseraCatalogue *catalogue)
{
  g_autoptr (GPtrArray) ids = sort_areas (snapshot, catalogue);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *sentence = tessera_words_grants_of (get_area_name (catalogue, ids->pdata[i]),
                                                           tessera_snapshot_grants (snapshot, ids->pdata[i], TESSERA_VERB_READ),
                                                           tessera_snapshot_grants (snapshot, ids->pdata[i], TESSERA_VERB_WRITE));

      if (words->len > 0)
        g_string_append_c (words, ' ');
      g_string_append (words, sentence);
    }
  if (words->len == 0)
    g_string_append (words, _("Nothing."));

  return g_string_free (words, FALSE);
}

static const char *
get_status_words (const char *status)
{
  if (g_str_equal (status, tessera_status_to_string (TESSERA_STATUS_REVOKED)))
    return _("Revoked");
  if (g_str_equal (status, tessera_status_to_string (TESSERA_STATUS_EXPIRED)))
    return _("Expired");

  return g_str_equal (status, tessera_status_to_string (TESSERA_STATUS_ACTIVE)) ? _("Active") : status;
}

char *
tessera_history_field_tell (const TesseraSnapshot *snapshot, TesseraHistoryField field, TesseraCatalogue *catalogue)
{
  if (snapshot == NULL)
    return g_strdup ("—");

  switch (field)
    {
    case TESSERA_HISTORY_NAME:
      return g_strdup (snapshot->name);
    case TESSERA_HISTORY_TYPE:
      return g_strdup (tessera_catalogue_get_type_name (catalogue, snapshot->type));
    case TESSERA_HISTORY_EXPIRY:
      return snapshot->expires_at == TESSERA_NEVER ? g_strdup (_("Never")) : tessera_words_end (snapshot->expires_at);
    case TESSERA_HISTORY_PERMISSIONS:
      return tell_areas (snapshot, catalogue);
    case TESSERA_HISTORY_SECRET:
      return g_strdup (snapshot->hint);
    case TESSERA_HISTORY_STATUS:
    case TESSERA_HISTORY_N_FIELDS:
    default:
      return g_strdup (get_status_words (snapshot->status));
    }
}
