/* tessera-answer.h: what a server's answer means: a JSON object, or an error in words, perhaps with a problem.
 *
 * With tessera-failure.h the one place that turns the results of HTTP and
 * transport into the codes of tessera-error.h. Any thread. */

#pragma once

#include "tessera-deed.h"
#include "tessera-outcome.h"
#include "tessera-problem.h"

G_BEGIN_DECLS

/**
 * tessera_answer_read:
 * @problem: (out) (transfer full) (nullable): the problem document that came with a refusal
 *
 * Judges status, media type and form of the body. The texts of @problem are made plain.
 *
 * Returns: (transfer full): the root of a 200's or a 201's body, or %NULL with a TesseraError
 */
JsonObject *tessera_answer_read (const TesseraOutcome *outcome, const TesseraCircumstances *circumstances,
                                 TesseraProblem **problem, GError **error);

/**
 * tessera_answer_set_not_understood:
 * @why: what is wrong with an answer that has the form of one; may quote it
 *
 * Sets %TESSERA_ERROR_NOT_UNDERSTOOD in words; what is quoted is made plain and short.
 */
void tessera_answer_set_not_understood (GError **error, const TesseraCircumstances *circumstances, const char *why);

G_END_DECLS
