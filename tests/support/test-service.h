/* test-service.h: a real tesserad for a test: own folder, own database, free port.
 *
 * Faults of the set-up end the test. Not for a loop that must not block: starting waits for the ready line. */

#pragma once

#include <gio/gio.h>

typedef struct _TestService TestService;

/* @arguments: (nullable): more of tesserad's arguments. Starts with `--socket` in a private folder, `--listen 127.0.0.1:0`
 * and `--authorize-listen 127.0.0.1:0`. */
TestService *test_service_start (const char *const *arguments);

const char *test_service_get_url (TestService *service);      /* http://127.0.0.1:43211 */
const char *test_service_get_authorize_url (TestService *service);
const char *test_service_get_socket (TestService *service);
const char *test_service_get_folder (TestService *service);
const char *test_service_get_database (TestService *service);
GPid test_service_get_pid (TestService *service);

/* Keys made by `tesserad admin add`: Mara is a manager, Victor a viewer. */
const char *test_service_get_manager_key (TestService *service);
const char *test_service_get_viewer_key (TestService *service);

/* SIGKILL, or SIGTERM, and wait; then start again on the same database (the port may be another). */
void test_service_kill (TestService *service);
void test_service_stop (TestService *service);
void test_service_restart (TestService *service);

/* @arguments: (nullable): in place of those of test_service_start(), from the next start on */
void test_service_set_arguments (TestService *service, const char *const *arguments);

/* (transfer full): all that it wrote to standard error so far */
char *test_service_read_log (TestService *service);

/* Stops it, sees that its log holds no secret, and removes its folder. */
void test_service_free (TestService *service);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestService, test_service_free)
