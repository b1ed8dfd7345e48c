"""The first run: two bundled windows taken through the cycle by the service's own actions, for all to see.

In: the bundled data.
Out: a database with one window published and one that waits.
Callers: `make run`.
"""
