/* tessera-json-names.h: the names of one object's members, to find one that is there twice; private to tessera-json-scan.
 *
 * A few are kept as they stand in the text, which costs next to nothing; many,
 * or escaped ones, go into a table, so that no object, however it is made,
 * takes more than its share of time. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More than a token has. */
#define TESSERA_JSON_FEW_NAMES 16

/* All zero at first. */
typedef struct
{
  guint n;
  struct
  {
    const char *text;
    gsize length;
  } few[TESSERA_JSON_FEW_NAMES];
  GHashTable *many;
} TesseraJsonNames;

void tessera_json_names_clear (TesseraJsonNames *names);

/**
 * tessera_json_names_add:
 * @text: a name without escapes, @length bytes; must outlive @names
 *
 * Returns: %FALSE if it is there already
 */
gboolean tessera_json_names_add (TesseraJsonNames *names, const char *text, gsize length);

/* The same with what an escaped name means. @name: (transfer full) */
gboolean tessera_json_names_take (TesseraJsonNames *names, char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TesseraJsonNames, tessera_json_names_clear)

G_END_DECLS
