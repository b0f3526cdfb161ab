"""Machines: what an agency owns, what is in each and installed on it, as agents say.

What: machines with their facts and software, each as it was on any day; inventories
taken from agents (FusionInventory, OCS, GLPI) and from files; the codes with which an
agency's agents may speak; machines that may be one and the same.
Law: Chỉ thị 15/2009 Bắc Kạn, mục 2 and 4; nothing we have read says how machines are
to be counted: the definitions are our own (docs/adr/0100).
Words: a Machine (máy) belongs to one agency; a MachineReading (bản kiểm kê) is one
inventory received; an Installation says from when until when a program was on a
machine; an AgentEnrolment (mã ghi danh) lets an agency's agents speak; a Likeness
(nghi trùng) waits for a person; a WipingRecord (hồ sơ xử lý vật mang) tells what became
of the data before a machine or a system goes.
Always true: an agent says what is in a machine, a person whose it is and where
(rules/facts.py); a machine has one open row for a program (a constraint); an agent of
one agency changes no machine of another (tests/inventory/test_receiving.py); the same
inventory twice changes nothing.
Start reading at: rules/identity.py, actions/receiving.py, formats/__init__.py.
Not here: the network, licences.
"""
