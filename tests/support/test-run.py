"""./run, in a folder and with a PATH of the test's own: nothing is installed, and what it builds is a stand-in."""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

import tap

RUN = pathlib.Path(sys.argv[1])

# What the script itself takes from the machine.
TOOLS = "bash cat cp dirname env mkdir mktemp rm sed seq sleep stdbuf touch tr".split()

# Each writes what it was called with to the file "calls".
STAND_INS = {
    "id": "echo 0",
    "cc": "", "msgfmt": "", "glib-compile-resources": "",
    "pkg-config": "",
    "meson": '[ "$1" != setup ] || { mkdir -p "$2"; touch "$2/build.ninja"; }',
    "ninja": 'mkdir -p "$2/src/app"; cp "$PLACE/tessera" "$2/src/app/tessera"',
}

# The window: says how it was started, and stays for as long as there is a file "stay".
WINDOW = """#!/bin/bash
printf '%s\\n' "$@" >"$PLACE/arguments"
printf '%s\\n' "${GDK_BACKEND:-}" "${BROADWAY_DISPLAY:-}" >"$PLACE/backend"
touch "$PLACE/started"
while [ -e "$PLACE/stay" ]; do sleep 0.02; done
exit 7
"""


class Place:
    """A machine with nothing but the programs above."""

    def __init__(self, folder):
        self.top = folder / "a folder"
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.top.mkdir()
        shutil.copy(RUN, self.top / "run")
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        for name, does in STAND_INS.items():
            self.stand_in(name, does)
        self.write(self.top / "tessera", WINDOW)
        self.env = {"PATH": str(self.bin), "PLACE": str(self.top), "HOME": str(folder), "TMPDIR": str(folder),
                    "XDG_RUNTIME_DIR": str(folder), "LC_ALL": "C.UTF-8", "DISPLAY": ":7"}

    @staticmethod
    def write(path, text):
        path.write_text(text)
        path.chmod(0o755)

    def stand_in(self, name, does):
        self.write(self.bin / name, f'#!/bin/bash\necho "{name} $*" >>"$PLACE/calls"\n{does}\n')

    def start(self, *arguments):
        return subprocess.Popen([self.top / "run", *arguments], env=self.env, cwd="/", stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def run(self, *arguments):
        """Returns the exit code and all that was said."""
        with self.start(*arguments) as process:
            out, err = process.communicate(timeout=60)
        return process.returncode, out + err

    def read(self, name):
        path = self.top / name
        return path.read_text().splitlines() if path.exists() else []


@contextlib.contextmanager
def a_place():
    with tempfile.TemporaryDirectory() as folder:
        yield Place(pathlib.Path(folder))


def wait_for(condition, what):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.02)


def listening(port):
    """The IPv4 addresses, as the kernel writes them, and "IPv6" at which somebody listens."""
    found = []
    for table in ("tcp", "tcp6"):
        path = pathlib.Path("/proc/net", table)
        for line in path.read_text().splitlines()[1:] if path.exists() else []:
            _, local, _, state = line.split()[:4]
            address, at = local.split(":")
            if state == "0A" and int(at, 16) == port:
                found.append(address if table == "tcp" else "IPv6")
    return found


@tap.case("/run/arguments-are-passed-on-as-they-are")
def arguments():
    with a_place() as place:
        code, said = place.run("--server", "http://127.0.0.1:9", "--key-file", "/some where/key")
        assert code == 7, said
        assert place.read("arguments") == ["--server", "http://127.0.0.1:9", "--key-file", "/some where/key"]
        assert place.read("backend") == ["", ""]


@tap.case("/run/what-shows-no-window-needs-no-display")
def no_window():
    for option in "--version", "-h", "--help", "--help-all":
        with a_place() as place:
            del place.env["DISPLAY"]
            code, said = place.run(option)
            assert code == 7 and "browser" not in said, said
            assert place.read("arguments") == [option]
            assert place.read("backend") == ["", ""]


