#!/usr/bin/python3
"""The list from outside, by keys alone: filters, search with what is offered, several tokens at once.

Usage: test-list.py TESSERA PLACES
"""

import datetime
import sys

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

from driver import Ear, State, Window, has, role_of, run, wait_for  # noqa: E402
from service import Service  # noqa: E402

window = Window(sys.argv[1], places=sys.argv[2])
ear = Ear(window)
NAMES = ('Dashboard', 'Price feed', 'Nightly export')
MENU = ('Duplicate', 'History', 'Check a Request', 'Rotate…', 'Revoke…')


def shown():
    return {name for name in NAMES if window.find_starting('table row', name)}


def wait_shown(*names):
    wait_for(f'the rows {names}', lambda: shown() == set(names))


def searched():
    """What the search entry holds; it has a role of its own in newer versions of the bus."""
    entry = window.find('entry', 'Search') or window.find('text', 'Search')
    return Atspi.Text.get_text(entry, 0, Atspi.Text.get_character_count(entry))


def is_pressed(name):
    return any(has(thing, State.PRESSED) for thing in window.all() if thing.get_name() == name)


def statuses():
    return {token['name']: token['status'] for token in Service().tokens()}


def days_from_now(days):
    day = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days + 1)
    return day.strftime('%Y-%m-%dT00:00:00Z')


def test_filters_are_reached_by_tab_and_arrows():
    service = Service()
    service.create('Dashboard', permissions={'reports': ['read']})
    service.create('Price feed', expires_at=days_from_now(9))
    service.create('Nightly export', permissions={'products': ['read', 'write']})
    window.press('F5', 'ctrl+f')
    window.wait_focus('Search')
    wait_shown(*NAMES)
    window.press('Tab')
    window.wait_focus('All')
    wait_for('how many', lambda: window.focused().get_description() == '3 tokens')
    window.press('Right')
    window.wait_focus('Active')
    window.press('Right')
    window.wait_focus('Expiring')
    window.press('space')
    wait_shown('Price feed')
    wait_for('it to be pressed', lambda: is_pressed('Expiring'))
    window.press('Left', 'Left', 'space')
    wait_shown(*NAMES)


def test_a_form_is_taken_from_what_is_offered():
    window.press('ctrl+f')
    window.wait_focus('Search')
    window.type('repo')
    wait_for('the offer', lambda: window.find('push button', 'area:reports: May read or write Reports'))
    ear.wait_for('1 token. 1 form is offered: Down chooses it.')
    window.wait_focus('Search')
    assert has(window.focused(), State.EXPANDED)
    window.press('Down')
    ear.wait_for('area:reports: May read or write Reports')
    window.wait_focus('Search')
    window.press('Return')
    wait_for('the form in the entry', lambda: searched() == 'area:reports ')
    wait_for('the offers to go', lambda: not has(window.focused(), State.EXPANDED))
    ear.wait_for('1 token')
    wait_shown('Dashboard')
    window.wait_focus('Search')


def test_what_is_offered_fits_the_last_letter_typed():
    window.press('ctrl+a')
    window.type('can:w')
    ear.wait_for('1 form is offered: Down chooses it.')
    assert not window.find('push button', 'can:read: May read something', State.SENSITIVE)
    window.press('Down', 'Return')
    wait_for('the form in the entry', lambda: searched() == 'can:write ')
    wait_shown('Nightly export')


def test_escape_sends_the_offers_away_and_then_empties_the_search():
    window.press('ctrl+a')
    window.type('exp')
    wait_for('the offer', lambda: window.find('push button', 'is:expired: Expired', State.SENSITIVE))
    window.press('Escape')
    wait_for('the words to stay', lambda: searched() == 'exp')
    wait_shown('Nightly export')
    window.press('Escape')
    wait_shown(*NAMES)


def test_down_goes_from_the_last_offer_into_the_list():
    window.press('ctrl+f')
    window.wait_focus('Search')
    window.type('re')
    wait_for('the offers', lambda: window.find('push button', 'can:read: May read something'))
    window.press('Down', 'Down', 'Down', 'Up', 'Down')
    ear.wait_for('area:reports: May read or write Reports')
    window.wait_focus('Search')
    window.press('Down')
    wait_for('a row', lambda: role_of(window.focused()) == 'table row')
    wait_for('the offers to go', lambda: not window.find('push button', 'can:read: May read something', State.SENSITIVE))
    window.press('ctrl+f', 'ctrl+a', 'BackSpace')
    wait_shown(*NAMES)


def focus_row(name):
    """The first row from above that begins so."""
    window.press('ctrl+f')
    window.wait_focus('Search')
    window.press('Down')
    wait_for('a row', lambda: role_of(window.focused()) == 'table row')
    window.press('Home')
    for _ in NAMES:
        row = wait_for('a row', lambda: role_of(row := window.focused()) == 'table row' and row.get_name())
        if row.startswith(name):
            return
        window.press('Down')
        wait_for('the next row', lambda row=row: (now := window.focused()) and now.get_name() != row)
    raise AssertionError(f'no row of {name}')


def menu_items():
    return [thing.get_name() for thing in window.all() if role_of(thing) in ('menu item', 'push button', 'check menu item')
            and thing.get_name() in MENU and has(thing, State.SENSITIVE)]


