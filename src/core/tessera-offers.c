#include "tessera-offers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
offer_free (gpointer data)
{
  TesseraOffer *offer = data;

  g_free (offer->form);
  g_free (offer->meaning);
  g_free (offer);
}

/* Where the word that ends at @end begins; a minus in front is no part of it. */
static const char *
find_word (const char *text, const char *end)
{
  const char *word = text;
  gboolean quoted = FALSE;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    if (tessera_query_is_quote (at))
      quoted = !quoted;
    else if (!quoted && g_unichar_isspace (g_utf8_get_char (at)))
      word = g_utf8_next_char (at);

  return *word == '-' && word < end ? word + 1 : word;
}

typedef struct
{
  GPtrArray *offers;
  const char *key;         /* folded, before the colon; "" where none was typed */
  const char *value;       /* folded, what is typed of the value, or of anything */
} Search;

static gboolean
begins (const char *text, const char *folded_beginning)
{
  g_autofree char *folded = tessera_query_fold (text);

  return g_str_has_prefix (folded, folded_beginning);
}

/* At the beginning of one of its words. */
static gboolean
has_word (const char *text, const char *folded_beginning)
{
  for (const char *at = text; at != NULL; at = strpbrk (at, " _-"))
    {
      at += strspn (at, " _-");
      if (begins (at, folded_beginning))
        return TRUE;
    }

  return FALSE;
}

static void
add (Search *search, char *form, const char *meaning)
{
  TesseraOffer *offer;

  if (search->offers->len == TESSERA_MOST_OFFERS)
    {
      g_free (form);
      return;
    }

  offer = g_new (TesseraOffer, 1);
  *offer = (TesseraOffer) { form, g_strdup (meaning) };
  g_ptr_array_add (search->offers, offer);
}

/* @name: (nullable): another word for it */
static void
add_if_fits (Search *search, const char *key, const char *value, const char *name, const char *meaning)
{
  g_autofree char *folded = tessera_query_fold (value);

  if (*search->key != '\0' && !g_str_equal (search->key, key))
    return;
  if (*search->key != '\0' && g_str_equal (search->value, folded))
    return;
  if (!has_word (value, search->value) && (name == NULL || !has_word (name, search->value)))
    return;

  add (search, strpbrk (value, " \t\"") != NULL ? g_strdup_printf ("%s:\"%s\"", key, value) : g_strdup_printf ("%s:%s", key, value),
       meaning);
}

static void
add_keys (Search *search)
{
  static const struct
  {
    const char *key, *meaning;
  } keys[] = {
    { "is", N_("Active, expiring, expired or revoked") }, { "area", N_("An area that it may read or write") },
    { "can", N_("Read or write anything") },              { "type", N_("Its type") },
    { "by", N_("Who created or last changed it") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys) && *search->key == '\0'; i++)
    if (g_str_has_prefix (keys[i].key, search->value))
      add (search, g_strconcat (keys[i].key, ":", NULL), _(keys[i].meaning));
}

static void
add_statuses (Search *search)
{
  add_if_fits (search, "is", "active", NULL, _("Active"));
  add_if_fits (search, "is", "expiring", NULL, _("Active, and expires within 14 days"));
  add_if_fits (search, "is", "expired", NULL, _("Expired"));
  add_if_fits (search, "is", "revoked", NULL, _("Revoked"));
  add_if_fits (search, "can", "read", NULL, _("May read something"));
  add_if_fits (search, "can", "write", NULL, _("May write something"));
}

static void
add_catalogue (Search *search, TesseraCatalogue *catalogue)
{
  for (guint i = 0; i < tessera_catalogue_get_n_areas (catalogue); i++)
    {
      const TesseraArea *area = tessera_catalogue_get_area (catalogue, i);
      /* Translators: %s is the name of an area */
      g_autofree char *meaning = g_strdup_printf (_("May read or write %s"), area->name);

      add_if_fits (search, "area", area->id, area->name, meaning);
    }
  for (guint i = 0; i < tessera_catalogue_get_n_types (catalogue); i++)
    {
      const TesseraTokenType *type = tessera_catalogue_get_type_at (catalogue, i);
      /* Translators: %s is the name of a token type */
      g_autofree char *meaning = g_strdup_printf (_("Type %s"), type->name);

      add_if_fits (search, "type", type->id, type->name, meaning);
    }
}

static void
add_admins (Search *search, const char *const *admins)
{
  for (; admins != NULL && *admins != NULL; admins++)
    {
      /* Translators: %s is the name of an admin */
      g_autofree char *meaning = g_strdup_printf (_("Created or last changed by %s"), *admins);

      add_if_fits (search, "by", *admins, NULL, meaning);
    }
}

GPtrArray *
tessera_offers_for (const char *text, guint cursor, TesseraCatalogue *catalogue, const char *const *admins)
{
  const char *end = g_utf8_offset_to_pointer (text, cursor), *word = find_word (text, end);
  g_autofree char *typed = g_strndup (word, (gsize) (end - word)), *folded = tessera_query_fold (typed);
  char *colon = strchr (folded, ':');
  Search search = { g_ptr_array_new_with_free_func (offer_free), "", folded };

  if (*folded == '\0' || tessera_query_is_quote (folded))
    return search.offers;
  if (colon != NULL)
    {
      *colon = '\0';
      search.key = folded;
      search.value = tessera_query_is_quote (colon + 1) ? g_utf8_next_char (colon + 1) : colon + 1;
      if (*search.key == '\0')
        return search.offers;
    }

  add_keys (&search);
  add_statuses (&search);
  if (catalogue != NULL)
    add_catalogue (&search, catalogue);
  add_admins (&search, admins);
  return search.offers;
}

char *
tessera_offers_take (const char *text, guint *cursor, const char *form)
{
  const char *end = g_utf8_offset_to_pointer (text, *cursor), *word = find_word (text, end);
  g_autoptr (GString) taken = g_string_new_len (text, word - text);

  g_string_append (taken, form);
  /* A form that is complete is followed by a blank, so that the next word can be typed. */
  if (!g_str_has_suffix (form, ":") && !g_unichar_isspace (g_utf8_get_char (end)))
    g_string_append_c (taken, ' ');
  *cursor = (guint) g_utf8_strlen (taken->str, -1);
  g_string_append (taken, end);
  return g_string_free (g_steal_pointer (&taken), FALSE);
}
