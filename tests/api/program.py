"""A program that calls the API with somebody's token, and a story that has one of everything."""

import json
from typing import Any

from django.test import Client

from commonground.people.token.actions import create_token
from tests.factories import people

ROOT = "/api/v1"


class Answer:
    """Status, body and headers of an answer."""

    def __init__(self, response: Any) -> None:
        self.status: int = response.status_code
        self.content: bytes = response.content
        self.headers = response.headers
        kind = response.headers.get("Content-Type", "")
        self.body: Any = json.loads(response.content) if "json" in kind and response.content else None


class Program:
    """Calls as one member."""

    def __init__(self, who: people.Membership, scope: str = "write") -> None:
        _, self.secret = create_token(by=people.viewer(who), name="Test", scope=scope)
        self.client = Client(headers={"Authorization": f"Bearer {self.secret}"})

    def __call__(self, method: str, address: str, body: object = None, **more: Any) -> Answer:
        given: dict[str, Any] = {**more}
        if body is not None:
            given |= {"data": json.dumps(body), "content_type": "application/json"}
        return Answer(getattr(self.client, method)(ROOT + address, **given))

    def ok(self, method: str, address: str, body: object = None, **more: Any) -> Any:
        """The body of an answer that has to be a success."""
        answer = self(method, address, body, **more)
        assert answer.status < 300, (method, address, answer.status, answer.content[:500])
        return answer.body

    def refused(self, method: str, address: str, body: object = None, **more: Any) -> tuple[int, str]:
        """(status, code) of an answer that has to be a problem."""
        answer = self(method, address, body, **more)
        assert answer.headers["Content-Type"] == "application/problem+json", (answer.status, answer.content[:500])
        assert answer.body["status"] == answer.status
        return answer.status, answer.body["code"]
