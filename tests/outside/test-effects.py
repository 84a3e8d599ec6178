#!/usr/bin/python3
"""What is done in the window by keys alone, judged by what the service answers a proxy then; and the window without its service.

Usage: test-effects.py TESSERA TESSERAD
"""

import os
import sys

from driver import State, Window, has, role_of, run, wait_for
from service import Elsewhere, Service

READ, WRITE = ('GET', '/api/1/slots'), ('POST', '/api/1/slots')    # what Content opens
elsewhere = Elsewhere(sys.argv[2], os.path.join(os.environ['HOME'], 'elsewhere'))
service = Service(elsewhere.address, elsewhere.manager)
secrets = [service.create('Price feed')['secret']]
window = Window(sys.argv[1], '--server', 'http://' + elsewhere.address, '--key-file', elsewhere.key_file(elsewhere.manager))


def judged(verb_and_path):
    return [elsewhere.judge(secret, *verb_and_path) for secret in secrets]


def token_named(name):
    """None if there is none of that name."""
    return next((token for token in service.tokens() if token['name'] == name), None)


def focus_newest(name):
    window.press('ctrl+f', 'F5')
    wait_for('the row', lambda: window.find_starting('table row', name + ','))
    window.press('Down', 'Home')
    wait_for('the row to have the focus', lambda: window.focused() and window.focused().get_name().startswith(name + ','))


def rotate(choose=()):
    """Returns the new secret, as it can be read in the dialog."""
    window.press('ctrl+shift+r')
    wait_for('the dialog', lambda: window.find_window('Rotate Secret'))
    window.wait_focus('1 day')
    if choose:
        window.press(*choose)
        window.wait_focus('At once')
        wait_for('the choice', lambda: has(window.focused(), State.CHECKED))
    window.tab_to('Rotate')
    window.press('Return')
    wait_for('the secret', lambda: window.find_window('Token rotated'))
    window.wait_focus('Copy')
    secret = window.text_of('Secret')
    window.press('Return')
    window.tab_to('Done')
    window.press('Return')
    wait_for('the dialog to go', lambda: not window.find_window('Token rotated'))
    return secret


def test_rotating_at_once_ends_the_old_secret():
    assert judged(READ) == [200]
    focus_newest('Price feed')
    secrets.append(rotate(('Up', 'Up')))
    assert judged(READ) == [401, 200], judged(READ)


def test_rotating_with_grace_leaves_both_in_force():
    focus_newest('Price feed')
    secrets.append(rotate())
    assert judged(READ) == [401, 200, 200], judged(READ)


def test_revoking_ends_every_secret():
    focus_newest('Price feed')
    window.press('Delete')
    wait_for('the question', lambda: window.find_window('Revoke “Price feed”?'))
    window.tab_to('Revoke')
    window.press('Return')
    wait_for('it at the service', lambda: token_named('Price feed')['status'] == 'revoked')
    assert judged(READ) == [401, 401, 401], judged(READ)


def box(name):
    return window.find('check box', name)


def reads(token):
    _, usage, _ = service.ask('GET', f'/v1/tokens/{token["id"]}/usage')
    return usage['areas']['content']['read']['count']


def test_what_is_used_stays_and_what_is_unused_is_taken_away_and_refused():
    created = service.create('Dashboard', permissions={'content': ['read', 'write']})
    secrets[:] = [created['secret']]
    assert judged(READ) == [200] and elsewhere.judge(secrets[0], *READ) == 200
    wait_for('its use to be told', lambda: reads(created) == 2)
    focus_newest('Dashboard')
    window.press('Return')
    wait_for('its use', lambda: 'It was never used.' in box('Content: write').get_description())
    assert 'It was last used ' in box('Content: read').get_description(), box('Content: read').get_description()
    window.tab_to('Remove unused permissions')
    window.press('space')
    wait_for('what Update Token will do', lambda: window.says('Loses Content: write.'))
    assert token_named('Dashboard')['permissions'] == {'content': ['read', 'write']}, 'it was saved by itself'
    window.press('ctrl+Return')
    wait_for('the change', lambda: token_named('Dashboard')['permissions'] == {'content': ['read']})
    assert judged(READ) == [200] and judged(WRITE) == [403]


def test_before_and_after_are_read_in_the_history():
    window.press('ctrl+h')
    wait_for('the dialog', lambda: window.find_window('History'))
    entry = wait_for('the entry', lambda: window.focused() and window.focused().get_name().startswith('Mara took Content: write from it')
                     and window.focused())
    window.press('space')
    wait_for('before and after', lambda: window.says('Before'))
    read = [thing.get_name() for thing in window.all(entry) if role_of(thing) == 'label']
    assert read[2:4] == ['Before', 'After'], read
    at = read.index('Permissions')
    assert read[at + 1:at + 3] == ['Content: read and write.', 'Content: read.'], read
    window.press('Escape')
    wait_for('the dialog to close', lambda: not window.find_window('History'))


def test_without_the_service_the_list_stays_and_tells_its_age():
    elsewhere.stop()
    window.press('F5')
    wait_for('the strip', lambda: window.says('Offline. What you see is from '))
    assert window.find_starting('table row', 'Dashboard,') and window.find_starting('table row', 'Price feed,')
    assert window.find_button('Retry')


def test_a_change_waits_for_the_service_and_nothing_is_queued():
    window.press('ctrl+f')
    window.tab_to('Name')
    window.retype('Report board')
    button = window.find('push button', 'Update Token')
    assert not has(button, State.SENSITIVE)
    assert button.get_description().startswith('Offline: nothing can be changed until the server answers again.'), button.get_description()
    window.press('ctrl+Return')
    elsewhere.start(elsewhere.address)
    wait_for('the strip to go', lambda: not window.says('Offline. '))
    wait_for('the button', lambda: has(window.find('push button', 'Update Token'), State.SENSITIVE))
    assert window.text_of('Name') == 'Report board' and token_named('Dashboard'), 'it was lost, or sent by itself'
    window.press('ctrl+Return')
    wait_for('the change', lambda: token_named('Report board'))


try:
    code = run([(f'/outside/effects/{name}', test) for name, test in [
        ('rotating-at-once-ends-the-old-secret', test_rotating_at_once_ends_the_old_secret),
        ('rotating-with-grace-leaves-both-in-force', test_rotating_with_grace_leaves_both_in_force),
        ('revoking-ends-every-secret', test_revoking_ends_every_secret),
        ('what-is-used-stays-and-what-is-unused-is-taken-away-and-refused',
         test_what_is_used_stays_and_what_is_unused_is_taken_away_and_refused),
        ('before-and-after-are-read-in-the-history', test_before_and_after_are_read_in_the_history),
        ('without-the-service-the-list-stays-and-tells-its-age', test_without_the_service_the_list_stays_and_tells_its_age),
        ('a-change-waits-for-the-service-and-nothing-is-queued', test_a_change_waits_for_the_service_and_nothing_is_queued),
    ]])
finally:
    window.end()
    elsewhere.stop()
sys.exit(code)
