"""A machine with the operator's commands, and the database the tests run on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from django.db import connection

CODE = Path(__file__).resolve().parents[2]


class Machine:
    """A state folder with the operator's commands; a database of its own, or ours."""

    def __init__(self, home: Path, database: str = "") -> None:
        self.home, self.database = home, database

    @property
    def environment(self) -> Mapping[str, str]:
        own = {k: v for k, v in os.environ.items() if not k.startswith("DATABASE_")}
        more = {"DATABASE_URL": self.database} if self.database else {}
        return {
            **own,
            **more,
            "CONGVU_HOME": str(self.home),
            "CONGVU_DEMO": "0",
            "PYTHONPATH": str(CODE),
        }

    def start(self, *words: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "congvu.config.cli", *map(str, words)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *words: object, code: int = 0) -> str:
        with self.start(*words) as process:
            said, _none = process.communicate(timeout=200)
        assert process.returncode == code, said
        return said


def our_database() -> str:
    given = connection.settings_dict
    login = f"{given['USER']}:{given['PASSWORD']}"
    host = quote(given["HOST"], safe="")  # an address, or the folder of a socket
    return f"postgresql://{login}@{host}:{given['PORT']}/{given['NAME']}"
