"""The services that the tests ask beside the window: the window's own, and one elsewhere."""

import http.client
import json
import os
import socket
import struct
import subprocess


def own_socket():
    """Where the window's own service listens."""
    return os.path.join(os.environ['XDG_RUNTIME_DIR'], 'tessera', 'service.socket')


def own_process():
    """The process that listens there now; 0 if none does."""
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(own_socket())
        except OSError:
            return 0
        return struct.unpack('3i', line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]


class Service(http.client.HTTPConnection):
    """The window's own service, or the one at an address such as 127.0.0.1:8080 with an admin's key."""

    def __init__(self, address=None, key=None):
        super().__init__(address or 'localhost')
        self.own = address is None
        self.headers = {'Content-Type': 'application/json'}
        if key:
            self.headers['Authorization'] = 'Bearer ' + key

    def connect(self):
        if not self.own:
            super().connect()
            return
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(own_socket())

    def ask(self, method, path, body=None, **headers):
        """The answer's status and what it holds, with the entity tag."""
        given = {**self.headers, **{name.replace('_', '-'): value for name, value in headers.items()}}
        self.request(method, path, None if body is None else json.dumps(body), given)
        answer = self.getresponse()
        text = answer.read()
        self.close()
        return answer.status, json.loads(text) if text else None, answer.headers.get('ETag')

    def tokens(self):
        status, answer, _ = self.ask('GET', '/v1/tokens')
        assert status == 200, answer
        return answer['tokens']

    def create(self, name, **members):
        body = {'name': name, 'type': 'api_key', 'expires_at': '2090-01-01T00:00:00Z', 'permissions': {'content': ['read']}}
        status, answer, _ = self.ask('POST', '/v1/tokens', {**body, **members})
        assert status == 201, answer
        return answer

    def update(self, token, **members):
        _, _, tag = self.ask('GET', '/v1/tokens/' + token['id'])
        body = {name: token[name] for name in ('name', 'type', 'expires_at', 'permissions')}
        status, answer, _ = self.ask('PUT', '/v1/tokens/' + token['id'], {**body, **members}, If_Match=tag)
        assert status == 200, answer


class Elsewhere:
    """A service on a port of this machine, with a manager, Mara, and a viewer, Jonas, in a folder of its own."""

    def __init__(self, program, folder):
        os.makedirs(folder)
        self.database = os.path.join(folder, 'tokens.db')
        self.program = program
        self.manager = self._add_admin('Mara', 'manager')
        self.viewer = self._add_admin('Jonas', 'viewer')
        self.start()

    def start(self, address='127.0.0.1:0'):
        """Also again, at the address it had, after stop()."""
        # Standard input is the lifeline: the service ends with the test, however that ends.
        self.process = subprocess.Popen([self.program, '--database', self.database, '--listen', address,
                                         '--authorize-listen', '127.0.0.1:0', '--exit-with-stdin'],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if ' http://' in line:
                setattr(self, {'management': 'address', 'authorize': 'gate'}[line.split()[0]], line.split('http://')[1].strip().rstrip('/'))
            if line.strip() == 'ready':
                return
        raise AssertionError('the service ended before it was ready')

    def judge(self, secret, verb, path):
        """The status that a proxy is answered when it asks about such a request."""
        gate = http.client.HTTPConnection(self.gate)
        gate.request('GET', '/v1/authorize', headers={'X-Forwarded-Method': verb, 'X-Forwarded-Uri': path, 'X-Api-Key': secret})
        status = gate.getresponse().status
        gate.close()
        return status

    def _add_admin(self, name, role):
        return subprocess.run([self.program, 'admin', 'add', name, '--role', role, '--database', self.database],
                              capture_output=True, text=True, check=True).stdout.strip()

    def key_file(self, key, mode=0o600):
        path = f'{self.database}.{key[-6:]}.{mode:o}'
        with open(path, 'w', encoding='ascii', opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(key + '\n')
        os.chmod(path, mode)
        return path

    def stop(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
