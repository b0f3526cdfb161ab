"""What the model is told of the office in ``world.py``: who sits where, what is whose.

Nothing of the product is imported here. The names are those of ``World.objects``.
"""

from __future__ import annotations

from tests.rights.calendar_told import calendar_things
from tests.rights.catalogues import catalogue_things
from tests.rights.certificates import certificate_things
from tests.rights.controls import control_things
from tests.rights.directives_told import directive_things
from tests.rights.duties_told import COMMITTEE, COMMUNE, duty_things
from tests.rights.figures_told import figure_things
from tests.rights.help import help_things
from tests.rights.incidents import incident_things
from tests.rights.inspections_told import inspection_things
from tests.rights.investment import investment_things
from tests.rights.lessons import lesson_things
from tests.rights.letters_told import letter_things
from tests.rights.licences import licence_things
from tests.rights.logs import log_things
from tests.rights.machines_told import machine_things
from tests.rights.mailboxes_told import mailbox_things
from tests.rights.model import Facts, Hat, Post, Thing, Unit
from tests.rights.network import network_things
from tests.rights.open_source import open_source_things
from tests.rights.papers_told import public_paper_things
from tests.rights.portal_asked_told import asking_things
from tests.rights.portal_meter import meter_things
from tests.rights.portal_told import portal_things
from tests.rights.privacy import privacy_things
from tests.rights.registry import registry_things
from tests.rights.reporting_told import report_things
from tests.rights.reviews_told import review_things
from tests.rights.sittings import sitting_things
from tests.rights.standards import standard_things
from tests.rights.surveys import survey_things
from tests.rights.systems import system_things
from tests.rights.tellings_told import telling_things
from tests.rights.training import training_things
from tests.rights.watching import watching_things
from tests.rights.weaknesses import weakness_things

_UNITS = (
    ("lãnh đạo", COMMITTEE, ""),
    ("văn phòng", COMMITTEE, ""),
    ("khoa giáo", COMMITTEE, "văn phòng"),
    ("văn phòng xã", COMMUNE, ""),
)
_POSTS = (
    ("lan", "records-clerk", "văn phòng"),
    ("minh", "specialist", "khoa giáo"),
    ("hoa", "unit-head", "khoa giáo"),
    ("dung", "leader", "lãnh đạo"),
    ("ha", "office-chief", "văn phòng"),
    ("quan", "administrator", "văn phòng"),
    ("thu", "archivist", "văn phòng"),
    ("tu", "records-clerk", "văn phòng xã"),
    ("son", "specialist", "khoa giáo"),
)


def facts() -> Facts:
    """Khách has no hat; Sơn's ended yesterday. Minh's post is named for the site."""
    told = Facts(central=COMMITTEE, things=things())
    told.units = {name: Unit(name, of, above) for name, of, above in _UNITS}
    told.editors = {"minh"}
    told.posts = {name: Post(name, role, unit) for name, role, unit in _POSTS}
    told.hats = [
        Hat(name, name, "former" if name == "son" else "holder") for name in told.posts
    ]
    return told


def things() -> dict[str, Thing]:
    return (
        _incoming()
        | _outgoing()
        | _archives()
        | duty_things()
        | directive_things()
        | report_things()
        | review_things()
        | figure_things()
        | inspection_things()
        | meter_things()
        | asking_things()
        | mailbox_things()
        | network_things()
        | watching_things()
        | log_things()
        | weakness_things()
        | incident_things()
        | privacy_things()
        | certificate_things()
        | investment_things()
        | standard_things()
        | catalogue_things()
        | registry_things()
        | training_things()
        | lesson_things()
        | sitting_things()
        | control_things()
        | machine_things()
        | licence_things()
        | help_things()
        | survey_things()
        | system_things()
        | open_source_things()
        | calendar_things()
        | letter_things()
        | portal_things()
        | telling_things()
        | public_paper_things()
        | _personal()
        | {name: Thing("", COMMITTEE) for name in _OF_COMMITTEE}
        | {name: Thing("", COMMUNE) for name in ["arrival"]}
        | {name: Thing("") for name in _OF_NOBODY}
    )


# An agency's own, without a row of its own in "What may be read".
_OF_COMMITTEE = (
    *("committee", "agency's-key", "act", "change", "divided", "old-book", "load"),
    *("copy", "copy-electronic", "group", "package-check", "freeze", "given-up"),
    *("issued-plan", "plan", "approved-plan", "no-plan"),
)
_OF_NOBODY = (
    *("", "report", "handbook", "sign-in-help", "run", "anchor", "regulation"),
    *("share", "this-year", "template"),
)


