/* bent-paths.h: the path of a route bent in every way by which somebody reached another one, somewhere, and what the
 * contract says of it. */

#pragma once

#include <glib.h>

/**
 * Path:
 * @path: `$s` is the route's segment, `$o` that of another area, `$U` and `$C` the segment all and first in capitals,
 *   `$E` with its first letter escaped, `$T` without its last letter
 * @means: `s` the route's area, `o` the other one, `u` nobody's path, `f` a fault of the request
 * @only_field: it can't be sent as a request's own target
 */
typedef struct
{
  const char *path;
  char means;
  gboolean only_field;
} Path;

static const Path bent_paths[] = {
  { "/api/1/$s", 's' },
  { "/api/1/$s/", 's' },
  { "/api/1/$s/17", 's' },
  { "/api/1/$s/17/$o", 's' },
  { "/api/1/$s/a,b", 's' },
  { "/api/1/$s/...", 's' },
  { "/api/1/$s/%20%3B%23", 's' },
  { "/api/1/$s?/api/1/$o", 's' },
  { "/api/1/$s?a=//../;b", 's' },
  { "/api/1/$s?", 's' },
  { "/api/%D9%A1/$s", 's' },
  { "/api/$o/$s", 's' },
  { "/api/*/$s", 's' },
  { "/api/$s/$o", 'o' },
  { "/api/1/$o/$s", 'o' },
  { "/api/1/$o/%2e%2e%2e/$s", 'o' },
  { "/api/1/$U", 'u' },
  { "/api/1/$C", 'u' },
  { "/api/1/$E", 'u' },
  { "/api/1/$T", 'u' },
  { "/api/1/$sx", 'u' },
  { "/api/1/$s,$o", 'u' },
  { "/api/1/$s%20", 'u' },
  { "/api/1/$s%C2%A0", 'u' },
  { "/api/1/$s%EF%BC%8F", 'u' },
  { "/api/1/$s.json", 'u' },
  { "/API/1/$s", 'u' },
  { "/Api/1/$s", 'u' },
  { "/%61pi/1/$s", 'u' },
  { "/api/$s", 'u' },
  { "/api/1/1/$s", 'u' },
  { "/v2/api/1/$s", 'u' },
  { "/$s", 'u' },
  { "/", 'u' },
  { "/?/api/1/$s", 'u' },
  { "/api?/1/$s", 'u' },
  { "//api/1/$s", 'f' },
  { "/api//$s", 'f' },
  { "/api/1//$s", 'f' },
  { "/api/1/$s//", 'f' },
  { "/api/1/$o//../$s", 'f' },
  { "/api/1/$o/../$s", 'f' },
  { "/api/1/$s/..", 'f' },
  { "/api/1/$s/../$o", 'f' },
  { "/api/./1/$s", 'f' },
  { "/api/1/$s/.", 'f' },
  { "/api/1/$s/..?x", 'f' },
  { "/api/1/$o/%2e%2e/$s", 'f' },
  { "/api/1/$o/%2E./$s", 'f' },
  { "/api/1/$o/.%2e/$s", 'f' },
  { "/api/%2e/$s", 'f' },
  { "/api/1/$o/%252e%252e/$s", 'f' },
  { "/api/1/$o/..;/$s", 'f' },
  { "/api/1/$s;x=y", 'f' },
  { "/api/1;x=y/$s", 'f' },
  { "/api/1/$s#x", 'f' },
  { "/api/1/$o#/../$s", 'f' },
  { "/api/1\\$s", 'f' },
  { "/api/1/$s\\..\\$o", 'f' },
  { "/api/1%5C$s", 'f' },
  { "/api/1%2f$s", 'f' },
  { "/api/1/$o%2F..%2F$s", 'f' },
  { "/api/1/$s%00", 'f' },
  { "/api/1/$s%00/$o", 'f' },
  { "/api/1/$s%0d%0aX-Api-Key:%20x", 'f' },
  { "/api/1/$s%1F", 'f' },
  { "/api/1/$s%7f", 'f' },
  { "/api/1/$s%", 'f' },
  { "/api/1/$s%2", 'f' },
  { "/api/1/$s%?41", 'f' },
  { "/api/1/$s%u0041", 'f' },
  { "/api/1/$s%\xd9\xa1\xd9\xa1", 'f' },
  { "/api/1/$s%\xef\xbc\x92\xef\xbc\xa6", 'f' },
  { "/api/\xd9\xa1/$s", 'f' },
  { "/api/1/$s?\xc3\xa4", 'f' },
  { "/api/1/$s?api_token=x", 'f' },
  { "/api/1/$s?a=b&access_token=", 'f' },
  { "/api/1/$s?%61pi_token=x", 'f' },
  { "/api/1/$s /$o", 'f', TRUE },
  { "/api/1/$s?a b", 'f', TRUE },
  { "/api/1/$s, /api/1/$o", 'f', TRUE },
  { "/api/1/$s\t/x", 'f', TRUE },
  { "api/1/$s", 'f', TRUE },
  { "http://localhost/api/1/$s", 'f', TRUE },
  { "", 'f', TRUE },
  { "*", 'f', TRUE },
};

#define N_BENT_PATHS G_N_ELEMENTS (bent_paths)
