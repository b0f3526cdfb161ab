"""Surviving: the whole office copied, put back, and proved whole.

What: ``congvu backup``, ``restore`` and ``check``, of the office and of the hub;
``base-backup`` and ``recover``, of the embedded database.
Law: Luật Lưu trữ 33/2024/QH15: what is kept electronically must not be lost or altered.
Words: a shelf is the folder that backups lie in; a copy is one backup on it, named for
its moment; contents are shared by all copies of a shelf, each kept once.
Always true: the tables of a copy are of one moment, and every content their rows name
lies on the shelf; a copy has its name only when it is whole; what is put back is
checked first, and goes only where there is nothing.
Start reading at: actions/copying.py.
Not here: the cluster and its log (machine), the store of files (files), what a house
holds (``config/kept_office.py``, ``config/kept_hub.py``).
"""
