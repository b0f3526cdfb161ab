"""nginx with the very site of ``deploy/portal``, in a folder and on ports of a test."""

from __future__ import annotations

import http.client
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from congvu.bench.portal_front import nginx_program, written_site
from congvu.machine.cluster import free_port


@dataclass(frozen=True)
class Said:
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class Nginx:
    port: int
    folder: Path

    def ask(
        self, target: str, method: str = "GET", headers: Mapping[str, str] | None = None
    ) -> Said:
        trusting = ssl.create_default_context(cafile=self.folder / "portal.pem")
        trusting.check_hostname = False
        link = http.client.HTTPSConnection(
            "127.0.0.1", self.port, context=trusting, timeout=20
        )
        with closing(link):
            link.putrequest(method, target, skip_accept_encoding=True, skip_host=True)
            for name, text in {"Host": "portal.localhost", **(headers or {})}.items():
                link.putheader(name, text)
            link.endheaders()
            got = link.getresponse()
            return Said(got.status, dict(got.getheaders()), got.read().decode())


@contextmanager
def running_nginx(folder: Path, *, behind: int) -> Iterator[Nginx]:
    program = nginx_program()
    if program is None or shutil.which("openssl") is None:
        pytest.skip("not run: nginx is not on this machine")
    port = free_port()
    whole = written_site(folder, port=port, plain=free_port(), behind=behind)
    process = subprocess.Popen(
        [program, "-c", str(whole), "-e", str(folder / "errors")]
    )
    try:
        nginx = Nginx(port, folder)
        for _n in range(200):
            with suppress(OSError):
                nginx.ask("/busy.html")
                break
            time.sleep(0.05)
        yield nginx
    finally:
        process.terminate()
        process.wait(20)
