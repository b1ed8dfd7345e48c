"""Reads a table as people and their spreadsheets write it into the one canonical form, and says what it read how.

What has one reading is read and counted; what has two, or none, is a fault. The standard library does it alone.
"""
