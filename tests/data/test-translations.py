"""Every visible text can be translated, is in the template, and is translated.

test-translations.py SOURCE-FOLDER"""

import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import tap  # noqa: E402

source = sys.argv[1]
po = os.path.join(source, "po")
HINT = "ninja -C build tessera-update-po, then translate what is new in po/*.po"
# What i18n.gettext() passes for its preset 'glib'.
KEYWORDS = ["--from-code=UTF-8", "--add-comments", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
            "--keyword=g_dcgettext:2", "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3",
            "--flag=N_:1:pass-c-format", "--flag=C_:2:pass-c-format", "--flag=NC_:2:pass-c-format",
            "--flag=g_dngettext:2:pass-c-format", "--flag=g_strdup_printf:1:c-format",
            "--flag=g_string_printf:2:c-format", "--flag=g_string_append_printf:2:c-format",
            "--flag=g_error_new:3:c-format", "--flag=g_set_error:4:c-format"]


def read(*path):
    with open(os.path.join(source, *path), encoding="utf-8") as text:
        return text.read()


def listed():
    lines = read("po", "POTFILES.in").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def entries(path):
    """What `msgcat` makes of a file: one entry a block, in one normal form; without the header."""
    text = subprocess.run(["msgcat", "--no-location", "--no-wrap", "--sort-output", path], capture_output=True, text=True, check=True).stdout
    return [block for block in text.strip().split("\n\n") if not re.search(r'^msgid ""\nmsgstr', block, re.M) or "msgctxt" in block]


def ids(path):
    """(context, singular, plural) of each entry that is in use."""
    found = set()
    for block in entries(path):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        found.add(tuple(line for line in lines if line.startswith(("msgctxt", "msgid"))))
    return found - {()}


def languages():
    return read("po", "LINGUAS").split()


@tap.case("/translation/counts-are-grouped-as-the-locale-groups-digits")
def counts_are_grouped():
    counts = re.findall(r'^msgid(?:_plural)? "(.*%[ud] (?:other )?tokens?\b.*)"$', read("po", "tessera.pot"), re.M)
    assert not counts, f"without an apostrophe: {counts}"


RIGHT_TO_LEFT = ["ar", "fa", "he", "ur"]
FIRST_STRONG, POP = "\u2068", "\u2069"
# What becomes a token's name, leaves the window, or is heard alone, where a row begins with the token's name.
NOT_SHOWN = {'msgid "%s (copy)"', 'msgid "Admin key for %s"', 'msgid "%s, %s, %s, %s. %s %s"'}


def assert_isolated(text, block):
    """Each %s stands within isolates; a text that begins with one has a mark first, or its line would run from the left."""
    depth = 0
    for part in re.findall(r"%(?:\d\$)?s|[\u2068\u2069]", text):
        depth += {FIRST_STRONG: 1, POP: -1}.get(part, 0)
        assert depth >= 0 and (depth > 0 or part == POP), f"outside of isolates:\n{block}"
    assert depth == 0 and not text.startswith(FIRST_STRONG), f"isolates without an end, or without a mark before:\n{block}"
    # An isolate counts for nothing outside, so a Latin word before it would take along the number that comes behind.
    assert not re.search(r"[A-Za-z]\u2068", text), f"a Latin word without a mark behind:\n{block}"


@tap.case("/translation/what-is-put-into-sentences-from-right-to-left-is-isolated")
def inserted_is_isolated():
    for language in languages():
        for block in entries(os.path.join(po, language + ".po")):
            texts = re.findall(r'^msgstr(?:\[\d\])? "(.*)"$', block, re.M)
            if language not in RIGHT_TO_LEFT or any(line in NOT_SHOWN for line in block.splitlines()):
                assert not re.search(r"[\u2068\u2069]", "".join(texts)), block
                continue
            for text in texts:
                if not block.startswith("#~"):
                    assert_isolated(text, block)


@tap.case("/translation/every-file-with-visible-text-is-listed")
def every_file_is_listed():
    visible = {".c": r"\b(_|N_|C_|NC_|g_dngettext|ngettext|g_dpgettext2)\s*\(", ".ui": r'translatable="(yes|true)"'}
    having = set()
    for folder, _, names in os.walk(os.path.join(source, "src")):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), source)
            pattern = visible.get(os.path.splitext(name)[1])
            if pattern and re.search(pattern, read(path)):
                having.add(path)
    in_list = {path for path in listed() if path.startswith("src/")}
    assert having == in_list, f"not listed: {sorted(having - in_list)}; listed for nothing: {sorted(in_list - having)}"


@tap.case("/translation/template-is-current")
def template_is_current():
    with tempfile.TemporaryDirectory() as folder:
        fresh = os.path.join(folder, "fresh.pot")
        # The tools recognise a .desktop.in or .metainfo.xml.in by what it will be called.
        subprocess.run(["xgettext", "--directory", source, "--files-from", os.path.join(po, "POTFILES.in"), "--output", fresh,
                        *KEYWORDS], check=True, capture_output=True)
        now, kept = ids(fresh), ids(os.path.join(po, "tessera.pot"))
    assert now == kept, f"{HINT}\nmissing: {sorted(now - kept)}\nno longer there: {sorted(kept - now)}"


def is_complete(language):
    path = os.path.join(po, language + ".po")
    missing = ids(os.path.join(po, "tessera.pot")) - ids(path)
    assert not missing, f"{HINT}\nnot in {language}.po: {sorted(missing)}"
    for block in entries(path):
        obsolete = all(line.startswith("#") for line in block.splitlines())
        assert obsolete or ", fuzzy" not in block, f"only guessed:\n{block}"
        assert obsolete or not re.search(r'^msgstr(\[\d\])? ""$(?!\n")', block, re.M), f"not translated:\n{block}"
    checked = subprocess.run(["msgfmt", "--check", "--output-file", os.devnull, path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0 and "warning" not in checked.stderr, checked.stderr


def keeps_marks(language):
    """A mnemonic, an ellipsis or the last full stop of the original is in the translation, too."""
    for block in entries(os.path.join(po, language + ".po")):
        texts = dict(re.findall(r'^(msgid|msgstr) "(.*)"$', block, re.M))
        if len(texts) == 2:
            end = texts["msgstr"].replace("。", ".")  # Japanese has a full stop of its own
            for mark in ("…", ".", ":", ";"):
                assert texts["msgid"].endswith(mark) == end.endswith(mark), f"ends differently:\n{block}"


for code in languages():
    tap.case(f"/translation/{code}-is-complete")(lambda code=code: is_complete(code))
    tap.case(f"/translation/{code}-ends-sentences-as-the-original")(lambda code=code: keeps_marks(code))

tap.run()
