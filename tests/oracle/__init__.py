"""A second engine, written from the published rules alone, and what holds the first one against it.

Region modules (`beijing.py` ...) know nothing of `counter`: they take a `figures.Visit`, reckon in exact fractions and
return a `figures.Bill`. Only `edge.py` and what stands behind it know both engines. How to run it: docs/oracle.md.
"""
