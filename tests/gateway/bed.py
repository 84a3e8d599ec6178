"""A gateway for a test: nginx with the shipped configuration, a real tesserad, and a small API behind it.

Everything listens on Unix sockets in a folder of its own; of the configuration only addresses and paths are others."""

import collections
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time

from upstream import Upstream

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 60
# Not everybody's PATH has the folder of such programs.
NGINX = shutil.which('nginx', path=os.environ['PATH'] + ':/usr/local/sbin:/usr/sbin') or 'nginx'

Answer = collections.namedtuple('Answer', 'status fields body')

AROUND = """
worker_processes 1;
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/gateway.conf;
    include {folder}/management.conf;
}}
"""


def wait_for(condition, what):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f'still not so after {PATIENCE} seconds: {what}'
        time.sleep(0.01)


def answers(path):
    """Whether somebody listens there."""
    with socket.socket(socket.AF_UNIX) as knock:
        return knock.connect_ex(path) == 0


def receive(stream, method='GET'):
    """The next answer of a connection, or none at its end."""
    response = http.client.HTTPResponse(stream, method=method)
    try:
        response.begin()
    except (http.client.BadStatusLine, ConnectionError):
        return None
    return Answer(response.status, response.getheaders(), response.read())


def fields_of(answer, name):
    return [value for key, value in answer.fields if key.lower() == name.lower()]


def replace_all(text, others, name):
    """The text of a configuration with addresses of this folder; each stands there once."""
    for shipped, here in others.items():
        # In comments addresses stay as they are.
        text, n = re.subn(r'(?m)^([^#\n]*)' + re.escape(shipped), lambda match, here=here: match[1] + here, text)
        assert n == 1, f'{shipped} stands {n} times in {name}'
    return text


class Service:
    """tesserad, managed over its private socket."""

    def __init__(self, program, folder, authorize_socket):
        self.program = program
        self.database = f'{folder}/tokens.db'
        self.socket = f'{folder}/private/socket'
        self.authorize_socket = authorize_socket
        self.management = None
        os.mkdir(f'{folder}/private', 0o700)
        self.key = subprocess.run([program, 'admin', 'add', 'Mara', '--role', 'manager', '--database', self.database],
                                  capture_output=True, text=True, check=True).stdout.strip()
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            [self.program, '--database', self.database, '--socket', self.socket, '--listen', '127.0.0.1:0',
             '--authorize-socket', self.authorize_socket, '--exit-with-stdin'],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            if line.startswith('management http://'):
                self.management = line.split('http://')[1].strip().rstrip('/')
            if line == 'ready\n':
                return
        raise AssertionError('tesserad ended before it was ready')

    def stop(self):
        self.process.stdin.close()
        status = self.process.wait(PATIENCE)
        self.process.stdout.close()
        assert status == 0, status

    def hang(self):
        """Until SIGCONT no thread of it does anything; the signal by itself takes a moment to reach each."""
        self.process.send_signal(signal.SIGSTOP)
        threads = pathlib.Path(f'/proc/{self.process.pid}/task')
        wait_for(lambda: all(path.read_text().rsplit(')', 1)[1].split()[0] == 'T' for path in threads.glob('*/stat')),
                 'tesserad hangs')

    def call(self, method, path, body=None, **fields):
        """What management answers, which must be a success."""
        head = {'Host': 'tesserad', **{name.replace('_', '-'): value for name, value in fields.items()}}
        content = json.dumps(body).encode() if body is not None else b''
        if body is not None:
            head['Content-Type'] = 'application/json'
        if method != 'GET':
            head['Content-Length'] = len(content)
        lines = ''.join(f'{name}: {value}\r\n' for name, value in head.items())
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(self.socket)
            connection.sendall(f'{method} {path} HTTP/1.1\r\n{lines}\r\n'.encode() + content)
            answer = receive(connection, method)
        assert answer.status in (200, 201), answer
        return json.loads(answer.body)

    def create(self, permissions, name='Jonas’ script'):
        return self.call('POST', '/v1/tokens', {'name': name, 'type': 'script_profile', 'permissions': permissions,
                                                'expires_at': '2090-01-01T00:00:00Z'})


