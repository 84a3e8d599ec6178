#include "walk-visits.h"

struct _WalkVisits
{
  WalkPlaces *places;
  guint counts[WALK_N_PLACES];
  gboolean were_there[WALK_N_PLACES];     /* at the last look */
};

WalkVisits *
walk_visits_new (WalkPlaces *places)
{
  WalkVisits *self = g_new0 (WalkVisits, 1);

  self->places = places;
  return self;
}

void
walk_visits_free (WalkVisits *visits)
{
  g_free (visits);
}

void
walk_visits_look (WalkVisits *visits)
{
  for (guint i = 0; i < WALK_N_PLACES; i++)
    {
      gboolean is_there = walk_places_is_at (visits->places, i);

      visits->counts[i] += is_there && !visits->were_there[i];
      visits->were_there[i] = is_there;
    }
  walk_places_forget (visits->places);
}

guint
walk_visits_find_least (WalkVisits *visits)
{
  guint least = 0;

  for (guint i = 1; i < WALK_N_PLACES; i++)
    if (visits->counts[i] < visits->counts[least])
      least = i;
  return least;
}

guint
walk_visits_count_missing (WalkVisits *visits)
{
  guint missing = 0;

  for (guint i = 0; i < WALK_N_PLACES; i++)
    missing += visits->counts[i] == 0;
  return missing;
}

void
walk_visits_tell (WalkVisits *visits)
{
  for (guint i = 0; i < WALK_N_PLACES; i++)
    g_test_message ("%s: visited %u times", walk_places_get_name (i), visits->counts[i]);
}
