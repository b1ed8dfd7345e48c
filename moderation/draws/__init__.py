"""Seeds, draws and the scripts they selected, with the certificates that let anybody draw again.

In: frozen frames and a round's seed.
Out: samples, signed certificates.
Callers: scripts and the rooms above; doors.
"""
