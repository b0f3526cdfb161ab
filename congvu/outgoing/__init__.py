"""Outgoing official documents: drafted, checked, signed, numbered, issued.

What: an answer leaves the agency with full legal form.
Law: NĐ 30/2020/NĐ-CP Điều 7–19, 25–27, Phụ lục I–IV; QĐ 28/2018/QĐ-TTg Điều 4–8, 10.
Words: a Draft is a paper being written, in versions that are never edited; an Opinion
is what another unit said of it; a Check is one person's word on its content or form; a
Sequence gives numbers; an OutgoingEntry is the line in the book of outgoing documents.
Always true: one number once a sequence and year, no gap but a cancelled one that stays
to be seen; content and form are checked by two people; the agency's signature comes
after the signer's; an issued file never changes (tests/outgoing).
Start reading at: rules/drafting.py, actions/numbering.py, actions/checking.py.
Not here: signing itself (signatures), what came in (documents), dossiers (archives).
"""
