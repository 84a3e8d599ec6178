/* The day that somebody picks is the day that everybody sees, wherever the clock on the wall stands. */

#include "tessera-config.h"
#include "tessera-draft.h"
#include "tessera-expiry.h"
#include "tessera-json.h"
#include "tessera-token-json.h"
#include "tessera-words.h"

#include <locale.h>
#include <string.h>
#include <time.h>

/* Far ahead of UTC and far behind it, half an hour aside, and two with summer time at different dates. */
static const char *const zones[] = { "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "America/New_York",
                                     "Asia/Kolkata" };

/* 2026-11-24 to 2030-11-23, a leap day among them */
#define NOW G_GINT64_CONSTANT (1795478400)
#define DAY 86400
#define DAYS (4 * 365 + 1)

static void
move_to (const char *zone)
{
  g_assert_true (g_setenv ("TZ", zone, TRUE));
  tzset ();
}

static TesseraCatalogue *
load_catalogue (void)
{
  g_autoptr (GError) error = NULL;
  TesseraCatalogue *catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", &error);

  g_assert_no_error (error);
  return catalogue;
}

/* (transfer full): what a reader at the other end gets of @object */
static JsonObject *
through_the_wire (JsonObject *object)
{
  g_autofree char *text = tessera_json_to_string (object);
  g_autoptr (JsonNode) root = tessera_json_parse (text, strlen (text), TESSERA_JSON_MAX_DEPTH, NULL);

  g_assert_nonnull (root);
  return json_node_dup_object (root);
}

/* As the service reads it, and keeps it. (transfer full) */
static TesseraToken *
receive_draft (TesseraCatalogue *catalogue, TesseraDraft *sent)
{
  g_autoptr (JsonObject) object = tessera_draft_to_object (sent, catalogue), received = through_the_wire (object);
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (TesseraDraft) draft = tessera_draft_from_object (received, catalogue, NULL, NOW, &faults);
  TesseraTokenFields fields = { .id = "tok_1", .hint = "abcd", .created_by = "Mara", .updated_by = "Mara",
                                .created_at = NOW, .updated_at = NOW, .last_used_at = TESSERA_NEVER, .revision = "r1" };

  g_assert_cmpuint (faults->len, ==, 0);
  fields.name = draft->name;
  fields.type = draft->type;
  fields.permissions = draft->permissions;
  fields.expires_at = draft->expires_at;
  return tessera_token_new (&fields);
}

/* The day that a form shows for the token in an answer. */
static void
read_day (TesseraCatalogue *catalogue, TesseraToken *kept, GDate *day)
{
  g_autoptr (JsonObject) object = tessera_token_to_object (kept, catalogue, NOW), received = through_the_wire (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraToken) token = tessera_token_from_object (received, catalogue, &error);
  g_autoptr (TesseraDraft) shown = NULL;

  g_assert_no_error (error);
  shown = tessera_draft_new_from_token (token);
  g_assert_true (tessera_expiry_to_day (shown->expires_at, day));
}

static void
test_every_day_of_four_years_survives_the_way_to_the_service_and_back (gconstpointer zone)
{
  g_autoptr (TesseraCatalogue) catalogue = load_catalogue ();
  g_autoptr (TesseraDraft) draft = tessera_draft_new (catalogue, NOW);
  GDate day, back;

  move_to (zone);
  g_free (draft->name);
  draft->name = g_strdup ("Kiosk");
  draft->permissions = tessera_permissions_with (draft->permissions, 0, TESSERA_VERB_READ, TRUE);
  tessera_expiry_today (NOW, &day);

  for (guint i = 0; i < DAYS; i++, g_date_add_days (&day, 1))
    {
      g_autoptr (TesseraToken) kept = NULL;
      g_autofree char *picked = tessera_words_day (&day), *shown = NULL;

      draft->expires_at = tessera_expiry_from_day (&day);
      g_assert_cmpint (draft->expires_at, ==, NOW + (gint64) (i + 1) * DAY);
      kept = receive_draft (catalogue, draft);
      read_day (catalogue, kept, &back);
      shown = tessera_words_day (&back);
      g_assert_cmpint (g_date_compare (&day, &back), ==, 0);
      g_assert_cmpstr (shown, ==, picked);
    }
}

/* What the C library makes of the end, beside what the sentence says of it. */
static void
assert_local_words (gint64 end, GTimeZone *zone)
{
  g_autofree char *sentence = tessera_words_validity (end, NOW, zone);
  time_t instant = (time_t) end;
  char clause[80];
  struct tm local;

  g_assert_nonnull (localtime_r (&instant, &local));
  g_assert_cmpuint (strftime (clause, sizeof clause, "(%H:%M on %-d %B, your time)", &local), >, 0);
  if (strstr (sentence, clause) == NULL)
    g_error ("The sentence does not say “%s”: %s", clause, sentence);
}

