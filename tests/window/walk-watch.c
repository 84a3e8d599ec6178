#include "walk-watch.h"

#include <string.h>

#include "tessera-conflict-dialog.h"
#include "tessera-created-dialog.h"

#define LEAST_OF_A_SECRET 20     /* so many of its characters in a row are no accident */

/* What a form held after the last step. */
typedef struct
{
  TesseraDraft *draft;
  gboolean dirty;
} Held;

struct _WalkWatch
{
  WindowBed *bed;
  TesseraWindow *window;      /* weak */
  TesseraSession *session;    /* whose pages it watches */
  TesseraCreatePage *page;    /* weak */
  Held create;
  Held edit;
  WalkStep last;              /* a click may be handled a moment later: the window manager has it first */

  /* Since the last step */
  gboolean created;
  gboolean changed;           /* some token */
  gboolean discarded;         /* somebody said so */
  gboolean kept;              /* for later; that is so when the window closes */
  gboolean compared;          /* somebody answered a comparison */
  gboolean discarded_before;  /* in the step before: the window closes a moment after the question */
  gboolean kept_before;

  gboolean kept_at_end;       /* and nothing has become of it meanwhile */
};

static void
look_at (Held *held, GtkWidget *form)
{
  g_clear_pointer (&held->draft, tessera_draft_free);
  held->draft = tessera_form_get_draft (TESSERA_FORM (form));
  held->dirty = tessera_form_get_dirty (TESSERA_FORM (form));
}

static void
on_created (WalkWatch *self)
{
  self->created = TRUE;
}

static void
on_token_changed (WalkWatch *self)
{
  self->changed = TRUE;
}

static void
on_response (AdwMessageDialog *dialog, const char *response, WalkWatch *self)
{
  if (g_str_equal (response, "discard"))
    self->discarded = TRUE;
  else if (g_str_equal (response, "keep") && adw_message_dialog_has_response (dialog, "cancel"))
    self->kept = TRUE;        /* in the other question it means to go on editing */
}

static void
on_compared (WalkWatch *self)
{
  self->compared = TRUE;
}

/* Questions are windows. */
static void
on_windows_changed (GListModel *windows, guint position, guint removed, guint added, WalkWatch *self)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        g_signal_connect (window, "response", G_CALLBACK (on_response), self);
      else if (TESSERA_IS_CONFLICT_DIALOG (window))
        g_signal_connect_swapped (window, "answer", G_CALLBACK (on_compared), self);
    }
}

static void
watch_pages (WalkWatch *self)
{
  WindowBed *bed = self->bed;

  self->session = g_object_ref (bed->session);
  g_set_weak_pointer (&self->page, tessera_window_get_create_page (bed->window));
  g_signal_connect_swapped (self->page, "created", G_CALLBACK (on_created), self);
  g_signal_connect_swapped (self->session, "token-changed", G_CALLBACK (on_token_changed), self);
  look_at (&self->create, window_bed_get_create_form (bed));
  look_at (&self->edit, window_bed_get_edit_form (bed));
}

static void
leave_pages (WalkWatch *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->page != NULL)
    g_signal_handlers_disconnect_by_data (self->page, self);
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->session);
}

WalkWatch *
walk_watch_new (WindowBed *bed)
{
  WalkWatch *self = g_new0 (WalkWatch, 1);

  self->bed = bed;
  g_set_weak_pointer (&self->window, bed->window);
  g_signal_connect (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (on_windows_changed), self);
  watch_pages (self);
  return self;
}

void
walk_watch_free (WalkWatch *watch)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      g_signal_handlers_disconnect_by_data (window, watch);
    }
  g_signal_handlers_disconnect_by_data (windows, watch);
  leave_pages (watch);
  g_clear_weak_pointer (&watch->window);
  tessera_draft_free (watch->create.draft);
  tessera_draft_free (watch->edit.draft);
  g_free (watch);
}

static gboolean
has_unsaved (WalkWatch *self)
{
  return (self->create.dirty || self->edit.dirty) && !self->created && !self->changed;
}

void
walk_watch_give_up (WalkWatch *watch)
{
  watch->discarded = TRUE;
}

void
walk_watch_follow (WalkWatch *watch)
{
  if (has_unsaved (watch) && !watch->discarded && !watch->discarded_before)
    g_error ("another server was opened over a form that was not saved");

  leave_pages (watch);
  watch_pages (watch);
}

/* GTK holds a window that is being closed for a moment longer. */
gboolean
walk_watch_is_closed (WalkWatch *watch)
{
  return watch->window == NULL || !gtk_widget_get_visible (GTK_WIDGET (watch->window));
}

gboolean
walk_watch_has_kept (WalkWatch *watch)
{
  return watch->kept_at_end;
}

/* Nothing is lost */

static char *
tell (const Held *held)
{
  return g_strdup_printf ("“%s”, %s, until %" G_GINT64_FORMAT ", %sdirty", held->draft->name, held->draft->type,
                          held->draft->expires_at, held->dirty ? "" : "not ");
}

