"""What every address is asked about: one paper in each state, a file, what one owns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.http.cookie import SimpleCookie
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from congvu.accounts.actions import create_token
from congvu.accounts.models import Passkey, SessionRecord
from congvu.audit.rules import SYSTEM
from congvu.documents import actions, queries
from congvu.documents.actions import Share
from congvu.documents.models import (
    Assignment,
    DocumentFile,
    HandOver,
    IntakeItem,
    RegisterEntry,
)
from congvu.documents.rules import (
    SUSPECTED,
    Doubt,
    HandOverReason,
    IntakeState,
    Paper,
    Part,
)
from congvu.files.models import SearchableCopy, StoredFile
from congvu.files.queries import searchable_place
from congvu.finding.actions import save_question
from congvu.finding.rules import Question
from congvu.law.queries import calendar
from congvu.notices.models import Notice
from congvu.notices.rules import REGISTER
from congvu.openid.actions import register_client
from congvu.openid.models import Consent
from congvu.organisations.actions import create_unit, delegate, record_absence
from congvu.organisations.models import RightChange, Succession
from congvu.organisations.rules import AbsenceReason, Route
from congvu.signatures.actions import add_to_list, register_key, verify_upload
from congvu.signatures.rules import KeyKind
from tests.documents import reforms
from tests.files.conftest import make_pdf
from tests.organisations.acts import BASIS, decide, prepare
from tests.people import PASSWORD, SINCE, Province, make_province
from tests.rights.archives import (
    archive_bodies,
    archive_forms,
    archive_papers,
)
from tests.rights.directives import (
    directive_bodies,
    directive_forms,
    directive_papers,
)
from tests.rights.duties import duty_bodies, duty_forms, duty_papers
from tests.rights.exchange import (
    exchange_bodies,
    exchange_forms,
    exchange_papers,
)
from tests.rights.imports import (
    import_bodies,
    import_forms,
    import_papers,
)
from tests.rights.outgoing import (
    outgoing_bodies,
    outgoing_forms,
    outgoing_papers,
)
from tests.signatures.papers import COMMITTEE as _SEAL
from tests.signatures.papers import DUNG as _OWN
from tests.signatures.papers import RED
from tests.signatures.small_ca import SmallCa

_ROOT = SmallCa()


class Browser(Client):
    """Keeps nothing of how a page was made, as no browser does: copying the context of
    every template took as long as the page.
    """

    def request(self, **request: Any) -> Any:
        answer = self.handler(self._base_environ(**request))
        self.cookies.update(answer.cookies)
        return answer


CAST = ("lan", "minh", "hoa", "dung", "ha", "quan", "thu", "tu", "khach", "son")
NOBODY = "nobody"
PEOPLE = (NOBODY, *CAST)


@dataclass
class World:
    """Objects by name, each with the parts of an address that belong to it."""

    province: Province
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def browser(self, who: str) -> Client:
        """Signed in anew each time: what one request did to it, the next never sees."""
        client = Browser()
        client.handler = self._handler
        if who != NOBODY:
            client.cookies = SimpleCookie(self.cookies[who].output(header="", sep=";"))
        return client

    def bearer(self, who: str) -> Mapping[str, str]:
        if who == NOBODY:
            return {}
        return {"Authorization": f"Bearer {self.tokens[who]}"}

    @cached_property
    def _handler(self) -> ClientHandler:
        """One for all, as in a web process; each client would build its own."""
        return ClientHandler(enforce_csrf_checks=False)

    @cached_property
    def forms(self) -> dict[str, dict[str, Any]]:
        """Made once: thirteen files and some look-ups are dearer than a question."""
        return _forms(self)

    @cached_property
    def bodies(self) -> dict[str, Any]:
        return {
            **_OWN_BODIES,
            **outgoing_bodies(self.province),
            **archive_bodies(self.objects),
            **import_bodies(),
            **exchange_bodies(),
            **duty_bodies(self.province, self.objects),
            **directive_bodies(self.province),
        }

    @cached_property
    def later(self) -> date:
        """A working day that is later than any this world has set."""
        return calendar().add_working_days(self.province.today, 8)


def make_world() -> World:
    call_command("load_law", verbosity=0)
    world = World(make_province(timezone.now(), timezone.localdate()))
    _papers(world)
    outgoing_papers(world.province, world.objects)
    archive_papers(world.province, world.objects)
    import_papers(world.province, world.objects)
    exchange_papers(world.province, world.objects)
    duty_papers(world.province, world.objects)
    directive_papers(world.province, world.objects)
    _handed(world)
    _door(world)
    _own(world)
    return world


# -- papers


def _papers(world: World) -> None:
    """Each further one step along the way Lan → Dũng → Hoa → Minh and back."""
    for name, steps in (
        ("registered", 0),
        ("submitted", 1),
        ("held", 2),
        ("handling", 3),
        ("assigned", 4),
        ("reported", 5),
    ):
        entry = _register(world, "lan", f"{100 + steps}/SNN-KH")
        world.objects[name] = {"entry_id": entry.id}
        _move(world, name, entry, steps)
    commune = _register(world, "tu", "7/PTC-KH")
    world.objects["commune"] = {
        "entry_id": commune.id,
        # of another paper: never found below this one
        "assignment_id": world.objects["assigned"]["assignment_id"],
    }
    _opened(world)
    _asked(world)
    _with_file(world, "registered", "lan")
    world.objects["filed"] = world.objects["registered"]
    _with_file(world, "commune", "tu")


def _handed(world: World) -> None:
    """A book of a commune that ended in favour of the province, and a record."""
    people, now = world.province, timezone.now()
    gone = reforms.make_commune(people, people.today, now, name="Cổ Linh", prefix="cl-")
    clerk = gone.cast["cl-lien"].post
    assert clerk is not None
    entry = actions.register_incoming(
        paper=Paper(
            subject="V/v đăng ký cuối cùng của xã",
            issuer_name="Sở Nội vụ",
            type_code="CV",
            symbol="9/SNV",
            issued_on=people.today,
        ),
        arrived_at=now,
        by=people.seat_of(clerk),
        at=now,
    )
    world.objects["old-book"] = {"register_id": entry.register_id}
    later = people.today + timedelta(days=1)
    reforms.end(gone.agency, later)
    reforms.decide({gone.agency.id: people.committee.id}, people.today, now)
    assert people.minh.post is not None
    made = HandOver.objects.create(
        reason=HandOverReason.LEAVE,
        on=people.today,
        at=now,
        by="Ma Thị Hoa",
        from_agency_id=people.committee.id,
        from_agency_name="UBND tỉnh Bắc Kạn",
        from_desk_id=people.minh.post.id,
        from_desk_name="Hoàng Văn Minh, Chuyên viên",
        to_agency_id=people.committee.id,
        to_agency_name="UBND tỉnh Bắc Kạn",
        to_desk_id=people.division.id,
        to_desk_name="Phòng Khoa giáo - Văn xã",
    )
    world.objects["handed"] = {"hand_over_id": made.id}


def _register(world: World, who: str, symbol: str) -> RegisterEntry:
    now = timezone.now()
    return actions.register_incoming(
        paper=Paper(
            subject="V/v báo cáo tình hình sản xuất vụ mùa",
            issuer_name="Sở Nông nghiệp và Phát triển nông thôn",
            type_code="CV",
            symbol=symbol,
            issued_on=(now - timedelta(days=1)).date(),
        ),
        arrived_at=now,
        by=world.province.seat(who),
        at=now,
    )


def _move(world: World, name: str, entry: RegisterEntry, steps: int) -> None:
    people, now = world.province, timezone.now()
    to_division = [
        Share(people.division.id, Part.LEAD),
        Share(people.office.id, Part.INFORM),
    ]
    given: dict[str, Any] = {"entry_id": entry.id, "at": now}
    if steps == 0:
        return
    assert people.dung.post is not None
    assert people.minh.post is not None
    actions.submit(
        leader_post_id=people.dung.post.id,
        proposal=to_division,
        by=people.seat("lan"),
        **given,
    )
    found = Assignment.objects.get(entry=entry)
    if steps >= 2:
        actions.instruct(
            assignment_id=found.id,
            text="Giao Phòng Khoa giáo - Văn xã.",
            shares=to_division,
            hold=steps == 2,
            by=people.seat("dung"),
            **given,
        )
        found = Assignment.objects.get(entry=entry, part=Part.LEAD)
        inform = Assignment.objects.get(entry=entry, part=Part.INFORM)
        ids = {"entry_id": entry.id, "assignment_id": inform.id}
        world.objects[f"{name}-inform"] = ids
    if steps >= 4:
        post_id = people.minh.post.id
        actions.assign(
            assignment_id=found.id,
            shares=[Share(post_id, Part.LEAD)],
            by=people.seat("hoa"),
            **given,
        )
        found = Assignment.objects.get(entry=entry, desk_id=post_id)
    if steps >= 5:
        actions.report(
            assignment_id=found.id, result="Xong.", by=people.seat("minh"), **given
        )
    world.objects[name]["assignment_id"] = found.id


def _asked(world: World) -> None:
    """A part with a day on Minh's desk, and one about which he asks Hoa for more."""
    people, now = world.province, timezone.now()
    assert people.ha.post is not None
    day = calendar().add_working_days(people.today, 3)
    for name, symbol in (("dated", "110/SNN-KH"), ("asked", "111/SNN-KH")):
        entry = _register(world, "lan", symbol)
        world.objects[name] = {"entry_id": entry.id}
        _move(world, name, entry, 4)
        Assignment.objects.filter(entry=entry, part=Part.LEAD).update(due_on=day)
    given: dict[str, Any] = {
        **world.objects["asked"],
        "reason": "Chờ số liệu.",
        "by": people.seat("minh"),
        "at": now,
    }
    actions.ask_extension(until=calendar().add_working_days(day, 2), **given)
    actions.ask_pass_on(to_desk_id=people.ha.post.id, **given)


