"""A letter that brought a state secret: nothing of it stays here.

From the mailbox a job takes it (``jobs/expunging.py``); who keeps the box is told, for
until then whoever opens that box reads it.
"""

from __future__ import annotations

from congvu.audit.rules import SYSTEM
from congvu.documents.rules import Step
from congvu.files import actions as files
from congvu.lib.dates import local_date
from congvu.mailboxes.actions.asking import keepers_of
from congvu.mailboxes.actions.expunging import owe_expunging
from congvu.mailboxes.models import BoxLetter
from congvu.notices.actions import notify


def forget_secret(step: Step) -> None:
    """The paper at the door was one: the letter's bytes go, and what was read of it."""
    _forget(step, what_it_says=True)


def forget_bytes(step: Step) -> None:
    """A file beside a registered paper was one: the letter held it, too."""
    _forget(step, what_it_says=False)


def _forget(step: Step, *, what_it_says: bool) -> None:
    rows = BoxLetter.objects.filter(item=step.on.pk).select_related("file")
    for letter in rows.select_for_update(of=("self",)):
        if letter.file is not None:
            files.destroy(file=letter.file, reason=step.words, by=SYSTEM, at=step.at)
        letter.problems, letter.parts = ["destroyed"], []
        letter.text = ""
        if what_it_says:
            letter.subject = ""
        letter.reason = step.words[:500]
        letter.save(update_fields=["problems", "parts", "text", "subject", "reason"])
        owe_expunging(letter=letter, at=step.at)
        notify(
            "mailboxes.secret-left",
            to=keepers_of(letter.agency_id, local_date(step.at)),
            target_id=letter.pk,
            at=step.at,
            actor=SYSTEM.name,
        )
