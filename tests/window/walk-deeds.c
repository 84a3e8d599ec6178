#include "walk-deeds.h"

static gboolean
chance (WalkDeeds *deeds, guint percent)
{
  return (guint) g_rand_int_range (deeds->rand, 0, 100) < percent;
}

#define PICK(deeds, things) (things[g_rand_int_range ((deeds)->rand, 0, G_N_ELEMENTS (things))])

static G_GNUC_PRINTF (2, 3) void
tell (WalkDeeds *deeds, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_test_message ("step %u: %s", deeds->number, text);
}

/* Where things belong */

static gboolean
belongs (GtkWidget *widget, gpointer page)
{
  return widget != NULL && (widget == page || gtk_widget_is_ancestor (widget, page));
}

static WalkStep
step_at (WalkDeeds *deeds, GtkWidget *widget)
{
  TesseraTokensPage *page = tessera_window_get_tokens_page (deeds->bed->window);

  return (WalkStep) {
    .in_create = belongs (widget, tessera_window_get_create_page (deeds->bed->window)),
    .in_editor = belongs (widget, tessera_tokens_page_get_editor (page)),
  };
}

static WalkStep
both (WalkStep a, WalkStep b)
{
  return (WalkStep) { a.in_create || b.in_create, a.in_editor || b.in_editor };
}