class Gateway:
    """All three, and callers of theirs."""

    def __init__(self, program):
        self.server = self.service = self.upstream = None
        self.folder = tempfile.mkdtemp(prefix='tessera-gateway-')
        try:
            self._open(program)
        except BaseException:
            self.close()
            raise

    def _open(self, program):
        self.address = f'{self.folder}/gateway'
        self.authorize_socket = f'{self.folder}/authorize'
        self.upstream = Upstream(f'{self.folder}/api')
        self.service = Service(program, self.folder, self.authorize_socket)
        self._configure()
        self.server = self._start()
        wait_for(lambda: self.server.poll() is not None or answers(self.address), 'the gateway listens')
        assert self.server.poll() is None, self.read('error.log')

    def _start(self):
        return subprocess.Popen([NGINX, '-e', f'{self.folder}/error.log', '-p', self.folder, '-c', f'{self.folder}/nginx.conf'],
                                stdin=subprocess.DEVNULL)

    def _make_certificate(self):
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
                        '-subj', '/CN=api.example.com', '-keyout', f'{self.folder}/key.pem', '-out', f'{self.folder}/certificate.pem'],
                       check=True, capture_output=True)
        self.tls = ssl.create_default_context(cafile=f'{self.folder}/certificate.pem')
        self.tls.check_hostname = False

    def _configure(self):
        self._make_certificate()
        self._copy('nginx.conf', 'gateway.conf', {
            'unix:/run/tessera/authorize.socket': f'unix:{self.authorize_socket}',
            '127.0.0.1:8000': f'unix:{self.folder}/api',
            'listen 443 ssl': f'listen unix:{self.address} ssl',
            r'listen [::]:443 ssl default_server;': '',
            '/etc/ssl/tessera/api.pem': f'{self.folder}/certificate.pem',
            '/etc/ssl/tessera/api.key': f'{self.folder}/key.pem',
            '/var/log/nginx/': f'{self.folder}/'})
        self._copy('nginx-management.conf', 'management.conf', {
            '127.0.0.1:8087 max': f'{self.service.management} max',
            'listen 443 ssl': f'listen unix:{self.folder}/management ssl',
            r'listen [::]:443 ssl;': '',
            '/etc/ssl/tessera/tokens.pem': f'{self.folder}/certificate.pem',
            '/etc/ssl/tessera/tokens.key': f'{self.folder}/key.pem',
            '/var/log/nginx/': f'{self.folder}/'})
        pathlib.Path(self.folder, 'nginx.conf').write_text(AROUND.format(folder=self.folder), encoding='utf-8')

    def _copy(self, name, to, others):
        text = replace_all((SOURCE / 'data' / name).read_text(encoding='utf-8'), others, f'data/{name}')
        pathlib.Path(self.folder, to).write_text(text, encoding='utf-8')

    def read(self, name):
        return pathlib.Path(self.folder, name).read_text(encoding='utf-8')

    def connect(self, door='gateway'):
        plain = socket.socket(socket.AF_UNIX)
        plain.settimeout(PATIENCE)
        plain.connect(f'{self.folder}/{door}')
        return self.tls.wrap_socket(plain)

    def send(self, method, target, *fields, body=None, door='gateway'):
        """One request, letter by letter; `fields` are whole lines."""
        if body is not None:
            fields += (f'Content-Length: {len(body)}',)
        lines = ''.join(field + '\r\n' for field in fields)
        head = f'{method} {target} HTTP/1.1\r\nHost: api.example.com\r\nConnection: close\r\n{lines}\r\n'
        with self.connect(door) as connection:
            connection.sendall(head.encode('latin-1') + (body or b''))
            return receive(connection, method)

    def status(self, secret, method, target, *fields, body=None):
        answer = self.send(method, target, f'X-Api-Key: {secret}', *fields, body=body)
        return answer.status if answer else None

    def close(self):
        if self.service and self.service.process.poll() is None:
            # One that a failed case left hung would not see its end.
            self.service.process.send_signal(signal.SIGCONT)
            self.service.stop()
        if self.server:
            self.server.terminate()
            self.server.wait(PATIENCE)
        if self.upstream:
            self.upstream.close()
        shutil.rmtree(self.folder)
