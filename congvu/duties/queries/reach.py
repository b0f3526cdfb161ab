"""What a desk reaches of duties, said to the database. Rights come in as a Reach."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from congvu.duties.models import Duty, Share, Standing
from congvu.duties.rules import ShareRole
from congvu.organisations.models import Post


@dataclass(frozen=True)
class Reach:
    """``desks`` are all that a share's desk may name and mean this seat; ``agencies``
    those whose duties it sees as a whole; ``own`` where its own work lies; ``heads``
    the units whose posts it leads.
    """

    agency_id: UUID
    desks: frozenset[UUID]
    agencies: frozenset[UUID] = frozenset()
    own: frozenset[UUID] = frozenset()
    heads: frozenset[UUID] = frozenset()

    @property
    def below(self) -> QuerySet[Post]:
        """The posts that it leads, by their ids."""
        return Post.objects.filter(unit__in=list(self.heads))

    @property
    def shares(self) -> Q:
        """Its own shares, those of posts it leads, or all of its agency."""
        found = Q(desk_id__in=list(self.desks)) | Q(agency__in=list(self.agencies))
        return found | Q(desk_id__in=self.below.values("pk")) if self.heads else found

    @property
    def followed(self) -> Q:
        """Duties that it follows up, or that its agency does."""
        wide = list(self.agencies)
        return (
            Q(agency__in=wide)
            | Q(watcher_agency_id__in=wide)
            | Q(watcher_desk_id__in=list(self.desks))
        )


def visible_duties(reach: Reach) -> QuerySet[Duty]:
    """Followed up here, or with a share here."""
    mine = Share.objects.filter(reach.shares, duty=OuterRef("pk"))
    return Duty.objects.filter(reach.followed | Q(Exists(mine)))


def followed_shares(reach: Reach, base: QuerySet[Standing]) -> QuerySet[Standing]:
    """What this side gave or watches: one row a task."""
    duties = Duty.objects.filter(reach.followed).values("pk")
    return base.filter(share__parent=None, share__duty__in=duties)


def counted_shares(reach: Reach, base: QuerySet[Standing]) -> QuerySet[Standing]:
    """What this side gave or watches, and its own: the tasks of its scorecard."""
    wide, desks = list(reach.agencies), list(reach.desks)
    found = (
        Q(share__duty__agency__in=wide)
        | Q(share__duty__watcher_agency_id__in=wide)
        | Q(share__duty__watcher_desk_id__in=desks)
        | Q(share__agency__in=wide)
        | Q(share__desk_id__in=desks)
    )
    if reach.heads:
        found |= Q(share__desk_id__in=reach.below.values("pk"))
    return base.filter(found, share__parent=None)


def own_shares(reach: Reach, base: QuerySet[Standing]) -> QuerySet[Standing]:
    """What this side has to do: its agency's tasks, or the leads on its own desks and
    the tasks of posts it leads.
    """
    if reach.agencies:
        return base.filter(share__parent=None, share__agency__in=list(reach.agencies))
    mine = Q(share__desk_id__in=list(reach.desks))
    if reach.heads:
        mine |= Q(share__parent=None, share__desk_id__in=reach.below.values("pk"))
    return base.filter(mine)


def supported_shares(reach: Reach, base: QuerySet[Standing]) -> QuerySet[Standing]:
    """The tasks of others that this side supports."""
    mine = Share.objects.filter(
        reach.shares, duty=OuterRef("share__duty"), role=ShareRole.SUPPORT, parent=None
    )
    return base.filter(Exists(mine), share__parent=None)


def visible_shares(duty: Duty, reach: Reach, *, follows: bool) -> list[Share]:
    """Of one duty: the tasks for who follows it up and who supports it; one's own
    shares, what they come from and what became of them. Two queries, three for who
    leads posts.
    """
    rows = list(
        Share.objects.filter(
            Q(parent=None) | Q(agency=reach.agency_id) | reach.shares, duty=duty
        )
        .select_related("parent")
        .order_by("given_at", "id")
    )
    by_id = {row.id: row for row in rows}
    desks = set(reach.desks)
    if reach.heads:
        at = [row.desk_id for row in rows]
        desks |= set(reach.below.filter(pk__in=at).values_list("pk", flat=True))
    own = {
        row.id
        for row in rows
        if row.desk_id in desks or row.agency_id in reach.agencies
    }
    supports = any(
        by_id[pk].role == ShareRole.SUPPORT and by_id[pk].parent_id is None
        for pk in own
    )
    seen = set(own)
    for pk in own:
        above = by_id[pk].parent_id
        while above is not None and above in by_id and above not in seen:
            seen.add(above)
            above = by_id[above].parent_id
    for row in rows:
        if row.parent_id is None and (
            follows or (supports and row.role == ShareRole.LEAD)
        ):
            seen.add(row.id)
        if row.parent_id in own:
            # Rows stand in the order they were given: a parent before its children.
            own.add(row.id)
            seen.add(row.id)
    return [row for row in rows if row.id in seen]
