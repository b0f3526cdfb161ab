"""A commune ends: its book closes, its drafts are written on by the heir."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from congvu.audit.rules import SYSTEM
from congvu.lib.refusals import Refused
from congvu.organisations.actions import (
    add_person,
    appoint,
    carry_out_reform,
    choose_heir,
    create_post,
    create_unit,
    pass_on,
)
from congvu.organisations.models import Appointment, Post, Unit
from congvu.organisations.queries import waiting_decisions
from congvu.organisations.rules import BodyKind, Role
from congvu.outgoing.actions import (
    Numbered,
    ask_opinions,
    reserve_number,
    send_draft,
    start_draft,
)
from congvu.outgoing.models import (
    Draft,
    OpinionRequest,
    OutgoingBook,
    OutgoingEvent,
)
from congvu.outgoing.queries import count_books, count_drafts
from tests.documents import reforms
from tests.organisations import acts as sheets
from tests.outgoing.drafts import again, begin, lead, post_id, wish
from tests.people import Province, make_user

pytestmark = pytest.mark.usefixtures("law")


def _carry_out(
    heirs: dict[UUID, UUID], province: Province, kind: BodyKind = BodyKind.AGENCY
) -> None:
    """The day of the act has come."""
    reform = reforms.decide(heirs, province.today, province.at, kind=kind)
    pass_on(reform=reform, by=SYSTEM, at=province.at)


def test_the_heir_of_a_commune_reads_the_closed_book_and_writes_on(
    province: Province,
) -> None:
    tu, today, now = province.seat("tu"), province.today, province.at
    heir = reforms.make_commune(province, today, now)
    line = reserve_number(paper=Numbered("QĐ", "Về việc cuối"), by=tu, at=now)
    draft = start_draft(
        wish=wish(province, signer_post_id=post_id(province, "phuc")), by=tu, at=now
    )
    bodies = [province.commune.id]
    assert count_books(bodies, today) == {province.commune.id: 1}
    assert count_drafts(bodies, today) == {province.commune.id: 1}

    reforms.end(province.commune, today)
    _carry_out({province.commune.id: heir.agency.id}, province)

    book = OutgoingBook.objects.get()
    assert book.closed_by == reforms.ACT
    assert book.closed_by_reform_id is not None
    found = again(draft)
    lien = heir.seat(province, "lien", today)
    assert (found.agency_id, found.state) == (heir.agency.id, "writing")
    assert found.desk_id == lien.post_id
    assert found.signer_name == "Nông Văn Toàn, Chủ tịch"
    newest = found.versions.get(number=2)
    assert newest.body["issuer_name"] == "Ủy ban nhân dân xã Cổ Linh"
    assert newest.body["signer"]["name"] == "Nông Văn Toàn"
    assert newest.body["summary"] == draft.subject
    event = OutgoingEvent.objects.filter(target_id=draft.id).latest("at")
    assert event.event == "outgoing.draft-passed"
    # The old book is read by the heir, its numbers go nowhere; the heir begins at 01.
    from_heir = reserve_number(paper=Numbered("QĐ", "Của xã mới"), by=lien, at=now)
    assert (line.symbol, from_heir.symbol) == ("01/QĐ-UBND", "01/QĐ-UBND")
    assert count_books(bodies, today) == {}


def test_the_heirs_clerk_opens_the_old_line_and_may_only_read_it(
    province: Province,
) -> None:
    tu, today, now = province.seat("tu"), province.today, province.at
    heir = reforms.make_commune(province, today, now)
    line = reserve_number(paper=Numbered("QĐ", "Về việc cuối"), by=tu, at=now)
    reforms.end(province.commune, today)
    _carry_out({province.commune.id: heir.agency.id}, province)
    client = province.client("lan")
    client.force_login(heir.cast["lien"].user)

    page = client.get(f"/van-ban/di/{line.id}/").content.decode()
    cancel = client.post(f"/van-ban/di/{line.id}/huy-so/", {"reason": "x"})

    assert "cơ quan đã kết thúc" in page
    assert "Hủy số" not in page
    assert cancel.status_code == 422
    assert "Không tìm thấy văn bản này" in cancel.content.decode()


def test_a_division_that_ends_hands_its_drafts_to_the_next(province: Province) -> None:
    at, today = province.at, province.today
    draft = lead(province, 1)
    asked = begin(province, who="ha")
    ask_opinions(
        draft_id=asked.id,
        desk_ids=[province.division.id],
        due_on=today + timedelta(days=1),
        by=province.seat("ha"),
        at=at,
    )
    unit, head = _new_division(province)

    gone = province.division
    Post.objects.filter(unit=gone).update(valid_until=today)
    Unit.objects.filter(pk=gone.pk).update(valid_until=today)
    _carry_out({gone.id: unit.id}, province, kind=BodyKind.UNIT)

    found = again(draft)
    assert found.agency_id == province.committee.id
    assert (found.state, found.unit_id) == ("content", unit.id)
    assert found.desk_id == unit.id
    assert OpinionRequest.objects.get().desk_id == unit.id
    seat = province.seat_of(head)
    page = province.client("lan")
    assert seat.unit_id == unit.id
    assert page.get(f"/van-ban/di/du-thao/{draft.id}/").status_code == 200


def _new_division(province: Province) -> tuple[Unit, Post]:
    made: dict[str, Any] = {
        "valid_from": province.today,
        "by": SYSTEM,
        "at": province.at,
    }
    unit = create_unit(
        agency=province.committee, name="Phòng Văn hóa", symbol="VH", **made
    )
    post = create_post(unit=unit, name="Trưởng phòng", role=Role.UNIT_HEAD, **made)
    person = add_person(full_name="Lục Thị Kim", user=make_user("kim"), **made)
    appoint(person=person, post=post, **made)
    return unit, post


def test_without_anybody_at_the_heir_the_draft_ends_and_says_so(
    province: Province,
) -> None:
    tu, today, now = province.seat("tu"), province.today, province.at
    heir = reforms.make_commune(province, today, now)
    draft = start_draft(
        wish=wish(province, signer_post_id=post_id(province, "phuc")), by=tu, at=now
    )
    posts = Post.objects.filter(unit__agency=heir.agency)
    Appointment.objects.filter(post__in=posts).delete()
    reforms.end(province.commune, today)

    _carry_out({province.commune.id: heir.agency.id}, province)

    found = again(draft)
    assert (found.state, found.agency_id) == ("withdrawn", heir.agency.id)
    assert found.ended_because == "Cơ quan kế thừa chưa có ai nhận việc."
    with pytest.raises(Refused):
        send_draft(draft_id=draft.id, by=tu, at=now)


def test_a_keeper_keeps_its_own_drafts_when_the_heir_is_chosen(
    province: Province,
) -> None:
    """The commune is divided: the province keeps its draft until an heir is chosen,
    and what the province writes itself stays with the province."""
    own = begin(province)
    theirs = start_draft(
        wish=wish(province, signer_post_id=post_id(province, "phuc")),
        by=province.seat("tu"),
        at=province.at,
    )
    reform = sheets.decide(
        province.today,
        province.at,
        "lập | | 09001 | | Ủy ban nhân dân xã A | xã | H03 | xã |",
        "lập | | 09002 | | Ủy ban nhân dân xã B | xã | H03 | xã |",
        "chia | 01918 | 09001",
        "chia | 01918 | 09002",
    )
    carry_out_reform(reform_id=reform.id, by=SYSTEM, at=province.at)
    assert again(theirs).agency_id == province.committee.id
    (waiting,) = waiting_decisions(province.today)
    chosen = waiting.candidates[0].id

    choose_heir(
        predecessor_id=waiting.heir.predecessor_id,
        heir_id=chosen,
        by=SYSTEM,
        at=province.at,
    )

    assert again(theirs).agency_id == chosen
    assert again(own).agency_id == province.committee.id


def test_a_chairmans_paper_is_signed_by_a_leader_of_the_heir(
    province: Province,
) -> None:
    """However that leader's chair is called and wherever it stands."""
    tu, today, now = province.seat("tu"), province.today, province.at
    heir = reforms.make_commune(province, today, now)
    made: dict[str, Any] = {"valid_from": today, "by": SYSTEM, "at": now}
    leaders = create_unit(agency=heir.agency, name="Lãnh đạo", **made)
    Post.objects.filter(pk=heir.cast["toan"].post.pk).update(  # type: ignore[union-attr]
        name="Giám đốc", unit=leaders
    )
    chief = create_post(
        unit=heir.office, name="Chánh Văn phòng", role=Role.OFFICE_CHIEF, **made
    )
    person = add_person(full_name="Trần Chánh", user=make_user("chanh"), **made)
    appoint(person=person, post=chief, **made)
    draft = start_draft(
        wish=wish(province, signer_post_id=post_id(province, "phuc")), by=tu, at=now
    )
    Draft.objects.filter(pk=draft.pk).update(body_name="Hội đồng của xã cũ")

    reforms.end(province.commune, today)
    _carry_out({province.commune.id: heir.agency.id}, province)

    draft = again(draft)
    body = draft.versions.get(number=draft.version).body
    assert draft.signer_name == "Nông Văn Toàn, Giám đốc"
    assert body["signer"]["name"] == "Nông Văn Toàn"
    assert body["signer"]["authority"][-1] == "GIÁM ĐỐC"
    assert (draft.body_name, body["issuer_name"]) == ("", "Ủy ban nhân dân xã Cổ Linh")
