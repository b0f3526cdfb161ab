"""Opening strangers' files in a child process that can do no harm.

``run`` hands one open file and the name of one task to a *zygote*: a small process that
has the parsers loaded already and forks a child per task, in a few milliseconds. The
child has no network, little memory, a time limit and a private folder; if it crashes or
hangs, the caller gets `JailFailed` and nothing else happens.
"""

from __future__ import annotations

from congvu.files.jail.caller import Answer, JailFailed, run, stop
from congvu.files.jail.limits import MIB, Limits

__all__ = ["MIB", "Answer", "JailFailed", "Limits", "run", "stop"]
