"""What every address is asked about: incoming papers, the door, books; their forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents import actions, queries
from congvu.documents.actions import Share
from congvu.documents.models import (
    Assignment,
    DocumentFile,
    HandOver,
    IntakeItem,
    RegisterEntry,
)
from congvu.documents.rules import (
    SUSPECTED,
    Doubt,
    HandOverReason,
    IntakeState,
    Paper,
    Part,
)
from congvu.files.models import SearchableCopy, StoredFile
from congvu.files.queries import searchable_place
from congvu.finding.actions import save_question
from congvu.finding.rules import Question
from congvu.law.queries import calendar
from congvu.organisations.models import RightChange
from tests.documents import reforms
from tests.files.conftest import make_pdf
from tests.people import Province

Objects = dict[str, dict[str, Any]]


def incoming_papers(people: Province, objects: Objects) -> None:
    """Each further one step along the way Lan → Dũng → Hoa → Minh and back."""
    for name, steps in (
        ("registered", 0),
        ("submitted", 1),
        ("held", 2),
        ("handling", 3),
        ("assigned", 4),
        ("reported", 5),
    ):
        entry = _register(people, "lan", f"{100 + steps}/SNN-KH")
        objects[name] = {"entry_id": entry.id}
        _move(people, objects, name, entry, steps)
    commune = _register(people, "tu", "7/PTC-KH")
    objects["commune"] = {
        "entry_id": commune.id,
        # of another paper: never found below this one
        "assignment_id": objects["assigned"]["assignment_id"],
    }
    _opened(people, objects)
    _asked(people, objects)
    _with_file(people, objects, "registered", "lan")
    objects["filed"] = objects["registered"]
    _with_file(people, objects, "commune", "tu")


def _register(people: Province, who: str, symbol: str) -> RegisterEntry:
    now = timezone.now()
    return actions.register_incoming(
        paper=Paper(
            subject="V/v báo cáo tình hình sản xuất vụ mùa",
            issuer_name="Sở Nông nghiệp và Phát triển nông thôn",
            type_code="CV",
            symbol=symbol,
            issued_on=(now - timedelta(days=1)).date(),
        ),
        arrived_at=now,
        by=people.seat(who),
        at=now,
    )


def _move(
    people: Province, objects: Objects, name: str, entry: RegisterEntry, steps: int
) -> None:
    now = timezone.now()
    to_division = [
        Share(people.division.id, Part.LEAD),
        Share(people.office.id, Part.INFORM),
    ]
    given: dict[str, Any] = {"entry_id": entry.id, "at": now}
    if steps == 0:
        return
    assert people.dung.post is not None
    assert people.minh.post is not None
    actions.submit(
        leader_post_id=people.dung.post.id,
        proposal=to_division,
        by=people.seat("lan"),
        **given,
    )
    found = Assignment.objects.get(entry=entry)
    if steps >= 2:
        actions.instruct(
            assignment_id=found.id,
            text="Giao Phòng Khoa giáo - Văn xã.",
            shares=to_division,
            hold=steps == 2,
            by=people.seat("dung"),
            **given,
        )
        found = Assignment.objects.get(entry=entry, part=Part.LEAD)
        inform = Assignment.objects.get(entry=entry, part=Part.INFORM)
        ids = {"entry_id": entry.id, "assignment_id": inform.id}
        objects[f"{name}-inform"] = ids
    if steps >= 4:
        post_id = people.minh.post.id
        actions.assign(
            assignment_id=found.id,
            shares=[Share(post_id, Part.LEAD)],
            by=people.seat("hoa"),
            **given,
        )
        found = Assignment.objects.get(entry=entry, desk_id=post_id)
    if steps >= 5:
        actions.report(
            assignment_id=found.id, result="Xong.", by=people.seat("minh"), **given
        )
    objects[name]["assignment_id"] = found.id


def _asked(people: Province, objects: Objects) -> None:
    """A part with a day on Minh's desk, and one about which he asks Hoa for more."""
    now = timezone.now()
    assert people.ha.post is not None
    day = calendar().add_working_days(people.today, 3)
    for name, symbol in (("dated", "110/SNN-KH"), ("asked", "111/SNN-KH")):
        entry = _register(people, "lan", symbol)
        objects[name] = {"entry_id": entry.id}
        _move(people, objects, name, entry, 4)
        Assignment.objects.filter(entry=entry, part=Part.LEAD).update(due_on=day)
    given: dict[str, Any] = {
        **objects["asked"],
        "reason": "Chờ số liệu.",
        "by": people.seat("minh"),
        "at": now,
    }
    actions.ask_extension(until=calendar().add_working_days(day, 2), **given)
    actions.ask_pass_on(to_desk_id=people.ha.post.id, **given)


def _opened(people: Province, objects: Objects) -> None:
    """The paper on Minh's desk, opened by Lan to the post beside him; the warning."""
    paper = objects["assigned"]["entry_id"]
    assert people.son.post is not None
    actions.open_to(
        entry_id=paper,
        desk_id=people.son.post.id,
        reason="Cùng làm báo cáo.",
        by=people.seat("lan"),
        at=timezone.now(),
    )
    objects["opened"] = {"entry_id": paper, "desk_id": people.son.post.id}
    objects["commune"]["desk_id"] = people.son.post.id
    objects["change"] = {"change_id": RightChange.objects.get().id}


