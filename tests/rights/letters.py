"""What every address is asked about: letters to the registry, letters on their way."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.mailboxes.actions.keeping_letters import Brought, keep_letter, read_letter
from congvu.mailboxes.actions.letter_rules import add_letter_rule
from congvu.mailboxes.actions.taking_letters import ignore_letter
from congvu.mailboxes.models import Mailbox, MailDelivery
from tests.mailboxes.registry import REPORT_PDF, letter
from tests.mailboxes.reports import report
from tests.people import Province

#  address                               reading             sending
LETTER_ROUTES = """
mailboxes:letters                        registry            m
mailboxes:letter @letter                 registry            m
mailboxes:take-letter @letter            m                   registry
mailboxes:ignore-letter @letter          m                   registry
mailboxes:reopen-letter @letter-aside    m                   registry
mailboxes:letter-file @letter            registry            m
mailboxes:letter-part @letter            registry            m
mailboxes:letter-rules                   registry            registry
mailboxes:end-letter-rule @letter        m                   registry
mailboxes:deliveries                     mail-log            m
mailboxes:delivery @delivery             mail-log            m
mailboxes:breaches                       whole-book          m
mailboxes:quality                        mail-log            m
mailboxes:quality-report                 compose-report      compose-report>-
mailboxes:dmarc                          run                 run
"""

_ONE = "/letters-in/{letter_id}"

#  operation                                           answer
LETTER_OPERATIONS = f"""
GET /letters-in                                        registry
GET {_ONE} @letter                                     registry
POST {_ONE}/take @letter                               registry
POST {_ONE}/ignore @letter                             registry
POST {_ONE}/reopen @letter-aside                       registry
GET {_ONE}/file @letter                                registry
GET {_ONE}/parts/{{number}} @letter                    registry
GET /letter-rules                                      registry
POST /letter-rules                                     registry
POST /letter-rules/{{rule_id}}/end @letter             registry
GET /mail-deliveries                                   mail-log
GET /mail-deliveries/{{delivery_id}} @delivery         mail-log
GET /mail-breaches                                     whole-book
GET /mail-quality                                      mail-log
POST /mail-quality/report                              compose-report>-
GET /dmarc-reports                                     run
POST /dmarc-reports                                    run
"""


def letter_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Two letters in the registry's box, one of them put aside; one that did not
    arrive; a rule."""
    at, lan = timezone.now(), people.seat("lan")
    box = Mailbox.objects.get(agency=people.committee, seat="registry")
    for number, name in enumerate(("letter", "letter-aside"), 1):
        made = letter(name=f"<{number}@b>", files={"bao-cao.pdf": REPORT_PDF})
        with NamedTemporaryFile() as kept:
            kept.write(made.as_bytes())
            kept.flush()
            came = keep_letter(
                letter=Path(kept.name),
                brought=Brought(box, "1", number, 1, at),
                by=SYSTEM,
                at=at,
            )
        assert came is not None
        read_letter(letter_id=came.pk, server="", by=SYSTEM, at=at)
        objects[name] = {"letter_id": came.pk, "number": 0}
    ignore_letter(
        letter_id=objects["letter-aside"]["letter_id"], reason="Trùng", by=lan, at=at
    )
    rule = add_letter_rule(
        sender="snv.backan.example",
        phrase="",
        does="propose",
        valid_from=people.today,
        by=lan,
        at=at,
    )
    objects["letter"]["rule_id"] = rule.pk
    sent = MailDelivery.objects.create(
        queue_id="4Rk2bT0xYz1",
        sender=box.address,
        recipient="xa@gmail.example",
        box=box,
        agency=people.committee,
        queued_at=at,
        at=at,
        state="bounced",
        symbol="15/BC-UBND",
        breach="private",
    )
    objects["delivery"] = {"delivery_id": sent.pk}


def letter_forms(people: Province) -> dict[str, Any]:
    return {
        "mailboxes:ignore-letter": {"reason": "Thư quảng cáo"},
        "mailboxes:letter-rules": {
            "sender": "so.gov.vn",
            "does": "propose",
            "valid_from": f"{people.today:%d/%m/%Y}",
        },
        "mailboxes:quality-report": {"thang": f"{people.today:%m/%Y}"},
        "mailboxes:dmarc": {"file": SimpleUploadedFile("a.xml", report())},
    }


def letter_bodies(people: Province) -> dict[str, Any]:
    return {
        f"POST {_ONE}/ignore": {"reason": "Thư quảng cáo"},
        "POST /letter-rules": {
            "sender": "so.gov.vn",
            "does": "propose",
            "valid_from": people.today.isoformat(),
        },
        "POST /mail-quality/report": {"month": people.today.isoformat()},
    }
