#!/usr/bin/python3
"""Drafts from outside: what is filled in survives a crash and a quit, and is offered at the next start.

Usage: test-drafts.py TESSERA
"""

import glob
import os
import signal
import stat
import sys

from driver import PATIENCE, State, Window, run, wait_for
from service import Service

FOLDER = os.path.join(os.environ['XDG_STATE_HOME'], 'tessera', 'drafts')
window = None
secrets = []


def start(*command):
    global window  # pylint: disable=global-statement
    window = Window(*(command or (sys.argv[1],)))
    wait_for('the list to be there', lambda: window.find_button('Create Token') or window.find('tree table'))


def kept():
    texts = []
    for path in glob.glob(os.path.join(FOLDER, '*', '*.json')):
        try:
            with open(path, encoding='utf-8') as file:
                texts.append(file.read())
        except FileNotFoundError:  # it has just gone
            pass
    return texts


def crash():
    window.process.send_signal(signal.SIGKILL)
    window.process.wait(PATIENCE)


def has_tick(which):
    return window.find('check box', which).get_state_set().contains(State.CHECKED)


def fill(name):
    window.press('ctrl+n')
    window.wait_focus('Expiry date')
    window.tab_to('Name')
    window.type(name)
    window.tab_to('All areas: read')
    window.press('Down', 'space', 'Down', 'Right', 'space')
    wait_for('the ticks', lambda: has_tick('Products: write'))
    wait_for('the draft to be kept', lambda: any(name in text and '"products":["write"]' in text for text in kept()))


def wait_offer(words):
    wait_for(words, lambda: window.says(words))
    wait_for('Discard', lambda: window.find_button('Discard'))


def press_button(name):
    wait_for(name, lambda: window.find_button(name)).do_action(0)


def wait_no_offer():
    wait_for('the offer to go', lambda: not window.find_button('Restore') and not window.says('You were '))


def test_what_is_filled_in_survives_a_crash():
    start()
    fill('Price feed')
    for path in glob.glob(os.path.join(FOLDER, '*', '*.json')):
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600, path
    crash()
    start()
    wait_offer('You were creating “Price feed”.')
    window.press('ctrl+n')
    window.wait_focus('Expiry date')
    assert window.text_of('Name') == '' and not has_tick('Content: read'), 'applied unasked'
    press_button('Restore')
    wait_for('the name', lambda: window.text_of('Name') == 'Price feed')
    assert has_tick('Content: read') and has_tick('Products: write') and not has_tick('Products: read')
    wait_no_offer()


def test_what_was_restored_survives_again_and_is_forgotten_when_it_is_sent():
    wait_for('one file', lambda: len(kept()) == 1)
    crash()
    start()
    wait_offer('You were creating “Price feed”.')
    press_button('Restore')
    wait_for('the name', lambda: window.find('text', 'Name') and window.text_of('Name') == 'Price feed')
    window.press('ctrl+Return')
    wait_for('the secret', lambda: window.find_button('Copy'))
    wait_for('the file to go', lambda: not kept())
    assert [token['name'] for token in Service().tokens()] == ['Price feed']
    secrets.append(window.text_of('Secret'))
    crash()


def test_the_secret_is_in_no_file():
    [secret] = secrets
    assert secret.startswith('frt_') and len(secret) == 53
    for folder, _, names in os.walk(os.environ['HOME']):
        for path in (os.path.join(folder, name) for name in names):
            if os.path.isfile(path):
                with open(path, 'rb') as file:
                    assert secret.encode() not in file.read(), path


def edit_name(text):
    wait_for('the editor', lambda: window.find_button('Update Token'))
    window.press('ctrl+f')
    window.wait_focus('Search')
    window.tab_to('Name')
    window.retype(text)
    wait_for('the draft to be kept', lambda: any(text in kept_text for kept_text in kept()))


def open_token():
    start()
    window.press('ctrl+f')
    window.wait_focus('Search')
    window.press('Down')
    wait_for('the row', lambda: window.focused() and window.focused().get_name().startswith('Price feed'))
    wait_for('the editor', lambda: window.find_button('Update Token'))


