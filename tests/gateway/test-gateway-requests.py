"""What passes the gateway, what doesn't, and what the API sees of it.  test-gateway-requests.py TESSERAD"""

import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'support'))
import tap  # noqa: E402
from bed import Gateway, SOURCE, fields_of, receive, wait_for  # noqa: E402

# Held here a second time, apart from the catalogue.
ROUTES = {
    'content': ['/api/1/slots', '/api/1/smartblocks', '/api/1/layouts'],
    'products': ['/api/1/products'],
    'triggers': ['/api/1/triggers'],
    'content_server_extensions': ['/api/1/content_extensions'],
    'bulk_data': ['/api/1/bulk'],
    'reports': ['/api/1/reports'],
    'system_admin': ['/api/1/accounts', '/api/1/people', '/api/1/admin_users', '/api/1/channels'],
}
VERBS = {'GET': 'read', 'HEAD': 'read', 'POST': 'write', 'PUT': 'write', 'DELETE': 'write', 'PATCH': None, 'OPTIONS': None}

gateway = Gateway(sys.argv[1])
service, upstream = gateway.service, gateway.upstream


def expect(secret, method, target, passes):
    answer = gateway.send(method, target, f'X-Api-Key: {secret}')
    reached = [(seen.method, seen.target) for seen in upstream.take()]
    assert answer.status == (200 if passes else 403), (method, target, answer)
    assert reached == ([(method, target)] if passes else []), (method, target, reached)


@tap.case('/gateway/a-tick-is-what-passes-in-every-area')
def every_area():
    for area, routes in ROUTES.items():
        for verbs in (['read'], ['write'], ['read', 'write']):
            secret = service.create({area: verbs})['secret']
            for route in routes:
                for method, verb in VERBS.items():
                    expect(secret, method, route, verb in verbs)
            for other in ROUTES:
                if other != area:
                    expect(secret, 'GET' if 'read' in verbs else 'PUT', ROUTES[other][0], False)


@tap.case('/gateway/a-path-of-no-area-never-passes')
def unmapped():
    secret = service.create({area: ['read', 'write'] for area in ROUTES})['secret']
    for target in ('/', '/api', '/api/1', '/api/1/other', '/v1/tokens', '/v1/authorize'):
        expect(secret, 'GET', target, False)


@tap.case('/gateway/a-body-passes-whole-and-is-not-sent-to-the-service')
def bodies():
    secret = service.create({'products': ['write']})['secret']
    body = os.urandom(300_000)   # tesserad takes 64 KiB at most
    answer = gateway.send('POST', '/api/1/products?batch=1', f'X-Api-Key: {secret}', 'Content-Type: image/png', body=body)
    seen, = upstream.take()
    assert answer.status == 200 and answer.body == b'from the API', answer
    assert seen.body == body and ('Content-Type', 'image/png') in seen.fields, seen.fields


@tap.case('/gateway/a-body-in-chunks-passes-whole')
def chunks():
    secret = service.create({'products': ['write']})['secret']
    chunked = b'5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n'
    for expectation in ('', 'Expect: 100-continue\r\n'):
        with gateway.connect() as connection:
            connection.sendall(f'PUT /api/1/products/7 HTTP/1.1\r\nHost: a\r\nX-Api-Key: {secret}\r\n{expectation}'
                               'Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n'.encode() + chunked)
            answer = receive(connection)
        seen, = upstream.take()
        assert answer.status == 200 and seen.body == b'hello, world', (answer, seen)


@tap.case('/gateway/the-answer-to-head-has-no-body')
def head():
    secret = service.create({'products': ['read']})['secret']
    answer = gateway.send('HEAD', '/api/1/products', f'X-Api-Key: {secret}')
    assert (answer.status, answer.body) == (200, b'') and fields_of(answer, 'Content-Length') == ['12'], answer
    upstream.take()


@tap.case('/gateway/the-api-learns-who-calls-and-not-the-secret')
def who():
    token = service.create({'products': ['read']}, name='Ada’s 100 %')
    for credential in (f'X-Api-Key: {token["secret"]}', f'Authorization: Bearer {token["secret"]}', f'x-api-key:{token["secret"]}'):
        answer = gateway.send('GET', '/api/1/products', credential, 'Accept-Language: de')
        seen, = upstream.take()
        fields = dict(seen.fields)
        assert answer.status == 200, answer
        assert (fields['X-Token-Id'], fields['X-Token-Name'], fields['X-Token-Type'], fields['Accept-Language']) == \
            (token['id'], 'Ada%E2%80%99s%20100%20%25', 'script_profile', 'de'), fields
        assert token['secret'] not in str(seen), seen


@tap.case('/gateway/a-missing-or-dead-credential-is-challenged-once')
def challenges_401():
    revoked = service.create({'products': ['read']})
    service.call('DELETE', '/v1/tokens/' + revoked['id'])
    for fields, challenge in (((), 'Bearer'),
                              (('Authorization: Basic YTpi',), 'Bearer'),
                              (('X-Api-Key: frt_nothing',), 'Bearer error="invalid_token", error_description="The token is unknown."'),
                              ((f'X-Api-Key: {service.key}',), 'Bearer error="invalid_token", error_description="The token is unknown."'),
                              ((f'X-Api-Key: {revoked["secret"]}',), 'Bearer error="invalid_token", error_description="The token was revoked."')):
        answer = gateway.send('GET', '/api/1/products', *fields)
        assert answer.status == 401 and fields_of(answer, 'WWW-Authenticate') == [challenge], answer
        assert fields_of(answer, 'Cache-Control') == ['no-store'], answer
    assert not upstream.take()


