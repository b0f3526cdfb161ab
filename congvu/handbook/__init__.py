"""The handbook inside the office: one page a role, help that opens at the right place.

What: shows ``docs/handbook/*.md`` under /tro-giup/ and knows which heading helps with
which screen.
Law: none; NĐ 30/2020/NĐ-CP is told there in the words of whoever carries it out.
Words: a *page* is one Markdown file, named by its slug; a *section* is a heading of it
with an address of its own; *help* is the section that belongs to a screen.
Always true: every screen has help, and the heading it points at exists
(tests/handbook/test_help.py); help for the door is readable before signing in
(tests/handbook/test_pages.py); a page's own markup is never trusted as HTML.
Start reading at: rules.py (screen → page and section), formats/markdown.py.
Not here: the words on the screens themselves (each app's templates), documentation for
engineers (``docs/``).
"""
