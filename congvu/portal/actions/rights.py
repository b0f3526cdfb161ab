"""Who may do what in the editor: two groups a site, and who is in them today.

A group's rights are laid down once, with its site; a person's are which groups they are
in, set anew as they come in, by the seat they wear.
"""

from __future__ import annotations

from collections.abc import Collection as Several
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import Group
from django.contrib.auth.models import Permission as Right
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from congvu.accounts.models import User
from congvu.audit.actions import record
from congvu.organisations.access import Seat
from congvu.organisations.models import Post
from congvu.organisations.rules import Permission
from congvu.portal.models import BodyPage, ProvincePage, SiteEditor
from congvu.portal.rules import EDITS, PUBLISHES, group_name, groups_of_seat

_COLLECTION = ("add_{}", "change_{}", "choose_{}")


@transaction.atomic
def give_groups(*, agencies: Several[UUID]) -> None:
    """The two groups of each agency's site, with what they may do there."""
    pages: dict[UUID, list[int]] = {}
    titles: dict[UUID, str] = {}
    for model in (ProvincePage, BodyPage):
        rows = model.objects.filter(agency_id__in=list(agencies)).order_by("-pk")
        for pk, agency, title in rows.values_list("pk", "agency_id", "title"):
            pages.setdefault(agency, []).append(pk)
            titles[agency] = title
    names = [group_name(agency, may) for agency in pages for may in (EDITS, PUBLISHES)]
    Group.objects.bulk_create(
        [Group(name=name) for name in names], ignore_conflicts=True
    )
    groups = {group.name: group for group in Group.objects.filter(name__in=names)}
    rights = _permissions()
    Group.permissions.through.objects.bulk_create(
        [
            Group.permissions.through(
                group_id=group.pk, permission_id=rights["access_admin"]
            )
            for group in groups.values()
        ],
        ignore_conflicts=True,
    )
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group=group, page_id=page, permission_id=rights[right])
            for agency, ids in pages.items()
            for may, given in ((EDITS, _WRITES), (PUBLISHES, _WRITES + _DECIDES))
            for group in [groups[group_name(agency, may)]]
            for page in ids
            for right in given
        ],
        ignore_conflicts=True,
    )
    _give_places(groups, titles, rights)


_WRITES = ("add_page", "change_page")
_DECIDES = ("publish_page", "bulk_delete_page", "lock_page", "unlock_page")


def _permissions() -> dict[str, int]:
    apps = ("wagtailcore", "wagtailadmin", "wagtailimages", "wagtaildocs")
    rows = Right.objects.filter(content_type__app_label__in=apps)
    return dict(rows.values_list("codename", "id"))


def _give_places(
    groups: dict[str, Group], titles: dict[UUID, str], rights: dict[str, int]
) -> None:
    """Where a site's pictures and files lie; others see and choose their own."""
    root = Collection.objects.get(depth=1)
    there = {place.name: place for place in root.get_children()}
    rows = []
    for agency, title in sorted(titles.items(), key=lambda one: one[1]):
        place = there.get(title) or root.add_child(name=title[:255])
        for may in (EDITS, PUBLISHES):
            rows += [
                GroupCollectionPermission(
                    group=groups[group_name(agency, may)],
                    collection=place,
                    permission_id=rights[right.format(kind)],
                )
                for kind in ("image", "document")
                for right in _COLLECTION
            ]
    GroupCollectionPermission.objects.bulk_create(rows, ignore_conflicts=True)


def enter(*, user: User, seat: Seat) -> None:
    """Set the groups of whoever comes in; nothing is written when they are right.

    No audit entry: it follows from the seat, whose changes are in the log.
    """
    wanted = groups_of_seat(
        seat.agency_id, publishes=seat.can(Permission.PUBLISH_PORTAL)
    )
    ours = user.groups.filter(name__startswith="portal:")
    has = dict(ours.values_list("name", "pk"))
    if set(has) == wanted:
        return
    with transaction.atomic():
        user.groups.remove(*(pk for name, pk in has.items() if name not in wanted))
        user.groups.add(*Group.objects.filter(name__in=wanted - set(has)))


@transaction.atomic
def name_editor(*, post: Post, by: Seat, at: datetime) -> SiteEditor:
    """A post of the seat's agency writes for its site from now on."""
    editor, new = SiteEditor.objects.get_or_create(
        agency_id=by.agency_id, post=post, ended_at=None, defaults={"named_at": at}
    )
    if new:
        data = {"editor": post.name}
        record("portal.editor-named", by=by.actor, at=at, on=editor, data=data)
    return editor


@transaction.atomic
def end_editor(*, editor: SiteEditor, by: Seat, at: datetime) -> None:
    row = SiteEditor.objects.select_for_update().get(pk=editor.pk)
    if row.ended_at is not None:
        return
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    data = {"editor": row.post.name}
    record("portal.editor-ended", by=by.actor, at=at, on=row, data=data)
