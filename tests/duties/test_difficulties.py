"""A unit cannot go on and says so in writing: answered, or escalated and decided."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from congvu.documents.actions import register_incoming
from congvu.documents.rules import Paper
from congvu.duties import actions
from congvu.duties.access import duties_waiting
from congvu.duties.actions import PartData
from congvu.duties.actions.standing import standing_now
from congvu.duties.models import Difficulty, DifficultyStep, Duty, Share
from congvu.duties.rules import DifficultyState, DutyState, Effect, state_of
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from tests.directives.making import granted
from tests.duties.stories import give, share_of
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def letter(people: Province, who: str, symbol: str, *readers: str) -> UUID:
    """A written letter, as a line of the register of somebody's agency, to be read."""
    line = register_incoming(
        paper=Paper(
            subject="V/v khó khăn khi thực hiện nhiệm vụ",
            issuer_name="Ủy ban nhân dân xã Yến Dương",
            type_code="CV",
            symbol=symbol,
            issued_on=people.today,
        ),
        arrived_at=people.at,
        by=people.seat(who),
        at=people.at,
    )
    granted(people, line, *readers)
    return line.id


def asked(people: Province) -> tuple[Duty, Share, Difficulty]:
    """The commune's share, watched by the division; its difficulty, in writing."""
    start = people.at - timedelta(days=20)
    duty = give(
        people,
        people.commune.id,
        watcher=people.division.id,
        at=start,
        given_on=start.date(),
        deadline=people.today - timedelta(days=2),
    )
    share = share_of(duty, people.commune.id)
    phuc = people.client("phuc")
    sent = {"title": "Chưa có đường truyền", "text": "Đề nghị lắp đường truyền."}
    page = reverse("duties:raise-difficulty", args=[share.id])
    assert phuc.post(page, sent).status_code == 422, "in writing"
    sent["letter"] = str(letter(people, "tu", "05/UBND"))
    assert phuc.post(page, sent).status_code == 302
    return duty, share, Difficulty.objects.get()


def test_asked_in_writing_and_answered_in_time(province: Province) -> None:
    _duty, share, found = asked(province)
    due = calendar().add_working_days(province.today, 7)
    page = reverse("duties:difficulty", args=[found.id])

    assert found.due_on == due
    assert "chưa xác minh nguồn" in found.due_basis
    assert duties_waiting(province.seat("hoa")).ask() == 1
    hoa = province.client("hoa")
    shown = hoa.get(page).content.decode()
    assert "05/UBND" in shown
    assert "Đề nghị lắp đường truyền." in shown
    answered = reverse("duties:answer-difficulty", args=[found.id])
    said = {"text": "Sẽ lắp tuần này."}
    assert hoa.post(answered, {"text": ""}).status_code == 422
    assert hoa.post(answered, said).status_code == 422, "in writing, too"
    said["letter"] = str(letter(province, "lan", "06/VP", "hoa"))
    assert hoa.post(answered, said).status_code == 302

    found.refresh_from_db()
    assert found.state == DifficultyState.ANSWERED
    assert state_of(standing_now(share).facts, province.today) == DutyState.LATE
    assert "Sẽ lắp tuần này." in province.client("phuc").get(page).content.decode()
    again = hoa.post(answered, said)
    assert "Vướng mắc này đã trả lời." in again.content.decode()


def test_who_does_not_answer_in_time_is_reminded_each_step_once(
    province: Province,
) -> None:
    """The division watches it; once it went up, the chairman is the one to be asked."""
    _duty, share, found = asked(province)
    late = calendar().add_working_days(found.due_on or province.today, 5)
    at = datetime.combine(late, time(9), VIETNAM)
    told = Notice.objects.filter(kind="duties.difficulty", detail__way="late")

    assert actions.remind_of_difficulties(at=at) == 1
    assert actions.remind_of_difficulties(at=at + timedelta(minutes=10)) == 0
    assert {n.desk_id for n in told} == {province.division.id}
    assert {n.target_id for n in told} == {share.id}
    Difficulty.objects.update(state=DifficultyState.ESCALATED)
    later = datetime.combine(calendar().add_working_days(late, 20), time(9), VIETNAM)
    assert actions.remind_of_difficulties(at=later) == 1
    dung = province.dung.post
    assert dung is not None
    assert dung.id in {n.desk_id for n in told.all()}
    Difficulty.objects.update(state=DifficultyState.ANSWERED, ended_on=late)
    assert actions.remind_of_difficulties(at=later + timedelta(days=28)) == 0


