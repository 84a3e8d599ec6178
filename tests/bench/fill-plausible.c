#include "fill-plausible.h"

#define DAY 86400
#define SPREAD_DAYS 730

static const char *const occasions[] = { "Nightly", "Hourly",   "Weekly",   "Legacy",  "Staging",  "Trial",
                                         "Partner", "Seasonal", "Internal", "Central", "Regional", "Second" };
static const char *const places[] = { "Lyon",    "Porto", "Bergen", "Graz",    "Turku", "Ghent", "Leeds",  "Malaga",
                                      "Rostock", "Tartu", "Aarhus", "Bologna", "Cork",  "Brno",  "Nantes", "Utrecht" };
static const char *const subjects[] = { "product import",     "warehouse sync",  "price feed",       "newsletter",
                                        "shop kiosk",         "report export",   "loyalty app",      "checkout",
                                        "stock mirror",       "trigger runner",  "customer portal",  "slot preview",
                                        "campaign planner",   "data lake load",  "call centre desk", "support console",
                                        "recommendation box", "invoice printer", "store finder",     "event screen" };
static const char *const people[] = { "Mara", "Anneli", "Tomasz", "Ines", "Viktor", "Jorunn", "Bilal", "Chiara" };

static const char *
pick (GRand *chance, const char *const *words, gsize n_words)
{
  return words[g_rand_int_range (chance, 0, (gint32) n_words)];
}

#define PICK(chance, words) pick (chance, words, G_N_ELEMENTS (words))

static gboolean
happens (GRand *chance, guint percent)
{
  return g_rand_int_range (chance, 0, 100) < (gint32) percent;
}

static char *
make_name (GRand *chance, guint index)
{
  switch (g_rand_int_range (chance, 0, 4))
    {
    case 0:
      return g_strdup_printf ("%s %s %s", PICK (chance, occasions), PICK (chance, places), PICK (chance, subjects));
    case 1:
      return g_strdup_printf ("%s %s", PICK (chance, places), PICK (chance, subjects));
    case 2:
      return g_strdup_printf ("%s %s %u", PICK (chance, occasions), PICK (chance, subjects), index + 1);
    default:
      return g_strdup_printf ("%s (%s, %s)", PICK (chance, subjects), PICK (chance, places), PICK (chance, people));
    }
}

/* Most tokens reach one to three areas, and read more often than they write. */
static TesseraPermissions
make_permissions (GRand *chance, TesseraCatalogue *catalogue)
{
  TesseraPermissions permissions = { 0 };
  guint n_areas = tessera_catalogue_get_n_areas (catalogue);
  guint n_grants = happens (chance, 3) ? n_areas * 2 : (guint) g_rand_int_range (chance, 1, 4);

  for (guint i = 0; i < n_grants; i++)
    {
      guint area = (guint) g_rand_int_range (chance, 0, (gint32) n_areas);
      guint kind = (guint) g_rand_int_range (chance, 0, 10);

      if (kind < 9)
        permissions = tessera_permissions_with (permissions, area, TESSERA_VERB_READ, TRUE);
      if (kind > 5)
        permissions = tessera_permissions_with (permissions, area, TESSERA_VERB_WRITE, TRUE);
    }
  return permissions;
}

static gint64
make_expiry (GRand *chance, gint64 created_at, gint64 now)
{
  gint64 today = now - now % DAY;
  guint kind = (guint) g_rand_int_range (chance, 0, 100);

  if (kind < 20)
    return TESSERA_NEVER;
  if (kind < 35)
    return created_at - created_at % DAY + DAY * g_rand_int_range (chance, 1, 2 + (gint32) ((now - created_at) / DAY));
  if (kind < 40)
    return today + DAY * g_rand_int_range (chance, 1, 15);
  return today + DAY * g_rand_int_range (chance, 15, 400);
}

/* An instant between @from and @to. */
static gint64
between (GRand *chance, gint64 from, gint64 to)
{
  return from + (gint64) (g_rand_double (chance) * (double) MAX (to - from, 0));
}

void
plausible_token_make (PlausibleToken *token, TesseraCatalogue *catalogue, GRand *chance, guint index, guint n_tokens,
                      gint64 now)
{
  gint64 start = now - (gint64) SPREAD_DAYS * DAY;
  TesseraDraft *draft = tessera_draft_new (catalogue, now);
  guint type = (guint) g_rand_int_range (chance, 0, (gint32) tessera_catalogue_get_n_types (catalogue));

  token->created_at = start + (gint64) index * (now - start) / MAX (n_tokens, 1);
  g_free (draft->name);
  draft->name = make_name (chance, index);
  g_free (draft->type);
  draft->type = g_strdup (tessera_catalogue_get_type_at (catalogue, type)->id);
  draft->permissions = make_permissions (chance, catalogue);
  draft->expires_at = make_expiry (chance, token->created_at, now);

  token->draft = draft;
  token->created_by = PICK (chance, people);
  token->updated_by = PICK (chance, people);
  token->updated_at = happens (chance, 25) ? between (chance, token->created_at, now) : TESSERA_NEVER;
  token->revoked_at = happens (chance, 7) ? between (chance, token->created_at, now) : TESSERA_NEVER;
  token->last_used_at = happens (chance, 80) ? between (chance, token->created_at, now) : TESSERA_NEVER;
}

void
plausible_token_clear (PlausibleToken *token)
{
  g_clear_pointer (&token->draft, tessera_draft_free);
}
