/* tessera-application.h: the program: its options, its session, its window. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TESSERA_TYPE_APPLICATION (tessera_application_get_type ())
G_DECLARE_FINAL_TYPE (TesseraApplication, tessera_application, TESSERA, APPLICATION, AdwApplication)

/* Each process has a window and a server of its own; those without `--server` share this computer's service. */
TesseraApplication *tessera_application_new (void);

G_END_DECLS
