"""Quân asks how systems stand; Minh answers for one; what was found is mended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.controls.actions import load_catalogue, tend_audits
from congvu.controls.models import (
    Answer,
    AuditFinding,
    AuditPart,
    Catalogue,
    FindingStep,
    SecurityAudit,
)
from congvu.controls.rules import (
    FindingNow,
    FindingState,
    PartNow,
    Severity,
    finding_now,
    part_now,
    usual_mending,
)
from congvu.notices.models import Notice
from congvu.systems.models import InformationSystem
from tests.controls.stories import answered, asked, own_set, page, requirement
from tests.people import Province
from tests.systems.stories import sang, system

TODAY = date(2026, 11, 28)
YESTERDAY = TODAY - timedelta(days=1)
OWN = "bo-rieng"


@pytest.mark.parametrize(
    ("handed", "due", "now"),
    [
        (False, TODAY, PartNow.OPEN),
        (False, YESTERDAY, PartNow.LATE),
        (True, YESTERDAY, PartNow.HANDED),
    ],
)
def test_a_part_is_late_after_its_day(handed: bool, due: date, now: PartNow) -> None:
    assert part_now(handed=handed, due=due, on=TODAY) == now


@pytest.mark.parametrize(
    ("state", "due", "now"),
    [
        (FindingState.OPEN, TODAY, FindingNow.OPEN),
        (FindingState.OPEN, YESTERDAY, FindingNow.LATE),
        (FindingState.PROVEN, YESTERDAY, FindingNow.PROVEN),
        (FindingState.CLOSED, YESTERDAY, FindingNow.CLOSED),
    ],
)
def test_a_finding_is_late_until_proof_is_given(
    state: FindingState, due: date, now: FindingNow
) -> None:
    assert finding_now(state, due, TODAY) == now


def test_what_is_graver_is_mended_sooner() -> None:
    days = [usual_mending(one, TODAY) for one in Severity]
    assert days == sorted(days)
    assert days[0] > TODAY


def sent(
    people: Province, name: str, /, *args: object, who: str = "quan", **given: object
) -> HttpResponse:
    return people.client(who).post(reverse(f"controls:{name}", args=args), given)


def shown(answer: HttpResponse) -> str:
    return answer.content.decode()


def post_of(people: Province, who: str) -> str:
    post = people.cast[who].post
    assert post is not None
    return str(post.pk)


def started(people: Province, *systems: InformationSystem, **given: Any) -> Any:
    """Against the province's own short set: two requirements at level 2 and 3."""
    load_catalogue(
        content=own_set().encode(), by=people.seat("quan").actor, at=people.at
    )
    told = {
        "title": "Kiểm tra an toàn quý IV",
        "catalogue": str(Catalogue.objects.get(code=OWN).pk),
        "due": f"{people.today + timedelta(days=10):%d/%m/%Y}",
        "systems": [str(one.pk) for one in systems],
    }
    return sent(people, "start-audit", **{**told, **given})


@pytest.fixture
def found(province: Province, law: object) -> InformationSystem:
    return asked(province)


def told_of(people: Province, kind: str) -> set[str]:
    """Whose desks were told."""
    desks = set(Notice.objects.filter(kind=kind).values_list("desk_id", flat=True))
    return {
        who
        for who, member in people.cast.items()
        if member.post is not None and member.post.pk in desks
    }


def handed_in(people: Province, found: InformationSystem) -> AuditPart:
    assert started(people, found).status_code == 302
    part = AuditPart.objects.get()
    named = sent(people, "name-respondent", part.pk, post=post_of(people, "minh"))
    assert named.status_code == 302
    codes = Answer.objects.values_list("requirement__code", flat=True)
    for code in {"A", "B"} - set(codes):
        answer_part(people, part, code)
    assert sent(people, "hand-in", part.pk, who="minh").status_code == 302
    part.refresh_from_db()
    return part


def answer_part(
    people: Province, part: AuditPart, code: str, who: str = "minh", **given: object
) -> HttpResponse:
    said = {
        "standing": "met",
        "how": "Rà soát hằng quý",
        "evidence_kind": "record",
        "evidence": "Biên bản 3/CNTT",
        "evidence_on": f"{people.today:%d/%m/%Y}",
    }
    asked_ = requirement(code, OWN)
    return sent(
        people, "audit-answer", part.pk, asked_.pk, who=who, **{**said, **given}
    )


def test_what_makes_no_audit(province: Province, found: InformationSystem) -> None:
    bare = sent(province, "start-audit")
    for words in (
        "Ghi tên đợt kiểm tra.",
        "Chọn bộ yêu cầu.",
        "Ghi hạn trả lời",
        "Chọn ít nhất một hệ thống",
    ):
        assert words in shown(bare)
    unknown = system(province, "CHUA")
    told = started(province, found, unknown)
    assert "Chưa xác định cấp độ: Hệ thống CHUA." in shown(told)
    past = f"{province.today - timedelta(days=1):%d/%m/%Y}"
    assert "Ghi hạn trả lời" in shown(started(province, found, due=past))
    assert started(province, found, title="x" * 201).status_code == 422
    assert not SecurityAudit.objects.exists()


