"""Numbers: 01 each January, one book, no gap; cancelled ones stay with their reason."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from congvu.audit.models import AuditEvent
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.outgoing.actions import (
    BookClosed,
    Numbered,
    cancel_number,
    reserve_number,
    set_sequences,
)
from congvu.outgoing.models import (
    NumberSequence,
    OutgoingBook,
    OutgoingEntry,
    OutgoingEvent,
    OutgoingGrant,
)
from congvu.outgoing.rules import DEFAULT_SEQUENCES, SequenceKind, SequenceRule
from tests.documents.machine import machine
from tests.outgoing.conftest import Take
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
BOARD = SequenceRule(
    "Ban Chỉ đạo chuyển đổi số",
    SequenceKind.ADVISORY,
    body="Ban Chỉ đạo chuyển đổi số",
    body_symbol="BCĐCĐS",
)


def test_numbers_run_through_the_year_and_begin_at_01_again(
    take: Take, province: Province
) -> None:
    last_evening = datetime(2025, 12, 31, 23, 30, tzinfo=VIETNAM)
    new_year = datetime(2026, 1, 1, 0, 5, tzinfo=VIETNAM)

    symbols = [
        take("QĐ", at=last_evening).symbol,
        take("TB", at=last_evening).symbol,
        take("QĐ", at=new_year).symbol,
        take("CV", unit_id=province.division.id, at=new_year).symbol,
    ]

    assert symbols == ["01/QĐ-UBND", "02/TB-UBND", "01/QĐ-UBND", "02/UBND-KGVX"]
    assert list(OutgoingBook.objects.values_list("year", "last_line")) == [
        (2025, 2),
        (2026, 2),
    ]


def test_the_head_splits_the_numbers_and_the_next_year_takes_over(
    take: Take, province: Province
) -> None:
    at = datetime(2025, 12, 1, 9, tzinfo=VIETNAM)
    rules = [
        SequenceRule("Quyết định", type_codes=("QĐ",)),
        SequenceRule("Các loại khác"),
        SequenceRule("Chỉ thị QPPL", SequenceKind.NORMATIVE, ("CT",)),
        BOARD,
        DEFAULT_SEQUENCES[-1],
    ]
    set_sequences(year=2025, rules=rules, by=province.seat("dung"), at=at)

    new_year = datetime(2026, 1, 5, 9, tzinfo=VIETNAM)
    symbols = [
        take("QĐ", at=at).symbol,
        take("TB", at=at).symbol,
        take("CT", normative=True, at=at).symbol,
        take("QĐ", body=BOARD.body, at=at).symbol,
        take("SY", at=at).symbol,
        take("QĐ", at=at).symbol,
        take("QĐ", at=new_year).symbol,
        take("QĐ", body=BOARD.body, at=new_year).symbol,
    ]

    assert symbols == [
        "01/QĐ-UBND",
        "01/TB-UBND",
        "01/2025/CT-UBND",
        "01/QĐ-BCĐCĐS",
        "01/SY-UBND",
        "02/QĐ-UBND",
        "01/QĐ-UBND",
        "01/QĐ-BCĐCĐS",
    ]


def test_a_type_that_has_numbers_stays_in_its_sequence_until_the_year_ends(
    take: Take, province: Province
) -> None:
    take("QĐ")
    year, chief = province.today.year, province.seat("ha")
    split = [SequenceRule("Quyết định", type_codes=("QĐ",)), *DEFAULT_SEQUENCES]

    with pytest.raises(Refused, match="vẫn thuộc dãy này đến hết năm"):
        set_sequences(year=year, rules=split, by=chief, at=province.at)
    set_sequences(year=year + 1, rules=split, by=chief, at=province.at)
    # What has none yet may go its own way at once.
    notices = [SequenceRule("Thông báo", type_codes=("TB",)), *DEFAULT_SEQUENCES]
    set_sequences(year=year, rules=notices, by=chief, at=province.at)

    assert take("TB").symbol == "01/TB-UBND"
    assert take("QĐ").symbol == "02/QĐ-UBND"
    assert NumberSequence.objects.filter(book__year=year).count() == 3


@pytest.mark.parametrize("who", ["lan", "hoa", "minh", "thu"])
def test_only_the_head_and_the_chief_split_the_numbers(
    province: Province, who: str
) -> None:
    with pytest.raises(Refused, match="không có quyền") as refused:
        set_sequences(year=2001, rules=[], by=province.seat(who), at=province.at)

    assert len(refused.value.reasons) == 4  # every reason at once


def test_a_paper_is_refused_with_every_reason_and_takes_no_number(
    province: Province,
) -> None:
    paper = Numbered(
        type_code="XX", subject=" ", urgency="now", unit_id=province.commune_office.id
    )

    with pytest.raises(Refused) as refused:
        reserve_number(paper=paper, by=province.seat("minh"), at=province.at)

    words = " ".join(r.message for r in refused.value.reasons)
    for said in ("quyền cấp số", "loại văn bản", "trích yếu", "độ khẩn", "đơn vị"):
        assert said in words
    assert not OutgoingEntry.objects.exists()


@pytest.mark.parametrize(
    "secret", [{"secrecy": "Tối mật"}, {"subject": "Kế hoạch (MẬT) của tỉnh"}]
)
def test_a_state_secret_takes_no_number_and_the_attempt_is_kept(
    take: Take, secret: dict[str, str]
) -> None:
    with pytest.raises(Refused, match="Văn bản mật"):
        take("KH", **{"subject": "Kế hoạch", **secret})

    assert not OutgoingEntry.objects.exists()
    event = AuditEvent.objects.filter(event="documents.secret-refused").latest("at")
    assert "Kế hoạch" not in str(event.data)


def test_a_cancelled_number_stays_to_be_seen_and_is_never_given_again(
    take: Take, province: Province
) -> None:
    entry, lan = take("QĐ"), province.seat("lan")
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        cancel_number(entry_id=entry.id, reason=" ", by=lan, at=province.at)
    with pytest.raises(Refused, match="quyền hủy số"):
        cancel_number(
            entry_id=entry.id, reason="x", by=province.seat("ha"), at=province.at
        )

    cancel_number(entry_id=entry.id, reason="Thôi ban hành.", by=lan, at=province.at)

    with pytest.raises(Refused, match="Chỉ hủy được số đang giữ"):
        cancel_number(entry_id=entry.id, reason="nữa", by=lan, at=province.at)
    assert take("QĐ").symbol == "02/QĐ-UBND"
    page = province.client("lan").get(f"/van-ban/di/{entry.id}/").content.decode()
    assert "Thôi ban hành." in page
    book = "/van-ban/di/in-so/?tu=01/01/2020&den=31/12/2199"
    printed = province.client("thu").get(book).content.decode()
    assert "Đã hủy số. Thôi ban hành." in printed
    assert list(
        OutgoingEvent.objects.filter(target_id=entry.id).values_list("event", flat=True)
    ) == ["outgoing.number-reserved", "outgoing.number-cancelled"]
    assert "Thôi" not in str(
        AuditEvent.objects.get(event="outgoing.number-cancelled").data
    )


@pytest.mark.parametrize(
    "changed",
    [{"number": 9}, {"symbol": "09/QĐ-UBND"}, {"state": "reserved"}],
)
def test_the_database_refuses_to_rewrite_a_number(
    take: Take, province: Province, changed: dict[str, object]
) -> None:
    entry = take("QĐ")
    cancel_number(
        entry_id=entry.id, reason="Thôi.", by=province.seat("lan"), at=province.at
    )

    with pytest.raises(DatabaseError), transaction.atomic():
        OutgoingEntry.objects.filter(pk=entry.pk).update(**changed)


def test_the_database_refuses_a_symbol_twice_in_a_year(
    take: Take, province: Province
) -> None:
    entry = take("QĐ")
    entry.pk, entry.number, entry.order_key = None, 2, entry.order_key + 1

    with pytest.raises(IntegrityError, match="outgoingentry_symbol_unique"):
        entry.save(force_insert=True)


def test_two_sequences_that_would_give_one_symbol_are_told_apart(
    take: Take, province: Province
) -> None:
    same = SequenceRule("Tổ", SequenceKind.ADVISORY, body="Tổ", body_symbol="UBND")
    set_sequences(
        year=province.today.year,
        rules=[*DEFAULT_SEQUENCES, same],
        by=province.seat("dung"),
        at=province.at,
    )
    take("QĐ")

    with pytest.raises(Refused, match="đã có trong năm nay"):
        take("QĐ", body="Tổ")
    assert NumberSequence.objects.get(name="Tổ").last_number == 0


def test_a_closed_book_gives_no_number(take: Take, province: Province) -> None:
    take("QĐ")
    OutgoingBook.objects.update(closed_at=province.at, closed_by="Nghị quyết 1")

    with pytest.raises(BookClosed, match="đã khóa"):
        take("QĐ")


def test_the_unit_that_drafts_sees_the_line_another_does_not(
    take: Take, province: Province
) -> None:
    ours, theirs = take("CV", unit_id=province.division.id), take("QĐ")

    seen = {
        who: [
            province.client(who).get(f"/van-ban/di/{e.id}/").status_code
            for e in (ours, theirs)
        ]
        for who in ("minh", "hoa", "dung", "tu", "quan")
    }

    assert seen == {
        "minh": [200, 404],
        "hoa": [200, 404],
        "dung": [200, 200],
        "tu": [404, 404],
        "quan": [404, 404],
    }
    assert OutgoingGrant.objects.filter(entry=ours).count() == 3


def test_a_program_takes_and_cancels_a_number(province: Province) -> None:
    lan = machine(province, "lan")

    taken = lan.post(
        "outgoing-documents", {"type_code": "QĐ", "subject": "Về việc khen thưởng"}
    )
    entry_id = taken.data["id"]
    gone = lan.post(f"outgoing-documents/{entry_id}/cancel-number", {"reason": "Nhầm"})
    shown = lan.get(f"outgoing-documents/{entry_id}")
    split = machine(province, "ha").ask(
        "put",
        f"outgoing-sequences/{province.today.year}",
        {
            "sequences": [
                {"name": r.name, "kind": r.kind, "type_codes": list(r.type_codes)}
                for r in DEFAULT_SEQUENCES
            ]
        },
    )

    assert (taken.status, taken.data["symbol"]) == (201, "01/QĐ-UBND")
    assert gone.data["state"] == "cancelled"
    assert [e["actor"] for e in shown.data["events"]] == ["Nông Thị Lan"] * 2
    assert [s["last_number"] for s in split.data] == [1, 0]
