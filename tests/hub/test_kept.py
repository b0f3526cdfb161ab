"""The hub is copied as the office is: its tables, its packets, its own folder."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from tests.hub.conftest import Side
from tests.hub.running import Hub, packet

pytestmark = pytest.mark.slow
NAME = "congvu_hub_put_back"


def test_a_hub_comes_back_with_every_packet(
    hub: Hub, ours: Side, theirs: Side, tmp_path: Path
) -> None:
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    what = packet(sender, receiver)
    ours.national.send(
        what.stream(),
        receivers=[receiver],
        sha256=what.sha256,
        sender=sender,
        kind="document",
        message_id="kept",
    )
    (tmp_path / "key").write_bytes(os.urandom(32))
    sealed = ("--key-file", str(tmp_path / "key"))

    said = hub.command("backup", str(tmp_path / "shelf"), *sealed, "--keep", "3")

    assert "Đã đọc lại" in said
    assert hub.rows("SELECT count(*) FROM keeping_backup WHERE lost = 0") == [(1,)]
    database = hub.environment["CONGVU_HUB_DATABASE_URL"]
    held = hub.rows("SELECT sha256 FROM hub_message ORDER BY sha256")
    with psycopg.connect(database, autocommit=True) as link:
        link.execute(f"CREATE DATABASE {NAME}")
    other = Hub(
        "",
        {
            **hub.environment,
            "CONGVU_HUB_DATABASE_URL": _renamed(database),
            "CONGVU_HUB_HOME": str(tmp_path / "other"),
        },
        tmp_path / "other",
    )
    try:
        restored = other.command("restore", str(tmp_path / "shelf"), *sealed)
        assert "Kho tệp: đúng." in restored
        assert other.rows("SELECT sha256 FROM hub_message ORDER BY sha256") == held
        place = other.home / "files" / what.sha256[:2] / what.sha256[2:4] / what.sha256
        assert place.read_bytes() == what.data
        assert "Toàn vẹn." in other.command("check")
    finally:
        with psycopg.connect(database, autocommit=True) as link:
            link.execute(f"DROP DATABASE {NAME} WITH (FORCE)")
            link.execute(f"DROP ROLE IF EXISTS {NAME}_app")


def _renamed(url: str) -> str:
    before, _, options = url.partition("?")
    return f"{before.rpartition('/')[0]}/{NAME}?{options}"
