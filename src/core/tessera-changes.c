#include "tessera-changes.h"

#include "tessera-words.h"

#include <glib/gi18n-lib.h>

TesseraChanges
tessera_changes_between (const TesseraDraft *before, const TesseraDraft *after)
{
  g_autofree char *old_name = tessera_draft_trim_name (before->name);
  g_autofree char *new_name = tessera_draft_trim_name (after->name);

  return (TesseraChanges) {
    .name = !g_str_equal (old_name, new_name),
    .type = !g_str_equal (before->type, after->type),
    .expiry = before->expires_at != after->expires_at,
    .gained = tessera_permissions_minus (after->permissions, before->permissions),
    .lost = tessera_permissions_minus (before->permissions, after->permissions),
  };
}

gboolean
tessera_changes_is_empty (const TesseraChanges *changes)
{
  return !changes->name && !changes->type && !changes->expiry && tessera_permissions_is_empty (changes->gained)
         && tessera_permissions_is_empty (changes->lost);
}

/* Sentences stand one after the other, parted by a space. */
static void
add_sentence (GString *text, char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

/* "Products: read, Products: write and Reports: read" */
static char *
list_grants (TesseraPermissions permissions, TesseraCatalogue *catalogue)
{
  g_autoptr (GPtrArray) grants = g_ptr_array_new_with_free_func (g_free);

  for (guint area = 0; area < tessera_catalogue_get_n_areas (catalogue); area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      if (tessera_permissions_has (permissions, area, verb))
        g_ptr_array_add (grants, tessera_words_grant (catalogue, area, verb));
  g_ptr_array_add (grants, NULL);

  return tessera_words_list ((const char *const *) grants->pdata);
}

/* The day, or the instant where it is not midnight. */
static char *
end_in_words (gint64 end, gboolean *is_day, GDate *day)
{
  *is_day = tessera_expiry_to_day (end, day);
  return tessera_words_end (end);
}

/* The year is said once where both days are in it. */
static char *
end_without_year (gint64 end, gint64 other)
{
  gboolean is_day, other_is_day;
  GDate day, other_day;
  g_autofree char *words = end_in_words (end, &is_day, &day);
  g_autofree char *other_words = end_in_words (other, &other_is_day, &other_day);

  if (!is_day || !other_is_day || g_date_get_year (&day) != g_date_get_year (&other_day))
    return g_steal_pointer (&words);

  return tessera_words_day_without_year (&day);
}

static char *
describe_expiry (gint64 before, gint64 after)
{
  g_autofree char *new_words = NULL, *old_words = NULL;
  gboolean is_day;
  GDate day;

  if (after == TESSERA_NEVER)
    {
      old_words = end_in_words (before, &is_day, &day);
      return g_strdup_printf (_("Never expires, instead of on %s."), old_words);
    }

  new_words = end_in_words (after, &is_day, &day);
  if (before == TESSERA_NEVER)
    return g_strdup_printf (_("Expires %s instead of never."), new_words);

  old_words = end_without_year (before, after);
  /* Translators: both are days: "Expires 28 February 2027 instead of 31 January." */
  return g_strdup_printf (_("Expires %s instead of %s."), new_words, old_words);
}

static void
describe_grants (GString *text, const TesseraChanges *changes, TesseraCatalogue *catalogue)
{
  g_autofree char *gained = list_grants (changes->gained, catalogue);
  g_autofree char *lost = list_grants (changes->lost, catalogue);

  if (*gained != '\0')
    /* Translators: %s is a list of permissions: "Gains Products: write." */
    add_sentence (text, g_strdup_printf (_("Gains %s."), gained));
  if (*lost != '\0')
    /* Translators: %s is a list of permissions: "Loses Reports: read." */
    add_sentence (text, g_strdup_printf (_("Loses %s."), lost));
}

char *
tessera_changes_describe (const TesseraDraft *before, const TesseraDraft *after, TesseraCatalogue *catalogue)
{
  TesseraChanges changes = tessera_changes_between (before, after);
  GString *text;

  if (tessera_changes_is_empty (&changes))
    return NULL;

  text = g_string_new (NULL);
  describe_grants (text, &changes, catalogue);
  if (changes.expiry)
    add_sentence (text, describe_expiry (before->expires_at, after->expires_at));
  if (changes.name)
    {
      g_autofree char *name = tessera_draft_trim_name (after->name);

      add_sentence (text, *name != '\0' ? g_strdup_printf (_("Is named “%s” instead of “%s”."), name, before->name)
                                        : g_strdup (_("Loses its name.")));
    }
  if (changes.type)
    add_sentence (text, g_strdup_printf (_("Is of the type %s instead of %s."),
                                         tessera_catalogue_get_type_name (catalogue, after->type),
                                         tessera_catalogue_get_type_name (catalogue, before->type)));

  return g_string_free (text, FALSE);
}

static char *
list_areas (guint64 set, TesseraCatalogue *catalogue, TesseraPersonalData *only)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < tessera_catalogue_get_n_areas (catalogue); i++)
    {
      const TesseraArea *area = tessera_catalogue_get_area (catalogue, i);

      if (((set >> i) & 1) && (only == NULL || area->personal_data == *only))
        g_ptr_array_add (names, area->name);
    }
  g_ptr_array_add (names, NULL);

  return tessera_words_list ((const char *const *) names->pdata);
}