@tap.case("/run/what-is-configured-is-not-configured-again")
def configured_once():
    with a_place() as place:
        for _ in range(2):
            assert place.run()[0] == 7
        setups = [call for call in place.read("calls") if call.startswith("meson setup")]
        assert len(setups) == 1, setups


@tap.case("/run/without-apt-it-lists-what-is-missing-and-stops")
def without_apt():
    with a_place() as place:
        (place.bin / "msgfmt").unlink()
        place.stand_in("pkg-config", 'case "$2" in libsecret-1|sqlite3) exit 1 ;; esac')
        code, said = place.run()
        assert code == 1, said
        assert re.findall(r"^  (.*)$", said, re.M) == [
            "the program msgfmt",
            "the library libsecret-1, with its headers",
            "the library sqlite3, with its headers"], said
        assert not [call for call in place.read("calls") if not call.startswith("pkg-config --exists ")]
        assert not (place.top / "started").exists()


@tap.case("/run/a-walk-goes-as-far-as-it-is-told-and-tells-its-seed")
def walks():
    with a_place() as place:
        place.stand_in("dpkg-query", 'shift 2; for name; do echo "installed $name"; done')
        place.stand_in("apt-get", "")
        place.stand_in("meson", '[ "$1" != setup ] || { mkdir -p "$2"; touch "$2/build.ninja"; }\n'
                       '[ "$1" != test ] || echo "$TESSERA_WALK_STEPS $TESSERA_WALK_SEED" >>"$PLACE/walked"')
        assert place.run("walk", "500", "7")[0] == 0
        code, said = place.run("walk")
        assert code == 0, said
        told = re.search(r"\./run walk (\d+ \d+)$", said, re.M)
        assert place.read("walked") == ["500 7", told[1]] and told[1].startswith("10000 "), said
        assert place.run("walk", "far")[0] == 1


@tap.case("/run/apt-is-asked-for-what-is-missing-alone")
def with_apt():
    with a_place() as place:
        # All that was asked about is there but two.
        place.stand_in("dpkg-query", 'shift 2; for name; do case "$name" in gettext|zlib1g-dev) ;; '
                       '*) echo "installed $name" ;; esac; done')
        place.stand_in("apt-get", "")
        code, said = place.run()
        assert code == 7, said
        asked = [call for call in place.read("calls") if call.startswith("apt-get")]
        assert len(asked) == 1 and asked[0].split(" --no-install-recommends ")[1].split() == ["gettext", "zlib1g-dev"], asked
        assert "Installing: gettext zlib1g-dev" in said, said


@tap.case("/run/without-a-display-a-browser-on-this-machine-alone-can-show-the-window")
def broadway():
    server = shutil.which("gtk4-broadwayd")
    if not server or not pathlib.Path("/proc/net/tcp").exists():
        raise tap.Skip("there is no gtk4-broadwayd here")
    with a_place() as place:
        (place.bin / "gtk4-broadwayd").symlink_to(server)
        del place.env["DISPLAY"]
        (place.top / "stay").touch()
        process = place.start("--server", "http://127.0.0.1:9")
        try:
            wait_for(lambda: (place.top / "started").exists() or process.poll() is not None, "the window")
            wait_for(lambda: len(place.read("backend")) == 2, "what the window was told")
            backend, display = place.read("backend")
            port = 8000 + int(display.lstrip(":"))
            assert backend == "broadway"
            assert listening(port) == ["0100007F"], listening(port)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
                assert b"broadway" in answer.read()
            (place.top / "stay").unlink()
            _, said = process.communicate(timeout=60)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.communicate()
        assert process.returncode == 7, said
        assert f"http://127.0.0.1:{port}/" in re.findall(r"http://\S+", said), said
        assert place.read("arguments") == ["--server", "http://127.0.0.1:9"]
        wait_for(lambda: not listening(port), "the end of the server for the browser")


tap.run()
