"""The periods that are judged, their dates, and the policy that was fixed for each; no result lives here.

In: codes, days, a policy, the announced source of a seed.
Out: windows, policies, rounds of seeds.
Callers: returns and the rooms above; doors.
"""
