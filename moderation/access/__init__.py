"""Who may do what: one table of permissions and the acting person; no database.

In: a role or a token's scope, and a permission.
Out: an actor, or a refusal that says who may.
Callers: every room above.
"""
