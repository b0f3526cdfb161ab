"""What happens to the papers of a small world, step by step."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from congvu.archives.actions import file_paper, open_dossier_to
from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import (
    Assignment,
    DocumentFile,
    IntakeItem,
    RegisterEntry,
)
from congvu.documents.rules import Doubt, IntakeState, Part
from congvu.files.actions import store
from congvu.files.models import FileState, StoredFile
from tests.archives.making import make_dossier
from tests.documents.pages import make_entry
from tests.files.conftest import make_pdf
from tests.rights.model import Thing
from tests.rights.small.world import Small, went
from tests.rights.story import COMMITTEE, COMMUNE


def take(small: Small, key: str, steps: tuple[tuple[str, str], ...]) -> None:
    """The second of three is the commune's, which hands nothing on."""
    theirs = key.endswith("1")
    entry = make_entry(
        small.story.province,
        who="tu" if theirs else "lan",
        subject=f"V/v {key}chu",
        symbol=f"{len(small.keys) + 1}/{key}",
    )
    held = _with_file(small, entry, key)
    small.keys.append(key)
    small.story.ids[key] = {"entry_id": entry.id, "file_id": held.id, "number": 1}
    thing = Thing("incoming", COMMUNE if theirs else COMMITTEE, "registered")
    small.facts.things[key] = thing
    for step, desk in () if theirs else steps:
        if small.desk(desk) is not None:
            _STEPS_TAKEN[step](small, key, thing, desk)


def _with_file(small: Small, entry: RegisterEntry, key: str) -> DocumentFile:
    """Read, with bytes that a door may give out; it came in by the registry's door."""
    kept = store(
        name="van-ban.pdf",
        by=SYSTEM,
        at=small.story.at,
        stream=BytesIO(make_pdf(key)),
        read_later=False,
    ).file
    ready = {"state": FileState.READY, "text": f"Nội dung {key}tep"}
    StoredFile.objects.filter(pk=kept.pk).update(**ready)
    IntakeItem.objects.create(
        agency_id=entry.agency_id,
        file=kept,
        entry=entry,
        channel="upload",
        state=IntakeState.REGISTERED,
        received_at=small.story.at,
        received_by="Lan",
    )
    return DocumentFile.objects.create(
        document=entry.document, file=kept, name="van-ban.pdf"
    )


def _open(small: Small, key: str, thing: Thing, desk: str) -> None:
    given = {"desk_id": small.desk(desk), "reason": "Cùng xem", **small.by("lan")}
    if went(lambda: actions.open_to(entry_id=_id(small, key), **given)):
        (thing.opened if desk in small.facts.posts else thing.told).add(desk)


def _close(small: Small, key: str, thing: Thing, desk: str) -> None:
    given = {"desk_id": small.desk(desk), "reason": "Đã xong", **small.by("lan")}
    if went(lambda: actions.close_to(entry_id=_id(small, key), **given)):
        (thing.opened if desk in small.facts.posts else thing.told).discard(desk)


def _tell(small: Small, key: str, thing: Thing, desk: str) -> None:
    given = {"desk_ids": [small.desk(desk)], **small.by("lan")}
    if went(lambda: actions.forward(entry_id=_id(small, key), **given)):
        thing.given.add(desk)
        if desk not in small.facts.posts:
            thing.told.add(desk)


def _lead(
    small: Small, key: str, thing: Thing, desk: str, *, hold: bool = False
) -> None:
    """Submitted to Dũng, who gives it to that desk; or it waits to be transferred."""
    entry, dung = _id(small, key), small.story.posts["dung"]

    def give() -> None:
        given: dict[str, Any] = {"entry_id": entry}
        actions.submit(leader_post_id=dung, proposal=[], **given, **small.by("lan"))
        actions.instruct(
            assignment_id=Assignment.objects.get(entry=entry, part=Part.DIRECT).id,
            text="Giao.",
            shares=[Share(small.desk(desk), Part.LEAD)],
            hold=hold,
            **given,
            **small.by("dung"),
        )

    if thing.state == "registered" and went(give):
        lands = small.facts.lands(desk, "dung")
        thing.state = "held" if hold else "handling"
        thing.desk = "" if hold else lands
        thing.given |= {"dung"} if hold else {"dung", lands}


def _hold(small: Small, key: str, thing: Thing, desk: str) -> None:
    _lead(small, key, thing, desk, hold=True)


def _assign(small: Small, key: str, thing: Thing, desk: str) -> None:
    """Hoa hands her division's part on."""
    entry, part = _id(small, key), small.story.bodies["khoa giáo"]

    def assign() -> None:
        lead = Assignment.objects.get(entry=entry, desk_id=part, part=Part.LEAD)
        actions.assign(
            entry_id=entry,
            assignment_id=lead.id,
            shares=[Share(small.desk(desk), Part.LEAD)],
            **small.by("hoa"),
        )

    if thing.desk == "khoa giáo" and went(assign):
        thing.desk = small.facts.lands(desk, "hoa")
        thing.given.add(thing.desk)


def _doubt(small: Small, key: str, thing: Thing, _desk: str) -> None:
    """A machine saw something like a mark; what was judged once is not asked again."""
    items = IntakeItem.objects.filter(entry=_id(small, key), doubt=Doubt.NONE)
    if items.update(doubt=Doubt.HELD, doubt_page=1):
        thing.shut = True


def _clear(small: Small, key: str, thing: Thing, _desk: str) -> None:
    if thing.forgotten:
        return  # its file at the door is gone, too
    given = {"reason": "Chỉ nói về mật", **small.by("lan")}
    if went(lambda: actions.deny_secret(item_id=_item(small, key), **given)):
        thing.shut = False


def _secret(small: Small, key: str, thing: Thing, _desk: str) -> None:
    """Lan says it is one: who read the line reads it still, and no word is left."""
    if thing.forgotten:
        return
    item = _item(small, key)
    if went(lambda: actions.confirm_secret(item_id=item, **small.by("lan"))):
        thing.state, thing.desk, thing.forgotten = "cancelled", "", True


def _item(small: Small, key: str) -> Any:
    return IntakeItem.objects.get(entry=_id(small, key)).pk


def _file(small: Small, key: str, thing: Thing, desk: str) -> None:
    """Into a dossier of Lan's, opened to that desk; the paper is not."""
    name = f"h{key}"
    if name in small.filed:
        return
    story = small.story
    dossier = make_dossier(
        story.province, "lan", title=f"Hồ sơ {name}hoso", symbol=f"{name}.VP"
    )
    paper = {"incoming_id": _id(small, key), **small.by("lan")}
    went(lambda: file_paper(dossier_id=dossier.id, **paper))
    small.filed.append(name)
    story.ids[name] = {"dossier_id": dossier.id}
    told = Thing("dossier", COMMITTEE, "open", {"lan"})
    small.facts.things[name] = told
    given = {"desk_id": small.desk(desk), "reason": "Cùng xem", **small.by("lan")}
    if went(lambda: open_dossier_to(dossier_id=dossier.id, **given)):
        (told.opened if desk in small.facts.posts else told.told).add(desk)


_STEPS_TAKEN: dict[str, Callable[[Small, str, Thing, str], None]] = {
    "open": _open,
    "close": _close,
    "tell": _tell,
    "lead": _lead,
    "hold": _hold,
    "assign": _assign,
    "file": _file,
    "doubt": _doubt,
    "clear": _clear,
    "secret": _secret,
}


def _id(small: Small, key: str) -> Any:
    return small.story.ids[key]["entry_id"]
