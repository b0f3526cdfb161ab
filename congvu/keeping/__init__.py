"""Surviving: the whole office copied, put back, and proved whole.

What: ``congvu backup``, ``congvu restore`` and ``congvu check``.
Law: Luật Lưu trữ 33/2024/QH15: what is kept electronically must not be lost or altered.
Words: a shelf is the folder that backups lie in; a copy is one backup on it, named for
its moment; contents are shared by all copies of a shelf, each kept once.
Always true: the tables of a copy are of one moment, and every content their rows name
lies on the shelf; a copy has its name only when it is whole; what is put back is
checked first, and goes only where there is nothing.
Start reading at: actions/copying.py.
Not here: the cluster itself (machine), the store of files (files).
"""
