"""What a caller can't do to the gateway by an odd request.  test-gateway-trust.py TESSERAD"""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'support'))
import tap  # noqa: E402
from bed import Gateway, receive  # noqa: E402

# Targets of somebody who may read products and nothing else. True: it passes, and the API sees it letter by letter.
TARGETS = [
    ('/api/1/products', True),
    ('/api/1/products/', True),
    ('/api/1/products/7/parts', True),
    ('/api/1/products?', True),
    ('/api/1/products?a=b&a=c;d=//../%2e%2e/%00', True),
    ('/api/1/products/a%20b%C3%A4', True),
    ('/api/1/products/%41,b:c@d!$&\'()*+=~', True),
    ('/api/x%20y/products', True),
    ('/api/1/products/...', True),
    ('/api/1/products/.hidden', True),
    ('/api/1/Products', False),
    ('/API/1/products', False),
    ('/api/1/product', False),
    ('/api/1/products2', False),
    ('/api/1/%70roducts', False),
    ('/api/1/product%73', False),
    ('/api//products', False),
    ('/api/1//products', False),
    ('//api/1/products', False),
    ('/api/1/products//', False),
    ('/api/1/products/./7', False),
    ('/api/1/products/.', False),
    ('/api/1/products/..', False),
    ('/api/1/products/../reports', False),
    ('/api/1/reports/../products', False),
    ('/../api/1/products', False),
    ('/api/1/products/%2e%2e/reports', False),
    ('/api/1/products/.%2E/reports', False),
    ('/api/1/reports/%2e./products', False),
    ('/api/1/products%2f..%2freports', False),
    ('/api/1/products/%2F', False),
    ('/api/1%2fproducts', False),
    ('/api/1/reports%2f../products', False),
    ('/api/1/products\\..\\reports', False),
    ('/api/1/products%5c..%5creports', False),
    ('/api/1/products;jsessionid=1', False),
    ('/api/1/products/..;/reports', False),
    ('/api/1/reports;/../products', False),
    ('/api/1/products%00', False),
    ('/api/1/products/%00/7', False),
    ('/api/1/products%0a', False),
    ('/api/1/products%7f', False),
    ('/api/1/products%252f7', False),
    ('/api/1/products/%', False),
    ('/api/1/products/%4', False),
    ('/api/1/products/%zz', False),
    ('/api/1/products#', False),
    ('/api/1/products#/../reports', False),
    ('/api/1/products/\xe4', False),
    ('/api/\xd9\xa1/products', False),
    ('/api/1/products/\t', False),
    ('/api/1/products /7', False),
    ('/api/1/products?api_token=x', False),
    ('/api/1/products?a&access%5Ftoken=x', False),
    ('/api/1/products?a=\xe4', False),
    ('api/1/products', False),
    ('*', False),
    ('?', False),
    ('http://api.example.com', False),
    ('http://api.example.com?/api/1/products', False),
    ('http://api.example.com/api/1/products/../reports', False),
    ('/api/1/products/' + 'a' * 6000, True),
    ('/api/1/products/' + 'a' * 8000, False),
]

# Said by the caller, and never heard by the API.
FORGED = ['X-Token-Id', 'X-Token-Name', 'X-Token-Type', 'X-Real-IP', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Port',
          'X-Forwarded-Proto', 'X-Forwarded-Method', 'X-Forwarded-Uri', 'X-Forwarded-Path', 'X-Forwarded-Prefix',
          'X-Forwarded-Scheme', 'X-Forwarded-Server', 'X-Forwarded-Ssl', 'X-Forwarded-User', 'X-Forwarded-Email',
          'X-Forwarded-Groups', 'X-Forwarded-Client-Cert', 'X-Remote-User', 'Remote-User', 'X-Client-IP', 'True-Client-IP',
          'Forwarded', 'Proxy', 'X-Original-URL', 'X-Original-URI', 'X-Original-Method', 'X-Rewrite-URL']

