#!/usr/bin/python3
"""The order of focus is the order of reading: Tab goes through what there is as the accessibility tree tells it, and
Shift+Tab back; nothing is left out on the way.

Usage: test-focus-order.py TESSERA
"""

import sys

from driver import Window, role_of, run, wait_for
from service import Service

NAME = 'Nightly export'
window = Window(sys.argv[1])


def place_of(thing):
    """Where it is read: the way to it from the top of its window."""
    way = []
    while thing and role_of(thing) != 'application':
        way.insert(0, thing.get_index_in_parent())
        thing = thing.get_parent()
    return way[1:]


def tell(stop):
    return f'{role_of(stop[1])} “{stop[1].get_name()}” at {stop[0]}'


def look():
    thing = wait_for('the focus', window.focused)
    return place_of(thing), thing


def go_round(key):
    """All stops from where the focus is until it is there again."""
    stops = [look()]
    for _ in range(60):
        before = stops[-1][0]
        window.press(key)
        wait_for('the focus to move', lambda before=before: window.focused() and place_of(window.focused()) != before)
        stops.append(look())
        if stops[-1][0] == stops[0][0]:
            return stops[:-1]
    raise AssertionError(f'60 times {key} do not lead round: ' + ', '.join(map(tell, stops)))


def assert_order(*names, back=False):
    """Once round there is one step back to the start and no other; the stops have those names somewhere, in that order."""
    stops = go_round('Tab')
    backwards = [(a, b) for a, b in zip(stops, stops[1:] + stops[:1]) if b[0] < a[0]]
    assert len(backwards) == 1, '; '.join(f'{tell(a)} comes before {tell(b)}' for a, b in backwards)
    start = stops.index(backwards[0][1])
    found = [thing.get_name() for _, thing in stops[start:] + stops[:start]]
    for name in names:
        assert name in found, f'{name} is not in {found}'
        found = found[found.index(name):]
    if back:
        returned = [place for place, _ in go_round('shift+Tab')]
        assert returned[1:] == [place for place, _ in stops[:0:-1]], 'Shift+Tab goes another way'


def test_in_create_token():
    window.press('ctrl+n')
    window.wait_focus('Expiry date')
    assert_order('Refresh', 'Main Menu', 'Create Token', 'Expiry date', 'Token type', 'Name', 'All areas: read', 'Create Token', 'Tokens',
                 back=True)


def test_in_the_popover_of_the_date():
    window.press('space')
    wait_for('the calendar', lambda: window.find('panel', 'Expiry date'))
    assert_order('7 days', '30 days', '90 days', '1 year')
    window.press('Escape')
    window.wait_focus('Expiry date')


def test_in_tokens():
    token = Service().create(NAME, permissions={'products': ['read', 'write'], 'reports': ['read']})
    Service().update(token, permissions={'products': ['read']})
    window.press('F5', 'ctrl+f')
    window.wait_focus('Search')
    wait_for('the editor', lambda: window.find_button('Revoke…') or window.find_button('Revoke'))
    assert_order('Refresh', 'Main Menu', 'Create Token', 'Tokens', 'Search', 'Sort by', 'Expiry date', 'Token type', 'Name',
                 'Update Token')


def test_in_the_dialogs_of_a_token():
    for key, names in (('ctrl+shift+r', ('Rotate',)), ('ctrl+k', ()), ('ctrl+h', ())):
        window.press('ctrl+f', 'Down')
        wait_for('the row', lambda: window.focused() and window.focused().get_name().startswith(NAME))
        window.press(key)
        wait_for('the dialog', lambda: window.frame.get_application().get_child_count() == 2 and window.focused()
                 and not window.focused().get_name().startswith(NAME))
        assert_order(*names)
        window.press('Escape')
        wait_for('the dialog to go', lambda: window.frame.get_application().get_child_count() == 1 and window.focused())


def test_in_the_dialog_of_a_new_token():
    window.press('ctrl+n')
    window.wait_focus('Expiry date')
    window.tab_to('Name')
    window.type('Price feed')
    window.tab_to('All areas: read')
    window.press('space', 'ctrl+Return')
    window.wait_focus('Copy')
    assert_order('Secret', 'Copy', 'Copy Command', 'Done')


try:
    code = run([(f'/outside/focus-order/{name}', test) for name, test in [
        ('in-create-token', test_in_create_token),
        ('in-the-popover-of-the-date', test_in_the_popover_of_the_date),
        ('in-tokens', test_in_tokens),
        ('in-the-dialogs-of-a-token', test_in_the_dialogs_of_a_token),
        ('in-the-dialog-of-a-new-token', test_in_the_dialog_of_a_new_token),
    ]])
finally:
    window.end()
sys.exit(code)
