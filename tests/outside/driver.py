"""Drives the built window from outside: the accessibility bus to see, the X server's keys and pointer to act.

Everything is found by role and accessible name, as assistive technology finds it. Nothing sleeps for a
fixed time: each step waits for what it needs, and fails with what was there instead.
"""

import gettext
import os
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PATIENCE = float(os.environ.get('TESSERA_TEST_PATIENCE', '20'))
State = Atspi.StateType
CLASSES = ('Gtk', 'Adw', 'Tessera')


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


def use_locale(name):
    """Makes the locale for this run alone; a machine need not have it."""
    folder = os.path.join(os.environ['HOME'], 'locales')
    os.makedirs(folder, exist_ok=True)
    subprocess.run(['localedef', '-i', name, '-f', 'UTF-8', os.path.join(folder, name + '.UTF-8')], check=True)
    os.environ.update(LOCPATH=folder, LC_ALL=name + '.UTF-8', LANGUAGE='')


def read_words(program, language):
    """The built translation: what says a text in that language."""
    folder = os.path.join(os.path.dirname(program), '..', '..', 'po')
    return gettext.translation('tessera', folder, [language]).gettext


def role_of(thing):
    """The name of its role, None for nothing, which may have the focus while it passes on. Newer versions of the bus say
    "button", and newer ones of GTK tell what is inside a menu button or a drop-down for what it is made of; what is only
    around it can't have the focus there."""
    role = thing and thing.get_role_name()
    return {'button': 'push button', 'toggle button': 'push button', 'grouping': 'panel'}.get(role, role)


def active_window():
    """Place and size of the window in front."""
    shown = subprocess.run(['xdotool', 'getactivewindow', 'getwindowgeometry', '--shell'],
                           capture_output=True, text=True, check=False).stdout
    return {key: int(value) for key, value in (line.split('=') for line in shown.split())}


def has(thing, *states):
    held = thing.get_state_set()
    return all(held.contains(state) for state in states)


class Ear:
    """What a screen reader is told without asking: each change of the description of what has the focus."""

    def __init__(self, window):
        self.window, self.heard = window, []
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, 0, -1, None).unpack()[0]
        self.bus = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        # Newer versions of GTK tell nothing unless somebody has asked for it.
        self.asking = Atspi.EventListener.new(lambda event: None)
        self.asking.register('object:property-change:accessible-description')
        self.bus.signal_subscribe(None, 'org.a11y.atspi.Event.Object', 'PropertyChange', None, 'accessible-description',
                                  Gio.DBusSignalFlags.NONE, self._on_change)

    def _on_change(self, _bus, _sender, _path, _interface, _signal, what):
        self.heard.append(what.unpack()[3])

    def _has_heard(self, part):
        while GLib.MainContext.default().iteration(False):
            pass
        return any(part in words for words in self.heard)

    def wait_for(self, part):
        """Until it is told, of the object that has the focus."""
        wait_for(f'“{part}” to be told', lambda: self._has_heard(part))
        wait_for(f'“{part}” at the focus', lambda: self.window.focused() and part in self.window.focused().get_description())
        self.heard.clear()


