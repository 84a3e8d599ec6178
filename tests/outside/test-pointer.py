#!/usr/bin/python3
"""The first token from outside, with the pointer: the keyboard only types its name.

Usage: test-pointer.py TESSERA PLACES
"""

import sys

from driver import State, Window, run, wait_for
from service import Service

NAME = 'Nightly export'
window = Window(sys.argv[1], places=sys.argv[2])


def test_the_first_token_takes_at_most_6_clicks():
    window.click(wait_for('the name entry', lambda: window.find('text', 'Name')))
    window.wait_focus('Name')
    window.type(NAME)
    window.click(window.find('check box', 'Content: read'))
    wait_for('the tick', lambda: window.find('check box', 'Content: read', State.CHECKED))
    window.click(window.find_button('Create Token'))
    window.click(wait_for('the secret', lambda: window.find_window('Token created') and window.find_button('Copy')))
    wait_for('the secret to be copied', lambda: window.says('Secret copied.'))
    window.click(window.find_button('Done'))
    wait_for('the token in the list', lambda: window.find_starting('table row', NAME))
    assert window.keys == 0 and window.clicks <= 6, f'{window.clicks} clicks, {window.keys} keys'
    print(f'# {window.clicks} clicks', flush=True)
    [token] = Service().tokens()
    assert token['name'] == NAME and token['permissions'] == {'content': ['read']}, token


def test_it_is_edited_by_pointer():
    window.click(wait_for('the box', lambda: window.find('check box', 'Content: write')))
    wait_for('the tick', lambda: window.find('check box', 'Content: write', State.CHECKED))
    wait_for('the sentence of what changes', lambda: window.says('Gains Content: write.'))
    window.click(wait_for('the button', lambda: window.find_button('Update Token')))
    wait_for('the change at the service', lambda: Service().tokens()[0]['permissions'] == {'content': ['read', 'write']})


def test_an_expander_is_opened_by_a_click_on_its_head():
    head = wait_for('the folded expander', lambda: window.find('push button', 'Create Token', State.EXPANDABLE))
    window.click(head)
    wait_for('the form', lambda: window.find_button('Create Token'))
    assert not window.find('tree table')


try:
    code = run([
        ('/outside/pointer/the-first-token-takes-at-most-6-clicks', test_the_first_token_takes_at_most_6_clicks),
        ('/outside/pointer/it-is-edited-by-pointer', test_it_is_edited_by_pointer),
        ('/outside/pointer/an-expander-is-opened-by-a-click-on-its-head', test_an_expander_is_opened_by_a_click_on_its_head),
    ])
finally:
    window.end()
sys.exit(code)
