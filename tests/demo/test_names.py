"""Invented names: believable, none twice, the same every time."""

from __future__ import annotations

from itertools import islice

from congvu.demo.rules import WAYS, demo_key, is_demo_key
from congvu.lib.ids import uuid7
from congvu.synth.actions.bodies import read_names
from congvu.synth.rules import names


def _some(seed: str, taken: set[str]) -> list[str]:
    return list(islice(names(read_names(), seed, taken), 400))


def test_no_name_comes_twice() -> None:
    made = _some("a", {"Nông Thị Lan"})

    assert len(set(made)) == 400
    assert "Nông Thị Lan" not in made


def test_the_same_seed_gives_the_same_names() -> None:
    assert _some("a", set()) == _some("a", set())
    assert _some("a", set()) != _some("b", set())


def test_keys_are_the_same_each_time_and_can_be_told_apart() -> None:
    assert demo_key("agency", "SNV") == demo_key("agency", "SNV")
    assert demo_key("agency", "SNV") != demo_key("unit", "SNV")
    assert demo_key("agency", "SNV").version == 7
    assert is_demo_key(demo_key("agency", "SNV"))
    assert not is_demo_key(uuid7())


def test_every_way_begins_at_the_door() -> None:
    assert {steps[0] for steps in WAYS.values()} == {"arrive"}