/* A popover has a surface of its own, and may lie over what is clicked. */
static WalkStep
step_at_popovers (WalkDeeds *deeds, GtkWidget *widget)
{
  WalkStep step = { FALSE, FALSE };

  if (!gtk_widget_get_mapped (widget))
    return step;
  if (GTK_IS_POPOVER (widget))
    step = step_at (deeds, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    step = both (step, step_at_popovers (deeds, child));
  return step;
}

/* Keys */

typedef struct
{
  const char *key;
  gboolean harmless;     /* wherever it is pressed, it changes nothing that is filled in */
} Key;

static const Key usual[] = {
  { "Tab", TRUE }, { "Tab", TRUE }, { "Tab", TRUE }, { "shift+Tab", TRUE }, { "Up" }, { "Down" }, { "Down" }, { "Left" },
  { "Right" }, { "space" }, { "space" }, { "space" }, { "Return" }, { "Return" }, { "Escape", TRUE }, { "BackSpace" },
  { "Delete" }, { "Home" }, { "End" }, { "Page_Up" }, { "Page_Down" }, { "a" }, { "n" }, { "x" }, { "7" }, { "minus" },
};

static const Key shortcuts[] = {
  { "ctrl+n", TRUE }, { "ctrl+f", TRUE }, { "F5", TRUE }, { "ctrl+question", TRUE }, { "F10", TRUE }, { "ctrl+Return" },
  { "ctrl+Return" }, { "ctrl+z" }, { "ctrl+shift+z" }, { "ctrl+y" }, { "ctrl+h" }, { "ctrl+shift+r" }, { "ctrl+d" },
  { "ctrl+a" }, { "ctrl+c", TRUE }, { "ctrl+x" }, { "ctrl+v" }, { "ctrl+space" }, { "ctrl+Up" }, { "ctrl+Down" },
  { "shift+Down" }, { "ctrl+Home" }, { "ctrl+End" }, { "ctrl+Delete" }, { "shift+F10" }, { "Menu" }, { "alt+Down" },
  { "ctrl+q", TRUE }, { "ctrl+w", TRUE }, { "F6", TRUE }, { "ctrl+Tab", TRUE },
};

static WalkStep
press_key (WalkDeeds *deeds, const Key *key)
{
  GtkWindow *window = walk_find_window ();
  GtkWidget *focus = window != NULL ? gtk_window_get_focus (window) : NULL;
  WalkStep step = step_at (deeds, focus);

  tell (deeds, "%s on %s in %s", key->key, focus != NULL ? G_OBJECT_TYPE_NAME (focus) : "nothing",
        window != NULL ? gtk_window_get_title (window) : "no window");
  walk_input_press (deeds->input, key->key);
  return key->harmless ? (WalkStep) { FALSE, FALSE } : step;
}

static WalkStep
press_some_key (WalkDeeds *deeds)
{
  return press_key (deeds, chance (deeds, 80) ? &PICK (deeds, usual) : &PICK (deeds, shortcuts));
}

/* Clicks */

/* (nullable): what tells it from others of its type */
static const char *
get_words (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return gtk_button_get_label (GTK_BUTTON (widget));
  if (GTK_IS_EXPANDER (widget))
    return gtk_expander_get_label (GTK_EXPANDER (widget));
  return gtk_widget_get_tooltip_text (widget);
}

static WalkStep
click (WalkDeeds *deeds)
{
  GtkWindow *window = walk_find_window ();
  g_autoptr (GPtrArray) targets = window != NULL ? walk_find_targets (GTK_WIDGET (window)) : NULL;
  GtkWidget *target;
  WalkStep step;

  if (targets == NULL || targets->len == 0)
    return (WalkStep) { FALSE, FALSE };

  target = targets->pdata[g_rand_int_range (deeds->rand, 0, (gint32) targets->len)];
  step = both (step_at (deeds, target), step_at_popovers (deeds, GTK_WIDGET (window)));
  tell (deeds, "click on %s “%s” in %s", G_OBJECT_TYPE_NAME (target), get_words (target), gtk_window_get_title (window));
  walk_input_click (deeds->input, target, chance (deeds, 92) ? 1 : 3);
  return step;
}

/* Words */

static const char *const words[] = {
  "Nightly export", "x", "   ", "", "Ünïcödé ẞ", "漢字かな交じり", "مرحبا بالعالم", "עִבְרִית", "👩‍👩‍👧‍👦🏳️‍🌈", "a\u0301\u0302\u0303\u0327",
  "\u202egnp.exe\u202c", "\u200b\u200d\ufeff", "\ufffd\U0010fffd", "<b>&amp;</b> %s %n \"'", "31.12.2030", "2031-02-29",
  "+90d", "-1", "99999999999999999999", "tomorrow", "http://127.0.0.1:1", "is:expiring", "area:reports can:write", "type:", "is:", ":", "\t\n",
  "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna",
};

/* As an input method commits it. */
static WalkStep
type_words (WalkDeeds *deeds)
{
  GtkWindow *window = walk_find_window ();
  GtkWidget *focus = window != NULL ? gtk_window_get_focus (window) : NULL;
  const char *some = PICK (deeds, words);
  WalkStep step = step_at (deeds, focus);
  g_autofree char *readable = g_strescape (some, NULL);

  tell (deeds, "“%s” typed into %s", readable, focus != NULL ? G_OBJECT_TYPE_NAME (focus) : "nothing");
  if (GTK_IS_TEXT (focus) && gtk_editable_get_editable (GTK_EDITABLE (focus)))
    g_signal_emit_by_name (focus, "insert-at-cursor", some);
  return step;
}

/* Enough for a token: so are reached what lies behind. */
static WalkStep
fill_in (WalkDeeds *deeds)
{
  gboolean edit = tessera_window_get_tokens_open (deeds->bed->window);
  GtkWidget *form = edit ? window_bed_get_edit_form (deeds->bed) : window_bed_get_create_form (deeds->bed);
  int area = g_rand_int_range (deeds->rand, 0, 7);

  tell (deeds, "something filled in to %s", edit ? "edit" : "create");
  if (gtk_widget_get_mapped (form) && (!edit || tessera_form_get_token (TESSERA_FORM (form)) != NULL))
    {
      type_name (form, PICK (deeds, words));
      tick (form, area, (TesseraVerb) g_rand_int_range (deeds->rand, 0, TESSERA_N_VERBS), chance (deeds, 70));
    }
  return (WalkStep) { .in_create = !edit, .in_editor = edit };
}

WalkStep
walk_deeds_do (WalkDeeds *deeds, guint number)
{
  gint32 what = g_rand_int_range (deeds->rand, 0, 96);

  deeds->number = number;
  if (what < 50)
    return press_some_key (deeds);
  if (what < 85)
    return click (deeds);
  if (what < 92)
    return type_words (deeds);

  return fill_in (deeds);
}
