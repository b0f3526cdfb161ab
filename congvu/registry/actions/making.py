"""A unit makes a database and says what it is for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.registry.access import units_offered
from congvu.registry.actions.saying import (
    held_database,
    length_reasons,
    needed_reasons,
    note,
    refuse_marked,
    runner_reasons,
)
from congvu.registry.models import Database, Structure
from congvu.registry.rules import LONGEST_NAME, LONGEST_REASON, LONGEST_TEXT


@dataclass(frozen=True)
class DatabaseData:
    """What a database is called, and what for."""

    name: str
    about: str
    basis: str = ""


def _tidied(data: DatabaseData) -> DatabaseData:
    return DatabaseData(nfc(data.name), nfc(data.about), nfc(data.basis))


def _reasons(data: DatabaseData) -> list[Reason]:
    words = _("Ghi tên cơ sở dữ liệu.")
    reasons = needed_reasons(data.name, "name", words, LONGEST_NAME)
    words = _("Ghi dùng để làm gì.")
    reasons += needed_reasons(data.about, "about", words, LONGEST_TEXT)
    return reasons + length_reasons(data.basis, "basis", LONGEST_REASON)


def make_database(
    *, data: DatabaseData, unit_id: UUID | None, by: Seat, at: datetime
) -> Database:
    """With a first structure to prepare; nothing can be entered before it applies."""
    data = _tidied(data)
    refuse_marked(texts=[data.name, data.about], by=by, at=at)
    with transaction.atomic():
        reasons = _reasons(data)
        if unit_id not in {key for key, _name in units_offered(by)}:
            reasons.append(Reason(_("Chọn đơn vị mình phụ trách."), "unit_id"))
        if reasons or unit_id is None:
            raise Refused(reasons)
        made = Database.objects.create(
            agency_id=by.agency_id,
            unit_id=unit_id,
            made_at=at,
            made_by=by.person_name[:80],
            **asdict(data),
        )
        Structure.objects.create(database=made, number=1, data=[])
        note("registry.made", on=made, by=by, at=at)
        return made


def describe_database(
    *, database_id: UUID, data: DatabaseData, by: Seat, at: datetime
) -> Database:
    data = _tidied(data)
    refuse_marked(texts=[data.name, data.about], by=by, at=at)
    with transaction.atomic():
        found = held_database(database_id)
        reasons = runner_reasons(by, found) + _reasons(data)
        if reasons:
            raise Refused(reasons)
        for name, value in asdict(data).items():
            setattr(found, name, value)
        found.save(update_fields=list(asdict(data)))
        note("registry.described", on=found, by=by, at=at)
        return found
