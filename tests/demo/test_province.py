"""The demo province as a whole: true to the facts, lively, loaded once."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.accounts.models import User
from congvu.audit.models import AuditEvent
from congvu.demo.actions import is_loaded
from congvu.documents.models import Assignment, IntakeItem, RegisterEntry
from congvu.documents.rules import EntryState
from congvu.organisations.access import seats_of
from congvu.organisations.models import (
    Agency,
    AgencyKind,
    Appointment,
    Person,
    Post,
)
from congvu.organisations.queries import agencies_on, agency_by_code
from congvu.organisations.rules import Role
from tests.people import make_user

FACTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "units"


@dataclass(frozen=True)
class Demo:
    home: Path
    told: str
    today: date
    log_before: Counter[str]  # tests that commit leave their events in it for good


def _log() -> Counter[str]:
    """How often each event stands in the log."""
    return Counter(AuditEvent.objects.values_list("event", flat=True))


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None,
    django_db_blocker: object,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Demo]:
    """Loaded once for all tests of this module, and taken back after them."""
    home = tmp_path_factory.mktemp("demo")
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "HOME", home)
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        told = StringIO()
        log_before = _log()
        call_command("load_law", stdout=StringIO())
        call_command("demo", stdout=told)
        yield Demo(home, told.getvalue(), timezone.localdate(), log_before)
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture
def undone(demo: Demo) -> Iterator[None]:
    """What a test does to the demo is taken back before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_province_has_its_agencies(demo: Demo) -> None:
    counts = {
        kind: Agency.objects.filter(kind=kind).count() for kind in AgencyKind.values
    }

    assert counts["province"] == 1
    assert counts["district"] == 8
    assert counts["commune"] == 108
    assert 18 <= counts["department"] <= 22


def test_names_and_codes_are_those_of_the_official_list(demo: Demo) -> None:
    if not FACTS.exists():
        pytest.skip("the list of units is not beside this clone")
    with (FACTS / "legacy-to-2025.csv").open(encoding="utf-8") as lines:
        wanted = {
            f"{int(float(row['wardCode'])):05d}": row["ward"]
            for row in csv.DictReader(lines)
            if row["province"] == "Tỉnh Bắc Kạn"
        }

    names = {a.id: a.name for a in agencies_on(demo.today)}
    assert len(wanted) == 108
    for code, name in wanted.items():
        agency = agency_by_code(code, demo.today)
        assert agency is not None
        assert names[agency.id].lower() == f"ủy ban nhân dân {name.lower()}"


def test_the_city_was_a_town_until_2015(demo: Demo) -> None:
    def name(on: date) -> str:
        agency = agency_by_code("H03.31", demo.today)
        return next(a.name for a in agencies_on(on) if agency and a.id == agency.id)

    assert name(date(2009, 9, 28)) == "Ủy ban nhân dân thị xã Bắc Kạn"
    assert name(date(2024, 11, 14)) == "Ủy ban nhân dân thành phố Bắc Kạn"


def test_every_agency_has_a_clerk_and_a_leader_today(demo: Demo) -> None:
    for role in (Role.RECORDS_CLERK, Role.LEADER):
        seated = set(
            Appointment.objects.valid(on=demo.today)
            .filter(post__role=role)
            .values_list("post__unit__agency", flat=True)
        )
        assert seated == set(Agency.objects.values_list("id", flat=True))


def test_some_hundred_people_in_posts_and_none_twice(demo: Demo) -> None:
    names = list(Person.objects.values_list("full_name", flat=True))

    assert 300 <= len(names) < 400
    assert len(set(names)) == len(names)
    assert set(Post.objects.values_list("role", flat=True)) == set(Role)


