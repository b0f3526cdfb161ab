"""What is asked of OCSP and CRL, and what they answer: the words two modules share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass
class Answers:
    """What OCSP and CRL said, as they said it, and every address that was asked."""

    crls: list[bytes] = field(default_factory=list)
    ocsps: list[bytes] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)


# How a job or a command asks OCSP and CRL: questions in, answers out.
Fetch = Callable[[Sequence[dict[str, str]]], Answers]