def test_changes_survive_a_crash_and_are_compared_if_the_token_changed_meanwhile():
    open_token()
    edit_name('Price feed for shops')
    [token] = Service().tokens()
    Service().update(token, permissions={'reports': ['read']})
    crash()
    start()
    wait_offer('You were changing “Price feed”. Somebody has changed it since; both are compared when you update it.')
    press_button('Restore')
    wait_for('the name', lambda: window.find('text', 'Name') and window.text_of('Name') == 'Price feed for shops')
    assert Service().tokens()[0]['name'] == 'Price feed'
    window.press('ctrl+Return')
    wait_for('the comparison', lambda: window.find_window('Changed meanwhile'))
    press_button('Keep mine')
    wait_for('the update', lambda: Service().tokens()[0]['name'] == 'Price feed for shops')
    wait_for('the file to go', lambda: not kept())
    crash()


def test_what_is_discarded_is_not_offered_again():
    start()
    fill('Stock levels')
    crash()
    start()
    wait_offer('You were creating “Stock levels”.')
    press_button('Discard')
    wait_no_offer()
    wait_for('the file to go', lambda: not kept())
    window.quit()
    start()
    window.press('ctrl+n')
    window.wait_focus('Expiry date')
    assert not window.says('You were ')
    window.quit()


def name_of_focus():
    focused = window.focused()
    return focused.get_name() if focused else None


def ask_to_quit(answer):
    window.press('ctrl+q')
    wait_for('the question', lambda: window.find_window('Keep It for Later?'))
    wait_for('the focus to be in it', lambda: name_of_focus() in ('Keep Editing', 'Discard', 'Keep'))
    press_button(answer)


def test_a_quit_keeps_it_if_that_is_wanted():
    start()
    fill('Stock levels')
    ask_to_quit('Keep Editing')
    wait_for('the question to go', lambda: not window.find_window('Keep It for Later?'))
    ask_to_quit('Keep')
    assert window.process.wait(PATIENCE) == 0
    start()
    wait_offer('You were creating “Stock levels”.')
    press_button('Restore')
    wait_for('the name', lambda: window.find('text', 'Name') and window.text_of('Name') == 'Stock levels')
    ask_to_quit('Discard')
    assert window.process.wait(PATIENCE) == 0
    assert not kept()


def test_a_corrupt_file_is_set_aside_with_a_line_in_the_log():
    start()
    fill('Stock levels')
    crash()
    [path] = glob.glob(os.path.join(FOLDER, '*', '*.json'))
    with open(path, 'w', encoding='utf-8') as file:
        file.write('{"format": 1, "drafts": [{"dra')
    log = os.path.join(os.environ['HOME'], 'log')
    start('/bin/sh', '-c', 'exec "$0" 2>"$1"', sys.argv[1], log)
    wait_for('the file to be set aside', lambda: os.path.exists(path + '.unread'))
    with open(log, encoding='utf-8') as file:
        assert 'A file of drafts was set aside' in file.read()
    assert not window.says('You were ')
    window.quit()


try:
    code = run([
        ('/outside/drafts/what-is-filled-in-survives-a-crash', test_what_is_filled_in_survives_a_crash),
        ('/outside/drafts/what-was-restored-survives-again-and-is-forgotten-when-it-is-sent',
         test_what_was_restored_survives_again_and_is_forgotten_when_it_is_sent),
        ('/outside/drafts/the-secret-is-in-no-file', test_the_secret_is_in_no_file),
        ('/outside/drafts/changes-survive-a-crash-and-are-compared-if-the-token-changed-meanwhile',
         test_changes_survive_a_crash_and_are_compared_if_the_token_changed_meanwhile),
        ('/outside/drafts/what-is-discarded-is-not-offered-again', test_what_is_discarded_is_not_offered_again),
        ('/outside/drafts/a-quit-keeps-it-if-that-is-wanted', test_a_quit_keeps_it_if_that_is_wanted),
        ('/outside/drafts/a-corrupt-file-is-set-aside-with-a-line-in-the-log',
         test_a_corrupt_file_is_set_aside_with_a_line_in_the_log),
    ])
finally:
    if window and window.process.poll() is None:
        window.end()
sys.exit(code)
