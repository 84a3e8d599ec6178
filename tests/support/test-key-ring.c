#include "test-key-ring.h"

#include "tessera-config.h"

#define PROGRAM TESSERA_SOURCE_DIR "/tests/support/secret-service.py"

struct _TestKeyRing
{
  GSubprocess *process;
};

TestKeyRing *
test_key_ring_start (const char *manner)
{
  return test_key_ring_start_with (manner, NULL, NULL);
}

TestKeyRing *
test_key_ring_start_with (const char *manner, const char *url, const char *key)
{
  TestKeyRing *ring = g_new0 (TestKeyRing, 1);
  g_autoptr (GDataInputStream) out = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  ring->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    "/usr/bin/python3", PROGRAM, manner, url, key, NULL);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (ring->process));
  line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, "ready");
  return ring;
}

void
test_key_ring_free (TestKeyRing *ring)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (ring->process), NULL, NULL);
  g_subprocess_wait (ring->process, NULL, &error);
  g_assert_no_error (error);
  g_object_unref (ring->process);
  g_free (ring);
}
