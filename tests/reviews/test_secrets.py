"""A directive turns out to be a state secret: letters and reports forget its words."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.db import DatabaseError, transaction

from congvu.directives.actions import ProposalWish, confirm_proposal
from congvu.documents.actions import secret_words
from congvu.duties.actions import give_duty, raise_difficulty, urge_by_letter
from congvu.duties.models import Duty
from congvu.files import jail
from congvu.outgoing.models import Draft, DraftVersion, UnsavedText
from congvu.outgoing.rules.forgetting import forgotten
from congvu.reviews.access import papers_offered
from congvu.reviews.actions import Wish, compose
from congvu.reviews.models import Review
from congvu.reviews.rules import SpanKind, spans_to_offer
from tests.directives.making import granted, opened, paper, the, turns_out_secret
from tests.duties.stories import duty_data, give
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

WORD = "zqkhoan"
TEXT = f"""CHỈ THỊ
Về việc {WORD}
Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:
1. Ủy ban nhân dân xã Yến Dương lập danh sách {WORD}.
"""
OTHER = "Xây dựng quy chế sử dụng thư điện tử"


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Any:
    settings.HOME = tmp_path / "home"
    (settings.HOME / "tmp").mkdir(parents=True)
    yield settings.HOME
    jail.stop()


def late_by_directive(people: Province) -> Duty:
    """Confirmed from the paper, ten days late and hard; beside it another late duty."""
    due = people.today - timedelta(days=10)
    directive = opened(people, TEXT, issued_on=people.today - timedelta(days=40))
    found = the(directive, "lập danh sách")
    made = confirm_proposal(
        directive_id=directive.id,
        proposal_id=found.id,
        wish=ProposalWish(f"Lập danh sách {WORD}", lead=found.lead, deadline=due),
        by=people.seat("minh"),
        at=people.at,
    )
    assert made.duty is not None
    letter = paper(people, "Thư", who="tu", symbol="07/UBND")
    raise_difficulty(
        share_id=made.duty.shares.get().id,
        title=f"Thiếu người lập {WORD}",
        text=f"Đề nghị thêm người lập {WORD}.",
        letter_id=letter.id,
        by=people.seat("phuc"),
        at=people.at,
    )
    give(people, title=OTHER, given_on=due - timedelta(days=5), deadline=due)
    return made.duty


def report(people: Province, **more: Any) -> Review:
    spans = spans_to_offer(people.today)
    span = next(
        s for s in spans if s.kind == SpanKind.QUARTER and s.last >= people.today
    )
    post = people.cast["dung"].post
    assert post is not None
    wish = Wish(span.code, people.today, post.id, **more)
    return compose(wish=wish, by=people.seat("ha"), at=people.at)


def everything_written() -> str:
    return "".join(
        serializers.serialize("json", model.objects.all(), ensure_ascii=False)
        for model in (Draft, DraftVersion, UnsavedText)
    )


def test_letters_and_reports_say_it_no_more(province: Province) -> None:
    duty = late_by_directive(province)
    dung = province.cast["dung"].post
    assert dung is not None
    letter = urge_by_letter(
        agency_id=province.commune.id,
        signer_post_id=dung.id,
        by=province.seat("dung"),
        at=province.at,
    )
    whole, about = report(province), report(province, paper_id=duty.paper_id)
    draft = letter.draft
    UnsavedText.objects.create(
        draft=draft,
        person_id=province.seat("dung").person_id,
        after=draft.version,
        fields={"body": f"Gấp: danh sách {WORD}"},
        saved_at=province.at,
    )
    assert everything_written().count(WORD) > 6

    entry = duty.proposal.directive.incoming
    assert entry is not None
    turns_out_secret(province, entry)

    assert WORD not in everything_written()
    words = secret_words()
    body = draft.versions.get().body
    (table,) = (one for one in body["body"] if one["kind"] == "table")
    late = {row[1]: row for row in table["rows"][1:]}
    assert set(late) == {OTHER, words}
    assert late[words][2] == words, "nor which paper it was"
    assert late[words][3] == late[OTHER][3], "by when stays"
    kept = str(whole.draft.versions.get().body)
    assert OTHER in kept
    assert words in kept
    assert about.draft.versions.get().body["body"][0]["text"] == words
    assert Draft.objects.get(pk=about.draft_id).subject == words
    page = province.client("ha").get(f"/van-ban/di/du-thao/{whole.draft_id}/")
    assert page.status_code == 200


def test_a_version_takes_no_other_words(province: Province) -> None:
    late_by_directive(province)
    rows = DraftVersion.objects.filter(draft=report(province).draft_id)
    wrong: dict[str, Any]
    for wrong in ({"body": {}}, {"number": 9}, {"body": {"summary": "Khác"}}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete("default")


def test_only_papers_one_may_read_are_offered(province: Province) -> None:
    """Tú's commune watches a duty of a paper that only the committee holds."""
    entry = paper(province, TEXT)
    granted(province, entry, "minh")
    give_duty(
        data=duty_data(province),
        leads=[province.division.id],
        watcher=province.commune.id,
        paper_id=entry.document_id,
        by=province.seat("dung"),
        at=province.at,
    )

    assert [pk for pk, _ in papers_offered(province.seat("ha"))] == [entry.document_id]
    assert papers_offered(province.seat("tu")) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Còn: lập danh\n sách mật, chậm.", "Còn: X, chậm."),
        ({"rows": [["1", "Lập kho; lập danh sách mật", "Sở A", "30/6"]]}, None),
        (["Không có gì.", {"text": "lập danh sách"}], ["Không có gì.", {"text": "X"}]),
        (7, 7),
    ],
)
def test_the_words_are_found_however_they_stand(before: Any, after: Any) -> None:
    said = ["lập danh sách", "lập danh sách mật", "mật"]
    found = forgotten(before, said, "X", kept={"Sở A"})
    assert found == (after or {"rows": [["1", "X", "Sở A", "30/6"]]})
