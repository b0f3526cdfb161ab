"""What the pages of the network say of how links and sites stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.network.rules import Stands, watches
from congvu.watching.models import WatchTarget
from congvu.watching.queries import Stood, stood
from congvu.watching.rules import TARGET_STATE_NAMES, TONES, TargetState, said


def _stand(targets: Iterable[WatchTarget], at: datetime) -> list[tuple[Stood, Stands]]:
    told = stood(targets, since=at - timedelta(days=30), at=at)
    return [
        (
            one,
            Stands(
                name=one.target.name,
                words=_(TARGET_STATE_NAMES[one.state]),
                tone=TONES[one.state],
                share=said(one.share),
                url=reverse("watching:target", args=[one.target.pk]),
                is_down=one.state == TargetState.DOWN,
            ),
        )
        for one in told
    ]


def links(asked: Collection[UUID], at: datetime) -> Mapping[UUID, Stands]:
    rows = WatchTarget.objects.filter(link__in=list(asked), retired_at=None)
    return {
        one.target.link_id: stands
        for one, stands in _stand(rows, at)
        if one.target.link_id is not None
    }


def site(site_id: UUID, at: datetime) -> list[Stands]:
    rows = WatchTarget.objects.filter(site=site_id, retired_at=None)
    return [stands for _one, stands in _stand(rows.order_by("name", "pk"), at)]


def begin(site_id: UUID) -> str:
    return reverse("watching:add-target", args=[site_id])


watches(links=links, site=site, begin=begin)
