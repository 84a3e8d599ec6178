/* broken-requests.h: heads of requests that must be refused, each with one fault, and the status that says so.
 * Every one of them is followed by nothing: what comes after it must never be read as a request. */

#pragma once

#include <glib.h>

#define BYTES(text) (text), sizeof (text) - 1

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  guint status;
} BrokenRequest;

static const BrokenRequest broken_requests[] = {
  { "te-alone", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"), 411 },
  { "te-in-lower-case", BYTES ("POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding:chunked\r\n\r\n"), 411 },
  { "te-and-length", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"),
    411 },
  { "te-xchunked", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n"), 411 },
  { "te-gzip-chunked", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"), 411 },
  { "te-identity", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n\r\n"), 411 },
  { "te-empty", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n\r\n"), 411 },
  { "te-with-1.0", BYTES ("POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"), 411 },
  { "te-before-two-lengths",
    BYTES ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"), 411 },
  { "te-before-a-bad-request-line", BYTES ("nonsense\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"), 411 },
  { "te-with-a-blank", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n"), 400 },
  { "no-host", BYTES ("GET / HTTP/1.1\r\n\r\n"), 400 },
  { "no-host-with-1.0", BYTES ("GET / HTTP/1.0\r\n\r\n"), 400 },
  { "two-hosts", BYTES ("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n"), 400 },
  { "host-with-a-blank", BYTES ("GET / HTTP/1.1\r\nHost: x y\r\n\r\n"), 400 },
  { "host-with-a-slash", BYTES ("GET / HTTP/1.1\r\nHost: x/y\r\n\r\n"), 400 },
  { "host-with-user", BYTES ("GET / HTTP/1.1\r\nHost: a@x\r\n\r\n"), 400 },
  { "two-lengths", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"), 400 },
  { "two-equal-lengths", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\n"), 400 },
  { "length-list", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3, 3\r\n\r\n"), 400 },
  { "length-with-a-blank", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length : 3\r\n\r\n"), 400 },
  { "length-with-plus", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +3\r\n\r\n"), 400 },
  { "length-negative", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -3\r\n\r\n"), 400 },
  { "length-hexadecimal", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0x3\r\n\r\n"), 400 },
  { "length-with-text", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3 3\r\n\r\n"), 400 },
  { "length-empty", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n"), 400 },
  { "folded-value", BYTES ("GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n"), 400 },
  { "folded-with-a-tab", BYTES ("GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\tc\r\n\r\n"), 400 },
  { "folded-name", BYTES ("GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded: /evil\r\n -Uri: /\r\n\r\n"), 400 },
  { "folded-first-field", BYTES ("GET / HTTP/1.1\r\n Host: x\r\n\r\n"), 400 },
  { "folded-line-that-goes-on", BYTES ("GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c"), 400 },
  { "folded-length", BYTES ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n 3\r\n\r\n"), 400 },
  { "bare-lf-in-request-line", BYTES ("GET / HTTP/1.1\nHost: x\r\n\r\n"), 400 },
  { "bare-lf-in-field", BYTES ("GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n"), 400 },
  { "bare-lf-against-a-blank", BYTES ("GET / HTTP/1.1\r\nHost:  x\nA: b\r\n\r\n"), 400 },
  { "bare-lf-at-the-end", BYTES ("GET / HTTP/1.1\r\nHost: x\r\n\n"), 400 },
  { "bare-lf-everywhere", BYTES ("GET / HTTP/1.1\nHost: x\n\n"), 400 },
  { "bare-lf-first", BYTES ("\nGET / HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "bare-cr-in-request-line", BYTES ("GET / HTTP/1.1\rHost: x\r\n\r\n"), 400 },
  { "bare-cr-in-value", BYTES ("GET / HTTP/1.1\r\nHost: x\rA: b\r\n\r\n"), 400 },
  { "two-cr-before-lf", BYTES ("GET / HTTP/1.1\r\nHost: x\r\r\n\r\n"), 400 },
  { "cr-before-the-last-line", BYTES ("GET / HTTP/1.1\r\nHost: x\r\n\r\r\n"), 400 },
  { "nul-in-target", BYTES ("GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "nul-in-method", BYTES ("GE\0T / HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "nul-in-name", BYTES ("GET / HTTP/1.1\r\nHost: x\r\nA\0: b\r\n\r\n"), 400 },
  { "nul-in-value", BYTES ("GET / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n"), 400 },
  { "nul-for-cr", BYTES ("GET / HTTP/1.1\r\nHost: x\0\nA: b\r\n\r\n"), 400 },
  { "control-in-value", BYTES ("GET / HTTP/1.1\r\nHost: x\r\nA: b\001c\r\n\r\n"), 400 },
  { "delete-in-value", BYTES ("GET / HTTP/1.1\r\nHost: x\r\nA: b\177c\r\n\r\n"), 400 },
  { "escape-in-target", BYTES ("GET /\033 HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "tab-in-request-line", BYTES ("GET\t/\tHTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "tab-in-target", BYTES ("GET /a\tb HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "no-colon", BYTES ("GET / HTTP/1.1\r\nHost: x\r\nA b\r\n\r\n"), 400 },
  { "no-name", BYTES ("GET / HTTP/1.1\r\nHost: x\r\n: b\r\n\r\n"), 400 },
  { "blank-in-name", BYTES ("GET / HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n"), 400 },
  { "tab-before-colon", BYTES ("GET / HTTP/1.1\r\nHost: x\r\nA\t: c\r\n\r\n"), 400 },
  { "parenthesis-in-name", BYTES ("GET / HTTP/1.1\r\nHost: x\r\nA(: c\r\n\r\n"), 400 },
  { "umlaut-in-name", BYTES ("GET / HTTP/1.1\r\nHost: x\r\n\303\204: c\r\n\r\n"), 400 },
  { "blank-in-target", BYTES ("GET /a b HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "two-blanks-before-target", BYTES ("GET  / HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "two-blanks-after-target", BYTES ("GET /  HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "blank-after-version", BYTES ("GET / HTTP/1.1 \r\nHost: x\r\n\r\n"), 400 },
  { "blank-before-method", BYTES (" GET / HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "no-version", BYTES ("GET /\r\nHost: x\r\n\r\n"), 400 },
  { "no-target", BYTES ("GET HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "two-empty-lines-first", BYTES ("\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "empty-lines-alone", BYTES ("\r\n\r\n"), 400 },
  { "version-in-lower-case", BYTES ("GET / http/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "version-with-zero", BYTES ("GET / HTTP/1.10\r\nHost: x\r\n\r\n"), 400 },
  { "method-with-a-parenthesis", BYTES ("G(T / HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "method-without-end", BYTES ("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG / HTTP/1.1\r\nHost: x\r\n\r\n"), 400 },
  { "version-0.9", BYTES ("GET / HTTP/0.9\r\nHost: x\r\n\r\n"), 505 },
  { "version-1.2", BYTES ("GET / HTTP/1.2\r\nHost: x\r\n\r\n"), 505 },
  { "version-2", BYTES ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505 },
  { "tls", BYTES ("\026\003\001\002\000\001\000\001\374\003\003"), 400 },
};
