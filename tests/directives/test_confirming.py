"""From proposal to duty: once, to whom the words mean today, with all faults told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from congvu.directives import actions
from congvu.directives.actions import ProposalWish, wish_of
from congvu.directives.models import Directive, Proposal
from congvu.duties.models import Duty, Share
from congvu.lib.refusals import Refused
from tests.directives.making import opened, seen, the
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def by(province: Province, who: str, proposal: Proposal) -> dict[str, Any]:
    return {
        "directive_id": proposal.directive_id,
        "proposal_id": proposal.id,
        "by": province.seat(who),
        "at": province.at,
    }


def card(
    province: Province, directive: Directive, proposal: Proposal
) -> dict[str, Any]:
    """What a browser sends of the card as it stands."""
    here = f"/nhiem-vu/chi-thi/{directive.id}/?de-xuat={proposal.id}"
    page = province.client("minh").get(here)
    form, parties = page.context["form"], page.context["current"].parties
    typed = {name: form[name].value() or "" for name in form.fields}
    for name, meaning in parties.by_field()[:2]:
        typed[f"{name}_shown"] = typed[name]
        typed[f"{name}_body"] = [str(body.id) for body in meaning.bodies]
    if proposal.deadline:
        typed["deadline"] = f"{proposal.deadline:%d/%m/%Y}"
    return typed


def test_minh_confirms_a_card_and_the_office_has_a_duty_with_its_sentence(
    province: Province,
) -> None:
    directive = opened(province)
    proposal = the(directive, "rà soát toàn bộ")

    answer = province.client("minh").post(
        f"/nhiem-vu/chi-thi/{directive.id}/de-xuat/{proposal.id}/xac-nhan/",
        card(province, directive, proposal)
        | {"deliverable": "Danh sách văn bản quá hạn", "weight": "3"},
    )

    proposal.refresh_from_db()
    duty = Duty.objects.get()
    assert (duty.deliverable, duty.weight) == ("Danh sách văn bản quá hạn", 3)
    assert (proposal.state, proposal.duty_id) == ("confirmed", duty.id)
    assert duty.sentence == directive.text[duty.start : duty.end]
    assert (duty.start, duty.end) == (proposal.start, proposal.end)
    assert duty.given_on == directive.document.issued_on
    assert duty.watcher_name == "Phòng Khoa giáo - Văn xã"
    assert duty.shares.get().desk_id == province.office.id
    # On to the next that waits; the office finds it under its duties.
    assert answer["Location"].split("de-xuat=")[1][:36] != str(proposal.id)
    assert duty.title in seen(province.client("ha"), "/nhiem-vu/")
    shown = seen(province.client("minh"), f"/nhiem-vu/chi-thi/{directive.id}/")
    assert "trên 1 đã giao" in shown


def test_a_class_is_a_task_for_each_body_but_who_was_unticked(
    province: Province,
) -> None:
    directive = opened(province)
    proposal = the(directive, "phân công công chức")
    sent = card(province, directive, proposal)
    assert sent["lead_body"] == [str(province.commune.id)]
    address = f"/nhiem-vu/chi-thi/{directive.id}/de-xuat/{proposal.id}/xac-nhan/"

    nobody = province.client("minh").post(address, sent | {"lead_body": []})
    assert nobody.status_code == 422
    assert "Chưa có nơi chủ trì" in nobody.content.decode()
    assert not Duty.objects.exists()

    province.client("minh").post(address, sent)
    share = Share.objects.get()
    assert (share.desk_id, share.role) == (province.commune.id, "lead")


def test_an_actor_nobody_knows_is_asked_and_never_guessed(province: Province) -> None:
    directive = opened(province)
    proposal = the(directive, "rà soát toàn bộ")
    wish = ProposalWish(
        "Rà soát",
        lead="Văn phòng Ủy ban tỉnh nào đó; các đơn vị liên quan",
        support="Ủy ban nhân dân xã Yến Dương",
        deadline=province.today - timedelta(days=40),
        watch="Sở Không Có",
    )

    with pytest.raises(Refused) as why:
        actions.confirm_proposal(wish=wish, **by(province, "minh", proposal))

    said = {(r.field, r.message) for r in why.value.reasons}
    assert {field for field, _words in said} == {"lead", "watch", "deadline"}
    # Nobody in particular is given nothing; who is named and unknown is asked.
    assert sum("Chưa rõ" in words for _field, words in said) == 2
    proposal.refresh_from_db()
    assert (proposal.state, proposal.edited_by) == ("waiting", "")
    page = province.client("minh").get(
        f"/nhiem-vu/chi-thi/{directive.id}/?de-xuat={proposal.id}"
    )
    assert page.status_code == 200


def test_who_supports_by_name_leads_no_class_it_is_in(province: Province) -> None:
    directive = opened(province)
    proposal = the(directive, "phân công công chức")
    wish = ProposalWish(
        "Phân công",
        lead="Chủ tịch UBND các xã, phường; Văn phòng UBND tỉnh",
        support="UBND xã Yến Dương",
    )
    actions.confirm_proposal(wish=wish, **by(province, "minh", proposal))
    roles = dict(Share.objects.values_list("desk_id", "role"))
    assert roles == {province.office.id: "lead", province.commune.id: "support"}


def test_the_second_is_told_who_decided(province: Province) -> None:
    directive = opened(province)
    proposal = the(directive, "rà soát toàn bộ")
    actions.confirm_proposal(**by(province, "minh", proposal))
    for deed in (
        lambda: actions.confirm_proposal(**by(province, "hoa", proposal)),
        lambda: actions.reject_proposal(reason="x", **by(province, "hoa", proposal)),
        lambda: actions.edit_proposal(
            wish=wish_of(proposal), **by(province, "hoa", proposal)
        ),
        lambda: actions.split_proposal(
            before="báo cáo", **by(province, "hoa", proposal)
        ),
    ):
        with pytest.raises(Refused, match="Hoàng Văn Minh đã xác nhận đề xuất này"):
            deed()
    assert Duty.objects.count() == 1


def test_a_confirmed_sentence_stays_when_the_paper_is_read_again(
    province: Province,
) -> None:
    directive = opened(province)
    proposal = the(directive, "rà soát toàn bộ")
    actions.confirm_proposal(**by(province, "minh", proposal))
    actions.read_again(
        directive_id=directive.id, by=province.seat("minh"), at=province.at
    )
    proposal.refresh_from_db()
    assert proposal.state == "confirmed"
    assert Proposal.objects.filter(start=proposal.start).count() == 1


def test_the_same_by_a_program(province: Province) -> None:
    directive = opened(province)
    proposal = the(directive, "rà soát toàn bộ")
    client, one = province.client("minh"), f"/api/v1/directives/{directive.id}"
    found = client.get(one).json()
    assert found["text"] == directive.text
    mine = next(p for p in found["proposals"] if p["id"] == str(proposal.id))
    assert directive.text[mine["start"] : mine["end"]] == mine["sentence"]
    changed = {k: mine[k] for k in ("lead", "support", "deadline", "recurs", "seen")}

    put = client.put(
        f"{one}/proposals/{proposal.id}",
        {
            **changed,
            "title": "Rà soát văn bản quá hạn",
            "deliverable": "Danh sách",
            "weight": 2,
        },
        content_type="application/json",
    ).json()
    done = client.post(
        f"{one}/proposals/{proposal.id}/confirm",
        {"seen": put["seen"]},
        content_type="application/json",
    ).json()

    assert (done["state"], done["title"]) == ("confirmed", "Rà soát văn bản quá hạn")
    duty = Duty.objects.get()
    assert (duty.title, duty.deliverable, duty.weight) == (
        "Rà soát văn bản quá hạn",
        "Danh sách",
        2,
    )
    listed = client.get("/api/v1/directives").json()["items"][0]["progress"]
    assert listed["confirmed"] == 1
    assert listed["total"] == len(found["proposals"])


def test_what_it_has_to_bring_about_and_its_weight_stay_with_the_sentence(
    province: Province,
) -> None:
    directive = opened(province)
    proposal = the(directive, "rà soát toàn bộ")
    here = f"/nhiem-vu/chi-thi/{directive.id}/de-xuat/{proposal.id}"
    sent = card(province, directive, proposal) | {"deliverable": "Danh sách"}

    heavy = province.client("minh").post(f"{here}/sua/", sent | {"weight": "101"})
    assert heavy.status_code == 422
    assert "Danh sách" in heavy.content.decode()
    with pytest.raises(Refused) as why:
        actions.edit_proposal(
            wish=replace(wish_of(proposal), weight=0), **by(province, "minh", proposal)
        )
    assert [r.field for r in why.value.reasons] == ["weight"]

    province.client("minh").post(f"{here}/sua/", sent | {"weight": "4"})
    actions.split_proposal(before="báo cáo", **by(province, "minh", proposal))
    pieces = Proposal.objects.filter(origin=proposal)
    assert set(pieces.values_list("deliverable", "weight")) == {("Danh sách", 4)}
