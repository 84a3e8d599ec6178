#include "tessera-answer.h"
#include "tessera-error.h"

#include <string.h>

static const TesseraCircumstances about = { TESSERA_DEED_UPDATE, "The server at tokens.example.org", 15000 };

static TesseraOutcome *
make_outcome (guint status, const char *media_type, const char *body)
{
  TesseraOutcome *outcome = tessera_outcome_new ();

  outcome->status = status;
  outcome->sent = TRUE;
  outcome->media_type = g_strdup (media_type);
  g_byte_array_append (outcome->body, (const guint8 *) body, (guint) strlen (body));
  return outcome;
}

static void
test_an_object_is_given_out (void)
{
  static const guint statuses[] = { 200, 201 };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (TesseraOutcome) outcome = make_outcome (statuses[i], "application/json", "{\"id\": \"tok_1\"}");
      g_autoptr (TesseraProblem) problem = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) object = tessera_answer_read (outcome, &about, &problem, &error);

      g_assert_no_error (error);
      g_assert_null (problem);
      g_assert_cmpstr (json_object_get_string_member (object, "id"), ==, "tok_1");
    }
}

static void
test_a_problem_is_given_out_beside_the_error (void)
{
  g_autoptr (TesseraOutcome) outcome
    = make_outcome (422, "application/problem+json",
                    "{\"type\": \"urn:tessera:problem:invalid-members\", \"status\": 200, \"detail\": \"Mend\\nthe name.\","
                    " \"errors\": [{\"pointer\": \"/name\", \"detail\": \"It is\\u202eempty.\"}]}");
  g_autoptr (TesseraProblem) problem = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (tessera_answer_read (outcome, &about, &problem, &error));
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
                   "The server at tokens.example.org does not accept these values. It says: “Mend the name.” Nothing was changed.");
  g_assert_cmpuint (problem->status, ==, 422);
  g_assert_cmpstr (((TesseraFault *) problem->faults->pdata[0])->detail, ==, "It is empty.");
}

/* A document of another type is somebody else's. */
static void
test_only_a_problem_document_is_read_as_one (void)
{
  g_autoptr (TesseraOutcome) outcome = make_outcome (403, "application/json", "{\"detail\": \"Click here\"}");
  g_autoptr (TesseraProblem) problem = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (tessera_answer_read (outcome, &about, &problem, &error));
  g_assert_null (problem);
  g_assert_null (strstr (error->message, "Click here"));
}

static void
test_more_faults_than_anybody_reads_are_cut (void)
{
  g_autoptr (GString) body = g_string_new ("{\"errors\": [{\"pointer\": \"/a\", \"detail\": \"b\"}");
  g_autoptr (TesseraOutcome) outcome = NULL;
  g_autoptr (TesseraProblem) problem = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (body, ", {\"pointer\": \"/a\", \"detail\": \"b\"}");
  g_string_append (body, "]}");
  outcome = make_outcome (422, "application/problem+json", body->str);
  g_assert_null (tessera_answer_read (outcome, &about, &problem, &error));
  g_assert_cmpuint (problem->faults->len, ==, 100);
}

static void
test_a_long_detail_is_cut (void)
{
  g_autofree char *text = g_strnfill (100000, 'x');
  g_autofree char *body = g_strdup_printf ("{\"detail\": \"%s\"}", text);
  g_autoptr (TesseraOutcome) outcome = make_outcome (403, "application/problem+json", body);
  g_autoptr (TesseraProblem) problem = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (tessera_answer_read (outcome, &about, &problem, &error));
  g_assert_cmpuint (strlen (error->message), <, 800);
}

/* A head with a redirect says enough, however its body ended. */
static void
test_a_redirect_is_told_though_its_body_broke_off (void)
{
  g_autoptr (TesseraOutcome) outcome = make_outcome (302, "text/html", "<p>");
  g_autoptr (TesseraProblem) problem = NULL;
  g_autoptr (GError) error = NULL;

  outcome->location = g_strdup ("https://login.example.org/in");
  outcome->failure = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "cut");
  g_assert_null (tessera_answer_read (outcome, &about, &problem, &error));
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_REDIRECTED);
  g_assert_nonnull (strstr (error->message, "https://login.example.org/in"));
  g_assert_nonnull (strstr (error->message, "The admin key was not sent there."));
}

/* However well it begins. */
static void
test_an_answer_that_is_not_whole_is_a_failure (void)
{
  g_autoptr (TesseraOutcome) outcome = make_outcome (200, "application/json", "{}");
  g_autoptr (TesseraProblem) problem = NULL;
  g_autoptr (GError) error = NULL;

  outcome->failure = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "cut");
  g_assert_null (tessera_answer_read (outcome, &about, &problem, &error));
  g_assert_error (error, TESSERA_ERROR, TESSERA_ERROR_INTERRUPTED);
}

static void
test_a_reason_is_quoted_plain_and_short (void)
{
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autoptr (GError) error = NULL, longer = NULL;

  tessera_answer_set_not_understood (&error, &about, "the status “a\nb\u202e” is unknown.");
  tessera_answer_set_not_understood (&longer, &about, text);
  g_assert_nonnull (strstr (error->message, "(the status “a b ” is unknown)."));
  g_assert_cmpuint (strlen (longer->message), <, 600);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answer/an-object-is-given-out", test_an_object_is_given_out);
  g_test_add_func ("/answer/a-problem-is-given-out-beside-the-error", test_a_problem_is_given_out_beside_the_error);
  g_test_add_func ("/answer/only-a-problem-document-is-read-as-one", test_only_a_problem_document_is_read_as_one);
  g_test_add_func ("/answer/more-faults-than-anybody-reads-are-cut", test_more_faults_than_anybody_reads_are_cut);
  g_test_add_func ("/answer/a-long-detail-is-cut", test_a_long_detail_is_cut);
  g_test_add_func ("/answer/a-redirect-is-told-though-its-body-broke-off", test_a_redirect_is_told_though_its_body_broke_off);
  g_test_add_func ("/answer/that-is-not-whole-is-a-failure", test_an_answer_that_is_not_whole_is_a_failure);
  g_test_add_func ("/answer/a-reason-is-quoted-plain-and-short", test_a_reason_is_quoted_plain_and_short);
  return g_test_run ();
}
