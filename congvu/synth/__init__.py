"""The synthetic province: as many believable papers as a measurement needs.

What: agencies, people, papers, instructions and histories invented from a seed and
loaded by COPY; the same seed, size and last day give the same province to the letter.
Law: the lives of the papers follow NĐ 30/2020/NĐ-CP Điều 20–24 as documents has them.
Words: a Body is an invented agency with its people; a Life is what became of one paper
until the last day; a Batch is what one transaction loads.
Always true: what is loaded passes ``congvu verify`` (numbers without gap, states that
fit together) and ``congvu audit verify`` (tests/synth/test_synth.py).
Start reading at: rules.py (one paper's life), then actions/loading.py.
Not here: the demo province with real names (demo).
"""
