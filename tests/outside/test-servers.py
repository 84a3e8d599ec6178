#!/usr/bin/python3
"""Other ways to start the program, from outside: with a service elsewhere, for a manager and a viewer, and twice at once.

Usage: test-servers.py TESSERA TESSERAD
"""

import os
import subprocess
import sys

from driver import PATIENCE, State, Window, has, role_of, run, wait_for
from service import Elsewhere, Service, own_process, own_socket

PROGRAM = sys.argv[1]
NAME = 'Nightly export'
elsewhere = Elsewhere(sys.argv[2], os.path.join(os.environ['HOME'], 'elsewhere'))
manager = Service(elsewhere.address, elsewhere.manager)
windows = []


def start(*arguments):
    windows.append(Window(PROGRAM, *arguments))
    return windows[-1]


def end_all():
    while windows:
        windows.pop().end()


def open_as(key):
    return start('--server', 'http://' + elsewhere.address, '--key-file', elsewhere.key_file(key))


def refused(*arguments):
    """What the program says on standard error as it refuses to start."""
    ended = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ended.returncode == 2, ended
    assert elsewhere.manager not in ended.stdout + ended.stderr, 'it says the key'
    return ended.stderr


def test_a_key_file_that_others_may_read_is_refused():
    for mode in (0o644, 0o640, 0o604):
        path = elsewhere.key_file(elsewhere.manager, mode)
        said = refused('--server', 'http://' + elsewhere.address, '--key-file', path)
        assert path in said and 'others than its owner have rights on this file' in said and 'chmod 600' in said, said


def test_an_address_and_a_key_file_go_together():
    assert '--server and --key-file go together.' in refused('--server', 'http://' + elsewhere.address)
    assert '--server and --key-file go together.' in refused('--key-file', elsewhere.key_file(elsewhere.manager))


def test_an_address_without_encryption_is_refused_unless_it_is_this_machine():
    said = refused('--server', 'http://tokens.example', '--key-file', elsewhere.key_file(elsewhere.manager))
    assert 'https://' in said, said


def test_a_manager_creates_and_edits_elsewhere():
    window = open_as(elsewhere.manager)
    assert window.says(elsewhere.address), 'the window does not say whose tokens these are'
    window.press('ctrl+n')
    window.wait_focus('Expiry date')
    window.tab_to('Name')
    window.type(NAME)
    window.press('Tab', 'Down', 'space', 'ctrl+Return')
    window.wait_focus('Copy')
    window.press('Return')
    window.tab_to('Done')
    window.press('Return')
    wait_for('the token in the list', lambda: window.find_starting('table row', NAME))
    [token] = manager.tokens()
    assert token['name'] == NAME and token['created_by'] == 'Mara', token
    window.press('Return')
    window.tab_to('Name')
    window.retype('Weekly export')
    window.press('ctrl+Return')
    wait_for('the change at the service', lambda: manager.tokens()[0]['name'] == 'Weekly export')
    assert not os.path.exists(own_socket()), 'a service of its own was started, too'
    end_all()


def test_a_viewer_sees_all_and_can_change_nothing():
    window = open_as(elsewhere.viewer)
    wait_for('the token', lambda: window.find_starting('table row', 'Weekly export'))
    reason = 'You may look at tokens here, but only a manager may change them.'
    assert window.says(reason)
    window.press('ctrl+f', 'Down', 'Return')
    wait_for('the editor', lambda: window.find('push button', 'Update Token'))
    changing = [thing for thing in window.all() if role_of(thing) == 'check box'
                or role_of(thing) == 'push button' and thing.get_name() in ('Update Token', 'Revoke', 'Expiry date', 'Token type')]
    assert len(changing) >= 20, len(changing)
    sensitive = [thing.get_name() for thing in changing if has(thing, State.SENSITIVE)]
    assert not sensitive, sensitive
    assert reason in window.find('push button', 'Update Token').get_description()
    window.press('ctrl+n')
    wait_for('the form', lambda: window.find('text', 'Name'))
    create = [thing for thing in window.all() if role_of(thing) == 'push button' and thing.get_name() == 'Create Token'
              and not has(thing, State.EXPANDABLE)]
    assert create and not has(create[0], State.SENSITIVE)
    end_all()


def test_two_programs_share_this_computers_service():
    first, second = start(), start()
    Service().create('Price feed')
    for window in (first, second):
        subprocess.run(['xdotool', 'windowactivate', '--sync', window.x_window], check=True)
        window.press('F5', 'ctrl+f')
        wait_for('the token in each window', lambda window=window: window.find_starting('table row', 'Price feed'))


def test_the_second_takes_the_service_over_when_the_first_ends():
    first, second = windows
    before = own_process()
    assert before
    first.end()
    windows.remove(first)
    subprocess.run(['xdotool', 'windowactivate', '--sync', second.x_window], check=True)
    second.press('F5')
    wait_for('another process to serve', lambda: own_process() not in (0, before))
    assert Service().tokens()[0]['name'] == 'Price feed'
    Service().create('Dashboard')

    def is_seen_after_refresh():
        second.press('F5')    # which does nothing while the first one is still answered
        return second.find_starting('table row', 'Dashboard')
    wait_for('the new token in the window', is_seen_after_refresh)
    end_all()


try:
    code = run([(f'/outside/servers/{name}', test) for name, test in [
        ('a-key-file-that-others-may-read-is-refused', test_a_key_file_that_others_may_read_is_refused),
        ('an-address-and-a-key-file-go-together', test_an_address_and_a_key_file_go_together),
        ('an-address-without-encryption-is-refused', test_an_address_without_encryption_is_refused_unless_it_is_this_machine),
        ('a-manager-creates-and-edits-elsewhere', test_a_manager_creates_and_edits_elsewhere),
        ('a-viewer-sees-all-and-can-change-nothing', test_a_viewer_sees_all_and_can_change_nothing),
        ('two-programs-share-this-computers-service', test_two_programs_share_this_computers_service),
        ('the-second-takes-the-service-over-when-the-first-ends', test_the_second_takes_the_service_over_when_the_first_ends),
    ]])
finally:
    end_all()
    elsewhere.stop()
sys.exit(code)