gateway = Gateway(sys.argv[1])
service, upstream = gateway.service, gateway.upstream
token = service.create({'products': ['read']})
KEY = f'X-Api-Key: {token["secret"]}'
BEARER = f'Authorization: Bearer {token["secret"]}'


def assert_kept_out(method, target, *fields, statuses=(403,)):
    answer = gateway.send(method, target, *fields)
    reached = upstream.take()
    # nginx itself ends some connections without a word.
    status = answer.status if answer else 400
    assert status in statuses and not reached, (method, target, fields, answer, reached)


@tap.case('/gateway/an-odd-target-is-judged-and-passed-on-as-it-was-sent')
def targets():
    for target, passes in TARGETS:
        if not passes:
            assert_kept_out('GET', target, KEY, statuses=(400, 403, 404, 414))
            continue
        answer = gateway.send('GET', target, KEY)
        assert answer.status == 200 and [seen.target for seen in upstream.take()] == [target], (target, answer)


@tap.case('/gateway/the-question-itself-cannot-be-asked-from-outside')
def internal():
    for target in ('/_tessera', '/_tessera?a', '/api/../_tessera', '/%5ftessera', '/./_tessera'):
        assert_kept_out('GET', target, KEY, statuses=(404,))
        assert_kept_out('GET', target, KEY, 'X-Forwarded-Uri: /api/1/products', 'X-Forwarded-Method: GET', statuses=(404,))


@tap.case('/gateway/an-absolute-target-is-its-path')
def absolute_target():
    assert gateway.send('GET', 'http://elsewhere.example.com/api/1/products/%41?a', KEY).status == 200
    assert [seen.target for seen in upstream.take()] == ['/api/1/products/%41?a']


@tap.case('/gateway/an-odd-method-is-kept-out')
def methods():
    for method in ('get', 'Get', 'PATCH', 'OPTIONS', 'TRACE', 'CONNECT', 'PROPFIND', 'GETS', 'X_GET'):
        assert_kept_out(method, '/api/1/products', KEY, statuses=(400, 403, 405))


@tap.case('/gateway/what-a-caller-says-about-himself-is-not-passed-on')
def forged():
    lines = [f'{name}: forged' for name in FORGED] + ['x-token-id: forged', 'X_Token_Id: forged', 'X_Forwarded_For: forged']
    assert gateway.send('GET', '/api/1/products', KEY, *lines).status == 200
    seen, = upstream.take()
    assert 'forged' not in str(seen), seen
    names = [name.lower() for name, _ in seen.fields]
    assert len(names) == len(set(names)) and dict(seen.fields)['X-Token-Id'] == token['id'], seen


@tap.case('/gateway/a-forged-question-is-not-the-one-that-is-judged')
def forged_question():
    for fields in (['X-Forwarded-Uri: /api/1/products'], ['X-Forwarded-Method: GET', 'X-Forwarded-Uri: /api/1/products'],
                   ['x-forwarded-uri: /api/1/products', 'X-Forwarded-Uri: /api/1/products'],
                   ['X-Original-URL: /api/1/products', 'X-Rewrite-URL: /api/1/products']):
        assert_kept_out('GET', '/api/1/reports', KEY, *fields)
        assert_kept_out('DELETE', '/api/1/products', KEY, *fields)
        assert gateway.send('GET', '/api/1/products', KEY, *[field.replace('products', 'reports') for field in fields]).status == 200
        seen, = upstream.take()
        assert 'reports' not in str(seen), seen


@tap.case('/gateway/a-method-is-not-overridden')
def overrides():
    for name in ('X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override', 'x-http-method-override'):
        assert_kept_out('GET', '/api/1/products', KEY, f'{name}: DELETE')
        assert_kept_out('GET', '/api/1/products', KEY, f'{name}:')


