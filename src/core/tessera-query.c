#include "tessera-query.h"

#include <string.h>

struct _TesseraQuery
{
  GArray *terms;
};

static void
term_clear (gpointer data)
{
  g_free (((TesseraTerm *) data)->text);
}

char *
tessera_query_fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : text, -1);
}

static gboolean
has (const char *text, const char *folded_part)
{
  g_autofree char *folded = tessera_query_fold (text);

  return strstr (folded, folded_part) != NULL;
}

/* What a value means */

static gboolean
read_is (const char *value, TesseraTerm *term)
{
  term->kind = TESSERA_TERM_IS;
  for (guint filter = TESSERA_FILTER_ACTIVE; filter < TESSERA_N_FILTERS; filter++)
    if (g_str_has_prefix (tessera_filter_to_string (filter), value))
      term->filters |= (TesseraFilterSet) (1 << filter);

  return term->filters != 0;
}

static gboolean
read_can (const char *value, TesseraTerm *term)
{
  term->kind = TESSERA_TERM_GRANT;
  for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
    if (g_str_has_prefix (tessera_verb_to_string (verb), value))
      term->grants.sets[verb] = G_MAXUINT64;

  return !tessera_permissions_is_empty (term->grants);
}

static TesseraPermissions
find_areas (TesseraCatalogue *catalogue, const char *part)
{
  TesseraPermissions found = { { 0 } };

  for (guint i = 0; catalogue != NULL && i < tessera_catalogue_get_n_areas (catalogue); i++)
    {
      const TesseraArea *area = tessera_catalogue_get_area (catalogue, i);

      if (!has (area->name, part) && !has (area->id, part))
        continue;
      for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
        found = tessera_permissions_with (found, i, verb, TRUE);
    }

  return found;
}

static gboolean
read_area (const char *value, TesseraCatalogue *catalogue, TesseraTerm *term)
{
  term->kind = TESSERA_TERM_GRANT;
  term->grants = find_areas (catalogue, value);
  return !tessera_permissions_is_empty (term->grants);
}

/* Returns: whether @word is a form; @matters is whether it has a value */
static gboolean
read_form (const char *word, TesseraCatalogue *catalogue, TesseraTerm *term, gboolean *matters)
{
  static const char *const keys[] = { "is:", "can:", "area:", "type:", "by:" };
  guint key = 0;
  const char *value;

  while (key < G_N_ELEMENTS (keys) && !g_str_has_prefix (word, keys[key]))
    key++;
  if (key == G_N_ELEMENTS (keys))
    return FALSE;

  value = word + strlen (keys[key]);
  *matters = *value != '\0';
  if (!*matters)
    return TRUE;

  switch (key)
    {
    case 0:
      return read_is (value, term);
    case 1:
      return read_can (value, term);
    case 2:
      return read_area (value, catalogue, term);
    default:
      term->kind = key == 3 ? TESSERA_TERM_TYPE : TESSERA_TERM_BY;
      term->text = g_strdup (value);
      return TRUE;
    }
}

/* The terms one by one */

gboolean
tessera_query_is_quote (const char *at)
{
  static const gunichar quotes[] = { '"', 0x201c, 0x201d, 0x201e, 0xab, 0xbb, 0x300c, 0x300d };
  gunichar c = g_utf8_get_char (at);

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    if (c == quotes[i])
      return TRUE;
  return FALSE;
}

/* Takes the next word away from @text, without its quotes. @literal: whether it begins with one */
static char *
take_word (const char **text, gboolean *exclude, gboolean *literal)
{
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean quoted = FALSE;
  const char *at = *text;

  *exclude = at[0] == '-' && at[1] != '\0' && !g_unichar_isspace (g_utf8_get_char (at + 1));
  at += *exclude ? 1 : 0;
  *literal = tessera_query_is_quote (at);
  for (; *at != '\0' && (quoted || !g_unichar_isspace (g_utf8_get_char (at))); at = g_utf8_next_char (at))
    if (tessera_query_is_quote (at))
      quoted = !quoted;
    else
      g_string_append_len (word, at, g_utf8_next_char (at) - at);

  *text = at;
  return g_string_free (g_steal_pointer (&word), FALSE);
}

