#!/usr/bin/python3
"""Finding a token from outside, by keys alone: the filters, the forms of the search, and a narrow window.

Usage: test-finding.py TESSERA
"""

import datetime
import subprocess
import sys

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

from driver import State, Window, active_window, has, role_of, run, wait_for  # noqa: E402
from service import Service  # noqa: E402

NARROW = 360
NAMES = ('Dashboard', 'Nightly export', 'Price feed', 'Shop app', 'Stock')
window = Window(sys.argv[1])


def rows():
    """Names of the rows that are shown, from above."""
    names = [thing.get_name().split(',')[0] for thing in window.all() if role_of(thing) == 'table row']
    return [name for name in names if name in NAMES]


def wait_rows(*names):
    try:
        wait_for(f'the rows {names}', lambda: sorted(rows()) == sorted(names))
    except AssertionError as error:
        raise AssertionError(f'{error}; there are {rows()}') from None


def searched():
    entry = window.find('entry', 'Search') or window.find('text', 'Search')
    return Atspi.Text.get_text(entry, 0, Atspi.Text.get_character_count(entry))


def offered():
    """The forms below the entry, from above."""
    return [thing.get_name().split(': ')[0] for thing in window.all()
            if role_of(thing) == 'push button' and ': ' in thing.get_name() and has(thing, State.SENSITIVE)]


def ends_in(days):
    day = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days + 1)
    return day.strftime('%Y-%m-%dT00:00:00Z')


def focus_search():
    window.press('ctrl+f')
    window.wait_focus('Search')


def test_each_filter_tells_how_many_and_shows_them():
    service = Service()
    service.create('Dashboard', permissions={'reports': ['read']})
    service.create('Price feed', expires_at=ends_in(9))
    service.create('Nightly export', expires_at=ends_in(2), permissions={'products': ['read', 'write']})
    service.create('Shop app', type='mobile')
    revoked = service.create('Stock')
    service.ask('DELETE', '/v1/tokens/' + revoked['id'])
    window.press('F5')
    focus_search()
    wait_rows(*NAMES)
    window.press('Tab')
    for name, count, shown in (('All', '5 tokens', NAMES), ('Active', '4 tokens', NAMES[:4]),
                               ('Expiring', '2 tokens', ('Nightly export', 'Price feed')), ('Expired', '0 tokens', ()),
                               ('Revoked', '1 token', ('Stock',))):
        window.wait_focus(name)
        wait_for(f'{count} at {name}', lambda count=count: window.focused().get_description() == count)
        window.press('space')
        wait_rows(*shown)
        window.press('Right')
    window.press('Left', 'Left', 'Left', 'Left')
    window.wait_focus('All')
    window.press('space')
    wait_rows(*NAMES)


def test_each_form_is_offered_while_it_is_typed_and_finds_what_it_says():
    for typed, form, shown in (('expi', 'is:expiring', ('Nightly export', 'Price feed')), ('area:rep', 'area:reports', ('Dashboard',)),
                               ('can:w', 'can:write', ('Nightly export',)), ('mob', 'type:mobile', ('Shop app',))):
        focus_search()
        window.retype(typed)
        wait_for(f'the offer of {form}', lambda typed=typed, form=form: searched() == typed and offered()[:1] == [form])
        window.press('Down', 'Return')
        wait_for(f'{form} in the entry', lambda form=form: searched() == form + ' ')
        wait_rows(*shown)
    window.press('ctrl+a', 'BackSpace')
    wait_rows(*NAMES)


def make_narrow():
    """As narrow as a telephone; the frame that GTK draws around it comes on top."""
    def width():
        return window.frame.get_extents(Atspi.CoordType.WINDOW).width
    frame = wait_for('a window in front', active_window)['WIDTH'] - width()
    subprocess.run(['xdotool', 'windowsize', window.x_window, str(NARROW + frame), '700'], check=True)
    wait_for('the window to be narrow', lambda: width() == NARROW)


def fits(name):
    """Whether the control is wholly within the narrow window."""
    button = window.find_button(name)    # which newer versions of GTK leave out where it is not shown
    if not button:
        return False
    place = button.get_extents(Atspi.CoordType.WINDOW)
    # Newer versions of GTK count from within the window's frame.
    left = place.x - window.frame.get_extents(Atspi.CoordType.WINDOW).x
    return 0 <= left and 0 < place.width and left + place.width <= NARROW


def wait_row(name):
    wait_for(f'the row of {name}', lambda: role_of(row := window.focused()) == 'table row' and row.get_name().startswith(name + ','))


def test_in_a_narrow_window_the_editor_follows_the_list_and_back_returns_to_the_row():
    make_narrow()
    focus_search()
    window.press('Down')
    wait_for('a row', lambda: role_of(window.focused()) == 'table row')
    window.press('Home')
    wait_row('Stock')
    window.press('Down')
    wait_row('Shop app')
    wait_for('the list to stand alone', lambda: fits('All') and not fits('Update Token'))
    window.press('Return')
    wait_for('the editor', lambda: role_of(window.focused()) != 'table row')
    wait_for('the editor to stand in the place of the list', lambda: fits('Back') and fits('Expiry date') and fits('Update Token'))
    assert window.text_of('Name') == 'Shop app', window.text_of('Name')
    window.tab_to('Back', 'shift+Tab')
    window.press('Return')
    wait_row('Shop app')
    wait_for('the list to stand in the place of the editor', lambda: fits('All') and fits('Export'))


try:
    code = run([(f'/outside/finding/{name}', test) for name, test in [
        ('each-filter-tells-how-many-and-shows-them', test_each_filter_tells_how_many_and_shows_them),
        ('each-form-is-offered-while-it-is-typed-and-finds-what-it-says',
         test_each_form_is_offered_while_it_is_typed_and_finds_what_it_says),
        ('in-a-narrow-window-the-editor-follows-the-list-and-back-returns-to-the-row',
         test_in_a_narrow_window_the_editor_follows_the_list_and_back_returns_to_the_row),
    ]])
finally:
    window.end()
sys.exit(code)
