"""What the API's description adds to every operation: how it refuses, and the key that makes a write act once."""

from typing import Any

from ninja import Schema

from commonground.api.errors import PROBLEM, Problem
from commonground.api.idempotency import HEADER, LONGEST
from commonground.people.webhook.schemas import NeedRaised, TestSent

REFUSALS = {
    "401": "No token that holds.",
    "403": "Seen, but not allowed to.",
    "404": "It does not exist, or you may not know that it does.",
    "409": "Somebody was first, or its state does not permit this yet.",
    "413": "More than 25 MB.",
    "422": "What was sent does not hold; `fields` says where.",
}
SIGNED = {
    "webhook-id": "The same at every try of a message, and never used again: keep it to take a message once.",
    "webhook-timestamp": "Seconds since 1970 at which it was signed. Refuse what is more than five minutes off.",
    "webhook-signature": "Space-separated `v1,` and HMAC-SHA256 in base64 over `id.timestamp.body`; one of them fits.",
}
ABOUT_WEBHOOKS = """Sent to each webhook that an owner or admin of your organisation has made, when something comes up for one
of its people. What is for one person's eyes alone, a confidential escalation for instance, is not sent. What is no longer to be done or seen at the moment of sending is not sent. A worker that dies may send a
message again, with the same id. The key is what stands behind `whsec_` in the secret, decoded from base64. Targets
must be public; redirects are not followed; an answer is waited for five seconds."""
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
    return {**schema, "webhooks": webhooks(parts)}


def webhooks(parts: dict[str, Any]) -> dict[str, Any]:
    """What a webhook of the form `json` receives; the schemas go to the other `parts`."""
    return {
        "need.raised": _sent(parts, NeedRaised, "need_raised", "Something needs somebody of your organisation"),
        "webhook.test": _sent(parts, TestSent, "webhook_test", "An owner or admin tests the webhook"),
    }


def _sent(parts: dict[str, Any], shape: type[Schema], identity: str, summary: str) -> dict[str, Any]:
    model = shape.model_json_schema(ref_template="#/components/schemas/{model}")
    parts |= model.pop("$defs", {}) | {shape.__name__: model}
    signed = [
        {"name": name, "in": "header", "required": True, "description": words, "schema": {"type": "string"}}
        for name, words in SIGNED.items()
    ]
    reference = {"$ref": f"#/components/schemas/{shape.__name__}"}
    return {
        "post": {
            "summary": summary,
            "description": ABOUT_WEBHOOKS,
            "operationId": identity,
            "tags": ["Webhooks"],
            "parameters": signed,
            "requestBody": {"content": {"application/json": {"schema": reference}}, "required": True},
            "responses": {"2XX": {"description": "Received. Anything else is tried again for three and a half days."}},
        }
    }
