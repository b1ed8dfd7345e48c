"""Every number that the documentation states is measured here: `python -m bench`, or one subject by its name.

A subject is a module with a function `results`; a new one needs nothing but its file.
"""
