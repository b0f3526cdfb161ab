"""What every address is asked about: one's own, the organisation, keys; their forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.notices.models import Notice
from congvu.notices.rules import REGISTER
from congvu.organisations.actions import create_unit, delegate, record_absence
from congvu.organisations.models import Succession
from congvu.organisations.rules import AbsenceReason, Route
from congvu.signatures.actions import add_to_list, register_key, verify_upload
from congvu.signatures.rules import KeyKind
from tests.files.conftest import make_pdf
from tests.organisations.acts import BASIS, decide, prepare
from tests.people import PASSWORD, SINCE, Province
from tests.rights.incoming import Objects
from tests.signatures.papers import COMMITTEE as _SEAL
from tests.signatures.papers import DUNG as _OWN
from tests.signatures.papers import RED
from tests.signatures.small_ca import SmallCa

_ROOT = SmallCa()
AUTHORIZE = {
    "response_type": "code",
    "client_id": "webmail",
    "scope": "openid",
    "code_challenge": "x" * 43,
    "code_challenge_method": "S256",
}


def personal_papers(people: Province, objects: Objects) -> None:
    assert people.minh.person is not None
    assert people.thu.post is not None
    until = people.today + timedelta(days=30)
    stands_in = delegate(
        post=people.thu.post,
        person=people.minh.person,
        valid_from=people.today,
        valid_until=until,
        by=SYSTEM,
        at=timezone.now(),
    )
    assert people.lan.person is not None
    absence = record_absence(
        person=people.lan.person,
        valid_from=people.today + timedelta(days=10),
        valid_until=until,
        reason=AbsenceReason.LEAVE,
        route=Route.DESK,
        stand_ins={},
        by=people.seat("lan"),
        at=timezone.now(),
    )
    objects["lan's"]["absence_id"] = absence.id
    assert people.minh.post is not None
    objects["minh's"]["post_id"] = people.minh.post.id
    assert people.tu.post is not None
    objects["tu's"] = {"post_id": people.tu.post.id}
    objects["committee"] = {
        "agency_id": people.committee.id,
        "appointment_id": people.minh.person.appointments.get().id,
        "delegation_id": stands_in.id,
    }
    _acts(people, objects)
    _trusted(people, objects)
    assert people.minh.post is not None
    notice = Notice.objects.filter(desk_id=people.minh.post.id).first()
    assert notice is not None
    objects["minh's-notice"] = {"notice_id": notice.id}
    objects[""] = {
        "code": "H03",
        "year": 2026,
        "day": "2026-09-02",
        "book": "incoming",
    }
    objects["report"] = {"form": "xlsx"}
    objects["handbook"] = {"slug": "van-thu"}
    objects["sign-in-help"] = {"slug": "dang-nhap"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM procrastinate_jobs")
        objects["run"] = {"run_id": cursor.fetchone()[0]}


def _trusted(people: Province, objects: Objects) -> None:
    """A paper Minh had checked, and a root somebody trusts."""
    now = timezone.now()
    checked = verify_upload(
        stream=BytesIO(make_pdf("Ban can kiem tra")),
        name="can-kiem-tra.pdf",
        by=people.seat("minh").actor,
        at=now,
    )
    with NamedTemporaryFile(suffix=".pem") as file:
        file.write(SmallCa().root.pem)
        file.flush()
        (anchor,) = add_to_list(
            path=Path(file.name), name="A", keeper="B", source="C", by=SYSTEM, at=now
        )
    objects["minh's-check"] = {"verification_id": checked.pk}
    objects["anchor"] = {"anchor_id": anchor.pk}
    key = register_key(
        kind=KeyKind.OUTSIDE,
        owner_id=people.committee.id,
        owner_label="UBND tỉnh",
        agency_id=people.committee.id,
        certificate=_SEAL.certificate,
        chain=_SEAL.chain,
        image=RED,
        by=SYSTEM,
        at=now,
    )
    minh = people.seat("minh")
    own = register_key(
        kind=KeyKind.OUTSIDE,
        owner_id=minh.person_id,
        owner_label="Minh",
        agency_id=people.committee.id,
        certificate=_OWN.certificate,
        chain=_OWN.chain,
        image=None,
        by=SYSTEM,
        at=now,
    )
    objects["minh's-key"] = {"key_id": own.pk}
    objects["agency's-key"] = {
        "key_id": key.pk,
        "kind": "demo",
        "waiting_id": key.pk,
    }


def _acts(people: Province, objects: Objects) -> None:
    """One act that waits to be decided, one that left somebody to choose."""
    ahead = people.today + timedelta(days=60)
    create_unit(
        agency=people.committee,
        name="Phòng Thử",
        position=9,
        valid_from=SINCE,
        by=SYSTEM,
        at=people.at,
    )
    decide(
        ahead,
        people.at,
        "lập | | H03/Phòng Một",
        "lập | | H03/Phòng Hai",
        "chia | H03/Phòng Thử | H03/Phòng Một",
        "chia | H03/Phòng Thử | H03/Phòng Hai",
    )
    one = Succession.objects.filter(kind="unit").first()
    assert one is not None
    objects["divided"] = {
        "predecessor_id": one.predecessor_id,
        "heir_id": one.successor_id,
    }
    act = prepare(ahead, people.at, "đổi tên | H03.33.10 | | | Ủy ban nhân dân xã Mới")
    objects["act"] = {"reform_id": act.id}


# -- forms


def personal_forms(people: Province, objects: Objects) -> dict[str, Any]:
    assert people.minh.post is not None
    return {
        "signatures:verify": {
            "file": SimpleUploadedFile("moi.pdf", make_pdf("Tep moi"))
        },
        "signatures:trust": {
            "file": SimpleUploadedFile("goc.pem", _ROOT.root.pem),
            "name": "A",
            "sureness": "unchecked",
        },
        "signatures:register-key": {"noi": "demo", "kind": "demo", "owner": "seat"},
        "POST /outside-signings": {
            "key_id": str(objects["minh's-key"]["key_id"]),
            "symbol": "07/QĐ-UBND",
            "file": SimpleUploadedFile("phu-luc.pdf", make_pdf("Phu luc")),
        },
        "accounts:language": {"language": "vi"},
        "openid:authorize": AUTHORIZE | {"answer": "yes"},
        "accounts:tokens": {"name": "máy khác"},
        "notices:choices": {
            "quiet_from": "19:00",
            "quiet_until": "07:00",
            **{f"mail_{kind}": "digest" for kind in REGISTER.kinds},
        },
        "accounts:new-passkey": {"name": "khóa khác", "old": PASSWORD},
        "law:calendar": {
            "day": "02/09/2027",
            "kind": "holiday",
            "name": "Quốc khánh",
            "source": "Bộ luật Lao động",
        },
        "law:calendar-remove": {"day": "2026-09-02"},
        **_organisation_forms(people, objects["divided"]["heir_id"]),
        "organisations:choose-seat": {"hat": str(people.minh.post.id)},
    }


def _organisation_forms(people: Province, heir: object) -> dict[str, dict[str, Any]]:
    """Sơn's chair is free since today: Minh may take it, or stand in for Lan."""
    assert people.son.post is not None
    assert people.lan.post is not None
    assert people.minh.person is not None
    since, until = people.today.strftime("%d/%m/%Y"), "01/01/2199"
    return {
        "organisations:appoint": {
            "person": "minh",
            "post": str(people.son.post.id),
            "valid_from": since,
        },
        "organisations:end-appointment": {
            "appointment": str(people.minh.person.appointments.get().id),
            "valid_until": until,
        },
        "organisations:delegate": {
            "person": "minh",
            "post": str(people.lan.post.id),
            "valid_from": since,
            "valid_until": until,
            "kind": "acting",
            "legal_basis": "Quyết định số 5/QĐ-UBND",
        },
        "organisations:absences": {
            "valid_from": since,
            "valid_until": (people.today + timedelta(days=3)).strftime("%d/%m/%Y"),
            "reason": "leave",
            "route": "desk",
        },
        "organisations:add-person": {
            "full_name": "Vi Thị Mai",
            "username": "mai",
            "valid_from": since,
        },
        "organisations:add-post": {
            "unit": str(people.division.id),
            "name": "Chuyên viên",
            "role": "specialist",
            "valid_from": since,
        },
        "organisations:add-unit": {"name": "Phòng Nội chính", "valid_from": since},
        "organisations:prepare-reform": {
            "title": "Đổi tên xã",
            "legal_basis": BASIS,
            "on": "01/03/2199",
            "rows": "đổi tên | H03.33.10 | | | Ủy ban nhân dân xã Mới",
        },
        "organisations:decide-reform": {"confirmed": "on"},
        "organisations:choose-heir": {"heir": str(heir)},
    }


