"""Reads a return as it was sent, CSV of any kind or a workbook, into the one form that is checked and stored."""
