/* tessera-problem.h: refusals as RFC 9457 problem documents. */

#pragma once

#include "tessera-fault.h"
#include "tessera-json.h"

G_BEGIN_DECLS

/* Each has its own stable `type`, `urn:tessera:problem:<slug>`, title and status. */
typedef enum
{
  TESSERA_PROBLEM_BAD_REQUEST,          /* 400 bad-request */
  TESSERA_PROBLEM_BAD_JSON,             /* 400 bad-json */
  TESSERA_PROBLEM_NO_CREDENTIAL,        /* 401 no-credential */
  TESSERA_PROBLEM_UNKNOWN_CREDENTIAL,   /* 401 unknown-credential */
  TESSERA_PROBLEM_NOT_A_KEY,            /* 403 not-an-admin-key: a token where a key is due */
  TESSERA_PROBLEM_NOT_ALLOWED,          /* 403 not-allowed: the role, or the peer */
  TESSERA_PROBLEM_INVALID_TOKEN,        /* 401 invalid-token: of a judged request */
  TESSERA_PROBLEM_REQUEST_DENIED,       /* 403 request-denied: a judged request that no token may make */
  TESSERA_PROBLEM_INSUFFICIENT_SCOPE,   /* 403 insufficient-scope: the judged request's token lacks a permission */
  TESSERA_PROBLEM_NO_SUCH_ROUTE,        /* 404 no-such-route */
  TESSERA_PROBLEM_NO_SUCH_TOKEN,        /* 404 no-such-token */
  TESSERA_PROBLEM_METHOD_NOT_ALLOWED,   /* 405 method-not-allowed */
  TESSERA_PROBLEM_REVOKED,              /* 409 revoked */
  TESSERA_PROBLEM_NOT_ACTIVE,           /* 409 not-active */
  TESSERA_PROBLEM_LENGTH_REQUIRED,      /* 411 length-required */
  TESSERA_PROBLEM_STALE,                /* 412 stale */
  TESSERA_PROBLEM_TOO_LARGE,            /* 413 too-large */
  TESSERA_PROBLEM_TARGET_TOO_LONG,      /* 414 target-too-long */
  TESSERA_PROBLEM_UNSUPPORTED_MEDIA,    /* 415 unsupported-media-type */
  TESSERA_PROBLEM_KEY_REUSED,           /* 422 idempotency-key-reused */
  TESSERA_PROBLEM_INVALID_MEMBERS,      /* 422 invalid-members */
  TESSERA_PROBLEM_PRECONDITION_REQUIRED,/* 428 precondition-required */
  TESSERA_PROBLEM_FIELDS_TOO_LARGE,     /* 431 fields-too-large */
  TESSERA_PROBLEM_INTERNAL,             /* 500 internal */
  TESSERA_PROBLEM_UNAVAILABLE,          /* 503 unavailable: nothing was changed */
  TESSERA_PROBLEM_OUTCOME_UNKNOWN,      /* 503 outcome-unknown: it may have been changed */
  TESSERA_N_PROBLEMS,
} TesseraProblemKind;

/**
 * TesseraProblem:
 * @type: the whole URN; a received one may be unknown to us
 * @status: 400 to 599
 * @detail: a sentence for people
 * @faults: (nullable) (element-type TesseraFault): the bad members
 * @current: (nullable): the token as it is now (409 and 412)
 */
typedef struct
{
  char *type;
  char *title;
  guint status;
  char *detail;
  GPtrArray *faults;
  JsonObject *current;
} TesseraProblem;

TesseraProblem *tessera_problem_new (TesseraProblemKind kind, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Both take what they are given; (transfer full). */
void tessera_problem_take_faults (TesseraProblem *problem, GPtrArray *faults);
void tessera_problem_take_current (TesseraProblem *problem, JsonObject *current);

/* Whether the problem is of that kind, by its `type`. */
gboolean tessera_problem_is (const TesseraProblem *problem, TesseraProblemKind kind);

/* (transfer full) */
JsonObject *tessera_problem_to_object (const TesseraProblem *problem);

/**
 * tessera_problem_from_object:
 *
 * Reads leniently, as RFC 9457, 3.1 asks of consumers: members of a wrong type are taken as absent.
 *
 * Returns: (transfer full): a problem; @status where the document names none
 */
TesseraProblem *tessera_problem_from_object (JsonObject *object, guint status);

void tessera_problem_free (TesseraProblem *problem);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TesseraProblem, tessera_problem_free)

G_END_DECLS
