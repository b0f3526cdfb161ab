"""The public portal: what the office tells people, edited here, read by everybody.

What: the sites of the province and its bodies, their sections and pages; who edits and
who approves; the public process that shows them.
Law: NĐ 42/2022 and what came after (docs/law.md): sections owed, deadlines, languages.
Words: a *site* is the ProvincePage (cổng tỉnh) or a BodyPage (trang thành phần) of one
agency; a *section* (chuyên mục) is one of seventeen, the same on every site; an
*editor* (biên tập viên) writes, an *approver* (người duyệt) publishes; a *publishing*
(việc công khai) is an issued paper on its way to a ``PublicDocument``.
Always true: the public process is another role of the database and reads what is
published, nothing else (tests/portal/test_public_role.py); nobody edits without a seat
that may (tests/portal/test_gate.py); a site whose body ended stays, with a notice;
no paper is public before each personal datum found in it has an answer
(tests/portal/test_personal.py), nor after its recall (tests/portal/test_published.py).
Start reading at: rules/sections.py, models/sites.py, urls/public.py; following.py,
actions/showing.py, how a paper gets here.
Not here: what the papers are (outgoing, exchange); who works where (organisations).
"""
