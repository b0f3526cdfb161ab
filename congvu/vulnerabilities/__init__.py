"""Vulnerabilities: which known weakness is on which machine, and until when.

What: advisories loaded off-line (OSV, CSAF, NVD, a list of those exploited), matched to
the software that inventories found and to bills of materials (SBOM); the order in which
to mend; each followed until an inventory proves the patch.
Law: TCVN 14423:2026 group 7 asks for scans by level; by when one is to be mended
no text that we have read says: the rule is ours (congvu/law/data/weaknesses.yaml).
Words: an Advisory (cảnh báo lỗ hổng) tells of one weakness; several naming each other
are one *cause*; a Package (gói phần mềm) is a name and version of an ecosystem; a Hit
says that an advisory means a package; a Finding (lỗ hổng phát hiện) is one cause on a
machine or in one Bom (bảng kê thành phần).
Always true: a cause is counted once on a machine, whoever tells of it; only the next
inventory makes a finding mended, nobody's word does (actions/finding.py).
Start reading at: rules/versions.py, rules/ranges.py, actions/matching.py.
Not here: what is installed (inventory); alerts (logs).
"""