static void
add_term (TesseraQuery *self, const char *word, gboolean exclude, gboolean literal, TesseraCatalogue *catalogue)
{
  TesseraTerm term = { .exclude = exclude };
  g_autofree char *folded = tessera_query_fold (word);
  gboolean matters = *folded != '\0';

  if (literal || !read_form (folded, catalogue, &term, &matters))
    {
      term = (TesseraTerm) { .kind = TESSERA_TERM_WORD, .exclude = exclude, .text = g_strdup (folded) };
      if (matters)
        term.grants = find_areas (catalogue, folded);
    }

  if (matters)
    g_array_append_val (self->terms, term);
  else
    term_clear (&term);
}

TesseraQuery *
tessera_query_new (const char *text, TesseraCatalogue *catalogue)
{
  TesseraQuery *self = g_new0 (TesseraQuery, 1);

  self->terms = g_array_new (FALSE, FALSE, sizeof (TesseraTerm));
  g_array_set_clear_func (self->terms, term_clear);

  while (*text != '\0')
    {
      gboolean exclude, literal;
      g_autofree char *word = NULL;

      if (g_unichar_isspace (g_utf8_get_char (text)))
        {
          text = g_utf8_next_char (text);
          continue;
        }
      word = take_word (&text, &exclude, &literal);
      add_term (self, word, exclude, literal, catalogue);
    }

  return self;
}

void
tessera_query_free (TesseraQuery *self)
{
  g_array_unref (self->terms);
  g_free (self);
}

const TesseraTerm *
tessera_query_get_terms (const TesseraQuery *self, guint *n_terms)
{
  *n_terms = self->terms->len;
  return (const TesseraTerm *) (gpointer) self->terms->data;
}

/* Meeting them */

static gboolean
is_of_type (TesseraToken *token, TesseraCatalogue *catalogue, const char *part)
{
  const char *id = tessera_token_get_type_id (token);

  return has (id, part) || (catalogue != NULL && has (tessera_catalogue_get_type_name (catalogue, id), part));
}

static gboolean
is_by (TesseraToken *token, const char *part)
{
  return has (tessera_token_get_created_by (token), part) || has (tessera_token_get_updated_by (token), part);
}

static gboolean
has_word (TesseraToken *token, TesseraCatalogue *catalogue, const char *word)
{
  const char *type = tessera_token_get_type_id (token);

  return has (tessera_token_get_name (token), word) || has (tessera_token_get_hint (token), word)
         || has (catalogue != NULL ? tessera_catalogue_get_type_name (catalogue, type) : type, word) || is_by (token, word);
}

gboolean
tessera_term_is_met (const TesseraTerm *term, TesseraToken *token, TesseraCatalogue *catalogue, gint64 now)
{
  switch (term->kind)
    {
    case TESSERA_TERM_IS:
      return (tessera_filter_of (token, now) & term->filters) != 0;
    case TESSERA_TERM_GRANT:
      return tessera_permissions_overlap (tessera_token_get_permissions (token), term->grants);
    case TESSERA_TERM_TYPE:
      return is_of_type (token, catalogue, term->text);
    case TESSERA_TERM_BY:
      return is_by (token, term->text);
    case TESSERA_TERM_WORD:
    default:
      return tessera_permissions_overlap (tessera_token_get_permissions (token), term->grants)
             || has_word (token, catalogue, term->text);
    }
}

gboolean
tessera_query_finds (const TesseraQuery *self, TesseraToken *token, TesseraCatalogue *catalogue, gint64 now)
{
  for (guint i = 0; i < self->terms->len; i++)
    {
      const TesseraTerm *term = &g_array_index (self->terms, TesseraTerm, i);

      if (tessera_term_is_met (term, token, catalogue, now) == term->exclude)
        return FALSE;
    }

  return TRUE;
}
