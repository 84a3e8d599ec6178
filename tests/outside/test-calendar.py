#!/usr/bin/python3
"""The expiry date from outside, with the keyboard: calendar, spans and typed dates, and the exact truth of each.

Usage: test-calendar.py TESSERA
"""

import datetime
import os
import sys

from driver import Ear, Window, role_of, run, wait_for
from service import Service

os.environ['TZ'] = 'Asia/Kolkata'  # five and a half hours before UTC, all year
window = Window(sys.argv[1])
MONTHS = ('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November',
          'December')
DAYS = ('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday')


def today():
    return datetime.datetime.now(datetime.timezone.utc).date()


def after(days):
    return today() + datetime.timedelta(days)


def month_later(day, months):
    """The same day of another month, or its last."""
    number = day.year * 12 + day.month - 1 + months
    first = datetime.date(number // 12, number % 12 + 1, 1)
    last = (first + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1)
    return first.replace(day=min(day.day, last.day))


def write(day):
    return f'{day.day} {MONTHS[day.month - 1]} {day.year}'


def truth(day):
    """What the description of Expiry date is, to the letter."""
    end = day + datetime.timedelta(1)
    left = (day - today()).days
    days = 'Today is the last day.' if left == 0 else f'{left} day{"" if left == 1 else "s"}.'
    return (f'{write(day)}. Valid through {write(day)}, until midnight UTC '
            f'(05:30 on {end.day} {MONTHS[end.month - 1]}, your time). {days}')


def button():
    return window.find_button('Expiry date')


def wait_truth(expected):
    try:
        wait_for('the truth', lambda: button().get_description() == expected)
    except AssertionError:
        raise AssertionError(f'“{button().get_description()}” instead of “{expected}”') from None


def open_calendar():
    window.press('space')
    wait_for('the calendar', lambda: window.find('panel', 'Expiry date'))
    wait_for('the calendar to have the focus', lambda: window.focused() and role_of(window.focused()) == 'panel')


def wait_day(day):
    said = f'{DAYS[day.weekday()]} {write(day)}'
    wait_for(f'the calendar on {said}', lambda: window.find('panel', 'Expiry date').get_description() == said)


def tab_on(stops, name):
    """By that many stops of the Tab key: behind the calendar are its four arrows, five spans and the entry."""
    window.press(*['Tab'] * stops)
    window.wait_focus(name)


def wait_closed():
    wait_for('the popover to close', lambda: not window.find('text', 'Type a date'))
    window.wait_focus('Expiry date')


def test_a_new_token_lasts_the_default_lifetime():
    window.press('ctrl+n')
    window.wait_focus('Expiry date')
    wait_truth(truth(after(90)))


def test_the_calendars_keys_work_from_the_chosen_day():
    open_calendar()
    day = after(90)
    wait_day(day)
    for key, step in (('Right', 1), ('Down', 7), ('Left', -1), ('Up', -7), ('Right', 1)):
        day += datetime.timedelta(step)
        window.press(key)
        wait_day(day)
    for key, months in (('Page_Down', 1), ('Page_Down', 1), ('Page_Up', -1)):
        day = month_later(day, months)
        window.press(key)
        wait_day(day)
    window.press('Return')
    wait_closed()
    wait_truth(truth(day))


def test_escape_closes_the_calendar_back_to_the_button():
    before = button().get_description()
    open_calendar()
    window.press('Escape')
    wait_closed()
    assert button().get_description() == before


def test_each_span_counts_from_today():
    year = today().replace(day=28) if (today().month, today().day) == (2, 29) else today()
    spans = (('7 days', after(7)), ('30 days', after(30)), ('90 days', after(90)),
             ('1 year', year.replace(year=year.year + 1)))
    for stop, (name, day) in enumerate(spans, 5):
        open_calendar()
        tab_on(stop, name)
        window.press('space')
        wait_closed()
        wait_truth(truth(day))


def test_never_is_one_click_too():
    open_calendar()
    tab_on(9, 'Never')
    window.press('space')
    wait_closed()
    wait_truth('Never. Never expires. It stays valid until somebody revokes it.')


def go_to_entry():
    open_calendar()
    tab_on(10, 'Type a date')


def test_a_typed_date_is_taken_in_the_locales_form_and_in_iso():
    for day, text in ((after(45), after(45).isoformat()), (after(46), after(46).strftime('%m/%d/%Y')),
                      (after(0), after(0).isoformat()), (after(1), after(1).isoformat())):
        go_to_entry()
        window.retype(text)
        window.press('Return')
        wait_closed()
        wait_truth(truth(day))


def test_a_past_date_is_refused_in_words():
    refusal, ear = 'That day has passed; choose today (UTC) or a later day.', Ear(window)
    go_to_entry()
    for text in (after(-1).isoformat(), '1999-12-31'):
        window.retype(text)
        window.press('Return')
        wait_for('the refusal', lambda: window.says(refusal))
        wait_for('the refusal at the field', lambda: button().get_description().startswith(refusal))
        ear.wait_for(refusal)    # at the entry, where the focus is: the popover has not closed
        assert window.focused().get_name() == 'Type a date'
    window.press('Escape')
    wait_closed()


def test_what_is_no_date_is_refused_in_words():
    go_to_entry()
    for text in ('next week', '2027-02-30', '2027-13-01'):
        window.retype(text)
        window.press('Return')
        wait_for('the refusal', lambda text=text: window.says(f'“{text}” is no date. Write it like '))
    window.retype(after(7).isoformat())
    window.press('Return')
    wait_closed()
    wait_truth(truth(after(7)))


def test_words_are_taken_too():
    friday = after(1 + (3 - today().weekday()) % 7)
    for text, day in (('+90d', after(90)), ('+2w', after(14)), ('today', after(0)), ('Tomorrow', after(1)),
                      ('friday', friday), (f'{after(40).day} {MONTHS[after(40).month - 1][:3]} {after(40).year}', after(40))):
        go_to_entry()
        window.retype(text)
        window.press('Return')
        wait_closed()
        wait_truth(truth(day))
    go_to_entry()
    window.retype('never')
    window.press('Return')
    wait_closed()
    wait_truth('Never. Never expires. It stays valid until somebody revokes it.')


def test_the_entry_says_what_it_understands_while_one_types():
    go_to_entry()
    window.retype('+10d')
    wait_for('the truth', lambda: window.says(truth(after(10)).split('. ', 1)[1]))
    described = window.find('text', 'Type a date').get_description()
    assert described == truth(after(10)).split('. ', 1)[1], described
    window.type('x')
    wait_for('the hint', lambda: window.says('Or type it, like '))
    window.press('Escape')
    wait_closed()


def test_tab_and_shift_tab_go_round():
    window.press('ctrl+n')
    window.wait_focus('Expiry date')
    open_calendar()
    arrows = ['Previous month', 'Next month', 'Previous year', 'Next year']
    stops = arrows + ['7 days', '30 days', '90 days', '1 year', 'Never', 'Type a date', 'Expiry date']
    for name in stops:
        window.press('Tab')
        window.wait_focus(name)
    for name in stops[-2::-1] + ['Expiry date', 'Type a date']:
        window.press('shift+Tab')
        window.wait_focus(name)
    window.press('Escape')
    wait_closed()


def test_days_on_which_tokens_expire_say_how_many():
    def describe(days, tokens):
        day = after(days)
        return f'{DAYS[day.weekday()]} {write(day)}' + (f'. {tokens}' if tokens else '')
    service = Service()
    for name, days in (('Nightly export', 20), ('Price feed', 20), ('Dashboard', 21)):
        service.create(name, expires_at=after(days + 1).isoformat() + 'T00:00:00Z')
    window.press('F5')
    go_to_entry()
    window.retype('+19d')
    window.press('Return')
    wait_closed()
    open_calendar()
    for days, tokens in ((20, '2 tokens expire on this day'), (21, '1 token expires on this day'), (22, None)):
        window.press('Right')
        wait_for(f'{days} days', lambda days=days, tokens=tokens:
                 window.find('panel', 'Expiry date').get_description() == describe(days, tokens))
        assert bool(window.says('other token')) == bool(tokens)
    window.press('Left', 'Left')
    wait_for('both', lambda: window.says('2 other tokens expire on this day.'))
    window.press('Escape')
    wait_closed()


try:
    code = run([
        ('/outside/calendar/a-new-token-lasts-the-default-lifetime', test_a_new_token_lasts_the_default_lifetime),
        ('/outside/calendar/its-keys-work-from-the-chosen-day', test_the_calendars_keys_work_from_the_chosen_day),
        ('/outside/calendar/escape-closes-it-back-to-the-button', test_escape_closes_the_calendar_back_to_the_button),
        ('/outside/calendar/each-span-counts-from-today', test_each_span_counts_from_today),
        ('/outside/calendar/never-is-one-click-too', test_never_is_one_click_too),
        ('/outside/calendar/a-typed-date-is-taken-in-the-locales-form-and-in-iso',
         test_a_typed_date_is_taken_in_the_locales_form_and_in_iso),
        ('/outside/calendar/words-are-taken-too', test_words_are_taken_too),
        ('/outside/calendar/the-entry-says-what-it-understands-while-one-types',
         test_the_entry_says_what_it_understands_while_one_types),
        ('/outside/calendar/tab-and-shift-tab-go-round', test_tab_and_shift_tab_go_round),
        ('/outside/calendar/days-on-which-tokens-expire-say-how-many', test_days_on_which_tokens_expire_say_how_many),
        ('/outside/calendar/a-past-date-is-refused-in-words', test_a_past_date_is_refused_in_words),
        ('/outside/calendar/what-is-no-date-is-refused-in-words', test_what_is_no_date_is_refused_in_words),
    ])
finally:
    window.end()
sys.exit(code)
