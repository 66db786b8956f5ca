"""The presenter's browser: the routes of the app in this process, the token of a meeting."""

from dataclasses import dataclass
from typing import Any

from starlette.testclient import TestClient

OUTSIDE = "http://testserver"


@dataclass
class Desk:
    """The presenter's browser."""

    client: TestClient
    meeting: str
    token: str

    def path(self, name: str) -> str:
        return f"/meet/{self.meeting}/room/{name}"

    def headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Origin": OUTSIDE, **more}

    def get(self, name: str, **more: str) -> Any:  # noqa: ANN401 - an answer
        return self.client.get(self.path(name), headers=self.headers(**more))

    def do(self, name: str, body: object = None, **more: str) -> Any:  # noqa: ANN401 - an answer
        return self.client.post(self.path(name), json=body or {}, headers=self.headers(**more))

    def state(self) -> Any:  # noqa: ANN401 - JSON
        return self.get("state").json()

    def ask(self, text: str = "Where?", choices: tuple[str, ...] = ("Here", "There")) -> str:
        found: str = self.do("questions", {"text": text, "choices": list(choices)}).json()["questions"][-1]["id"]
        return found
