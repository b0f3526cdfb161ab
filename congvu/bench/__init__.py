"""Measuring the office: figures beside their ceilings, on the synthetic province.

What: ``make bench`` loads (once) a province of the size asked for and prints one JSON.
Law: none.
Words: a Figure is a measured value with its ceiling or floor; a ratio compares two
ways of doing the same thing in one run, because machines differ.
Always true: lists are timed as a specialist who may see about one paper in a hundred,
and as the clerk; ratios take turns, so a busy machine slows both sides.
Start reading at: __main__.py, then lists.py.
Not here: what is right (tests/), how the province is made (synth).
"""