def _incoming() -> dict[str, Thing]:
    """Handed Lan → Dũng → Hoa → Minh, the office told of it."""
    along = [
        ("registered", "", "", set()),
        ("submitted", "dung", "", {"dung"}),
        ("held", "dung", "", {"dung"}),
        ("handling", "khoa giáo", "dung", {"dung", "khoa giáo"}),
        ("assigned", "minh", "khoa giáo", {"dung", "khoa giáo", "minh"}),
        ("reported", "minh", "khoa giáo", {"dung", "khoa giáo", "minh"}),
    ]
    found = {}
    for state, desk, giver, given in along:
        told = {"văn phòng"} if giver else set()
        thing = Thing("incoming", COMMITTEE, state, given=given, told=told)
        thing.desk, thing.giver = desk, giver
        found[state] = thing
    for name, of in (
        ("handling-inform", "handling"),
        ("opened", "assigned"),
        ("asked", "assigned"),
        ("dated", "assigned"),
        ("filed", "registered"),
    ):
        found[name] = found[of]
    found["commune"] = Thing("incoming", COMMUNE, "registered")
    found["commune-asked"] = Thing("incoming", COMMUNE, "registered")
    for name, agency in (("", COMMITTEE), ("commune-", COMMUNE), ("held-", COMMITTEE)):
        found[f"{name}item"] = Thing("intake", agency)
    found["pile"] = Thing("pile", COMMITTEE)
    found["commune-pile"] = Thing("pile", COMMUNE)
    return found


def _outgoing() -> dict[str, Thing]:
    had = {"minh", "khoa giáo"}
    found = {
        "outgoing": Thing("outgoing", COMMITTEE, told={"khoa giáo"}),
        "sent": Thing("outgoing", COMMITTEE),
        "issued": Thing("outgoing", COMMITTEE, given=had | {"dung"}),
        "issued-beside": Thing("outgoing", COMMITTEE, given=had | {"dung"}),
        "commune-line": Thing("outgoing", COMMUNE),
    }
    for name, desk, given in (
        ("draft", "minh", {"minh"}),
        ("draft-beside", "minh", {"minh"}),
        ("draft-filed", "minh", {"minh"}),
        ("draft-key", "minh", {"minh"}),
        ("draft-late", "minh", had),
        ("draft-content", "khoa giáo", had),
        ("draft-form", "lan", had),
        ("draft-approval", "dung", had | {"dung"}),
        ("draft-approved", "dung", had | {"dung"}),
        ("draft-signed", "lan", had | {"dung"}),
        ("draft-numbered", "lan", had | {"dung"}),
    ):
        found[name] = Thing("draft", COMMITTEE, given=given, desk=desk)
    found["draft-late"].asked.add("khoa giáo")
    return found


def _archives() -> dict[str, Thing]:
    council = {"dung", "thu", "ha"}
    return {
        "dossier": Thing("dossier", COMMITTEE, given={"minh"}, told={"lãnh đạo"}),
        "closed-dossier": Thing("dossier", COMMITTEE, given={"minh"}),
        "commune-dossier": Thing("dossier", COMMUNE, given={"tu"}),
        "minutes": Thing("minutes", COMMITTEE, given={"minh"}),
        "appraisal": Thing("appraisal", COMMITTEE, council=council),
        "heard-appraisal": Thing(
            "appraisal", COMMITTEE, council=council, conveners={"dung", "thu"}
        ),
        "handed": Thing("hand-over", COMMITTEE, given={"minh", "khoa giáo"}),
    }


def _personal() -> dict[str, Thing]:
    """Of one person; of a desk, who sits there."""
    found = {
        "filter": Thing("filter", COMMITTEE, owner="lan"),
        "shared-filter": Thing("filter", COMMUNE, owner="tu"),
        "question": Thing("question", COMMITTEE, owner="lan"),
        "commune-question": Thing("question", COMMUNE, owner="tu"),
        "lan's": Thing("", COMMITTEE, owner="lan"),
        "minh's": Thing("", COMMITTEE, owner="minh", given={"minh"}),
        "tu's": Thing("", COMMUNE, owner="tu", given={"tu"}),
    }
    for name, owner in (
        ("minh's-notice", "minh"),
        ("minh's-check", "minh"),
        ("minh's-key", "minh"),
        ("signing-run", "dung"),
        ("outside", "dung"),
        ("personal", "dung"),
    ):
        found[name] = Thing("", COMMITTEE, owner=owner)
    return found
