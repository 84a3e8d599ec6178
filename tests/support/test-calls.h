/* test-calls.h: calls of the token API as tests make them again and again. */

#pragma once

#include "test-http.h"
#include "test-service.h"

/* A body that creates a token without end, reading reports, with that name. (transfer full) */
char *test_draft (const char *name);

/* A body of the four members, each as JSON writes it; %NULL stands for what test_draft() has there. (transfer full) */
char *test_body (const char *name, const char *type, const char *permissions, const char *expires_at);

/* A call over TCP with the key of Mara, who is a manager. @field: (nullable): one more field; @body: (nullable) */
TestAnswer *test_call (TestService *service, const char *method, const char *target, const char *field,
                       const char *body);

/* The same with any key. */
TestAnswer *test_call_with_key (TestService *service, const char *key, const char *method, const char *target,
                                const char *field, const char *body);

/* Creates a token of that name. (transfer full): the 201 */
TestAnswer *test_create (TestService *service, const char *name);

/* `/v1/tokens/…` of the token in the answer, and what comes after it. (transfer full) */
char *test_path_of (const TestAnswer *answer, const char *rest);

/* `If-Match: "…"` for the token in the answer. (transfer full) */
char *test_if_match (const TestAnswer *answer);

/* Replaces the token in @answer, from its revision, by test_draft() of that name. */
TestAnswer *test_rename (TestService *service, const TestAnswer *answer, const char *name);

/* Creates a token of that body. (transfer full): the 201 */
TestAnswer *test_create_from (TestService *service, const char *body);

/* Creates a token that ends a moment later, and waits until it has. (transfer full): the token, expired */
TestAnswer *test_create_expired (TestService *service, const char *name);
