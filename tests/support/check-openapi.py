#!/usr/bin/python3
"""check-openapi.py DOCUMENT: holds HTTP exchanges, one JSON object a line on standard input, against an OpenAPI 3.1
document. Each answer's status must be listed for its call, with this media type, its required fields and a body that
its schema allows; the body of a request that was accepted must be one that the document allows. Ends with 1, and says
why, if an exchange is not described."""

import json
import re
import sys
from urllib.parse import parse_qsl

import yaml
from jsonschema import Draft202012Validator

# What is answered wherever a path or a method is not in the document at all.
OF_NO_PATH = {400: "BadRequest", 401: "Unauthorized", 403: "Forbidden", 404: "NoSuchRoute", 411: "LengthRequired"}
OF_NO_METHOD = {400: "BadRequest", 401: "Unauthorized", 403: "Forbidden", 405: "MethodNotAllowed", 411: "LengthRequired"}

# Refused by the HTTP layer before anything is known; any body.
OF_NO_ROUTE = {414, 431, 505}

# What every answer carries: HTTP's own.
OF_EVERY_ANSWER = {"connection", "content-length", "content-type", "date"}


class Document:
    def __init__(self, path):
        with open(path, encoding="utf-8") as text:
            self.root = yaml.safe_load(text)
        self.validators = {}
        self.paths = [(self.pattern(path), item) for path, item in self.root["paths"].items()]

    @staticmethod
    def pattern(path):
        # A request target after a prefix is any number of segments; one that holds %00 is no value of a parameter.
        segment = "(?:[^/%]|%(?!00)[0-9A-Fa-f]{2})+"
        parts = (".*" if part == "{target}" else segment if part.startswith("{") else re.escape(part)
                 for part in path.split("/"))
        return re.compile("/".join(parts))

    def resolve(self, reference):
        """What a reference within the document names."""
        node = self.root
        for part in reference.removeprefix("#/").split("/"):
            node = node[part.replace("~1", "/").replace("~0", "~")]
        return node

    def follow(self, node):
        """A component in place of a reference to it."""
        while "$ref" in node and "properties" not in node:
            node = self.resolve(node["$ref"])
        return node

    def operation(self, method, path):
        """(path item, operation), either None where the document lacks it."""
        for pattern, item in self.paths:
            if pattern.fullmatch(path):
                return item, item.get(method.lower()) if method.isupper() else None
        return None, None

    def validator(self, schema):
        """The components travel along, so that references find them in every version of jsonschema."""
        if id(schema) not in self.validators:
            whole = {**schema, "components": self.root["components"]}
            self.validators[id(schema)] = Draft202012Validator(whole)
        return self.validators[id(schema)]

    def faults(self, schema, value):
        for error in self.validator(schema).iter_errors(value):
            yield f"/{'/'.join(map(str, error.absolute_path))}: {error.message}"


def members_once(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands twice")
    return members


def no_constant(name):
    raise ValueError(f"{name} is no JSON")


def parse(text):
    """JSON to the letter: each member once, neither NaN nor Infinity."""
    return json.loads(text, object_pairs_hook=members_once, parse_constant=no_constant)


def fields_of(head):
    lines = filter(None, head.split("\r\n")[1:])
    return [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]


def check_fields(document, response, fields):
    for name, header in response.get("headers", {}).items():
        header = document.follow(header)
        values = [value for field, value in fields if field == name.lower()]
        if header.get("required") and not values:
            yield f"the field {name} is missing"
        if len(values) > 1:
            yield f"the field {name} occurs {len(values)} times"
        for value in values:
            yield from (f"field {name}: {fault}" for fault in document.faults(header["schema"], value))


def check_body(document, content, fields, body):
    media = dict(fields).get("content-type")
    if not content:
        if body:
            yield "a body where none is described"
    elif media not in content:
        yield f"the media type {media} is not described"
    else:
        try:
            yield from document.faults(content[media]["schema"], parse(body))
        except (TypeError, ValueError) as fault:
            yield f"the body is not JSON: {fault}"


def response_for(document, exchange):
    """The response object that must hold, or a fault."""
    item, operation = document.operation(exchange["method"], exchange["target"].partition("?")[0])
    status = exchange["status"]
    if operation is None:
        name = (OF_NO_PATH if item is None else OF_NO_METHOD).get(status)
        return document.root["components"]["responses"][name] if name else None
    responses = operation["responses"]
    # On a door that does not serve it, a path is like any other.
    response = responses.get(str(status)) or (document.root["components"]["responses"]["NoSuchRoute"] if status == 404 else None)
    return document.follow(response) if response else None


def check_request(document, exchange):
    """An accepted request is one that the document allows."""
    item, operation = document.operation(exchange["method"], exchange["target"].partition("?")[0])
    if exchange["status"] >= 300 or operation is None:
        return
    if "requestBody" in operation:
        content = document.follow(operation["requestBody"])["content"]
        if "application/json" in content:
            yield from document.faults(content["application/json"]["schema"], json.loads(exchange["request_body"]))
        else:
            form = dict(parse_qsl(exchange["request_body"], keep_blank_values=True))
            yield from document.faults(content["application/x-www-form-urlencoded"]["schema"], form)
    parameters = [document.follow(p) for p in item.get("parameters", []) + operation.get("parameters", [])]
    if any(p["name"] == "target" for p in parameters):
        return  # the query is the judged request's
    query = [p for p in parameters if p["in"] == "query"]
    if any(p["schema"].get("type") == "object" and p.get("explode") for p in query):
        return  # its members are any parameters
    known = {p["name"] for p in query}
    for part in filter(None, exchange["target"].partition("?")[2].split("&")):
        if part.partition("=")[0] not in known:
            yield f"the query {part} was accepted and is not described"


def check(document, exchange):
    if exchange["status"] in OF_NO_ROUTE:
        return
    response = response_for(document, exchange)
    if response is None:
        yield f"the status {exchange['status']} is not described"
        return
    fields = fields_of(exchange["head"])
    undescribed = sorted({name for name, _ in fields} - OF_EVERY_ANSWER - {name.lower() for name in response.get("headers", {})})
    yield from (f"the field {name} is not described" for name in undescribed)
    yield from check_fields(document, response, fields)
    yield from check_body(document, response.get("content"), fields, exchange["body"])
    yield from (f"request {fault}" for fault in check_request(document, exchange))


def main(path):
    document = Document(path)
    failed = 0
    for line in sys.stdin:
        exchange = json.loads(line)
        for fault in check(document, exchange):
            failed += 1
            if failed <= 20:
                print(f"# {exchange['method']} {exchange['target']} -> {exchange['status']}: {fault}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
