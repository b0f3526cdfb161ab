"""Debian's Dovecot as an ordinary process on this machine, with one mailbox in it."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DOVECOT = Path("/usr/sbin/dovecot")
USER, SECRET = "vanthu", "mat-khau-hop-thu"
CONFIGURATION = """
base_dir = {folder}/base
state_dir = {folder}/base
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
default_internal_user = {system}
default_login_user = {system}
default_internal_group = {group}
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass
class Dovecot:
    """The running server, and what lies in its mailbox."""

    port: int

    def deliver(self, letter: bytes) -> None:
        with self.inside() as box:
            box.append("INBOX", "", "", letter)

    def letters(self, folder: str = "INBOX") -> list[bytes]:
        with self.inside() as box:
            if box.select(folder, readonly=True)[0] != "OK":
                return []
            _ok, found = box.search(None, "ALL")
            parts = [
                box.fetch(n.decode(), "(BODY.PEEK[])")[1] for n in found[0].split()
            ]
            return [part[0][1] for part in parts if isinstance(part[0], tuple)]

    def empty(self) -> None:
        with self.inside() as box:
            for line in box.list()[1]:
                assert isinstance(line, bytes)
                folder = line.rpartition(b" ")[2].decode()
                if box.select(folder)[1] != [b"0"]:
                    box.store("1:*", "+FLAGS", r"(\Deleted)")
                    box.expunge()

    @contextmanager
    def inside(self) -> Iterator[imaplib.IMAP4]:
        box = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        try:
            box.login(USER, SECRET)
            yield box
        finally:
            box.logout()


@contextmanager
def running_dovecot() -> Iterator[Dovecot]:
    """In a folder that Dovecot's own users may pass through; a test's may be closed."""
    with tempfile.TemporaryDirectory(prefix="congvu-dovecot-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        port = _free_port()
        _set_up(folder, port)
        server = subprocess.Popen([DOVECOT, "-F", "-c", folder / "dovecot.conf"])
        try:
            _wait(port, folder / "log")
            yield Dovecot(port)
        finally:
            server.terminate()
            server.wait(20)


def _set_up(folder: Path, port: int) -> None:
    is_root = os.geteuid() == 0
    owner = "nobody" if is_root else pwd.getpwuid(os.geteuid()).pw_name
    group = "nogroup" if is_root else grp.getgrgid(os.getegid()).gr_name
    (folder / "mail").mkdir()
    (folder / "users").write_text(f"{USER}:{{PLAIN}}{SECRET}\n")
    (folder / "users").chmod(0o644)
    if is_root:
        shutil.chown(folder / "mail", owner)
    told = CONFIGURATION.format(
        folder=folder,
        port=port,
        owner=owner,
        group=group,
        system="dovecot" if is_root else owner,
    )
    (folder / "dovecot.conf").write_text(told)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(port: int, log: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text() if log.exists() else "dovecot did not open")
