/* test-key-ring.h: a Secret Service for a test, on the session bus, in a manner that the test wants (secret-service.py). */

#pragma once

#include <gio/gio.h>

typedef struct _TestKeyRing TestKeyRing;

/* @manner: `open`, `unlocks`, `dismissed`, `asks`, `hangs` or `fails`. Blocks until it is there; faults end the test. */
TestKeyRing *test_key_ring_start (const char *manner);

/* With @key for the server at @url in it from the beginning. */
TestKeyRing *test_key_ring_start_with (const char *manner, const char *url, const char *key);

/* Ends it and waits. */
void test_key_ring_free (TestKeyRing *ring);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestKeyRing, test_key_ring_free)
