"""Drives the built window from outside: the accessibility bus to see, the X server's keys and pointer to act.

Everything is found by role and accessible name, as assistive technology finds it. Nothing sleeps for a
fixed time: each step waits for what it needs, and fails with what was there instead.
"""

import http.client
import json
import os
import socket
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = float(os.environ.get('TESSERA_TEST_PATIENCE', '20'))
State = Atspi.StateType


def wait_for(what, condition):
    """What condition returns once that is true; a loaded machine gets its time."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            result = condition()
        except GLib.Error:  # the object went while it was looked at
            result = None
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError('waited in vain for ' + what)
        time.sleep(0.02)


class Service(http.client.HTTPConnection):
    """The window's own service, asked beside the window."""

    def __init__(self):
        super().__init__('localhost')

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(os.path.join(os.environ['XDG_RUNTIME_DIR'], 'tessera', 'service.socket'))

    def tokens(self):
        self.request('GET', '/v1/tokens')
        answer = json.loads(self.getresponse().read())
        self.close()
        return answer['tokens']


class Window:
    """One run of the program. keys counts what was pressed, without what was typed."""

    def __init__(self, program, *arguments):
        self.keys = 0
        self.process = subprocess.Popen([program, *arguments])
        self.frame = wait_for('the window', self._find_frame)
        self.x_window = wait_for('the window on the screen', self._find_x_window)
        wait_for('the first answer', lambda: self.find('text') or self.find('tree table'))

    def _find_frame(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application and application.get_process_id() == self.process.pid and application.get_child_count():
                return application.get_child_at_index(0)
        assert self.process.poll() is None, 'the program ended'
        return None

    def _find_x_window(self):
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                               capture_output=True, text=True, check=False).stdout.split()
        return found[-1] if found else None

    def quit(self):
        self.process.terminate()
        self.process.wait(PATIENCE)

    # Seeing

    def all(self, below=None):
        def walk(thing):
            yield thing
            for i in range(thing.get_child_count()):
                child = thing.get_child_at_index(i)
                if child:
                    yield from walk(child)
        if below is not None:
            yield from walk(below)
            return
        application = self.frame.get_application()
        application.clear_cache()  # new windows are not told of in time
        for i in range(application.get_child_count()):
            child = application.get_child_at_index(i)
            if child:
                yield from walk(child)

    def find(self, role, name=None, *states):
        for thing in self.all():
            if thing.get_role_name() == role and (name is None or thing.get_name() == name) \
                    and all(thing.get_state_set().contains(state) for state in states):
                return thing
        return None

    def find_starting(self, role, start):
        for thing in self.all():
            if thing.get_role_name() == role and thing.get_name().startswith(start):
                return thing
        return None

    def says(self, part):
        """Whether a label holds that text."""
        for thing in self.all():
            if thing.get_role_name() == 'label' and part in thing.get_name():
                return thing
        return None

    def focused(self):
        for thing in self.all():
            if thing.get_state_set().contains(State.FOCUSED):
                return thing
        return None

    def wait_focus(self, name):
        def is_there():
            thing = self.focused()
            return thing and thing.get_name() == name
        return wait_for(f'the focus on {name}', is_there)

    # Acting

    def press(self, *keys):
        for key in keys:
            self.keys += 1
            subprocess.run(['xdotool', 'key', '--clearmodifiers', key], check=True)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '5', text], check=True)

    def tab_to(self, name, key='Tab', most=30):
        """Presses Tab until the focus is there."""
        for _ in range(most):
            thing = self.focused()
            if thing and thing.get_name() == name:
                return
            before = thing.get_name() if thing else None
            self.press(key)
            wait_for('the focus to move', lambda: (self.focused() and self.focused().get_name() != before) or None)
        raise AssertionError(f'{most} times {key} do not reach {name}')


def run(tests):
    """Runs the tests, prints TAP, and returns the code to exit with."""
    failed = 0
    print(f'1..{len(tests)}', flush=True)
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f'ok {number} {name}', flush=True)
        except Exception as error:  # pylint: disable=broad-except
            failed += 1
            print(f'not ok {number} {name}', flush=True)
            for line in str(error).splitlines() or [repr(error)]:
                print(f'# {type(error).__name__}: {line}', flush=True)
    return 1 if failed else 0
