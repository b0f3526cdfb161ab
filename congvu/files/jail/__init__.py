"""Opening strangers' files in a child process that can do no harm.

``run`` hands one open file and the name of one task to a *zygote*: a small process that
has the parsers loaded already and forks a child per task, in a few milliseconds. The
child has no network, little memory, a time limit and a private folder; if it crashes or
hangs, the caller gets `JailFailed` and nothing else happens. `Readers` keeps such
children for many small documents of one stranger.
"""

from __future__ import annotations

from congvu.files.jail.caller import Answer, JailFailed, run, stop
from congvu.files.jail.limits import MIB, Limits
from congvu.files.jail.readers import Readers

__all__ = ["MIB", "Answer", "JailFailed", "Limits", "Readers", "run", "stop"]
