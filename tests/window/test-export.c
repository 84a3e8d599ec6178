/* The list, or what is selected of it, written to a file through the system's dialog. */

#include "window-bed.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
export_to (WindowBed *bed, const char *action, const char *name)
{
  g_autofree char *folder = g_dir_make_tmp ("tessera-export-XXXXXX", NULL), *path = g_build_filename (folder, name, NULL);
  GtkWidget *menu = find (bed->window, g_type_from_name ("TesseraExportMenu"), NULL);
  char *content = NULL;
  gpointer chooser;

  g_assert_true (gtk_widget_activate_action (menu, action, NULL));
  AWAIT (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  chooser = find_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
  AWAIT (find (chooser, GTK_TYPE_ENTRY, "tokens-") != NULL);
  gtk_editable_set_text (find (chooser, GTK_TYPE_ENTRY, "tokens-"), path);
  AWAIT (can_press (chooser, "_Export"));
  press (chooser, "_Export");
  AWAIT (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL);
  AWAIT (g_file_get_contents (path, &content, NULL, NULL));
  g_remove (path);
  g_rmdir (folder);
  return content;
}

static void
test_the_list_is_exported_as_shown (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_of_three (TRUE);
  g_autofree char *csv = NULL;

  gtk_editable_set_text (find (tessera_window_get_tokens_page (bed->window), GTK_TYPE_SEARCH_ENTRY, NULL), "price");
  AWAIT (g_list_model_get_n_items (G_LIST_MODEL (window_bed_get_selection (bed))) == 1);
  csv = export_to (bed, "export.csv", "tokens.csv");
  g_assert_nonnull (strstr (csv, "\"Price feed\""));
  g_assert_null (strstr (csv, "Dashboard"));
  g_assert_null (strstr (csv, "frt_"));
}

static void
test_of_several_that_are_selected_only_those_are_exported (void)
{
  g_autoptr (WindowBed) bed = window_bed_new_of_three (FALSE);
  g_autofree char *json = NULL;

  gtk_selection_model_select_range (window_bed_get_selection (bed), 0, 2, TRUE);
  json = export_to (bed, "export.json", "tokens.json");
  g_assert_nonnull (strstr (json, "\"Price feed\""));
  g_assert_nonnull (strstr (json, "\"Nightly export\""));
  g_assert_null (strstr (json, "Dashboard"));
  g_assert_null (strstr (json, "frt_"));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/export/the-list-is-exported-as-shown", test_the_list_is_exported_as_shown);
  g_test_add_func ("/export/of-several-that-are-selected-only-those", test_of_several_that_are_selected_only_those_are_exported);
  return test_http_run ();
}