def _opened(world: World) -> None:
    """The paper on Minh's desk, opened by Lan to the post beside him; the warning."""
    people, paper = world.province, world.objects["assigned"]["entry_id"]
    assert people.son.post is not None
    actions.open_to(
        entry_id=paper,
        desk_id=people.son.post.id,
        reason="Cùng làm báo cáo.",
        by=people.seat("lan"),
        at=timezone.now(),
    )
    world.objects["opened"] = {"entry_id": paper, "desk_id": people.son.post.id}
    world.objects["commune"]["desk_id"] = people.son.post.id
    world.objects["change"] = {"change_id": RightChange.objects.get().id}


def _with_file(world: World, name: str, who: str) -> None:
    """The paper's own file, through the door as any other."""
    entry = RegisterEntry.objects.get(pk=world.objects[name]["entry_id"])
    item = _receive(world, who, f"Van ban {name}")
    held = DocumentFile.objects.create(
        document=entry.document, file=item.file, name="van-ban.pdf"
    )
    world.objects[name] |= {"file_id": held.id, "number": 1}


# -- the door


def _receive(world: World, who: str, words: str) -> Any:
    seat, now = world.province.seat(who), timezone.now()
    item = actions.receive_file(
        stream=BytesIO(make_pdf(words)),
        name="den.pdf",
        channel="upload",
        by=seat,
        at=now,
    )
    item = actions.read_item(item_id=item.id, by=seat, at=now)
    _with_searchable_copy(item.file)
    return item


