"""An API behind the gateway that remembers, byte by byte, what reached it; and peers that misbehave."""

import collections
import os
import socket
import threading

Seen = collections.namedtuple('Seen', 'method target fields body')


def read_head(stream):
    """The lines of a request's head, or none at the end of the stream."""
    lines = []
    for line in stream:
        if line == b'\r\n':
            return lines
        lines.append(line.rstrip(b'\r\n').decode('latin-1'))
    return []


def read_body(stream, fields):
    named = {name.lower(): value for name, value in fields}
    if named.get('transfer-encoding') == 'chunked':
        body = b''
        while size := int(stream.readline(), 16):
            body += stream.read(size)
            stream.readline()
        stream.readline()
        return body
    return stream.read(int(named.get('content-length', 0)))


class Listener:
    """Serves a Unix socket, each connection in a thread of its own, until it is closed."""

    def __init__(self, path):
        self.path = path
        self.connections = []
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(path)
        self.socket.listen(64)
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()

    def _accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            self.serve(connection)
        except OSError:
            pass
        connection.close()

    def serve(self, connection):
        raise NotImplementedError

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join()
        for connection in self.connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        os.unlink(self.path)


class Upstream(Listener):
    """Answers everything with 200, or as `answers` says for a target."""

    def __init__(self, path):
        self.seen = []
        self.answers = {}
        super().__init__(path)

    def serve(self, connection):
        stream = connection.makefile('rb')
        while lines := read_head(stream):
            method, target, _ = lines[0].split(' ')
            fields = [tuple(line.split(': ', 1)) for line in lines[1:]]
            self.seen.append(Seen(method, target, fields, read_body(stream, fields)))
            status = self.answers.get(target, '200 OK')
            body = b'' if method == 'HEAD' else b'from the API'
            connection.sendall(f'HTTP/1.1 {status}\r\nContent-Length: 12\r\n\r\n'.encode() + body)

    def take(self):
        """What reached it since the last time."""
        seen, self.seen = self.seen, []
        return seen


class Impostor(Listener):
    """Answers whatever is asked with the same bytes, and ends the connection."""

    def __init__(self, path, answer):
        self.answer = answer
        self.asked = 0
        super().__init__(path)

    def serve(self, connection):
        if read_head(connection.makefile('rb')):
            self.asked += 1
            connection.sendall(self.answer)
