"""Dossiers: opened from the year's file plan, closed, handed over, kept, destroyed.

What: the matter ends in the archive, and can be found and proved there.
Law: NĐ 30/2020/NĐ-CP Điều 28–31 and Phụ lục V, VI; Luật 33/2024/QH15; TT 05/2025/TT-BNV
(packages); TT 10/2022/TT-BNV (retention).
Words: a FilePlan (danh mục hồ sơ) is the year's list of dossiers; a Dossier (hồ sơ)
gathers the papers of one matter without copying them, a DossierItem is one of them; a
Freeze keeps dossiers as they are.
Always true: a paper may lie in many dossiers and is stored once (test_dossiers.py); a
closed or frozen dossier does not change (test_closing.py); a reader sees of a dossier
what they see anyway; the trail stays.
Start reading at: rules/closing.py, actions/items.py, actions/closing.py.
Not here: registers and handling (documents), drafts and issue (outgoing).
"""
