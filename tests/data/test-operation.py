"""What runs tesserad on a server: its unit, its help, the page about it.  test-operation.py SOURCE BUILD TESSERAD"""

import os
import re
import shlex
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'support'))
import tap  # noqa: E402

source, build, program = sys.argv[1:4]

OPTIONS = ['--database', '--key-file', '--listen', '--socket', '--authorize-listen', '--authorize-socket', '--catalogue',
           '--behind-proxy', '--exit-with-stdin', '--verbose']
COMMANDS = ['admin add', 'admin list', 'admin remove', 'backup']


def read(*path):
    with open(os.path.join(*path), encoding='utf-8') as text:
        return text.read()


def judge(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f'{command}\n{done.stdout}{done.stderr}'
    return done.stdout + done.stderr


def unit_of_the_build(folder):
    """The unit, with the program where it was built."""
    text, n = re.subn(r'(?m)^ExecStart=\S+/tesserad ', f'ExecStart={os.path.abspath(program)} ', read(build, 'data', 'tesserad.service'))
    assert n == 1, text
    path = os.path.join(folder, 'tesserad.service')
    with open(path, 'w', encoding='utf-8') as unit:
        unit.write(text)
    return path


def setting(name):
    return re.search(rf'(?m)^{name}=(.*)$', read(build, 'data', 'tesserad.service'))[1]


@tap.case('/operation/the-unit-is-valid')
def unit_is_valid():
    with tempfile.TemporaryDirectory() as folder:
        said = judge('systemd-analyze', 'verify', '--man=no', unit_of_the_build(folder))
        assert 'tesserad.service' not in said, said


@tap.case('/operation/the-unit-is-hardened')
def unit_is_hardened():
    with tempfile.TemporaryDirectory() as folder:
        judge('systemd-analyze', 'security', '--offline=true', '--no-pager', '--threshold=15', unit_of_the_build(folder))
    assert int(setting('LimitNOFILE')) > 4 * 1024


@tap.case('/operation/the-unit-starts-a-service-with-the-right-modes')
def unit_starts():
    with tempfile.TemporaryDirectory() as state, tempfile.TemporaryDirectory() as runtime:
        line = setting('ExecStart').replace('${STATE_DIRECTORY}', state).replace('${RUNTIME_DIRECTORY}', runtime)
        # Another test may have the port.
        arguments = [re.sub(r'^127\.0\.0\.1:\d+$', '127.0.0.1:0', word) for word in shlex.split(line)[1:]]
        assert '127.0.0.1:0' in arguments and '$' not in line, line
        with subprocess.Popen([program, *arguments, '--exit-with-stdin'], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True) as service:
            lines = []
            for said in service.stdout:
                lines.append(said)
                if said == 'ready\n':
                    break
            modes = {name: stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode)
                     for folder in (state, runtime) for name in os.listdir(folder)}
            service.stdin.close()
        assert lines[-1:] == ['ready\n'] and service.returncode == 0, lines
        assert modes['authorize.socket'] == 0o660 and modes['tokens.db'] == modes['tokens.db.key'] == 0o600, modes
    # The group gets to the socket, and to nothing else.
    assert setting('RuntimeDirectoryMode') == '0750' and setting('StateDirectoryMode') == '0700'


@tap.case('/operation/the-user-of-the-unit-is-made')
def user():
    line, = re.findall(r'^u .*$', read(source, 'data', 'tesserad.sysusers'), re.M)
    assert line.split()[1] == setting('User') == setting('Group'), line
    judge('systemd-sysusers', '--dry-run', os.path.join(source, 'data', 'tesserad.sysusers'))


@tap.case('/operation/all-is-installed')
def installed():
    plan = judge('meson', 'introspect', '--installed', build)
    for path in ('lib/systemd/system/tesserad.service', 'lib/sysusers.d/tessera.conf', 'share/doc/tessera/docs/operation.md',
                 'share/doc/tessera/data/nginx.conf', 'share/doc/tessera/data/nginx-management.conf'):
        assert path in plan, f'{path} is not installed:\n{plan}'
    assert setting('Documentation').endswith('share/doc/tessera/docs/operation.md')


@tap.case('/operation/help-mentions-everything')
def help_mentions_everything():
    said = judge(program, '--help')
    assert set(re.findall(r'(?<![\w-])--[a-z][a-z-]+', said)) == {*OPTIONS, '--role', '--help'}, said
    for word in (*(f'tesserad {command} ' for command in COMMANDS), 'manager|viewer', ' 0 ', ' 64 ', ' 75 ', ' 1 '):
        assert word in said, (word, said)


@tap.case('/operation/the-exit-status-is-the-one-that-is-told')
def statuses():
    def run(*arguments):
        return subprocess.run([program, *arguments], capture_output=True, check=False).returncode
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, 'tokens.db')
        assert run('--database', database) == run('--nonsense') == run('admin', 'rename', '--database', database) == 64
        assert run('admin', 'list', '--database', database) == 1
        assert run('admin', 'add', 'Mara', '--role', 'manager', '--database', database) == 0
        with subprocess.Popen([program, '--database', database, '--listen', '127.0.0.1:0', '--exit-with-stdin'],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as service:
            while service.stdout.readline() not in ('ready\n', ''):
                pass
            assert run('--database', database, '--listen', '127.0.0.1:0') == 75
            service.stdin.close()
        assert service.returncode == 0


@tap.case('/operation/the-page-is-found-and-its-links-lead-somewhere')
def page():
    for name in ('README.md', 'docs/operation.md'):
        for link in re.findall(r'\]\(([^)#:]+)\)', read(source, name)):
            assert os.path.exists(os.path.join(source, os.path.dirname(name), link)), f'{name}: {link}'
    assert '(docs/operation.md)' in read(source, 'README.md')


tap.run()
