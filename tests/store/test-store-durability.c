/* What makes a change durable before the verb that made it returns, seen from under SQLite: which file is written when,
 * and flushed when. */

#include "store-bed.h"

#include <sqlite3.h>
#include <string.h>

#include "tessera-store-sqlite-private.h"

/**
 * Watched:
 * @real: the system's own file
 * @is_journal: whether it is the rollback journal
 *
 * A file of SQLite's that counts what was written since it was last flushed. SQLite makes room for it; @real lies behind.
 */
typedef struct
{
  sqlite3_file base;
  sqlite3_file *real;
  gboolean is_journal;
} Watched;

static struct
{
  guint database_pending, journal_pending, database_writes, journal_writes, syncs, hasty;
} seen;

static sqlite3_io_methods methods;

static guint *
pending_of (Watched *self)
{
  return self->is_journal ? &seen.journal_pending : &seen.database_pending;
}

static int
watch_write (sqlite3_file *file, const void *bytes, int n, sqlite3_int64 offset)
{
  Watched *self = (Watched *) file;

  /* What the database loses before the journal has it can't be taken back after a power cut. */
  if (!self->is_journal && (seen.journal_writes == 0 || seen.journal_pending > 0))
    seen.hasty++;
  *(self->is_journal ? &seen.journal_writes : &seen.database_writes) += 1;
  *pending_of (self) += 1;
  return self->real->pMethods->xWrite (self->real, bytes, n, offset);
}

static int
watch_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  Watched *self = (Watched *) file;

  *pending_of (self) += 1;
  return self->real->pMethods->xTruncate (self->real, size);
}

static int
watch_sync (sqlite3_file *file, int flags)
{
  Watched *self = (Watched *) file;

  *pending_of (self) = 0;
  seen.syncs++;
  return self->real->pMethods->xSync (self->real, flags);
}

static int
watch_close (sqlite3_file *file)
{
  sqlite3_file *real = ((Watched *) file)->real;

  return real->pMethods != NULL ? real->pMethods->xClose (real) : SQLITE_OK;
}

#define REAL(file) (((Watched *) (file))->real)

static int
pass_read (sqlite3_file *file, void *bytes, int n, sqlite3_int64 offset)
{
  return REAL (file)->pMethods->xRead (REAL (file), bytes, n, offset);
}

static int
pass_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
pass_lock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
pass_unlock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
pass_check (sqlite3_file *file, int *held)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), held);
}

static int
pass_control (sqlite3_file *file, int operation, void *argument)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), operation, argument);
}

