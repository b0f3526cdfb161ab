"""Vào sổ: a paper gets its số đến, or every reason why not."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.audit.models import AuditEvent
from congvu.documents.actions import (
    cancel_number,
    register_incoming,
    return_to_sender,
)
from congvu.documents.models import (
    Document,
    Grant,
    HistoryEvent,
    Register,
    RegisterEntry,
)
from congvu.documents.rules import EntryState, Paper
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from tests.documents.pages import make_entry
from tests.people import Province
from tests.scale import examples

pytestmark = pytest.mark.usefixtures("law")

GOOD = Paper(
    subject="Đề nghị hỗ trợ kinh phí phòng, chống rét cho đàn vật nuôi",
    issuer_name="Sở Nông nghiệp và Phát triển nông thôn",
    type_code="CV",
    symbol="1462/SNN-CNTY",
    issued_on=date(2026, 11, 20),
)


def register(province: Province, *, who: str = "lan", **more: Any) -> RegisterEntry:
    at = more.pop("at", province.at)
    arrived_at = more.pop("arrived_at", at)
    not_duplicate = more.pop("not_duplicate", False)
    issued_on = more.pop("issued_on", province.today - timedelta(days=1))
    return register_incoming(
        paper=replace(GOOD, issued_on=issued_on, **more),
        arrived_at=arrived_at,
        by=province.seat(who),
        at=at,
        not_duplicate=not_duplicate,
    )


def reasons(province: Province, **more: Any) -> dict[str | None, str]:
    with pytest.raises(Refused) as refused:
        register(province, **more)
    assert not Document.objects.exists()
    assert not Register.objects.filter(last_number__gt=0).exists()
    return {r.field: r.message for r in refused.value.reasons}


def test_a_paper_gets_the_next_number_and_its_day(province: Province) -> None:
    first = register(province)
    second = register(province, symbol="07/BC-STC", type_code="BC")

    assert (first.number, second.number) == (1, 2)
    assert first.state == EntryState.REGISTERED
    assert first.holder == "Văn thư"
    assert first.registered_by == "Nông Thị Lan"
    assert first.arrived_on == province.today
    assert first.document.type_name == "Công văn"
    assert (second.document.number, second.document.notation) == ("07", "BC-STC")


def test_history_log_and_grant_are_written_with_it(province: Province) -> None:
    entry = register(province)

    [told] = HistoryEvent.objects.filter(entry_id=entry.id)
    assert (told.event, told.actor) == ("documents.registered", "Nông Thị Lan")
    assert told.detail == {"number": 1, "year": province.today.year}
    [event] = AuditEvent.objects.filter(event="documents.registered")
    assert (event.object_id, event.agency_id) == (entry.id, province.committee.id)
    assert [g.principal_id for g in Grant.objects.all()] == [province.committee.id]


def test_paper_and_electronic_share_one_sequence_an_agency_and_year(
    province: Province,
) -> None:
    register(province)
    other = register(province, who="tu")
    api = register_incoming(
        paper=replace(GOOD, symbol="2/X-Y", issued_on=province.today),
        arrived_at=province.at,
        by=province.seat("lan"),
        at=province.at,
        channel="api",
    )

    assert other.number == 1
    assert api.number == 2


def test_the_year_is_the_one_on_the_wall_in_viet_nam(province: Province) -> None:
    # 17:30 on 31 December in London is 0:30 on 1 January in Bắc Kạn.
    late = datetime(2026, 12, 31, 23, 59, tzinfo=VIETNAM)
    early = datetime(2027, 1, 1, 0, 30, tzinfo=VIETNAM)
    last = register(province, at=late, issued_on=date(2026, 12, 30))
    first = register(
        province, at=early, issued_on=date(2026, 12, 31), symbol="9/SNN-CNTY"
    )

    assert (last.register.year, last.number) == (2026, 1)
    assert (first.register.year, first.number) == (2027, 1)
    assert first.order_key > last.order_key


def test_the_day_handling_must_end_is_reckoned_from_the_law(province: Province) -> None:
    monday = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
    normal = register(province, at=monday, issued_on=date(2026, 11, 20))
    urgent = register(
        province,
        at=monday,
        issued_on=date(2026, 11, 20),
        symbol="2/X-Y",
        urgency="urgent",
    )

    # ten working days, and 24/11/2026 is a holiday
    assert normal.due_on == date(2026, 12, 8)
    assert urgent.due_on == date(2026, 11, 23)
    assert normal.due_basis
    assert urgent.due_basis


def test_all_reasons_come_at_once(province: Province) -> None:
    found = reasons(
        province,
        subject=" ",
        issuer_name="",
        type_code="",
        symbol="",
        issued_on=None,
        urgency="??",
        arrived_at=province.at + timedelta(days=1),
    )

    assert set(found) == {
        "symbol",
        "issued_on",
        "issuer_name",
        "type_code",
        "urgency",
        "subject",
        "arrived_on",
    }


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"symbol": "khong so"}, "symbol", "Cần có số"),
        ({"symbol": "12"}, "symbol", "ký hiệu sau số"),
        ({"symbol": "00/QĐ-UBND"}, "symbol", "bắt đầu từ 01"),
        ({"symbol": "1/" + "A" * 80}, "symbol", "Dài quá 60"),
        ({"issued_on": date(1944, 12, 31)}, "issued_on", "trước năm 1945"),
        ({"issued_on": date(2999, 1, 1)}, "issued_on", "tương lai"),
        ({"subject": "x" * 501}, "subject", "500"),
        ({"signer_name": "x" * 81}, "signer_name", "80"),
        ({"identifier": "x" * 201}, "identifier", "200"),
        ({"note": "x" * 501}, "note", "500"),
    ],
)
def test_a_field_that_cannot_be_is_named(
    province: Province, more: dict[str, Any], field: str, said: str
) -> None:
    assert said in reasons(province, **more)[field]


def test_a_paper_cannot_be_younger_than_its_arrival(province: Province) -> None:
    found = reasons(
        province,
        issued_on=province.today,
        arrived_at=province.at - timedelta(days=2),
    )

    assert found == {"issued_on": "Ngày văn bản sau ngày đến."}


def test_a_paper_may_have_no_symbol_when_the_clerk_says_so(province: Province) -> None:
    entry = register(province, symbol="", has_no_symbol=True)

    assert (entry.document.symbol, entry.symbol_key) == ("", "")


@pytest.mark.parametrize("who", ["dung", "ha", "hoa", "minh", "quan", "thu", "phuc"])
def test_only_a_clerk_registers(province: Province, who: str) -> None:
    found = reasons(province, who=who)

    assert found[None] == "Chức vụ này không có quyền vào sổ."


def test_nul_and_decomposed_letters_are_made_plain(province: Province) -> None:
    entry = register(
        province, subject="Đe\u0302\u0300 nghi\u0323\x00 hỗ trợ", note="\x00"
    )

    assert entry.document.subject == "Đề nghị hỗ trợ"


@pytest.mark.parametrize(
    ("act", "state", "event"),
    [
        (cancel_number, EntryState.CANCELLED, "documents.number-cancelled"),
        (return_to_sender, EntryState.RETURNED, "documents.sent-back"),
    ],
)
def test_an_ended_number_stays_in_the_book_and_is_never_given_again(
    province: Province, act: Any, state: str, event: str
) -> None:
    entry, lan = register(province), province.seat("lan")
    with pytest.raises(Refused, match="lý do"):
        act(entry_id=entry.id, reason=" ", by=lan, at=province.at)

    ended = act(entry_id=entry.id, reason="Gửi nhầm nơi.", by=lan, at=province.at)

    assert (ended.state, ended.number) == (state, 1)
    assert ended.ended_because == "Gửi nhầm nơi."
    assert ended.finished_at == province.at
    assert HistoryEvent.objects.filter(entry_id=entry.id, event=event).count() == 1
    assert register(province).number == 2
    with pytest.raises(Refused, match="trạng thái"):
        act(entry_id=entry.id, reason="lần hai", by=lan, at=province.at)


@pytest.mark.parametrize("who", ["dung", "hoa", "minh", "quan", "thu"])
def test_only_the_registry_ends_a_number(province: Province, who: str) -> None:
    entry = make_entry(province)

    for act in (cancel_number, return_to_sender):
        with pytest.raises(Refused, match="không có quyền"):
            act(entry_id=entry.id, reason="thử", by=province.seat(who), at=province.at)


def test_another_agencys_entry_is_not_found(province: Province) -> None:
    entry = make_entry(province)

    with pytest.raises(Refused, match="Không tìm thấy"):
        cancel_number(
            entry_id=entry.id, reason="x", by=province.seat("tu"), at=province.at
        )


@settings(max_examples=examples(25))
@given(
    st.builds(
        Paper,
        subject=st.text(max_size=60),
        issuer_name=st.text(max_size=60),
        type_code=st.sampled_from(["CV", "QĐ", "", "\x00"]),
        symbol=st.text(max_size=30),
        signer_name=st.text(max_size=30),
        note=st.text(max_size=30),
        identifier=st.text(max_size=30),
        issued_on=st.dates(),
    )
)
def test_whatever_is_typed_is_registered_or_refused(
    province: Province, paper: Paper
) -> None:
    before = RegisterEntry.objects.count()
    made = 0
    with suppress(Refused):
        register_incoming(
            paper=paper,
            arrived_at=province.at,
            by=province.seat("lan"),
            at=timezone.now(),
            not_duplicate=True,
        )
        made = 1

    assert RegisterEntry.objects.count() == before + made
