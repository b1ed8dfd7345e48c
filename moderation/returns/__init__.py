"""What providers report: returns, their results, frozen frames and amendments; a frame copies nothing.

In: a CSV file with its declaration.
Out: versions of returns, frozen frames, amendments.
Callers: draws and the rooms above; doors.
"""