static int
pass_sector (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
pass_traits (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static int
watch_open (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *got)
{
  sqlite3_vfs *system = vfs->pAppData;
  Watched *self = (Watched *) file;
  int result;

  self->real = (sqlite3_file *) (self + 1);
  self->is_journal = (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
  result = system->xOpen (system, name, self->real, flags, got);
  self->base.pMethods = self->real->pMethods != NULL ? &methods : NULL;
  return result;
}

/* From here on every store of this program is watched. */
static void
watch_all_files (void)
{
  static sqlite3_vfs watching;
  sqlite3_vfs *system = sqlite3_vfs_find (NULL);

  methods = (sqlite3_io_methods){
    .iVersion = 1,
    .xClose = watch_close,
    .xRead = pass_read,
    .xWrite = watch_write,
    .xTruncate = watch_truncate,
    .xSync = watch_sync,
    .xFileSize = pass_size,
    .xLock = pass_lock,
    .xUnlock = pass_unlock,
    .xCheckReservedLock = pass_check,
    .xFileControl = pass_control,
    .xSectorSize = pass_sector,
    .xDeviceCharacteristics = pass_traits,
  };
  watching = *system;
  watching.zName = "watching";
  watching.pAppData = system;
  watching.szOsFile = (int) sizeof (Watched) + system->szOsFile;
  watching.xOpen = watch_open;
  g_assert_cmpint (sqlite3_vfs_register (&watching, 1), ==, SQLITE_OK);
}

static void
assert_durable (const char *what)
{
  if (seen.database_writes == 0 || seen.database_pending != 0 || seen.journal_pending != 0 || seen.hasty != 0)
    g_error ("%s: %u writes to the database; not flushed: %u to it, %u to the journal; %u before the journal was", what,
             seen.database_writes, seen.database_pending, seen.journal_pending, seen.hasty);
  memset (&seen, 0, sizeof seen);
}

static void
test_every_change_is_flushed_before_it_is_told (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraSecret) secret = tessera_secret_mint (TESSERA_SECRET_TOKEN);
  g_autoptr (TesseraDraft) draft = store_bed_draft (bed, "Renamed", NOON + DAY);
  g_autoptr (TesseraToken) token = NULL, updated = NULL, rotated = NULL, revoked = NULL;
  const TesseraDigest digest = { { 1 } };
  const char *id;

  assert_durable ("a new database");
  token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, NULL);
  assert_durable ("create");
  id = tessera_token_get_id (token);
  updated = tessera_store_update (bed->store, id, tessera_token_get_revision (token), draft, bed->by, NOON, NULL, NULL);
  assert_durable ("update");
  rotated = tessera_store_rotate (bed->store, id, tessera_token_get_revision (updated), secret, 60, bed->by, NOON, NULL,
                                  NULL);
  assert_durable ("rotate");
  revoked = tessera_store_revoke (bed->store, id, bed->by, NOON, NULL);
  assert_durable ("revoke");
  g_assert_true (tessera_store_add_admin (bed->store, "Mara", TESSERA_ROLE_MANAGER, &digest, NOON, NULL));
  assert_durable ("add an admin");
  g_assert_true (tessera_store_remove_admin (bed->store, "Mara", NULL));
  assert_durable ("remove an admin");
}

/* Looking must cost no flush: the disk's time belongs to changes. */
static void
test_looking_writes_nothing (void)
{
  g_autoptr (StoreBed) bed = store_bed_new ();
  g_autoptr (TesseraToken) token = store_bed_create (bed, "Kiosk", TESSERA_NEVER, NOON, NULL);
  g_autoptr (TesseraToken) found = NULL;
  g_autoptr (TesseraPage) page = NULL;

  memset (&seen, 0, sizeof seen);
  found = tessera_store_find (bed->store, tessera_token_get_id (token), NULL);
  page = tessera_store_page (bed->store, 10, NULL, NULL);
  g_assert_true (tessera_store_check (bed->store, NULL));
  g_assert_cmpuint (seen.syncs + seen.database_pending + seen.journal_pending, ==, 0);
}

static void
test_the_settings_are_those_that_make_it_so (void)
{
  static const struct
  {
    const char *pragma, *value;
  } cases[] = {
    { "PRAGMA journal_mode", "persist" }, { "PRAGMA synchronous", "2" }, { "PRAGMA locking_mode", "normal" },
    { "PRAGMA foreign_keys", "1" },       { "PRAGMA trusted_schema", "0" },
  };
  g_autoptr (StoreBed) bed = store_bed_new ();
  sqlite3 *handle = tessera_sqlite_get_handle (TESSERA_STORE_SQLITE (bed->store)->connection);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      sqlite3_stmt *statement;

      g_assert_cmpint (sqlite3_prepare_v2 (handle, cases[i].pragma, -1, &statement, NULL), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
      g_test_message ("%s", cases[i].pragma);
      g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, cases[i].value);
      sqlite3_finalize (statement);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  watch_all_files ();
  g_test_add_func ("/store/every-change-is-flushed-before-it-is-told", test_every_change_is_flushed_before_it_is_told);
  g_test_add_func ("/store/looking-writes-nothing", test_looking_writes_nothing);
  g_test_add_func ("/store/the-settings-are-those-that-make-it-so", test_the_settings_are_those_that_make_it_so);
  return g_test_run ();
}