def _with_file(people: Province, objects: Objects, name: str, who: str) -> None:
    """The paper's own file, through the door as any other."""
    entry = RegisterEntry.objects.get(pk=objects[name]["entry_id"])
    item = _receive(people, who, f"Van ban {name}")
    held = DocumentFile.objects.create(
        document=entry.document, file=item.file, name="van-ban.pdf"
    )
    objects[name] |= {"file_id": held.id, "number": 1}


# -- the door, and the books


def _receive(people: Province, who: str, words: str) -> Any:
    seat, now = people.seat(who), timezone.now()
    item = actions.receive_file(
        stream=BytesIO(make_pdf(words)),
        name="den.pdf",
        channel="upload",
        by=seat,
        at=now,
    )
    item = actions.read_item(item_id=item.id, by=seat, at=now)
    _with_searchable_copy(item.file)
    return item


def _with_searchable_copy(file: StoredFile) -> None:
    """As if it had been a scan: who may have the copy is asked, not how it is made."""
    StoredFile.objects.filter(pk=file.pk).update(searchable=SearchableCopy.PDFA)
    place = searchable_place(file.sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"%PDF-1.7")


def books_and_door(people: Province, objects: Objects) -> None:
    """Files and piles of both agencies, one that may be secret; filters, questions."""
    _handed(people, objects)
    compared = objects["registered"]["entry_id"]
    for name, who in (("item", "lan"), ("commune-item", "tu"), ("held-item", "lan")):
        item = _receive(people, who, f"Tep {name}")
        objects[name] = {
            "item_id": item.id,
            "number": 1,
            "entry_id": compared,
        }
    for name, who in (("pile", "lan"), ("commune-pile", "tu")):
        seat, now = people.seat(who), timezone.now()
        pile = actions.receive_pile(
            stream=BytesIO(make_pdf(f"Bo {name}", pages=2)),
            name="xap.pdf",
            channel="upload",
            by=seat,
            at=now,
        )
        actions.take_apart(pile_id=pile.id, by=SYSTEM, at=now)
        objects[name] = {"pile_id": pile.id, "number": 2}
    for name, who, shared in (("filter", "lan", False), ("shared-filter", "tu", True)):
        kept = actions.save_filter(
            name="Khẩn",
            asked=queries.Asked(find="khan"),
            shared=shared,
            by=people.seat(who),
            at=timezone.now(),
        )
        objects[name] = {"filter_id": kept.id}
    for name, who in (("question", "lan"), ("commune-question", "tu")):
        question = save_question(
            name="Khẩn",
            question=Question(text="khẩn"),
            watched=False,
            by=people.seat(who),
            at=timezone.now(),
        )
        objects[name] = {"question_id": question.id}
    # Something like a mark of secrecy was seen on it.
    IntakeItem.objects.filter(pk=objects["held-item"]["item_id"]).update(
        state=IntakeState.QUARANTINED, reason=SUSPECTED, doubt=Doubt.HELD
    )


def _handed(people: Province, objects: Objects) -> None:
    """A book of a commune that ended in favour of the province, and a record."""
    now = timezone.now()
    gone = reforms.make_commune(people, people.today, now, name="Cổ Linh", prefix="cl-")
    clerk = gone.cast["cl-lien"].post
    assert clerk is not None
    entry = actions.register_incoming(
        paper=Paper(
            subject="V/v đăng ký cuối cùng của xã",
            issuer_name="Sở Nội vụ",
            type_code="CV",
            symbol="9/SNV",
            issued_on=people.today,
        ),
        arrived_at=now,
        by=people.seat_of(clerk),
        at=now,
    )
    objects["old-book"] = {"register_id": entry.register_id}
    later = people.today + timedelta(days=1)
    reforms.end(gone.agency, later)
    reforms.decide({gone.agency.id: people.committee.id}, people.today, now)
    assert people.minh.post is not None
    made = HandOver.objects.create(
        reason=HandOverReason.LEAVE,
        on=people.today,
        at=now,
        by="Ma Thị Hoa",
        from_agency_id=people.committee.id,
        from_agency_name="UBND tỉnh Bắc Kạn",
        from_desk_id=people.minh.post.id,
        from_desk_name="Hoàng Văn Minh, Chuyên viên",
        to_agency_id=people.committee.id,
        to_agency_name="UBND tỉnh Bắc Kạn",
        to_desk_id=people.division.id,
        to_desk_name="Phòng Khoa giáo - Văn xã",
    )
    objects["handed"] = {"hand_over_id": made.id}


# -- forms


