"""Shared catalogues: code and name on a day, where a code went, what changed since.

What: lists read off the office's own records (agencies, units, posts, types of papers)
and lists that the province's centre keeps (communes, occupations, sources of funds…),
loaded from files; one way to ask all of them, for people and programs.
Law: none; NĐ 278/2025/NĐ-CP Đ5.2 wants one trusted source of what all use.
Words: a CodeList (danh mục dùng chung) has CodeEntries (mục), each with a code and a
name for a period; an heir (mã kế thừa) is a code that goes on from a code's last day.
Always true: a code means one thing on one day (exclusion constraint in models.py);
neither code nor name is a key: both move (tests/catalogues/test_real_communes.py).
Start reading at: rules/entries.py, queries/lookup.py, actions/keeping.py.
Not here: the organisation itself (organisations); registers of units (registry).
"""