@tap.case('/gateway/a-missing-scope-is-named-to-the-caller')
def challenges_403():
    secret = service.create({'products': ['read']})['secret']
    answer = gateway.send('POST', '/api/1/products', f'X-Api-Key: {secret}', body=b'{}')
    challenge, = fields_of(answer, 'WWW-Authenticate')
    assert answer.status == 403 and challenge.startswith('Bearer error="insufficient_scope"'), answer
    assert challenge.endswith('scope="products:write"') and fields_of(answer, 'Cache-Control') == ['no-store'], answer
    assert not upstream.take()


@tap.case('/gateway/an-answer-of-the-api-gets-no-challenge-of-ours')
def answers_of_the_api():
    secret = service.create({'products': ['read']})['secret']
    for status in ('403 Forbidden', '404 Not Found', '500 Internal Server Error'):
        upstream.answers['/api/1/products/7'] = status
        answer = gateway.send('GET', '/api/1/products/7', f'X-Api-Key: {secret}')
        assert answer.status == int(status[:3]) and answer.body == b'from the API', answer
        assert not fields_of(answer, 'WWW-Authenticate') and not fields_of(answer, 'Cache-Control'), answer
    upstream.take()


@tap.case('/gateway/a-change-counts-from-the-next-request-on')
def changes():
    token = service.create({'products': ['read']})
    path, secret = '/v1/tokens/' + token['id'], token['secret']
    with gateway.connect() as connection:   # one connection, so that nothing of it is kept either
        def ask(key):
            connection.sendall(f'GET /api/1/products HTTP/1.1\r\nHost: a\r\nX-Api-Key: {key}\r\n\r\n'.encode())
            return receive(connection).status
        assert ask(secret) == 200
        draft = {'name': 'Other', 'type': 'api_key', 'expires_at': None, 'permissions': {'reports': ['read']}}
        changed = service.call('PUT', path, draft, If_Match=f'"{token["revision"]}"')
        assert ask(secret) == 403
        draft['permissions'] = {'products': ['read']}
        changed = service.call('PUT', path, draft, If_Match=f'"{changed["revision"]}"')
        assert ask(secret) == 200
        rotated = service.call('POST', path + '/rotate', {'grace_seconds': 0}, If_Match=f'"{changed["revision"]}"')
        assert ask(secret) == 401 and ask(rotated['secret']) == 200
        service.call('DELETE', path)
        assert ask(rotated['secret']) == 401
    assert len(upstream.take()) == 3


@tap.case('/gateway/only-what-passed-is-counted')
def use():
    token = service.create({'products': ['read', 'write'], 'reports': ['read']})
    for method, target in (('GET', '/api/1/products'), ('HEAD', '/api/1/products/7'), ('POST', '/api/1/products'),
                           ('POST', '/api/1/reports'), ('GET', '/api/1/slots'), ('GET', '/api/1/products//')):
        gateway.status(token['secret'], method, target)
    areas = service.call('GET', f'/v1/tokens/{token["id"]}/usage')['areas']
    counts = {(area, verb): areas[area][verb]['count'] for area in areas for verb in areas[area]}
    assert {what: n for what, n in counts.items() if n} == {('products', 'read'): 2, ('products', 'write'): 1}, counts
    assert len(upstream.take()) == 3


@tap.case('/gateway/an-expired-token-stops-at-its-second')
def expiry():
    ends = int(time.time()) + 3
    draft = {'name': 'Short', 'type': 'api_key', 'permissions': {'products': ['read']},
             'expires_at': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(ends))}
    secret = service.call('POST', '/v1/tokens', draft)['secret']
    wait_for(lambda: gateway.status(secret, 'GET', '/api/1/products') == 401, 'the token has expired')
    assert time.time() >= ends
    upstream.take()


@tap.case('/gateway/management-works-behind-its-tls-proxy')
def management():
    key = f'Authorization: Bearer {service.key}'
    body = json.dumps({'name': 'Far', 'type': 'mobile', 'permissions': {'content': ['read']}, 'expires_at': None}).encode()
    answer = gateway.send('POST', '/v1/tokens', key, 'Content-Type: application/json', body=body, door='management')
    token = json.loads(answer.body)
    assert answer.status == 201 and fields_of(answer, 'Cache-Control') == ['no-store'], answer
    assert gateway.send('GET', '/v1/tokens/' + token['id'], key, door='management').status == 200
    assert gateway.send('GET', '/v1/tokens', door='management').status == 401
    assert gateway.send('GET', '/v1/tokens', f'Authorization: Bearer {token["secret"]}', door='management').status == 403
    assert gateway.send('GET', '/v1/authorize', key, door='management').status == 404


@tap.case('/gateway/no-secret-is-in-a-log')
def logs():
    token = service.create({'products': ['read']})
    gateway.status(token['secret'], 'GET', '/api/1/products?page=secret-in-the-query')
    gateway.status(token['secret'], 'GET', f'/api/1/products?api_token={token["secret"]}')
    upstream.take()
    wait_for(lambda: gateway.read('tessera.log').count('/api/1/products" 403') > 0, 'the log is written')
    lines = gateway.read('tessera.log')
    assert f'GET "/api/1/products" 200 12' in lines and token['id'] in lines, lines[-500:]
    assert 'frt_' not in lines and 'secret-in-the-query' not in lines
    assert token['secret'] not in gateway.read('tessera-management.log')


@tap.case('/gateway/the-shipped-routes-are-those-that-were-tried')
def routes():
    catalogue = json.loads((SOURCE / 'data' / 'catalogue.json').read_text(encoding='utf-8'))
    assert {area['id']: [route.replace('*', '1') for route in area['routes']] for area in catalogue['areas']} == ROUTES


try:
    tap.run()
finally:
    gateway.close()
