#!/usr/bin/python3
"""A Secret Service on the session bus of a test, with one key ring: it keeps what it is given, or misbehaves.

Usage: secret-service.py MANNER [SERVER KEY]     with that key in it from the beginning

MANNER: open      takes and gives
        unlocks   locked, until its question is asked, which it answers itself
        dismissed locked, and its question is answered with no
        asks      locked, and its question is never answered
        hangs     never answers
        fails     answers everything with an error

It says "ready" once it is there, and ends with its standard input. What it does for each call of the interface is in
the specification "Secret Service API Draft" of freedesktop.org; secrets go in clear ("plain").
"""

import sys

import gi

gi.require_version('Gio', '2.0')
from gi.repository import Gio, GLib  # noqa: E402

ROOT = '/org/freedesktop/secrets'
RING = ROOT + '/collection/login'
NOTHING = '/'
PROBLEM = 'org.freedesktop.Secret.Error.'
INTERFACES = Gio.DBusNodeInfo.new_for_xml('''<node>
 <interface name="org.freedesktop.Secret.Service">
  <method name="OpenSession"><arg type="s" direction="in"/><arg type="v" direction="in"/>
   <arg type="v" direction="out"/><arg type="o" direction="out"/></method>
  <method name="SearchItems"><arg type="a{ss}" direction="in"/><arg type="ao" direction="out"/><arg type="ao" direction="out"/></method>
  <method name="Unlock"><arg type="ao" direction="in"/><arg type="ao" direction="out"/><arg type="o" direction="out"/></method>
  <method name="GetSecrets"><arg type="ao" direction="in"/><arg type="o" direction="in"/><arg type="a{o(oayays)}" direction="out"/></method>
  <method name="ReadAlias"><arg type="s" direction="in"/><arg type="o" direction="out"/></method>
  <property name="Collections" type="ao" access="read"/>
 </interface>
 <interface name="org.freedesktop.Secret.Collection">
  <method name="CreateItem"><arg type="a{sv}" direction="in"/><arg type="(oayays)" direction="in"/><arg type="b" direction="in"/>
   <arg type="o" direction="out"/><arg type="o" direction="out"/></method>
  <property name="Locked" type="b" access="read"/>
 </interface>
 <interface name="org.freedesktop.Secret.Item">
  <method name="Delete"><arg type="o" direction="out"/></method>
  <property name="Locked" type="b" access="read"/>
 </interface>
 <interface name="org.freedesktop.Secret.Prompt">
  <method name="Prompt"><arg type="s" direction="in"/></method>
  <signal name="Completed"><arg type="b"/><arg type="v"/></signal>
 </interface>
 <interface name="org.freedesktop.Secret.Session"><method name="Close"/></interface>
</node>''')

manner = sys.argv[1]
items = {}  # path: (attributes, secret, content type)
objects = {}
prompts = {}  # path: what it unlocks
unanswered = []
locked = manner in ('unlocks', 'dismissed', 'asks')
count = 0


def new_path(kind):
    global count
    count += 1
    return f'{ROOT}/{kind}{count}'


def publish(connection, path, interface):
    objects[path] = connection.register_object(path, INTERFACES.lookup_interface('org.freedesktop.Secret.' + interface),
                                               on_call, on_get, None)


def open_session(connection, _path, algorithm, _input):
    if algorithm != 'plain':
        raise KeyError('org.freedesktop.DBus.Error.NotSupported')
    session = new_path('session/s')
    publish(connection, session, 'Session')
    return GLib.Variant('(vo)', (GLib.Variant('s', ''), session))


def search_items(_connection, _path, wanted):
    found = [path for path, (attributes, *_) in items.items() if wanted.items() <= attributes.items()]
    return GLib.Variant('(aoao)', ([], found) if locked else (found, []))


def unlock(connection, _path, paths):
    if not locked:
        return GLib.Variant('(aoo)', (paths, NOTHING))
    prompt = new_path('prompt/p')
    prompts[prompt] = paths
    publish(connection, prompt, 'Prompt')
    return GLib.Variant('(aoo)', ([], prompt))


def prompt(connection, path, _window):
    global locked
    if manner == 'asks':
        unanswered.append((connection, path))
    else:
        locked = manner == 'dismissed'
        GLib.idle_add(complete, connection, path)  # after the reply, as who completes first and ends owes an answer


def complete(connection, path):
    answer = GLib.Variant('(bv)', (locked, GLib.Variant('ao', [] if locked else prompts[path])))
    connection.emit_signal(None, path, 'org.freedesktop.Secret.Prompt', 'Completed', answer)
    connection.flush_sync()


def get_secrets(_connection, _path, paths, session):
    return GLib.Variant('(a{o(oayays)})', ({path: (session, b'', items[path][1], items[path][2]) for path in paths},))


def create_item(connection, _path, properties, secret, replace):
    if locked:
        raise KeyError(PROBLEM + 'IsLocked')
    attributes = properties['org.freedesktop.Secret.Item.Attributes']
    same = [path for path, (known, *_) in items.items() if known == attributes]
    if same and replace:
        path = same[0]
    else:
        path = new_path('collection/login/i')
        publish(connection, path, 'Item')
    items[path] = (attributes, bytes(secret[2]), secret[3])
    return GLib.Variant('(oo)', (path, NOTHING))


def delete(connection, path):
    del items[path]
    connection.unregister_object(objects.pop(path))
    return GLib.Variant('(o)', (NOTHING,))


METHODS = {
    'OpenSession': open_session, 'SearchItems': search_items, 'Unlock': unlock, 'Prompt': prompt, 'GetSecrets': get_secrets,
    'CreateItem': create_item, 'Delete': delete, 'Close': lambda *_: None,
    'ReadAlias': lambda *_: GLib.Variant('(o)', (RING,)),
}


def on_call(connection, _sender, path, _interface, method, parameters, invocation):
    if manner == 'hangs':
        return
    try:
        if manner == 'fails':
            raise KeyError('org.freedesktop.DBus.Error.Failed')
        invocation.return_value(METHODS[method](connection, path, *parameters.unpack()))
    except KeyError as problem:
        invocation.return_dbus_error(problem.args[0], 'as this test wants it')


def on_get(_connection, _sender, _path, _interface, name):
    return GLib.Variant('ao', [RING]) if name == 'Collections' else GLib.Variant('b', locked)


def on_acquired(connection, _name):
    if len(sys.argv) > 3:
        items[RING + '/i0'] = ({'server': sys.argv[2], 'xdg:schema': 'org.tessera.Tessera.AdminKey'}, sys.argv[3].encode(), 'text/plain')
        publish(connection, RING + '/i0', 'Item')
    publish(connection, ROOT, 'Service')
    publish(connection, RING, 'Collection')
    publish(connection, ROOT + '/aliases/default', 'Collection')


def end(*_):
    for connection, path in unanswered:
        complete(connection, path)
    loop.quit()


loop = GLib.MainLoop()
Gio.bus_own_name(Gio.BusType.SESSION, 'org.freedesktop.secrets', Gio.BusNameOwnerFlags.REPLACE, on_acquired,
                 lambda *_: print('ready', flush=True), lambda *_: loop.quit())
GLib.io_add_watch(sys.stdin.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, end)
loop.run()
