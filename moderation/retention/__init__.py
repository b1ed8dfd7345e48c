"""When people's words, names and drafts are past their time by the policy, and the act that erases them.

In: the policy and a day.
Out: what is due, erased texts and addresses.
Callers: `erase-expired`.
"""