def test_a_row_has_a_menu_by_its_keys():
    focus_row('Price feed')
    window.press('Menu')
    wait_for('the menu', lambda: set(MENU) <= set(menu_items()))
    window.press('Escape')
    wait_for('the row', lambda: window.focused() and window.focused().get_name().startswith('Price feed'))
    window.press('shift+F10')
    wait_for('the menu', lambda: window.focused() and window.focused().get_name() == 'Duplicate')
    assert not window.nameless(), window.nameless()
    window.press('Down')
    window.wait_focus('History')
    window.press('Return')
    wait_for('the history', lambda: window.find_window('History'))
    window.press('Escape')
    wait_for('the history to go', lambda: not window.find_window('History'))
    wait_for('the row', lambda: window.focused() and window.focused().get_name().startswith('Price feed'))


def test_the_menu_rotates_and_escape_leaves_the_focus_on_the_button():
    window.press('Menu')
    window.wait_focus('Duplicate')
    window.press('Down', 'Down', 'Down')
    window.wait_focus('Rotate…')
    window.press('Return')
    wait_for('the dialog', lambda: window.find_window('Rotate Secret'))
    window.press('Escape')
    wait_for('the dialog to go', lambda: not window.find_window('Rotate Secret'))
    window.wait_focus('Rotate')


def test_the_menu_duplicates():
    focus_row('Dashboard')
    window.press('Menu')
    window.wait_focus('Duplicate')
    window.press('Return')
    window.wait_focus('Expiry date')
    assert window.text_of('Name') == 'Dashboard (copy)', window.text_of('Name')
    window.press('ctrl+f')
    window.wait_focus('Search')


def test_the_second_button_opens_the_menu_of_the_row_under_it():
    focus_row('Dashboard')
    window.click(window.find_starting('table row', 'Price feed'), button=3)
    wait_for('the menu', lambda: set(MENU) <= set(menu_items()))
    window.press('Escape')
    wait_for('the row', lambda: window.focused() and window.focused().get_name().startswith('Price feed'))
    assert has(window.find_starting('table row', 'Price feed'), State.SELECTED)


def test_several_rows_have_a_menu_of_their_own():
    focus_row('Price feed')
    window.press('shift+Down', 'Menu')
    window.wait_focus('Set Expiry Date…')
    assert not any(name in menu_items() for name in ('Rotate…', 'Duplicate', 'History')), menu_items()
    window.press('Return')
    window.wait_focus('Expiry date')
    assert window.says('2 tokens selected')


def test_two_are_selected_and_revoked():
    focus_row('Nightly export')
    window.press('shift+Down')
    wait_for('how many', lambda: window.says('2 tokens selected'))
    window.press('Delete')
    wait_for('the question', lambda: window.says('Revoke 2 tokens?'))
    window.tab_to('Revoke')
    window.press('Return')
    wait_for('the report', lambda: window.says('2 of 2 tokens were revoked.'))
    window.wait_focus('Close')
    window.press('Return')
    wait_for('the report to go', lambda: not window.find_window('Revoke Tokens'))
    wait_for('a row to have the focus', lambda: role_of(window.focused()) == 'table row')
    assert statuses() == {'Dashboard': 'active', 'Price feed': 'revoked', 'Nightly export': 'revoked'}, statuses()


def in_order():
    """Names of the rows from above."""
    rows = [thing.get_name().split(',')[0] for thing in window.all() if role_of(thing) == 'table row']
    return [name for name in rows if name in NAMES]


def find_head(title):
    """GTK 4.8 tells its name, but no role of its own."""
    table = window.find('tree table') or window.find('table')
    return next((thing for thing in window.all(table) if thing.get_name() == title and role_of(thing) != 'label'), None)


def test_a_click_on_a_column_s_head_sorts_by_it_and_another_one_turns_the_order():
    window.click(wait_for('the head', lambda: find_head('Expires')))
    wait_for('what ends first to be on top', lambda: in_order()[:1] == ['Price feed'])
    wait_for('the order to be told', lambda: window.find_button('Sort by').get_description() == 'Expires')
    window.click(find_head('Expires'))
    wait_for('what ends first to be below', lambda: in_order()[-1:] == ['Price feed'])
    wait_for('the order to be told', lambda: window.find_button('Sort by').get_description() == 'Expires. Descending')
    assert len(in_order()) == len(NAMES), in_order()


try:
    code = run([
        ('/outside/list/filters-are-reached-by-tab-and-arrows', test_filters_are_reached_by_tab_and_arrows),
        ('/outside/list/a-form-is-taken-from-what-is-offered', test_a_form_is_taken_from_what_is_offered),
        ('/outside/list/what-is-offered-fits-the-last-letter-typed', test_what_is_offered_fits_the_last_letter_typed),
        ('/outside/list/escape-sends-the-offers-away-and-then-empties-the-search',
         test_escape_sends_the_offers_away_and_then_empties_the_search),
        ('/outside/list/down-goes-from-the-last-offer-into-the-list', test_down_goes_from_the_last_offer_into_the_list),
        ('/outside/list/a-row-has-a-menu-by-its-keys', test_a_row_has_a_menu_by_its_keys),
        ('/outside/list/the-menu-rotates-and-escape-leaves-the-focus-on-the-button',
         test_the_menu_rotates_and_escape_leaves_the_focus_on_the_button),
        ('/outside/list/the-menu-duplicates', test_the_menu_duplicates),
        ('/outside/list/the-second-button-opens-the-menu-of-the-row-under-it',
         test_the_second_button_opens_the_menu_of_the_row_under_it),
        ('/outside/list/several-rows-have-a-menu-of-their-own', test_several_rows_have_a_menu_of_their_own),
        ('/outside/list/two-are-selected-and-revoked', test_two_are_selected_and_revoked),
        ('/outside/list/a-click-on-a-column-s-head-sorts-by-it-and-another-one-turns-the-order',
         test_a_click_on_a_column_s_head_sorts_by_it_and_another_one_turns_the_order),
    ])
finally:
    window.end()
sys.exit(code)
