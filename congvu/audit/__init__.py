"""What: the office's one log of who did what, when and by which door; it only grows.

Law: NĐ 30/2020/NĐ-CP Phụ lục VI (a system keeps the trace of every handling of a
document); NĐ 13/2023/NĐ-CP Điều 27 and 38 (log of processing personal data).
Words: an *event* is one row written in the transaction of the act itself; a *link* ties
a committed event to the one before it by SHA-256; the *sealer* makes links; the *tail*
is what is committed and not yet linked; the *head* is the last link.
Always true: UPDATE, DELETE and TRUNCATE are refused by trigger for everybody and by
privilege for the running role (tests/audit/test_append_only.py); links are numbered 1,
2, 3… and each repeats the digest before it (tests/audit/test_tampering.py); writing an
event waits for nobody (tests/audit/test_sealer.py).
Start reading at: rules.py (the canonical form, the digest), jobs.py (the sealer).
Not here: labels of events are in each app's `rules.AUDIT_EVENTS`; a document's own
timeline is in `documents`; technical logging goes to the standard error stream.
"""
