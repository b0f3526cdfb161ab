"""Old registers of another system: read, judged row by row, entered whole, undone.

What: a province moving over keeps the papers of its last years findable.
Law: NĐ 30/2020/NĐ-CP Điều 15, 22 and Phụ lục IV (columns and numbers of registers).
Words: a Load is one old register on its way in; a LoadRow is one line of its sheet with
everything that was found against it.
Always true: a load is entered in one transaction or not at all, and no number is given
twice (test_kill_and_race.py); a load is undone only while nobody has worked on its
papers (test_register.py); rows of secret papers keep nothing but their place.
Start reading at: rules/judging.py, actions/loading.py.
Not here: how lines are written (documents and outgoing, actions/importing.py).
"""
