"""Small worlds made by chance: who may see what, asked of both models at every door.

Beside the story: units, some below others, with chairs and people of their own;
stand-ins, whole, limited or past; people who are away, with or without one who does
their work; papers that are handed on, told of, opened, taken back, filed, held as a
possible state secret and judged, as it comes; a council with its secretary; then a unit
or a chair that ends in favour of another. What the office refuses did not happen.

``plans.py`` draws them, ``making.py`` and ``papers.py`` carry a plan out and tell the
model, ``asked.py`` asks both.
"""
