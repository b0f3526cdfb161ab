"""Periodic reports: forms sent out, filled in, checked, merged, with who is missing.

What: who asks whom for which figures, by when; what each answered; what it comes to.
Law: NĐ 09/2019/NĐ-CP (report regimes; known to us without its text, so its day for
closing figures is a dated rule called unverified); the rest is what a form itself says.
Words: a Form (biểu mẫu) is asked again every period, by the questions of a FormVersion;
a Round (kỳ báo cáo) is one asking; a Return (báo cáo) one body's answer to it; a
Submission what was handed in, frozen; a ReturnEvent one line of a return's timeline.
Always true: what a version asked and what was handed in is never rewritten (triggers of
migration 0002); a form has one round a period; a sum never stands without how many of
how many bodies are in it (rules/merging.py).
Start reading at: rules/questions.py, rules/answers.py, rules/merging.py.
Not here: figures counted from records (indicators), one-off tasks (duties).
"""