def test_minh_answers_and_hands_in(
    province: Province, found: InformationSystem
) -> None:
    """He reads no security otherwise; one requirement the system had met before."""
    assert started(province, found).status_code == 302
    part = AuditPart.objects.get()
    assert told_of(province, "controls.audit-asked") == {"quan"}
    url = reverse("controls:audit-part", args=[part.pk])
    assert province.client("minh").get(url).status_code == 404
    assert "Kiểm tra an toàn quý IV" not in page(province, "minh", "audits")

    stranger = sent(province, "name-respondent", part.pk, post=post_of(province, "tu"))
    assert stranger.status_code == 422
    sent(province, "name-respondent", part.pk, post=post_of(province, "minh"))
    assert told_of(province, "controls.audit-asked") == {"quan", "minh"}
    rung = province.client("minh").get("/thong-bao/").content.decode()
    assert "phải trả lời kiểm tra an toàn" in rung
    assert "Kiểm tra an toàn quý IV" in page(province, "minh", "audits")
    assert "1/1" not in page(province, "quan", "audits")

    hand_in = reverse("controls:hand-in", args=[part.pk])
    early = province.client("minh").post(hand_in, follow=True)
    assert "chưa trả lời hoặc hết hạn bằng chứng: A, B." in shown(early)
    assert AuditPart.objects.get().handed_at is None

    lacking = answer_part(province, part, "A", evidence_kind="", evidence="")
    assert lacking.status_code == 422
    assert answer_part(province, part, "A").status_code == 302
    unmet = {"evidence_kind": "", "evidence": "", "evidence_on": ""}
    told = answer_part(province, part, "B", standing="unmet", **unmet)
    assert told.status_code == 302
    assert sent(province, "hand-in", part.pk, who="minh").status_code == 302

    part.refresh_from_db()
    assert [(one["code"], one["now"]) for one in part.told] == [
        ("A", "met"),
        ("B", "unmet"),
    ]
    assert part.told[0]["evidence"] == "Biên bản 3/CNTT"
    assert "1/1" in page(province, "quan", "audits")
    # What is said later changes nothing of what was handed in.
    assert answer_part(province, part, "B").status_code == 404
    Answer.objects.update(how="Khác")
    assert "Rà soát hằng quý" in page(province, "quan", "audit-part", part.pk)


def test_work_done_once_answers_the_audit_too(
    province: Province, found: InformationSystem
) -> None:
    """What the system answered before, with proof that holds, is not asked again."""
    started(province, found)
    part = AuditPart.objects.get()
    for code in ("A", "B"):
        url = reverse("controls:answer", args=[found.pk, requirement(code, OWN).pk])
        said = {
            "standing": "met",
            "how": "Có quy trình",
            "evidence_kind": "record",
            "evidence": "Hồ sơ 12",
            "evidence_on": f"{province.today:%d/%m/%Y}",
        }
        assert province.client("quan").post(url, said).status_code == 302
    sent(province, "hand-in", part.pk)
    part.refresh_from_db()
    assert part.handed_by == province.seat("quan").person_name


def test_who_is_not_named_does_nothing(
    province: Province, found: InformationSystem
) -> None:
    sang(province)
    started(province, found)
    part = AuditPart.objects.get()
    for who in ("sang", "minh", "tu"):
        assert answer_part(province, part, "A", who=who).status_code == 404
        for name in ("hand-in", "hand-back", "name-respondent", "raise-finding"):
            assert sent(province, name, part.pk, who=who).status_code == 404
        closed = sent(province, "close-audit", part.audit_id, who=who)
        assert closed.status_code == 404
    # Named for one system only, Minh answers for no other.
    other = system(province, "KHAC")
    other.assessed_level = 2
    other.save()
    second = AuditPart.objects.create(audit=part.audit, system=other)
    sent(province, "name-respondent", part.pk, post=post_of(province, "minh"))
    assert answer_part(province, second, "A").status_code == 404
    assert answered(province, found, "13", who="minh").status_code == 404
    started_by = sent(province, "start-audit", who="minh")
    assert started_by.status_code == 404
    # The commune's administrator asks only of its own systems.
    told = started(province, found)
    assert told.status_code == 302
    set_ = str(Catalogue.objects.get(code=OWN).pk)
    due = f"{province.today:%d/%m/%Y}"
    foreign = sent(
        province,
        "start-audit",
        who="sang",
        title="Xã hỏi tỉnh",
        catalogue=set_,
        due=due,
        systems=[str(found.pk)],
    )
    assert foreign.status_code == 422


def test_given_back_answered_again_closed(
    province: Province, found: InformationSystem
) -> None:
    part = handed_in(province, found)
    assert told_of(province, "controls.audit-handed-in") == {"quan"}
    assert sent(province, "hand-back", part.pk, reason="").status_code == 422
    assert sent(province, "hand-back", part.pk, reason="Thiếu ảnh").status_code == 302
    assert "Thiếu ảnh" in page(province, "minh", "audit-part", part.pk)
    sent(province, "close-audit", part.audit_id)
    assert SecurityAudit.objects.get().closed_at is None
    sent(province, "hand-in", part.pk, who="minh")
    sent(province, "close-audit", part.audit_id)
    audit = SecurityAudit.objects.get()
    assert audit.closed_by == province.seat("quan").person_name
    sent(province, "hand-back", part.pk, reason="Muộn")
    part.refresh_from_db()
    assert part.handed_at is not None


