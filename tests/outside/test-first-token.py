#!/usr/bin/python3
"""The main job from outside, with the keyboard alone: create a token, edit it, find it again after a restart.

Usage: test-first-token.py TESSERA plain|large|german
"""

import os
import subprocess
import sys

from driver import Service, State, Window, run, wait_for

PROGRAM = sys.argv[1]
NAME = 'Nightly export'
KIND = sys.argv[2]
GERMAN = {
    'Create Token': 'Token anlegen', 'Update Token': 'Token ändern', 'Copy': 'Kopieren', 'Done': 'Fertig',
    'Expiry date': 'Ablaufdatum', 'Content: read': 'Content: lesen', 'Content: write': 'Content: schreiben',
}

window = None


def say(english):
    return GERMAN.get(english, english) if KIND == 'german' else english


def use_locale(name):
    """Makes the locale for this run alone; a machine need not have it."""
    folder = os.path.join(os.environ['HOME'], 'locales')
    os.makedirs(folder)
    subprocess.run(['localedef', '-i', name, '-f', 'UTF-8', os.path.join(folder, name + '.UTF-8')], check=True)
    os.environ.update(LOCPATH=folder, LC_ALL=name + '.UTF-8', LANGUAGE='')


def prepare():
    if KIND == 'large':  # 200 % text
        folder = os.path.join(os.environ['XDG_CONFIG_HOME'], 'gtk-4.0')
        os.makedirs(folder)
        with open(os.path.join(folder, 'settings.ini'), 'w', encoding='utf-8') as settings:
            settings.write('[Settings]\ngtk-xft-dpi=196608\n')
    if KIND == 'german':
        use_locale('de_DE')


def start():
    global window
    window = Window(PROGRAM)


def test_with_no_token_create_is_open():
    start()
    wait_for('the name entry', lambda: window.find('text', say('Name')))


def assert_all_named():
    bad = [f'{thing.get_role_name()} “{thing.get_name()}”' for thing in window.all()
           if thing.get_state_set().contains(State.FOCUSABLE)
           and (not thing.get_name() or thing.get_name().startswith(('Gtk', 'Adw', 'Tessera')))]
    assert not bad, ', '.join(bad)


def test_no_control_of_the_form_is_nameless_or_named_by_its_class():
    assert_all_named()


def test_no_control_of_the_list_is_nameless_or_named_by_its_class():
    assert_all_named()


def test_the_first_token_takes_at_most_30_keys():
    window.keys = 0
    window.press('ctrl+n')
    window.wait_focus(say('Expiry date'))
    window.tab_to(say('Name'))
    window.type(NAME)
    window.press('Tab', 'Down')
    window.wait_focus(say('Content: read'))
    window.press('space')
    wait_for('the tick', lambda: window.find('check box', say('Content: read'), State.CHECKED))
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


def test_it_is_edited_by_keyboard():
    wait_for('the editor', lambda: window.find('push button', say('Update Token')))
    window.tab_to(say('Name'))
    window.press('Tab')
    window.tab_to(say('Content: read'), 'Down')
    window.press('Right')
    window.wait_focus(say('Content: write'))
    window.press('space', 'ctrl+Return')
    wait_for('the change at the service', lambda: only_token()['permissions'] == {'content': ['read', 'write']})


def test_a_restart_of_both_finds_it_again():
    window.quit()
    wait_for('the service to end', lambda: not os.path.exists(
        os.path.join(os.environ['XDG_RUNTIME_DIR'], 'tessera', 'service.socket')))
    start()
    wait_for('the token in the list', lambda: window.find_starting('table row', NAME))
    assert only_token()['permissions'] == {'content': ['read', 'write']}


prepare()
try:
    code = run([
        (f'/outside/{KIND}/with-no-token-create-is-open', test_with_no_token_create_is_open),
        (f'/outside/{KIND}/no-control-of-the-form-is-nameless', test_no_control_of_the_form_is_nameless_or_named_by_its_class),
        (f'/outside/{KIND}/the-first-token-takes-at-most-30-keys', test_the_first_token_takes_at_most_30_keys),
        (f'/outside/{KIND}/the-service-has-it', test_the_service_has_it),
        (f'/outside/{KIND}/no-control-of-the-list-is-nameless', test_no_control_of_the_list_is_nameless_or_named_by_its_class),
        (f'/outside/{KIND}/it-is-edited-by-keyboard', test_it_is_edited_by_keyboard),
        (f'/outside/{KIND}/a-restart-of-both-finds-it-again', test_a_restart_of_both_finds_it_again),
    ])
finally:
    if window:
        window.quit()
sys.exit(code)
