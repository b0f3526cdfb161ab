"""A store of its own, and a small CA that answers on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from congvu.files import jail
from congvu.signatures import client
from congvu.signatures.actions import look
from tests.files.conftest import make_pdf
from tests.signatures.small_ca import Holder, SmallCa, answering
from tests.signatures.tokens import token

__all__ = ["token"]

Look = Callable[..., list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    (tmp_path / "tmp").mkdir()
    settings.HOME = tmp_path
    settings.REVOCATION_PRIVATE = True
    return tmp_path


@pytest.fixture(autouse=True, scope="session")
def _one_jail() -> Iterator[None]:
    yield
    jail.stop()


@pytest.fixture(scope="module")
def _answering() -> Iterator[tuple[SmallCa, list[Holder]]]:
    with answering() as found:
        yield found


@pytest.fixture
def ca(_answering: tuple[SmallCa, list[Holder]]) -> SmallCa:
    """Answers about all it issued; forgets what an earlier test revoked."""
    ca, known = _answering
    ca.revoked.clear()
    ca.asked.clear()
    known.clear()
    return ca


@pytest.fixture
def known(_answering: tuple[SmallCa, list[Holder]]) -> list[Holder]:
    """Whom OCSP knows."""
    return _answering[1]


@pytest.fixture
def paper() -> bytes:
    return make_pdf("QUYET DINH")


@pytest.fixture
def see(tmp_path: Path) -> Look:
    """Every signature of some bytes, trusting the roots of these CAs."""

    def see(
        pdf: bytes, *trusted: SmallCa, online: bool = True, at: Any = None
    ) -> list[dict[str, Any]]:
        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf)
        lists = [
            {
                "name": f"Danh sách {number}",
                "roots": [one.root.pem.decode()],
                "others": [],
            }
            for number, one in enumerate(trusted, 1)
        ]
        result = look(
            path,
            lists=lists,
            at=at or timezone.now(),
            fetch=client.ask if online else None,
        )
        return list(result["signatures"])

    return see
