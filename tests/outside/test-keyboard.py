#!/usr/bin/python3
"""The keys of the window, from outside: the grid of permissions, and the shortcuts.

Usage: test-keyboard.py TESSERA
"""

import sys

from driver import State, Window, has, role_of, run, wait_for
from service import Service

AREAS = ['All areas', 'Content', 'Products', 'Triggers', 'Content Server Extensions', 'Bulk Data', 'Reports', 'System Admin']
window = Window(sys.argv[1])


def box(name, *states):
    return window.find('check box', name, *states)


def enter_the_grid():
    window.press('ctrl+n')
    window.wait_focus('Expiry date')
    window.tab_to('Name')
    window.press('Tab')


def test_arrows_walk_the_grid_and_stop_at_its_edges():
    enter_the_grid()
    window.wait_focus('All areas: read')
    for area in AREAS[1:]:
        window.press('Down')
        window.wait_focus(area + ': read')
    window.press('Down', 'Left', 'Right', 'Right')
    window.wait_focus('System Admin: write')
    for area in AREAS[-2::-1]:
        window.press('Up')
        window.wait_focus(area + ': write')
    window.press('Up', 'End')
    window.wait_focus('System Admin: write')
    window.press('Home')
    window.wait_focus('All areas: write')


def test_space_ticks_and_unticks():
    window.press('Down', 'Left', 'space')
    wait_for('the tick', lambda: box('Content: read', State.CHECKED))
    wait_for('the mixed box', lambda: box('All areas: read', State.INDETERMINATE))
    assert not box('Content: write', State.CHECKED) and not box('All areas: write', State.INDETERMINATE)
    window.press('space')
    wait_for('no mixed box', lambda: not box('All areas: read', State.INDETERMINATE))
    assert not box('Content: read', State.CHECKED)


def test_all_areas_ticks_every_area():
    window.press('Up', 'space')
    for area in AREAS:
        wait_for(area + ' to be ticked', lambda area=area: box(area + ': read', State.CHECKED))
        assert not box(area + ': write', State.CHECKED)
    window.press('space')
    for area in AREAS:
        wait_for(area + ' to be unticked', lambda area=area: not box(area + ': read', State.CHECKED))


def test_tab_enters_the_grid_at_the_last_used_box_and_leaves_it():
    window.press('Down', 'Down', 'Right')
    window.wait_focus('Products: write')
    window.press('Tab')
    window.wait_focus('Create Token')
    window.press('shift+Tab')
    window.wait_focus('Products: write')
    window.press('shift+Tab')
    window.wait_focus('Name')
    window.press('Tab')
    window.wait_focus('Products: write')


def test_control_f_searches_and_control_n_finds_the_form_as_it_was():
    window.press('shift+Tab')
    window.wait_focus('Name')
    window.type('Half a name')
    Service().create('Price feed')
    Service().create('Nightly export')
    window.press('F5', 'ctrl+f')
    window.wait_focus('Search')
    window.type('price')
    wait_for('one row', lambda: window.find_starting('table row', 'Price feed')
             and not window.find_starting('table row', 'Nightly export'))
    window.press('ctrl+n')
    wait_for('the form', lambda: window.find('text', 'Name'))
    assert window.text_of('Name') == 'Half a name', window.text_of('Name')


def test_f5_shows_what_others_created():
    window.press('ctrl+f')
    window.wait_focus('Search')
    window.press('ctrl+a', 'BackSpace')
    wait_for('both rows', lambda: window.find_starting('table row', 'Nightly export'))
    Service().create('Dashboard')
    window.press('F5')
    wait_for('the new row', lambda: window.find_starting('table row', 'Dashboard'))


def status_of(name):
    [token] = [token for token in Service().tokens() if token['name'] == name]
    return token['status']


def focus_row(name):
    window.press('ctrl+f')
    window.wait_focus('Search')
    window.press('Down')
    for _ in range(5):
        row = wait_for('a row to have the focus', lambda: window.focused() and role_of(window.focused()) == 'table row'
                       and window.focused())
        before, selected = row.get_name(), has(row, State.SELECTED)
        if before.startswith(name):
            return
        window.press('Down')
        # Newer versions of GTK first select a row that has the focus alone.
        wait_for('the next row', lambda before=before, selected=selected: window.focused()
                 and (window.focused().get_name() != before or not selected and has(window.focused(), State.SELECTED)))
    raise AssertionError('no row of ' + name)


def assert_all_named():
    bad = window.nameless()
    assert not bad, ', '.join(bad)


def description_of(name):
    return window.find('text', name).get_description()


def test_control_k_checks_a_request_as_it_is_typed():
    window.press('ctrl+f')
    window.wait_focus('Search')
    window.type('dashb')
    wait_for('one row', lambda: not window.find_starting('table row', 'Price feed'))
    focus_row('Dashboard')
    window.press('ctrl+k')
    wait_for('the dialog', lambda: window.find_window('Check a Request'))
    window.wait_focus('Path')
    assert_all_named()
    window.type('/api/1/slots/7')
    wait_for('the answer', lambda: description_of('Path').startswith('Allowed by Content: read.'))
    assert window.says('Allowed by Content: read')
    window.press('shift+Tab')
    window.wait_focus('Verb')
    window.press('space')
    window.wait_focus('GET')
    assert_all_named()
    window.press('Down')
    window.wait_focus('HEAD')
    window.press('Down')
    window.wait_focus('POST')
    window.press('Return')
    wait_for('the other answer', lambda: window.says('Denied: needs Content: write'))
    assert window.find_button('Verb').get_description().startswith('POST. Denied: needs Content: write.')
    window.tab_to('Path')
    window.press('Tab')
    window.wait_focus('Content: read.')
    assert window.focused().get_description() == '/api/*/slots, /api/*/smartblocks, /api/*/layouts'
    window.press('Down')
    window.wait_focus('Products: nothing.')
    window.press('Escape')
    wait_for('the dialog to close', lambda: not window.find_window('Check a Request'))
    window.press('ctrl+f')
    window.wait_focus('Search')
    window.press('ctrl+a', 'BackSpace')
    wait_for('all rows', lambda: window.find_starting('table row', 'Price feed'))