def _with_searchable_copy(file: StoredFile) -> None:
    """As if it had been a scan: who may have the copy is asked, not how it is made."""
    StoredFile.objects.filter(pk=file.pk).update(searchable=SearchableCopy.PDFA)
    place = searchable_place(file.sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"%PDF-1.7")


def _door(world: World) -> None:
    compared = world.objects["registered"]["entry_id"]
    for name, who in (("item", "lan"), ("commune-item", "tu"), ("held-item", "lan")):
        item = _receive(world, who, f"Tep {name}")
        world.objects[name] = {
            "item_id": item.id,
            "number": 1,
            "entry_id": compared,
        }
    for name, who in (("pile", "lan"), ("commune-pile", "tu")):
        seat, now = world.province.seat(who), timezone.now()
        pile = actions.receive_pile(
            stream=BytesIO(make_pdf(f"Bo {name}", pages=2)),
            name="xap.pdf",
            channel="upload",
            by=seat,
            at=now,
        )
        actions.take_apart(pile_id=pile.id, by=SYSTEM, at=now)
        world.objects[name] = {"pile_id": pile.id, "number": 2}
    for name, who, shared in (("filter", "lan", False), ("shared-filter", "tu", True)):
        kept = actions.save_filter(
            name="Khẩn",
            asked=queries.Asked(find="khan"),
            shared=shared,
            by=world.province.seat(who),
            at=timezone.now(),
        )
        world.objects[name] = {"filter_id": kept.id}
    for name, who in (("question", "lan"), ("commune-question", "tu")):
        question = save_question(
            name="Khẩn",
            question=Question(text="khẩn"),
            watched=False,
            by=world.province.seat(who),
            at=timezone.now(),
        )
        world.objects[name] = {"question_id": question.id}
    # Something like a mark of secrecy was seen on it.
    IntakeItem.objects.filter(pk=world.objects["held-item"]["item_id"]).update(
        state=IntakeState.QUARANTINED, reason=SUSPECTED, doubt=Doubt.HELD
    )


