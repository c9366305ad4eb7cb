"""The timetable engine: a push-in scheduling problem in, a checked timetable and its reasons out.

It knows the public schedule format (`docs/schedule-format.md`) to the letter: the problem, the timetable, the
ten rules, the cost and the solver. It promises that the rules are independent of the solver, so that they may
judge it, and that nothing here knows a child's name, a database or a clock. Who may ask for a timetable, and
what becomes of it, is the business of `scheduling`, the only room that calls this one.
"""
