"""What people make of proposals: changed, cut, joined, rejected, added, taken back."""

from __future__ import annotations

from typing import Any

import pytest

from congvu.directives import actions
from congvu.directives.actions import ProposalWish, wish_of
from congvu.directives.models import Directive, Proposal
from congvu.lib.refusals import Refused
from tests.directives.making import opened, the
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def by(province: Province, who: str, proposal: Proposal) -> dict[str, Any]:
    return {
        "directive_id": proposal.directive_id,
        "proposal_id": proposal.id,
        "by": province.seat(who),
        "at": province.at,
    }


def spans(directive: Directive) -> list[tuple[int, int]]:
    live = directive.proposals.filter(state__in=["waiting", "confirmed"])
    return sorted(live.values_list("start", "end"))


def test_hoa_mends_a_card_and_what_was_read_stays_beside_it(
    province: Province,
) -> None:
    directive = opened(province)
    proposal = the(directive, "rà soát toàn bộ")
    read = dict(proposal.proposed)
    hoa = province.client("hoa")
    here = f"/nhiem-vu/chi-thi/{directive.id}/"
    card = hoa.get(f"{here}?de-xuat={proposal.id}").context["form"]
    typed = {name: card[name].value() or "" for name in card.fields}
    typed["title"] = "Rà soát văn bản quá hạn"
    typed["deadline"] = "30/12/2099"

    hoa.post(f"{here}de-xuat/{proposal.id}/sua/", typed)

    proposal.refresh_from_db()
    assert (proposal.title, proposal.edited_by) == (
        "Rà soát văn bản quá hạn",
        "Ma Thị Hoa",
    )
    assert f"{proposal.deadline:%d/%m/%Y}" == "30/12/2099"
    assert proposal.proposed == read
    assert proposal.state == "waiting"


def test_a_form_that_somebody_overtook_is_refused_and_keeps_its_words(
    province: Province,
) -> None:
    directive = opened(province)
    proposal = the(directive, "rà soát toàn bộ")
    seen = actions.version(proposal)
    actions.edit_proposal(
        wish=ProposalWish("Của Hoa", lead=proposal.lead),
        **by(province, "hoa", proposal),
    )
    answer = province.client("minh").post(
        f"/nhiem-vu/chi-thi/{directive.id}/de-xuat/{proposal.id}/sua/",
        {"title": "Của Minh", "lead": proposal.lead, "seen": seen},
    )

    said = answer.content.decode()
    assert answer.status_code == 422
    assert "Ma Thị Hoa vừa sửa đề xuất này" in said
    assert "Của Minh" in said


def test_every_fault_of_a_card_is_said_at_once(province: Province) -> None:
    directive = opened(province)
    proposal = the(directive, "rà soát toàn bộ")
    with pytest.raises(Refused) as why:
        actions.edit_proposal(
            wish=ProposalWish("  ", recurs="hai tuần", measure="x" * 301),
            **by(province, "minh", proposal),
        )
    assert {r.field for r in why.value.reasons} == {"title", "recurs", "measure"}


def test_rejected_with_a_reason_and_taken_back(province: Province) -> None:
    directive = opened(province)
    proposal = the(directive, "rà soát toàn bộ")
    address = f"/nhiem-vu/chi-thi/{directive.id}/de-xuat/{proposal.id}/"
    minh = province.client("minh")
    assert minh.post(f"{address}bo/", {"reason": " "}).status_code == 422
    minh.post(f"{address}bo/", {"reason": "Trùng với nhiệm vụ khác."})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("rejected", "Hoàng Văn Minh")
    with pytest.raises(Refused, match="Hoàng Văn Minh đã bỏ đề xuất này"):
        actions.edit_proposal(wish=wish_of(proposal), **by(province, "hoa", proposal))

    minh.post(f"{address}lay-lai/")

    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason, proposal.decided_by) == ("waiting", "", "")


def test_split_at_a_place_each_piece_has_its_own_words(province: Province) -> None:
    directive = opened(province)
    proposal = the(directive, "phân công công chức")
    made = [proposal]
    if "định kỳ" in directive.text[proposal.start : proposal.end]:
        made = actions.split_proposal(
            before="định kỳ", **by(province, "minh", proposal)
        )
    whole = the(directive, "rà soát toàn bộ")
    address = f"/nhiem-vu/chi-thi/{directive.id}/de-xuat/{whole.id}/tach/"
    page = province.client("minh").get(address)
    place = next(
        value
        for value, said in page.context["form"].fields["place"].choices
        if "┃ báo cáo" in said
    )

    province.client("minh").post(address, {"place": place})

    first, second = (
        the(directive, "rà soát toàn bộ"),
        the(directive, "báo cáo Chủ tịch"),
    )
    text = directive.text
    assert text[first.start : first.end].endswith("văn bản quá hạn")
    assert text[second.start : second.end].startswith("báo cáo Chủ tịch")
    assert (first.lead, first.deadline) == (whole.lead, whole.deadline)
    assert first.origin_id == second.origin_id == whole.id
    whole.refresh_from_db()
    assert whole.state == "split"
    assert all(piece.state == "waiting" for piece in made[1:])


