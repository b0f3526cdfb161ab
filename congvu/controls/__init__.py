"""Controls: what each level asks of a system, how it is met, what proves it.

What: catalogues of requirements as dated data, one answering another; an answer of each
system to each requirement with evidence that ends; the yearly report on security.
Law: NĐ 331/2026/NĐ-CP Đ30, Đ35-36; TCVN 14423:2026; before it TT 12/2022/TT-BTTTT.
Words: a Catalogue (bộ yêu cầu) holds Requirements (yêu cầu); by a RequirementLink who
meets one meets another; an Answer (câu trả lời) is how a system stands to one, proven
by Evidence (bằng chứng) until a day; a YearlyReport (báo cáo năm) is an agency's; a
LearningDuty (yêu cầu học tập) is what somebody has to learn by a day.
Always true: links make no circle (rules/catalogues.py); what is met has evidence that
holds, an exception has an end; both stand open again after it (rules/standing.py).
Start reading at: rules/catalogues.py, rules/standing.py, actions/answering.py.
Not here: the level itself (systems); incidents.
"""
