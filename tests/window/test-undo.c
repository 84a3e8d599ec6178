#include "tessera-undo.h"

#include <string.h>

/* What is done to a draft, letter by letter: a small letter or a blank is typed, `<` takes the last one off, `1` to `9`
 * ticks or unticks an area, `+` puts the expiry date a day later, `T` changes the type; `|` ends a step, `.` lets time
 * pass; `Z` goes back, `Y` forward. */
typedef struct
{
  TesseraUndo *undo;
  TesseraDraft *draft;
  gint64 now;
} Bed;

static void
take (Bed *bed, const TesseraDraft *state)
{
  if (state == NULL)
    return;
  tessera_draft_free (bed->draft);
  bed->draft = tessera_draft_copy (state);
}

static void
set_name (TesseraDraft *draft, char *name)
{
  g_free (draft->name);
  draft->name = name;
}

static void
change (TesseraDraft *draft, char deed)
{
  guint area = (guint) (deed - '1');

  if (deed == '<')
    set_name (draft, g_strndup (draft->name, strlen (draft->name) - 1));
  else if (deed == '+')
    draft->expires_at += 24 * 60 * 60;
  else if (deed == 'T')
    draft->type[0]++;
  else if (g_ascii_isdigit (deed))
    draft->permissions = tessera_permissions_with (draft->permissions, area, TESSERA_VERB_READ,
                                                   !tessera_permissions_has (draft->permissions, area, TESSERA_VERB_READ));
  else
    set_name (draft, g_strdup_printf ("%s%c", draft->name, deed));
}

static void
act (Bed *bed, char deed)
{
  bed->now += 1000;
  if (deed == 'Z')
    take (bed, tessera_undo_back (bed->undo));
  else if (deed == 'Y')
    take (bed, tessera_undo_forward (bed->undo));
  else if (deed == '|')
    tessera_undo_end_step (bed->undo);
  else if (deed == '.')
    bed->now += TESSERA_UNDO_PAUSE;
  else
    {
      change (bed->draft, deed);
      tessera_undo_note (bed->undo, bed->draft, bed->now);
    }
}

static char *
describe (const TesseraDraft *draft)
{
  GString *words = g_string_new (draft->name);

  for (guint area = 0; area < 9; area++)
    if (tessera_permissions_has (draft->permissions, area, TESSERA_VERB_READ))
      g_string_append_printf (words, "%u", area + 1);
  for (gint64 day = 0; day < draft->expires_at / (24 * 60 * 60); day++)
    g_string_append_c (words, '+');
  if (!g_str_equal (draft->type, "a"))
    g_string_append_printf (words, "%s", draft->type);
  return g_string_free (words, FALSE);
}

static char *
play (const char *deeds)
{
  Bed bed = { tessera_undo_new (), g_new0 (TesseraDraft, 1), 1 };
  char *left;

  bed.draft->name = g_strdup ("");
  bed.draft->type = g_strdup ("a");
  tessera_undo_start (bed.undo, bed.draft);
  for (; *deeds != '\0'; deeds++)
    act (&bed, *deeds);

  left = describe (bed.draft);
  tessera_draft_free (bed.draft);
  tessera_undo_free (bed.undo);
  return left;
}

static const struct
{
  const char *path;
  const char *cases[10][2];
} tables[] = {
  { "/undo/each-tick-and-choice-is-a-step",
    { { "12Z", "1" }, { "12ZZ", "" }, { "12ZZZ", "" }, { "11Z", "1" }, { "TTZ", "b" }, { "1T+ZZ", "1" } } },
  { "/undo/typing-goes-by-words",
    { { "abcZ", "" }, { "ab cdZ", "ab " }, { "ab cdZZ", "" }, { "ab  cZ", "ab  " }, { "ab<cZ", "" }, { "ab.cZ", "ab" },
      { "ab1cdZ", "ab1" }, { "ab1cdZZ", "ab" } } },
  { "/undo/a-walk-through-the-calendar-is-a-step", { { "+++Z", "" }, { "+.++Z", "" }, { "++|+Z", "++" }, { "++1+ZZ", "++" } } },
  { "/undo/what-leads-nowhere-is-no-step", { { "1a<Z", "" }, { "1ab<<Z", "" }, { "1ab<<cZ", "1" } } },
  { "/undo/goes-forward-until-something-else-is-done",
    { { "12ZY", "12" }, { "12ZZYY", "12" }, { "12ZYY", "12" }, { "12Z3Y", "13" }, { "12Z3Z", "1" }, { "abZcZ", "" },
      { "abZYcZ", "ab" } } },
};

static void
test_table (gconstpointer data)
{
  const char *const (*cases)[2] = data;

  for (guint i = 0; cases[i][0] != NULL; i++)
    {
      g_autofree char *left = play (cases[i][0]);

      if (g_strcmp0 (left, cases[i][1]) != 0)
        g_error ("“%s” leaves “%s”, not “%s”", cases[i][0], left, cases[i][1]);
    }
}

static void
test_keeps_the_latest_steps (void)
{
  g_autoptr (GString) deeds = g_string_new (NULL);
  g_autofree char *left = NULL;

  for (guint i = 0; i < TESSERA_UNDO_MOST + 5; i++)
    g_string_append (deeds, "T");
  for (guint i = 0; i < TESSERA_UNDO_MOST + 50; i++)
    g_string_append (deeds, "Z");
  left = play (deeds->str);
  g_assert_cmpstr (left, ==, "f");      /* five after "a" */
}

static void
drop_area (TesseraDraft *state, gpointer data)
{
  state->permissions.sets[TESSERA_VERB_READ] &= ~(guint64) 1;
}

static void
test_every_state_can_be_told_anew (void)
{
  g_autoptr (TesseraUndo) undo = tessera_undo_new ();
  TesseraDraft draft = { .name = (char *) "", .type = (char *) "a", .permissions = { { 1, 0 } } };

  tessera_undo_start (undo, &draft);
  draft.permissions.sets[TESSERA_VERB_READ] = 3;
  tessera_undo_note (undo, &draft, 1);
  tessera_undo_change_all (undo, drop_area, NULL);
  g_assert_cmpuint (tessera_undo_back (undo)->permissions.sets[TESSERA_VERB_READ], ==, 0);
  g_assert_cmpuint (tessera_undo_forward (undo)->permissions.sets[TESSERA_VERB_READ], ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_test_add_data_func (tables[i].path, tables[i].cases, test_table);
  g_test_add_func ("/undo/keeps-the-latest-steps", test_keeps_the_latest_steps);
  g_test_add_func ("/undo/every-state-can-be-told-anew", test_every_state_can_be_told_anew);
  return g_test_run ();
}
