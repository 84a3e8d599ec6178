#include "tessera-application.h"
#include "tessera-memory.h"
#include "tessera-settings.h"

int
main (int argc, char *argv[])
{
  g_autoptr (TesseraApplication) application = NULL;

  tessera_memory_tune ();
  tessera_settings_bind_language ();
  application = tessera_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