def incoming_forms(people: Province, objects: Objects, later: date) -> dict[str, Any]:
    division = str(people.division.id)
    assert people.dung.post is not None
    assert people.minh.post is not None
    assert people.ha.post is not None
    paper = {
        "symbol": "55/STC-NS",
        "issued_on": "02/01/2026",
        "issuer_name": "Sở Tài chính",
        "type_code": "CV",
        "urgency": "normal",
        "subject": "V/v dự toán",
        "arrived_on": timezone.localdate().strftime("%d/%m/%Y"),
        "secrecy": "khong",
    }
    return {
        "documents:open-right": {
            "desk": str(people.leaders.id),
            "reason": "Cùng làm báo cáo.",
        },
        "documents:hand-over-desk": {
            "to_desk": division,
            "reason": "by-hand",
            "entries": [str(objects["assigned"]["entry_id"])],
        },
        "documents:submit": {"leader": str(people.dung.post.id), "lead": division},
        "documents:instruct": {"text": "Giao Phòng.", "lead": division},
        "documents:assign": {"lead": str(people.minh.post.id)},
        "documents:pass-on": {
            "to_desk": str(people.ha.post.id),
            "reason": "Đúng mảng việc.",
        },
        "documents:ask-pass-on": {
            "to_desk": str(people.ha.post.id),
            "reason": "Đúng mảng việc.",
        },
        "documents:ask-extension": {
            "until": later.strftime("%d/%m/%Y"),
            "reason": "Chờ số liệu.",
        },
        "documents:grant-extension": {"beyond": "on"},
        "documents:forward": {"desks": [division]},
        "documents:report": {"result": "Đã làm xong."},
        "documents:intake-register": paper,
        "documents:register-paper": paper,
        "documents:correct": paper | {"reason": "Đọc nhầm."},
        "documents:intake-upload": {
            "file": SimpleUploadedFile("moi.pdf", make_pdf("Tep moi"))
        },
        "documents:intake-attach": {"number": "1", "year": str(people.today.year)},
        "documents:attach": {
            "file": SimpleUploadedFile("kem.pdf", make_pdf("Tep kem"))
        },
        "documents:handling-rules": {
            "working_days": "7",
            "off": "previous",
            "basis": "Quy chế làm việc",
            "valid_from": timezone.localdate().strftime("%d/%m/%Y"),
        },
    }


def incoming_bodies(
    people: Province, objects: Objects, later: date, ids: Mapping[str, Any]
) -> dict[str, Any]:
    """By the last word of an operation; ``ids`` is what is asked about."""
    assert people.dung.post is not None
    assert people.minh.post is not None
    assert people.ha.post is not None
    over = {"to_desk_id": str(people.ha.post.id), "reason": "Đúng mảng việc."}
    lead = [{"desk_id": str(people.division.id), "part": "lead"}]
    to_minh = [{"desk_id": str(people.minh.post.id), "part": "lead"}]
    part = {"assignment_id": str(ids.get("assignment_id", people.committee.id))}
    paper = {
        "symbol": "56/STC-NS",
        "issued_on": "2026-01-02",
        "issuer_name": "Sở Tài chính",
        "type_code": "CV",
        "subject": "V/v dự toán",
    }
    return {
        "incoming-documents": paper,
        "register": paper,
        "attach": {"entry_id": str(objects["registered"]["entry_id"])},
        "correct": {"subject": "V/v dự toán năm", "reason": "Đọc nhầm."},
        "draft": {"fields": {"subject": "V/v"}},
        "pile-label": {"prefix": "VBD-"},
        "saved-filters": {"name": "Khẩn", "asked": {"urgency": "urgent"}},
        "saved-questions": {"name": "Lũ", "asked": {"q": "lũ"}},
        "watched": {"watched": True},
        "list-columns": {"columns": ["number", "subject"]},
        "split": {"page": 2},
        "join": {"page": 2},
        "keep": {"page": 2},
        "agree": part,
        "submit": {"leader_post_id": str(people.dung.post.id), "proposal": lead},
        "instruct": part | {"text": "Giao Phòng.", "shares": lead},
        "assign": part | {"shares": to_minh},
        "rights": {"desk_id": str(people.leaders.id), "reason": "Cùng làm."},
        "hand-over": {"to_desk": str(people.division.id), "reason": "by-hand"},
        "take-back": {"desk_id": str(ids.get("desk_id", "")), "reason": "Đã xong."},
        "report": part | {"result": "Xong."},
        "confirm": part,
        "seen": part,
        "recall": part | {"reason": "Giao nhầm."},
        "pass-on": part | over,
        "ask-pass-on": part | over,
        "grant-pass-on": part,
        "refuse-pass-on": part | {"reason": "Vẫn đúng mảng."},
        "ask-extension": part | {"until": later.isoformat(), "reason": "Chờ số liệu."},
        "ask-sender-extension": {
            "until": later.isoformat(),
            "reason": "Chờ số liệu.",
        },
        "move-day": part | {"until": later.isoformat(), "reason": "Họp sớm hơn."},
        "grant-extension": part | {"beyond": True},
        "refuse-extension": part | {"reason": "Phải kịp họp."},
        "urge": part,
        "forward": {"desk_ids": [str(people.division.id)]},
        "return-report": part | {"reason": "Chưa đủ."},
        "send-back": part | {"reason": "Không đúng việc."},
    }
