"""A quiz on paper: what is printed, and how what is on the answer sheets is typed in again. Pure.

Parts are told as they are printed: choices, targets and regions as capital letters in the order of this paper, statements
and sources and gaps by number.
"""
