"""A pile that was cut in the wrong place: cut again by hand, before it is registered.

Only papers still at the door are touched. The slow step, taking the pages out, is done
first; then, under the pile's lock, what is there must still be what was looked at.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.actions.intake import need_intake
from congvu.documents.actions.piles import cut_name, new_item, store_cut
from congvu.documents.formats.pile import PileCut, split_at
from congvu.documents.models import IntakeItem, Pile
from congvu.documents.queries.piles import cut_items, has_secret
from congvu.documents.rules import Doubt, IntakeState, PileState
from congvu.files.models import FileState, StoredFile
from congvu.jobs.actions import enqueue
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat

_AT_THE_DOOR = (IntakeState.READING, IntakeState.READY)


class PileChanged(Refused):
    """Somebody else cut it meanwhile, or registered a paper of it."""

    def __init__(self) -> None:
        super().__init__([_("Bó quét vừa thay đổi; xem lại rồi làm lại.")])


def split_paper(*, pile_id: UUID, page: int, by: Seat, at: datetime) -> Pile:
    """Tách tại đây: from this page on it is another paper."""
    pile, items = _opened(pile_id, by)
    item = next((i for i in items if page in i.pile_pages), None)
    if item is None or item.first_page == page:
        raise Refused([_("Không tách được ở trang này: đây đã là đầu một văn bản.")])
    _need_at_door([item])
    before, after = split_at(item.pile_pages, page)
    return _mend(
        pile,
        {item.id: PileCut(tuple(before), item.label), None: PileCut(tuple(after))},
        seen=[item],
        deed="split",
        page=page,
        by=by,
        at=at,
    )


def join_papers(*, pile_id: UUID, page: int, by: Seat, at: datetime) -> Pile:
    """Ghép với tờ trước: the paper beginning here belongs to the one before it."""
    pile, items = _opened(pile_id, by)
    place = next((n for n, i in enumerate(items) if i.first_page == page), 0)
    if not place:
        raise Refused([_("Không có văn bản nào trước trang này để ghép.")])
    first, second = items[place - 1], items[place]
    _need_at_door([first, second])
    pages = (*first.pile_pages, *second.pile_pages)
    return _mend(
        pile,
        {first.id: PileCut(pages, first.label), second.id: None},
        seen=[first, second],
        deed="join",
        page=page,
        by=by,
        at=at,
    )


def keep_page(*, pile_id: UUID, page: int, by: Seat, at: datetime) -> Pile:
    """Lấy lại trang: a page taken for a separator or a blank back is a paper's after
    all: of the one that begins before it, else a paper of its own.
    """
    pile, items = _opened(pile_id, by)
    total = len(pile.signs)
    if not 1 <= page <= total or any(page in i.pile_pages for i in items):
        raise Refused([_("Trang này không phải là trang đã bỏ ra.")])
    before = [i for i in items if i.pile_pages[0] < page]
    last = before[-1] if before and before[-1].state in _AT_THE_DOOR else None
    cuts: dict[UUID | None, PileCut | None] = {None: PileCut((page,))}
    if last is not None:
        pages = tuple(sorted([*last.pile_pages, page]))
        cuts = {last.id: PileCut(pages, last.label)}
    return _mend(
        pile,
        cuts,
        seen=[last] if last else [],
        deed="keep",
        page=page,
        by=by,
        at=at,
    )


def _opened(pile_id: UUID, by: Seat) -> tuple[Pile, list[IntakeItem]]:
    need_intake(by)
    pile = (
        Pile.objects.select_related("file")
        .filter(pk=pile_id, agency=by.agency_id)
        .first()
    )
    if pile is None or pile.state != PileState.DONE or pile.file is None:
        raise Refused([_("Bó quét này không sửa cách tách được nữa.")])
    items = cut_items(pile)
    if has_secret(items):
        raise Refused(
            [_("Trong bó có tờ nghi là văn bản mật; phải xác định trước đã.")]
        )
    return pile, items


def _need_at_door(items: list[IntakeItem]) -> None:
    if any(i.state not in _AT_THE_DOOR or i.attach_to_id for i in items):
        words = _("Văn bản đã vào sổ hoặc đã bỏ thì không tách, ghép lại được.")
        raise Refused([words])


def _mend(
    pile: Pile,
    cuts: dict[UUID | None, PileCut | None],
    *,
    seen: list[IntakeItem],
    deed: str,
    page: int,
    by: Seat,
    at: datetime,
) -> Pile:
    """Each item gets its new pages, None a new item; a cut of None goes away."""
    if pile.file is None:
        raise PileChanged
    made = {
        key: store_cut(pile=pile, file=pile.file, cut=cut, by=by.actor, at=at)
        for key, cut in cuts.items()
        if cut is not None
    }
    with transaction.atomic():
        row = Pile.objects.select_for_update().get(pk=pile.pk)
        ids = [i.id for i in seen]
        rows = IntakeItem.objects.select_for_update(of=("self",)).filter(pk__in=ids)
        now = {i.id: i for i in rows.order_by("id")}
        if row.state != PileState.DONE or any(_moved(now[i.id], i) for i in seen):
            raise PileChanged
        # What goes away first: no page may lie in two papers, not for a moment.
        for key, cut in sorted(cuts.items(), key=lambda pair: pair[1] is not None):
            if cut is None and key is not None:
                _set_aside(now[key])
            elif cut is not None:
                _lay(row, now.get(key) if key else None, cut, made[key])
        record(
            "documents.pile-mended",
            by=by.actor,
            at=at,
            on=row,
            data={"deed": deed, "page": page},
        )
    return row


def _moved(now: IntakeItem, seen: IntakeItem) -> bool:
    return (
        now.state not in _AT_THE_DOOR
        or now.pile_pages != seen.pile_pages
        or now.attach_to_id is not None
    )


def _set_aside(item: IntakeItem) -> None:
    item.state = IntakeState.DISCARDED
    item.reason = _("Ghép với văn bản trước trong bó quét.")
    item.pile_pages, item.first_page = [], None
    item.save(update_fields=["state", "reason", "pile_pages", "first_page"])


def _lay(pile: Pile, item: IntakeItem | None, cut: PileCut, file: StoredFile) -> None:
    """Read anew: what was read and typed was of other pages."""
    if item is None:
        item = new_item(pile, cut, file)
    else:
        refused = file.state == FileState.QUARANTINED
        item.file, item.name = file, cut_name(pile, cut)
        item.pile_pages, item.first_page = list(cut.pages), cut.pages[0]
        item.fields, item.draft, item.doubt = {}, {}, Doubt.NONE
        item.state = IntakeState.QUARANTINED if refused else IntakeState.READING
        item.reason = file.reason[:1000] if refused else ""
        item.save(
            update_fields=[
                "file",
                "name",
                "pile_pages",
                "first_page",
                "fields",
                "draft",
                "doubt",
                "state",
                "reason",
            ]
        )
    enqueue("documents.read_item", item_id=str(item.id))
