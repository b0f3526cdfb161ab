"""What a web node on several machines is told, as real settings."""

from __future__ import annotations

import json
import os
import subprocess
import sys

ASK = """
import json
from django.conf import settings
print(json.dumps(settings.DATABASES))
"""
WHERE = "postgresql://congvu_app:kin@127.0.0.1:{port}/congvu"


def _databases(**environment: str) -> dict[str, dict[str, object]]:
    answer = subprocess.run(
        [sys.executable, "-c", ASK],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "congvu.config.settings",
            "DATABASE_URL": WHERE.format(port=6432),
            "CONGVU_DB_POOL": "1",
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, dict[str, object]] = json.loads(answer.stdout)
    return told


def test_behind_a_pooler_with_a_standby_beside() -> None:
    told = _databases(
        CONGVU_DB_POOLER="1", DATABASE_STANDBY_URL=WHERE.format(port=5001)
    )

    # Nothing that a second transaction would have to find in the same link.
    assert told["default"]["DISABLE_SERVER_SIDE_CURSORS"] is True
    options = told["default"]["OPTIONS"]
    assert isinstance(options, dict)
    assert options["prepare_threshold"] is None
    assert options["pool"]["timeout"] == 3
    standby = told["standby"]
    assert (standby["PORT"], standby["CONN_MAX_AGE"]) == ("5001", 0)
    assert standby["OPTIONS"] == {"options": "-c default_transaction_read_only=on"}


def test_one_machine_waits_for_its_database_and_reads_from_nowhere_else() -> None:
    told = _databases()

    assert list(told) == ["default"]
    assert "DISABLE_SERVER_SIDE_CURSORS" not in told["default"]
    options = told["default"]["OPTIONS"]
    assert isinstance(options, dict)
    assert options["pool"]["timeout"] == 15
