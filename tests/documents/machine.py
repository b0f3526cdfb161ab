"""A machine at the door of /api/v1/: JSON in, JSON out, with somebody's token."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from congvu.accounts.actions import create_token
from congvu.audit.rules import SYSTEM
from tests.people import Province

PROBLEM = "application/problem+json"


@dataclass
class Answer:
    status: int
    data: Any
    kind: str

    @property
    def reasons(self) -> dict[str | None, str]:
        """The message of each field of a refusal; it must be a problem."""
        assert self.kind == PROBLEM, self.data
        assert self.data["status"] == self.status
        return {r["field"]: r["message"] for r in self.data.get("reasons", [])}


@dataclass
class Machine:
    token: str
    headers: dict[str, str] = field(default_factory=dict)
    client: Client = field(default_factory=Client)

    def ask(self, method: str, path: str, body: Any = None, **more: Any) -> Answer:
        given = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if body is not None:
            more |= {"data": json.dumps(body), "content_type": "application/json"}
        response = getattr(self.client, method)(
            f"/api/v1/{path}", headers=given | self.headers, **more
        )
        kind = response.headers.get("Content-Type", "")
        if response.streaming:
            return Answer(response.status_code, response.getvalue(), kind)
        is_json = "json" in kind and response.content
        told = json.loads(response.content) if is_json else response.content
        return Answer(response.status_code, told, kind)

    def get(self, path: str, **query: Any) -> Answer:
        return self.ask("get", path, query_params=query)

    def post(self, path: str, data: Any = None) -> Answer:
        return self.ask("post", path, data if data is not None else {})

    def upload(self, **files: bytes) -> Answer:
        """``upload(giay_moi_pdf=b"…")`` sends ``giay_moi.pdf``."""
        sent = [
            SimpleUploadedFile(".".join(name.rsplit("_", 1)), content)
            for name, content in files.items()
        ]
        return self.ask("post", "intake", data={"files": sent})


def machine(province: Province, who: str, *, expires_on: date | None = None) -> Machine:
    _row, raw = create_token(
        user=province.cast[who].user,
        name="Máy thử",
        by=SYSTEM,
        at=timezone.now(),
        expires_on=expires_on,
    )
    return Machine(raw)


def paper_data(**more: Any) -> dict[str, Any]:
    """What a machine says of a paper; enough to register it."""
    return {
        "subject": "Đề nghị hỗ trợ kinh phí phòng, chống rét cho đàn vật nuôi",
        "issuer_name": "Sở Nông nghiệp và Phát triển nông thôn",
        "type_code": "CV",
        "symbol": "1462/SNN-CNTY",
        "issued_on": timezone.localdate().isoformat(),
        "signer_name": "Lường Văn Thiệp",
    } | more
