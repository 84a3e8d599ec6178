#include "tessera-problem.h"

#include <string.h>

static void
test_a_problem_comes_back_from_the_wire (void)
{
  g_autoptr (TesseraProblem) problem = tessera_problem_new (TESSERA_PROBLEM_INVALID_MEMBERS, "%d faults", 2);
  g_autoptr (TesseraProblem) back = NULL;
  g_autoptr (JsonObject) object = NULL;
  GPtrArray *faults = tessera_faults_new ();

  tessera_faults_add (faults, "/name", "Give it a name.");
  tessera_faults_add (faults, "/permissions/reports/0", "No such verb.");
  tessera_problem_take_faults (problem, faults);
  tessera_problem_take_current (problem, json_object_new ());

  object = tessera_problem_to_object (problem);
  back = tessera_problem_from_object (object, 500);

  g_assert_true (tessera_problem_is (back, TESSERA_PROBLEM_INVALID_MEMBERS));
  g_assert_cmpuint (back->status, ==, 422);
  g_assert_cmpstr (back->detail, ==, "2 faults");
  g_assert_cmpuint (back->faults->len, ==, 2);
  g_assert_cmpstr (tessera_faults_find (back->faults, "permissions")->detail, ==, "No such verb.");
  g_assert_null (tessera_faults_find (back->faults, "type"));
  g_assert_nonnull (back->current);
}

static void
test_each_kind_has_a_type_of_its_own (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (TesseraProblemKind kind = 0; kind < TESSERA_N_PROBLEMS; kind++)
    {
      g_autoptr (TesseraProblem) problem = tessera_problem_new (kind, "x");

      g_assert_true (g_str_has_prefix (problem->type, "urn:tessera:problem:"));
      g_assert_cmpuint (problem->status, >=, 400);
      g_assert_true (g_hash_table_add (seen, g_strdup (problem->type)));
    }
}

static void
test_nonsense_is_read_as_a_problem_without_words (void)
{
  const char *text = "{\"type\": 7, \"status\": \"x\", \"errors\": [1, {\"pointer\": 2}, null], \"current\": []}";
  g_autoptr (JsonNode) root = tessera_json_parse (text, strlen (text), 16, NULL);
  g_autoptr (TesseraProblem) problem = tessera_problem_from_object (json_node_get_object (root), 503);

  g_assert_cmpuint (problem->status, ==, 503);
  g_assert_cmpstr (problem->type, ==, "about:blank");
  g_assert_cmpuint (problem->faults->len, ==, 0);
  g_assert_null (problem->current);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/problem/a-problem-comes-back-from-the-wire", test_a_problem_comes_back_from_the_wire);
  g_test_add_func ("/problem/each-kind-has-a-type-of-its-own", test_each_kind_has_a_type_of_its_own);
  g_test_add_func ("/problem/nonsense-is-read-as-a-problem-without-words",
                   test_nonsense_is_read_as_a_problem_without_words);
  return g_test_run ();
}
