/* load-client.h: as many keep-alive connections as wanted, each with one question at a time, all in the caller's thread.
 *
 * It costs so little that what is measured is the server. Whatever fails ends the benchmark. */

#pragma once

#include <glib.h>

typedef struct _LoadClient LoadClient;

/* @url: `http://127.0.0.1:43211` */
LoadClient *load_client_new (const char *url, guint n_connections);
void load_client_free (LoadClient *client);

/**
 * load_client_run:
 * @requests: whole requests, @n_requests of them, to be asked in turn; each is answered with 200 and no body
 * @microseconds: for how long questions are asked without a pause; those under way are then waited for
 * @latencies: (nullable) (element-type double): gets the microseconds of each
 *
 * Returns: how many were answered in a second
 */
double load_client_run (LoadClient *client, const char *const *requests, guint n_requests, gint64 microseconds,
                        GArray *latencies);

/* Seconds of processor time that a program has used so far. */
double load_get_cpu_time (GPid pid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoadClient, load_client_free)
