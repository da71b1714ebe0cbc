"""Courses written for other programs. Pure: plain data in, bytes and a list of what was lost out."""
