"""What every address is asked about: loads of old registers, and their forms."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.imports.actions import read_register
from tests.imports.sheets import incoming, xlsx
from tests.people import Province


def import_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """A load of the committee that was checked and not entered yet."""
    load = read_register(
        stream=xlsx([incoming(1)]),
        name="so-den.xlsx",
        by=people.seat("ha"),
        at=timezone.now(),
    )
    objects["load"] = {"load_id": load.id}


def import_forms() -> dict[str, dict[str, Any]]:
    table = xlsx([incoming(2)]).getvalue()
    return {"imports:loads": {"file": SimpleUploadedFile("so.xlsx", table)}}


def import_bodies() -> dict[str, Any]:
    return {"POST /register-loads/{load_id}/enter": {"skips_wrong": False}}
