"""The gateway fails closed.  test-gateway-failures.py TESSERAD"""

import os
import signal
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'support'))
import tap  # noqa: E402
from bed import Gateway, fields_of, wait_for  # noqa: E402
from upstream import Impostor, Upstream  # noqa: E402

TOKEN = b'X-Token-Id: tok_forged\r\n'

# What is said in the service's place. With `Content-Length: 0` and an end of the fields where it is well formed.
NONSENSE = {
    'nothing': b'',
    'no HTTP': b'yes\r\n',
    'bytes': bytes(range(256)) * 20,
    'another protocol': b'SSH-2.0-OpenSSH_9.2\r\n',
    'half a head': b'HTTP/1.1 200 OK\r\n' + TOKEN,
    'a status that is none': b'HTTP/1.1 2oo OK\r\n' + TOKEN + b'\r\n',
    '200 of a program that knows no tokens': b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
    '204 of a program that knows no tokens': b'HTTP/1.1 204 No Content\r\n\r\n',
    '200 with an id that is none': b'HTTP/1.1 200 OK\r\nX-Token-Id: admin\r\nContent-Length: 0\r\n\r\n',
    '200 with an empty id': b'HTTP/1.1 200 OK\r\nX-Token-Id:\r\nContent-Length: 0\r\n\r\n',
    '100 alone': b'HTTP/1.1 100 Continue\r\n\r\n',
    '302': b'HTTP/1.1 302 Found\r\nLocation: /api/1/products\r\n' + TOKEN + b'Content-Length: 0\r\n\r\n',
    '304': b'HTTP/1.1 304 Not Modified\r\n' + TOKEN + b'\r\n',
    '400': b'HTTP/1.1 400 Bad Request\r\n' + TOKEN + b'Content-Length: 0\r\n\r\n',
    '404': b'HTTP/1.1 404 Not Found\r\n' + TOKEN + b'Content-Length: 0\r\n\r\n',
    '431': b'HTTP/1.1 431 Large\r\n' + TOKEN + b'Content-Length: 0\r\n\r\n',
    '500': b'HTTP/1.1 500 Internal Server Error\r\n' + TOKEN + b'Content-Length: 0\r\n\r\n',
    '503': b'HTTP/1.1 503 Service Unavailable\r\n' + TOKEN + b'Content-Length: 0\r\n\r\n',
    'fields without end': b'HTTP/1.1 200 OK\r\n' + TOKEN + b'X-Many: ' + b'a' * 200_000,
}

gateway = Gateway(sys.argv[1])
service = gateway.service
token = service.create({'products': ['read', 'write']})


def ask(method='GET', body=None):
    answer = gateway.send(method, '/api/1/products', f'X-Api-Key: {token["secret"]}', body=body)
    return answer, gateway.upstream.take()


def assert_fails_closed(what):
    for method, body in (('GET', None), ('POST', b'a body')):
        answer, reached = ask(method, body)
        assert answer.status in (500, 503) and not reached, (what, answer, reached)
        assert not fields_of(answer, 'WWW-Authenticate'), (what, answer)


def assert_works():
    answer, reached = ask()
    assert answer.status == 200 and len(reached) == 1, answer


@tap.case('/gateway/a-stopped-service-lets-nobody-through')
def stopped():
    assert_works()
    service.stop()
    try:
        assert_fails_closed('stopped')
        assert fields_of(ask()[0], 'Cache-Control') == ['no-store']
    finally:
        service.start()
    assert_works()


@tap.case('/gateway/a-killed-service-lets-nobody-through')
def killed():
    assert_works()
    service.process.kill()
    service.process.wait()
    service.process.stdin.close()
    service.process.stdout.close()
    try:
        assert os.path.exists(gateway.authorize_socket)
        assert_fails_closed('killed')
    finally:
        service.start()
    assert_works()


@tap.case('/gateway/a-hung-service-lets-nobody-through')
def hung():
    assert_works()
    service.hang()
    try:
        begun = time.monotonic()
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(ask()), daemon=True) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.monotonic() - begun
        assert [answer.status for answer, _ in answers] == [500] * 20 and not any(reached for _, reached in answers), answers
        # Each waits for two seconds, all at the same time; a loaded machine may need longer.
        assert took < 20, took
    finally:
        service.process.send_signal(signal.SIGCONT)
    wait_for(lambda: ask()[0].status == 200, 'it works again')


@tap.case('/gateway/a-restart-is-not-noticed-afterwards')
def restarted():
    for _ in range(3):
        assert_works()
        service.stop()
        service.start()
        # A kept connection of before is found broken, and another one made.
        assert_works()


@tap.case('/gateway/nonsense-lets-nobody-through')
def nonsense():
    service.stop()
    try:
        for what, answer in NONSENSE.items():
            impostor = Impostor(gateway.authorize_socket, answer)
            try:
                assert_fails_closed(what)
                assert impostor.asked >= 2, what
            finally:
                impostor.close()
    finally:
        service.start()
    assert_works()


@tap.case('/gateway/an-api-that-is-down-is-told-apart')
def api_down():
    gateway.upstream.close()
    try:
        assert gateway.status(token['secret'], 'PUT', '/api/1/products/7') == 502
        assert gateway.status(token['secret'], 'PUT', '/api/1/reports/7') == 403
    finally:
        gateway.upstream = Upstream(f'{gateway.folder}/api')
    assert_works()


try:
    tap.run()
finally:
    gateway.close()
