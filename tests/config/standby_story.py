"""An office whose leader of the database comes and goes; run by ``test_standby``.

The leader is reached over a relay that can be shut. The standby is the same server,
told to write nothing, as a standby writes nothing. Prints what each door answered.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
import time
from contextlib import suppress
from typing import Any


class Relay:
    """A port that passes everything on, until it is shut."""

    def __init__(self, port: int) -> None:
        self.target = port
        self.links: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.open = True
        threading.Thread(target=self._serve, daemon=True).start()

    def shut(self) -> None:
        """As when a machine is lost: links are cut, new ones refused."""
        self.open = False
        for link in self.links:
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)
        self.links.clear()

    def _serve(self) -> None:
        while True:
            near, _ = self.listener.accept()
            if not self.open:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.target))
            self.links += [near, far]
            for a, b in ((near, far), (far, near)):
                threading.Thread(target=_pass, args=(a, b), daemon=True).start()


def _pass(a: socket.socket, b: socket.socket) -> None:
    with suppress(OSError):
        while data := a.recv(65536):
            b.sendall(data)
    for link in (a, b):
        with suppress(OSError):
            link.shutdown(socket.SHUT_RDWR)


def main(told: dict[str, Any]) -> None:
    place = "postgresql://{user}:{password}@127.0.0.1:{port}/{name}"
    relay = Relay(told["database"]["port"])
    os.environ["DATABASE_STANDBY_URL"] = place.format(**told["database"])
    os.environ["DATABASE_URL"] = place.format(**told["database"] | {"port": relay.port})
    os.environ["CONGVU_DB_POOL"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "congvu.config.settings"

    import django  # noqa: PLC0415 - after its environment

    django.setup()
    from django.test import Client  # noqa: PLC0415 - after Django

    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.cookies["congvu_session"] = told["session"]
    token = {"Authorization": f"Bearer {told['token']}"}

    def doors() -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, method, path, more in (
            ("list", "get", "/van-ban/den/", {}),
            ("paper", "get", told["paper"], {}),
            ("deed", "post", told["deed"], {}),
            ("api list", "get", "/api/v1/incoming-documents", {"headers": token}),
            ("api paper", "get", told["api_paper"], {"headers": token}),
            ("ready", "get", "/health/ready", {}),
        ):
            answer = getattr(client, method)(path, **more)
            found[name] = {
                "status": answer.status_code,
                "retry": answer.headers.get("Retry-After"),
                "text": answer.content.decode(),
            }
        return found

    story = {"before": doors()}
    relay.shut()
    story["without"] = doors()
    relay.open = True
    end = time.monotonic() + 20
    while client.get(told["paper"]).status_code != 200 and time.monotonic() < end:
        time.sleep(0.3)
    story["after"] = doors()
    sys.stdout.write(json.dumps(story))


if __name__ == "__main__":
    main(json.loads(sys.stdin.read()))
