"""The pages, by person; a door that calls actions and shows what they answer.

In: a browser's request.
Out: HTML.
Callers: app.py.
"""
