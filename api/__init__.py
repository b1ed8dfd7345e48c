"""The door for programs: JSON over HTTP, one folder a version; it knows the stages, and nothing of the pages.

In: an HTTP request with a token.
Out: JSON or CSV.
Callers: app.py.
"""