def test_beyond_its_competence_it_goes_up_and_the_decision_moves_the_day(
    province: Province,
) -> None:
    duty, share, found = asked(province)
    hoa, dung = province.client("hoa"), province.client("dung")
    paper = str(letter(province, "lan", "06/VP", "hoa"))
    up = {"text": "Vượt thẩm quyền; đề xuất lùi hạn."}
    escalate = reverse("duties:escalate-difficulty", args=[found.id])
    assert hoa.post(escalate, up).status_code == 422, "with its letter"
    assert hoa.post(escalate, up | {"letter": paper}).status_code == 302
    assert duties_waiting(province.seat("dung")).ask() == 1
    assert duties_waiting(province.seat("hoa")).ask() == 0
    decide = reverse("duties:decide-difficulty", args=[found.id])
    assert hoa.get(decide).status_code == 404
    wrong = dung.post(decide, {"text": "Đồng ý.", "effect": "moved"})
    assert "Chưa ghi hạn mới." in wrong.content.decode()
    until = province.today + timedelta(days=30)
    sent = {"text": "Đồng ý.", "effect": "moved", "until": f"{until:%d/%m/%Y}"}
    assert dung.post(decide, sent).status_code == 422, "a decision, too"
    assert dung.post(decide, sent | {"letter": paper}).status_code == 302

    found.refresh_from_db()
    assert (found.state, found.effect) == (DifficultyState.DECIDED, Effect.MOVED)
    standing = standing_now(share)
    assert (standing.deadline, standing.extended) == (until, True)
    assert state_of(standing.facts, province.today) == DutyState.EXTENDED
    steps = found.steps.order_by("at", "id").values_list("state", "paper__symbol")
    assert list(steps) == [
        ("asked", "05/UBND"),
        ("escalated", "06/VP"),
        ("decided", "06/VP"),
    ]
    page = dung.get(reverse("duties:duty", args=[duty.id])).content.decode()
    assert "quyết định về khó khăn, vướng mắc" in page
    assert reverse("duties:difficulty", args=[found.id]) in page
    listed = dung.get(reverse("duties:difficulties")).content.decode()
    assert "lùi hạn" in listed


def test_a_part_gets_no_later_day_by_a_decision_than_what_it_is_of(
    province: Province,
) -> None:
    """As where more time is granted: and no day that nobody lives to see."""
    top = share_of(give(province, province.division.id), province.division.id)
    minh, hoa = province.cast["minh"].post, province.seat("hoa")
    assert minh is not None
    (below,) = actions.assign_down(
        share_id=top.id, parts=[PartData(minh.id)], by=hoa, at=province.at
    )
    found = Difficulty.objects.create(
        share=below,
        title="Chưa có đường truyền",
        state=DifficultyState.ASKED,
        asked_on=province.today,
        due_on=province.today,
        due_basis="Quy chế",
    )
    deadline = province.today + timedelta(days=10)
    paper = letter(province, "lan", "08/VP", "hoa")

    for until, told in (
        (deadline + timedelta(days=1), "Hạn sau hạn"),
        (date(9000, 1, 1), "Hạn quá xa."),
        (deadline, "Ngày mới phải sau hạn"),
    ):
        with pytest.raises(Refused, match=told):
            actions.decide_difficulty(
                difficulty_id=found.id,
                text="Đồng ý.",
                effect=Effect.MOVED,
                until=until,
                letter_id=paper,
                by=hoa,
                at=province.at,
            )
    assert standing_now(below).deadline == deadline


@pytest.mark.parametrize(
    ("effect", "state"),
    [
        (Effect.NONE, DutyState.LATE),
        (Effect.SUSPENDED, DutyState.SUSPENDED),
        (Effect.REVOKED, DutyState.REVOKED),
    ],
)
def test_what_a_decision_does_to_the_duty(
    province: Province, effect: Effect, state: DutyState
) -> None:
    _duty, share, found = asked(province)

    actions.decide_difficulty(
        difficulty_id=found.id,
        text="Như vậy.",
        effect=effect,
        letter_id=letter(province, "lan", "07/UBND"),
        by=province.seat("dung"),
        at=province.at,
    )

    assert state_of(standing_now(share).facts, province.today) == state


def test_everything_wrong_is_said_at_once(province: Province) -> None:
    duty = give(province)
    share = share_of(duty, province.commune.id)

    with pytest.raises(Refused) as caught:
        actions.raise_difficulty(
            share_id=share.id,
            title="",
            text=" ",
            letter_id=uuid4(),
            by=province.seat("phuc"),
            at=province.at,
        )
    assert [r.field for r in caught.value.reasons] == ["title", "text", "letter"]


def test_who_sees_it_and_the_letter_keeps_its_own_rights(province: Province) -> None:
    _duty, _share, found = asked(province)
    page = reverse("duties:difficulty", args=[found.id])

    for who in ("dung", "ha", "lan", "hoa", "minh", "phuc", "tu"):
        assert province.client(who).get(page).status_code == 200, who
    assert province.client("quan").get(page).status_code == 404
    mine = province.client("tu").get(page).content.decode()
    theirs = province.client("dung").get(page).content.decode()
    assert "/van-ban/den/" in mine.split('id="content"')[-1].split("<dl")[0]
    assert "05/UBND</a>" in mine
    assert "05/UBND</a>" not in theirs
    assert "05/UBND" in theirs


def test_a_step_is_never_rewritten(province: Province) -> None:
    _duty, _share, found = asked(province)
    rows = DifficultyStep.objects.filter(difficulty=found)

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(text="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
