/* tessera-catalogue-reader.h: a catalogue out of JSON, each fault told with its member; private to tessera-catalogue. */

#pragma once

#include "tessera-catalogue.h"

G_BEGIN_DECLS

/**
 * TesseraCatalogueParts:
 * @areas: (element-type TesseraArea)
 * @types: (element-type TesseraTokenType)
 */
typedef struct
{
  GPtrArray *areas;
  GPtrArray *types;
  TesseraPolicy policy;
  char *example_url;
} TesseraCatalogueParts;

/* @strict: an unknown member is a fault. Returns: %FALSE with %TESSERA_ERROR_INVALID; @parts may be partly filled */
gboolean tessera_catalogue_read (JsonObject *object, gboolean strict, TesseraCatalogueParts *parts, GError **error);

G_END_DECLS
