"""Names a failure when it happens; its story comes at the end, as always.

A run that is cut off has told then what failed.
"""

from __future__ import annotations

import pytest


class AtOnce:
    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        terminal = self._config.pluginmanager.getplugin("terminalreporter")
        if report.failed and terminal:
            terminal.write_line(f"\n{report.nodeid} ({report.when}) failed")


def at_once(config: pytest.Config) -> None:
    """Where several run side by side: the one who tells of them all."""
    if getattr(config.option, "numprocesses", None):
        config.pluginmanager.register(AtOnce(config))
