"""What every address is asked about: plans and dossiers, and their forms."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.archives.actions import (
    DossierData,
    OpinionData,
    add_file,
    approve_plan,
    ask_for_package,
    close_dossier,
    freeze_dossiers,
    give_opinions,
    hand_over_dossiers,
    issue_plan,
    open_appraisal,
    open_dossier,
    open_dossier_to,
    write_plan,
)
from congvu.archives.formats.package_source import Checked
from congvu.archives.formats.plan_text import read_plan
from congvu.archives.models import Appraisal, Dossier, DossierItem, PackageCheck
from congvu.archives.rules import Archive, CouncilPart, Numbering, PackageKind
from congvu.files.models import StoredFile
from tests.archives.making import PLAN
from tests.files.conftest import make_pdf
from tests.people import Province

_SINCE = date(2026, 1, 5)
FOUND = asdict(Checked("TT 05/2025/TT-BNV", "C"))


def _open(people: Province, who: str, symbol: str) -> Dossier:
    data = DossierData("Hồ sơ hỏi quyền", symbol, "20", _SINCE)
    return open_dossier(data=data, by=people.seat(who), at=timezone.now())


def _file(people: Province, dossier: Dossier, who: str) -> DossierItem:
    return add_file(
        dossier_id=dossier.id,
        name="bien-ban.pdf",
        stream=BytesIO(make_pdf("Bien ban")),
        subject="Biên bản",
        happened_on=_SINCE,
        by=people.seat(who),
        at=timezone.now(),
    )


def _closed(people: Province, symbol: str) -> Dossier:
    dossier = _open(people, "minh", symbol)
    _file(people, dossier, "minh")
    return close_dossier(
        dossier_id=dossier.id,
        ended_on=timezone.localdate(),
        drops=False,
        closing_note="",
        by=people.seat("minh"),
        at=timezone.now(),
    )


def archive_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Minh's dossiers in each state, one of the commune, plans in each state."""
    minh, at = people.seat("minh"), timezone.now()
    opened = _open(people, "minh", "01.HQ")
    item = _file(people, opened, "minh")
    StoredFile.objects.filter(pk=item.file_id).update(state="ready")
    open_dossier_to(
        dossier_id=opened.id,
        desk_id=people.leaders.id,
        reason="Cùng xem",
        by=people.seat("lan"),
        at=at,
    )
    other = _open(people, "minh", "02.HQ")
    closed = _closed(people, "03.HQ")
    commune = _open(people, "tu", "01.HQ")
    commune_item = _file(people, commune, "tu")
    package = ask_for_package(
        dossier_id=closed.id, kind=PackageKind.SIP, by=people.seat("thu"), at=at
    )
    for name, dossier, held in (
        ("dossier", opened, item),
        ("closed-dossier", closed, item),
        ("commune-dossier", commune, commune_item),
    ):
        objects[name] = {
            "dossier_id": dossier.id,
            "held_id": held.id,
            "desk_id": people.leaders.id,
            "to_id": other.id,
            "package_id": package.id,
            "form": "xml",
        }
    given = _closed(people, "05.HQ")
    minutes = hand_over_dossiers(
        dossier_ids=[given.id],
        archive=Archive.CURRENT,
        given_note="",
        by=minh,
        at=at,
    )
    objects["minutes"] = {"hand_over_id": minutes.id, "paper": "list"}
    objects["appraisal"] = {"appraisal_id": _appraisal(people, "06.HQ").id}
    heard = _appraisal(people, "07.HQ")
    objects["heard-appraisal"] = {"appraisal_id": heard.id}
    for who in ("dung", "thu", "ha"):
        give_opinions(
            appraisal_id=heard.id,
            opinions={line.pk: OpinionData("destroy") for line in heard.lines.all()},
            by=people.seat(who),
            at=at,
        )
    freeze = freeze_dossiers(
        dossier_ids=[_open(people, "minh", "04.HQ").id],
        reason="Thanh tra",
        by=people.seat("ha"),
        at=at,
    )
    objects["freeze"] = {"freeze_id": freeze.id}
    checked = PackageCheck.objects.create(
        agency_id=minh.agency_id, at=at, by="Thu", sha256="0" * 64, result=FOUND
    )
    objects["package-check"] = {"check_id": checked.id}
    _plans(people, objects)


def _appraisal(people: Province, symbol: str) -> Appraisal:
    """A council of the chairman, the archivist and the office chief."""
    dossier = _closed(people, symbol)
    Dossier.objects.filter(pk=dossier.pk).update(
        state="archived", archived_on=_SINCE, kept_until=_SINCE
    )
    return open_appraisal(
        dossier_ids=[dossier.id],
        basis="Quyết định số 12/QĐ-VP",
        members={
            people.seat("dung").post_id: CouncilPart.CHAIR,
            people.seat("thu").post_id: CouncilPart.SECRETARY,
            people.seat("ha").post_id: CouncilPart.MEMBER,
        },
        by=people.seat("thu"),
        at=timezone.now(),
    )


