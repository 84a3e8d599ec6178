#!/usr/bin/python3
"""The list from outside, by keys alone: filters, search with what is offered, several tokens at once.

Usage: test-list.py TESSERA
"""

import datetime
import sys

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

from driver import Ear, State, Window, has, role_of, run, wait_for  # noqa: E402
from service import Service  # noqa: E402

window = Window(sys.argv[1])
ear = Ear(window)
NAMES = ('Dashboard', 'Price feed', 'Nightly export')


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


def test_two_are_selected_and_revoked():
    window.press('ctrl+f')
    window.wait_focus('Search')
    window.press('Down')
    wait_for('a row', lambda: role_of(window.focused()) == 'table row')
    window.press('Home')
    wait_for('the first row', lambda: window.focused().get_name().startswith('Nightly export'))
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


try:
    code = run([
        ('/outside/list/filters-are-reached-by-tab-and-arrows', test_filters_are_reached_by_tab_and_arrows),
        ('/outside/list/a-form-is-taken-from-what-is-offered', test_a_form_is_taken_from_what_is_offered),
        ('/outside/list/escape-sends-the-offers-away-and-then-empties-the-search',
         test_escape_sends_the_offers_away_and_then_empties_the_search),
        ('/outside/list/down-goes-from-the-last-offer-into-the-list', test_down_goes_from_the_last_offer_into_the_list),
        ('/outside/list/two-are-selected-and-revoked', test_two_are_selected_and_revoked),
    ])
finally:
    window.end()
sys.exit(code)
