"""Classes and their day: who is in them, who teaches them, which routines fill the cycle, when school is closed.

Promises that the routines of one class never overlap and that a class's past timetables stay readable. Leaves to
`scheduling` what happens in that day.
"""
