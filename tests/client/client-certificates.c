#include "client-certificates.h"

#include <glib/gstdio.h>

struct _ClientCertificates
{
  char *folder;
  char *authority;
};

/* openssl, in the folder. The file names are fixed, so nothing needs quoting. */
static void
run_openssl (ClientCertificates *self, const char *arguments)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autofree char *line = g_strconcat ("openssl ", arguments, NULL), *output = NULL;
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) openssl = NULL;

  g_assert_true (g_shell_parse_argv (line, NULL, &argv, NULL));
  g_subprocess_launcher_set_cwd (launcher, self->folder);
  openssl = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (openssl, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (openssl))
    g_error ("%s: %s", line, output);
}

static void
write_file (ClientCertificates *self, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

ClientCertificates *
client_certificates_new (void)
{
  ClientCertificates *self = g_new0 (ClientCertificates, 1);

  self->folder = g_dir_make_tmp ("tessera-certificates-XXXXXX", NULL);
  self->authority = g_build_filename (self->folder, "authority.pem", NULL);
  run_openssl (self, "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 10"
                     " -subj '/CN=Authority of a test' -keyout authority.key -out authority.pem");
  /* One key for all that it issues: making them is what takes time. */
  run_openssl (self, "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=server"
                     " -keyout server.key -out server.csr");
  write_file (self, "ca.cnf", "[ca]\ndefault_ca = own\n[own]\ndatabase = index.txt\nnew_certs_dir = .\nserial = serial\n"
                              "default_md = sha256\npolicy = any\nunique_subject = no\nrand_serial = yes\n"
                              "[any]\ncommonName = supplied\n");
  write_file (self, "index.txt", "");
  return self;
}

void
client_certificates_free (ClientCertificates *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->authority);
  g_free (self);
}

const char *
client_certificates_get_authority (ClientCertificates *self)
{
  return self->authority;
}

static char *
days_from_now (int days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc (), then = g_date_time_add_days (now, days);

  return g_date_time_format (then, "%Y%m%d%H%M%SZ");
}

GTlsCertificate *
client_certificates_issue (ClientCertificates *self, const char *names, int from_days, int to_days)
{
  g_autofree char *from = days_from_now (from_days), *to = days_from_now (to_days);
  g_autofree char *extensions = g_strdup_printf ("subjectAltName = %s\nextendedKeyUsage = serverAuth\n", names);
  g_autofree char *arguments
    = g_strdup_printf ("ca -batch -notext -config ca.cnf -cert authority.pem -keyfile authority.key -in server.csr"
                       " -extfile server.ext -startdate %s -enddate %s -out server.pem",
                       from, to);
  g_autofree char *pem = g_build_filename (self->folder, "server.pem", NULL);
  g_autofree char *key = g_build_filename (self->folder, "server.key", NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate;

  write_file (self, "server.ext", extensions);
  run_openssl (self, arguments);
  certificate = g_tls_certificate_new_from_files (pem, key, &error);
  g_assert_no_error (error);
  return certificate;
}
