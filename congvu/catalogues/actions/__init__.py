"""Every change: a list begun, its lines loaded or written one by one."""

from congvu.catalogues.actions.keeping import (
    ListData,
    Loaded,
    begin_list,
    change_list,
    load_file,
    write_lines,
)

__all__ = [
    "ListData",
    "Loaded",
    "begin_list",
    "change_list",
    "load_file",
    "write_lines",
]
