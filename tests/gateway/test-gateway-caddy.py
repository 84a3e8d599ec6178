"""Caddy with the example of docs/operation.md: what passes, and that it fails closed.  test-gateway-caddy.py TESSERAD"""

import os
import signal
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'support'))
import tap  # noqa: E402
from bed import fields_of  # noqa: E402
from caddy_bed import CaddyGateway  # noqa: E402

gateway = CaddyGateway(sys.argv[1])
service, upstream = gateway.service, gateway.upstream
token = service.create({'products': ['read']})
KEY = f'X-Api-Key: {token["secret"]}'


def expect(status, method, target, *fields):
    """What the caller gets; the API sees nothing of what is not a 200."""
    answer = gateway.send(method, target, *fields)
    reached = upstream.take()
    assert answer and answer.status == status and len(reached) == (status == 200), (method, target, fields, answer, reached)
    return answer, reached[0] if reached else None


@tap.case('/gateway/caddy/what-may-pass-passes-as-it-was-sent')
def passes():
    for target in ('/api/1/products', '/api/1/products/', '/api/1/products/7?a=b&a=c', '/api/1/products/a%20b,%41'):
        _, seen = expect(200, 'GET', target, KEY)
        assert (seen.method, seen.target) == ('GET', target), seen
    expect(200, 'HEAD', '/api/1/products', KEY)


@tap.case('/gateway/caddy/the-api-learns-whose-token-it-was-and-not-the-secret')
def told():
    _, seen = expect(200, 'GET', '/api/1/products', KEY, 'X-Token-Id: tok_forged', 'X_Token_Id: tok_forged',
                     'X-Forwarded-Uri: /api/1/reports')
    said = {name.lower(): value for name, value in seen.fields}
    assert said['x-token-id'] == token['id'] and said['x-token-type'] == 'script_profile', seen
    assert said['x-token-name'] == 'Jonas%E2%80%99%20script', seen
    assert 'forged' not in repr(seen) and token['secret'] not in repr(seen), seen
    assert said.get('x-forwarded-uri') != '/api/1/reports', seen


@tap.case('/gateway/caddy/what-may-not-pass-is-refused-in-the-words-of-the-service')
def refused():
    answer, _ = expect(403, 'POST', '/api/1/products', KEY)
    assert 'scope="products:write"' in fields_of(answer, 'WWW-Authenticate')[0], answer
    answer, _ = expect(401, 'GET', '/api/1/products')
    assert fields_of(answer, 'WWW-Authenticate') == ['Bearer'], answer
    expect(403, 'GET', '/api/1/reports', KEY)
    expect(403, 'GET', '/api/1/reports', KEY, 'X-Forwarded-Uri: /api/1/products')
    expect(403, 'GET', '/api/1/products', KEY, KEY)
    expect(403, 'GET', '/api/1/products', KEY, 'X-HTTP-Method-Override: DELETE')
    for target in ('/api/1/products/../reports', '//api/1/products', '/api/1/products;x', '/api/1/products/%2e%2e/reports',
                   '/api/1/products?api_token=x', '/api/1%2fproducts'):
        expect(403, 'GET', target, KEY)


@tap.case('/gateway/caddy/a-revoked-token-passes-no-more')
def revoked():
    other = service.create({'products': ['read']})
    expect(200, 'GET', '/api/1/products', f'X-Api-Key: {other["secret"]}')
    service.call('DELETE', f'/v1/tokens/{other["id"]}')
    expect(401, 'GET', '/api/1/products', f'X-Api-Key: {other["secret"]}')


@tap.case('/gateway/caddy/without-the-service-nothing-passes')
def closed():
    service.hang()
    hung = gateway.send('GET', '/api/1/products', KEY)
    service.process.send_signal(signal.SIGCONT)
    service.stop()
    gone = gateway.send('GET', '/api/1/products', KEY)
    assert hung.status >= 500 and gone.status >= 500 and not upstream.take(), (hung, gone)
    service.start()
    expect(200, 'GET', '/api/1/products', KEY)


try:
    tap.run()
finally:
    gateway.close()
