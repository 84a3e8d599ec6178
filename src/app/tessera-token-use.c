#include "tessera-token-use.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-fields.h"
#include "tessera-usage-words.h"
#include "tessera-words.h"

/* Who walks through the list with a key held down asks about none of those on the way. */
#define REST_MILLISECONDS 100

struct _TesseraTokenUse
{
  GtkWidget parent_instance;

  GtkLabel *line;
  GtkWidget *remove;

  TesseraSession *session;
  TesseraForm *form;           /* weak: it ends before an answer may come */
  TesseraToken *token;         /* (nullable) */
  TesseraCatalogue *catalogue; /* of @usage */
  TesseraUsage *usage;         /* NULL while it is not known */
  char *failure;
  char *blocked;
  GCancellable *cancellable;   /* of the request that runs */
  guint rest;
};

G_DEFINE_FINAL_TYPE (TesseraTokenUse, tessera_token_use, GTK_TYPE_WIDGET)

static TesseraPermissionGrid *
get_grid (TesseraTokenUse *self)
{
  return tessera_fields_get_grid (tessera_form_get_fields (self->form));
}

/* What is shown */

/* Empty while the answer is on its way, so that nothing moves when it comes. */
static char *
tell_area (TesseraTokenUse *self, guint area, TesseraPermissions granted, gint64 now)
{
  if (self->usage != NULL)
    return tessera_usage_tell_area (self->usage, area, granted, now);

  return self->failure == NULL && ((granted.sets[TESSERA_VERB_READ] | granted.sets[TESSERA_VERB_WRITE]) >> area & 1) != 0
           ? g_strdup ("") : NULL;
}

static char *
tell_verb (TesseraTokenUse *self, guint area, TesseraVerb verb, TesseraPermissions granted, gint64 now)
{
  if (self->usage == NULL || !tessera_permissions_has (granted, area, verb))
    return NULL;

  return tessera_words_last_use (self->usage->uses[area][verb].last_at, now);
}

static void
show_areas (TesseraTokenUse *self)
{
  TesseraPermissionGrid *grid = get_grid (self);
  gint64 now = tessera_time_now ();
  TesseraPermissions granted = { { 0 } };

  if (self->token != NULL)
    granted = tessera_token_get_permissions (self->token);
  for (guint area = 0; area < tessera_permission_grid_get_n_areas (grid); area++)
    {
      g_autofree char *words = tell_area (self, area, granted, now);
      g_autofree char *read = tell_verb (self, area, TESSERA_VERB_READ, granted, now);
      g_autofree char *write = tell_verb (self, area, TESSERA_VERB_WRITE, granted, now);

      tessera_permission_grid_set_use (grid, area, words, (const char *const[]) { read, write });
    }
}

static TesseraPermissions
find_unused (TesseraTokenUse *self)
{
  return tessera_usage_find_unused (self->usage, self->catalogue, tessera_token_get_permissions (self->token),
                                    tessera_permission_grid_get_permissions (get_grid (self)));
}

/* Why there is nothing to remove; NULL if there is. */
static const char *
tell_why_not (TesseraTokenUse *self)
{
  if (self->blocked != NULL)
    return self->blocked;
  if (self->token == NULL || self->usage == NULL)
    return _("When they were last used is not known.");
  if (!tessera_permissions_is_empty (find_unused (self)))
    return NULL;

  return tessera_permissions_count (tessera_permission_grid_get_permissions (get_grid (self))) <= 1
           ? _("A token needs one permission at least.")
           : _("Each permission that is ticked has been used, or is new.");
}

static void
show_line (TesseraTokenUse *self, const char *why)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *since = self->usage != NULL ? tessera_usage_tell_since (self->usage, zone) : NULL;
  g_autofree char *words = NULL;

  if (self->failure != NULL)
    words = g_strdup_printf ("%s %s", _("When they were last used is not known."), self->failure);
  else if (since != NULL)
    words = why != NULL && self->blocked == NULL ? g_strdup_printf ("%s %s", since, why) : g_steal_pointer (&since);
  gtk_label_set_text (self->line, words != NULL ? words : "");
}

static void
show_button (TesseraTokenUse *self)
{
  const char *why = tell_why_not (self);

  gtk_widget_set_sensitive (self->remove, why == NULL);
  gtk_widget_set_tooltip_text (self->remove, why);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  why != NULL ? why : _("Unticks what was never used. Update Token then saves it."), -1);
  show_line (self, why);
}

static void
show (TesseraTokenUse *self)
{
  if (self->form == NULL)
    return;

  show_areas (self);
  show_button (self);
}

static void
forget (TesseraTokenUse *self)
{
  g_clear_pointer (&self->usage, tessera_usage_free);
  g_clear_pointer (&self->catalogue, tessera_catalogue_unref);
  g_clear_pointer (&self->failure, g_free);
}

/* Asking */

