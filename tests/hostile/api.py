"""Hostile requests to the whole API, for as long as one likes; a part of ``make soak``.

    python -m congvu.machine.scratch python -m tests.hostile.api --minutes 10 [--seed 7]

See `asking` for what is asked. Prints one JSON; exits 1 on a finding.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congvu.config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - after Django was set up

# Whoever serves static files looks for it once, when the application is imported below.
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)

from django.db import transaction  # noqa: E402 - the same
from django.test import override_settings  # noqa: E402 - the same
from django.test.utils import (  # noqa: E402 - the same
    setup_databases,
    setup_test_environment,
    teardown_databases,
)

from congvu.files import jail  # noqa: E402 - the same
from tests.hostile.asking import Asker  # noqa: E402 - the same
from tests.rights.world import World, make_world  # noqa: E402 - the same

CASES = 5


@contextmanager
def office() -> Iterator[World]:
    """A database and an office of its own, both gone afterwards."""
    setup_test_environment()
    names = setup_databases(verbosity=0, interactive=False)
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        TemporaryDirectory() as home,
        override_settings(HOME=Path(home), PASSWORD_HASHERS=quick),
        transaction.atomic(),
    ):
        yield make_world()
        transaction.set_rollback(True)
    jail.stop()
    teardown_databases(names, verbosity=0)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.api")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    with office() as world:
        asker, began, number = Asker(world), time.monotonic(), 0
        while time.monotonic() - began < asked.minutes * 60:
            lap, line = divmod(number, len(asker.lines))
            asker.ask(line, cases=CASES, chance=asked.seed + lap)
            number += 1
        told = asker.told.summary() | {
            "seconds": round(time.monotonic() - began),
            "seed": asked.seed,
            "findings": asker.told.findings,
        }
    json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return 1 if told["findings"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
