"""Finding anything by its words, with or without accents, within one's rights.

What: the index of words of this machine (tantivy), how it follows the tables, and the
questions put to it. Apps declare in their ``search.py`` what of theirs is found.
Law: none; who may read a thing is the law of the app whose it is.
Words: a thing is what can be found (a line of a register, a draft, a dossier); a source
reads the things of one kind; a facet is what hits are narrowed to; within says whose
things may be looked through; a node is a machine with an index, a change a thing it has
to read again.
Always true: the tables are what is true, the index can be thrown away at any time; the
rights are terms of the index (a reader of one hundredth gets whole pages), and what is
shown is asked of the tables once more; a change is noted in the transaction that makes
it, for every node, and struck out when that node has written it.
Start reading at: rules/indexed.py, store/asking.py, jobs.py.
Not here: which things there are (documents, outgoing, archives), the page (finding).
"""
