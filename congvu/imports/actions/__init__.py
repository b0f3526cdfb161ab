"""Every change to loads of old registers."""

from congvu.imports.actions.checking import check_load
from congvu.imports.actions.loading import ask_to_load, run_load
from congvu.imports.actions.reading import read_register
from congvu.imports.actions.reporting import write_report
from congvu.imports.actions.undoing import undo_load

__all__ = [
    "ask_to_load",
    "check_load",
    "read_register",
    "run_load",
    "undo_load",
    "write_report",
]
