"""A paper with bytes that can be opened, and who is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.dissemination import actions
from congvu.dissemination.actions import TellingData
from congvu.dissemination.models import Addressee, Telling
from congvu.dissemination.queries import asked_in
from congvu.dissemination.rules import QuestionData, RuleData, Scope
from congvu.documents.models import DocumentFile, RegisterEntry
from congvu.files.actions import store
from congvu.files.models import FileState
from tests.documents.pages import make_entry
from tests.people import Province

PDF = b"%PDF-1.4\n%%EOF\n"
QUESTIONS = (
    QuestionData("Gửi bản nào trước?", ("Bản điện tử", "Bản giấy"), 0, "Điều 5"),
    QuestionData("Ai lo?", ("Văn thư", "Thủ trưởng", "Bảo vệ"), 1, "Điều 7"),
    QuestionData("Từ ngày nào?", ("1/1", "1/3", "1/6"), 2, "khoản 2 Điều 9"),
)


def paper(people: Province, *, who: str = "lan", **given: Any) -> RegisterEntry:
    """In the register of the clerk's agency, its file scanned and readable."""
    entry = make_entry(
        people,
        who=who,
        type_code="CT",
        **{"symbol": "15/CT-TTg", "subject": "Tăng cường dùng văn bản điện tử"} | given,
    )
    bytes_ = PDF + str(entry.pk).encode()
    stored = store(
        stream=BytesIO(bytes_),
        name="chi-thi.pdf",
        by=SYSTEM,
        at=people.at,
        read_later=False,
    )
    file = stored.file
    file.state = FileState.READY
    file.save(update_fields=["state"])
    DocumentFile.objects.create(document=entry.document, file=file, name="chi-thi.pdf")
    return entry


def division(people: Province, role: str = "") -> list[RuleData]:
    return [RuleData(Scope.UNIT, people.committee.id, people.division.id, role)]


def everybody(people: Province) -> list[RuleData]:
    """The committee and what stands below it."""
    key = people.committee.id
    return [RuleData(Scope.AGENCY, key), RuleData(Scope.BELOW, key)]


def tell(
    people: Province,
    rules: Sequence[RuleData] | None = None,
    *,
    entry: RegisterEntry | None = None,
    who: str = "lan",
    at: datetime | None = None,
    confirm_by: date | None = None,
    **given: Any,
) -> Telling:
    """Lan tells the division of the paper; a week to confirm."""
    when = at or people.at
    return actions.send_telling(
        data=TellingData(
            rules=division(people) if rules is None else rules,
            questions=given.pop("questions", QUESTIONS),
            confirm_by=confirm_by or when.date() + timedelta(days=7),
            **given,
        ),
        incoming_id=(entry or paper(people, who=who)).id,
        by=people.seat(who, on=when.date()),
        at=when,
    )


def row_of(people: Province, telling: Telling, who: str) -> Addressee:
    person = people.cast[who].person
    assert person is not None
    return Addressee.objects.get(telling=telling, person=person)


def names(telling: Telling) -> set[str]:
    """Who has to know it, by their log-ins."""
    rows = telling.addressees.filter(left_on__isnull=True)
    return set(rows.values_list("person__user__username", flat=True))


def open_paper(people: Province, telling: Telling, who: str) -> Any:
    held = DocumentFile.objects.get(document=telling.document_id)
    url = reverse("dissemination:paper", args=[telling.pk, held.pk])
    answer = people.client(who).get(url, {"xem": "1"})
    if answer.streaming:
        assert answer.getvalue().startswith(PDF)
    return answer


def right_answers(telling: Telling, person_id: UUID) -> dict[str, str]:
    return {f"q-{q.pk}": str(q.right) for q in asked_in(telling.pk, person_id)}


def post(people: Province, telling: Telling, who: str, deed: str, **data: Any) -> Any:
    url = reverse(f"dissemination:{deed}", args=[telling.pk])
    return people.client(who).post(url, data)
