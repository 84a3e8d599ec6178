"""data/openapi.yaml is sound, and whatever drifts from it is noticed. test-openapi.py CHECKER DOCUMENT"""

import copy
import importlib.util
import json
import os
import re
import subprocess
import sys

import yaml
from jsonschema import Draft202012Validator

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(__file__))
import tap  # noqa: E402

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
KINDS = {"schemas", "responses", "parameters", "examples", "requestBodies", "headers", "securitySchemes", "links",
         "callbacks", "pathItems"}

checker, path = sys.argv[1:3]
spec = importlib.util.spec_from_file_location("check_openapi", checker)
check_openapi = importlib.util.module_from_spec(spec)
spec.loader.exec_module(check_openapi)
document = check_openapi.Document(path)
root = document.root


def walk(node, place=""):
    """Every object of the document, with its JSON pointer."""
    if isinstance(node, dict):
        yield place, node
        for name, child in node.items():
            yield from walk(child, f"{place}/{name}")
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from walk(child, f"{place}/{index}")


def operations():
    for name, item in root["paths"].items():
        for method in METHODS & set(item):
            yield name, method, item, item[method]


def components():
    return [(kind, name) for kind, named in root["components"].items() for name in named]


class StrictLoader(yaml.SafeLoader):
    """Refuses a key that stands twice."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"line {node.start_mark.line + 1}: a key stands twice: {keys}"
        return super().construct_mapping(node, deep)


@tap.case("/openapi/no-key-stands-twice")
def keys():
    with open(path, encoding="utf-8") as text:
        yaml.load(text, StrictLoader)


@tap.case("/openapi/the-document-has-what-3.1-asks-for")
def outline():
    assert re.fullmatch(r"3\.1\.\d+", root["openapi"])
    assert set(root) <= {"openapi", "info", "jsonSchemaDialect", "servers", "paths", "webhooks", "components",
                         "security", "tags", "externalDocs"}, set(root)
    assert root["info"]["title"] and isinstance(root["info"]["version"], str)
    assert set(root["components"]) <= KINDS, set(root["components"])
    for kind, name in components():
        assert re.fullmatch(r"[A-Za-z0-9._-]+", name), f"{kind}/{name}"


@tap.case("/openapi/every-reference-leads-somewhere")
def references():
    for place, node in walk(root):
        if isinstance(node.get("$ref"), str):
            assert node["$ref"].startswith("#/components/"), f"{place}: {node['$ref']}"
            document.resolve(node["$ref"])


@tap.case("/openapi/every-component-is-used")
def unused():
    used = {node["$ref"] for _, node in walk(root) if isinstance(node.get("$ref"), str)}
    asked = [*root["security"], *(one for *_, operation in operations() for one in operation.get("security", []))]
    used |= {f"#/components/securitySchemes/{name}" for requirement in asked for name in requirement}
    used |= {f"#/components/responses/{name}" for names in (check_openapi.OF_NO_PATH, check_openapi.OF_NO_METHOD)
             for name in names.values()}
    for kind, name in components():
        assert f"#/components/{kind}/{name}" in used, f"{kind}/{name}"


@tap.case("/openapi/every-schema-is-one-of-json-schema-2020-12")
def schemas():
    for place, node in walk(root):
        if "schema" in node and not place.endswith("/properties"):
            Draft202012Validator.check_schema(node["schema"])
    for schema in root["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def is_judging(name):
    """The door for proxies answers without words."""
    return name.startswith(("/v1/authorize", "/v1/ext-authz/"))


@tap.case("/openapi/every-operation-is-whole")
def whole_operations():
    seen = set()
    for name, method, item, operation in operations():
        place = f"{method} {name}"
        assert operation["summary"], place
        assert is_judging(name) or operation["operationId"] not in seen, place
        seen.add(operation.get("operationId"))
        parameters = [document.follow(p) for p in item.get("parameters", []) + operation.get("parameters", [])]
        in_path = {p["name"] for p in parameters if p["in"] == "path" and p["required"] is True}
        assert in_path == set(re.findall(r"{(\w+)}", name)), f"{place}: {in_path}"
        assert all("schema" in p for p in parameters), place
        assert ("requestBody" in operation) == (method in ("post", "put") and not is_judging(name)), place
        for status, response in operation["responses"].items():
            assert isinstance(status, str) and re.fullmatch("[1-5][0-9][0-9]", status), f"{place} {status}"
            response = document.follow(response)
            assert response["description"], f"{place} {status}"
            media = "application/json" if status < "300" else "application/problem+json"
            assert is_judging(name) or list(response["content"]) == [media], f"{place} {status}"


# What the service answers, as it does; each change below is one that must be noticed.
TOKEN = {"id": "tok_1", "name": "Nightly export", "type": "api_key", "permissions": {"reports": ["read"]},
         "expires_at": None, "status": "active", "hint": "wxyz", "created_at": "2026-11-24T10:00:00Z",
         "created_by": "Mara", "updated_at": "2026-11-24T10:00:00Z", "updated_by": "Mara", "last_used_at": None,
         "revision": "r1"}
DRAFT = {member: TOKEN[member] for member in ("name", "type", "permissions", "expires_at")}
SECRET = "frt_" + "a" * 49
PROBLEM = {"type": "urn:tessera:problem:no-such-token", "title": "No such token", "status": 404, "detail": "Gone."}
JSON, PROBLEM_JSON = "application/json", "application/problem+json"
KINDLY = {"Cache-Control": "private, no-cache", "ETag": '"r1"'}


def exchange(method, target, status, fields, body, request=None):
    return {"method": method, "target": target, "status": status, "fields": fields, "body": body, "request": request}


GOOD = {
    "a token": exchange("GET", "/v1/tokens/tok_1", 200, {"Content-Type": JSON, **KINDLY}, TOKEN),
    "a page": exchange("GET", "/v1/tokens?limit=1", 200, {"Content-Type": JSON, "Cache-Control": "private, no-cache"},
                       {"tokens": [TOKEN], "next_cursor": "a.b", "total": 2}),
    "a creation": exchange("POST", "/v1/tokens", 201,
                           {"Content-Type": JSON, "Cache-Control": "no-store", "ETag": '"r1"',
                            "Location": "/v1/tokens/tok_1"}, {**TOKEN, "secret": SECRET}, DRAFT),
    "a replay": exchange("POST", "/v1/tokens", 200, {"Content-Type": JSON, "Idempotency-Replayed": "true", **KINDLY},
                         TOKEN, DRAFT),
    "a 404": exchange("GET", "/v1/tokens/tok_2", 404, {"Content-Type": PROBLEM_JSON, "Cache-Control": "no-store"}, PROBLEM),
    "a 405": exchange("PATCH", "/v1/tokens", 405,
                      {"Content-Type": PROBLEM_JSON, "Cache-Control": "no-store", "Allow": "GET, POST"},
                      {**PROBLEM, "type": "urn:tessera:problem:method-not-allowed", "status": 405}),
    "a 401": exchange("GET", "/v1/catalogue", 401,
                      {"Content-Type": PROBLEM_JSON, "Cache-Control": "no-store", "WWW-Authenticate": "Bearer"},
                      {**PROBLEM, "type": "urn:tessera:problem:no-credential", "status": 401}),
    "a 412": exchange("PUT", "/v1/tokens/tok_1", 412, {"Content-Type": PROBLEM_JSON, "Cache-Control": "no-store"},
                      {**PROBLEM, "type": "urn:tessera:problem:stale", "status": 412, "current": TOKEN}, DRAFT),
    "a 422": exchange("PUT", "/v1/tokens/tok_1", 422, {"Content-Type": PROBLEM_JSON, "Cache-Control": "no-store"},
                      {**PROBLEM, "type": "urn:tessera:problem:invalid-members", "status": 422,
                       "errors": [{"pointer": "/name", "detail": "Give the token a name."}]}, {}),
}

DELETE = object()

# (of which exchange, path into it, what is put there)
DRIFTS = [
    ("a token", ("status",), 203), ("a token", ("status",), 204), ("a token", ("method",), "PURGE"),
    ("a token", ("fields", "Content-Type"), "text/html"), ("a token", ("fields", "Content-Type"), DELETE),
    ("a token", ("fields", "ETag"), DELETE), ("a token", ("fields", "ETag"), "r1"), ("a token", ("fields", "ETag"), 'W/"r1"'),
    ("a token", ("fields", "Cache-Control"), DELETE), ("a token", ("fields", "Cache-Control"), "public"),
    ("a token", ("body", "secret"), SECRET), ("a token", ("body", "colour"), "red"), ("a token", ("body", "hint"), "abc"),
    ("a token", ("body", "status"), "new"), ("a token", ("body", "expires_at"), "2027-01-01T00:00:00.000Z"),
    ("a token", ("body", "expires_at"), "2027-01-01T01:00:00+01:00"), ("a token", ("body", "expires_at"), 1795514400),
    ("a token", ("body", "permissions"), {}), ("a token", ("body", "permissions"), {"reports": []}),
    ("a token", ("body", "permissions"), {"reports": ["run"]}), ("a token", ("body",), None), ("a token", ("body",), []),
    *(("a token", ("body", member), DELETE) for member in TOKEN),
    ("a token", ("fields", "X-Powered-By"), "x"), ("a token", ("fields", "Location"), "/v1/tokens/tok_1"),
    ("a page", ("body", "total"), "2"), ("a page", ("body", "total"), DELETE), ("a page", ("body", "next_cursor"), "a+b"),
    ("a page", ("body", "next_cursor"), DELETE), ("a page", ("target",), "/v1/tokens?size=1"),
    ("a page", ("body", "tokens", 0, "secret"), SECRET),
    ("a creation", ("body", "secret"), DELETE), ("a creation", ("body", "secret"), "frt_short"),
    ("a creation", ("fields", "Location"), DELETE), ("a creation", ("fields", "Location"), "/tokens/tok_1"),
    ("a creation", ("fields", "Cache-Control"), "private, no-cache"), ("a creation", ("request", "colour"), "red"),
    ("a creation", ("request", "name"), DELETE), ("a creation", ("request", "expires_at"), "tomorrow"),
    ("a replay", ("fields", "Idempotency-Replayed"), DELETE), ("a replay", ("body", "secret"), SECRET),
    ("a 404", ("body", "status"), 400), ("a 404", ("body", "type"), "urn:tessera:problem:gone"),
    ("a 404", ("body", "type"), DELETE), ("a 404", ("body", "title"), DELETE), ("a 404", ("body", "detail"), ""),
    ("a 404", ("fields", "Content-Type"), JSON), ("a 404", ("fields", "Cache-Control"), DELETE),
    ("a 404", ("body", "errors"), []), ("a 404", ("target",), "/v1/catalogue"),
    ("a 405", ("fields", "Allow"), DELETE), ("a 405", ("fields", "Allow"), "get"),
    ("a 401", ("fields", "WWW-Authenticate"), DELETE), ("a 401", ("fields", "WWW-Authenticate"), "Basic"),
    ("a 412", ("body", "current"), DELETE), ("a 412", ("body", "current", "secret"), SECRET),
    ("a 412", ("body", "current", "revision"), DELETE),
    ("a 422", ("body", "errors"), []), ("a 422", ("body", "errors"), DELETE),
    ("a 422", ("body", "errors", 0, "pointer"), "name"), ("a 422", ("body", "errors", 0, "detail"), DELETE),
]


def line(given, body=None):
    head = f"HTTP/1.1 {given['status']} X\r\n" + "".join(f"{name}: {value}\r\n" for name, value in given["fields"].items())
    return json.dumps({"method": given["method"], "target": given["target"], "status": given["status"], "head": head,
                       "body": json.dumps(given["body"]) if body is None else body,
                       "request_body": None if given["request"] is None else json.dumps(given["request"])})


def judge(*lines):
    return subprocess.run([checker, path], input="".join(one + "\n" for one in lines), capture_output=True, text=True,
                          check=False)


def drift(name, place, value):
    given = copy.deepcopy(GOOD[name])
    node = given
    for step in place[:-1]:
        node = node[step]
    if value is DELETE:
        del node[place[-1]]
    else:
        node[place[-1]] = value
    return given


@tap.case("/openapi/what-is-described-passes")
def good():
    done = judge(*(line(given) for given in GOOD.values()))
    assert done.returncode == 0, done.stderr


@tap.case("/openapi/each-drift-is-noticed")
def drifts():
    for name, place, value in DRIFTS:
        faults = list(check_openapi.check(document, json.loads(line(drift(name, place, value)))))
        assert faults, f"{name}: {place} = {value!r} passed"


@tap.case("/openapi/one-drift-among-many-fails-the-whole-and-is-told")
def one_among_many():
    wrong = line(drift("a token", ("body", "hint"), DELETE))
    done = judge(*(line(given) for given in GOOD.values()), wrong, line(GOOD["a page"]))
    assert done.returncode == 1 and "GET /v1/tokens/tok_1 -> 200" in done.stderr and "hint" in done.stderr, done.stderr


@tap.case("/openapi/an-answer-that-is-no-strict-json-is-noticed")
def strict():
    for body in ("", "{", "{'a': 1}", json.dumps(TOKEN)[:-1] + ', "hint": "wxyz"}', json.dumps(TOKEN) + "x",
                 json.dumps(TOKEN)[:-1] + ', "colour": NaN}'):
        assert judge(line(GOOD["a token"], body)).returncode == 1, body


tap.run()
