"""What every process of the machine can read of pg_dump's command has no secret."""

from __future__ import annotations

import pytest

from congvu.machine.cluster import ClusterProblem
from congvu.machine.dumping import _environment, dumped


@pytest.mark.parametrize(
    ("url", "given"),
    [
        (
            "postgresql://u:p%40s@h:5/db",
            {"PGHOST": "h", "PGPORT": "5", "PGUSER": "u", "PGPASSWORD": "p@s"},
        ),
        ("postgresql://h/db?user=u&password=p", {"PGUSER": "u", "PGPASSWORD": "p"}),
        ("postgresql:///db?host=/run", {"PGHOST": "/run", "PGDATABASE": "db"}),
        ("postgresql://u@h/db?sslmode=require", {"PGSSLMODE": "require"}),
    ],
)
def test_where_and_as_whom_goes_by_the_environment(
    url: str, given: dict[str, str]
) -> None:
    environment = _environment(url)

    assert environment["PGDATABASE"] == "db"
    assert {name: environment[name] for name in given} == given


def test_a_server_that_is_not_there_is_told_in_its_own_words() -> None:
    pieces = dumped(
        "postgresql://u:p@127.0.0.1:1/db", major=15, snapshot="0", emptied=()
    )

    with pytest.raises(ClusterProblem, match=r"pg_dump.*Connection refused"):
        list(pieces)
