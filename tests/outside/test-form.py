#!/usr/bin/python3
"""The form from outside: undo and redo by keys, and starting from what other tokens may do.

Usage: test-form.py TESSERA
"""

import sys

from driver import State, Window, run, wait_for
from service import Service

window = Window(sys.argv[1])


def name():
    return window.text_of('Name')


def wait_name(text):
    wait_for(f'the name “{text}”', lambda: name() == text)


def box(which):
    return window.find('check box', which)


def wait_box(which, ticked):
    wait_for(f'{which} {"ticked" if ticked else "unticked"}', lambda: has_tick(which) == ticked)


def has_tick(which):
    return box(which).get_state_set().contains(State.CHECKED)


def expiry():
    return window.find_button('Expiry date').get_description().split('.')[0]


def start_afresh():
    window.press('ctrl+n')
    window.wait_focus('Expiry date')


def test_every_field_is_undone_and_done_again():
    start_afresh()
    before = expiry()
    window.press('space')
    wait_for('the calendar', lambda: window.find('panel', 'Expiry date'))
    window.press('Right', 'Right', 'Return')
    window.wait_focus('Expiry date')
    after = expiry()
    assert after != before
    window.tab_to('Name')
    window.type('Nightly export')
    window.press('Tab')
    window.press('Down', 'space', 'Right', 'space')
    wait_box('Content: write', True)

    window.press('ctrl+z')
    wait_box('Content: write', False)
    assert has_tick('Content: read')
    window.press('ctrl+z')
    wait_box('Content: read', False)
    window.press('ctrl+z')
    wait_name('Nightly ')
    window.press('ctrl+z')
    wait_name('')
    assert expiry() == after
    window.press('ctrl+z')
    wait_for('the date as it was', lambda: expiry() == before)
    window.press('ctrl+z')

    window.press('ctrl+shift+z', 'ctrl+shift+z', 'ctrl+shift+z', 'ctrl+y', 'ctrl+y', 'ctrl+y')
    wait_box('Content: write', True)
    wait_name('Nightly export')
    assert expiry() == after and has_tick('Content: read')


def test_undo_works_where_the_name_is_typed():
    window.press('ctrl+n')
    window.tab_to('Name')
    window.press('End')
    window.type(' of all')
    wait_name('Nightly export of all')
    window.press('ctrl+z', 'ctrl+z', 'ctrl+z')
    wait_name('Nightly export')
    window.type('s')
    wait_name('Nightly exports')
    window.press('ctrl+z')
    wait_name('Nightly export')


def test_a_date_being_typed_is_undone_by_itself():
    start_afresh()
    before = expiry()
    window.press('space')
    wait_for('the calendar', lambda: window.find('panel', 'Expiry date'))
    window.press('shift+Tab')
    window.wait_focus('Type a date')
    window.type('9')
    wait_for('the digit', lambda: window.text_of('Type a date').endswith('9'))
    window.press('ctrl+z')
    wait_name('Nightly export')
    window.press('Escape')
    window.wait_focus('Expiry date')
    assert expiry() == before and has_tick('Content: write')


def test_the_calendar_is_undone_while_it_is_open():
    before = expiry()
    window.press('space')
    wait_for('the calendar', lambda: window.find('panel', 'Expiry date'))
    day = window.find('panel', 'Expiry date').get_description()
    window.press('Right', 'Right')
    wait_for('another day', lambda: window.find('panel', 'Expiry date').get_description() != day)
    window.press('ctrl+z')
    wait_for('the day as it was', lambda: window.find('panel', 'Expiry date').get_description() == day)
    window.press('Escape')
    window.wait_focus('Expiry date')
    assert expiry() == before


def test_what_other_tokens_may_do_is_offered_as_a_start():
    service = Service()
    for name_of_token, permissions in (('Shop', {'products': ['read']}), ('Stock', {'products': ['read']}),
                                       ('Prices', {'products': ['read', 'write'], 'reports': ['read']}),
                                       ('Offers', {'products': ['read', 'write'], 'reports': ['read']}),
                                       ('Feeds', {'products': ['read', 'write'], 'reports': ['read']}),
                                       ('Alone', {'content': ['read']})):
        service.create(name_of_token, permissions=permissions)
    assert not window.find_button('Start From')
    before = has_tick('Content: write'), has_tick('Content: read')
    window.press('F5')
    wait_for('the offer', lambda: window.find_button('Start From'))
    assert (has_tick('Content: write'), has_tick('Content: read')) == before, 'something was ticked unasked'
    window.press('ctrl+n')
    window.tab_to('Name')
    window.press('Tab')
    window.wait_focus('Start From')
    window.press('space')
    offers = ['Products: read and write. Reports: read. (3 tokens)', 'Products: read. (2 tokens)', 'Content: read. (1 token)']
    wait_for('the offers', lambda: all(window.find_button(offer) for offer in offers))
    window.wait_focus(offers[0])
    window.press('Down')
    window.wait_focus(offers[1])
    window.press('Return')
    wait_box('Products: read', True)
    window.wait_focus('Start From')
    assert not has_tick('Content: read') and not has_tick('Products: write')
    window.press('Tab')
    wait_for('the boxes to have the focus', lambda: window.focused() and window.focused().get_name().endswith(('read', 'write')))
    window.press('shift+Tab')
    window.wait_focus('Start From')
    window.press('shift+Tab')
    window.wait_focus('Name')
    window.press('ctrl+z')
    wait_box('Products: read', False)
    assert (has_tick('Content: write'), has_tick('Content: read')) == before


try:
    code = run([
        ('/outside/form/every-field-is-undone-and-done-again', test_every_field_is_undone_and_done_again),
        ('/outside/form/undo-works-where-the-name-is-typed', test_undo_works_where_the_name_is_typed),
        ('/outside/form/a-date-being-typed-is-undone-by-itself', test_a_date_being_typed_is_undone_by_itself),
        ('/outside/form/the-calendar-is-undone-while-it-is-open', test_the_calendar_is_undone_while_it_is_open),
        ('/outside/form/what-other-tokens-may-do-is-offered-as-a-start',
         test_what_other_tokens_may_do_is_offered_as_a_start),
    ])
finally:
    window.end()
sys.exit(code)
