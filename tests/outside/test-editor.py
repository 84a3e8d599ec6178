#!/usr/bin/python3
"""What can be done with a token, by keys alone and as a screen reader tells it.

Usage: test-editor.py TESSERA
"""

import sys

from driver import Ear, State, Window, role_of, run, wait_for
from service import Service

window = Window(sys.argv[1])
ear = Ear(window)


def assert_all_named():
    bad = window.nameless()
    assert not bad, ', '.join(bad)


def token_named(name):
    [token] = [token for token in Service().tokens() if token['name'] == name]
    return token


def focus_newest(name):
    window.press('ctrl+f', 'F5')
    wait_for('the row', lambda: window.find_starting('table row', name + ','))
    window.press('Down', 'Home')
    wait_for('the row to have the focus', lambda: window.focused() and window.focused().get_name().startswith(name + ','))


def close_the_secret(title):
    wait_for(title, lambda: window.find_window(title))
    window.wait_focus('Copy')
    assert_all_named()
    window.press('Return')
    ear.wait_for('Secret copied.')
    window.tab_to('Done')
    window.press('Return')
    wait_for('the dialog to go', lambda: not window.find_window(title))


def test_updating_is_told():
    Service().create('Nightly export')
    focus_newest('Nightly export')
    window.press('Return')
    window.tab_to('Name')
    window.retype('Weekly export')
    change = wait_for('what it changes at the button', lambda: window.find_button('Update Token').get_description())
    assert 'Weekly export' in change and window.says(change), change
    window.press('ctrl+Return')
    ear.wait_for('Updated “Weekly export”.')


def test_an_error_is_told():
    token = token_named('Weekly export')
    window.retype('Daily export')
    Service().ask('DELETE', '/v1/tokens/' + token['id'])
    window.press('ctrl+Return')
    ear.wait_for('does not do this with the token as it is now')
    assert window.find('alert', 'Message')
    assert window.find_button('Dismiss') and not window.find_button('Retry')    # revoked is revoked
    window.press('F5')    # what was typed can't be saved any more, but it is not thrown away unasked
    wait_for('the question', lambda: window.find_window('Discard Changes?'))
    window.tab_to('Discard')
    window.press('Return')
    wait_for('the question to go', lambda: not window.find_window('Discard Changes?'))


def test_rotating_by_keys():
    Service().create('Price feed')
    focus_newest('Price feed')
    before = token_named('Price feed')['hint']
    window.press('ctrl+shift+r')
    wait_for('the dialog', lambda: window.find_window('Rotate Secret'))
    window.wait_focus('1 day')
    assert_all_named()
    assert 'Both secrets work until ' in window.focused().get_description(), window.focused().get_description()
    window.press('Up', 'Up')
    window.wait_focus('At once')
    wait_for('the choice', lambda: has_state(window.focused(), State.CHECKED))
    window.tab_to('Rotate')
    window.press('Return')
    close_the_secret('Token rotated')
    assert token_named('Price feed')['hint'] != before
    ear.wait_for('Rotated “Price feed”.')


def has_state(thing, state):
    return thing.get_state_set().contains(state)


def test_the_buttons_and_the_menu_bear_their_names():
    for name in ('Rotate', 'Revoke', 'More'):
        assert window.find('push button', name, State.FOCUSABLE), name
    focus_newest('Price feed')
    window.press('Return')
    window.tab_to('More')
    window.press('space')
    wait_for('the menu', lambda: any(thing.get_name().startswith('Duplicate') for thing in window.all()))
    assert_all_named()
    window.press('Escape')
    window.wait_focus('More')


def test_the_history_by_keys():
    window.press('ctrl+h')
    wait_for('the dialog', lambda: window.find_window('History'))
    row = wait_for('the first entry', lambda: window.focused() and 'rotated the secret on' in window.focused().get_name()
                   and window.focused())
    assert role_of(row) == 'push button' and has_state(row, State.EXPANDABLE)
    assert_all_named()
    assert not window.says('Before')
    window.press('space')
    wait_for('before and after', lambda: window.says('Before') and window.says('After'))
    ear.wait_for('Secret ends in: before “')
    window.press('Escape')
    wait_for('the dialog to close', lambda: not window.find_window('History'))


def test_duplicating_by_keys():
    window.press('ctrl+d')
    window.wait_focus('Expiry date')
    assert window.text_of('Name') == 'Price feed (copy)', window.text_of('Name')
    assert window.find('check box', 'Content: read', State.CHECKED)
    window.press('ctrl+Return')
    close_the_secret('Token created')
    assert token_named('Price feed (copy)')['permissions'] == {'content': ['read']}


def test_revoking_is_told():
    focus_newest('Price feed (copy)')
    window.press('Delete')
    wait_for('the question', lambda: window.find_window('Revoke “Price feed (copy)”?'))
    window.tab_to('Revoke')
    window.press('Return')
    ear.wait_for('Revoked “Price feed (copy)”.')


def test_who_presses_a_button_goes_on_from_there_and_is_told_once():
    Service().create('Stock')
    focus_newest('Stock')
    window.press('Return')
    window.tab_to('Name')
    window.retype('Stock levels')
    window.tab_to('Update Token')
    window.press('Return')
    ear.wait_for('Updated “Stock levels”.')
    window.wait_focus('Update Token')
    window.tab_to('Revoke', 'shift+Tab')
    window.press('space')
    wait_for('the question', lambda: window.find_window('Revoke “Stock levels”?'))
    window.tab_to('Cancel')
    window.tab_to('Revoke')
    window.press('Return')
    ear.wait_for('Revoked “Stock levels”.')
    window.wait_focus('More')
    assert window.focused().get_description().count('Revoked') == 1, window.focused().get_description()


try:
    code = run([(f'/outside/editor/{name}', test) for name, test in [
        ('updating-is-told', test_updating_is_told),
        ('an-error-is-told', test_an_error_is_told),
        ('rotating-by-keys', test_rotating_by_keys),
        ('the-buttons-and-the-menu-bear-their-names', test_the_buttons_and_the_menu_bear_their_names),
        ('the-history-by-keys', test_the_history_by_keys),
        ('duplicating-by-keys', test_duplicating_by_keys),
        ('revoking-is-told', test_revoking_is_told),
        ('who-presses-a-button-goes-on-from-there-and-is-told-once',
         test_who_presses_a_button_goes_on_from_there_and_is_told_once),
    ]])
finally:
    window.end()
sys.exit(code)
