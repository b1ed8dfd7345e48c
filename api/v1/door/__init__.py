"""The machinery of the API: routes, dispatch, answers, errors, description.

In: a Flask request and the table of routes.
Out: an authenticated viewer, an answer or a problem.
Callers: the resources of version 1.
"""
