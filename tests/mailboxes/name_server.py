"""Debian's NSD on loopback, with zones of ours."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from congvu.machine.mail import dns

NSD = Path("/usr/sbin/nsd")
_CONF = """
server:
  ip-address: 127.0.0.1@{port}
  zonesdir: "{place}"
  pidfile: "{place}/nsd.pid"
  logfile: "{place}/nsd.log"
  xfrdfile: ""
  zonelistfile: "{place}/zones"
  database: ""
  username: ""
  chroot: ""
  server-count: 1
remote-control:
  control-enable: no
"""
_ZONE = """
zone:
  name: {name}
  zonefile: zone-{number}
"""


@contextmanager
def name_server(
    place: Path, port: int, zones: Mapping[str, Sequence[str]]
) -> Iterator[None]:
    """Tells these lines of these domains."""
    conf = _CONF.format(port=port, place=place)
    for number, (name, lines) in enumerate(zones.items()):
        conf += _ZONE.format(name=name, number=number)
        dot = name if name.endswith(".") else f"{name}."
        head = (
            f"{dot} 3600 IN SOA may.{dot.lstrip('.')} hostmaster.{dot.lstrip('.')}"
            f" 1 3600 600 86400 60\n{dot} 3600 IN NS may.{dot.lstrip('.')}\n"
            f"may.{dot.lstrip('.')} 3600 IN A 127.0.0.1\n"
        )
        text = head + "\n".join(lines) + "\n"
        (place / f"zone-{number}").write_text(text, encoding="utf-8")
    (place / "nsd.conf").write_text(conf, encoding="utf-8")
    server = subprocess.Popen([NSD, "-d", "-c", str(place / "nsd.conf")])
    try:
        _wait(port, next(iter(zones)))
        yield
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int, name: str) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            dns.ask(name, "SOA" if name == "." else "A", ("127.0.0.1", port))
        except dns.Silent:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the name server does not answer")
