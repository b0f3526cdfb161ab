"""The job that carries acts out is killed anywhere, several times, and ends right."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from congvu.organisations.models import Reform
from congvu.organisations.queries import due_reforms
from tests.organisations.acts import decide
from tests.people import Province, make_province

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# A worker of its own: it reads the clock, finds what is due and carries it out.
WORKER = """
import django
django.setup()
from django.db import connection
from congvu.organisations.jobs import carry_out_reforms
print("ready", flush=True)
carry_out_reforms()
"""


@pytest.fixture
def acts(transactional_db: None) -> Province:
    """Thirty acts, a unit each, whose days have come."""
    people = make_province(timezone.now(), timezone.localdate())
    name = "Phòng Khoa giáo - Văn xã"
    for n in range(30):
        day = people.today - timedelta(days=30 - n)
        new = f"Phòng Số {n}"
        decide(
            day,
            people.at,
            f"lập | | H03/{new}",
            f"sáp nhập | H03/{name} | H03/{new}",
            title=f"Lần {n}",
        )
        name = new
    return people


def _worker() -> subprocess.Popen[str]:
    given = connection.settings_dict
    environment = os.environ | {"CONGVU_TEST_DATABASE": str(given["NAME"])}
    script = WORKER.replace(
        "django.setup()",
        "from django.conf import settings\n"
        f"settings.DATABASES['default']['NAME'] = {given['NAME']!r}\n"
        "django.setup()",
    )
    return subprocess.Popen(
        [sys.executable, "-c", script],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_killed_at_random_moments_it_ends_with_nothing_half_done(
    acts: Province,
) -> None:
    chance = random.Random(7)
    killed = 0
    for _attempt in range(6):
        worker = _worker()
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.01, 0.25))
        worker.send_signal(signal.SIGKILL)
        killed += worker.wait() == -signal.SIGKILL
        worker.stdout.close()
        # Each act is wholly done or not at all, in the order of their days.
        done = list(
            Reform.objects.filter(state="carried-out").values_list("on", flat=True)
        )
        left = Reform.objects.filter(state="decided").values_list("on", flat=True)
        assert all(day < other for day in done for other in left)
        assert not Reform.objects.filter(
            state="carried-out", carried_out_at__isnull=True
        ).exists()
    assert killed

    last = _worker()
    assert last.stdout is not None
    last.communicate(timeout=120)
    assert last.returncode == 0
    assert due_reforms(acts.today) == []
    assert Reform.objects.filter(state="carried-out").count() == 30
