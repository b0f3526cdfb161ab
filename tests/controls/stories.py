"""The committee's system kept by Quân, who runs the centre, too."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.controls.actions import load_shipped
from congvu.controls.models import Requirement
from congvu.systems.models import InformationSystem
from tests.people import Province
from tests.systems.stories import judged, system

TCVN = "tcvn-14423-2026"


def asked(people: Province, code: str = "QLVB", **changed: Any) -> InformationSystem:
    """A system with its level by criteria, and what comes with the office."""
    load_shipped(by=SYSTEM, at=people.at)
    found = system(people, code)
    judged(people, found, **changed)
    found.refresh_from_db()
    return found


def requirement(code: str, catalogue: str = TCVN) -> Requirement:
    return Requirement.objects.get(catalogue__code=catalogue, code=code)


def page(people: Province, who: str, name: str, *args: object) -> str:
    url = reverse(f"controls:{name}", args=args)
    return people.client(who).get(url).content.decode()


def answered(
    people: Province,
    found: InformationSystem,
    code: str,
    *,
    who: str = "quan",
    on: datetime | None = None,
    **given: Any,
) -> HttpResponse:
    """Sent from the form; met with a record of today's where nothing else is said."""
    proof = {
        "evidence_kind": "record",
        "evidence": "Biên bản rà soát, hồ sơ 12/CNTT",
        "evidence_on": f"{on or people.today:%d/%m/%Y}",
    }
    said = {"standing": "met", "how": "Rà soát theo quy chế", **proof, **given}
    url = reverse("controls:answer", args=[found.pk, requirement(code).pk])
    return people.client(who).post(url, said)


def brought(people: Province, who: str, text: str) -> HttpResponse:
    """A catalogue uploaded."""
    file = SimpleUploadedFile("bo.yaml", text.encode())
    url = reverse("controls:catalogues")
    return people.client(who).post(url, {"file": file})


def own_set(code: str = "bo-rieng", **more: str) -> str:
    answers = more.get("answers", "[]")
    return f"""
code: {code}
name: Bộ yêu cầu riêng của tỉnh
source: Quy chế của tỉnh
from: 2026-01-01
sure: D
total: 2
groups:
  - {{code: A, name: Rà tài khoản, levels: [1, 2, 3], answers: {answers}}}
  - {{code: B, name: Khóa màn hình, levels: [2, 3]}}
"""
