/* tessera-received-problem.h: a problem document out of an answer, its texts made plain. Any thread. */

#pragma once

#include "tessera-problem.h"

G_BEGIN_DECLS

/**
 * tessera_problem_from_server:
 * @object: a document of RFC 9457
 * @status: the answer's
 *
 * Returns: (transfer full): the problem; its status is the answer's, whatever the document says, and its
 *   texts are short and have no control characters, so that they may stand in a sentence
 */
TesseraProblem *tessera_problem_from_server (JsonObject *object, guint status);

G_END_DECLS