# -- what belongs to one person


def _own(world: World) -> None:
    people = world.province
    webmail, _secret = register_client(
        client_id="webmail",
        name="Thư công vụ",
        redirect_uris=["https://thu.backan.example/"],
        by=SYSTEM,
        at=timezone.now(),
    )
    for who in CAST:
        user, client = people.cast[who].user, Client()
        client.post("/dang-nhap/", {"username": who, "password": PASSWORD})
        world.cookies[who] = client.cookies
        token, raw = create_token(user=user, name="máy", by=SYSTEM, at=timezone.now())
        world.tokens[who] = raw
        passkey = Passkey.objects.create(
            user=user,
            name="máy",
            credential_id=who.encode(),
            public_key=b"khoa",
            created_at=timezone.now(),
        )
        consent = Consent.objects.create(
            user=user, client=webmail, scope="openid", given_at=timezone.now()
        )
        session = SessionRecord.objects.filter(user=user).latest("started_at")
        world.objects[f"{who}'s"] = {
            "record_id": session.pk,
            "session_id": session.pk,
            "token_id": token.pk,
            "passkey_id": passkey.pk,
            "consent_id": consent.pk,
        }
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
    world.objects["lan's"]["absence_id"] = absence.id
    assert people.minh.post is not None
    world.objects["minh's"]["post_id"] = people.minh.post.id
    assert people.tu.post is not None
    world.objects["tu's"] = {"post_id": people.tu.post.id}
    world.objects["committee"] = {
        "agency_id": people.committee.id,
        "appointment_id": people.minh.person.appointments.get().id,
        "delegation_id": stands_in.id,
    }
    _acts(world)
    _trusted(world)
    assert people.minh.post is not None
    notice = Notice.objects.filter(desk_id=people.minh.post.id).first()
    assert notice is not None
    world.objects["minh's-notice"] = {"notice_id": notice.id}
    world.objects[""] = {
        "code": "H03",
        "year": 2026,
        "day": "2026-09-02",
        "book": "incoming",
    }
    world.objects["report"] = {"form": "xlsx"}
    world.objects["handbook"] = {"slug": "van-thu"}
    world.objects["sign-in-help"] = {"slug": "dang-nhap"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM procrastinate_jobs")
        world.objects["run"] = {"run_id": cursor.fetchone()[0]}


def _trusted(world: World) -> None:
    """A paper Minh had checked, and a root somebody trusts."""
    people, now = world.province, timezone.now()
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
    world.objects["minh's-check"] = {"verification_id": checked.pk}
    world.objects["anchor"] = {"anchor_id": anchor.pk}
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
    world.objects["minh's-key"] = {"key_id": own.pk}
    world.objects["agency's-key"] = {
        "key_id": key.pk,
        "kind": "demo",
        "waiting_id": key.pk,
    }


def _acts(world: World) -> None:
    """One act that waits to be decided, one that left somebody to choose."""
    people = world.province
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
    world.objects["divided"] = {
        "predecessor_id": one.predecessor_id,
        "heir_id": one.successor_id,
    }
    act = prepare(ahead, people.at, "đổi tên | H03.33.10 | | | Ủy ban nhân dân xã Mới")
    world.objects["act"] = {"reform_id": act.id}


# -- what is asked and posted, so that whoever may do a thing does it


def query_of(name: str) -> dict[str, str]:
    """What an address cannot be read without."""
    if name == "openid:authorize":
        return {
            "response_type": "code",
            "client_id": "webmail",
            "scope": "openid",
            "code_challenge": "x" * 43,
            "code_challenge_method": "S256",
        }
    if name.startswith("outgoing:book-"):
        return {"tu": "01/01/2026", "den": "31/12/2026"}
    if name.startswith("documents:register-"):
        return {"so": "den", "tu": "01/01/2026", "den": "31/12/2026"}
    if name.startswith("GET /electronic-share"):
        return {"first": "2026-01-01", "last": "2026-12-31"}
    if name == "GET /issuer-note":
        return {"name": "UBND xã"}
    if name == "GET /agency-lookup":
        return {"q": "xã"}
    if "/registers/{book}" in name or "/outgoing-register" in name:
        return {"first": "2026-01-01", "last": "2026-12-31"}
    return {}


def form_of(world: World, route: str) -> dict[str, Any]:
    """A complete form: it is refused only for who sends it."""
    form = world.forms.get(route, {"reason": "Gửi nhầm nơi nhận.", "sure": "1"})
    for value in form.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)  # the last who sent it read it to its end
    return form


