/* What the list shows of a token, and where: tiles, status, the sentence of a row, the columns there is room for. */

#include "tessera-column-room.h"
#include "tessera-config.h"
#include "tessera-mosaic.h"
#include "tessera-token-look.h"

#define DAY (24 * 60 * 60)

static TesseraCatalogue *catalogue;

static TesseraToken *
make_token (gint64 expires_at, gint64 last_used_at, gboolean revoked)
{
  TesseraPermissions permissions = { { 0 } };
  TesseraTokenFields fields = {
    .id = "tok_1", .name = "Nightly export", .type = "api_key", .expires_at = expires_at, .revoked = revoked, .hint = "a1b2",
    .created_by = "Mara", .updated_by = "Mara", .last_used_at = last_used_at, .revision = "r",
  };

  permissions = tessera_permissions_with (permissions, 1, TESSERA_VERB_READ, TRUE);
  permissions = tessera_permissions_with (permissions, 1, TESSERA_VERB_WRITE, TRUE);
  fields.permissions = tessera_permissions_with (permissions, 5, TESSERA_VERB_READ, TRUE);
  return tessera_token_new (&fields);
}

static TesseraTile
get_tile (TesseraCatalogue *of, const char *area, TesseraVerb verb, gboolean granted)
{
  int index = tessera_catalogue_find_area (of, area);
  TesseraPermissions permissions = tessera_permissions_with ((TesseraPermissions){ { 0 } }, (guint) index, verb, granted);

  return tessera_mosaic_get_tile (of, permissions, (guint) index, verb);
}

static void
test_a_tile_tells_what_its_permission_opens (void)
{
  for (TesseraVerb verb = 0; verb < TESSERA_N_VERBS; verb++)
    {
      g_assert_cmpint (get_tile (catalogue, "bulk_data", verb, FALSE), ==, TESSERA_TILE_FREE);
      g_assert_cmpint (get_tile (catalogue, "content", verb, TRUE), ==, TESSERA_TILE_GRANTED);
      g_assert_cmpint (get_tile (catalogue, "reports", verb, TRUE), ==, TESSERA_TILE_SOME_PERSONAL_DATA);
      g_assert_cmpint (get_tile (catalogue, "bulk_data", verb, TRUE), ==, TESSERA_TILE_PERSONAL_DATA);
    }
}

static void
test_a_retired_area_grants_nothing (void)
{
  static const char text[] = "{\"areas\": [{\"id\": \"old\", \"name\": \"Old\", \"description\": \"Gone.\", \"personal_data\": \"full\","
                             " \"retired\": true, \"routes\": [\"/api/old\"]}], \"token_types\": [{\"id\": \"api_key\", \"name\": \"API Key\","
                             " \"description\": \"Any.\"}], \"policy\": {\"expiry_required\": false, \"default_lifetime_days\": 90,"
                             " \"max_lifetime_days\": null, \"name_max_length\": 100}, \"example_url\": null}";
  g_autoptr (GError) error = NULL;
  g_autoptr (TesseraCatalogue) retired = tessera_catalogue_parse (text, sizeof text - 1, &error);

  g_assert_no_error (error);
  g_assert_cmpint (get_tile (retired, "old", TESSERA_VERB_READ, TRUE), ==, TESSERA_TILE_RETIRED);
}

static gboolean
overlap (TesseraTilePlace a, TesseraTilePlace b)
{
  return ABS (a.x - b.x) <= a.size && ABS (a.y - b.y) <= a.size;
}

static void
assert_tiles_apart (guint n_areas, double scale, gboolean right_to_left)
{
  TesseraTilePlace places[2 * TESSERA_MAX_AREAS];
  int width, height;

  tessera_mosaic_measure (n_areas, scale, &width, &height);
  for (guint i = 0; i < 2 * n_areas; i++)
    {
      places[i] = tessera_mosaic_place (n_areas, scale, right_to_left, i / 2, i % 2);
      g_assert_true (places[i].x >= 0 && places[i].x + places[i].size <= width);
      g_assert_true (places[i].y >= 0 && places[i].y + places[i].size <= height);
      for (guint j = 0; j < i; j++)
        g_assert_false (overlap (places[i], places[j]));
    }
}

static void
test_tiles_of_up_to_64_areas_stand_apart_in_a_row (void)
{
  for (guint n_areas = 1; n_areas <= TESSERA_MAX_AREAS; n_areas++)
    for (guint half_scale = 2; half_scale <= 5; half_scale++)
      {
        int width, height;

        assert_tiles_apart (n_areas, half_scale / 2.0, FALSE);
        assert_tiles_apart (n_areas, half_scale / 2.0, TRUE);
        tessera_mosaic_measure (n_areas, half_scale / 2.0, &width, &height);
        g_assert_cmpint (width, <=, 85 * (int) half_scale);
        g_assert_cmpint (height, <=, 15 * (int) half_scale);
      }
}

static void
test_right_to_left_the_first_area_is_the_rightmost (void)
{
  TesseraTilePlace first = tessera_mosaic_place (7, 1, TRUE, 0, TESSERA_VERB_READ);
  TesseraTilePlace second = tessera_mosaic_place (7, 1, TRUE, 1, TESSERA_VERB_READ);
  int width, height;

  tessera_mosaic_measure (7, 1, &width, &height);
  g_assert_cmpint (first.x + first.size, ==, width);
  g_assert_cmpint (second.x + second.size, <, first.x);
}

static void
test_the_mosaic_is_spelled_out (void)
{
  g_autoptr (TesseraToken) token = make_token (TESSERA_NEVER, TESSERA_NEVER, FALSE);
  g_autofree char *words = tessera_mosaic_describe (catalogue, tessera_token_get_permissions (token));

  g_assert_cmpstr (words, ==, "Permissions: Products: read and write. Reports: read.");
}

