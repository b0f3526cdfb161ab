"""Every change to stored files."""

from congvu.files.actions.copying import (
    ask_for_copies,
    can_copy,
    find_lost_copies,
    make_searchable,
)
from congvu.files.actions.destroying import destroy, erase_destroyed
from congvu.files.actions.previewing import preview
from congvu.files.actions.reading import (
    FileGone,
    read,
    recognise,
    release,
    retry_unfinished,
)
from congvu.files.actions.storing import (
    EmptyFile,
    FileDestroyed,
    FileTooLarge,
    Stored,
    store,
    sweep,
)

__all__ = [
    "EmptyFile",
    "FileDestroyed",
    "FileGone",
    "FileTooLarge",
    "Stored",
    "ask_for_copies",
    "can_copy",
    "destroy",
    "erase_destroyed",
    "find_lost_copies",
    "make_searchable",
    "preview",
    "read",
    "recognise",
    "release",
    "retry_unfinished",
    "store",
    "sweep",
]
