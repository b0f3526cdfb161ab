"""Incidents: what went wrong, who must be told by which hour, who was warned.

What: incidents with their clocks, timeline, tasks and evidence; the forms to the
authorities composed as drafts; warnings to agencies with acknowledgement and proof;
whom to call; signs of attacks exchanged as STIX and looked for in the logs; what of it
needs a person now, on a wall screen.
Law: NĐ 331/2026/NĐ-CP Đ31 (24 and 72 hours); Luật 91/2025/QH15 Đ23 (72 hours where
personal data is concerned); before, TT 20/2017/TT-BTTTT Đ9 (5 days).
Words: an Incident (sự cố) has a Clock (thời hạn báo) for each duty of telling, counted
in hours from detection; Evidence (chứng cứ) has a chain of custody; a UnitWarning (cảnh
báo gửi đơn vị) goes to agencies, each of which answers; by a ThreatSign (dấu hiệu tấn
công) an attack is known.
Always true: hours run through nights and rest days; a clock is done only by a record
of telling; timeline, evidence and custody are never rewritten (migration 0002).
Start reading at: rules/clocks.py, actions/clocks.py, actions/warnings.py.
Not here: weaknesses (vulnerabilities), events (logs), levels (systems).
"""