class Window:
    """One run of the program. keys and clicks count what was pressed, without what was typed."""

    def __init__(self, program, *arguments, ready=None, places=None):
        """places: the module that tells where controls stand, for tests that click."""
        self.keys = self.clicks = 0
        self.places = os.path.join(os.environ['HOME'], 'places')
        # AddressSanitizer refuses to start behind another module, unless it is told not to look.
        asan = os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0'
        also = {'LD_PRELOAD': places, 'TESSERA_PLACES': self.places, 'ASAN_OPTIONS': asan} if places else {}
        # What opens under the pointer follows it.
        subprocess.run(['xdotool', 'mousemove', '0', '0'], check=True)
        self.process = subprocess.Popen([program, *arguments], env={**os.environ, **also})
        self.frame = wait_for('the window', self._find_frame)
        self.x_window = wait_for('the window on the screen', self._find_x_window)
        wait_for('the first answer', (lambda: ready(self)) if ready else lambda: self.find('text') or self.find('tree table'))

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
        """As a person does; with nothing unsaved the first time is enough."""
        subprocess.run(['xdotool', 'key', '--clearmodifiers', 'ctrl+q'], check=True)
        assert self.process.wait(PATIENCE) == 0, 'the program did not end well'

    def end(self):
        """However a test has left it."""
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
            if role_of(thing) == role and (name is None or thing.get_name() == name) and has(thing, *states):
                return thing
        return None

    def find_starting(self, role, start):
        for thing in self.all():
            if role_of(thing) == role and thing.get_name().startswith(start):
                return thing
        return None

    def find_button(self, name):
        """A push button with that name that is no expander, and can be pressed."""
        for thing in self.all():
            if role_of(thing) == 'push button' and thing.get_name() == name \
                    and has(thing, State.FOCUSABLE, State.SENSITIVE) and not has(thing, State.EXPANDABLE):
                return thing
        return None

    def find_window(self, name):
        """A window of the program other than its main one."""
        for thing in self.all():
            if role_of(thing) in ('frame', 'dialog', 'alert') and thing.get_name() == name:
                return thing
        return None

    def says(self, part):
        """Whether a label holds that text."""
        for thing in self.all():
            if role_of(thing) == 'label' and part in thing.get_name():
                return thing
        return None

    def focused(self):
        for thing in self.all():
            if has(thing, State.FOCUSED):
                return thing
        return None

    def wait_focus(self, name):
        def is_there():
            thing = self.focused()
            return thing if thing and thing.get_name() == name else None
        try:
            return wait_for(f'the focus on {name}', is_there)
        except AssertionError as error:
            thing = self.focused()
            raise AssertionError(f'{error}; it is on {thing and thing.get_name()}') from None

    def text_of(self, name):
        """What the entry of that name holds; None if there is none now."""
        entry = self.find('text', name)
        return entry and Atspi.Text.get_text(entry, 0, Atspi.Text.get_character_count(entry))

    def nameless(self):
        """What can have the focus, and has no name or only its class's."""
        return [f'{role_of(thing)} “{thing.get_name()}” in “{thing.get_parent().get_name()}”' for thing in self.all()
                if has(thing, State.FOCUSABLE) and (not thing.get_name() or thing.get_name().startswith(CLASSES))]

    # Acting

    def press(self, *keys):
        for key in keys:
            self.keys += 1
            subprocess.run(['xdotool', 'key', '--clearmodifiers', key], check=True)

    def type(self, text):
        subprocess.run(['xdotool', 'type', '--delay', '5', text], check=True)

    def retype(self, text):
        """In place of what the focused entry holds."""
        self.press('ctrl+a')
        self.type(text)

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

    def middle_of(self, thing):
        """Where a control is on the screen. The bus tells places within the window; the window's frame, which
        GTK draws, is as wide on each side."""
        top = thing
        while top.get_parent() and top.get_parent().get_role_name() != 'application':
            top = top.get_parent()
        at, whole = (part.get_extents(Atspi.CoordType.WINDOW) for part in (thing, top))
        window = wait_for('a window in front', active_window)
        return (window['X'] + (window['WIDTH'] - whole.width) // 2 + at.x + at.width // 2,
                window['Y'] + (window['HEIGHT'] - whole.height) // 2 + at.y + at.height // 2)

    def place_of(self, thing):
        """Where its middle really is on the screen: of the controls with its name, that of the one that is most like it in size."""
        size, window = thing.get_extents(Atspi.CoordType.WINDOW), active_window()
        with open(self.places, encoding='utf-8') as file:
            lines = [line.split('\t', 4) for line in file.read().splitlines()]
        found = [[int(number) for number in line[:4]] for line in lines if line[4] == thing.get_name()]
        if not found:
            return None
        _, _, x, y = min(found, key=lambda line: abs(line[0] - size.width) + abs(line[1] - size.height))
        return window['X'] + x, window['Y'] + y

    def click(self, thing, button=1):
        """Where it stays: what has just appeared may still move."""
        self.clicks += 1
        places = [None]

        def stays():
            places.append(self.place_of(thing))
            time.sleep(0.1)  # until it was written anew
            return places[-1] and places[-1] == places[-2]
        wait_for('the control to stay where it is', stays)
        x, y = places[-1]
        subprocess.run(['xdotool', 'mousemove', str(x), str(y), 'click', str(button)], check=True)


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
