#!/usr/bin/python3
"""The list as a whole from outside, by keys alone: what ends soon, the order that is kept, several tokens at once, files.

Usage: test-several.py TESSERA
"""

import contextlib
import csv
import datetime
import json
import os
import signal
import sys

from driver import Ear, State, Window, has, role_of, run, wait_for
from service import Service, own_process

NAMES = ['Dashboard', 'Price feed', '=1+1', 'Nightly export']    # as they are created
windows = [Window(sys.argv[1])]
folder = os.environ['HOME']


def window():
    return windows[0]


def rows():
    """The names of the tokens in the order of the list."""
    return [thing.get_name().split(',')[0] for thing in window().all() if role_of(thing) == 'table row'
            and ',' in thing.get_name()]


def wait_rows(*names):
    try:
        wait_for(f'the rows {names}', lambda: rows() == list(names))
    except AssertionError as error:
        raise AssertionError(f'{error}; there are {rows()}') from None


def focus_list():
    window().press('ctrl+f')
    window().wait_focus('Search')
    window().press('Down')
    wait_for('a row', lambda: role_of(window().focused()) == 'table row')
    window().press('Home')
    wait_for('the first row', lambda: window().focused().get_name().startswith(rows()[0]))


def select(count):
    """The first ones from above."""
    focus_list()
    for _ in range(count - 1):
        window().press('shift+Down')
    wait_for('how many are selected', lambda: window().says(f'{count} tokens selected'))


def press_when_there(name):
    wait_for(name, lambda: window().find_button(name))
    window().tab_to(name)
    window().press('Return')


def in_days(days):
    return datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days)


def expiries():
    return {token['name']: token['expires_at'][:10] for token in Service().tokens()}


def test_the_strip_tells_how_many_expire_soon_and_shows_them():
    service = Service()
    for name in NAMES:
        service.create(name, expires_at=f'{in_days(9)}T00:00:00Z' if name == 'Price feed' else '2090-01-01T00:00:00Z')
    window().press('ctrl+n')
    ear, described = Ear(window()), window().wait_focus('Expiry date').get_description()
    assert described
    window().press('F5')
    wait_for('the strip', lambda: window().says('1 token expires within 14 days.'))
    ear.wait_for('1 token expires within 14 days. ' + described)    # nothing else is kept from who listens
    window().press('ctrl+f')
    wait_rows(*reversed(NAMES))
    window().tab_to('Show', 'shift+Tab')
    window().press('Return')
    wait_rows('Price feed')
    wait_for('the filter', lambda: any(has(thing, State.PRESSED) for thing in window().all() if thing.get_name() == 'Expiring'))


def test_all_are_shown_again_by_the_filter_beside_it():
    window().press('ctrl+f', 'Tab')
    window().wait_focus('Expiring')
    window().press('Left', 'Left', 'space')
    wait_rows(*reversed(NAMES))


def test_the_order_is_chosen_by_menu_and_is_the_same_at_the_next_start():
    window().press('ctrl+f')
    window().tab_to('Sort by')
    window().press('space')
    window().wait_focus('Newest First')
    window().press('Down')
    window().wait_focus('Name')
    window().press('Return')
    wait_rows(*sorted(NAMES))
    window().quit()
    windows[0] = Window(sys.argv[1])
    window().press('ctrl+f')
    wait_rows(*sorted(NAMES))


def ask_to_set_expiry(count, day):
    select(count)
    window().press('Menu')
    window().wait_focus('Set Expiry Date…')
    window().press('Return')
    window().wait_focus('Expiry date')
    window().press('space')
    window().tab_to('Type a date')
    window().retype(day)
    window().press('Return')
    window().wait_focus('Expiry date')
    press_when_there('Set Expiry Date')
    wait_for('the question', lambda: window().find_window(f'Set the expiry date of {count} tokens?'))
    window().tab_to('Set Expiry Date')


def read_report(title):
    """What the dialog says in the end, which is closed then."""
    wait_for('the end', lambda: window().find_window(title) and window().focused() and window().focused().get_name() == 'Close')
    words = [thing.get_name() for thing in window().all(window().find_window(title)) if role_of(thing) == 'label']
    window().press('Return')
    wait_for('the dialog to go', lambda: not window().find_window(title))
    return [part for part in words if part not in (title, 'Close', 'Retry')]


def test_several_get_one_expiry_date():
    ask_to_set_expiry(2, '2031-03-04')
    window().press('Return')
    assert read_report('Set Expiry Date')[0] == '2 of 2 tokens have the new expiry date.'
    assert {name for name, day in expiries().items() if day == '2031-03-05'} == set(sorted(NAMES)[:2]), expiries()


