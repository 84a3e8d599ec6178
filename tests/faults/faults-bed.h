/* faults-bed.h: what the tests of faults ask a real service while something is wrong with the machine. */

#pragma once

#include "test-calls.h"

/* No judgement takes as long, whatever holds the database up; what another program costs a change is 5 seconds. */
#define JUDGED_WITHIN 3.0

/* Asks the door for proxies whether @token, a 201 that may read reports, passes with GET. Fails if that takes longer
 * than JUDGED_WITHIN. Returns: the answer's status */
guint faults_ask (TestService *service, const TestAnswer *token);

/* The status of GET /v1/health on the door for proxies, which takes no longer either. */
guint faults_ask_health (TestService *service);

/* Waits until the health is @status. */
void faults_wait_for_health (TestService *service, guint status);

/* How often it read reports, as the service tells. */
gint64 faults_get_use (TestService *service, const TestAnswer *token);

/* Waits until the use of @token is in the database. */
void faults_wait_for_last_use (TestService *service, const TestAnswer *token);

/* Waits until the log says that. */
void faults_wait_for_log (TestService *service, const char *words);

/* Tries to create: it is refused with 503 in words for the caller, and the log has @reason. */
void faults_assert_no_change (TestService *service, const char *reason);

/* How many tokens there are. */
gint64 faults_count_tokens (TestService *service);

/**
 * faults_enter_small_disk:
 * @size: tmpfs's, as `2m`
 *
 * From now on the temporary folder of this program and of those that it starts lies on a disk of its own, of that
 * size, that nobody else sees and that ends with them. Call it first of all.
 *
 * Returns: whether the system allows that
 */
gboolean faults_enter_small_disk (const char *size);

/* Ends it, with all that is on it. */
void faults_leave_small_disk (void);

/* Makes that disk one that can only be read, or not. Returns: whether the system allows it now */
gboolean faults_set_disk_read_only (gboolean read_only);

/* Takes all room that is left there; and gives it back. */
void faults_fill_disk (void);
void faults_clear_disk (void);
