"""Privacy: what is done with personal data, and what people asked about theirs.

What: each agency's register of the processing of personal data, with the assessment of
its impact; requests of data subjects with their clocks, answered by a draft or refused
with a reason.
Law: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 Đ21, Đ33; NĐ 356/2025/NĐ-CP. What we know
of both is second-hand (law/data/privacy.yaml): pages say so.
Words: a Processing (hoạt động xử lý dữ liệu cá nhân) is one purpose for which data is
used; a SubjectRequest (yêu cầu của chủ thể dữ liệu) is what a person asked.
Always true: until somebody says with a reason which time a request has, the shortest
runs (rules/clocks.py); what was asked is read in its agency alone; what was told, when
and why not is in the row, never in a tick.
Start reading at: rules/clocks.py, actions/requests.py.
Not here: violations of personal data (incidents).
"""