static void
check_form (Held *held, GtkWidget *form, const char *which, gboolean may_change)
{
  Held before = { g_steal_pointer (&held->draft), held->dirty };

  look_at (held, form);
  if (before.dirty && !may_change && !tessera_draft_equal (before.draft, held->draft))
    {
      g_autofree char *was = tell (&before), *is = tell (held);

      g_error ("the form of %s lost what was filled in: it held %s and holds %s", which, was, is);
    }
  tessera_draft_free (before.draft);
}

static void
check_forms (WalkWatch *self, WalkStep step)
{
  gboolean given_up = self->discarded;

  if (walk_watch_is_closed (self))
    {
      gboolean unsaved = has_unsaved (self);

      self->kept_at_end = unsaved && (self->kept || self->kept_before);
      if (unsaved && !given_up && !self->discarded_before && !self->kept_at_end)
        g_error ("the window closed over a form that was not saved");
      return;
    }

  check_form (&self->create, window_bed_get_create_form (self->bed), "Create Token",
              given_up || step.in_create || self->created);
  check_form (&self->edit, window_bed_get_edit_form (self->bed), "the editor",
              given_up || step.in_editor || self->changed || self->compared);
}

/* One is open */

static void
check_expanders (WalkWatch *self)
{
  guint open = 0, there = 0;

  if (walk_watch_is_closed (self))
    return;

  for (GtkWidget *each = find (self->window, GTK_TYPE_EXPANDER, NULL); each != NULL;
       each = gtk_widget_get_next_sibling (each))
    if (GTK_IS_EXPANDER (each))
      {
        there++;
        open += gtk_expander_get_expanded (GTK_EXPANDER (each));
      }
  g_assert_cmpuint (there, ==, 2);
  g_assert_cmpuint (open, ==, 1);
}

/* No secret */

static gboolean
holds_secret (const char *text)
{
  static const char *const starts[] = { "frt_", "fra_" };

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (starts); i++)
    for (const char *at = strstr (text, starts[i]); at != NULL; at = strstr (at + 1, starts[i]))
      {
        gsize length = strspn (at + 4, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS);

        if (length >= LEAST_OF_A_SECRET)
          return TRUE;
      }

  return FALSE;
}

static void
check_words (GtkWidget *widget)
{
  const char *words = NULL;

  if (GTK_IS_LABEL (widget))
    words = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_TEXT (widget) && gtk_text_get_visibility (GTK_TEXT (widget)))
    words = gtk_editable_get_text (GTK_EDITABLE (widget));
  else if (GTK_IS_WINDOW (widget))
    words = gtk_window_get_title (GTK_WINDOW (widget));
  if (holds_secret (words) || holds_secret (gtk_widget_get_tooltip_text (widget)))
    g_error ("a secret is to be read in a %s", G_OBJECT_TYPE_NAME (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_words (child);
}

static void
check_secrets (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (!TESSERA_IS_CREATED_DIALOG (window))
        check_words (window);
    }
}

void
walk_watch_check (WalkWatch *watch, WalkStep step)
{
  WalkStep both = { step.in_create || watch->last.in_create, step.in_editor || watch->last.in_editor };

  check_forms (watch, both);
  check_expanders (watch);
  check_secrets ();
  watch->discarded_before = watch->discarded;
  watch->kept_before = watch->kept;
  watch->created = watch->changed = watch->discarded = watch->compared = watch->kept = FALSE;
  watch->last = step;
}

/* The list is the service's */

static char *
tell_list (GListModel *tokens)
{
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (tokens); i++)
    {
      g_autoptr (TesseraToken) token = g_list_model_get_item (tokens, i);

      g_string_append_printf (told, "%s %s %s\n", tessera_token_get_id (token), tessera_token_get_revision (token),
                              tessera_token_get_name (token));
    }

  return g_string_free (told, FALSE);
}

static char *
tell_service (WindowBed *bed)
{
  g_autoptr (TestAnswer) answer = test_call (bed->service, "GET", "/v1/tokens?limit=1000", NULL, NULL);
  JsonArray *tokens = json_object_get_array_member (answer->object, "tokens");
  GString *told = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (tokens); i++)
    {
      JsonObject *token = json_array_get_object_element (tokens, i);

      g_string_append_printf (told, "%s %s %s\n", json_object_get_string_member (token, "id"),
                              json_object_get_string_member (token, "revision"),
                              json_object_get_string_member (token, "name"));
    }

  return g_string_free (told, FALSE);
}

/* What was sent before may still change a token between the two, or meet a fault that has gone. */
static gboolean
is_alike (WalkWatch *self, char **ours, char **theirs)
{
  tessera_session_load (self->bed->session);
  AWAIT (!tessera_session_get_loading (self->bed->session));
  g_free (*ours);
  g_free (*theirs);
  *ours = tell_list (tessera_session_get_tokens (self->bed->session));
  *theirs = tell_service (self->bed);
  return tessera_session_get_state (self->bed->session) == TESSERA_SESSION_READY && g_str_equal (*ours, *theirs);
}

void
walk_watch_compare (WalkWatch *watch)
{
  g_autofree char *ours = NULL, *theirs = NULL;

  for (guint tries = 0; tries < 5 && !is_alike (watch, &ours, &theirs); tries++)
    ;
  g_assert_cmpstr (ours, ==, theirs);
  g_assert_cmpint (tessera_session_get_state (watch->bed->session), ==, TESSERA_SESSION_READY);
}
