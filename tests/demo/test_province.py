"""The demo province as a whole: true to the facts, lively, loaded once.

It can be loaded at any hour of any day, and then nothing is of tomorrow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.accounts.models import User
from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.controls.models import SystemAdministrator, YearlyReport
from congvu.demo.actions import is_loaded
from congvu.demo.rules import is_demo_key
from congvu.documents.actions import take_apart
from congvu.documents.models import (
    Assignment,
    Delivery,
    IntakeItem,
    Pile,
    Register,
    RegisterEntry,
    SavedFilter,
    Urging,
    WorkRequest,
)
from congvu.documents.queries import faults
from congvu.documents.rules import EntryState, PileState
from congvu.lib.dates import VIETNAM
from congvu.organisations.access import seats_of
from congvu.organisations.models import (
    Agency,
    Appointment,
    Person,
    Post,
)
from congvu.organisations.queries import agencies_on, agency_by_code
from congvu.organisations.rules import Role
from congvu.outgoing.queries import faults as outgoing_faults
from tests.demo.conftest import Demo, log
from tests.people import make_user
from tests.scale import few_or_all

# All in one: a Sunday, just begun, in a new year's second register, after holidays.
WORST = datetime(2026, 1, 4, 0, 3, tzinfo=VIETNAM)
EACH = [
    datetime(2026, 11, 22, 0, 3, tzinfo=VIETNAM),  # a Sunday, just begun
    datetime(2026, 1, 2, 7, 0, tzinfo=VIETNAM),  # the new year's second register
    datetime(2026, 9, 7, 11, 0, tzinfo=VIETNAM),  # the first day after holidays
]


def test_the_province_has_its_agencies(demo: Demo) -> None:
    counts = Counter(a.kind for a in agencies_on(demo.today))

    assert counts == {"province": 1, "department": 15, "commune": 92}


def test_every_agency_has_a_clerk_and_a_leader_today(demo: Demo) -> None:
    here = {a.id for a in agencies_on(demo.today)}
    for role in (Role.RECORDS_CLERK, Role.LEADER):
        seated = set(
            Appointment.objects.valid(on=demo.today)
            .filter(post__role=role)
            .values_list("post__unit__agency", flat=True)
        )
        assert seated == here


def test_some_hundred_people_in_posts_and_none_twice(demo: Demo) -> None:
    names = list(Person.objects.values_list("full_name", flat=True))

    assert 450 <= len(names) < 550
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
    committee = agency_by_code("H55", demo.today)
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
    for register in Register.objects.all():
        entries = list(register.entries.order_by("number"))
        moments = [e.registered_at for e in entries]
        assert moments == sorted(moments)
        assert all(moment <= now for moment in moments)
        assert [e.number for e in entries] == list(range(1, register.last_number + 1))


def _drawn(model: type[Agency] | type[Post] | type[Appointment]) -> int:
    """How many the demo brought; an act's bodies have the act in the log."""
    ids = model._default_manager.values_list("id", flat=True)
    return sum(is_demo_key(i) for i in ids)


def test_its_books_break_no_rule(demo: Demo) -> None:
    rules = [*faults(), *outgoing_faults()]

    assert [fault for _rule, fault in rules if fault is not None] == []


def test_every_fact_is_in_the_log(demo: Demo) -> None:
    logged = log() - demo.log_before

    assert logged["organisations.agency-created"] == _drawn(Agency)
    # Four units gave one of their people a second post, to keep their systems.
    assert logged["organisations.post-created"] == _drawn(Post) + 4
    assert logged["organisations.person-appointed"] == _drawn(Appointment) + 4
    assert logged["organisations.reform-decided"] == 3
    assert logged["organisations.reform-carried-out"] == 2
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


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.repeats
@pytest.mark.parametrize("now", few_or_all([WORST], EACH), ids=str)
def test_a_rebuild_gives_the_same_province_on_any_day(
    demo: Demo, undone: None, freeze: Callable[[datetime], None], now: datetime
) -> None:
    people = dict(Person.objects.values_list("id", "full_name"))
    RegisterEntry.objects.filter(state="done").update(result="sửa tay")

    freeze(now)
    call_command("demo", "--rebuild", stdout=StringIO())

    assert dict(Person.objects.values_list("id", "full_name")) == people
    assert not RegisterEntry.objects.filter(result="sửa tay").exists()
    assert AuditEvent.objects.filter(event="demo.removed").count() == 1
    assert RegisterEntry.objects.count() > 40
    assert not RegisterEntry.objects.filter(registered_at__gt=now).exists()
    assert not Assignment.objects.filter(given_at__gt=now).exists()
    for entry in RegisterEntry.objects.select_related("register"):
        assert entry.arrived_on.year == entry.register.year


def test_a_rebuild_leaves_a_working_office_alone(demo: Demo, undone: None) -> None:
    make_user("nguoi_that")

    with pytest.raises(CommandError, match="không thuộc tỉnh mẫu"):
        call_command("demo", "--rebuild", stdout=StringIO())

    assert is_loaded()


def test_agencies_work_together(demo: Demo) -> None:
    """The committee's paper lies with a department and two communes, each at another
    step; one has answered."""
    states = Counter(
        Delivery.objects.filter(entry__agency_id=_committee(demo)).values_list(
            "state", flat=True
        )
    )

    assert states == {"at-door": 1, "registered": 2, "answered": 1}


def test_people_ask_one_another(demo: Demo) -> None:
    wishes = Counter(WorkRequest.objects.values_list("kind", "state"))

    assert wishes == {
        ("extension", "open"): 1,
        ("extension", "granted"): 1,
        ("pass-on", "open"): 1,
    }
    assert Urging.objects.count() == 2
    assert SavedFilter.objects.filter(shared=True).count() == 2


def test_units_keep_their_own_systems_and_four_have_told_the_year(demo: Demo) -> None:
    here = Appointment.objects.valid(on=demo.today).values_list(
        "person", "post__unit__agency"
    )
    sits = set(here)
    keepers = SystemAdministrator.objects.filter(until=None).values_list(
        "person", "system__operator"
    )

    assert keepers
    assert set(keepers) <= sits
    told = YearlyReport.objects.exclude(confirmed_at=None)
    assert told.values("agency").distinct().count() == 4


def test_a_pile_waits_for_the_worker(demo: Demo, undone: None) -> None:
    (pile,) = Pile.objects.all()
    assert pile.state == PileState.LOOKING
    before = IntakeItem.objects.count()

    for _step in range(20):
        pile = take_apart(pile_id=pile.id, by=SYSTEM, at=timezone.now())
        if pile.state == PileState.DONE:
            break

    assert IntakeItem.objects.count() == before + 4


def _committee(demo: Demo) -> UUID:
    found = agency_by_code("H55", demo.today)
    assert found is not None
    return found.id
