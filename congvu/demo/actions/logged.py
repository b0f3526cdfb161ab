"""Logs of two machines of the demo over three days, and what rules met in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.models import F

from congvu.demo.actions.sheets import Bodies
from congvu.lib.dates import local_date
from congvu.logs.actions import (
    add_source,
    call_false,
    ensure_days,
    load_batches,
    take_alert,
)
from congvu.logs.formats.spool import Arrived, waiting, write_batch
from congvu.logs.models import Alert, LogSource
from congvu.logs.queries.detecting import detector_now
from congvu.logs.rules import SourceKind
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.rules import Role
from congvu.systems.models import InformationSystem

_DAYS = 3
_QUIET = 90
_HOUR = timedelta(hours=1)
_GUESSER, _SCANNER = "203.0.113.77", "192.0.2.50"


def send_logs(*, now: datetime) -> None:
    on = local_date(now)
    keeper = seat_of_post(Bodies(on).desk("committee", Role.ADMINISTRATOR), on)
    begun = now - timedelta(days=_DAYS)
    mail = _source("Máy chủ thư điện tử", "192.0.2.25/32", keeper, begun)
    files = _source("Máy chủ tệp", "192.0.2.26/32", keeper, begun)
    for ago in range(_DAYS, 0, -1):
        at = now - timedelta(days=ago) + 2 * _HOUR
        ensure_days(at=at)
        lines = [(mail, line) for line in _usual(at)]
        if ago == _DAYS:
            lines += [(mail, line) for line in _guesses(_SCANNER, "kiem-tra")]
        if ago == 1:
            lines += [(mail, line) for line in _guesses(_GUESSER, "root")]
            lines.append((files, _cleared(at)))
        _load(lines, at)
    _decide(keeper, now)


def _source(name: str, network: str, keeper: Seat, at: datetime) -> LogSource:
    """Of the agency's gravest system: by its level events are kept."""
    own = InformationSystem.objects.filter(agency=keeper.agency_id)
    graver = own.order_by(F("level").desc(nulls_last=True), "name")
    systems = graver.values_list("pk", flat=True)
    made, _secret = add_source(
        agency_id=keeper.agency_id,
        name=name,
        kind=SourceKind.SYSLOG,
        addresses=[network],
        fingerprint="",
        silent_after=None,
        system_id=systems.first(),
        by=keeper,
        at=at,
    )
    return made


def _load(lines: Sequence[tuple[LogSource, bytes]], at: datetime) -> None:
    """As the receiver and the loader do, a minute between lines at most."""
    with TemporaryDirectory() as name:
        folder, arrived = Path(name), []
        for place, (source, line) in enumerate(lines):
            address = source.addresses[0].partition("/")[0]
            moment = at + timedelta(seconds=place * 5)
            arrived.append(Arrived(line, address, moment, str(source.pk), len(line)))
        write_batch(folder, arrived)
        load_batches(files=waiting(folder), detector=detector_now(at), at=at)


def _usual(at: datetime) -> list[bytes]:
    """What a mail server says on a quiet day."""
    told = []
    for n in range(_QUIET):
        told += [
            f"<78>thu-tinh CRON[{2000 + n}]: (root) CMD (run-parts /etc/cron.hourly)",
            f"<22>thu-tinh postfix/smtpd[{3000 + n}]: connect from {_client(n % 9)}",
        ]
    return [line.encode() for line in told]


def _client(n: int) -> str:
    return f"may-{n}.example[192.0.2.{100 + n}]"


def _guesses(address: str, user: str) -> list[bytes]:
    return [
        f"<38>thu-tinh sshd[{4000 + n}]: Failed password for {user} from {address}"
        f" port {40000 + n} ssh2".encode()
        for n in range(18)
    ]


def _cleared(at: datetime) -> bytes:
    told = {
        "EventID": 1102,
        "Channel": "Security",
        "Computer": "tep-tinh",
        "TimeCreated": at.astimezone(UTC).isoformat(),
        "Message": "The audit log was cleared.",
    }
    return json.dumps(told).encode()


def _decide(keeper: Seat, now: datetime) -> None:
    """One is a scan of one's own, one is looked into, one waits."""
    scan = Alert.objects.get(key=_SCANNER)
    call_false(
        alert_id=scan.pk,
        until=local_date(now) + timedelta(days=60),
        reason="Máy quét của trung tâm, chạy hằng tháng",
        by=keeper,
        at=scan.first_at + _HOUR,
    )
    guess = Alert.objects.get(key=_GUESSER)
    take_alert(alert_id=guess.pk, by=keeper, at=guess.first_at + _HOUR)
