/* tessera-export.h: tokens as a file for other programs: CSV or JSON, without any secret. Any thread. */

#pragma once

#include <gio/gio.h>

#include "tessera-token.h"

G_BEGIN_DECLS

/**
 * TesseraExportFormat:
 * @TESSERA_EXPORT_CSV: RFC 4180 in UTF-8: a line of names, then a line for each token; every cell in quotes. An
 *   apostrophe stands before what a spreadsheet would take for a formula: at the begin of a cell and, for spreadsheets
 *   that separate by something else than commas, after a semicolon, a tab or a line break within it, so that
 *   `x;=1+1` is written `x;'=1+1`. Nothing else is changed. Permissions are one cell, `reports:read reports:write`
 * @TESSERA_EXPORT_JSON: an array of tokens as the API answers them
 *
 * Times are RFC 3339 in UTC in both.
 */
typedef enum
{
  TESSERA_EXPORT_CSV,
  TESSERA_EXPORT_JSON,
} TesseraExportFormat;

/* `csv` or `json`. */
const char *tessera_export_get_suffix (TesseraExportFormat format);

/**
 * tessera_export_cell:
 * @text: any text
 *
 * Returns: (transfer full): a cell of a CSV line, quoted and harmless
 */
char *tessera_export_cell (const char *text);

/**
 * tessera_export_write:
 * @tokens: (element-type TesseraToken): in the order of the file
 * @now: the instant for which `status` is told
 *
 * Returns: (transfer full): the content of the file
 */
GBytes *tessera_export_write (GPtrArray *tokens, TesseraCatalogue *catalogue, TesseraExportFormat format, gint64 now);

G_END_DECLS
