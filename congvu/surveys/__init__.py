"""Surveys: the review of what agencies work with, ordered by a document.

What: a campaign with a form for each agency, pre-filled from what is on record; who is
missing; points by dated criteria; what to upgrade first and at what price; the report
as a paper to sign.
Law: Chỉ thị 15/2009/CT-UBND of the province orders the review; no text we have read
gives its form, its points or prices: these are ours, or the province's own, and say so.
Words: a Survey (đợt rà soát) asks every agency; a SurveySheet (phiếu rà soát) is one
agency's answer; *measured* is what records say, *declared* what the agency says; a
SurveyCriterion (tiêu chí của tỉnh) and a SurveyPrice (đơn giá) hold for a period.
Always true: a declared number stands beside the measured one and says why it differs
(rules/answers.py); a living agency answers a survey once (a constraint); no sum is
told without how many of how many are in it (tests/surveys).
Start reading at: rules/questions.py, rules/scoring.py, queries/measuring.py.
Not here: machines (inventory), links (network), periodic reports (reporting).
"""
