"""Information systems: what an agency runs, how well each must be kept, who decided so.

What: the register of information systems with owner, operator, data, machines and
zones; the level by dated criteria, every one answered; the dossier gathered from
records, its clocks and decisions; end of life.
Law: Luật An ninh mạng 116/2025/QH15 and NĐ 331/2026/NĐ-CP; before it NĐ 85/2016/NĐ-CP.
Words: an InformationSystem (hệ thống thông tin) has an owner (chủ quản) and who runs it
(vận hành); a LevelAssessment (lần xác định cấp độ) is what the criteria of a day said;
a LevelDossier (hồ sơ đề xuất cấp độ) is brought, appraised, approved; a SystemLevel
(cấp độ đã phê duyệt) holds from its day on.
Always true: who runs a system does not judge it; nothing is approved before the owner
issued its regulation (tests/systems/test_dossiers.py, and a constraint); what was found
and approved is never rewritten (migration 0002).
Start reading at: rules/criteria.py, rules/dossiers.py, actions/dossiers.py.
Not here: requirements and how they are met (controls); events (logs).
"""
