/* test-folder.h: a test's own folder, gone afterwards. */

#pragma once

/* Removes @path, and all that is in it if it is a folder. Links are not followed; what is missing is no fault. */
void test_folder_remove (const char *path);
