"""What operators and programs outside rely on (the promises kept fixed), each proven.

Those that need a whole running office are proven elsewhere; `ELSEWHERE` says by which
test, and that test must exist.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from congvu.lib.ids import uuid7
from congvu.search.models import IndexChange, IndexNode
from tests.documents.machine import PROBLEM, machine
from tests.people import Province

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = {
    "make run serves, stops and starts again": (
        "machine/test_run.py",
        "test_stopping_leaves_nothing_and_the_next_start_is_quick",
    ),
    "the port is CONGVU_PORT": ("machine/test_run.py", "test_a_taken_port_is_named"),
    "ready when database, worker and storage are": (
        "machine/test_run.py",
        "test_the_page_database_worker_and_storage_are_ready",
    ),
    "DATABASE_URL names an external server": (
        "machine/test_cluster.py",
        "test_an_external_server_gets_a_lesser_role",
    ),
    "make help lists every verb": (
        "house/test_repository.py",
        "test_make_help_lists_every_promised_verb",
    ),
    "ci runs the test command of the README": (
        "house/test_repository.py",
        "test_ci_runs_what_the_readme_says",
    ),
    "the command lists its verbs in one line each": (
        "house/test_repository.py",
        "test_the_operators_command_lists_its_verbs_in_one_line_each",
    ),
    "the description of the API is the served one": (
        "documents/test_api_office.py",
        "test_the_description_is_the_one_kept_beside_the_code",
    ),
    "tokens are made by the command": (
        "accounts/test_tokens.py",
        "test_a_token_opens_for_its_owner",
    ),
    "English is complete": (
        "house/test_language.py",
        "test_the_english_catalogue_is_complete_and_certain",
    ),
    "every page works without script": (
        "journeys/test_without_script.py",
        "test_a_paper_is_registered_instructed_and_done_by_plain_forms",
    ),
    "the intake command's keys": (
        "documents/test_intake_command.py",
        "test_keys_are_exactly_those_promised",
    ),
}


@pytest.mark.parametrize("promise", ELSEWHERE)
def test_what_is_proven_elsewhere_is_proven_there(promise: str) -> None:
    """It exists, asserts something, and nothing lets it be passed over."""
    file, name = ELSEWHERE[promise]
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    [test] = [
        n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == name
    ]

    inside = list(ast.walk(test))
    assert any(isinstance(n, ast.Assert) for n in inside)
    marks = {n.attr for n in inside if isinstance(n, ast.Attribute)}
    assert not marks & {"skip", "skipif", "xfail"}


# -- health


def test_live_asks_nothing_of_anybody(client: Client) -> None:
    # No database fixture: a query would fail this test.
    answer = client.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def _beat(*, seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


@pytest.mark.django_db
def test_ready_names_its_three_checks(client: Client) -> None:
    _beat(seconds_ago=1)

    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "checks": {"database": "ok", "worker": "ok", "storage": "ok"},
    }


@pytest.mark.django_db
def test_without_a_living_worker_it_is_not_ready(client: Client) -> None:
    _beat(seconds_ago=120)

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"] == {
        "database": "ok",
        "worker": "failed",
        "storage": "ok",
    }


def test_with_the_database_away_it_is_not_ready_and_tells_no_secrets(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> Any:
        raise DatabaseError("password=hunter2 host=db.example")

    monkeypatch.setattr(connection, "cursor", away)

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["checks"]["database"] == "failed"
    assert b"hunter2" not in answer.content


@pytest.mark.django_db
def test_without_storage_it_is_not_ready(
    client: Client, tmp_path: Path, settings: Any
) -> None:
    _beat(seconds_ago=1)
    settings.HOME = tmp_path / "khong-co"

    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()["checks"]["storage"]) == (503, "failed")


# -- metrics


@pytest.mark.django_db
def test_metrics_are_prometheus_text_for_this_machine(client: Client) -> None:
    answer = client.get("/metrics")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.content.decode().splitlines()
    values = [line for line in lines if line and not line.startswith("#")]
    assert all(float(line.rsplit(" ", 1)[1]) >= 0 for line in values)
    assert any(line.startswith("congvu_requests_total{") for line in values)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "more",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        # behind a proxy everybody seems to come from this machine
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer "},
        {"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer sai"},
    ],
)
def test_metrics_are_for_nobody_else(client: Client, more: dict[str, str]) -> None:
    assert client.get("/metrics", **more).status_code == 403


@pytest.mark.django_db
def test_metrics_open_with_their_token(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONGVU_METRICS_TOKEN", "chia-khoa-dai")
    far = {"REMOTE_ADDR": "192.0.2.7"}

    given = client.get("/metrics", HTTP_AUTHORIZATION="Bearer chia-khoa-dai", **far)

    assert given.status_code == 200
    assert client.get("/metrics", **far).status_code == 403


@pytest.mark.django_db
def test_metrics_tell_how_much_the_index_of_words_is_behind(client: Client) -> None:
    node = IndexNode.objects.create(name="may-1", seen_at=timezone.now())
    for _n in range(3):
        IndexChange.objects.create(node=node, kind="incoming", thing_id=uuid7())

    lines = client.get("/metrics").content.decode().splitlines()

    assert 'congvu_search_waiting{node="1"} 3' in lines


# -- language


def test_the_language_is_each_users_own(province: Province) -> None:
    lan, hoa = province.client("lan"), province.client("hoa")
    lan.post("/tai-khoan/ngon-ngu/", {"language": "en", "next": "/"})

    english = lan.get("/viec-cua-toi/").content.decode()
    vietnamese = hoa.get("/viec-cua-toi/").content.decode()

    assert '<html lang="en"' in english
    assert '<html lang="vi"' in vietnamese
    assert "Việc của tôi" in vietnamese


def test_a_machine_is_answered_in_its_owners_language(province: Province) -> None:
    user = province.lan.user
    lan = machine(province, "lan")
    vietnamese = lan.post("incoming-documents", {}).data["title"]

    user.language = "en"
    user.save(update_fields=["language"])

    assert vietnamese == "Không làm được"
    assert lan.post("incoming-documents", {}).data["title"] != vietnamese


# -- the API


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["me", "incoming-documents", "khong-co", ""])
def test_every_no_of_the_api_is_a_problem(client: Client, path: str) -> None:
    answer = client.get(f"/api/v1/{path}")

    assert answer.status_code in (401, 404)
    assert answer.headers["Content-Type"] == PROBLEM
    assert {"type", "title", "status"} <= answer.json().keys()


def test_a_token_made_by_the_command_opens_the_api(
    province: Province, capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    call_command("token", "create", "lan")
    raw = next(w for w in capsys.readouterr().out.split() if w.startswith("cv_"))

    answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {raw}"})

    assert answer.json()["person_name"] == "Nông Thị Lan"


# -- state


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """The settings a fresh process comes to with these variables."""

    def tell(**environment: str) -> dict[str, str]:
        code = (
            "import json; from congvu.config import settings as s;"
            "print(json.dumps({'home': str(s.HOME), 'static': str(s.STATIC_ROOT),"
            "'tmp': s.FILE_UPLOAD_TEMP_DIR, 'store': s.FILES_STORE,"
            "'clamd': s.CLAMD, 'host': s.DATABASES['default'].get('HOST', '')}))"
        )
        made = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=True,
        )
        found: dict[str, str] = json.loads(made.stdout)
        return found

    return tell


def test_all_state_lies_below_congvu_home(
    told: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    home = tmp_path / "nha"

    found = told(CONGVU_HOME=str(home))

    assert found["home"] == str(home)
    assert Path(found["static"]).is_relative_to(home)
    assert Path(found["tmp"]).is_relative_to(home)


def test_store_and_scanner_come_from_the_environment(
    told: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    secret = tmp_path / "kho"
    secret.write_text("s3://kho/van-ban\n")

    found = told(
        CONGVU_HOME=str(tmp_path),
        CONGVU_FILES_FILE=str(secret),
        CONGVU_CLAMD="127.0.0.1:3310",
    )

    assert found["store"] == "s3://kho/van-ban"
    assert found["clamd"] == "127.0.0.1:3310"


def test_nothing_is_written_beside_the_code() -> None:
    assert not settings.HOME.is_relative_to(ROOT / "congvu")
    assert not settings.STATIC_ROOT.is_relative_to(ROOT / "congvu")