def raised(people: Province, part: AuditPart, **given: object) -> HttpResponse:
    told = {
        "words": "Tài khoản người nghỉ việc còn mở",
        "severity": "high",
        "requirement": str(requirement("A", OWN).pk),
        "due": f"{people.today + timedelta(days=15):%d/%m/%Y}",
    }
    return sent(people, "raise-finding", part.pk, **{**told, **given})


def test_a_finding_from_its_day_to_its_end(
    province: Province, found: InformationSystem
) -> None:
    part = handed_in(province, found)
    bare = sent(province, "raise-finding", part.pk)
    for words in ("Ghi nội dung.", "Chọn mức độ.", "Ghi hạn khắc phục"):
        assert words in shown(bare)
    assert raised(province, part).status_code == 302
    one = AuditFinding.objects.get()
    assert told_of(province, "controls.finding-raised") == {"minh"}
    # Nothing is closed without proof, and who owes does not judge.
    assert sent(province, "close-finding", one.pk, words="Đủ").status_code == 422
    assert sent(province, "close-finding", one.pk, who="minh").status_code == 404

    file = SimpleUploadedFile("khoa.txt", b"Da khoa 3 tai khoan\n")
    proof = {"words": "Đã khóa 3 tài khoản, biên bản 4", "file": file}
    assert (
        sent(province, "prove-mended", one.pk, who="minh", **proof).status_code == 302
    )
    assert told_of(province, "controls.finding-proven") == {"quan"}
    again = sent(province, "prove-mended", one.pk, who="minh", words="Nữa")
    assert "không chờ khắc phục" in shown(again)

    due = f"{province.today + timedelta(days=5):%d/%m/%Y}"
    back = {"words": "Còn tài khoản thử", "due": due}
    assert sent(province, "reopen-finding", one.pk, **back).status_code == 302
    sent(province, "prove-mended", one.pk, who="minh", words="Xóa nốt, biên bản 5")
    assert sent(province, "close-finding", one.pk, words="Đã xem").status_code == 302
    one.refresh_from_db()
    assert (one.state, one.closed_on) == (FindingState.CLOSED, province.today)
    assert [step.kind for step in one.steps.order_by("at", "pk")] == [
        "raised",
        "proven",
        "reopened",
        "proven",
        "closed",
    ]
    assert "Xóa nốt, biên bản 5" in page(province, "minh", "finding", one.pk)
    step = FindingStep.objects.get(file__isnull=False)
    url = reverse("controls:finding-file", args=[one.pk, step.pk])
    got = b"".join(province.client("minh").get(url).streaming_content)
    assert got == b"Da khoa 3 tai khoan\n"
    sang(province)
    assert province.client("sang").get(url).status_code == 404
    assert "Tài khoản người nghỉ" not in page(province, "quan", "findings")
    every = reverse("controls:findings") + "?tat-ca=1"
    assert "Tài khoản người nghỉ" in shown(province.client("quan").get(every))


def test_what_is_late_is_told_once(
    province: Province, found: InformationSystem
) -> None:
    started(province, found)
    part = AuditPart.objects.get()
    sent(province, "name-respondent", part.pk, post=post_of(province, "minh"))
    last = province.at + timedelta(days=10)
    nothing = {"parts": 0, "findings": 0, "risks": 0}
    assert tend_audits(by=SYSTEM, at=last) == nothing
    after = last + timedelta(days=1)
    assert tend_audits(by=SYSTEM, at=after) == {**nothing, "parts": 1}
    assert tend_audits(by=SYSTEM, at=after) == nothing
    assert told_of(province, "controls.audit-late") == {"minh", "quan"}
    for code in ("A", "B"):
        answer_part(province, part, code)
    sent(province, "hand-in", part.pk, who="minh")
    raised(province, part)
    one = AuditFinding.objects.get()
    over = province.at + timedelta(days=16)
    assert tend_audits(by=SYSTEM, at=over) == {**nothing, "findings": 1}
    assert tend_audits(by=SYSTEM, at=over) == nothing
    assert told_of(province, "controls.finding-late") == {"minh", "quan"}
    # Opened again with a new day, it may be late again.
    AuditFinding.objects.filter(pk=one.pk).update(state=FindingState.PROVEN)
    due = f"{province.today + timedelta(days=20):%d/%m/%Y}"
    sent(province, "reopen-finding", one.pk, words="Chưa xong", due=due)
    later = province.at + timedelta(days=21)
    assert tend_audits(by=SYSTEM, at=later)["findings"] == 1


def test_the_database_closes_no_finding_without_a_day(
    province: Province, found: InformationSystem
) -> None:
    part = handed_in(province, found)
    raised(province, part)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditFinding.objects.update(state=FindingState.CLOSED)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditPart.objects.create(audit=part.audit, system=found)
