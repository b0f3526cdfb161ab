"""The small province: one fixture, ``province``, with named people.

Lan (văn thư) and Dũng (chairman) sit in the provincial committee, Hoa and Minh in one
of its divisions, so that one paper can go Lan → Dũng → Hoa → Minh and back. Tú is clerk
of a commune with its own chairman, Phúc. Khách has an account and no post. Sơn sat
beside Minh until yesterday. Hà is chief of the office, Quân the administrator, Thu the
archivist. Built by calling actions, so the province obeys every rule of the real one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.crypto import get_random_string

from congvu.accounts.models import User
from congvu.audit.rules import SYSTEM, Door
from congvu.config.sessions import SessionStore
from congvu.organisations.access import Seat, choose_seat, seat_of_post, seats_of
from congvu.organisations.actions import (
    add_person,
    appoint,
    create_agency,
    create_post,
    create_unit,
    give_identifier,
)
from congvu.organisations.models import (
    Agency,
    AgencyKind,
    IdentifierScheme,
    Person,
    Post,
    Unit,
)
from congvu.organisations.rules import Role

PASSWORD = "chan-troi-xanh-2026"
SINCE = date(2021, 7, 1)


@dataclass(frozen=True)
class Member:
    """One of the cast; without a post only for Khách."""

    user: User
    person: Person | None = None
    post: Post | None = None


@dataclass(frozen=True)
class Province:
    """The bodies and the cast, as of ``today``."""

    today: date
    at: datetime
    committee: Agency
    leaders: Unit
    office: Unit
    division: Unit
    commune: Agency
    commune_office: Unit
    cast: dict[str, Member]

    def __getattr__(self, name: str) -> Member:
        try:
            return self.cast[name]
        except KeyError:
            raise AttributeError(name) from None

    def seat(self, who: str, *, on: date | None = None, door: str = Door.PAGE) -> Seat:
        """The seat of one of the cast; an error for who has none that day."""
        seat = choose_seat(
            seats_of(self.cast[who].user, on or self.today, door=door), None
        )
        assert seat is not None, f"{who} không giữ chức vụ nào"
        return seat

    def seat_of(self, post: Post, *, on: date | None = None) -> Seat:
        return seat_of_post(post.id, on or self.today)

    def client(self, who: str) -> Client:
        """A browser in which one of the cast has signed in."""
        return signed_in(self.cast[who].user)


def signed_in(user: User) -> Client:
    """As ``force_login`` leaves it, by one statement instead of twenty."""
    store = SessionStore()
    kept = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    session = Session(
        session_key=get_random_string(32),
        session_data=store.encode(kept),
        expire_date=store.get_expiry_date(),
    )
    session.save(force_insert=True)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def make_user(username: str, *, password: str = PASSWORD) -> User:
    user = User(username=username, email=f"{username}@backan.example")
    user.set_password(password)
    user.save()
    return user


def make_province(at: datetime, today: date) -> Province:
    """The bodies, then a chair for each of the cast, then the people in them."""
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": at}
    committee = create_agency(
        kind=AgencyKind.PROVINCE,
        name="Ủy ban nhân dân tỉnh Bắc Kạn",
        short_name="UBND tỉnh Bắc Kạn",
        issuer_symbol="UBND",
        place="Bắc Kạn",
        **made,
    )
    commune = create_agency(
        kind=AgencyKind.COMMUNE,
        name="Ủy ban nhân dân xã Yến Dương",
        short_name="UBND xã Yến Dương",
        issuer_symbol="UBND",
        place="Yến Dương",
        parent=committee,
        **made,
    )
    for agency, scheme, value in (
        (committee, IdentifierScheme.CODE_35, "H03"),
        (committee, IdentifierScheme.CODE_13, "000.00.00.H03"),
        (commune, IdentifierScheme.CODE_35, "H03.33.10"),
        (commune, IdentifierScheme.COMMUNE_5, "01918"),
    ):
        give_identifier(agency=agency, scheme=scheme, value=value, **made)
    leaders = create_unit(
        agency=committee, name="Lãnh đạo Ủy ban nhân dân tỉnh", **made
    )
    office = create_unit(
        agency=committee,
        name="Văn phòng Ủy ban nhân dân tỉnh",
        symbol="VP",
        position=1,
        **made,
    )
    division = create_unit(
        agency=committee,
        name="Phòng Khoa giáo - Văn xã",
        symbol="KGVX",
        parent=office,
        position=2,
        **made,
    )
    commune_office = create_unit(agency=commune, name="Văn phòng - Thống kê", **made)
    cast = {
        username: seated(username, name, unit, role, post, at, until)
        for username, name, unit, role, post, until in (
            ("lan", "Nông Thị Lan", office, Role.RECORDS_CLERK, "Văn thư", None),
            ("dung", "Nguyễn Tiến Dũng", leaders, Role.LEADER, "Chủ tịch", None),
            ("ha", "Nguyễn Thu Hà", office, Role.OFFICE_CHIEF, "Chánh Văn phòng", None),
            ("hoa", "Ma Thị Hoa", division, Role.UNIT_HEAD, "Trưởng phòng", None),
            ("minh", "Hoàng Văn Minh", division, Role.SPECIALIST, "Chuyên viên", None),
            ("son", "Lý Văn Sơn", division, Role.SPECIALIST, "Chuyên viên", today),
            ("quan", "Bế Văn Quân", office, Role.ADMINISTRATOR, "Quản trị", None),
            ("thu", "Hà Thị Thu", office, Role.ARCHIVIST, "Lưu trữ viên", None),
            ("tu", "Triệu Văn Tú", commune_office, Role.RECORDS_CLERK, "Văn thư", None),
            ("phuc", "Đặng Văn Phúc", commune_office, Role.LEADER, "Chủ tịch", None),
        )
    }
    cast["khach"] = Member(make_user("khach"))
    return Province(
        today=today,
        at=at,
        committee=committee,
        leaders=leaders,
        office=office,
        division=division,
        commune=commune,
        commune_office=commune_office,
        cast=cast,
    )


def seated(
    username: str,
    full_name: str,
    unit: Unit,
    role: Role,
    post_name: str,
    at: datetime,
    until: date | None,
) -> Member:
    made: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": at}
    user = make_user(username)
    person = add_person(full_name=full_name, user=user, **made)
    post = create_post(unit=unit, name=post_name, role=role, **made)
    appoint(person=person, post=post, valid_until=until, **made)
    return Member(user, person, post)
