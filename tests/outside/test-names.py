#!/usr/bin/python3
"""What assistive technology reads: every control of the window, its popovers and its dialogs has its name, and no other.

Usage: test-names.py TESSERA
"""

import sys

from driver import Atspi, CLASSES, State, Window, role_of, run, wait_for
from service import Service

AREAS = ['All areas', 'Content', 'Products', 'Triggers', 'Content Server Extensions', 'Bulk Data', 'Reports', 'System Admin']
BOXES = [f'{area}: {verb}' for area in AREAS for verb in ('read', 'write')]
NAME = 'Nightly export'
window = Window(sys.argv[1])


def assert_all_named():
    bad = window.nameless()
    assert not bad, ', '.join(bad)


def assert_nothing_bears_its_class():
    """What says nothing by itself, a box or a page, may; what has a role may not."""
    silent = ('filler', 'panel', 'scroll bar', 'scroll pane', 'separator')
    bad = [f'{role_of(thing)} “{thing.get_name()}”' for thing in window.all()
           if role_of(thing) not in silent and thing.get_name().startswith(CLASSES)]
    assert not bad, ', '.join(bad)


def focusable(role):
    return [thing.get_name() for thing in window.all() if role_of(thing) == role and has_focus_place(thing)]


def has_focus_place(thing):
    return thing.get_state_set().contains(State.FOCUSABLE)


def test_the_forms_controls_bear_their_bold_names_alone():
    window.press('ctrl+n')
    window.wait_focus('Expiry date')
    assert_all_named()
    assert focusable('check box') == BOXES, focusable('check box')
    assert focusable('text') == ['Name'], focusable('text')
    assert_nothing_bears_its_class()
    for name in ('Expiry date', 'Token type', 'Create Token'):
        assert window.find_button(name), name
    for name in ('Create Token', 'Tokens'):
        assert window.find('push button', name, State.EXPANDABLE), name


def test_what_a_control_holds_is_its_description():
    assert 'Valid through ' in window.find_button('Expiry date').get_description()
    assert window.find_button('Token type').get_description().startswith('API Key. ')
    described = window.find('check box', 'Reports: read').get_description()
    assert 'Some personal data' in described and 'Read allows GET and HEAD.' in described, described
    assert 'Write allows POST, PUT and DELETE.' in window.find('check box', 'All areas: write').get_description()


def test_the_calendar_and_what_is_beside_it():
    window.press('space')
    wait_for('the calendar', lambda: window.find('panel', 'Expiry date'))
    assert_all_named()
    for name in ('7 days', '30 days', '90 days', '1 year', 'Never', 'Previous month', 'Next year'):
        assert window.find_button(name), name
    assert window.find('text', 'Type a date').get_description().startswith('Or type it, like ')
    window.press('Escape')
    window.wait_focus('Expiry date')


def test_the_token_types_are_read_with_their_descriptions():
    window.press('Tab')
    window.wait_focus('Token type')
    window.press('space')
    item = wait_for('a type in the list', lambda: window.focused() and role_of(window.focused()) == 'list item'
                    and window.focused())
    assert_all_named()
    assert item.get_name().startswith('API Key'), item.get_name()
    window.press('Escape')
    window.wait_focus('Token type')


def test_a_fault_is_read_at_its_field():
    window.press('ctrl+Return')
    window.wait_focus('Name')
    # GTK 4.8 says the one, later versions the other.
    entry = wait_for('the fault', lambda: window.find('text', 'Name', State.INVALID)
                     or window.find('text', 'Name', State.INVALID_ENTRY))
    assert entry.get_description() == 'Give the token a name.', entry.get_description()
    ticks = 'Tick at least one box; a token without permissions can do nothing.'
    assert ticks in window.find('check box', 'All areas: read').get_description()
    assert_all_named()


def get_messages(control):
    # GTK 4.8 relates a control to what is wrong with it by the one, later versions by the other.
    relations = control.get_relation_set()
    return [relation.get_target(i).name for relation in relations for i in range(relation.get_n_targets())
            if relation.get_relation_type() in (Atspi.RelationType.DESCRIBED_BY, Atspi.RelationType.ERROR_MESSAGE)]


def test_a_faulty_field_leads_to_its_message():
    ticks = 'Tick at least one box; a token without permissions can do nothing.'
    assert get_messages(window.find('text', 'Name')) == ['Give the token a name.']
    assert get_messages(window.find('check box', 'Products: write')) == [ticks]
    assert get_messages(window.find_button('Token type')) == []

    window.type('N')
    wait_for('no message', lambda: get_messages(window.find('text', 'Name')) == [])
    window.press('BackSpace')


def test_the_dialog_of_a_new_token():
    window.type(NAME)
    window.press('Tab', 'Down', 'space', 'ctrl+Return')
    wait_for('the dialog', lambda: window.find_window('Token created'))
    window.wait_focus('Copy')
    assert_all_named()
    for name in ('Copy', 'Copy Command', 'Done'):
        assert window.find_button(name), name
    assert window.find('text', 'Secret')


def test_the_question_whether_to_leave_without_the_secret():
    window.press('Escape')
    wait_for('the question', lambda: window.find_window('Leave without copying the secret?'))
    assert_all_named()
    window.press('Escape')
    window.wait_focus('Copy')
    window.press('Return')
    window.tab_to('Done')
    window.press('Return')
    wait_for('the list', lambda: window.find_starting('table row', NAME))