def _forms(world: World) -> dict[str, dict[str, Any]]:
    people = world.province
    division = str(people.division.id)
    assert people.dung.post is not None
    assert people.minh.post is not None
    assert people.ha.post is not None
    paper = {
        "symbol": "55/STC-NS",
        "issued_on": "02/01/2026",
        "issuer_name": "Sở Tài chính",
        "type_code": "CV",
        "urgency": "normal",
        "subject": "V/v dự toán",
        "arrived_on": timezone.localdate().strftime("%d/%m/%Y"),
        "secrecy": "khong",
    }
    return {
        **outgoing_forms(people),
        **archive_forms(world.objects),
        **import_forms(),
        **exchange_forms(),
        **duty_forms(people, world.objects),
        **directive_forms(people),
        "documents:open-right": {
            "desk": str(people.leaders.id),
            "reason": "Cùng làm báo cáo.",
        },
        "documents:hand-over-desk": {
            "to_desk": division,
            "reason": "by-hand",
            "entries": [str(world.objects["assigned"]["entry_id"])],
        },
        "documents:submit": {"leader": str(people.dung.post.id), "lead": division},
        "documents:instruct": {"text": "Giao Phòng.", "lead": division},
        "documents:assign": {"lead": str(people.minh.post.id)},
        "documents:pass-on": {
            "to_desk": str(people.ha.post.id),
            "reason": "Đúng mảng việc.",
        },
        "documents:ask-pass-on": {
            "to_desk": str(people.ha.post.id),
            "reason": "Đúng mảng việc.",
        },
        "documents:ask-extension": {
            "until": world.later.strftime("%d/%m/%Y"),
            "reason": "Chờ số liệu.",
        },
        "documents:grant-extension": {"beyond": "on"},
        "documents:forward": {"desks": [division]},
        "documents:report": {"result": "Đã làm xong."},
        "documents:intake-register": paper,
        "documents:register-paper": paper,
        "documents:correct": paper | {"reason": "Đọc nhầm."},
        "documents:intake-upload": {
            "file": SimpleUploadedFile("moi.pdf", make_pdf("Tep moi"))
        },
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
            "key_id": str(world.objects["minh's-key"]["key_id"]),
            "symbol": "07/QĐ-UBND",
            "file": SimpleUploadedFile("phu-luc.pdf", make_pdf("Phu luc")),
        },
        "documents:intake-attach": {"number": "1", "year": str(people.today.year)},
        "documents:attach": {
            "file": SimpleUploadedFile("kem.pdf", make_pdf("Tep kem"))
        },
        "accounts:language": {"language": "vi"},
        "openid:authorize": query_of("openid:authorize") | {"answer": "yes"},
        "accounts:tokens": {"name": "máy khác"},
        "notices:choices": {
            "quiet_from": "19:00",
            "quiet_until": "07:00",
            **{f"mail_{kind}": "digest" for kind in REGISTER.kinds},
        },
        "documents:handling-rules": {
            "working_days": "7",
            "off": "previous",
            "basis": "Quy chế làm việc",
            "valid_from": timezone.localdate().strftime("%d/%m/%Y"),
        },
        "accounts:new-passkey": {"name": "khóa khác", "old": PASSWORD},
        "law:calendar": {
            "day": "02/09/2027",
            "kind": "holiday",
            "name": "Quốc khánh",
            "source": "Bộ luật Lao động",
        },
        "law:calendar-remove": {"day": "2026-09-02"},
        **_organisation_forms(people, world.objects["divided"]["heir_id"]),
        "organisations:choose-seat": {"hat": str(people.minh.post.id)},
    }


