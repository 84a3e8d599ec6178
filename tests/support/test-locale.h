/* test-locale.h: the languages of the window, for a test that goes through some of them in its process.
 *
 * A machine need not have their locales, so they are made, in a folder that is gone afterwards. */

#pragma once

/* Speaks @language, as po/LINGUAS calls it, or `en`, from now on: dates as in the country that comes first to mind, and
 * the built translation. Before threads are there. */
void test_locale_enter (const char *language);

/* Speaks as before, and removes what was made. */
void test_locale_leave (void);