def test_a_row_is_one_sentence_that_begins_with_the_tokens_name():
    window.wait_focus(f'{NAME}, API Key, Active, expires in 90 days. Content: read. Never used.')
    assert window.find('image', 'Permissions: Content: read.')
    assert role_of(window.focused()) in ('table row', 'table cell'), role_of(window.focused())
    assert_all_named()
    assert any(thing.get_name() == 'Search' and has_focus_place(thing) for thing in window.all())
    assert window.find('push button', 'Sort by', State.FOCUSABLE)


def test_the_editor_bears_the_names_of_the_form():
    wait_for('the editor', lambda: window.find_button('Revoke'))
    assert focusable('check box') == BOXES, focusable('check box')
    assert_nothing_bears_its_class()
    for name in ('Expiry date', 'Token type', 'Update Token'):
        assert window.find('push button', name), name


def test_the_sort_by_menu():
    window.tab_to('Sort by', 'shift+Tab')
    window.press('space')
    wait_for('the menu', lambda: any('Newest First' in thing.get_name() for thing in window.all()))
    assert_all_named()
    window.press('Escape')
    window.wait_focus('Sort by')


def test_the_question_before_revoking():
    window.press('ctrl+f', 'Down')
    wait_for('the row', lambda: window.focused() and window.focused().get_name().startswith(NAME))
    window.press('Delete')
    wait_for('the question', lambda: window.find_window(f'Revoke “{NAME}”?'))
    assert_all_named()
    assert window.find_button('Cancel') and window.find_button('Revoke')
    window.press('Escape')
    wait_for('the question to go', lambda: not window.find_button('Cancel'))


def change_name(name):
    window.press('Return')
    window.tab_to('Name')
    window.retype(name)
    wait_for('the change to be seen', lambda: window.says(f'Is named “{name}”'))


def test_the_comparison_after_a_change_by_somebody_else():
    change_name('Weekly export')
    [token] = Service().tokens()
    Service().update(token, permissions={'content': ['read'], 'reports': ['read']})
    window.press('ctrl+Return')
    wait_for('the comparison', lambda: window.find_window('Changed meanwhile'))
    assert_all_named()
    for name in ('Keep mine', 'Take theirs', 'Cancel'):
        assert window.find_button(name), name
    window.press('Escape')
    wait_for('the comparison to go', lambda: not window.find_button('Keep mine'))


def test_the_question_before_changes_are_lost():
    window.press('ctrl+n')
    wait_for('the question', lambda: window.find_window('Discard Changes?'))
    assert_all_named()
    assert window.find_button('Keep Editing') and window.find_button('Discard')
    window.tab_to('Discard')
    window.press('Return')
    window.wait_focus('Expiry date')


def test_folding_and_opening_while_all_is_read_harms_nothing():
    for _ in range(4):
        window.press('ctrl+n')
        wait_for('the form', lambda: window.find('check box', 'Content: read'))
        window.press('ctrl+f')
        wait_for('the list', lambda: window.find('tree table'))
        list(window.all())
    assert window.process.poll() is None, 'the program ended'


def test_the_main_menu_and_what_it_opens():
    window.press('F10')
    wait_for('the menu', lambda: any('About' in thing.get_name() for thing in window.all()))
    assert_all_named()
    window.press('Escape')
    window.wait_focus('Main Menu')
    window.press('ctrl+question')
    wait_for('the shortcuts', lambda: window.find_window('Keyboard shortcuts'))
    assert_all_named()
    window.press('Escape')
    wait_for('the shortcuts to close', lambda: not window.find_window('Keyboard shortcuts'))
    window.press('F10', 'Down', 'Down', 'Return')
    wait_for('what the program is', lambda: window.find_window('About'))
    assert_all_named()


try:
    code = run([(f'/outside/names/{name}', test) for name, test in [
        ('the-forms-controls-bear-their-bold-names-alone', test_the_forms_controls_bear_their_bold_names_alone),
        ('what-a-control-holds-is-its-description', test_what_a_control_holds_is_its_description),
        ('the-calendar-and-what-is-beside-it', test_the_calendar_and_what_is_beside_it),
        ('the-token-types-are-read-with-their-descriptions', test_the_token_types_are_read_with_their_descriptions),
        ('a-fault-is-read-at-its-field', test_a_fault_is_read_at_its_field),
        ('a-faulty-field-leads-to-its-message', test_a_faulty_field_leads_to_its_message),
        ('the-dialog-of-a-new-token', test_the_dialog_of_a_new_token),
        ('the-question-whether-to-leave-without-the-secret', test_the_question_whether_to_leave_without_the_secret),
        ('a-row-is-one-sentence-that-begins-with-the-tokens-name', test_a_row_is_one_sentence_that_begins_with_the_tokens_name),
        ('the-editor-bears-the-names-of-the-form', test_the_editor_bears_the_names_of_the_form),
        ('the-sort-by-menu', test_the_sort_by_menu),
        ('the-question-before-revoking', test_the_question_before_revoking),
        ('the-comparison-after-a-change-by-somebody-else', test_the_comparison_after_a_change_by_somebody_else),
        ('the-question-before-changes-are-lost', test_the_question_before_changes_are_lost),
        ('folding-and-opening-while-all-is-read-harms-nothing', test_folding_and_opening_while_all_is_read_harms_nothing),
        ('the-main-menu-and-what-it-opens', test_the_main_menu_and_what_it_opens),
    ]])
finally:
    window.end()
sys.exit(code)