def _organisation_forms(people: Province, heir: UUID) -> dict[str, dict[str, Any]]:
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


def _organisation_bodies(people: Province) -> dict[str, Any]:
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
    }


_OWN_BODIES: Mapping[str, Any] = {
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


def body_of(world: World, operation: str, ids: Mapping[str, Any]) -> Any:
    """The same for machines."""
    people = world.province
    if operation in world.bodies:
        return world.bodies[operation]
    assert people.dung.post is not None
    assert people.minh.post is not None
    assert people.ha.post is not None
    verb = operation.rsplit("/", 1)[-1]
    over = {"to_desk_id": str(people.ha.post.id), "reason": "Đúng mảng việc."}
    lead = [{"desk_id": str(people.division.id), "part": "lead"}]
    to_minh = [{"desk_id": str(people.minh.post.id), "part": "lead"}]
    part = {"assignment_id": str(ids.get("assignment_id", people.committee.id))}
    paper = {
        "symbol": "56/STC-NS",
        "issued_on": "2026-01-02",
        "issuer_name": "Sở Tài chính",
        "type_code": "CV",
        "subject": "V/v dự toán",
    }
    return {
        **_organisation_bodies(people),
        "choose": {"heir_id": str(world.objects["divided"]["heir_id"])},
        "incoming-documents": paper,
        "register": paper,
        "attach": {"entry_id": str(world.objects["registered"]["entry_id"])},
        "correct": {"subject": "V/v dự toán năm", "reason": "Đọc nhầm."},
        "draft": {"fields": {"subject": "V/v"}},
        "pile-label": {"prefix": "VBD-"},
        "saved-filters": {"name": "Khẩn", "asked": {"urgency": "urgent"}},
        "saved-questions": {"name": "Lũ", "asked": {"q": "lũ"}},
        "watched": {"watched": True},
        "list-columns": {"columns": ["number", "subject"]},
        "split": {"page": 2},
        "join": {"page": 2},
        "keep": {"page": 2},
        "agree": part,
        "{day}": {"kind": "holiday", "name": "Quốc khánh", "source": "Bộ luật"},
        "submit": {"leader_post_id": str(people.dung.post.id), "proposal": lead},
        "instruct": part | {"text": "Giao Phòng.", "shares": lead},
        "assign": part | {"shares": to_minh},
        "rights": {"desk_id": str(people.leaders.id), "reason": "Cùng làm."},
        "hand-over": {"to_desk": str(people.division.id), "reason": "by-hand"},
        "take-back": {"desk_id": str(ids.get("desk_id", "")), "reason": "Đã xong."},
        "report": part | {"result": "Xong."},
        "confirm": part,
        "seen": part,
        "recall": part | {"reason": "Giao nhầm."},
        "pass-on": part | over,
        "ask-pass-on": part | over,
        "grant-pass-on": part,
        "refuse-pass-on": part | {"reason": "Vẫn đúng mảng."},
        "ask-extension": part
        | {"until": world.later.isoformat(), "reason": "Chờ số liệu."},
        "ask-sender-extension": {
            "until": world.later.isoformat(),
            "reason": "Chờ số liệu.",
        },
        "move-day": part | {"until": world.later.isoformat(), "reason": "Họp sớm hơn."},
        "grant-extension": part | {"beyond": True},
        "refuse-extension": part | {"reason": "Phải kịp họp."},
        "urge": part,
        "forward": {"desk_ids": [str(people.division.id)]},
        "return-report": part | {"reason": "Chưa đủ."},
        "send-back": part | {"reason": "Không đúng việc."},
    }.get(verb, {"reason": "Gửi nhầm."})