def test_what_was_never_used_is_unticked_and_not_saved():
    Service().create('Idle job', permissions={'content': ['read', 'write']})
    window.press('F5', 'ctrl+f')
    window.wait_focus('Search')
    window.type('idle')
    wait_for('one row', lambda: not window.find_starting('table row', 'Price feed'))
    focus_row('Idle job')
    window.press('Return')
    wait_for('its use', lambda: 'It was never used.' in box('Content: write').get_description())
    assert window.says('Never used') and window.says('Use is counted since ')
    window.tab_to('Remove unused permissions')
    assert_all_named()
    window.press('space')
    window.wait_focus('Content: write')
    assert not box('Content: write', State.CHECKED) and box('Content: read', State.CHECKED)
    wait_for('what Update Token will do', lambda: window.says('Loses Content: write.'))
    [token] = [token for token in Service().tokens() if token['name'] == 'Idle job']
    assert token['permissions'] == {'content': ['read', 'write']}, token
    window.press('ctrl+z')
    wait_for('the tick to be back', lambda: box('Content: write', State.CHECKED))
    window.press('ctrl+f', 'ctrl+a', 'BackSpace')
    wait_for('all rows', lambda: window.find_starting('table row', 'Price feed'))


def test_delete_in_the_search_entry_is_text():
    window.press('ctrl+f')
    window.wait_focus('Search')
    window.type('xDash')
    window.press('Home', 'Delete')
    wait_for('the row', lambda: window.find_starting('table row', 'Dashboard'))
    assert not window.find_button('Cancel')
    window.press('ctrl+a', 'BackSpace')
    wait_for('all rows', lambda: window.find_starting('table row', 'Price feed'))


def test_delete_asks_and_escape_keeps_the_token():
    focus_row('Price feed')
    window.press('Delete')
    wait_for('the question', lambda: window.says('Revoke “Price feed”?'))
    assert window.says('It was never used.')
    window.press('Escape')
    wait_for('the question to go', lambda: not window.find_button('Cancel'))
    assert status_of('Price feed') == 'active'
    assert window.wait_focus(window.find_starting('table row', 'Price feed').get_name())


def test_delete_revokes_once_it_is_confirmed():
    window.press('Delete')
    wait_for('the question', lambda: window.says('Revoke “Price feed”?'))
    window.tab_to('Revoke')
    window.press('Return')
    wait_for('the token to be revoked', lambda: status_of('Price feed') == 'revoked')
    wait_for('the row to say so', lambda: any(', Revoked, ' in thing.get_name() for thing in window.all()
                                              if role_of(thing) == 'table row' and thing.get_name().startswith('Price feed')))
    assert status_of('Dashboard') == status_of('Nightly export') == 'active'


def test_control_question_mark_lists_all_shortcuts():
    window.press('ctrl+question')
    wait_for('the shortcuts', lambda: window.says('Keyboard shortcuts'))
    for title in ('Create a token', 'Search', 'Refresh', 'Servers', 'Keyboard shortcuts', 'Quit',
                  'Create or update the token', 'Walk the permissions', 'Grant or take a permission', 'Undo', 'Redo', 'Go to the token', 'Revoke', 'Menu of the token'):
        assert window.says(title), title
    window.press('Escape')
    wait_for('the shortcuts to close', lambda: not window.says('Walk the permissions'))


try:
    code = run([
        ('/outside/keyboard/arrows-walk-the-grid-and-stop-at-its-edges', test_arrows_walk_the_grid_and_stop_at_its_edges),
        ('/outside/keyboard/space-ticks-and-unticks', test_space_ticks_and_unticks),
        ('/outside/keyboard/all-areas-ticks-every-area', test_all_areas_ticks_every_area),
        ('/outside/keyboard/tab-enters-the-grid-at-the-last-used-box-and-leaves-it',
         test_tab_enters_the_grid_at_the_last_used_box_and_leaves_it),
        ('/outside/keyboard/control-f-searches-and-control-n-finds-the-form-as-it-was',
         test_control_f_searches_and_control_n_finds_the_form_as_it_was),
        ('/outside/keyboard/f5-shows-what-others-created', test_f5_shows_what_others_created),
        ('/outside/keyboard/control-k-checks-a-request-as-it-is-typed', test_control_k_checks_a_request_as_it_is_typed),
        ('/outside/keyboard/what-was-never-used-is-unticked-and-not-saved', test_what_was_never_used_is_unticked_and_not_saved),
        ('/outside/keyboard/delete-in-the-search-entry-is-text', test_delete_in_the_search_entry_is_text),
        ('/outside/keyboard/delete-asks-and-escape-keeps-the-token', test_delete_asks_and_escape_keeps_the_token),
        ('/outside/keyboard/delete-revokes-once-it-is-confirmed', test_delete_revokes_once_it_is_confirmed),
        ('/outside/keyboard/control-question-mark-lists-all-shortcuts', test_control_question_mark_lists_all_shortcuts),
    ])
finally:
    window.end()
sys.exit(code)
