#include "tessera-config.h"
#include "tessera-offers.h"

static TesseraCatalogue *catalogue;
static const char *const admins[] = { "Mara", "Jonas", "Ada Lang", NULL };

static char *
list (const char *text, guint cursor)
{
  g_autoptr (GPtrArray) offers = tessera_offers_for (text, cursor, catalogue, admins);
  g_autoptr (GString) forms = g_string_new (NULL);

  for (guint i = 0; i < offers->len; i++)
    {
      TesseraOffer *offer = offers->pdata[i];

      g_assert_cmpstr (offer->meaning, !=, "");
      g_string_append_printf (forms, "%s%s", i > 0 ? " " : "", offer->form);
    }

  return g_string_free (g_steal_pointer (&forms), FALSE);
}

static void
test_what_goes_on_from_the_word_is_offered (void)
{
  static const struct
  {
    const char *text, *offers;
  } cases[] = {
    { "", "" },
    { "exp", "is:expiring is:expired" },
    { "ar", "area:" },
    { "is:", "is:active is:expiring is:expired is:revoked" },
    { "IS:EXPI", "is:expiring is:expired" },
    { "is:expiring", "" },
    { "area:rep", "area:reports" },
    { "area:data", "area:bulk_data" },
    { "area:server", "area:content_server_extensions" },
    { "mob", "type:mobile" },
    { "can:w", "can:write" },
    { "by:m", "by:Mara" },
    { "by:lang", "by:\"Ada Lang\"" },
    { "by:\"ada l", "by:\"Ada Lang\"" },
    { "mara", "by:Mara" },
    { "export is:rev", "is:revoked" },
    { "-is:rev", "is:revoked" },
    { "-", "" },
    { "export ", "" },
    { "\"is:rev", "" },
    { "“is:rev", "" },
    { "by:„ada l", "by:\"Ada Lang\"" },
    { "colour:re", "" },
    { ":re", "" },
    { "weather", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *offers = list (cases[i].text, (guint) g_utf8_strlen (cases[i].text, -1));

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (offers, ==, cases[i].offers);
    }
}

static void
test_only_what_is_before_the_cursor_counts (void)
{
  g_autofree char *offers = list ("is:revoked export", 4), *none = list ("export is:rev", 3);

  g_assert_cmpstr (offers, ==, "is:revoked");
  g_assert_cmpstr (none, ==, "is:expiring is:expired");
}

static void
test_never_more_than_a_handful (void)
{
  g_autoptr (GPtrArray) offers = tessera_offers_for ("area:", 5, catalogue, admins);

  g_assert_cmpuint (offers->len, ==, TESSERA_MOST_OFFERS);
}

static void
test_a_form_takes_the_place_of_the_word (void)
{
  static const struct
  {
    const char *text;
    guint cursor;
    const char *form, *taken;
    guint after;
  } cases[] = {
    { "exp", 3, "is:expired", "is:expired ", 11 },
    { "ar", 2, "area:", "area:", 5 },
    { "-is:rev", 7, "is:revoked", "-is:revoked ", 12 },
    { "nightly is:a", 12, "is:active", "nightly is:active ", 18 },
    { "is:a nightly", 4, "is:active", "is:active nightly", 9 },
    { "Émile is:a", 10, "is:active", "Émile is:active ", 16 },
    { "by:\"ada l", 9, "by:\"Ada Lang\"", "by:\"Ada Lang\" ", 14 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint cursor = cases[i].cursor;
      g_autofree char *taken = tessera_offers_take (cases[i].text, &cursor, cases[i].form);

      g_assert_cmpstr (taken, ==, cases[i].taken);
      g_assert_cmpuint (cursor, ==, cases[i].after);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/offers/what-goes-on-from-the-word-is-offered", test_what_goes_on_from_the_word_is_offered);
  g_test_add_func ("/offers/only-what-is-before-the-cursor-counts", test_only_what_is_before_the_cursor_counts);
  g_test_add_func ("/offers/never-more-than-a-handful", test_never_more_than_a_handful);
  g_test_add_func ("/offers/a-form-takes-the-place-of-the-word", test_a_form_takes_the_place_of_the_word);
  return g_test_run ();
}