def test_a_place_outside_the_sentence_splits_nothing(province: Province) -> None:
    directive = opened(province)
    proposal = the(directive, "rà soát toàn bộ")
    before = spans(directive)
    for asked in (
        {"place": proposal.start},
        {"place": proposal.end + 5},
        {"before": "không có chữ này"},
        {},
    ):
        with pytest.raises(Refused, match="Chọn một chỗ trong câu"):
            actions.split_proposal(**asked, **by(province, "minh", proposal))
    assert spans(directive) == before


def test_merged_with_the_next_one_from_first_word_to_last(province: Province) -> None:
    directive = opened(province)
    first = the(directive, "rà soát toàn bộ")
    second = actions.next_of(directive, first)
    assert second is not None

    whole = actions.merge_with_next(**by(province, "minh", first))

    assert (whole.start, whole.end) == (first.start, second.end)
    assert set(whole.lead.split("; ")) >= {first.lead, second.lead}
    for one in (first, second):
        one.refresh_from_db()
        assert one.state == "merged"
    last = directive.proposals.filter(state="waiting").latest("start")
    with pytest.raises(Refused, match="Không còn đề xuất nào"):
        actions.merge_with_next(**by(province, "minh", last))


def test_a_passage_the_reading_left_out_is_added_by_its_words(
    province: Province,
) -> None:
    directive = opened(province)
    address = f"/nhiem-vu/chi-thi/{directive.id}/them/"
    minh = province.client("minh")
    start = directive.text.index("văn bản quá hạn còn nhiều")
    end = start + len("văn bản quá hạn còn nhiều")
    picked = minh.get(f"{address}?tu={start}&den={end}").context["form"]
    assert picked["words"].value() == "văn bản quá hạn còn nhiều"

    minh.post(
        address, {"words": "văn bản quá hạn còn nhiều", "start": start, "end": end}
    )

    added = the(directive, "còn nhiều")
    assert (added.start, added.end, added.edition) == (start, end, 0)
    assert added.made_by == "Hoàng Văn Minh"
    # The same place again, and a place of another proposal, are refused.
    for words in ("văn bản quá hạn còn nhiều", "rà soát toàn bộ văn bản quá hạn"):
        answer = minh.post(address, {"words": words})
        assert answer.status_code == 422
        assert "chồng lên đề xuất" in answer.content.decode()
    unknown = minh.post(address, {"words": "không có trong văn bản"})
    assert "Không tìm thấy đoạn chữ này" in unknown.content.decode()


def test_reading_again_touches_nothing_that_was_decided(province: Province) -> None:
    directive = opened(province)
    rejected = the(directive, "rà soát toàn bộ")
    edited = the(directive, "quy chế trao đổi")
    actions.reject_proposal(reason="Đã làm.", **by(province, "minh", rejected))
    actions.edit_proposal(
        wish=ProposalWish("Quy chế trao đổi văn bản", lead=edited.lead),
        **by(province, "minh", edited),
    )
    places = spans(directive)

    province.client("minh").post(f"/nhiem-vu/chi-thi/{directive.id}/doc-lai/")

    assert spans(directive) == places
    rejected.refresh_from_db()
    edited.refresh_from_db()
    assert (rejected.state, edited.title) == ("rejected", "Quy chế trao đổi văn bản")
    assert directive.proposals.filter(start=rejected.start).count() == 1


def test_only_leaders_and_the_unit_that_watches_decide(province: Province) -> None:
    directive = opened(province)
    proposal = the(directive, "rà soát toàn bộ")
    address = f"/nhiem-vu/chi-thi/{directive.id}/de-xuat/{proposal.id}/bo/"
    for who, status in (
        ("dung", 200),
        ("ha", 200),
        ("hoa", 200),
        ("minh", 200),
        ("lan", 404),
        ("thu", 404),
        ("tu", 404),
    ):
        assert province.client(who).get(address).status_code == status, who
    with pytest.raises(Refused, match="mới quyết định"):
        actions.reject_proposal(reason="x", **by(province, "lan", proposal))

    province.client("dung").post(
        f"/nhiem-vu/chi-thi/{directive.id}/theo-doi/",
        {"watch": str(province.leaders.id)},
    )

    assert province.client("minh").get(address).status_code == 404
    assert province.client("dung").get(address).status_code == 200
