"""The collector: a program of its own at a site, without database or Django.

``running.py`` asks and sends, ``asking.py`` and ``snmp.py`` are how a thing is asked,
``sweeping.py`` asks a whole subnet, ``book.py`` keeps what was not sent yet.
"""
