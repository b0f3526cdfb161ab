"""Debian's own rsyslog and our receiver, each its own process, joined by TLS.

``make_certificates`` gives the fingerprint by which a source is registered; while
``forwarding`` is open, what ``guess`` tells rsyslog reaches the database.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

PATIENCE = 120
"""Seconds: of a machine that does ten things beside this one."""
ROOT = Path(__file__).resolve().parents[2]
RSYSLOGD = Path("/usr/sbin/rsyslogd")
CONFIGURED = """
global(workDirectory="{here}" defaultNetstreamDriverCAFile="{here}/ca.pem"
       defaultNetstreamDriverCertFile="{here}/sender.pem"
       defaultNetstreamDriverKeyFile="{here}/sender.key")
module(load="imuxsock" SysSock.Use="off")
module(load="imudp")
input(type="imudp" address="127.0.0.1" port="{udp}")
action(type="omfwd" target="127.0.0.1" port="{tls}" protocol="tcp"
       template="RSYSLOG_SyslogProtocol23Format" TCP_Framing="octet-counted"
       StreamDriver="gtls" StreamDriverMode="1" StreamDriverAuthMode="x509/name"
       StreamDriverPermittedPeers="receiver.example"
       queue.type="LinkedList" action.resumeRetryCount="-1")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def openssl(*words: str, here: Path) -> None:
    subprocess.run(["openssl", *words], cwd=here, check=True, capture_output=True)


def make_certificates(here: Path) -> str:
    """An authority, a receiver, a sender; the sender's fingerprint."""
    openssl(
        *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
        *("-nodes", "-days", "2", "-subj", "/CN=Noi cap", "-keyout", "ca.key"),
        *("-out", "ca.pem"),
        here=here,
    )
    for name in ("receiver", "sender"):
        (here / f"{name}.ext").write_text(f"subjectAltName=DNS:{name}.example\n")
        openssl(
            *("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
            *("-subj", f"/CN={name}.example", "-keyout", f"{name}.key"),
            *("-out", f"{name}.csr"),
            here=here,
        )
        openssl(
            *("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey"),
            *("ca.key", "-CAcreateserial", "-days", "2", "-out", f"{name}.pem"),
            *("-extfile", f"{name}.ext"),
            here=here,
        )
    told = subprocess.run(
        ["openssl", "x509", "-in", "sender.pem", "-noout", "-fingerprint", "-sha256"],
        cwd=here,
        check=True,
        capture_output=True,
        text=True,
    )
    return told.stdout.strip().partition("=")[2]


def database_url() -> str:
    """Of this test, for processes of their own."""
    host, at = (connection.settings_dict[k] for k in ("HOST", "PORT"))
    user, name = (connection.settings_dict[k] for k in ("USER", "NAME"))
    password = connection.settings_dict["PASSWORD"]
    login = f"{user}:{password}" if password else user
    return f"postgresql://{login}@/{name}?host={host}&port={at}"


def start_receiver(here: Path, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "logs", "receive", "--tls", str(port)],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "CONGVU_HOME": str(here / "home"),
            "CONGVU_LOGS_CERTIFICATE": str(here / "receiver.pem"),
            "CONGVU_LOGS_KEY": str(here / "receiver.key"),
            "CONGVU_LOGS_AUTHORITY": str(here / "ca.pem"),
        },
    )


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return False


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def is_there() -> bool:
    """Where either is missing nothing here can be run."""
    return RSYSLOGD.exists() and shutil.which("openssl") is not None


@dataclass(frozen=True)
class Relay:
    """Where rsyslog listens as a machine's own, and who receives from it."""

    port: int
    receiver: int

    def guess(self, numbers: range, *, guesser: str = "203.0.113.9") -> None:
        """As a machine's sshd tells its rsyslog: one failure for each number."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            for n in numbers:
                head = f"<38>{time.strftime('%b %e %H:%M:%S')} may-chu sshd[{n + 1}]: "
                line = head + f"Failed password for root from {guesser} port {n} ssh2"
                out.sendto(line.encode(), ("127.0.0.1", self.port))
                time.sleep(0.01)

    def kill_loader(self) -> None:
        """The receiver starts another."""
        told = subprocess.run(
            ["pgrep", "-P", str(self.receiver)],
            capture_output=True,
            text=True,
            check=True,
        )
        for pid in told.stdout.split():
            os.kill(int(pid), signal.SIGKILL)


@contextmanager
def forwarding(here: Path) -> Iterator[Relay]:
    """Certificates lie in ``here``; both processes end with it."""
    (here / "home").mkdir(exist_ok=True)
    tls, udp = free_port(), free_port()
    (here / "rsyslog.conf").write_text(CONFIGURED.format(here=here, tls=tls, udp=udp))
    receiver = start_receiver(here, tls)
    sender = None
    try:
        wait_for(lambda: answers(tls) or receiver.poll() is not None, PATIENCE)
        if not answers(tls):
            raise RuntimeError("the receiver of logs did not begin")
        sender = subprocess.Popen(
            [
                *(str(RSYSLOGD), "-n", "-f", str(here / "rsyslog.conf")),
                *("-i", str(here / "pid")),
            ]
        )
        time.sleep(1)
        yield Relay(udp, receiver.pid)
    finally:
        for process in (sender, receiver):
            if process is not None:
                process.send_signal(signal.SIGTERM)
                process.wait(20)
