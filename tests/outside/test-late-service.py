#!/usr/bin/python3
"""A service that comes after the window, from outside: what is missing meanwhile is said, and nothing is lost.

Usage: test-late-service.py TESSERA TESSERAD
"""

import glob
import os
import signal
import sys

from driver import PATIENCE, State, Window, has, run, wait_for
from service import Elsewhere, Service

NAME = 'Price feed'
elsewhere = Elsewhere(sys.argv[2], os.path.join(os.environ['HOME'], 'elsewhere'))
key_file = elsewhere.key_file(elsewhere.manager)
windows = []


def start(ready=lambda window: window.find_button('Retry')):
    windows.append(Window(sys.argv[1], '--server', 'http://' + elsewhere.address, '--key-file', key_file, ready=ready))
    return windows[-1]


def serve():
    elsewhere.start(elsewhere.address)


def kept(name=NAME):
    for path in glob.glob(os.path.join(os.environ['XDG_STATE_HOME'], 'tessera', 'drafts', '*', '*.json')):
        with open(path, encoding='utf-8') as file:
            if name in file.read():
                return True
    return False


def test_what_is_missing_is_said_and_nothing_empty_is_shown():
    elsewhere.stop()
    window = start()
    wait_for('why there is no list', lambda: window.says('Tokens Not Loaded') and window.says('nothing listens there now.'))
    assert window.says('All') and not window.says('All 0'), 'what was never loaded is counted'
    window.press('ctrl+n')
    retry = window.wait_focus('Retry')
    assert window.says('Form Not Loaded')
    assert 'nothing listens there now.' in retry.get_description(), retry.get_description()
    assert not window.find('check box') and not window.find('text', 'Name'), 'there is a form without anything in it'
    assert not window.nameless(), window.nameless()


def test_the_form_comes_by_itself_when_the_service_does():
    [window] = windows
    serve()
    window.wait_focus('Expiry date')
    assert not window.says('Form Not Loaded')
    window.tab_to('Name')
    window.type(NAME)
    window.press('Tab', 'Down', 'space', 'ctrl+Return')
    window.wait_focus('Copy')
    assert [token['name'] for token in Service(elsewhere.address, elsewhere.manager).tokens()] == [NAME]
    windows.pop().end()


def test_a_draft_of_before_is_offered_once_the_service_is_there():
    window = start_to_fill()
    window.process.send_signal(signal.SIGKILL)
    window.process.wait(PATIENCE)
    windows.remove(window)
    elsewhere.stop()
    window = start()
    window.press('ctrl+n')
    window.wait_focus('Retry')
    assert kept() and not window.says('You were creating'), 'it is offered where it can’t be restored, or is gone'
    serve()
    window.press('Return')
    wait_for('the offer', lambda: window.says(f'You were creating “{NAME}”.'))
    wait_for('Restore', lambda: window.find_button('Restore')).do_action(0)
    wait_for('the name', lambda: window.text_of('Name') == NAME)


def test_until_the_first_answer_it_is_loading_and_a_name_can_be_typed():
    elsewhere.process.send_signal(signal.SIGSTOP)
    try:
        window = start(ready=lambda window: window.says('Loading…'))
        assert window.says('All') and not window.says('All 0'), 'what was never loaded is counted'
        assert not window.says('No Tokens Yet')
        window.press('ctrl+n')
        expiry = window.wait_focus('Expiry date')
        assert expiry.get_description() == 'Loading…' and has(expiry, State.BUSY), expiry.get_description()
        assert not window.says('(None)') and not window.find('check box'), 'choices are shown that are none'
        assert not window.nameless(), window.nameless()
        window.press('Return')
        window.tab_to('Name', most=2)
        assert not window.find('calendar'), 'a date can be chosen, of which nobody knows whether it may be'
        window.type(NAME)
        wait_for('the name', lambda: window.text_of('Name') == NAME)
    finally:
        elsewhere.process.send_signal(signal.SIGCONT)
    wait_for('the date', lambda: window.says('Valid through '))
    wait_for('the areas', lambda: window.find('check box', 'Products: write'))
    assert not window.says('Loading…') and not has(window.find('push button', 'Expiry date', State.FOCUSABLE), State.BUSY)
    assert window.focused().get_name() == 'Name' and window.text_of('Name') == NAME, 'what was typed is lost'
    windows.pop().end()


def test_a_name_that_was_typed_before_the_first_answer_survives_a_crash():
    elsewhere.process.send_signal(signal.SIGSTOP)
    try:
        window = start(ready=lambda window: window.says('Loading…'))
        window.press('ctrl+n')
        window.wait_focus('Expiry date')
        window.tab_to('Name')
        window.type('Stock feed')
        wait_for('the draft to be kept', lambda: kept('Stock feed'))
        window.process.send_signal(signal.SIGKILL)
        window.process.wait(PATIENCE)
        windows.remove(window)
    finally:
        elsewhere.process.send_signal(signal.SIGCONT)
    window = start(ready=lambda window: window.says('You were creating “Stock feed”.'))
    wait_for('Restore', lambda: window.find_button('Restore')).do_action(0)
    wait_for('the name', lambda: window.text_of('Name') == 'Stock feed')
    window.wait_focus('Expiry date')
    wait_for('the date', lambda: window.says('Valid through '))
    wait_for('the offer to go', lambda: not window.says('You were creating'))
    window.press('ctrl+z')
    wait_for('an empty form', lambda: window.text_of('Name') == '')
    wait_for('nothing to be kept', lambda: not kept('Stock feed'))
    windows.pop().end()


def start_to_fill():
    """A window, with a token begun in it."""
    elsewhere.stop()
    window = start()
    serve()
    window.press('ctrl+n')
    window.wait_focus('Expiry date')
    window.tab_to('Name')
    window.type(NAME)
    wait_for('the draft to be kept', kept)
    return window


try:
    code = run([(f'/outside/late-service/{name}', test) for name, test in [
        ('what-is-missing-is-said-and-nothing-empty-is-shown', test_what_is_missing_is_said_and_nothing_empty_is_shown),
        ('the-form-comes-by-itself-when-the-service-does', test_the_form_comes_by_itself_when_the_service_does),
        ('a-name-that-was-typed-before-the-first-answer-survives-a-crash',
         test_a_name_that_was_typed_before_the_first_answer_survives_a_crash),
        ('until-the-first-answer-it-is-loading-and-a-name-can-be-typed',
         test_until_the_first_answer_it_is_loading_and_a_name_can_be_typed),
        ('a-draft-of-before-is-offered-once-the-service-is-there', test_a_draft_of_before_is_offered_once_the_service_is_there),
    ]])
finally:
    while windows:
        windows.pop().end()
    if elsewhere.process.poll() is None:
        elsewhere.stop()
sys.exit(code)