static void
stop (TesseraTokenUse *self)
{
  g_clear_handle_id (&self->rest, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

typedef struct
{
  TesseraTokenUse *use;
  TesseraCatalogue *catalogue; /* with which the answer is read */
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->use);
  tessera_catalogue_unref (question->catalogue);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
got_usage (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  TesseraTokenUse *self = question->use;
  g_autoptr (GError) error = NULL;
  TesseraUsage *usage = tessera_client_usage_finish (TESSERA_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    {
      g_clear_pointer (&usage, tessera_usage_free);
      return;
    }

  g_clear_object (&self->cancellable);
  forget (self);
  if (usage != NULL)
    {
      self->usage = usage;
      self->catalogue = tessera_catalogue_ref (question->catalogue);
    }
  else
    self->failure = g_strdup (error->message);
  show (self);
}

static gboolean
ask (gpointer data)
{
  TesseraTokenUse *self = data;
  Question *question = g_new (Question, 1);

  self->rest = 0;
  self->cancellable = g_cancellable_new ();
  *question = (Question) { g_object_ref (self), tessera_catalogue_ref (tessera_session_get_catalogue (self->session)) };
  tessera_client_usage_async (tessera_session_get_client (self->session), question->catalogue,
                              tessera_token_get_id (self->token), self->cancellable, got_usage, question);
  return G_SOURCE_REMOVE;
}

static void
ask_soon (TesseraTokenUse *self)
{
  stop (self);
  if (self->token != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->rest = g_timeout_add (REST_MILLISECONDS, ask, self);
}

/* A load has ended: what was used meanwhile is of interest, too. */
static void
follow_state (TesseraTokenUse *self)
{
  if (tessera_session_get_state (self->session) == TESSERA_SESSION_READY)
    ask_soon (self);
}

/* Areas have other places now. */
static void
follow_catalogue (TesseraTokenUse *self)
{
  forget (self);
  show (self);
}

/* Removing */

static GtkWidget *
find_first (TesseraPermissionGrid *grid, TesseraPermissions permissions)
{
  for (guint area = 0; area < tessera_permission_grid_get_n_areas (grid); area++)
    for (guint verb = 0; verb < TESSERA_N_VERBS; verb++)
      if (tessera_permissions_has (permissions, area, verb))
        return GTK_WIDGET (tessera_permission_grid_get_check (grid, (int) area, verb));

  return NULL;
}

/* The focus would be lost with the button, so it goes to the first box that has just been unticked. */
static void
remove_unused (TesseraTokenUse *self)
{
  TesseraPermissionGrid *grid = get_grid (self);
  TesseraPermissions unused;

  if (tell_why_not (self) != NULL)
    return;

  unused = find_unused (self);
  gtk_widget_grab_focus (find_first (grid, unused));
  tessera_permission_grid_untick (grid, unused);
}

/* The class */

static void
tessera_token_use_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (tessera_token_use_parent_class)->map (widget);

  ask_soon (TESSERA_TOKEN_USE (widget));
}

/* Out of sight nobody wants to know. */
static void
tessera_token_use_unmap (GtkWidget *widget)
{
  stop (TESSERA_TOKEN_USE (widget));

  GTK_WIDGET_CLASS (tessera_token_use_parent_class)->unmap (widget);
}

static void
tessera_token_use_dispose (GObject *object)
{
  TesseraTokenUse *self = TESSERA_TOKEN_USE (object);

  stop (self);
  g_clear_weak_pointer (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_TOKEN_USE);
  g_clear_object (&self->session);
  g_clear_object (&self->token);

  G_OBJECT_CLASS (tessera_token_use_parent_class)->dispose (object);
}

static void
tessera_token_use_finalize (GObject *object)
{
  TesseraTokenUse *self = TESSERA_TOKEN_USE (object);

  forget (self);
  g_free (self->blocked);

  G_OBJECT_CLASS (tessera_token_use_parent_class)->finalize (object);
}

static void
tessera_token_use_class_init (TesseraTokenUseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tessera_token_use_dispose;
  G_OBJECT_CLASS (klass)->finalize = tessera_token_use_finalize;
  widget_class->map = tessera_token_use_map;
  widget_class->unmap = tessera_token_use_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-token-use.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraTokenUse, line);
  gtk_widget_class_bind_template_child (widget_class, TesseraTokenUse, remove);
  gtk_widget_class_bind_template_callback (widget_class, remove_unused);
  gtk_widget_class_set_css_name (widget_class, "token-use");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tessera_token_use_init (TesseraTokenUse *self)
{
  GtkWidget *label;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* In a narrow window a long translation takes lines, not width. */
  label = gtk_button_get_child (GTK_BUTTON (self->remove));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  tessera_accessible_set_name (self->remove, _("Remove unused permissions"));
}

TesseraTokenUse *
tessera_token_use_new (TesseraSession *session, TesseraForm *form)
{
  TesseraTokenUse *self = g_object_new (TESSERA_TYPE_TOKEN_USE, NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->form, form);
  tessera_fields_add_below_grid (tessera_form_get_fields (form), GTK_WIDGET (self));
  g_signal_connect_object (session, "notify::state", G_CALLBACK (follow_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::catalogue", G_CALLBACK (follow_catalogue), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "changed", G_CALLBACK (show_button), self, G_CONNECT_SWAPPED);
  return self;
}

void
tessera_token_use_set_token (TesseraTokenUse *self, TesseraToken *token, const char *why)
{
  gboolean other;

  g_return_if_fail (TESSERA_IS_TOKEN_USE (self));

  other = token == NULL || self->token == NULL
          || !g_str_equal (tessera_token_get_id (token), tessera_token_get_id (self->token));
  g_set_object (&self->token, token);
  if (g_strcmp0 (self->blocked, why) != 0)
    {
      g_free (self->blocked);
      self->blocked = g_strdup (why);
    }

  if (other)
    {
      forget (self);
      ask_soon (self);
    }
  show (self);
}
