#!/usr/bin/python3
"""The main job from outside, with the keyboard alone: create a token, edit it, find it again after a restart.

Usage: test-first-token.py TESSERA plain|large|german|arabic
"""

import os
import subprocess
import sys

from driver import State, Window, read_words, run, use_locale, wait_for
from service import Service, own_socket

PROGRAM = sys.argv[1]
NAME = 'Nightly export'
KIND = sys.argv[2]
LANGUAGES = {'german': ('de', 'de_DE'), 'arabic': ('ar', 'ar_EG')}

window = None
say = str


def prepare():
    global say
    if KIND == 'large':  # 200 % text; what the X server says stands above GTK's settings file
        subprocess.run(['xrdb', '-merge'], input='Xft.dpi: 192\n', text=True, check=True)
    if KIND in LANGUAGES:
        language, locale = LANGUAGES[KIND]
        use_locale(locale)
        say = read_words(PROGRAM, language)


def say_permission(area, verb):
    return say('%s: ' + verb) % area


def start():
    global window
    window = Window(PROGRAM)


def test_with_no_token_create_is_open():
    start()
    wait_for('the name entry', lambda: window.find('text', say('Name')))
    assert KIND not in LANGUAGES or say('Create Token') != 'Create Token'
    assert window.says(say('This computer')), 'the window does not say whose tokens these are'


def assert_all_named():
    bad = window.nameless()
    assert not bad, ', '.join(bad)


def test_no_control_of_the_form_is_nameless_or_named_by_its_class():
    assert_all_named()


def test_no_control_of_the_list_is_nameless_or_named_by_its_class():
    assert_all_named()


def left_of(role, name):
    thing = wait_for(name, lambda: window.find(role, name))
    return window.middle_of(thing)[0]


def test_the_window_runs_from_right_to_left():
    label, entry = left_of('label', say('Name')), left_of('text', say('Name'))
    assert label > entry, f'the label stands at {label}, left of the entry at {entry}'
    read, write = (left_of('check box', say_permission('Content', verb)) for verb in ('read', 'write'))
    assert read > write, f'reading stands at {read}, left of writing at {write}'
    card = left_of('label', say('Expiry date'))
    assert card > read, f'the first card stands at {card}, left of the second at {read}'


def test_the_first_token_takes_at_most_30_keys():
    window.keys = 0
    window.press('ctrl+n')
    window.wait_focus(say('Expiry date'))
    window.tab_to(say('Name'))
    window.type(NAME)
    window.press('Tab', 'Down')
    window.wait_focus(say_permission('Content', 'read'))
    window.press('space')
    wait_for('the tick', lambda: window.find('check box', say_permission('Content', 'read'), State.CHECKED))
    window.press('ctrl+Return')
    wait_for('the secret', lambda: window.find('push button', say('Copy')))
    window.wait_focus(say('Copy'))
    window.press('Return')
    window.tab_to(say('Done'))
    window.press('Return')
    wait_for('the token in the list', lambda: window.find_starting('table row', NAME))
    assert window.keys <= 30, f'{window.keys} keys'
    print(f'# {window.keys} keys', flush=True)


def only_token():
    tokens = Service().tokens()
    assert len(tokens) == 1, tokens
    return tokens[0]


def test_the_service_has_it():
    token = only_token()
    assert token['name'] == NAME, token
    assert token['permissions'] == {'content': ['read']}, token
    assert token['type'] == 'api_key' and token['status'] == 'active', token
    assert token['expires_at'].endswith('T00:00:00Z'), token


def grant_writing():
    """In the grid, from Content: read to the box beside it; against the reading direction's arrow nothing is there."""
    forward, back = ('Left', 'Right') if KIND == 'arabic' else ('Right', 'Left')
    window.tab_to(say_permission('Content', 'read'), 'Down')
    window.press(back, 'Down')
    window.wait_focus(say_permission('Products', 'read'))
    window.press('Up', forward)
    window.wait_focus(say_permission('Content', 'write'))
    window.press('space')


def test_it_is_edited_by_keyboard():
    if KIND == 'large':  # no room for list and editor at once
        wait_for('the row to have the focus', lambda: window.focused().get_name().startswith(NAME))
        window.press('Return')
    wait_for('the editor', lambda: window.find('push button', say('Update Token')))
    window.tab_to(say('Name'))
    window.press('Tab')
    grant_writing()
    window.press('ctrl+Return')
    wait_for('the change at the service', lambda: only_token()['permissions'] == {'content': ['read', 'write']})
    wait_for('the window to know of it', lambda: window.says(say('Updated “%s”.') % NAME))


def test_a_restart_of_both_finds_it_again():
    window.quit()
    wait_for('the service to end', lambda: not os.path.exists(own_socket()))
    start()
    wait_for('the token in the list', lambda: window.find_starting('table row', NAME))
    assert only_token()['permissions'] == {'content': ['read', 'write']}


def test_after_the_restart_it_is_edited_again():
    window.press('ctrl+f', 'Down')
    wait_for('the row to have the focus', lambda: window.focused().get_name().startswith(NAME))
    window.press('Return')
    wait_for('the editor', lambda: window.find('push button', say('Update Token')))
    window.tab_to(say('Name'))
    window.retype(NAME + ' 2')
    window.press('ctrl+Return')
    wait_for('the change at the service', lambda: only_token()['name'] == NAME + ' 2')
    window.press('ctrl+f')    # where there is no room for both, the list is out of sight behind the editor
    wait_for('the new name in the list', lambda: window.find_starting('table row', NAME + ' 2'))


steps = [
    ('with-no-token-create-is-open', test_with_no_token_create_is_open),
    ('no-control-of-the-form-is-nameless', test_no_control_of_the_form_is_nameless_or_named_by_its_class),
    ('the-first-token-takes-at-most-30-keys', test_the_first_token_takes_at_most_30_keys),
    ('the-service-has-it', test_the_service_has_it),
    ('no-control-of-the-list-is-nameless', test_no_control_of_the_list_is_nameless_or_named_by_its_class),
    ('it-is-edited-by-keyboard', test_it_is_edited_by_keyboard),
    ('a-restart-of-both-finds-it-again', test_a_restart_of_both_finds_it_again),
    ('after-the-restart-it-is-edited-again', test_after_the_restart_it_is_edited_again),
]
if KIND == 'arabic':
    steps.insert(1, ('the-window-runs-from-right-to-left', test_the_window_runs_from_right_to_left))

prepare()
try:
    code = run([(f'/outside/{KIND}/{name}', test) for name, test in steps])
finally:
    if window:
        window.quit()
sys.exit(code)