def organisation_bodies(people: Province, objects: Objects) -> dict[str, Any]:
    """By the last word of an operation."""
    assert people.son.post is not None
    assert people.minh.person is not None
    since = people.today.isoformat()
    holding = {
        "person_id": str(people.minh.person.id),
        "post_id": str(people.son.post.id),
        "valid_from": since,
        "valid_until": "2199-01-01",
        "legal_basis": "Quyết định số 5/QĐ-UBND",
    }
    return {
        "units": {"name": "Phòng Nội chính", "valid_from": since},
        "posts": {
            "unit_id": str(people.division.id),
            "name": "Chuyên viên",
            "role": "specialist",
            "valid_from": since,
        },
        "people": {"full_name": "Vi Thị Mai", "username": "mai", "valid_from": since},
        "appointments": holding,
        "delegations": holding,
        "absences": {
            "valid_from": since,
            "valid_until": (people.today + timedelta(days=3)).isoformat(),
            "reason": "leave",
        },
        "end": {"valid_until": "2199-01-01"},
        "reforms": {
            "title": "Đổi tên xã",
            "legal_basis": BASIS,
            "on": "2199-03-01",
            "rows": "đổi tên | H03.33.10 | | | Ủy ban nhân dân xã Mới",
        },
        "decide": {"legal_basis": BASIS},
        "choose": {"heir_id": str(objects["divided"]["heir_id"])},
        "{day}": {"kind": "holiday", "name": "Quốc khánh", "source": "Bộ luật"},
    }


PERSONAL_BODIES: Mapping[str, Any] = {
    "PUT /me/preferences": {
        "single_letter_keys": True,
        "larger_text": False,
        "high_contrast": False,
    },
    "PUT /me/language": {"language": "vi"},
    "PUT /me/notice-choices": {
        "choices": [],
        "quiet_from": "19:00",
        "quiet_until": "07:00",
    },
    "PUT /handling-rules": {
        "working_days": 7,
        "steps": [],
        "basis": "Quy chế làm việc",
        "valid_from": "2199-01-01",
    },
    "POST /notices/read": {},
    "POST /outside-signings/{waiting_id}/finish": {"signature": "AAAA"},
    "POST /me/password": {"old": PASSWORD, "new": "mot-cau-de-nho-2027"},
    "POST /me/tokens": {"name": "máy khác", "password": PASSWORD},
    "POST /me/second-factor/confirm": {
        "setup": "x",
        "code": "123456",
        "password": PASSWORD,
    },
    "POST /me/second-factor/recovery-codes": {"password": PASSWORD},
    "POST /me/second-factor/remove": {"password": PASSWORD},
}
