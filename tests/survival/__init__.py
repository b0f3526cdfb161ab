"""What survives: people at work, what they were told, and proof that it was kept.

``world.py`` makes an office to work in, through the operator's own commands;
``load.py`` lets its people work over HTTP until told to stop, and writes every answer
they were given to a journal of their own (``journal.py``) before they ask on;
``verify.py`` asks the office for all of it again. They know nothing of how the office
runs: one machine, or several behind one address.

``python -m tests.survival --minutes 10`` kills processes of an office meanwhile.
"""
