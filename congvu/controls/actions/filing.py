"""A file that proves something: kept once, whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.controls.rules import LONGEST_NAME
from congvu.files.actions import store
from congvu.files.models import StoredFile
from congvu.files.rules import clean_name
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat


@dataclass(frozen=True)
class Shown:
    """What was sent along, by its name."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True)
class Filed:
    file: StoredFile | None = None
    name: str = ""

    @property
    def sha256(self) -> str:
        return self.file.sha256 if self.file else ""


def file_away(*, shown: Shown | None, agency_id: UUID, by: Seat, at: datetime) -> Filed:
    """Before the transaction of who asks: bytes cannot be rolled back."""
    if shown is None:
        return Filed()
    name = " ".join(clean_name(shown.name).split())[-LONGEST_NAME:]
    stored = store(
        name=name, stream=shown.stream, by=by.actor, at=at, agency_id=agency_id
    )
    if not stored.is_accepted:
        raise Refused([Reason(f"{name}: {_(stored.reason)}", "file")])
    return Filed(stored.file, name)