@pytest.mark.parametrize(
    ("username", "roles"),
    [
        ("lan", [Role.RECORDS_CLERK]),
        ("dung", [Role.LEADER]),
        ("hoa", [Role.UNIT_HEAD]),
        ("minh", [Role.SPECIALIST]),
        ("chanhvp", [Role.OFFICE_CHIEF]),
        ("quantri", [Role.ADMINISTRATOR]),
        ("luutru", [Role.ARCHIVIST]),
        ("tu", [Role.RECORDS_CLERK]),
        ("hai", [Role.OFFICE_CHIEF, Role.UNIT_HEAD]),
        ("thanh", [Role.LEADER, Role.LEADER]),
        ("khach", []),
        ("son", []),
    ],
)
def test_who_can_sign_in_and_as_what(
    demo: Demo, username: str, roles: list[Role]
) -> None:
    user = User.objects.get(username=username)

    assert sorted(s.role for s in seats_of(user, demo.today)) == sorted(roles)
    password = (demo.home / "demo-password").read_text(encoding="utf-8")
    assert user.check_password(password)
    assert username in demo.told


def test_the_password_is_kept_from_others(demo: Demo) -> None:
    for name in ("demo-password", "demo-logins.txt"):
        assert (demo.home / name).stat().st_mode & 0o077 == 0


def test_the_lists_show_every_state(demo: Demo) -> None:
    committee = agency_by_code("H03", demo.today)
    states = set(
        RegisterEntry.objects.filter(agency=committee).values_list("state", flat=True)
    )

    assert states == set(EntryState) - {EntryState.CANCELLED}
    assert IntakeItem.objects.filter(agency=committee, state="ready").count() >= 5
    late = RegisterEntry.objects.filter(
        agency=committee, state="handling", due_on__lt=demo.today
    )
    assert late.exists()
    assert Assignment.objects.exclude(reason="").filter(state="working").exists()


def test_numbers_rise_with_the_days_and_nothing_is_of_tomorrow(demo: Demo) -> None:
    now = timezone.now()
    for agency in Agency.objects.filter(registers__isnull=False).distinct():
        entries = list(
            RegisterEntry.objects.filter(agency=agency).order_by("order_key")
        )
        moments = [e.registered_at for e in entries]
        assert moments == sorted(moments)
        assert moments[-1] <= now
        for register in agency.registers.all():
            numbers = [e.number for e in entries if e.register_id == register.id]
            assert numbers == list(range(1, register.last_number + 1))


def test_every_fact_is_in_the_log(demo: Demo) -> None:
    logged = _log() - demo.log_before

    assert logged["organisations.agency-created"] == Agency.objects.count()
    assert logged["organisations.post-created"] == Post.objects.count()
    assert logged["organisations.person-appointed"] == Appointment.objects.count()
    assert logged["accounts.user-created"] == User.objects.count()
    assert logged["documents.registered"] == RegisterEntry.objects.count()
    assert logged["demo.loaded"] == 1


def test_loading_again_changes_nothing(demo: Demo, undone: None) -> None:
    events = AuditEvent.objects.count()

    with CaptureQueriesContext(connection) as queries:
        call_command("demo", stdout=StringIO())

    assert AuditEvent.objects.count() == events
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE"))]


def test_a_given_password_becomes_the_shared_one(
    demo: Demo, undone: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONGVU_DEMO_PASSWORD", "bon-mua-hoa-lua")

    call_command("demo", stdout=StringIO())

    assert User.objects.get(username="tu").check_password("bon-mua-hoa-lua")
    sheet = (demo.home / "demo-logins.txt").read_text(encoding="utf-8")
    assert "bon-mua-hoa-lua" in sheet


def test_a_rebuild_gives_the_same_province(demo: Demo, undone: None) -> None:
    people = dict(Person.objects.values_list("id", "full_name"))
    RegisterEntry.objects.filter(state="done").update(result="sửa tay")

    call_command("demo", "--rebuild", stdout=StringIO())

    assert dict(Person.objects.values_list("id", "full_name")) == people
    assert not RegisterEntry.objects.filter(result="sửa tay").exists()
    assert AuditEvent.objects.filter(event="demo.removed").count() == 1


def test_a_rebuild_leaves_a_working_office_alone(demo: Demo, undone: None) -> None:
    make_user("nguoi_that")

    with pytest.raises(CommandError, match="không thuộc tỉnh mẫu"):
        call_command("demo", "--rebuild", stdout=StringIO())

    assert is_loaded()


def test_the_demo_is_not_loaded_into_a_working_office(db: None) -> None:
    make_user("nguoi_that")

    with pytest.raises(CommandError, match="không thuộc tỉnh mẫu"):
        call_command("demo", stdout=StringIO())

    assert not Agency.objects.exists()
