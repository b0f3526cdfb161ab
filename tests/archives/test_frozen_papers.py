"""What a frozen dossier holds is kept as it is, in its register, too."""

from __future__ import annotations

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.archives.actions import (
    file_paper,
    freeze_dossiers,
    go_on_closing,
    unfreeze_dossiers,
)
from congvu.archives.jobs import find_unfinished
from congvu.archives.models import Dossier, DossierItem, Freeze
from congvu.audit.rules import SYSTEM
from congvu.documents.actions import cancel_number, correct_entry
from congvu.documents.actions.attaching import attach_reasons
from congvu.documents.rules import Paper
from congvu.lib.refusals import Refused
from congvu.outgoing import actions as outgoing
from congvu.outgoing.actions import Numbered, reserve_number
from tests.archives.making import make_dossier
from tests.archives.test_closing import _close, _many
from tests.documents.pages import make_entry
from tests.outgoing.drafts import out
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")
KEPT = "hồ sơ đang bị đóng băng nên phải giữ nguyên"


def _freeze(province: Province, dossier: Dossier) -> Freeze:
    return freeze_dossiers(
        dossier_ids=[dossier.id],
        reason="Thanh tra tỉnh",
        by=province.seat("dung"),
        at=province.at,
    )


def _let_go(province: Province, made: Freeze) -> None:
    unfreeze_dossiers(
        freeze_id=made.id, reason="Xong", by=province.seat("dung"), at=province.at
    )


def test_outgoing_papers_of_a_frozen_dossier_are_neither_recalled_nor_cancelled(
    province: Province,
) -> None:
    lan, at = province.seat("lan"), province.at
    issued, dossier = out(province, 3, lan, at).entry, make_dossier(province, "lan")
    assert issued is not None
    held = reserve_number(
        paper=Numbered(type_code="QĐ", subject="Về việc thành lập tổ"), by=lan, at=at
    )
    for line in (issued, held):
        file_paper(dossier_id=dossier.id, outgoing_id=line.id, by=lan, at=at)
    made = _freeze(province, dossier)

    for act in (
        lambda: outgoing.recall_paper(entry_id=issued.id, reason="Sai", by=lan, at=at),
        lambda: outgoing.relate_paper(
            entry_id=issued.id,
            kind="replaces",
            symbol="00/UBND",
            year=issued.year,
            by=lan,
            at=at,
        ),
        lambda: outgoing.cancel_number(entry_id=held.id, reason="Thôi", by=lan, at=at),
    ):
        with pytest.raises(Refused, match=KEPT):
            act()
    _let_go(province, made)
    outgoing.cancel_number(entry_id=held.id, reason="Thôi", by=lan, at=at)
    outgoing.recall_paper(entry_id=issued.id, reason="Sai", by=lan, at=at)


def test_a_numbered_draft_is_not_returned_while_its_line_is_frozen(
    province: Province,
) -> None:
    """Its number would be cancelled by it."""
    lan, at = province.seat("lan"), province.at
    draft, dossier = out(province, 2, lan, at), make_dossier(province, "lan")
    file_paper(dossier_id=dossier.id, outgoing_id=draft.entry_id, by=lan, at=at)
    made = _freeze(province, dossier)
    given = {"draft_id": draft.id, "reason": "Sai căn cứ", "by": lan, "at": at}

    with pytest.raises(Refused, match=KEPT):
        outgoing.return_draft(**given)
    _let_go(province, made)
    assert outgoing.return_draft(**given).state == "writing"


def test_a_line_of_the_incoming_register_in_a_frozen_dossier_stays(
    province: Province,
) -> None:
    lan, at = province.seat("lan"), province.at
    entry, dossier = make_entry(province), make_dossier(province, "lan")
    file_paper(dossier_id=dossier.id, incoming_id=entry.id, by=lan, at=at)
    made = _freeze(province, dossier)
    paper = Paper(subject="Khác", issuer_name="Sở Nội vụ", type_code="CV")

    with pytest.raises(Refused, match=KEPT):
        correct_entry(
            entry_id=entry.id,
            paper=paper,
            arrived_on=entry.arrived_on,
            reason="Gõ nhầm",
            by=lan,
            at=at,
        )
    with pytest.raises(Refused, match=KEPT):
        cancel_number(entry_id=entry.id, reason="Nhầm", by=lan, at=at)
    assert any(KEPT in r.message for r in attach_reasons(entry, lan))
    _let_go(province, made)
    cancel_number(entry_id=entry.id, reason="Nhầm", by=lan, at=at)


def test_a_closing_waits_while_its_dossier_is_frozen(province: Province) -> None:
    dossier = _many(province, 600)  # more than are closed at once
    DossierItem.objects.filter(
        pk=DossierItem.objects.filter(dossier=dossier).values("pk")[:1]
    ).update(is_draft=True)
    _close(province, dossier, drops=True)
    made = _freeze(province, dossier)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET queueing_lock = NULL")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded'")

    find_unfinished()
    go_on_closing(dossier_id=dossier.id, by=SYSTEM, at=province.at)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.closing_step) == ("closing", "drop")
    waiting = ProcrastinateJob.objects.filter(status="todo")
    assert not waiting.filter(task_name="archives.close_dossier").exists()
    _let_go(province, made)
    find_unfinished()
    assert waiting.filter(task_name="archives.close_dossier").exists()
    go_on_closing(dossier_id=dossier.id, by=SYSTEM, at=province.at)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.items_total) == ("closed", 599)
    page = province.client("minh").get(f"/ho-so/{dossier.id}/").content.decode()
    assert "bỏ 1 bản nháp" in page
