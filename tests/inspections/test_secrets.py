"""A paper that a finding rests on turns out to be a state secret."""

from __future__ import annotations

import pytest

from congvu.documents.actions import secret_words
from congvu.duties.actions import give_duty
from congvu.duties.rules import DutyData
from congvu.inspections.actions import EvidenceGiven, record_finding
from congvu.inspections.models import FindingEvidence
from congvu.inspections.rules import EvidenceThing, FindingData
from tests.directives import making
from tests.inspections.stories import SEEN, at_work, conclude
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def test_evidence_stays_and_says_no_word_of_the_paper(province: Province) -> None:
    """After the conclusion too; other evidence is called what it was."""
    secret, other = making.paper(province), making.paper(province, symbol="06/CT-UBND")
    dung, at = province.seat("dung"), province.at
    duties = [
        give_duty(
            data=DutyData(
                title=f"Việc theo {paper.document.symbol}", given_on=province.today
            ),
            leads=[province.division.id],
            paper_id=paper.document_id,
            by=dung,
            at=at,
        )
        for paper in (secret, other)
    ]
    making.granted(province, secret, "hoa")
    making.granted(province, other, "hoa")
    found = at_work(province)
    record_finding(
        inspection_id=found.id,
        data=FindingData(seen=SEEN, verdict="met"),
        evidence=[
            *(EvidenceGiven(EvidenceThing.INCOMING, one.pk) for one in (secret, other)),
            *(EvidenceGiven(EvidenceThing.DUTY, one.pk) for one in duties),
        ],
        by=province.seat("hoa"),
        at=at,
    )
    conclude(province, found)
    rows = FindingEvidence.objects.order_by("position")
    before = list(rows.values_list("label", flat=True))

    making.turns_out_secret(province, secret)

    gone = secret_words()
    assert list(rows.values_list("label", flat=True)) == [
        gone,
        before[1],
        gone,
        before[3],
    ]
