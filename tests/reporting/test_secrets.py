"""A paper shown in a report turns out to be a state secret."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from congvu.documents.actions import secret_words
from congvu.reporting.models import ReportReturn, ReturnEvent, Submission
from tests.directives import making
from tests.people import Province
from tests.reporting.stories import fill, hand_in, make_form, return_of, send

pytestmark = pytest.mark.usefixtures("law")


def labels(answers: dict[str, Any]) -> list[str]:
    return [one["label"] for one in answers["q10"]]


def test_what_was_typed_and_handed_in_forgets_what_it_was_called(
    province: Province,
) -> None:
    """The digest stays, and the timeline says of what it is."""
    secret = making.paper(province, who="tu")
    other = making.paper(province, who="tu", symbol="06/CT-UBND")
    shown = [f"incoming:{secret.pk}", f"incoming:{other.pk}"]
    form, phuc = make_form(province), province.seat("phuc")
    before = return_of(send(province, form, back=1), province.commune)
    handed_in = hand_in(province, before, phuc, q10=shown)
    now = return_of(send(province, form), province.commune)
    fill(province, now, phuc, q10=shown)
    kept = handed_in.submissions.get()
    assert making.ABOUT in labels(kept.answers)[0]

    making.turns_out_secret(province, secret, who="tu")

    rows: list[Any] = [*ReportReturn.objects.all(), Submission.objects.get()]
    for row in rows:
        assert labels(row.answers) == [secret_words(), labels(kept.answers)[1]]
        assert row.answers["q1"] == "12"
    assert Submission.objects.get().digest == kept.digest
    told = ReturnEvent.objects.filter(event="reporting.words-forgotten")
    assert {one.report_id: bool(one.text) for one in told} == {
        before.pk: True,
        now.pk: False,
    }
    page = province.client("phuc").get(reverse("reporting:return", args=[before.pk]))
    said = page.content.decode()
    assert "SHA-256 của các bản đã nộp là của bản trước khi xóa." in said
    assert said.count(making.ABOUT) == 1, "the other paper of that name"


def test_nothing_else_is_written_into_what_was_handed_in(province: Province) -> None:
    secret = making.paper(province, who="tu")
    report = return_of(send(province, make_form(province)), province.commune)
    hand_in(province, report, province.seat("phuc"), q10=[f"incoming:{secret.pk}"])
    kept = Submission.objects.get()
    one = kept.answers["q10"][0]
    for changed in (
        {"q10": [{**one, "label": "Tên khác"}]},
        {"q10": [{**one, "id": str(report.pk)}]},
        {"q10": [], "q1": "12"},
        {"q1": "13"},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Submission.objects.update(answers={**kept.answers, **changed})
    with pytest.raises(DatabaseError), transaction.atomic():
        Submission.objects.update(note="")
    with pytest.raises(DatabaseError), transaction.atomic():
        Submission.objects.all()._raw_delete("default")
    forgotten = {**one, "label": secret_words()}
    Submission.objects.update(answers={**kept.answers, "q10": [forgotten]})
