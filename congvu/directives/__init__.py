"""Directives: what a paper orders, read from its text as proposed duties.

What: a paper's text is cut into sections, clauses and sentences, and each sentence
that orders something is proposed as a duty: who, with whom, what, by when, how much.
Law: NĐ 30/2020/NĐ-CP Điều 8 and Phụ lục I (the parts of a paper and their numbers).
Words: a *directive* (văn bản chỉ đạo) is a paper that orders; a *duty* (nhiệm vụ) is
one thing ordered; the *lead* (chủ trì) answers for it, a *supporter* (phối hợp) helps;
a *proposal* (đề xuất) is a duty as the rules read it, until a person has judged it; a
*frame* says who must do what the points below it say.
Always true: ``start`` and ``end`` of a proposal count the code points of the NFC text
and hold its sentence letter for letter; proposals do not overlap; no text makes the
reading fail or takes it long (``tests/directives/test_properties.py``).
Start reading at: rules/reading.py.
Not here: taking text from a file (files); the head of a paper for its registration
(``documents.formats.paper``).
"""
