"""Whose name stands in the From line, as a table: the rule alone, no server."""

from __future__ import annotations

import pytest

from congvu.machine.mail.guard import (
    IN_OUR_NAME,
    NOT_YOURS,
    UNREADABLE,
    Letter,
    Rows,
    Verdict,
    judge,
)

HOST = "thu.backan.example"
LAN, SEAT, BOSS = "lan@backan.example", "vanthu@backan.example", "dung@backan.example"
OF_LAN = Rows(frozenset({LAN, SEAT}), frozenset({BOSS}), frozenset())
OURS = Rows(frozenset(), frozenset(), frozenset({"backan.example"}))
SIGNED = f"{HOST}; dkim=pass (2048-bit key) header.d=backan.example header.i=@x"
BAD = f"{HOST}; dkim=pass header.d=bad.example"
OF_I = "dkim=pass header.d=backan.example"  # as a signature may call its author


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ([("From", LAN)], ""),
        ([("From", f"Lan <{LAN.upper()}>")], ""),
        ([("From", SEAT)], ""),
        ([("From", BOSS)], NOT_YOURS),
        ([("From", BOSS), ("Sender", LAN)], ""),  # on behalf: who wrote it is told
        ([("From", BOSS), ("Sender", BOSS)], NOT_YOURS),
        ([("From", LAN), ("Sender", BOSS)], NOT_YOURS),
        ([("From", f"{LAN}, {BOSS}")], NOT_YOURS),
        ([("From", f'"{LAN}" <{BOSS}>')], NOT_YOURS),
        ([("From", LAN), ("From", BOSS)], UNREADABLE),
        ([("From", "Lan")], UNREADABLE),
        ([("From", "")], UNREADABLE),
        ([], UNREADABLE),
    ],
)
def test_who_signed_in_writes_in_a_name_of_today(
    headers: list[tuple[str, str]], refused: str
) -> None:
    verdict = judge(Letter(LAN, LAN, headers), OF_LAN, HOST, is_checked=True)

    assert verdict.refused == refused
    assert bool(verdict.finding) is (not refused)


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ([("From", "a@gmail.example")], ""),
        ([("From", BOSS)], IN_OUR_NAME),
        ([("From", f"a@gmail.example, {BOSS}")], IN_OUR_NAME),
        # What OpenDKIM wrote is on top; below it stands what the sender did.
        ([("From", BOSS), ("Authentication-Results", SIGNED)], ""),
        (
            [
                ("Authentication-Results", f"{HOST}; dkim=none"),
                ("Authentication-Results", SIGNED),
                ("From", BOSS),
            ],
            IN_OUR_NAME,
        ),
        (
            [
                ("Authentication-Results", f"{BAD} header.i=x {OF_I} header.b=x"),
                ("DKIM-Signature", "v=1; d=bad.example; i=x=20dkim=3Dpass@bad.example"),
                ("From", BOSS),
            ],
            IN_OUR_NAME,
        ),
        (
            [("From", BOSS), ("Authentication-Results", f"other; {SIGNED}")],
            IN_OUR_NAME,
        ),
        (
            [
                ("From", BOSS),
                ("Authentication-Results", BAD),
            ],
            IN_OUR_NAME,
        ),
        (
            [
                ("From", BOSS),
                ("Authentication-Results", SIGNED.replace("pass", "fail")),
            ],
            IN_OUR_NAME,
        ),
        ([("From", "a@gmail.example"), ("From", BOSS)], UNREADABLE),
    ],
)
def test_who_did_not_writes_in_none_of_our_names(
    headers: list[tuple[str, str]], refused: str
) -> None:
    verdict = judge(Letter("", "a@gmail.example", headers), OURS, HOST, is_checked=True)

    assert (verdict.refused, verdict.finding) == (refused, "")


def test_where_nobody_looks_at_signatures_no_stranger_is_believed() -> None:
    letter = Letter("", "", [("Authentication-Results", SIGNED), ("From", BOSS)])

    assert judge(letter, OURS, HOST, is_checked=True).refused == ""
    assert judge(letter, OURS, HOST, is_checked=False).refused == IN_OUR_NAME


def test_a_program_of_the_office_is_vouched_for_in_our_names_alone() -> None:
    ours = Letter("", SEAT, [("From", SEAT)], is_office=True)
    strange = Letter("", SEAT, [("From", "a@gmail.example")], is_office=True)

    assert f"smtp.mailfrom={SEAT}" in judge(ours, OURS, HOST, is_checked=True).finding
    assert judge(strange, OURS, HOST, is_checked=True) == Verdict()


def test_the_envelope_is_a_name_too() -> None:
    letter = Letter("", BOSS, [("From", "a@gmail.example")])

    assert judge(letter, OURS, HOST, is_checked=True).refused == IN_OUR_NAME
