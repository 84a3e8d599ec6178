"""What `meson install` lays down below a root of its own, run from there.

test-install.py BUILD-FOLDER MESON, on a display"""

import os
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import tap  # noqa: E402

build, meson = sys.argv[1:3]
APP_ID = "org.tessera.Tessera"
FILES = [
    "bin/tessera", "bin/tesserad", f"share/applications/{APP_ID}.desktop", f"share/metainfo/{APP_ID}.metainfo.xml",
    f"share/glib-2.0/schemas/{APP_ID}.gschema.xml", f"share/icons/hicolor/scalable/apps/{APP_ID}.svg",
    f"share/icons/hicolor/48x48/apps/{APP_ID}.png", f"share/icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg",
    "share/tessera/catalogue.json", "share/tessera/openapi.yaml", "share/locale/de/LC_MESSAGES/tessera.mo",
]

root = tempfile.TemporaryDirectory(prefix="tessera-install.")  # pylint: disable=consider-using-with
subprocess.run([meson, "install", "-C", build, "--no-rebuild", "--destdir", root.name],
               stdout=subprocess.DEVNULL, check=True)
prefix = next(folder for folder, folders, _ in os.walk(root.name) if {"bin", "share"} <= set(folders))


def path(name):
    return os.path.join(prefix, name)


def ask(socket):
    done = subprocess.run(["curl", "-sS", "--max-time", "20", "--unix-socket", socket, "http://localhost/v1/catalogue"],
                          capture_output=True, text=True, check=False)
    return done.stdout


@tap.case("/install/every-file-is-there")
def every_file():
    missing = [name for name in FILES if not os.path.isfile(path(name))]
    assert not missing, missing


@tap.case("/install/nothing-points-into-the-build-folder")
def no_library_of_the_build():
    for name in ("bin/tessera", "bin/tesserad"):
        needed = subprocess.run(["ldd", path(name)], capture_output=True, text=True, check=True).stdout
        assert build not in needed and "not found" not in needed, needed


@tap.case("/install/files-for-the-desktop-are-valid")
def valid_files():
    subprocess.run(["desktop-file-validate", path(f"share/applications/{APP_ID}.desktop")], check=True)
    subprocess.run(["glib-compile-schemas", "--strict", path("share/glib-2.0/schemas")], check=True)


@tap.case("/install/the-service-runs-with-the-catalogue-that-lies-beside-it")
def service_runs():
    # With an area of its own, so that no other catalogue can be meant.
    with open(path("share/tessera/catalogue.json"), encoding="utf-8") as text:
        catalogue = text.read().replace('"Reports"', '"Reports of the copy"')
    with open(path("share/tessera/catalogue.json"), "w", encoding="utf-8") as text:
        text.write(catalogue)
    socket = os.path.join(root.name, "service.socket")
    with subprocess.Popen([path("bin/tesserad"), "--database", os.path.join(root.name, "tokens.db"), "--socket", socket],
                          stdout=subprocess.PIPE, text=True) as service:
        try:
            lines = [service.stdout.readline(), service.stdout.readline()]
            assert lines[-1] == "ready\n", lines
            answer = ask(socket)
            assert "Reports of the copy" in answer, answer
        finally:
            service.send_signal(signal.SIGTERM)
    assert service.returncode == 0, service.returncode


@tap.case("/install/the-window-starts-the-service-that-lies-beside-it")
def window_runs():
    socket = os.path.join(os.environ["XDG_RUNTIME_DIR"], "tessera", "service.socket")
    with subprocess.Popen([path("bin/tessera")]) as window:
        try:
            end = time.monotonic() + 60
            while "Reports of the copy" not in ask(socket):
                assert time.monotonic() < end and window.poll() is None, "no answer of the window's own service"
                time.sleep(0.05)
        finally:
            window.terminate()
    assert window.returncode in (0, -signal.SIGTERM), window.returncode


try:
    tap.run()
finally:
    root.cleanup()
