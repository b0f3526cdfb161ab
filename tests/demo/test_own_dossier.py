"""What the office says of itself is proven by tests and settings that exist."""

from __future__ import annotations

import pytest
import yaml

from congvu.controls.formats import SHIPPED
from congvu.controls.models import Answer
from congvu.controls.queries import sections_of
from congvu.demo.actions.own import OWN, own_answers
from congvu.demo.formats.proofs import (
    OwnAnswer,
    Proof,
    asvs_lines,
    proven,
    threat_lines,
)
from congvu.lib.refusals import Refused
from congvu.machine.parts import chosen
from congvu.systems.models import InformationSystem
from congvu.systems.queries import facts_of
from tests.demo.conftest import Demo
from tests.house.test_security_texts import CODE, names_in

LEVEL = 3
ANSWERS = own_answers()


def test_each_test_that_an_answer_names_is_there() -> None:
    named = {test for _told, shown in ANSWERS for test in shown.tests}
    lost = []
    for one in named:
        file, _colons, test = one.partition("::")
        there = (CODE / file).exists()
        if not there or (test and test not in names_in(file)):
            lost.append(one)

    assert lost == []
    assert len(named) > 60


def test_each_setting_that_an_answer_names_is_one() -> None:
    text = (CODE / "congvu" / "config" / "settings.py").read_text(encoding="utf-8")
    named = {one for told, _shown in ANSWERS for one in told.settings}

    assert {one for one in named if f'"{one}"' not in text} == set()
    assert len(named) > 2


def test_every_requirement_of_its_level_is_answered_once() -> None:
    asked = []
    for path in SHIPPED:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "until" not in told:
            asked += [
                (told["code"], one["code"])
                for one in told["groups"]
                if LEVEL in one["levels"]
            ]

    answered = [(told.set, told.code) for told, _shown in ANSWERS]
    linked = {("nd-331-2026", code) for code in ("QL3", "QL4", "QL6", "KT1")}
    assert len(answered) == len(set(answered))
    assert set(asked) - linked == set(answered)


ASVS = """
| no. | asked | answer | where | test |
|---|---|---|---|---|
| 1.1.1 | a | holds | b | `tests/a.py::test_b`, `tests/c.py` |
| 1.1.2 | a | does not hold yet | to do | `tests/d.py` |
| 1.1.3 | a | not applicable | b | |
"""
THREATS = """
| wants | what holds | proof |
|---|---|---|
| to steal | a lock | `tests/e.py::test_f` |
| to flood | nothing | no test: known |
"""


def answer(**more: object) -> OwnAnswer:
    return OwnAnswer(set="s", code="1", how="Có khóa", post="", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "standing", "tests", "lacks"),
    [
        (answer(asvs=["1.1.1"]), "met", ("tests/a.py::test_b", "tests/c.py"), ""),
        (answer(asvs=["1.1.3"]), "met", (), ""),
        (
            answer(asvs=["1.1.1", "1.1.2"]),
            "partly",
            ("tests/a.py::test_b", "tests/c.py"),
            "Chưa đạt: ASVS 1.1.2.",
        ),
        (answer(asvs=["1.1.2"]), "unmet", (), "Chưa đạt: ASVS 1.1.2."),
        (answer(threats=["to steal"]), "met", ("tests/e.py::test_f",), ""),
        (answer(threats=["to flood"]), "unmet", (), "Chưa đạt: mô hình mối đe dọa."),
        (answer(tests=["tests/x.py"]), "met", ("tests/x.py",), ""),
        (answer(record="Sổ", lacks="chưa ký"), "partly", (), "Chưa đạt: chưa ký."),
        (answer(), "unmet", (), ""),
    ],
)
def test_an_answer_is_worth_what_proves_it(
    told: OwnAnswer, standing: str, tests: tuple[str, ...], lacks: str
) -> None:
    shown = proven(told, asvs_lines(ASVS), threat_lines(THREATS))

    assert (shown.standing, shown.tests) == (standing, tests)
    assert shown.how.endswith(lacks)
    assert all(one in shown.how for one in tests)


def test_a_line_that_is_gone_is_named() -> None:
    lines: dict[str, Proof] = asvs_lines(ASVS)
    with pytest.raises(Refused, match=r"1: ASVS 9\.9\.9, to fly"):
        proven(answer(asvs=["9.9.9"], threats=["to fly"]), lines, threat_lines(THREATS))


@pytest.mark.django_db
def test_its_dossier_stands_in_the_demo(demo: Demo) -> None:
    """A level by criteria, each answered; lists from records; the plan, proven."""
    own = InformationSystem.objects.get(code=OWN)
    dossier = own.dossiers.get()
    facts = facts_of(dossier, demo.today)

    assert (own.level, dossier.state) == (LEVEL, "approved")
    assert all(given not in ("", "–") for _asked, given in facts.answers)
    assert {one["holds"] for one in facts.criteria} == {True, False}
    programs = {row[0] for row in facts.applications}
    assert {f"{name} {version}" for name, version in chosen()} <= programs
    assert min(map(len, (facts.equipment, facts.zones, facts.services))) > 3
    lines = [line for section in facts.plan for line in section.lines]
    assert all(
        line.how for line in lines if line.code not in {"QL3", "QL4", "QL6", "KT1"}
    )
    said = {one.requirement.code: one.how for one in Answer.objects.filter(system=own)}
    assert "tests/audit/test_append_only.py" in said["8"]
    assert {
        line.now for each in sections_of(own, demo.today) for line in each.lines
    } >= {
        "met",
        "partly",
    }