static void
test_each_status_has_its_word (void)
{
  static const struct
  {
    gint64 expires_at;
    gboolean revoked;
    const char *word;
  } cases[] = {
    { TESSERA_NEVER, FALSE, "Active" },  { 115 * DAY + 1, FALSE, "Active" }, { 115 * DAY, FALSE, "Expiring" },
    { 100 * DAY + 1, FALSE, "Expiring" }, { 100 * DAY, FALSE, "Expired" },   { 101 * DAY, TRUE, "Revoked" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TesseraToken) token = make_token (cases[i].expires_at, TESSERA_NEVER, cases[i].revoked);

      g_assert_cmpstr (tessera_token_look_get_word (tessera_token_look_get (token, 100 * DAY)), ==, cases[i].word);
    }
}

static void
assert_reads (TesseraToken *token, const char *expected)
{
  g_autofree char *sentence = tessera_token_look_describe (token, catalogue, 100 * DAY);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_a_row_reads_as_a_sentence (void)
{
  g_autoptr (TesseraToken) used = make_token (110 * DAY, 98 * DAY, FALSE), gone = make_token (97 * DAY, TESSERA_NEVER, FALSE);
  g_autoptr (TesseraToken) revoked = make_token (TESSERA_NEVER, TESSERA_NEVER, TRUE);
  g_autoptr (TesseraToken) early = make_token (170 * DAY, TESSERA_NEVER, TRUE), late = make_token (97 * DAY, TESSERA_NEVER, TRUE);

  assert_reads (used, "Nightly export, API Key, Expiring, expires in 9 days. Products: read and write. Reports: read."
                      " Last used 2 days ago.");
  assert_reads (early, "Nightly export, API Key, Revoked, would have expired in 69 days. Products: read and write. Reports: read."
                       " Never used.");
  assert_reads (late, "Nightly export, API Key, Revoked, would have expired 4 days ago. Products: read and write. Reports: read."
                      " Never used.");
  assert_reads (gone, "Nightly export, API Key, Expired, expired 4 days ago. Products: read and write. Reports: read. Never used.");
  assert_reads (revoked, "Nightly export, API Key, Revoked, had no expiry date. Products: read and write. Reports: read. Never used.");
}

static char *
choose (int room)
{
  static const int widths[TESSERA_N_TOKEN_KEYS] = { 0, 150, 130, 90, 100, 110, 80 };
  static const char letters[] = "-ntpels";
  gboolean shown[TESSERA_N_TOKEN_KEYS];
  GString *chosen = g_string_new (NULL);

  tessera_column_room_choose (widths, 80, room, shown);
  for (guint key = 0; key < TESSERA_N_TOKEN_KEYS; key++)
    if (shown[key])
      g_string_append_c (chosen, letters[key]);

  return g_string_free (chosen, FALSE);
}

static void
test_columns_go_before_anything_is_cut_off (void)
{
  static const struct
  {
    int room;
    const char *chosen;
  } cases[] = {
    { 660, "ntpels" }, { 659, "ntpes" }, { 550, "ntpes" }, { 549, "npes" }, { 420, "npes" },
    { 419, "nes" },    { 260, "nes" },   { 259, "ns" },    { 160, "ns" },   { 159, "n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *chosen = choose (cases[i].room);

      g_assert_cmpstr (chosen, ==, cases[i].chosen);
    }
}

/* What is left for name and type beside the others, and what the type has of it. */
static void
test_a_name_has_its_room_before_a_type_has (void)
{
  static const int widths[TESSERA_N_TOKEN_KEYS] = { 0, 100, 60, 90, 100, 110, 80 };
  static const struct
  {
    int rest;
    int type;
  } cases[] = { { 160, 60 }, { 200, 60 }, { 201, 61 }, { 240, 100 }, { 260, 120 }, { 900, 120 } };
  static const gboolean all[TESSERA_N_TOKEN_KEYS] = { FALSE, TRUE, TRUE, TRUE, TRUE, TRUE, TRUE };
  static const gboolean five[TESSERA_N_TOKEN_KEYS] = { FALSE, TRUE, TRUE, TRUE, TRUE, FALSE, TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (tessera_column_room_share (widths, all, 120, 140, cases[i].rest + 380), ==, cases[i].type);
      g_assert_cmpint (tessera_column_room_share (widths, five, 120, 140, cases[i].rest + 270), ==, cases[i].type);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  catalogue = tessera_catalogue_load (TESSERA_SOURCE_DIR "/data/catalogue.json", NULL);
  g_test_add_func ("/list-look/a-tile-tells-what-its-permission-opens", test_a_tile_tells_what_its_permission_opens);
  g_test_add_func ("/list-look/a-retired-area-grants-nothing", test_a_retired_area_grants_nothing);
  g_test_add_func ("/list-look/tiles-of-up-to-64-areas-stand-apart-in-a-row", test_tiles_of_up_to_64_areas_stand_apart_in_a_row);
  g_test_add_func ("/list-look/right-to-left-the-first-area-is-the-rightmost", test_right_to_left_the_first_area_is_the_rightmost);
  g_test_add_func ("/list-look/the-mosaic-is-spelled-out", test_the_mosaic_is_spelled_out);
  g_test_add_func ("/list-look/each-status-has-its-word", test_each_status_has_its_word);
  g_test_add_func ("/list-look/a-row-reads-as-a-sentence", test_a_row_reads_as_a_sentence);
  g_test_add_func ("/list-look/columns-go-before-anything-is-cut-off", test_columns_go_before_anything_is_cut_off);
  g_test_add_func ("/list-look/a-name-has-its-room-before-a-type-has", test_a_name_has_its_room_before_a_type_has);
  return g_test_run ();
}