static char *
describe_reach (TesseraPermissions permissions, TesseraCatalogue *catalogue)
{
  g_autofree char *read = list_areas (permissions.sets[TESSERA_VERB_READ], catalogue, NULL);
  g_autofree char *write = list_areas (permissions.sets[TESSERA_VERB_WRITE], catalogue, NULL);

  if (*read != '\0' && *write != '\0')
    /* Translators: both %s are lists of areas: "Will read Products and Reports, and write Products." */
    return g_strdup_printf (_("Will read %s, and write %s."), read, write);
  if (*read != '\0')
    return g_strdup_printf (_("Will read %s."), read);
  if (*write != '\0')
    return g_strdup_printf (_("Will write %s, and read nothing."), write);

  return g_strdup (_("Will be able to do nothing: no box is ticked."));
}

static void
describe_personal_data (GString *text, TesseraPermissions permissions, TesseraCatalogue *catalogue)
{
  guint64 any = permissions.sets[TESSERA_VERB_READ] | permissions.sets[TESSERA_VERB_WRITE];
  TesseraPersonalData kind = TESSERA_PERSONAL_DATA_FULL;
  g_autofree char *full = list_areas (any, catalogue, &kind);
  g_autofree char *limited = NULL;

  kind = TESSERA_PERSONAL_DATA_LIMITED;
  limited = list_areas (any, catalogue, &kind);

  if (*full != '\0')
    /* Translators: %s is a list of areas: "Bulk Data and System Admin can hold personal data." */
    add_sentence (text, g_strdup_printf (_("%s can hold personal data."), full));
  if (*limited != '\0')
    /* Translators: %s is a list of areas: "Reports can hold some personal data." */
    add_sentence (text, g_strdup_printf (_("%s can hold some personal data."), limited));
}

static char *
describe_end (gint64 end)
{
  g_autofree char *words = NULL;
  gboolean is_day;
  GDate day;

  if (end == TESSERA_NEVER)
    return g_strdup (_("Never ends."));

  words = end_in_words (end, &is_day, &day);
  /* Translators: %s is a day, in the second one a day and time. */
  return g_strdup_printf (is_day ? _("Ends at midnight UTC after %s.") : _("Ends on %s."), words);
}

char *
tessera_summary_describe (const TesseraDraft *draft, TesseraCatalogue *catalogue)
{
  GString *text = g_string_new (NULL);

  add_sentence (text, describe_reach (draft->permissions, catalogue));
  describe_personal_data (text, draft->permissions, catalogue);
  add_sentence (text, describe_end (draft->expires_at));

  return g_string_free (text, FALSE);
}
