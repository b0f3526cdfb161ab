"""``congvu VERB``: loaded quickly, and run as any Python program is."""

from __future__ import annotations

import gc

import pytest

from congvu.config.cli import Commands


def test_a_verb_runs_with_its_garbage_looked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        Commands(["congvu", "help", "setup"]).execute()
        assert gc.isenabled()
    finally:
        gc.enable()
    assert "congvu setup" in capsys.readouterr().out


def test_a_verb_does_not_check_every_address_before_it_begins() -> None:
    try:
        verb = Commands(["congvu"]).fetch_command("load_law")
    finally:
        gc.enable()

    assert not verb.requires_system_checks


def test_a_verb_of_djangos_own_keeps_its_checks() -> None:
    """``runserver`` asks for the switch that only a verb with checks has."""
    try:
        verb = Commands(["congvu"]).fetch_command("runserver")
    finally:
        gc.enable()

    assert verb.requires_system_checks
