"""Acts that end a body, for stories: dated facts, heirs, and the day itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from congvu.audit.rules import SYSTEM
from congvu.organisations.access import Seat
from congvu.organisations.actions import (
    add_person,
    appoint,
    create_agency,
    create_post,
    create_unit,
    pass_on,
)
from congvu.organisations.models import (
    Agency,
    AgencyKind,
    AgencyVersion,
    Appointment,
    Heir,
    Post,
    Reform,
    Succession,
    Unit,
    UnitVersion,
)
from congvu.organisations.rules import BodyKind, ReformState, Role
from tests.people import Member, Province, make_user

ACT = "Nghị quyết 1683/NQ-UBTVQH15"


@dataclass(frozen=True)
class Commune:
    """A new commune with a clerk, a chairman and a specialist in a division."""

    agency: Agency
    office: Unit
    division: Unit
    cast: dict[str, Member]

    def seat(self, province: Province, who: str, on: date) -> Seat:
        post = self.cast[who].post
        assert post is not None
        return province.seat_of(post, on=on)


def make_commune(
    province: Province,
    on: date,
    at: datetime,
    *,
    name: str = "Cổ Linh",
    prefix: str = "",
) -> Commune:
    """The body that takes over, with its people, from its first day."""
    made: dict[str, Any] = {"valid_from": on, "by": SYSTEM, "at": at}
    agency = create_agency(
        kind=AgencyKind.COMMUNE,
        name=f"Ủy ban nhân dân xã {name}",
        short_name=f"UBND xã {name}",
        issuer_symbol="UBND",
        place=name,
        parent=province.committee,
        **made,
    )
    office = create_unit(agency=agency, name="Văn phòng - Thống kê", **made)
    division = create_unit(agency=agency, name="Phòng Kinh tế", position=1, **made)
    cast = {}
    for login, full_name, unit, role, post_name in (
        ("lien", "Hà Thị Liên", office, Role.RECORDS_CLERK, "Văn thư"),
        ("toan", "Nông Văn Toàn", office, Role.LEADER, "Chủ tịch"),
        ("mai", "Lường Thị Mai", division, Role.SPECIALIST, "Chuyên viên"),
    ):
        user = make_user(prefix + login)
        person = add_person(full_name=full_name, user=user, **made)
        post = create_post(unit=unit, name=post_name, role=role, **made)
        appoint(person=person, post=post, **made)
        cast[prefix + login] = Member(user, person, post)
    return Commune(agency, office, division, cast)


def end(agency: Agency, on: date) -> None:
    """Close everything of a body on a day, as deciding an act does."""
    AgencyVersion.objects.filter(agency=agency).update(valid_until=on)
    units = Unit.objects.filter(agency=agency)
    UnitVersion.objects.filter(unit__in=units).update(valid_until=on)
    posts = Post.objects.filter(unit__in=units)
    Appointment.objects.filter(post__in=posts).update(valid_until=on)
    posts.update(valid_until=on)
    units.update(valid_until=on)
    Agency.objects.filter(pk=agency.pk).update(valid_until=on)


def decide(
    heirs: Mapping[UUID, UUID],
    on: date,
    at: datetime,
    *,
    kind: BodyKind = BodyKind.AGENCY,
    is_interim: bool = False,
) -> Reform:
    """An act whose facts are written and whose day has come."""
    reform = Reform.objects.create(
        title="Sắp xếp đơn vị hành chính cấp xã",
        legal_basis=ACT,
        on=on,
        state=ReformState.DECIDED,
        prepared_at=at,
        prepared_by="Bế Văn Quân",
        decided_at=at,
        decided_by="Nguyễn Tiến Dũng",
    )
    for body, heir in heirs.items():
        Succession.objects.create(
            reform=reform, kind=kind, predecessor_id=body, successor_id=heir, on=on
        )
        Heir.objects.create(
            reform=reform,
            kind=kind,
            predecessor_id=body,
            heir_id=heir,
            valid_from=on,
            is_interim=is_interim,
        )
    return reform


def merge(province: Province, into: Commune, on: date, at: datetime) -> Reform:
    """Yến Dương ends in favour of a new commune, and the day comes."""
    end(province.commune, on)
    reform = decide({province.commune.id: into.agency.id}, on, at)
    pass_on(reform=reform, by=SYSTEM, at=at)
    return reform
