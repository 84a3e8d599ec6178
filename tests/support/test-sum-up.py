"""The line that ends ./run tests tells the truth. test-sum-up.py PATH-OF-SUM-UP"""

import json
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(__file__))
import tap  # noqa: E402


def sum_up(*tests):
    """The exit code and the last line for a log of @tests, each (result, standard output)."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "meson-logs"))
        with open(os.path.join(folder, "meson-logs", "testlog.json"), "w", encoding="utf-8") as log:
            for number, (result, output) in enumerate(tests):
                log.write(json.dumps({"name": f"test {number}", "result": result, "stdout": output, "returncode": 1}) + "\n")
        done = subprocess.run([sys.argv[1], folder], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()[-1], done.stdout


def check(name, expected, *tests):
    @tap.case(name)
    def function():
        code, line, output = sum_up(*tests)
        assert line == expected, output
        assert code == (0 if expected.endswith(" 0 failed") and not expected.startswith("0 ") else 1), code


check("/sum-up/single-cases-are-counted", "3 passed, 0 failed", ("OK", "1..2\nok 1 /a\nok 2 /b\n"), ("OK", "1..1\nok 1 /c\n"))
check("/sum-up/a-failed-case-is-one", "1 passed, 1 failed", ("FAIL", "1..2\nok 1 /a\nnot ok 2 /b\n"))
check("/sum-up/a-crash-after-good-cases-is-a-failure", "1 passed, 1 failed", ("ERROR", "1..2\nok 1 /a\n"))
check("/sum-up/a-hang-is-a-failure", "0 passed, 1 failed", ("TIMEOUT", ""))
check("/sum-up/an-error-after-all-cases-passed-is-a-failure", "1 passed, 1 failed", ("ERROR", "1..1\nok 1 /a\n"))
check("/sum-up/skipped-cases-have-not-passed", "1 passed, 0 failed", ("OK", "1..2\nok 1 /a\nok 2 /b # SKIP no locale\n"))
check("/sum-up/a-program-without-cases-is-one", "1 passed, 0 failed", ("OK", "all is well\n"))
check("/sum-up/the-end-of-a-subtest-is-no-case", "2 passed, 0 failed",
      ("OK", "TAP version 14\n# Subtest: a\n    ok 1 /a/b\n    ok 2 /a/c\n    1..2\nok 1 a\n1..1\n"))
check("/sum-up/nothing-tested-is-no-success", "0 passed, 1 failed")


@tap.case("/sum-up/what-failed-is-shown")
def shown():
    output = sum_up(("FAIL", "1..1\n# the sky is green\nnot ok 1 /sky/is-blue\n"))[2]
    assert "/sky/is-blue" in output and "the sky is green" in output, output


tap.run()
