"""Every change to stored files."""

from congvu.files.actions.copying import (
    ask_for_copies,
    can_copy,
    find_lost_copies,
    make_searchable,
)
from congvu.files.actions.destroying import destroy, erase_destroyed
from congvu.files.actions.opening import NotReadable
from congvu.files.actions.passing_through import (
    keep_for_a_look,
    kept_for_a_look,
    passing_through,
)
from congvu.files.actions.previewing import preview
from congvu.files.actions.reading import (
    FileGone,
    read,
    recognise,
    release,
    retry_unfinished,
)
from congvu.files.actions.reading_tables import LARGE as LARGE_TABLE
from congvu.files.actions.reading_tables import (
    Opened,
    is_packed,
    open_table,
    read_table,
)
from congvu.files.actions.rewriting import resize, rewrite
from congvu.files.actions.storing import (
    EmptyFile,
    FileDestroyed,
    FileTooLarge,
    NoRoom,
    Stored,
    store,
    sweep,
)
from congvu.files.actions.taking_apart import (
    PILE_KINDS,
    look_through,
    skim,
    take_out,
)
from congvu.files.actions.taking_text import TakenText, take_text

__all__ = [
    "LARGE_TABLE",
    "PILE_KINDS",
    "EmptyFile",
    "FileDestroyed",
    "FileGone",
    "FileTooLarge",
    "NoRoom",
    "NotReadable",
    "Opened",
    "Stored",
    "TakenText",
    "ask_for_copies",
    "can_copy",
    "destroy",
    "erase_destroyed",
    "find_lost_copies",
    "is_packed",
    "keep_for_a_look",
    "kept_for_a_look",
    "look_through",
    "make_searchable",
    "open_table",
    "passing_through",
    "preview",
    "read",
    "read_table",
    "recognise",
    "release",
    "resize",
    "retry_unfinished",
    "rewrite",
    "skim",
    "store",
    "sweep",
    "take_out",
    "take_text",
]
