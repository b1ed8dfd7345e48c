"""Holds what is stored against what was fixed when it was written; reads every room and writes nothing."""
