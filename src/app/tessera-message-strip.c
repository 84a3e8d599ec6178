#include "tessera-message-strip.h"

#include <glib/gi18n-lib.h>

#include "tessera-accessible.h"
#include "tessera-announce.h"
#include "tessera-pair.h"

struct _TesseraMessageStrip
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkButton *button;
  GtkButton *discard;
  GtkButton *dismiss;

  char *told;                  /* to who does not see it */
  char *texts[TESSERA_N_MESSAGES];
  char *actions[TESSERA_N_MESSAGES];
};

G_DEFINE_FINAL_TYPE (TesseraMessageStrip, tessera_message_strip, GTK_TYPE_WIDGET)

static guint action_signal, discard_signal, dismissed_signal;

static TesseraMessage
get_shown (TesseraMessageStrip *self)
{
  TesseraMessage message = 0;

  while (message < TESSERA_N_MESSAGES && self->texts[message] == NULL)
    message++;

  return message;
}

/* Each message once, as it comes. */
static void
tell (TesseraMessageStrip *self, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (g_strcmp0 (text, self->told) == 0)
    return;

  g_free (self->told);
  self->told = g_strdup (text);
  if (text == NULL)
    return;

  /* Where nothing has the focus nothing would be heard. */
  if (GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root)) && gtk_root_get_focus (root) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
  tessera_announce (GTK_WIDGET (self), text);
}

static void
show (TesseraMessageStrip *self)
{
  static const char *const looks[] = { "offline", "failure", "draft", "keys", "read-only", "expiring" };
  TesseraMessage shown = get_shown (self);

  if (shown < TESSERA_N_MESSAGES)
    gtk_widget_set_visible (gtk_revealer_get_child (self->revealer), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, shown < TESSERA_N_MESSAGES);
  if (shown == TESSERA_N_MESSAGES)
    {
      tell (self, NULL);
      return;
    }

  gtk_label_set_text (self->label, self->texts[shown]);
  gtk_widget_set_visible (GTK_WIDGET (self->button), self->actions[shown] != NULL);
  if (self->actions[shown] != NULL)
    gtk_button_set_label (self->button, self->actions[shown]);
  gtk_widget_set_visible (GTK_WIDGET (self->discard), shown == TESSERA_MESSAGE_DRAFT);
  gtk_widget_set_visible (GTK_WIDGET (self->dismiss), shown == TESSERA_MESSAGE_FAILURE || shown == TESSERA_MESSAGE_KEYS
                                                        || shown == TESSERA_MESSAGE_EXPIRING);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (i == shown)
      gtk_widget_add_css_class (GTK_WIDGET (self), looks[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), looks[i]);
  tell (self, self->texts[shown]);
}

/* What has gone out of sight is not read by assistive technology either. */
static void
on_revealed (TesseraMessageStrip *self)
{
  if (!gtk_revealer_get_reveal_child (self->revealer) && !gtk_revealer_get_child_revealed (self->revealer))
    gtk_widget_set_visible (gtk_revealer_get_child (self->revealer), FALSE);
}

static void
on_button_clicked (TesseraMessageStrip *self)
{
  TesseraMessage shown = get_shown (self);

  if (shown < TESSERA_N_MESSAGES)
    g_signal_emit (self, action_signal, 0, (int) shown);
}

static void
on_discard_clicked (TesseraMessageStrip *self)
{
  g_signal_emit (self, discard_signal, 0);
}

static void
on_dismiss_clicked (TesseraMessageStrip *self)
{
  TesseraMessage shown = get_shown (self);

  /* It may have gone, and be pressed while it slides away. */
  if (shown == TESSERA_N_MESSAGES)
    return;

  tessera_message_strip_set (self, shown, NULL, NULL);
  g_signal_emit (self, dismissed_signal, 0, (int) shown);
}

static void
tessera_message_strip_dispose (GObject *object)
{
  TesseraMessageStrip *self = TESSERA_MESSAGE_STRIP (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TESSERA_TYPE_MESSAGE_STRIP);

  G_OBJECT_CLASS (tessera_message_strip_parent_class)->dispose (object);
}

static void
tessera_message_strip_finalize (GObject *object)
{
  TesseraMessageStrip *self = TESSERA_MESSAGE_STRIP (object);

  for (guint i = 0; i < TESSERA_N_MESSAGES; i++)
    {
      g_free (self->texts[i]);
      g_free (self->actions[i]);
    }
  g_free (self->told);

  G_OBJECT_CLASS (tessera_message_strip_parent_class)->finalize (object);
}

static void
tessera_message_strip_class_init (TesseraMessageStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = tessera_message_strip_dispose;
  object_class->finalize = tessera_message_strip_finalize;

  action_signal = g_signal_new ("action", TESSERA_TYPE_MESSAGE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_INT);

  discard_signal = g_signal_new ("discard", TESSERA_TYPE_MESSAGE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  dismissed_signal = g_signal_new ("dismissed", TESSERA_TYPE_MESSAGE_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (TESSERA_TYPE_PAIR);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/tessera/Tessera/tessera-message-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, TesseraMessageStrip, revealer);
  gtk_widget_class_bind_template_child (widget_class, TesseraMessageStrip, label);
  gtk_widget_class_bind_template_child (widget_class, TesseraMessageStrip, button);
  gtk_widget_class_bind_template_child (widget_class, TesseraMessageStrip, dismiss);
  gtk_widget_class_bind_template_child (widget_class, TesseraMessageStrip, discard);
  gtk_widget_class_bind_template_callback (widget_class, on_revealed);
  gtk_widget_class_bind_template_callback (widget_class, on_button_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_dismiss_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_discard_clicked);
  gtk_widget_class_set_css_name (widget_class, "message-strip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
tessera_message_strip_init (TesseraMessageStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Translators: what assistive technology calls the strip under the header bar in which the window says something */
  tessera_accessible_set_name (GTK_WIDGET (self), _("Message"));
}

GtkWidget *
tessera_message_strip_new (void)
{
  return g_object_new (TESSERA_TYPE_MESSAGE_STRIP, NULL);
}

void
tessera_message_strip_set (TesseraMessageStrip *self, TesseraMessage message, const char *text, const char *action)
{
  g_return_if_fail (TESSERA_IS_MESSAGE_STRIP (self) && message < TESSERA_N_MESSAGES);

  g_free (self->texts[message]);
  g_free (self->actions[message]);
  self->texts[message] = g_strdup (text);
  self->actions[message] = g_strdup (action);
  show (self);
}

const char *
tessera_message_strip_get_text (TesseraMessageStrip *self)
{
  TesseraMessage shown;

  g_return_val_if_fail (TESSERA_IS_MESSAGE_STRIP (self), NULL);

  shown = get_shown (self);
  return shown < TESSERA_N_MESSAGES ? self->texts[shown] : NULL;
}
