#include "tessera-questions.h"

#include "tessera-accessible.h"

#include <glib/gi18n-lib.h>

#include "tessera-words.h"

/* In newer versions a heading is two labels, a big one and a small one that is shown if the other is too long for the
 * window. libadwaita asks both for their height in the room that one of them needs at least, and newer versions of GTK
 * warn if that is too little for the other: so both need the same. Alone, the big one wraps, and must not be cut. */
#define HEADING_ROOM 48

static GtkWidget *
find_by_class (GtkWidget *widget, const char *css_class)
{
  GtkWidget *found = gtk_widget_has_css_class (widget, css_class) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_by_class (child, css_class);

  return found;
}

static void
let_heading_shrink (GtkWidget *dialog)
{
  GtkWidget *big = find_by_class (dialog, "title-2"), *small = find_by_class (dialog, "title-4");

  if (!GTK_IS_LABEL (big) || small == NULL)
    return;

  gtk_label_set_ellipsize (GTK_LABEL (big), PANGO_ELLIPSIZE_END);
  gtk_widget_set_size_request (big, HEADING_ROOM, -1);
  gtk_widget_set_size_request (small, HEADING_ROOM, -1);
}

void
tessera_question_present (AdwMessageDialog *dialog)
{
  tessera_accessible_name_dialog (dialog);
  let_heading_shrink (GTK_WIDGET (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct
{
  TesseraUnsavedCallback callback;
  gpointer data;
} Unsaved;

static void
got_unsaved_answer (AdwMessageDialog *dialog, const char *response, Unsaved *unsaved)
{
  TesseraUnsavedAnswer answer = TESSERA_UNSAVED_KEEP;

  if (g_str_equal (response, "discard"))
    answer = TESSERA_UNSAVED_DISCARD;
  else if (g_str_equal (response, "update"))
    answer = TESSERA_UNSAVED_UPDATE;

  unsaved->callback (answer, unsaved->data);
}

void
tessera_question_unsaved (GtkWindow *parent, const char *name, gboolean can_update, TesseraUnsavedCallback callback,
                          gpointer data)
{
  AdwMessageDialog *dialog;
  Unsaved *unsaved = g_new (Unsaved, 1);

  *unsaved = (Unsaved) { callback, data };
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, _("Discard Changes?"), NULL));
  if (name != NULL)
    /* Translators: %s is a token's name */
    adw_message_dialog_format_body (dialog, _("What you changed of “%s” is not saved yet."), name);
  else
    adw_message_dialog_set_body (dialog, _("The token that you are filling in is not created yet."));

  adw_message_dialog_add_responses (dialog, "keep", _("Keep Editing"), "discard", _("Discard"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  if (can_update)
    {
      adw_message_dialog_add_response (dialog, "update", _("Update"));
      adw_message_dialog_set_response_appearance (dialog, "update", ADW_RESPONSE_SUGGESTED);
    }
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "keep");
  g_signal_connect_data (dialog, "response", G_CALLBACK (got_unsaved_answer), unsaved, (GClosureNotify) (void (*) (void)) g_free, 0);
  tessera_question_present (dialog);
}

typedef struct
{
  TesseraQuitCallback callback;
  gpointer data;
} Quit;

static void
got_quit_answer (AdwMessageDialog *dialog, const char *response, Quit *quit)
{
  TesseraQuitAnswer answer = TESSERA_QUIT_CANCEL;

  if (g_str_equal (response, "discard"))
    answer = TESSERA_QUIT_DISCARD;
  else if (g_str_equal (response, "keep"))
    answer = TESSERA_QUIT_KEEP;

  quit->callback (answer, quit->data);
}

static char *
describe_unsaved (gboolean creating, const char *name)
{
  g_autofree char *change = NULL;

  if (name != NULL)
    /* Translators: %s is a token's name */
    change = g_strdup_printf (_("What you changed of “%s” is not saved yet."), name);
  return g_strjoin (" ", creating ? _("The token that you are filling in is not created yet.") : change,
                    creating && change != NULL ? change : _("What you keep is offered again at the next start."),
                    creating && change != NULL ? _("What you keep is offered again at the next start.") : NULL, NULL);
}

void
tessera_question_quit (GtkWindow *parent, gboolean creating, const char *name, TesseraQuitCallback callback, gpointer data)
{
  g_autofree char *words = describe_unsaved (creating, name);
  AdwMessageDialog *dialog;
  Quit *quit = g_new (Quit, 1);

  *quit = (Quit) { callback, data };
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, _("Keep It for Later?"), words));
  adw_message_dialog_add_responses (dialog, "cancel", _("Keep Editing"), "discard", _("Discard"), "keep", _("Keep"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "keep", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (got_quit_answer), quit, (GClosureNotify) (void (*) (void)) g_free, 0);
  tessera_question_present (dialog);
}

typedef struct
{
  TesseraToken *token;
  TesseraRevokeCallback callback;
  gpointer data;
  GDestroyNotify destroy;
} Revoke;

static void
revoke_free (gpointer data, GClosure *closure)
{
  Revoke *revoke = data;

  if (revoke->destroy != NULL)
    revoke->destroy (revoke->data);
  g_object_unref (revoke->token);
  g_free (revoke);
}

static void
got_revoke_answer (AdwMessageDialog *dialog, const char *response, Revoke *revoke)
{
  if (g_str_equal (response, "revoke"))
    revoke->callback (revoke->token, revoke->data);
}

void
tessera_question_revoke (GtkWindow *parent, TesseraToken *token, TesseraRevokeCallback callback, gpointer data,
                         GDestroyNotify destroy)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, NULL, NULL));
  Revoke *revoke = g_new (Revoke, 1);
  g_autofree char *use = tessera_words_last_use (tessera_token_get_last_used_at (token), tessera_time_now ());

  *revoke = (Revoke) { g_object_ref (token), callback, data, destroy };
  /* Translators: %s is a token's name */
  adw_message_dialog_format_heading (dialog, _("Revoke “%s”?"), tessera_token_get_name (token));
  /* Translators: %s is a sentence about the token's last use */
  adw_message_dialog_format_body (dialog,
                                  _("%s Whoever uses it is refused from this moment on. A revoked token can't be "
                                    "brought back."),
                                  use);
  adw_message_dialog_add_responses (dialog, "cancel", _("Cancel"), "revoke", _("Revoke"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "revoke", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (got_revoke_answer), revoke, revoke_free, 0);
  tessera_question_present (dialog);
}