@tap.case('/gateway/more-than-one-credential-is-refused')
def doubled():
    other = f'X-Api-Key: {service.create({"products": ["read"]})["secret"]}'
    for fields in ((KEY, KEY), (KEY, other), (KEY, 'X-Api-Key: x'), ('X-Api-Key: x', KEY), (KEY, 'x-api-key:'), (KEY, BEARER),
                   (BEARER, BEARER), (BEARER, 'Authorization: Basic YTpi'), ('Authorization: Basic YTpi', KEY),
                   (f'{KEY}, {token["secret"]}',), (f'{BEARER}, {BEARER}',), (f'{KEY},',)):
        # nginx by itself refuses a doubled Authorization, and only that, with 400.
        assert_kept_out('GET', '/api/1/products', *fields, statuses=(400, 403) if 'X-Api' not in str(fields) else (403,))


@tap.case('/gateway/a-credential-that-is-not-quite-one-is-none')
def nearly():
    secret = token['secret']
    for field in (f'X_Api_Key: {secret}', f'X-Api-Key : {secret}', f'Authorization: {secret}', f'Authorization: Bearer{secret}',
                  f'Cookie: X-Api-Key={secret}', f'X-Api-Key: Bearer {secret}', f'X-Api-Key: {secret[:-1]}', 'X-Api-Key:'):
        assert_kept_out('GET', '/api/1/products', field, statuses=(400, 401))


@tap.case('/gateway/fields-of-15-KiB-pass-and-more-are-the-callers-fault')
def large_fields():
    for n in (6000, 6800):
        assert gateway.send('GET', '/api/1/products', KEY, f'X-One: {"a" * n}', f'X-Two: {"b" * n}', f'Cookie: {"c" * 300}').status == 200
        assert len(upstream.take()) == 1
    assert_kept_out('GET', '/api/1/products', KEY, f'X-One: {"a" * 7200}', statuses=(400, 431))
    assert_kept_out('GET', '/api/1/products', KEY, *[f'X-Field-{i}: {"a" * 1000}' for i in range(16)], statuses=(400, 431))


@tap.case('/gateway/conditions-and-ranges-do-not-change-the-judgement')
def conditions():
    fields = ['If-None-Match: *', 'If-Modified-Since: Wed, 01 Jan 2200 00:00:00 GMT', 'If-Match: "x"', 'Range: bytes=0-1',
              'If-Range: "x"', 'Expect: 100-continue', 'Cache-Control: only-if-cached, max-stale', 'TE: trailers', 'Upgrade: h2c']
    assert_kept_out('GET', '/api/1/reports', KEY, *fields)
    assert_kept_out('GET', '/api/1/products', *fields, statuses=(401,))
    assert gateway.send('GET', '/api/1/products', KEY, *fields).status == 200
    assert len(upstream.take()) == 1


@tap.case('/gateway/no-byte-of-a-refused-body-is-read-as-a-request')
def refused_bodies():
    inner = f'GET /api/1/products HTTP/1.1\r\nHost: a\r\n{KEY}\r\n\r\n'.encode()
    chunked = b'%x\r\n%s\r\n0\r\n\r\n' % (len(inner), inner)
    for framing, body in ((f'Content-Length: {len(inner)}', inner), ('Transfer-Encoding: chunked', chunked)):
        with gateway.connect() as connection:
            connection.sendall(f'POST /api/1/products HTTP/1.1\r\nHost: a\r\n{KEY}\r\n{framing}\r\n\r\n'.encode() + body)
            assert receive(connection).status == 403
            connection.sendall(b'GET /api/1/reports HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
            assert receive(connection).status == 401 and receive(connection) is None
    assert not upstream.take()


@tap.case('/gateway/a-body-framed-in-two-ways-is-refused')
def framing():
    assert_kept_out('GET', '/api/1/products', KEY, 'Content-Length: 3', 'Transfer-Encoding: chunked', statuses=(400,))
    assert_kept_out('GET', '/api/1/products', KEY, 'Content-Length: 3', 'Content-Length: 4', statuses=(400,))
    assert_kept_out('GET', '/api/1/products', KEY, 'Transfer-Encoding: xchunked', statuses=(400, 501))
    assert_kept_out('GET', '/api/1/products', KEY, 'Host: elsewhere', statuses=(400,))


try:
    tap.run()
finally:
    gateway.close()
