/* tessera-fault.h: what is wrong with one member of a request, in words, and where. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TesseraFault:
 * @pointer: an RFC 6901 pointer into the request's body: `/name`, `/permissions/reports/0`, "" for all of it
 * @detail: a sentence for people
 */
typedef struct
{
  char *pointer;
  char *detail;
} TesseraFault;

/* An array of faults; it owns them. */
GPtrArray *tessera_faults_new (void);
void tessera_faults_add (GPtrArray *faults, const char *pointer, const char *format, ...) G_GNUC_PRINTF (3, 4);

/**
 * tessera_faults_find:
 * @member: a top-level member, such as `name`
 *
 * Returns: (nullable) (transfer none): the first fault at or below that member
 */
const TesseraFault *tessera_faults_find (GPtrArray *faults, const char *member);

G_END_DECLS
