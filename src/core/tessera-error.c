#include "tessera-error.h"

G_DEFINE_QUARK (tessera-error-quark, tessera_error)

gboolean
tessera_fail (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (TESSERA_ERROR, TESSERA_ERROR_INVALID, format, arguments);
  va_end (arguments);

  return FALSE;
}

gboolean
tessera_error_may_pass (const GError *error)
{
  return !g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_REVOKED)
         && !g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_NOT_FOUND)
         && !g_error_matches (error, TESSERA_ERROR, TESSERA_ERROR_BAD_REQUEST);
}
