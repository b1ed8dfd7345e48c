"""Who may come in: people, their roles and the tokens of programs; what they may do there is the access room's.

In: addresses, roles, tokens.
Out: the acting person or program.
Callers: every room above; doors.
"""
