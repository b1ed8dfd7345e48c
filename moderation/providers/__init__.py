"""Who is accredited, with what status, and which qualifications and mark schemes there are.

In: codes, names, status changes, schemes.
Out: providers with their status, schemes.
Callers: every stage above; doors.
"""