def test_the_report_names_what_somebody_else_changed_meanwhile():
    service = Service()
    [_, mail] = [service.create(name) for name in ('Weekly report', 'Weekly mail')]
    window().press('F5', 'ctrl+f')
    window().type('weekly')
    wait_rows('Weekly mail', 'Weekly report')
    ask_to_set_expiry(2, '2032-03-04')
    service.update(mail, name='Weekly letter')
    window().press('Return')
    words = read_report('Set Expiry Date')
    assert words[0] == '1 of 2 tokens have the new expiry date.', words
    assert words[1].startswith('Weekly letter: owner changed it meanwhile. Nothing was overwritten;'), words
    assert words[1].endswith('Done: Weekly report.'), words
    assert (expiries()['Weekly letter'], expiries()['Weekly report']) == ('2090-01-01', '2032-03-05'), expiries()


@contextlib.contextmanager
def a_service_that_halts():
    """Nothing is answered meanwhile, so that what happens in between can be looked at."""
    process = own_process()
    assert process
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


def test_what_runs_shows_how_far_it_is_and_can_be_cancelled():
    for number in range(6):
        Service().create(f'Batch {number}')
    window().press('F5', 'ctrl+f', 'ctrl+a')
    window().type('batch')
    wait_rows(*(f'Batch {number}' for number in range(6)))
    select(6)
    window().press('Delete')
    wait_for('the question', lambda: window().find_window('Revoke 6 tokens?'))
    window().tab_to('Revoke')
    with a_service_that_halts():
        window().press('Return')
        wait_for('how far it is', lambda: window().find('progress bar', 'Revoke Tokens') and window().says('Revoking…'))
        assert not window().nameless(), window().nameless()
        window().tab_to('Cancel')
        window().press('Return')
        wait_for('the word of it', lambda: window().says('Waiting for what was sent already…'))
    words = read_report('Revoke Tokens')
    revoked = {token['name'] for token in Service().tokens() if token['status'] == 'revoked'}
    assert 0 < len(revoked) < 6, revoked
    assert words[0].startswith(f'{len(revoked)} of 6 tokens '), words
    assert words[1].count(': Not changed, since you cancelled.') == 6 - len(revoked), words
    assert all(name in words[1] for name in revoked), words


def export(kind, path):
    window().press('ctrl+f')
    window().tab_to('Export')
    window().press('space')
    window().wait_focus('Export as CSV…')
    if kind == 'JSON':
        window().press('Down')
        window().wait_focus('Export as JSON…')
    window().press('Return')
    # The system's dialog; behind it the button keeps its focus.
    wait_for('the dialog', lambda: any(has(thing, State.FOCUSED) and role_of(thing) == 'text' and thing.get_name().startswith('Name')
                                       for thing in window().all()))
    window().retype(path)
    window().press('Return')
    wait_for('the word of it', lambda: window().says(f'to “{os.path.basename(path)}”.'))
    with open(path, encoding='utf-8', newline='') as file:
        return file.read()


def test_a_csv_file_holds_what_is_shown_and_starts_no_formula():
    window().press('ctrl+f', 'ctrl+a')
    window().type('1+1')
    wait_rows('=1+1')
    text = export('CSV', os.path.join(folder, 'tokens.csv'))
    [token] = csv.DictReader(text.lstrip('\ufeff').splitlines())
    assert (token['name'], token['permissions'], token['expires_at']) == ("'=1+1", 'content:read', '2031-03-05T00:00:00Z'), token


def test_a_json_file_holds_all_and_no_secret():
    window().press('ctrl+f', 'ctrl+a', 'BackSpace')
    wait_for('all rows', lambda: len(rows()) > 6)
    text = export('JSON', os.path.join(folder, 'tokens.json'))
    exported = {token['id']: token for token in json.loads(text)}
    assert exported == {token['id']: token for token in Service().tokens()}
    assert 'frt_' not in text


try:
    code = run([(f'/outside/several/{name}', test) for name, test in [
        ('the-strip-tells-how-many-expire-soon-and-shows-them', test_the_strip_tells_how_many_expire_soon_and_shows_them),
        ('all-are-shown-again-by-the-filter-beside-it', test_all_are_shown_again_by_the_filter_beside_it),
        ('the-order-is-chosen-by-menu-and-is-the-same-at-the-next-start',
         test_the_order_is_chosen_by_menu_and_is_the_same_at_the_next_start),
        ('several-get-one-expiry-date', test_several_get_one_expiry_date),
        ('the-report-names-what-somebody-else-changed-meanwhile', test_the_report_names_what_somebody_else_changed_meanwhile),
        ('what-runs-shows-how-far-it-is-and-can-be-cancelled', test_what_runs_shows_how_far_it_is_and_can_be_cancelled),
        ('a-csv-file-holds-what-is-shown-and-starts-no-formula', test_a_csv_file_holds_what_is_shown_and_starts_no_formula),
        ('a-json-file-holds-all-and-no-secret', test_a_json_file_holds_all_and_no_secret),
    ]])
finally:
    window().end()
sys.exit(code)
