#!/usr/bin/python3
"""Servers, from outside and by keys alone: one is added, tried, opened, and there again at the next start.

Usage: test-known-servers.py TESSERA TESSERAD SECRET-SERVICE
"""

import os
import subprocess
import sys

# What one run remembers, the next one is to find.
os.environ['GSETTINGS_BACKEND'] = 'keyfile'
from driver import Window, role_of, run, wait_for  # noqa: E402
from service import Elsewhere, Service  # noqa: E402

PROGRAM, SERVICE, SECRET_SERVICE = sys.argv[1:]
HOME = os.environ['HOME']
elsewhere = Elsewhere(SERVICE, os.path.join(HOME, 'elsewhere'))
Service(elsewhere.address, elsewhere.manager).create('Price feed')
windows, rings = [], []


def start(*arguments, ready=None):
    windows.append(Window(PROGRAM, *arguments, ready=ready))
    return windows[-1]


def end_all():
    while windows:
        windows.pop().end()
    end_ring()


def start_ring(manner):
    rings.append(subprocess.Popen([SECRET_SERVICE, manner], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
    assert rings[0].stdout.readline() == 'ready\n'


def end_ring():
    while rings:
        ring = rings.pop()
        ring.stdin.close()
        ring.wait()
        ring.stdout.close()


def open_servers(window):
    window.press('ctrl+o')
    wait_for('the list of servers', lambda: window.find_window('Servers'))
    wait_for('the focus on a server', lambda: window.focused() and role_of(window.focused()) == 'list item')


def fill(window, key, name=''):
    open_servers(window)
    window.tab_to('Add Server')
    window.press('Return')
    window.wait_focus('Address')
    window.type('http://' + elsewhere.address)
    window.tab_to('Admin key')
    window.type(key)
    window.tab_to('Name')
    window.type(name)


def shows_elsewhere(window):
    wait_for('the token of that server', lambda: window.find_starting('table row', 'Price feed'))


def test_a_server_is_added_and_tried_by_keys():
    start_ring('open')
    window = start()
    fill(window, elsewhere.viewer, 'Shop')
    assert window.find('password text', 'Admin key'), 'a screen reader would read the key aloud'
    window.tab_to('Test Connection')
    window.press('Return')
    wait_for('what came of it', lambda: window.says('You are Jonas; this key may only read, not change tokens. There is 1 token.'))
    window.tab_to('Admin key', 'shift+Tab')
    window.retype(elsewhere.manager)
    window.tab_to('Test Connection')
    window.press('Return')
    wait_for('what came of it', lambda: window.says('The connection works. You are Mara and may change tokens.'))
    assert not window.nameless(), window.nameless()
    window.tab_to('Add')
    window.press('Return')
    window.wait_focus(f'Shop, http://{elsewhere.address}')
    assert not window.nameless(), window.nameless()


def test_return_opens_it():
    [window] = windows
    window.press('Return')
    shows_elsewhere(window)
    assert window.says('Shop'), 'the window does not say whose tokens these are'
    assert not window.find_window('Servers')


def test_the_next_start_opens_it_with_the_key_that_was_kept():
    windows.pop().quit()
    window = start()
    shows_elsewhere(window)
    assert window.says('Shop')


def test_the_key_is_in_no_file():
    for folder, _, names in os.walk(HOME):
        for name in names:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, 'rb') as file:
                    assert elsewhere.manager.encode() not in file.read(), path


def test_this_computers_own_service_stays_beside_it():
    [window] = windows
    open_servers(window)
    window.wait_focus(f'Shop, http://{elsewhere.address}, open now')
    window.press('Up', 'Return')
    wait_for('the own service', lambda: window.says('This computer') and not window.find_starting('table row', 'Price feed'))
    windows.pop().quit()
    window = start()
    wait_for('the own service', lambda: window.says('This computer'))


def test_a_server_is_removed_once_that_is_confirmed():
    [window] = windows
    open_servers(window)
    window.tab_to('Remove Shop')
    window.press('Return')
    wait_for('the question', lambda: window.says('Remove “Shop”?'))
    window.tab_to('Remove')
    window.press('Return')
    wait_for('it to go', lambda: not window.find_starting('list item', 'Shop'))
    window.press('Escape')
    windows.pop().quit()


def start_elsewhere():
    """With the server on the command line."""
    return start('--server', 'http://' + elsewhere.address, '--key-file', elsewhere.key_file(elsewhere.manager))


def test_a_server_on_the_command_line_is_open_for_this_session():
    window = start_elsewhere()
    shows_elsewhere(window)
    open_servers(window)
    window.wait_focus(f'{elsewhere.address}, http://{elsewhere.address}, for this session only, open now')
    assert not window.nameless(), window.nameless()
    window.press('Up', 'Return')
    wait_for('the own service', lambda: window.says('This computer') and not window.find_starting('table row', 'Price feed'))
    open_servers(window)
    window.press('Down')
    window.wait_focus(f'{elsewhere.address}, http://{elsewhere.address}, for this session only')
    window.press('Return')
    shows_elsewhere(window)
    windows.pop().quit()
    window = start()
    wait_for('the own service', lambda: window.says('This computer'))
    open_servers(window)
    assert not window.find_starting('list item', elsewhere.address), 'it is remembered unasked'
    window.press('Escape')
    windows.pop().quit()


def test_it_is_there_at_the_next_start_once_it_is_added():
    window = start_elsewhere()
    shows_elsewhere(window)
    open_servers(window)
    window.tab_to('Add ' + elsewhere.address)
    window.press('Return')
    window.wait_focus('Address')
    window.press('Return')
    window.wait_focus(f'{elsewhere.address}, http://{elsewhere.address}')
    window.press('Return')
    shows_elsewhere(window)
    windows.pop().quit()
    window = start()
    shows_elsewhere(window)
    open_servers(window)
    window.press('Up', 'Return')
    wait_for('the own service', lambda: window.says('This computer') and not window.find_starting('table row', 'Price feed'))
    open_servers(window)
    window.tab_to('Remove ' + elsewhere.address)
    window.press('Return')
    wait_for('the question', lambda: window.says(f'Remove “{elsewhere.address}”?'))
    window.tab_to('Remove')
    window.press('Return')
    wait_for('it to go', lambda: not window.find_starting('list item', elsewhere.address))
    window.press('Escape')
    windows.pop().quit()


def test_without_a_key_store_the_key_is_for_this_session_and_the_window_says_so():
    end_ring()
    window = start()
    fill(window, elsewhere.manager)
    window.press('Return')
    window.wait_focus(f'{elsewhere.address}, http://{elsewhere.address}')
    note = 'There is no key store on this computer. The admin key for ' + elsewhere.address + ' is known for this session only'
    wait_for('the note in the dialog', lambda: window.says(note))
    window.press('Return')
    shows_elsewhere(window)
    assert window.says(note), 'the window does not say it'
    windows.pop().quit()
    window = start(ready=lambda shown: shown.says('So the admin key for ' + elsewhere.address))
    window.tab_to('Servers')
    window.press('Return')
    wait_for('the list of servers', lambda: window.find_window('Servers'))


try:
    code = run([(f'/outside/known-servers/{name}', test) for name, test in [
        ('a-server-is-added-and-tried-by-keys', test_a_server_is_added_and_tried_by_keys),
        ('return-opens-it', test_return_opens_it),
        ('the-next-start-opens-it-with-the-key-that-was-kept', test_the_next_start_opens_it_with_the_key_that_was_kept),
        ('the-key-is-in-no-file', test_the_key_is_in_no_file),
        ('this-computers-own-service-stays-beside-it', test_this_computers_own_service_stays_beside_it),
        ('a-server-is-removed-once-that-is-confirmed', test_a_server_is_removed_once_that_is_confirmed),
        ('a-server-on-the-command-line-is-open-for-this-session', test_a_server_on_the_command_line_is_open_for_this_session),
        ('it-is-there-at-the-next-start-once-it-is-added', test_it_is_there_at_the_next_start_once_it_is_added),
        ('without-a-key-store-the-key-is-for-this-session',
         test_without_a_key_store_the_key_is_for_this_session_and_the_window_says_so),
    ]])
finally:
    end_all()
    elsewhere.stop()
sys.exit(code)
