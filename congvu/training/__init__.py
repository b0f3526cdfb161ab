"""Training: courses and classes, who attended, who must learn what and who lacks it.

What: courses by kind, classes with sessions, places asked for and approved, a waiting
list, attendance by QR code, results; skills by the fifteen modules; who is named for
information technology in each agency; the plan of the year from what is lacking.
Law: TT 03/2014/TT-BTTTT (IU01 to IU15); Chỉ thị 15/2009/CT-UBND, parts 3 and 5.
Words: a TrainingClass (lớp) teaches a Course (khóa); a Place (chỗ học) is one person's
way through a class; a Skill (kỹ năng) is a module that somebody has from a day on.
Always true: a class never has more people than places, of two at once the second waits;
an opinion about a class names nobody; what was counted is counted from records.
Start reading at: rules/places.py, actions/places.py.
Not here: learning that security asks for (controls, which hears of passed classes);
money (a line of words only).
"""
