#include "faults-bed.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#define PATIENCE (60 * G_TIME_SPAN_SECOND)

static char *disk; /* (nullable): where it is mounted */

static guint
ask_in_time (TestService *service, const char *target, const char *const *fields)
{
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (TestAnswer) answer
    = test_http_call (test_service_get_authorize_url (service), "GET", target, fields, NULL);

  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, JUDGED_WITHIN);
  return answer->status;
}

guint
faults_ask (TestService *service, const TestAnswer *token)
{
  g_autofree char *key = g_strconcat ("X-Api-Key: ", test_answer_get_string (token, "secret"), NULL);
  const char *const fields[] = { "X-Forwarded-Method: GET", "X-Forwarded-Uri: /api/1/reports", key, NULL };

  return ask_in_time (service, "/v1/authorize", fields);
}

guint
faults_ask_health (TestService *service)
{
  return ask_in_time (service, "/v1/health", NULL);
}

void
faults_wait_for_health (TestService *service, guint status)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (faults_ask_health (service) != status)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (20 * G_TIME_SPAN_MILLISECOND);
    }
}

gint64
faults_get_use (TestService *service, const TestAnswer *token)
{
  g_autofree char *path = test_path_of (token, "/usage");
  g_autoptr (TestAnswer) usage = test_call (service, "GET", path, NULL, NULL);
  JsonObject *area;

  g_assert_cmpuint (usage->status, ==, 200);
  area = json_object_get_object_member (json_object_get_object_member (usage->object, "areas"), "reports");
  return json_object_get_int_member (json_object_get_object_member (area, "read"), "count");
}

void
faults_wait_for_last_use (TestService *service, const TestAnswer *token)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;
  g_autofree char *path = test_path_of (token, "");

  while (TRUE)
    {
      g_autoptr (TestAnswer) now = test_call (service, "GET", path, NULL, NULL);

      if (now->status == 200 && test_answer_get_string (now, "last_used_at") != NULL)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (20 * G_TIME_SPAN_MILLISECOND);
    }
}

void
faults_wait_for_log (TestService *service, const char *words)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;

  while (TRUE)
    {
      g_autofree char *log = test_service_read_log (service);

      if (strstr (log, words) != NULL)
        return;
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (20 * G_TIME_SPAN_MILLISECOND);
    }
}

void
faults_assert_no_change (TestService *service, const char *reason)
{
  g_autofree char *body = test_draft ("Not now");
  g_autoptr (TestAnswer) refused = test_call (service, "POST", "/v1/tokens", NULL, body);

  test_answer_assert_problem (refused, 503, "unavailable");
  g_assert_nonnull (strstr (test_answer_get_string (refused, "detail"), "try again"));
  g_assert_null (strstr (refused->body, "SQLite"));
  faults_wait_for_log (service, reason);
}

gint64
faults_count_tokens (TestService *service)
{
  g_autoptr (TestAnswer) page = test_call (service, "GET", "/v1/tokens?limit=1", NULL, NULL);

  g_assert_cmpuint (page->status, ==, 200);
  return json_object_get_int_member (page->object, "total");
}

static gboolean
write_file (const char *path, const char *text)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  gboolean done = fd >= 0 && write (fd, text, strlen (text)) == (gssize) strlen (text);

  if (fd >= 0)
    close (fd);
  return done;
}

/* Whoever is not root may have mounts in a world where he is. */
static gboolean
enter_own_mounts (void)
{
  uid_t uid = geteuid ();
  gid_t gid = getegid ();
  g_autofree char *uids = g_strdup_printf ("%u %u 1", (guint) uid, (guint) uid);
  g_autofree char *gids = g_strdup_printf ("%u %u 1", (guint) gid, (guint) gid);

  if (unshare (CLONE_NEWNS) == 0)
    return TRUE;

  return unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0 && write_file ("/proc/self/setgroups", "deny")
         && write_file ("/proc/self/uid_map", uids) && write_file ("/proc/self/gid_map", gids);
}

gboolean
faults_enter_small_disk (const char *size)
{
  g_autofree char *options = g_strconcat ("mode=0700,size=", size, NULL);
  g_autofree char *path = g_strdup ("/tmp/tessera-disk.XXXXXX");
  gboolean mounted = FALSE;

  /* A folder is a place to mount on, and nothing but that: what is mounted there, this program alone sees. */
  if (mkdtemp (path) == NULL)
    return FALSE;
  if (enter_own_mounts () && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0)
    mounted = mount ("tmpfs", path, "tmpfs", 0, options) == 0;
  if (!mounted)
    {
      g_rmdir (path);
      return FALSE;
    }

  disk = g_steal_pointer (&path);
  return g_setenv ("TMPDIR", disk, TRUE);
}

void
faults_leave_small_disk (void)
{
  if (disk == NULL)
    return;

  g_assert_cmpint (umount2 (disk, MNT_DETACH), ==, 0);
  g_assert_cmpint (g_rmdir (disk), ==, 0);
  g_clear_pointer (&disk, g_free);
}

gboolean
faults_set_disk_read_only (gboolean read_only)
{
  return mount (NULL, disk, NULL, MS_REMOUNT | (read_only ? MS_RDONLY : 0), NULL) == 0;
}

static char *
get_filler (void)
{
  return g_build_filename (disk, "filler", NULL);
}

void
faults_fill_disk (void)
{
  static const char room[4096] = { 'a' };
  g_autofree char *path = get_filler ();
  int fd = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  while (write (fd, room, sizeof room) > 0)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  close (fd);
}

void
faults_clear_disk (void)
{
  g_autofree char *path = get_filler ();

  g_assert_cmpint (g_unlink (path), ==, 0);
}
