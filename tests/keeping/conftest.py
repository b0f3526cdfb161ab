"""Places that the user who runs root's database can walk to, and the first machine."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from tests.keeping.machine import Machine, our_database


@pytest.fixture
def place() -> Iterator[Path]:
    # pytest's own folders are closed to the user that runs root's database
    made = Path(tempfile.mkdtemp(prefix="congvu-keeping-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def empty() -> Iterator[str]:
    """The address of a database of nothing on the same server."""
    here, name = our_database(), "congvu_put_back"
    with psycopg.connect(here, autocommit=True) as link:
        link.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            yield here.rpartition("/")[0] + f"/{name}"
        finally:
            link.execute(f"DROP DATABASE {name} WITH (FORCE)")
            link.execute(f"DROP ROLE IF EXISTS {name}_app")


@pytest.fixture
def office(place: Path, settings, transactional_db: None) -> Iterator[Machine]:
    """The first machine, on a server that ``DATABASE_URL`` names."""
    home = place / "first"
    (home / "tmp").mkdir(parents=True)
    settings.HOME = home
    call_command("load_law", verbosity=0)
    yield Machine(home, our_database())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
