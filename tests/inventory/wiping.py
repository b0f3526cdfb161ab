"""Records of wiped media for stories: made, signed, filed by the office's own hands."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from uuid import UUID

from congvu.archives.actions import file_paper
from congvu.archives.models import Dossier
from congvu.inventory.actions import (
    MediumData,
    WipingData,
    add_medium,
    begin_wiping,
    close_wiping,
)
from congvu.inventory.models import Machine, WipingRecord
from congvu.outgoing.models import OutgoingEntry
from tests.archives.making import make_dossier
from tests.calendar.stories import issued
from tests.files.conftest import make_pdf
from tests.people import Province


def post(people: Province, who: str) -> UUID:
    found = people.cast[who].post
    assert found is not None
    return found.pk


def begun(
    people: Province, at: datetime | None = None, **changed: UUID
) -> WipingRecord:
    """Minh does it, Hoa and Lan stand by."""
    hands = {"wiper": "minh", "witness": "hoa", "second": "lan"}
    given = {role: post(people, who) for role, who in hands.items()} | changed
    return begin_wiping(
        data=WipingData(agency_id=people.committee.pk, name="máy chủ cũ", **given),
        by=people.seat("quan"),
        at=at or people.at,
    )


def proof(name: str = "bien-nhan.pdf") -> BytesIO:
    stream = BytesIO(make_pdf("Phiếu hủy ổ cứng"))
    stream.name = name
    return stream


def minutes(people: Province, *, filed: bool = True) -> OutgoingEntry:
    """Lan issues them; Ha puts them into a dossier of hers."""
    found = issued(people, "BB", "Về việc xử lý vật mang dữ liệu của máy chủ cũ")
    if filed:
        dossier = make_dossier(
            people,
            "lan",
            title="Hồ sơ thanh lý máy cũ",
            symbol=f"{Dossier.objects.count() + 1:02}.TL",
        )
        file_paper(
            dossier_id=dossier.pk,
            outgoing_id=found.pk,
            by=people.seat("lan"),
            at=people.at,
        )
    return found


def closed(
    people: Province,
    *machines: Machine | UUID,
    at: datetime | None = None,
    on: date | None = None,
    bare: bool = False,
) -> WipingRecord:
    """One disk of each machine, ground; else one that lay in a drawer. ``bare``: the
    machines had none, for which no rule of law is asked.
    """
    by, found = people.seat("quan"), begun(people, at)
    at = at or people.at
    rows = Machine.objects.filter(pk__in=[getattr(m, "pk", m) for m in machines])
    named = [one.name for one in rows.order_by("name")]
    for number, name in enumerate(named or [""], start=1):
        data = MediumData(
            kind="none" if bare else "disk",
            machine=name,
            serial=f"WD-{number:04}",
            method="destroy",
            wiped_on=on or people.today,
            result="clean",
            file_name="bien-nhan.pdf",
            stream=proof(),
        )
        add_medium(record_id=found.pk, data=data, by=by, at=at)
    paper = minutes(people)
    return close_wiping(record_id=found.pk, symbol=paper.symbol, by=by, at=at)
