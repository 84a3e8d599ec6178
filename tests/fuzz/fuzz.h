/* fuzz.h: what a fuzz target is: a function of any bytes that ends the program when a promise of the code is broken.
 *
 * libFuzzer calls it with inputs of its own making; replay.c with those of the corpus. */

#pragma once

#include <glib.h>

/* libFuzzer's name for it; @data: @size bytes. Returns: 0 */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