static void
test_local_time_is_that_of_the_end (gconstpointer name)
{
  g_autoptr (GTimeZone) zone = NULL;

  move_to (name);
  zone = g_time_zone_new_local ();
  for (guint i = 1; i <= DAYS; i++)
    assert_local_words (NOW + (gint64) i * DAY, zone);
}

/* At whatever hour one looks, today is the UTC day. */
static void
test_today_is_the_utc_day (gconstpointer zone)
{
  GDate first, today;

  move_to (zone);
  tessera_expiry_today (NOW, &first);
  for (guint minute = 0; minute < 24 * 60; minute++)
    {
      tessera_expiry_today (NOW + minute * 60, &today);
      g_assert_cmpint (g_date_compare (&first, &today), ==, 0);
    }
}

static void
test_summer_time_moves_the_local_hour_alone (void)
{
  static const struct
  {
    const char *zone, *end, *sentence;
  } cases[] = {
    /* Europe: 28 March and 31 October 2027, at 01:00 UTC */
    { "Europe/Berlin", "2027-03-28T00:00:00Z", "Valid through 27 March 2027, until midnight UTC (01:00 on 28 March, your time)." },
    { "Europe/Berlin", "2027-03-29T00:00:00Z", "Valid through 28 March 2027, until midnight UTC (02:00 on 29 March, your time)." },
    { "Europe/Berlin", "2027-10-31T00:00:00Z", "Valid through 30 October 2027, until midnight UTC (02:00 on 31 October, your time)." },
    { "Europe/Berlin", "2027-11-01T00:00:00Z", "Valid through 31 October 2027, until midnight UTC (01:00 on 1 November, your time)." },
    /* The hour that comes twice, and both sides of the one that does not come at all */
    { "Europe/Berlin", "2027-10-31T00:30:00Z", "Valid until 31 October 2027, 00:30 UTC (02:30 on 31 October, your time)." },
    { "Europe/Berlin", "2027-10-31T01:30:00Z", "Valid until 31 October 2027, 01:30 UTC (02:30 on 31 October, your time)." },
    { "Europe/Berlin", "2027-03-28T00:59:59Z", "Valid until 28 March 2027, 00:59:59 UTC (01:59:59 on 28 March, your time)." },
    { "Europe/Berlin", "2027-03-28T01:00:00Z", "Valid until 28 March 2027, 01:00 UTC (03:00 on 28 March, your time)." },
    /* America: 14 March and 7 November 2027 */
    { "America/New_York", "2027-03-14T00:00:00Z", "Valid through 13 March 2027, until midnight UTC (19:00 on 13 March, your time)." },
    { "America/New_York", "2027-03-15T00:00:00Z", "Valid through 14 March 2027, until midnight UTC (20:00 on 14 March, your time)." },
    { "America/New_York", "2027-11-08T00:00:00Z", "Valid through 7 November 2027, until midnight UTC (19:00 on 7 November, your time)." },
    /* None */
    { "Pacific/Kiritimati", "2027-01-01T00:00:00Z", "Valid through 31 December 2026, until midnight UTC (14:00 on 1 January, your time)." },
    { "Pacific/Pago_Pago", "2027-01-01T00:00:00Z", "Valid through 31 December 2026, until midnight UTC (13:00 on 31 December, your time)." },
    { "Asia/Kolkata", "2028-03-01T00:00:00Z", "Valid through 29 February 2028, until midnight UTC (05:30 on 1 March, your time)." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTimeZone) zone = NULL;
      g_autofree char *sentence = NULL;
      gint64 end;

      move_to (cases[i].zone);
      zone = g_time_zone_new_local ();
      g_assert_true (tessera_time_parse (cases[i].end, &end));
      sentence = tessera_words_validity (end, NOW, zone);
      if (!g_str_has_prefix (sentence, cases[i].sentence))
        g_error ("%s: %s", cases[i].zone, sentence);
    }
}

static void
add (const char *path, const char *zone, GTestDataFunc function)
{
  g_autofree char *name = g_strconcat (path, "/", zone, NULL);

  g_test_add_data_func (name, zone, function);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      add ("/zones/every-day-of-four-years-survives-the-way-to-the-service-and-back", zones[i],
           test_every_day_of_four_years_survives_the_way_to_the_service_and_back);
      add ("/zones/local-time-is-that-of-the-end", zones[i], test_local_time_is_that_of_the_end);
      add ("/zones/today-is-the-utc-day", zones[i], test_today_is_the_utc_day);
    }
  g_test_add_func ("/zones/summer-time-moves-the-local-hour-alone", test_summer_time_moves_the_local_hour_alone);
  return g_test_run ();
}
