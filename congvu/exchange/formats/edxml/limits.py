"""How much of a stranger's file is looked at before it is refused.

The largest real messages carry tens of megabytes of attachments and a few hundred
receivers; everything here is far above that and far below what would hurt.
"""

from __future__ import annotations

MIB = 1024 * 1024

MOST_FILE = 160 * MIB
"""The whole file; base64 makes three bytes four."""
MOST_PAYLOAD = 100 * MIB
"""All attachments of one message together, as they come; and once more unpacked."""
MOST_MARKUP = 8 * MIB
"""Everything that is not the content of an attachment."""
MOST_TOKEN = 256 * 1024
"""One tag with its attributes, or one comment."""
MOST_NAMESPACE = 300
MOST_ELEMENTS = 50_000
MOST_DEPTH = 64
MOST_RATIO = 200
"""Deflate makes at most 1 of 1032; paper, even empty, stays under 100."""
FREE_OF_RATIO = 4 * MIB
"""A small file may shrink as it likes."""
MOST_ENTRIES = 1000
"""An archive of so many files is taken as it is, never opened; a larger one is no
attachment."""
CHUNK = 64 * 1024
IN_MEMORY = 8 * MIB
"""What an attachment may take of memory before it goes to a temporary file."""
