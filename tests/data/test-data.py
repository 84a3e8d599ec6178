"""What lies in data/ and the layouts of the window, held against the tools that judge such files.

test-data.py SOURCE-FOLDER BUILD-FOLDER, on a display: the layouts are built to be judged."""

import glob
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))
import tap  # noqa: E402

source, build = sys.argv[1:3]
APP_ID = "org.tessera.Tessera"


def judge(*command, env=None):
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **(env or {})}, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def read(path):
    with open(path, encoding="utf-8") as text:
        return text.read()


def built(name):
    return os.path.join(build, "data", APP_ID + name)


@tap.case("/data/desktop-file-is-valid")
def desktop_file():
    assert "warning" not in judge("desktop-file-validate", built(".desktop"))


@tap.case("/data/desktop-file-is-translated")
def desktop_file_is_translated():
    keys = {line.split("=")[0] for line in read(built(".desktop")).splitlines()}
    for language in read(os.path.join(source, "po", "LINGUAS")).split():
        assert {f"Comment[{language}]", f"GenericName[{language}]", f"Keywords[{language}]"} <= keys, keys


# There is neither a page on the web nor a name of a firm to give, which newer judges ask for.
APPSTREAM_HAS_NOT = {"url-homepage-missing", "developer-info-missing"}


@tap.case("/data/appstream-page-is-valid")
def appstream_page():
    judged = subprocess.run(["appstreamcli", "validate", "--no-net", "--strict", built(".metainfo.xml")],
                            capture_output=True, text=True, check=False)
    faults = re.findall(r"^[EWI]: .* (\S+)$", judged.stdout, re.M)
    assert set(faults) <= APPSTREAM_HAS_NOT and (faults or judged.returncode == 0), judged.stdout + judged.stderr


@tap.case("/data/settings-schema-is-valid")
def settings_schema():
    judge("glib-compile-schemas", "--strict", "--dry-run", os.path.join(source, "data"))


@tap.case("/data/settings-schema-is-found-in-the-build-folder")
def settings_schema_uninstalled():
    listed = judge("gsettings", "list-recursively", APP_ID,
                   env={"GSETTINGS_SCHEMA_DIR": os.path.join(build, "data"), "GSETTINGS_BACKEND": "memory"})
    for line in ("window-width 1040", "window-height 760", "window-maximized false", "open-expander 'tokens'"):
        assert line in listed, listed


@tap.case("/data/icons-are-found-by-the-name-the-desktop-file-gives")
def icons():
    for name in (APP_ID, APP_ID + "-symbolic"):
        root = ElementTree.parse(os.path.join(source, "data", "icons", name + ".svg")).getroot()
        assert root.get("width") == root.get("height") == root.get("viewBox").split()[2]
    assert f"Icon={APP_ID}\n" in read(built(".desktop"))


@tap.case("/data/every-file-is-installed-where-desktops-look")
def installed():
    plan = judge("meson", "introspect", "--installed", build)
    for path in (f"share/applications/{APP_ID}.desktop", f"share/metainfo/{APP_ID}.metainfo.xml",
                 f"share/glib-2.0/schemas/{APP_ID}.gschema.xml", f"share/icons/hicolor/scalable/apps/{APP_ID}.svg",
                 f"share/icons/hicolor/48x48/apps/{APP_ID}.png",
                 f"share/icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg", "share/tessera/catalogue.json",
                 "bin/tesserad", "share/locale/de/LC_MESSAGES/tessera.mo"):
        assert path in plan, f"{path} is not installed:\n{plan}"


def judge_layout(text):
    # The callbacks live in the class and can't be found by the tool; everything else can.
    text = re.sub(r"<signal [^>]*/>", "", text)
    with tempfile.NamedTemporaryFile("w", suffix=".ui") as layout:
        layout.write(text)
        layout.flush()
        judge("gtk4-builder-tool", "validate", layout.name,
              env={"LD_PRELOAD": os.path.join(build, "tests", "data", "libknown-types.so")})


@tap.case("/layout/a-misspelt-property-is-noticed")
def misspelt_property():
    try:
        judge_layout('<interface><object class="AdwEntryRow"><property name="titel">Name</property></object></interface>')
    except AssertionError as fault:
        assert "titel" in str(fault), fault
    else:
        raise AssertionError("the tool took it")


def judge_layout_of_class(path):
    text = read(path)
    # Newer tools make one of the class, which an abstract one does not allow; its parent's does as well.
    code = path.removesuffix(".ui") + ".c"
    if os.path.exists(code) and "G_DEFINE_ABSTRACT_TYPE" in read(code):
        text = re.sub(r'<template class="(\w+)"', r'<template class="\1Layout"', text)
    judge_layout(text)


for layout in sorted(glob.glob(os.path.join(source, "src", "app", "*.ui"))):
    tap.case(f"/layout/{os.path.basename(layout)}-is-valid")(lambda path=layout: judge_layout_of_class(path))

tap.run()
