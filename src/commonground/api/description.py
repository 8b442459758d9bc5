"""What the API's description adds to every operation: how it refuses, and the key that makes a write act once."""

from typing import Any

from commonground.api.errors import PROBLEM, Problem
from commonground.api.idempotency import HEADER, LONGEST

REFUSALS = {
    "401": "No token that holds.",
    "403": "Seen, but not allowed to.",
    "404": "It does not exist, or you may not know that it does.",
    "409": "Somebody was first, or its state does not permit this yet.",
    "413": "More than 25 MB.",
    "422": "What was sent does not hold; `fields` says where.",
}
KEY = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": "Sent again with the same body within 24 hours, the write acts once and answers the same.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[!-~]+$"},
}


def described(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema`, completed."""
    model = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    parts = schema["components"].setdefault("schemas", {})
    parts |= model.pop("$defs", {}) | {"Problem": model}
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in schema["paths"].values():
        for method, operation in operations.items():
            refusals = {code: {"description": words, "content": content} for code, words in REFUSALS.items()}
            operation["responses"] = {str(code): said for code, said in operation["responses"].items()} | refusals
            if method != "get":
                operation["parameters"] = [*operation.get("parameters", []), KEY]
    return schema
