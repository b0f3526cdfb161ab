"""Stored files: bytes kept once by their hash, and what was read from them.

What: takes files in safely, decides what they are, reads their text, shows their pages.
Law: NĐ 30/2020 Điều 3 (an electronic document keeps its content unchanged); Luật Bảo vệ
bí mật nhà nước 2018 Điều 5 (what turns out secret is destroyed here with all it gave).
Words: a *stored file* is one content; *quarantine* keeps one that may be harmful, with
the reason; *reading* takes text from it, *recognition* (OCR) from its pictures; a
*preview* is the picture of one page; the *jail* is a child process that opens what
strangers sent, with no network and little memory.
Always true: one row per content (``sha256`` unique); nothing is opened by a parser
outside the jail (``tests/files/test_jail.py``); a quarantined file keeps its reason
(check ``storedfile_refusal_has_reason``); a destroyed one keeps nothing it said and
never comes back (``storedfile_destroyed_keeps_nothing``, ``test_destroy.py``).
Start reading at: ``actions/storing.py``, ``actions/reading.py``.
Not here: the download page (the app that owns the paper serves it, after its own access
check); the head of a paper (``documents.formats.paper``).
"""
