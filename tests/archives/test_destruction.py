"""What has run out goes only by a council's word and the head's, and leaves a trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction

from congvu.archives.actions import (
    OpinionData,
    approve_appraisal,
    carry_out,
    close_dossier,
    conclude_appraisal,
    freeze_dossiers,
    give_opinions,
    open_appraisal,
    return_appraisal,
)
from congvu.archives.actions.destroying import _one
from congvu.archives.jobs import destroy_approved, find_unfinished
from congvu.archives.models import (
    Appraisal,
    AppraisedDossier,
    CouncilOpinion,
    Dossier,
    DossierItem,
)
from congvu.archives.queries.appraising import _WITH_PAPERS, _elsewhere
from congvu.archives.rules import (
    AppraisalState,
    CouncilPart,
    Verdict,
    Voice,
    conclusion,
)
from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents.models import RegisterEntry
from congvu.documents.rules import EntryState
from congvu.files.models import FileState, StoredFile
from congvu.jobs.queries import waiting_runs
from congvu.lib.refusals import Refused
from congvu.network.models import ContractProof, ServiceContract
from congvu.network.rules import ContractKind
from tests.archives.making import finished, make_dossier, put, put_file
from tests.archives.test_handing_over import closed, give, take
from tests.files.conftest import make_pdf
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")

_D, _E, _K = Verdict.DESTROY, Verdict.EXTEND, Verdict.KEEP


@pytest.mark.parametrize(
    ("said", "verdict", "retention"),
    [
        ([(_D, ""), (_D, ""), (_K, "")], _D, ""),
        ([(_D, ""), (_K, "")], _K, ""),
        ([(_D, ""), (_E, "30"), (_K, "")], _K, ""),
        ([(_E, "30"), (_E, "permanent"), (_D, "")], _E, "permanent"),
        ([(_E, "50"), (_E, "30"), (_E, "30")], _E, "50"),
    ],
)
def test_more_than_half_decide_and_in_doubt_it_is_kept(
    said: Sequence[tuple[Verdict, str]], verdict: Verdict, retention: str
) -> None:
    assert conclusion([Voice(*one) for one in said]) == Voice(verdict, retention)


def _run_out(province: Province, *symbols: str) -> list[Dossier]:
    """Dossiers of the archive whose period ended last year."""
    made = [closed(province, s, retention="5") for s in symbols]
    take(province, give(province, *made))
    ended = date(province.today.year - 1, 12, 31)
    Dossier.objects.filter(pk__in=[d.pk for d in made]).update(kept_until=ended)
    return made


def _council(province: Province) -> dict[Any, CouncilPart]:
    return {
        province.seat("ha").post_id: CouncilPart.CHAIR,
        province.seat("thu").post_id: CouncilPart.SECRETARY,
        province.seat("hoa").post_id: CouncilPart.MEMBER,
    }


def _open(province: Province, *dossiers: Dossier, **changed: Any) -> Appraisal:
    given: dict[str, Any] = {
        "dossier_ids": [d.id for d in dossiers],
        "basis": "Quyết định số 12/QĐ-VP",
        "members": _council(province),
        "by": province.seat("thu"),
        "at": province.at,
    }
    return open_appraisal(**{**given, **changed})


def _say(province: Province, made: Appraisal, who: str, *verdicts: OpinionData) -> None:
    lines = made.lines.order_by("position")
    give_opinions(
        appraisal_id=made.id,
        opinions=dict(zip([x.pk for x in lines], verdicts, strict=True)),
        by=province.seat(who),
        at=province.at,
    )


def _approved(province: Province, *dossiers: Dossier) -> Appraisal:
    made = _open(province, *dossiers)
    for who in ("ha", "thu", "hoa"):
        _say(province, made, who, *[OpinionData("destroy")] * len(dossiers))
    conclude_appraisal(
        appraisal_id=made.id,
        minutes="Nhất trí hủy.",
        by=province.seat("ha"),
        at=province.at,
    )
    return approve_appraisal(
        appraisal_id=made.id,
        decision="Quyết định số 30/QĐ-UBND",
        outside_word="",
        by=province.seat("dung"),
        at=province.at,
    )


def _carry(province: Province, made: Appraisal, **changed: Any) -> Appraisal:
    given: dict[str, Any] = {"way": "Xóa tệp, xé giấy", "by": province.seat("thu")}
    return carry_out(appraisal_id=made.id, at=province.at, **{**given, **changed})


def test_from_the_list_to_the_end_and_what_stays(province: Province) -> None:
    gone, kept, longer = _run_out(province, "01.KGVX", "02.KGVX", "03.KGVX")
    made = _open(province, gone, kept, longer)
    extend = OpinionData("extend", "20", "Còn dùng để tra cứu")
    keep = OpinionData("keep", "", "Chờ ý kiến đơn vị")
    _say(province, made, "ha", OpinionData("destroy"), keep, extend)
    _say(province, made, "thu", OpinionData("destroy"), OpinionData("destroy"), extend)
    with pytest.raises(Refused, match="Chưa cho đủ ý kiến: Ma Thị Hoa"):
        conclude_appraisal(
            appraisal_id=made.id, minutes="Họp", by=province.seat("ha"), at=province.at
        )
    _say(province, made, "hoa", keep, keep, OpinionData("destroy"))
    conclude_appraisal(
        appraisal_id=made.id,
        minutes="Hội đồng họp ngày hôm nay.",
        by=province.seat("thu"),
        at=province.at,
    )
    with pytest.raises(Refused, match="không có quyền"):
        approve_appraisal(
            appraisal_id=made.id,
            decision="QĐ",
            outside_word="",
            by=province.seat("ha"),
            at=province.at,
        )
    approve_appraisal(
        appraisal_id=made.id,
        decision="Quyết định số 30/QĐ-UBND",
        outside_word="Đã thẩm định",
        by=province.seat("dung"),
        at=province.at,
    )
    file = StoredFile.objects.get(pk=gone.items.get().file_id)
    made = _carry(province, made)

    assert made.state == AppraisalState.DONE
    assert made.trail_until == date(province.today.year + 20, 12, 31)
    states = dict(Dossier.objects.values_list("symbol", "state"))
    assert states == {
        "01.KGVX": "destroyed",
        "02.KGVX": "archived",
        "03.KGVX": "archived",
    }
    file.refresh_from_db()
    assert file.state == FileState.DESTROYED
    assert "30/QĐ-UBND" in file.reason
    longer.refresh_from_db()
    assert (longer.retention, longer.kept_until) == (
        "20",
        date(province.today.year + 20, 12, 31),
    )
    line = made.lines.get(dossier=gone)
    assert (line.files_destroyed, line.files_kept) == (1, 0)
    # The list and the course stay to be read; the file is not there.
    thu = province.client("thu")
    page = thu.get(f"/ho-so/{gone.id}/").content.decode()
    assert "Tài liệu 01.KGVX" in page
    assert "1 tệp đã hủy" in page
    item = gone.items.get()
    assert thu.get(f"/ho-so/{gone.id}/van-ban/{item.id}/tep/").status_code == 404
    told = set(AuditEvent.objects.values_list("event", flat=True))
    assert {
        "archives.appraisal-opened",
        "archives.opinion-given",
        "archives.appraisal-concluded",
        "archives.appraisal-approved",
        "archives.destruction-begun",
        "archives.dossier-destroyed",
        "archives.retention-extended",
    } <= told


def test_a_file_that_lives_elsewhere_stays(province: Province) -> None:
    """In another dossier, in another line of a register: only its own copy goes."""
    shared, own = make_pdf("Chung"), make_pdf("Riêng")
    one = make_dossier(province, symbol="01.KGVX", retention="5")
    put_file(province, one, "Chung", content=shared)
    put_file(province, one, "Riêng", content=own)
    alone, twice = finished(province), finished(province, symbol="2/X")
    put(province, one, alone)
    put(province, one, twice)
    other = make_dossier(province, symbol="02.KGVX")
    put_file(province, other, "Chung", content=shared)
    put(province, other, twice)
    gone = _archived(province, one)
    paper = alone.document.files.first()
    both = twice.document.files.first()

    _carry(province, _approved(province, gone))

    ended = set(
        StoredFile.objects.filter(state=FileState.DESTROYED).values_list(
            "pk", flat=True
        )
    )
    items = {
        x.subject: x.file_id
        for x in DossierItem.objects.filter(dossier=one, kind="file")
    }
    assert items["Riêng"] in ended
    assert items["Chung"] not in ended
    if paper is not None:
        assert paper.file_id in ended
    if both is not None:
        assert both.file_id not in ended
    assert RegisterEntry.objects.filter(pk=alone.pk).exists()
    page = province.client("lan").get(f"/van-ban/den/{alone.pk}/")
    assert page.status_code == 200


def test_a_proof_of_another_part_of_the_office_stays(province: Province) -> None:
    """The same contract lies in the dossier and proves what the network pays for."""
    one = make_dossier(province, symbol="01.KGVX", retention="5")
    put_file(province, one, "Hợp đồng", content=make_pdf("Hợp đồng"))
    put_file(province, one, "Riêng", content=make_pdf("Riêng"))
    items = {x.subject: x.file_id for x in one.items.all()}
    contract = ServiceContract.objects.create(
        agency=province.committee,
        kind=ContractKind.LINE,
        number="05/HĐ",
        provider="Viễn thông",
        starts_on=province.today,
        ends_on=province.today + timedelta(days=365),
        added_at=province.at,
        added_by="Nông Văn Quân",
    )
    ContractProof.objects.create(
        contract=contract,
        file_id=items["Hợp đồng"],
        name="hop-dong.pdf",
        added_at=province.at,
        added_by="Nông Văn Quân",
    )
    gone = _archived(province, one)

    made = _carry(province, _approved(province, gone))

    states = {x.pk: x.state for x in StoredFile.objects.filter(pk__in=items.values())}
    assert states[items["Hợp đồng"]] != FileState.DESTROYED
    assert states[items["Riêng"]] == FileState.DESTROYED
    line = made.lines.get(dossier=gone)
    assert (line.files_destroyed, line.files_kept) == (1, 1)


def test_whatever_names_a_file_is_asked_or_said_to_end_with_papers() -> None:
    """A new part of the office that keeps files is asked without being told of here."""
    assert {"licences_entitlementproof", "controls_evidence", "portal_publishing"} <= {
        one.split()[0] for one in _elsewhere().split("FROM ")[1:]
    }
    tables = {model._meta.db_table for model in apps.get_models()}
    assert tables >= _WITH_PAPERS


def _archived(province: Province, dossier: Dossier) -> Dossier:
    close_dossier(
        dossier_id=dossier.id,
        ended_on=province.today,
        drops=True,
        closing_note="",
        by=province.seat("minh"),
        at=province.at,
    )
    take(province, give(province, dossier))
    ended = date(province.today.year - 1, 12, 31)
    Dossier.objects.filter(pk=dossier.pk).update(kept_until=ended)
    dossier.refresh_from_db()
    return dossier


def test_everything_that_forbids_listing_is_told_at_once(province: Province) -> None:
    frozen, busy = _run_out(province, "01.KGVX", "02.KGVX")
    fresh = closed(province, "03.KGVX")
    freeze_dossiers(
        dossier_ids=[frozen.id],
        reason="Đang giải quyết khiếu nại",
        by=province.seat("ha"),
        at=province.at,
    )
    entry = finished(province)
    DossierItem.objects.create(
        dossier=busy,
        kind="incoming",
        incoming=entry,
        happened_on=province.today,
        added_at=province.at,
        added_by="Lan",
    )
    RegisterEntry.objects.filter(pk=entry.pk).update(state=EntryState.REGISTERED)
    with pytest.raises(Refused) as why:
        _open(province, frozen, busy, fresh, basis=" ", members={})
    year = province.today.year
    assert [r.message for r in why.value.reasons] == [
        f"Không nằm trong lưu trữ hiện hành: 03.KGVX/{year}.",
        f"Đang bị đóng băng (thanh tra, khiếu nại, tranh chấp): 01.KGVX/{year}.",
        f"Còn văn bản chưa giải quyết xong: 02.KGVX/{year}.",
        "Ghi quyết định thành lập hội đồng.",
        "Hội đồng có ít nhất 3 thành viên.",
        "Chọn một chủ tịch hội đồng.",
        "Chọn một thư ký hội đồng, khác chủ tịch.",
    ]
    assert not Appraisal.objects.exists()


def test_what_is_frozen_after_the_approval_is_not_destroyed(
    province: Province,
) -> None:
    (gone,) = _run_out(province, "01.KGVX")
    made = _approved(province, gone)
    freeze_dossiers(
        dossier_ids=[gone.id],
        reason="Thanh tra",
        by=province.seat("dung"),
        at=province.at,
    )
    with pytest.raises(Refused) as why:
        _carry(province, made, way="")
    assert len(why.value.reasons) == 2
    gone.refresh_from_db()
    assert gone.state == "archived"
    assert not StoredFile.objects.filter(state=FileState.DESTROYED).exists()


def test_an_opinion_is_given_once_and_never_edited(province: Province) -> None:
    (gone,) = _run_out(province, "01.KGVX")
    made = _open(province, gone)
    with pytest.raises(Refused, match="không ở trong hội đồng"):
        _say(province, made, "minh", OpinionData("destroy"))
    with pytest.raises(Refused, match="phải dài hơn"):
        _say(province, made, "hoa", OpinionData("extend", "2", "Còn dùng"))
    with pytest.raises(Refused, match="ghi lý do không hủy"):
        _say(province, made, "hoa", OpinionData("keep"))
    _say(province, made, "hoa", OpinionData("destroy"))
    with pytest.raises(Refused, match="không sửa lại được"):
        _say(province, made, "hoa", OpinionData("keep", "", "Nghĩ lại"))
    with pytest.raises(DatabaseError), transaction.atomic():
        CouncilOpinion.objects.update(verdict="keep")
    with pytest.raises(Refused, match="một hội đồng khác"):
        _open(province, gone)


def test_what_the_head_does_not_approve_may_be_listed_again(
    province: Province,
) -> None:
    (gone,) = _run_out(province, "01.KGVX")
    made = _open(province, gone)
    for who in ("ha", "thu", "hoa"):
        _say(province, made, who, OpinionData("destroy"))
    conclude_appraisal(
        appraisal_id=made.id, minutes="Hủy", by=province.seat("ha"), at=province.at
    )
    return_appraisal(
        appraisal_id=made.id,
        reason="Cần xin ý kiến thẩm định",
        by=province.seat("dung"),
        at=province.at,
    )
    with pytest.raises(Refused, match="không duyệt"):
        _carry(province, made)
    assert _open(province, gone).state == AppraisalState.OPEN


def test_a_killed_destruction_is_taken_up_again(province: Province) -> None:
    gone = _run_out(province, *[f"{n:02d}.KGVX" for n in range(6)])
    made = _carry(province, _approved(province, *gone))
    assert made.state == AppraisalState.DESTROYING
    assert _one(made.id, SYSTEM, province.at)
    assert AppraisedDossier.objects.filter(destroyed_at=None).count() == 5
    find_unfinished()
    assert waiting_runs("archives.destroy") == 1
    destroy_approved(appraisal_id=str(made.id))
    made.refresh_from_db()
    assert made.state == AppraisalState.DONE
    assert set(Dossier.objects.values_list("state", flat=True)) == {"destroyed"}


def test_while_nothing_has_run_out_there_is_nothing_to_list(
    province: Province,
) -> None:
    page = province.client("thu").get("/ho-so/xet-huy/").content.decode()

    assert "Chưa có hồ sơ nào hết thời hạn bảo quản" in page
    assert "Lập danh mục" not in page


def test_the_whole_way_through_the_pages(province: Province) -> None:
    (gone,) = _run_out(province, "01.KGVX")
    thu, ha, hoa = (province.client(w) for w in ("thu", "ha", "hoa"))
    assert "01.KGVX" in thu.get("/ho-so/xet-huy/").content.decode()
    nothing = thu.post("/ho-so/xet-huy/moi/", {})
    assert nothing.status_code == 422
    assert "Chọn ít nhất một hồ sơ" in nothing.content.decode()
    thu.post(
        "/ho-so/xet-huy/moi/",
        {
            "dossiers": [str(gone.id)],
            "basis": "Quyết định số 12/QĐ-VP",
            "chair": str(province.seat("ha").post_id),
            "secretary": str(province.seat("thu").post_id),
            "members": [str(province.seat("hoa").post_id)],
        },
    )
    made = Appraisal.objects.get()
    here = f"/ho-so/xet-huy/{made.id}/"
    assert province.client("minh").get(here).status_code == 404
    for client in (ha, thu, hoa):
        assert "Cho ý kiến" in client.get(here).content.decode()
        client.post(f"{here}y-kien/", {"verdict": "destroy"})
    ha.post(f"{here}ket-luan/", {"minutes": "Nhất trí hủy."})
    dung = province.client("dung")
    dung.post(f"{here}duyet/", {"decision": "Quyết định số 30/QĐ-UBND"})
    done = thu.post(f"{here}huy/", {"way": "Xóa tệp; ông Dũng chứng kiến"})

    assert done.status_code == 302
    page = thu.get(here).content.decode()
    assert "1 tệp, 0 tệp còn ở nơi khác" in page
    assert "chưa xác minh nguồn" in page
    pdf = b"".join(thu.get(f"{here}bien-ban.pdf").streaming_content)  # type: ignore[attr-defined]
    assert pdf.startswith(b"%PDF")


def test_councils_are_for_their_members_and_who_answers_for_the_archive(
    province: Province,
) -> None:
    """Lan keeps the registers and sits in none."""
    made = _open(province, *_run_out(province, "01.KGVX"))
    url = f"/ho-so/xet-huy/{made.id}/"
    said = {who: province.client(who).get(url).status_code for who in ("thu", "lan")}

    assert said == {"thu": 200, "lan": 404}
    listed = province.client("lan").get("/ho-so/xet-huy/").content.decode()
    assert str(made.id) not in listed
