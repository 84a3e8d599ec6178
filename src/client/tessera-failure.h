/* tessera-failure.h: why no whole answer came, as a code and in words. Any thread.
 *
 * Half of the one place that turns results into errors; tessera-answer.h is the other. */

#pragma once

#include "tessera-deed.h"
#include "tessera-error.h"
#include "tessera-outcome.h"

G_BEGIN_DECLS

/**
 * tessera_failure_to_error:
 * @outcome: one that is not whole
 *
 * Returns: (transfer full): %TESSERA_ERROR_UNREACHABLE, …_TIMED_OUT,
 *   …_INTERRUPTED, …_UNTRUSTED, …_NOT_ALLOWED or …_NOT_UNDERSTOOD
 */
GError *tessera_failure_to_error (const TesseraOutcome *outcome, const TesseraCircumstances *circumstances);

G_END_DECLS
