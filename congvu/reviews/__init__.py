"""Reviews: the report on duties of a quarter, composed from what is on record.

What: how what was ordered is carried out, as a paper with charts and annexes, begun as
a draft that goes the way of every draft.
Law: NĐ 30/2020/NĐ-CP Phụ lục I (its form, by the parts of outgoing); no text we have
read names its content.
Words: a Review (báo cáo nhiệm vụ) is one such report: its span, what it is about, its
draft; a Composing (lần soạn) is what was composed and of which figures.
Always true: the numbers of a composing are those of the replay of its closing day; what
a person wrote is never written over (tests/reviews).
Start reading at: rules/facts.py, formats/sections.py, actions/composing.py.
Not here: figures (indicators, duties), the form of papers (outgoing).
"""