def _plans(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    headings, _faults = read_plan(PLAN)
    lan, dung, at = people.seat("lan"), people.seat("dung"), timezone.now()
    year = timezone.localdate().year
    for name, of, steps in (
        ("issued-plan", year, 2),
        ("approved-plan", year - 1, 1),
        ("plan", year + 1, 0),
    ):
        write_plan(year=of, numbering=Numbering.WHOLE, headings=headings, by=lan, at=at)
        if steps:
            approve_plan(year=of, by=dung, at=at)
        if steps > 1:
            issue_plan(year=of, basis="Quyết định số 05/QĐ-UBND", by=lan, at=at)
        objects[name] = {"year": of}
    objects["no-plan"] = {"year": year - 2}


def archive_forms(objects: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    day = f"{_SINCE:%d/%m/%Y}"
    dossier = {
        "title": "Hồ sơ",
        "symbol": "09.HQ",
        "retention": "20",
        "opened_on": day,
        "origin": "born",
    }
    own = {"dossier": str(objects["dossier"]["dossier_id"])}
    why = {"reason": "Để hỏi quyền"}
    closed = str(objects["closed-dossier"]["dossier_id"])
    return {
        "archives:write-plan": {"numbering": "whole", "content": PLAN},
        "archives:copy-plan": {"from_year": objects["issued-plan"]["year"]},
        "archives:issue-plan": {"basis": "Quyết định số 06/QĐ-UBND"},
        "archives:return-plan": why,
        "archives:new-dossier": dossier,
        "archives:change": dossier,
        "archives:open-right": {
            "desk": str(objects["dossier"]["desk_id"]),
            "may_file": "on",
            **why,
        },
        "archives:close-right": why,
        "archives:close": {"ended_on": f"{timezone.localdate():%d/%m/%Y}"},
        "archives:reopen": why,
        "archives:pack": {"kind": "AIP"},
        "archives:remove": why,
        "archives:move": {"to": str(objects["dossier"]["to_id"])},
        "archives:of-incoming": own,
        "archives:of-outgoing": own,
        "archives:freeze": {"dossiers": [str(objects["dossier"]["dossier_id"])], **why},
        "archives:unfreeze": why,
        "archives:retention": {"retention": "20", **why},
        "archives:opinion": {"verdict": "destroy"},
        "archives:conclude": {"minutes": "Nhất trí."},
        "archives:approve-appraisal": {"decision": "Quyết định số 30/QĐ-UBND"},
        "archives:return-appraisal": why,
        "archives:carry-out": {"way": "Xóa tệp"},
        "archives:hand-over": {"dossiers": [closed]},
        "archives:hand-over-historical": {"dossiers": [closed]},
        "archives:postpone": {
            "dossiers": [closed],
            "until": f"{timezone.localdate() + timedelta(days=400):%d/%m/%Y}",
            **why,
        },
        "archives:add-file": {
            "file": SimpleUploadedFile("moi.pdf", make_pdf("Tep moi")),
            "subject": "Tài liệu",
            "happened_on": day,
        },
        "archives:check-package": {"file": SimpleUploadedFile("goi.zip", b"PK")},
        "POST /package-checks": {"file": SimpleUploadedFile("goi.zip", b"PK")},
        "POST /dossiers/{dossier_id}/files": {
            "file": SimpleUploadedFile("moi.pdf", make_pdf("Tep moi")),
            "subject": "Tài liệu",
            "happened_on": _SINCE.isoformat(),
        },
    }


def archive_bodies(objects: dict[str, dict[str, Any]]) -> dict[str, Any]:
    one = "/dossiers/{dossier_id}"
    why = {"reason": "Để hỏi quyền"}
    dossier = {
        "title": "Hồ sơ",
        "symbol": "09.HQ",
        "retention": "20",
        "opened_on": _SINCE.isoformat(),
    }
    desk = {"desk_id": str(objects["dossier"]["desk_id"])}
    heading = {
        "title": "Văn xã",
        "symbol": "VX",
        "dossiers": [{"title": "Hồ sơ", "retention": "20", "maker": "Phòng"}],
    }
    closed = [str(objects["closed-dossier"]["dossier_id"])]
    plan = "/file-plans/{year}"
    return {
        f"PUT {plan}": {"headings": [heading]},
        f"POST {plan}/copy": {"from_year": objects["issued-plan"]["year"]},
        f"POST {plan}/return": why,
        f"POST {plan}/issue": {"basis": "Quyết định số 06/QĐ-UBND"},
        "POST /dossiers": dossier,
        f"PUT {one}": dossier,
        f"POST {one}/close": {"ended_on": timezone.localdate().isoformat()},
        f"POST {one}/reopen": why,
        f"POST {one}/retention": {"retention": "20", **why},
        f"POST {one}/packages": {"kind": "AIP"},
        f"POST {one}/rights": {**desk, "may_file": True, **why},
        f"POST {one}/rights/take-back": {**desk, **why},
        f"POST {one}/items": {"incoming_id": str(objects["assigned"]["entry_id"])},
        f"POST {one}/items/{{held_id}}/remove": why,
        f"POST {one}/items/{{held_id}}/move": {
            "to_id": str(objects["dossier"]["to_id"])
        },
        "POST /freezes": {
            "dossier_ids": [str(objects["dossier"]["dossier_id"])],
            **why,
        },
        "POST /freezes/{freeze_id}/end": why,
        "POST /appraisals": {"dossier_ids": closed, "basis": "QĐ", "members": []},
        "POST /appraisals/{appraisal_id}/opinions": {"opinions": []},
        "POST /appraisals/{appraisal_id}/conclude": {"minutes": "Nhất trí."},
        "POST /appraisals/{appraisal_id}/approve": {"decision": "Quyết định"},
        "POST /appraisals/{appraisal_id}/return": why,
        "POST /appraisals/{appraisal_id}/carry-out": {"way": "Xóa tệp"},
        "POST /archive-hand-overs": {"dossier_ids": closed},
        "POST /archive-hand-overs/{hand_over_id}/take": {},
        "POST /dossiers-to-hand-over/postpone": {
            "dossier_ids": closed,
            "until": (timezone.localdate() + timedelta(days=400)).isoformat(),
            **why,
        },
    }
