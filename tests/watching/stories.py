"""A hub, the committee's house and the commune's behind it; a collector at the hub."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from congvu.audit.rules import SYSTEM
from congvu.lib.ids import uuid7
from congvu.network.models import Link, Site
from congvu.notices.models import Notice
from congvu.organisations.access import Seat
from congvu.watching.actions import Taken, add_target, enrol_collector, take
from congvu.watching.formats import read_message
from congvu.watching.models import Collector, Probe, WatchTarget
from congvu.watching.rules import ProbeData, ProbeKind, Subject, TargetData
from tests.network.stories import commune_keeper, hub, link, place
from tests.people import Province

MINUTE = timedelta(minutes=1)
PING = (ProbeData(ProbeKind.ICMP),)


class Hub:
    """The province's collector and its book, without the program."""

    def __init__(self, people: Province, site: Site, by: Seat | None = None) -> None:
        self.people, self.site, self.by = people, site, by or people.seat("quan")
        self.row, self.secret = enrol_collector(
            site_id=site.pk, label="Trạm", expires_on=None, by=self.by, at=people.at
        )
        self.stream, self.seq = uuid7(), 0

    @property
    def now(self) -> Collector:
        return Collector.objects.get(pk=self.row.pk)

    def watch(
        self,
        name: str,
        site: Site,
        subject: Subject = Subject.OTHER,
        *,
        of: UUID | None = None,
        probes: Sequence[ProbeData] = PING,
        **more: Any,
    ) -> WatchTarget:
        data = TargetData(
            name, "10.0.0.1", subject, self.row.pk, probes, of_id=of, **more
        )
        made = add_target(site_id=site.pk, data=data, by=self.by, at=self.people.at)
        # As if it had been watched for long.
        long_ago = self.people.at - timedelta(days=40)
        WatchTarget.objects.filter(pk=made.pk).update(made_at=long_ago)
        return made

    def line(
        self, target: WatchTarget, at: datetime, up: bool, probe: int = 0
    ) -> dict[str, Any]:
        probes = Probe.objects.filter(target=target, retired_at=None).order_by("pk")
        self.seq += 1
        told = {"seq": self.seq, "probe": str(probes[probe].pk), "up": up}
        return {**told, "at": at.timestamp(), "us": 900 if up else None}

    def message(self, lines: Sequence[dict[str, Any]], **more: Any) -> dict[str, Any]:
        return {
            "version": 1,
            "program": "thử",
            "stream": str(self.stream),
            "kept_from": 1,
            "clock": self.people.at.timestamp(),
            "items": list(lines),
            **more,
        }

    def send(self, lines: Sequence[dict[str, Any]] = (), **more: Any) -> HttpResponse:
        return self.post(json.dumps(self.message(lines, **more)).encode())

    def post(self, body: bytes, secret: str | None = None) -> HttpResponse:
        basic = base64.b64encode(f"x:{secret or self.secret}".encode()).decode()
        answer = Client().post(
            "/watching",
            body,
            "application/json",
            headers={"Authorization": f"Basic {basic}"},
        )
        assert isinstance(answer, HttpResponse)
        return answer

    def take(self, lines: Sequence[dict[str, Any]], at: datetime) -> Taken:
        """As if it were then."""
        told = self.message(lines, clock=at.timestamp())
        return take(
            hearing=read_message(json.dumps(told).encode()),
            collector_id=self.row.pk,
            address="10.0.0.9",
            by=SYSTEM,
            at=at,
        )

    def told(self, *said: tuple[WatchTarget, str], start: datetime) -> None:
        """Each target's answers minute by minute (``+`` and ``-``), side by side; taken
        as the last of them came."""
        longest = max(len(marks) for _target, marks in said)
        lines = [
            self.line(target, start + n * MINUTE, marks[n] == "+")
            for n in range(longest)
            for target, marks in said
            if n < len(marks)
        ]
        assert self.take(lines, start + (longest - 1) * MINUTE).refused == []


class Country:
    """hub – committee – commune; each link and site watched from the hub."""

    def __init__(self, people: Province) -> None:
        self.loan = commune_keeper(people)
        self.centre = hub(people)
        self.house = place(people, "Trụ sở Ủy ban")
        self.commune = place(people, "Trụ sở xã", by=self.loan)
        self.line: Link = link(people, self.house, self.centre)
        self.far: Link = link(people, self.commune, self.house)
        self.collector = Hub(people, self.centre)
        watch = self.collector.watch
        self.line_target = watch(
            "Đường Ủy ban", self.house, Subject.LINK, of=self.line.pk
        )
        self.far_target = watch("Đường xã", self.commune, Subject.LINK, of=self.far.pk)
        self.commune_target = watch("Trụ sở xã", self.commune, Subject.SITE)


def bells(kind: str = "watching.") -> list[tuple[str, str]]:
    """What was told so far, as (kind, way), in order."""
    rows = Notice.objects.filter(kind__startswith=kind).order_by("at", "id")
    return [(one.kind[9:], str(one.detail.get("way", ""))) for one in rows]
