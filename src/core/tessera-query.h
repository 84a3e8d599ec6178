/* tessera-query.h: what is searched for in a list of tokens, as people type it.
 *
 * Terms stand side by side, and a token is found if it meets all of them:
 *
 *   export            a word: in the name, the hint, the type, an admin's name, or the name of a granted area
 *   "nightly export"  words with the blanks between them
 *   is:expiring       what has become of it: active, expiring, expired or revoked
 *   area:reports      an area that it may read or write, by a part of its id or name; area:"bulk data"
 *   can:write         whether it may write anything, or read
 *   type:mobile       a part of its type's id or name
 *   by:mara           a part of the name of who created or last changed it
 *   -is:revoked       a minus in front: it must not meet the term
 *
 * Upper and lower case are the same. The value of `is` and `can` may be its
 * beginning; a form without its value does not matter yet, so that nothing
 * flickers while it is typed. What is no such form is a word. A pure value:
 * thread-safe once made. */

#pragma once

#include "tessera-filter.h"

G_BEGIN_DECLS

typedef enum
{
  TESSERA_TERM_WORD,
  TESSERA_TERM_IS,
  TESSERA_TERM_GRANT,
  TESSERA_TERM_TYPE,
  TESSERA_TERM_BY,
} TesseraTermKind;

/**
 * TesseraTerm:
 * @exclude: whether a token must not meet it
 * @text: (nullable): folded; for words, types and admins
 * @filters: for %TESSERA_TERM_IS: one of these must let the token through
 * @grants: for %TESSERA_TERM_GRANT and for words: one of these does
 */
typedef struct
{
  TesseraTermKind kind;
  gboolean exclude;
  char *text;
  TesseraFilterSet filters;
  TesseraPermissions grants;
} TesseraTerm;

typedef struct _TesseraQuery TesseraQuery;

/**
 * tessera_query_new:
 * @text: as typed; UTF-8
 * @catalogue: (nullable): areas to know by their names; without one `area:…` is a word
 */
TesseraQuery *tessera_query_new (const char *text, TesseraCatalogue *catalogue);
void tessera_query_free (TesseraQuery *query);

/* Its terms, in the order in which they were typed. (transfer none) */
const TesseraTerm *tessera_query_get_terms (const TesseraQuery *query, guint *n_terms);

/* Whether @token meets the term at @now, which is not to be excluded. @catalogue: (nullable): the names of types */
gboolean tessera_term_is_met (const TesseraTerm *term, TesseraToken *token, TesseraCatalogue *catalogue, gint64 now);

/* Whether @token is found at @now. */
gboolean tessera_query_finds (const TesseraQuery *query, TesseraToken *token, TesseraCatalogue *catalogue, gint64 now);

/* Without regard to case and to how letters are composed. (transfer full) */
char *tessera_query_fold (const char *text);

/* Whether a quote stands at @at: that of keyboards, or one that people and their editors set in the window's languages. */
gboolean tessera_query_is_quote (const char *at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraQuery, tessera_query_free)

G_END_DECLS
