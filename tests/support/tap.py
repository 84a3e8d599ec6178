"""tap: tests in Python as sentences.

    @tap.case("/data/desktop-file-is-valid")
    def desktop_file():
        assert …

    tap.run()

A case fails by an exception; what it says is printed as a diagnostic. `tap.Skip` skips one."""

import sys
import traceback

_cases = []


class Skip(Exception):
    """Raised by a case that cannot be tried here; its text says why."""


def case(name):
    def add(function):
        _cases.append((name, function))
        return function
    return add


def note(text):
    for line in str(text).splitlines():
        print("#", line, flush=True)


def run():
    """Runs all cases, or those named on the command line after `-p`; ends the program."""
    chosen = _cases
    if "-p" in sys.argv:
        wanted = sys.argv[sys.argv.index("-p") + 1]
        chosen = [(name, function) for name, function in _cases if name.startswith(wanted)]
    print("TAP version 13")
    print(f"1..{len(chosen)}", flush=True)
    failed = 0
    for number, (name, function) in enumerate(chosen, 1):
        try:
            function()
        except Skip as why:
            print(f"ok {number} {name} # SKIP {why}", flush=True)
        except Exception:  # whatever went wrong, the next case is still tried
            failed += 1
            note(traceback.format_exc())
            print(f"not ok {number} {name}", flush=True)
        else:
            print(f"ok {number} {name}", flush=True)
    sys.exit(1 if failed else 0)
