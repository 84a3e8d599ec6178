#include "tessera-holder.h"

#include <string.h>

#include "tessera-time.h"

TesseraHolder
tessera_holder_make (gint64 number, const char *id, const char *name, const char *type)
{
  TesseraHolder holder = { .number = number, .expires_at = TESSERA_NEVER };
  g_autofree char *escaped_name = g_uri_escape_string (name, NULL, FALSE);
  gsize id_size = strlen (id) + 1, name_size = strlen (escaped_name) + 1;
  char *text = holder.names.text;

  holder.has_long_names = id_size + name_size > sizeof holder.names.text;
  if (holder.has_long_names)
    text = holder.names.longer = g_atomic_rc_box_alloc (id_size + name_size);
  memcpy (text, id, id_size);
  memcpy (text + id_size, escaped_name, name_size);
  holder.type = g_intern_string (type); /* there are as many as the catalogue ever had */

  return holder;
}

TesseraHolder
tessera_holder_make_for_token (gint64 number, TesseraToken *token)
{
  TesseraHolder holder = tessera_holder_make (number, tessera_token_get_id (token), tessera_token_get_name (token),
                                              tessera_token_get_type_id (token));

  holder.permissions = tessera_token_get_permissions (token);
  holder.expires_at = tessera_token_get_expires_at (token);
  holder.revoked = tessera_token_get_revoked (token);
  return holder;
}

void
tessera_holder_clear (TesseraHolder *holder)
{
  if (holder->has_long_names)
    g_atomic_rc_box_release (holder->names.longer);
  holder->has_long_names = FALSE;
}

const char *
tessera_holder_get_id (const TesseraHolder *holder)
{
  return holder->has_long_names ? holder->names.longer : holder->names.text;
}

const char *
tessera_holder_get_escaped_name (const TesseraHolder *holder)
{
  const char *id = tessera_holder_get_id (holder);

  return id + strlen (id) + 1;
}

char *
tessera_holder_dup_name (const TesseraHolder *holder)
{
  return g_uri_unescape_string (tessera_holder_get_escaped_name (holder), NULL);
}

TesseraHolderState
tessera_holder_get_state (const TesseraHolder *holder, gint64 secret_ends_at, gint64 now)
{
  if (holder->revoked)
    return TESSERA_HOLDER_REVOKED;
  if (now >= holder->expires_at)
    return TESSERA_HOLDER_EXPIRED;

  return now >= secret_ends_at ? TESSERA_HOLDER_REPLACED : TESSERA_HOLDER_ACTIVE;
}
