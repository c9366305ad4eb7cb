"""What the record says about a goal, a child and the programme, and the reports that are drafted from it.

Promises that every figure shows its number of observations and, where it has one, its interval; that too few points
are said to be too few; and that a signed report stays as it was. It describes, and never claims what caused what.
"""
