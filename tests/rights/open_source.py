"""What every address is asked about: a plan with a line, a roll-out with a wave and a
machine, a scan of files, a procurement, a product the province prefers.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.inventory.actions import MachineData, NewMachine, add_machine
from congvu.licences import actions
from congvu.licences.models import Product, RolloutMachine
from congvu.licences.rules.formats import FormatTally
from tests.licences.office_files import odf, packed
from tests.people import Province
from tests.rights.duties_told import COMMITTEE
from tests.rights.model import Thing

#  address                       reading          sending
OPEN_SOURCE_ROUTES = """
licences:plans                   read-licences    keep-machines
licences:plan @open              read-licences    m
licences:add-line @open          keep-machines    keep-machines
licences:line @open              keep-machines    keep-machines
licences:compose-plan @open      state-licences   state-licences
licences:listed                  read-licences    keep-machines
licences:end-listing @open       keep-machines    keep-machines
licences:rollouts                read-licences    m
licences:begin-rollout           keep-machines    keep-machines
licences:rollout @open           read-licences    m
licences:rollout-file @open      read-licences    m
licences:add-wave @open          keep-machines    keep-machines
licences:take-new @open          m                keep-machines
licences:end-rollout @open       m                keep-machines
licences:wave @open              keep-machines    keep-machines
licences:block @open             keep-machines    keep-machines
licences:scans                   read-licences    keep-machines
licences:scan @open              read-licences    m
licences:procurements            read-licences    m
licences:procure                 keep-machines    keep-machines
licences:strike @open            keep-machines    keep-machines
"""

_PLAN = "/open-source/plans/{plan_id}"
_LINE = "/open-source/lines/{line_id}"
_LISTING = "/open-source/listings/{listing_id}"
_ROLLOUT = "/rollouts/{rollout_id}"
_WAVE = "/rollout-waves/{wave_id}"
_TARGET = "/rollout-machines/{target_id}"
_BOUGHT = "/procurements/{procurement_id}"

#  operation                           answer
OPEN_SOURCE_OPERATIONS = f"""
GET /open-source/preferred             read-licences
POST /open-source/listings             keep-machines
POST {_LISTING}/end @open              keep-machines
GET /open-source/plans                 read-licences
POST /open-source/plans                keep-machines
GET {_PLAN} @open                      read-licences
POST {_PLAN}/lines @open               keep-machines
POST {_PLAN}/papers @open              state-licences
PUT {_LINE} @open                      keep-machines
DELETE {_LINE} @open                   keep-machines
GET /rollouts                          read-licences
POST /rollouts                         keep-machines
GET {_ROLLOUT} @open                   read-licences
GET {_ROLLOUT}/machines @open          keep-machines
POST {_ROLLOUT}/waves @open            keep-machines
POST {_ROLLOUT}/take @open             keep-machines
POST {_ROLLOUT}/end @open              keep-machines
PUT {_WAVE} @open                      keep-machines
PUT {_TARGET}/block @open              keep-machines
GET /format-scans                      read-licences
POST /format-scans                     keep-machines
GET /format-scans/{{scan_id}} @open      read-licences
GET /procurements                      read-licences
POST /procurements                     keep-machines
POST {_BOUGHT}/strike @open            keep-machines
"""


def open_source_things() -> dict[str, Thing]:
    return {"open": Thing("", COMMITTEE)}


def open_source_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """A roll-out to every desk; one machine more came after its wave."""
    at, quan = timezone.now(), people.seat("quan")
    plan = actions.begin_plan(
        agency_id=people.committee.pk,
        title="Kế hoạch nguồn mở",
        basis="",
        starts_on=people.today - timedelta(days=30),
        ends_on=people.today + timedelta(days=300),
        by=quan,
        at=at,
    )
    wish = _line_wish(people)
    line = actions.add_line(plan_id=plan.pk, wish=wish, by=quan, at=at)
    rollout = actions.begin_rollout(
        wish=actions.RolloutWish("LibreOffice", product_id=wish.product_id),
        agency_id=people.committee.pk,
        by=quan,
        at=at,
    )
    post = people.seat("minh").post_id
    days = (people.today, people.today + timedelta(days=30))
    wave, _taken = actions.add_wave(
        rollout_id=rollout.pk,
        wish=actions.WaveWish(1, people.committee.pk, None, post, *days),
        by=quan,
        at=at,
    )
    add_machine(
        new=NewMachine(people.committee.pk, "MÁY-ĐẾN-SAU"),
        data=MachineData(),
        by=quan,
        at=at,
    )
    scan = actions.keep_scan(
        scanned=actions.Scanned([FormatTally("odt", 2024, files=3, bytes=9)], []),
        agency_id=people.committee.pk,
        label="Ổ chung",
        by=quan.actor,
        at=at,
    )
    objects["open"] = {
        "plan_id": plan.pk,
        "line_id": line.pk,
        "listing_id": _listing(people).pk,
        "rollout_id": rollout.pk,
        "wave_id": wave.pk,
        "target_id": RolloutMachine.objects.filter(rollout=rollout)[0].pk,
        "scan_id": scan.pk,
        "procurement_id": _bought(people).pk,
    }


def _line_wish(people: Province) -> actions.LineWish:
    by_code = {one.code: one.pk for one in Product.objects.exclude(code="")}
    return actions.LineWish(
        instead_of_id=by_code["office-2016"],
        product_id=by_code["libreoffice"],
        reason="Chưa đủ quyền sử dụng",
        due_on=people.today + timedelta(days=90),
    )


def _listing(people: Province) -> Any:
    return actions.add_own_listing(
        category="drawing",
        name="Inkscape",
        basis="Đáp ứng tiêu chí",
        since=people.today - timedelta(days=9),
        by=people.seat("quan"),
        at=timezone.now(),
    )


def _bought(people: Province) -> Any:
    return actions.record_procurement(
        wish=actions.ProcurementWish("pdf", "Đọc PDF", people.today, 2, 1_000_000),
        agency_id=people.committee.pk,
        by=people.seat("quan"),
        at=timezone.now(),
    )


def open_source_forms(people: Province) -> dict[str, Any]:
    day, later = f"{people.today:%d/%m/%Y}", f"{people.today.year + 1}-02-01"
    wish, post = _line_wish(people), str(people.seat("minh").post_id)
    line = {
        "instead_of_id": str(wish.instead_of_id),
        "product_id": str(wish.product_id),
        "reason": "Tiết kiệm",
        "due_on": f"{wish.due_on:%d/%m/%Y}",
    }
    file = SimpleUploadedFile("tep.zip", packed(**{"a.odt": odf()}))
    return {
        "licences:plans": {"title": "Năm tới", "starts_on": day, "ends_on": later},
        "licences:add-line": line | {"instead_of_id": str(_other())},
        "licences:line": line,
        "licences:compose-plan": {"signer": str(people.seat("dung").post_id)},
        "licences:listed": {
            "category": "office",
            "name": "LibreOffice",
            "basis": "Đáp ứng tiêu chí",
            "since": day,
        },
        "licences:end-listing": {"until": day},
        "licences:begin-rollout": {
            "title": "Firefox",
            "product_id": str(wish.product_id),
        },
        "licences:add-wave": {
            "number": "2",
            "post_id": post,
            "starts_on": day,
            "due_on": later,
        },
        "licences:wave": {"post_id": post, "due_on": later},
        "licences:block": {"block": "hardware", "block_note": "Thiếu bộ nhớ"},
        "licences:scans": {"label": "Ổ chung", "file": file},
        "licences:procure": {
            "category": "pdf",
            "what": "Đọc PDF",
            "decided_on": day,
            "seats": "2",
            "amount": "1000000",
        },
        "licences:strike": {"reason": "Ghi nhầm"},
    }


def _other() -> Any:
    return Product.objects.get(code="office-2010").pk


def open_source_bodies(people: Province) -> dict[str, Any]:
    day, later = people.today.isoformat(), f"{people.today.year + 1}-02-01"
    wish, post = _line_wish(people), str(people.seat("minh").post_id)
    line = {
        "instead_of_id": str(wish.instead_of_id),
        "product_id": str(wish.product_id),
        "reason": "Tiết kiệm",
        "due_on": wish.due_on.isoformat() if wish.due_on else "",
    }
    listing = {"category": "office", "name": "LibreOffice", "basis": "Tiêu chí"}
    wave = {"number": 2, "post_id": post, "starts_on": day, "due_on": later}
    return {
        "POST /open-source/listings": listing | {"since": day},
        f"POST {_LISTING}/end": {"until": day},
        "POST /open-source/plans": {
            "title": "Năm tới",
            "starts_on": day,
            "ends_on": later,
        },
        f"POST {_PLAN}/lines": line | {"instead_of_id": str(_other())},
        f"POST {_PLAN}/papers": {"signer_post_id": str(people.seat("dung").post_id)},
        f"PUT {_LINE}": line,
        "POST /rollouts": {"title": "Firefox", "product_id": str(wish.product_id)},
        f"POST {_ROLLOUT}/waves": wave,
        f"PUT {_WAVE}": {"post_id": post, "due_on": later},
        f"PUT {_TARGET}/block": {"block": "hardware", "block_note": "Thiếu bộ nhớ"},
        "POST /procurements": {
            "category": "pdf",
            "what": "Đọc PDF",
            "decided_on": day,
            "seats": 2,
            "amount": 1_000_000,
        },
        f"POST {_BOUGHT}/strike": {"reason": "Ghi nhầm"},
    }
