"""Standards: which bind a system, what it says of them, what checks found.

What: the ministry's lists as dated data; each system by each standard: declared, tested
with the result kept, waived until a day; systems connected to nothing before the legal
day; systems that may do the same; software offered, judged by several apart.
Law: TT 39/2017/TT-BTTTT, before it QĐ 20/2008 to TT 22/2013; QCVN; NĐ 278/2025 Đ24.
Words: a Standard (tiêu chuẩn) is a row of the data; a Claim (khai báo tiêu chuẩn) is
what who keeps a system says of one; a StandardCheck (lần kiểm tra) is what was found.
Always true: a check is written once and never changed (migration 0002); a waiver has a
reason, an end and who agreed (models/claims.py); only a check makes a system tested.
Start reading at: data/standards.yaml, rules/standing.py, actions/claiming.py.
Not here: what security asks of a system (controls); what a system is (systems).
"""
