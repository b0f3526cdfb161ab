"""Directives: what a paper orders, read from its text, confirmed, given as duties.

What: a paper's text is cut into sections, clauses and sentences; each sentence that
orders something is proposed as a duty, which a person confirms, mends or rejects.
Law: NĐ 30/2020/NĐ-CP Điều 8 and Phụ lục I (the parts of a paper and their numbers).
Words: a Directive (văn bản chỉ đạo) is a paper opened to give its orders; a Proposal
(đề xuất) a stretch of its text taken for a duty; the *lead* (chủ trì) answers for it, a
*supporter* (phối hợp) helps; a *frame* says who must do what the points below it say.
Always true: places count the code points of the NFC text and hold a sentence letter for
letter (test_properties.py); text, place and what was read stay (0002_never_rewritten);
no place is two living proposals (proposal_no_place_twice); confirmed is a duty
(proposal_confirmed_is_a_duty); no text makes the reading fail or takes it long.
Start reading at: rules/reading.py; actions/confirming.py, queries/bodies.py.
Not here: the duty itself (duties); taking text from a file (files); the head of a paper
for its registration (``documents.formats.paper``).
"""
