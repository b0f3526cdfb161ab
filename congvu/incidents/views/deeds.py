"""The one shape of every page that does something, and how a clock is shown."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.incidents.actions import Digest, digest_of
from congvu.incidents.formats.stix import MOST_BYTES, TOO_LARGE
from congvu.incidents.models import Clock, Incident, IncidentEvent
from congvu.incidents.rules import AUDIT_EVENTS, MOST_UPLOADED, left
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.rules import Permission
from congvu.ui import deeds
from congvu.ui import rules as ui
from congvu.ui.deeds import METHODS, Words, done, posted, press

__all__ = ["KEEP", "METHODS", "READ", "Words", "answer", "done", "posted", "press"]

READ = Permission.READ_SECURITY
KEEP = Permission.KEEP_SECURITY
NEAR_HOURS = 8

answer = partial(deeds.answer, template="incidents/form.html")


def incident_url(found: Incident) -> str:
    return reverse("incidents:incident", args=[found.pk])


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def event(one: IncidentEvent) -> ui.Event:
    name = _(AUDIT_EVENTS[one.event])
    return ui.Event(
        at=one.at, actor=one.actor, text=f"{name}: {one.text}" if one.text else name
    )


def clock_shown(clock: Clock, at: datetime) -> dict[str, Any]:
    """With the hours left, or that it is done, and whether in time."""
    gap = left(clock.due_at, at)
    late = gap.is_late if clock.done_at is None else clock.done_at > clock.due_at
    if clock.done_at is not None:
        words = _("đã báo, muộn") if late else _("đã báo")
    else:
        words = _(gap.words) % {"h": gap.hours, "m": gap.minutes}
    near = not late and gap.hours < NEAR_HOURS
    tone = "late" if late else "done" if clock.done_at else "look" if near else ""
    return {"clock": clock, "words": words, "tone": tone}


def digested(form: forms.Form) -> Digest:
    """Of the file that was sent, where it is not too much for a page to wait for."""
    file: Any = form.cleaned_data["file"]
    if file.size > MOST_UPLOADED:
        raise Refused([Reason(_("Tệp lớn hơn 100 MB."), "file")])
    return digest_of(file.chunks())


def uploaded(form: forms.Form) -> bytes:
    """What was sent, where it is not too much for a page to wait for."""
    file: Any = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        raise Refused([Reason(_(TOO_LARGE), "file")])
    content: bytes = file.read()
    return content
