"""A real network device, Debian's snmpd, and the real collector, over a real server.

Found by a sweep, probed by v2c and v3; stopped: one notice, however long; started: one
more. The server out of reach meanwhile: nothing is lost, nothing counted twice.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from congvu.network.actions import add_subnet
from congvu.network.models import Device
from congvu.network.rules import DeviceKind, Scope, SubnetData
from congvu.watching.actions import (
    accept_sighting,
    add_access,
    add_target,
    ask_sweep,
    enrol_collector,
)
from congvu.watching.models import Collector, Outage, Probe, ProbeHour, Sighting, Sweep
from congvu.watching.queries import compared
from congvu.watching.rules import (
    AccessData,
    Differs,
    ProbeData,
    ProbeKind,
    SnmpAuth,
    SnmpPriv,
    SnmpVersion,
    Subject,
    TargetData,
)
from tests.network.stories import hub
from tests.people import Province
from tests.watching.stories import bells

SNMPD = "/usr/sbin/snmpd"
AUTH, PRIV = "xac-thuc-that-dai", "ma-hoa-that-dai"
CONFIGURED = f"""
agentaddress udp:127.0.0.1:%(port)s
rocommunity bi-mat-rieng 127.0.0.1
createUser giamsat SHA-256 "{AUTH}" AES "{PRIV}"
rouser giamsat authpriv
sysName sw-tang-2
sysDescr Bo chuyen mach tang 2
"""


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Switch:
    """snmpd of its own, on a port of its own."""

    def __init__(self, here: Path) -> None:
        self.here, self.port = here, free_port()
        here.mkdir()
        (here / "snmpd.conf").write_text(CONFIGURED % {"port": self.port})
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        # What it remembers goes into a file of the same name.
        state = {"SNMP_PERSISTENT_DIR": str(self.here / "state")}
        config = str(self.here / "snmpd.conf")
        self.process = subprocess.Popen(
            [
                *(SNMPD, "-f", "-Lf", str(self.here / "log")),
                *("-C", "-c", config, "-I", "-smux"),
            ],
            env={**os.environ, **state},
        )

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


class Gate:
    """Between the collector and the server: lets through, or cuts off."""

    def __init__(self, to: int) -> None:
        self.to, self.is_open = to, True
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                near, _from = self.listener.accept()
            except OSError:
                return
            if not self.is_open:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.to))
            for one, other in ((near, far), (far, near)):
                threading.Thread(
                    target=self._pass, args=(one, other), daemon=True
                ).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        """A connection that is kept open ends, too."""
        try:
            while (data := one.recv(65536)) and self.is_open:
                other.sendall(data)
        except OSError:
            pass
        for end in (one, other):
            # Closed alone it stays open for the thread that reads it, and so does the
            # server's link to the database.
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self.listener.close()


class Program:
    def __init__(self, here: Path, url: str, secret: str) -> None:
        self.here, self.url = here, url
        here.mkdir()
        (here / "code").write_text(secret)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        words = ["run", "--server", self.url, "--code-file", str(self.here / "code")]
        with (self.here / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "congvu.watching.management.collector"),
                    *(*words, "--state", str(self.here / "state")),
                ],
                stderr=log,
            )

    def stop(self, number: int = signal.SIGTERM) -> None:
        assert self.process is not None
        self.process.send_signal(number)
        self.process.wait(20)

    @property
    def waiting(self) -> int:
        return self._count("count(*) FROM line")

    @property
    def answered(self) -> int:
        """Probes with an answer in the book: v3 finds a device that began anew."""
        probe = "json_extract(body, '$.probe')"
        return self._count(f"count(DISTINCT {probe}) FROM line WHERE body ->> '$.up'")

    def _count(self, what: str) -> int:
        base = sqlite3.connect(self.here / "state" / "collector.sqlite")
        try:
            return int(base.execute(f"SELECT {what}").fetchone()[0])
        finally:
            base.close()


def until(what: Callable[[], Any], seconds: float = 40) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := what():
            return found
        connection.close()
        time.sleep(0.3)
    raise AssertionError(f"not within {seconds} s")


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Switch]:
    if shutil.which("snmpd") is None and not Path(SNMPD).exists():
        pytest.skip("not run: snmpd is not on this machine")
    made = Switch(tmp_path / "snmpd")
    made.start()
    yield made
    made.stop()


@pytest.mark.whole
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_snmpd_is_found_probed_lost_and_found_again(
    live_server: Any, province: Province, tmp_path: Path, device: Switch
) -> None:
    quan, at = province.seat("quan"), province.at
    site = hub(province)
    subnet = add_subnet(
        site_id=site.pk,
        data=SubnetData("127.0.0.0/30", "Phòng máy", Scope.SITE),
        by=quan,
        at=at,
    )
    collector, secret = enrol_collector(
        site_id=site.pk, label="Trạm", expires_on=None, by=quan, at=at
    )
    v2c, v3 = (
        add_access(collector_id=collector.pk, data=data, by=quan, at=at)
        for data in (
            AccessData("v2c", SnmpVersion.V2C, "bi-mat-rieng", port=device.port),
            AccessData(
                "v3",
                SnmpVersion.V3,
                user="giamsat",
                auth=SnmpAuth.SHA256,
                auth_key=AUTH,
                priv=SnmpPriv.AES,
                priv_key=PRIV,
                port=device.port,
            ),
        )
    )
    assert b"bi-mat-rieng" not in bytes(v2c.sealed)
    gate = Gate(int(live_server.url.rsplit(":", 1)[1]))
    program = Program(tmp_path / "c", f"http://127.0.0.1:{gate.port}", secret)
    program.start()
    try:
        _found(province, subnet, collector, v3)
        target = add_target(
            site_id=site.pk,
            data=TargetData(
                "SW tầng 2",
                "127.0.0.1",
                Subject.DEVICE,
                collector.pk,
                [ProbeData(ProbeKind.SNMP, access_id=one.pk) for one in (v2c, v3)],
                of_id=Device.objects.get(name="sw-tang-2").pk,
                every=10,
                fails=2,
            ),
            by=quan,
            at=at,
        )
        until(lambda: Probe.objects.filter(target=target, told=True).count() == 2)

        device.stop()
        until(lambda: bells("watching.fell"))
        outage = until(lambda: Outage.objects.filter(target=target).first())
        until(lambda: asked_since(outage.since) >= 8, 90)
        assert bells() == [("fell", "")]

        gate.is_open = False
        before = ProbeHour.objects.aggregate(n=Sum("asked"))["n"]
        until(lambda: program.waiting >= 2)
        device.start()
        until(lambda: program.answered == 2, 60)
        program.stop(signal.SIGKILL)
        kept = program.waiting
        program.start()
        until(lambda: program.waiting >= kept + 2)
        gate.is_open = True
        until(lambda: bells("watching.returned"), 120)
        until(lambda: program.waiting == 0)
        time.sleep(6)
    finally:
        program.stop()
        gate.close()
    assert [kind for kind, _way in bells()] == ["fell", "returned"]
    after = ProbeHour.objects.aggregate(n=Sum("asked"))["n"]
    assert after + program.waiting - before >= kept
    row = Collector.objects.get()
    assert (after, row.lost) == (row.taken - sweeps_taken(), 0)
    log = (program.here / "log").read_text()
    assert "bi-mat-rieng" not in log
    assert secret not in log


def asked_since(moment: Any) -> int:
    rows = ProbeHour.objects.filter(hour__gte=moment - timedelta(hours=1))
    return (rows.aggregate(n=Sum("asked"))["n"] or 0) - (
        rows.aggregate(n=Sum("answered"))["n"] or 0
    )


def sweeps_taken() -> int:
    return Sweep.objects.count()


def _found(province: Province, subnet: Any, collector: Collector, access: Any) -> None:
    """Swept, set beside the register, and entered by a person."""
    quan = province.seat("quan")
    ask_sweep(
        subnet_id=subnet.pk,
        collector_id=collector.pk,
        access_id=access.pk,
        by=quan,
        at=timezone.now(),
    )
    until(lambda: Sweep.objects.filter(state="done").exists())
    seen = Sighting.objects.get(name="sw-tang-2")
    assert seen.ip == "127.0.0.1"
    assert "lo" in {name for name, _up, _mbps in seen.ports}
    told = {line.ip: line.differs for line, _seen in compared(subnet).lines}
    assert told["127.0.0.1"] == Differs.UNKNOWN
    accept_sighting(
        sighting_id=seen.pk,
        used_for="",
        kind=DeviceKind.SWITCH,
        by=quan,
        at=timezone.now(),
    )
    told = {line.ip: line.differs for line, _seen in compared(subnet).lines}
    assert told["127.0.0.1"] == Differs.SAME
