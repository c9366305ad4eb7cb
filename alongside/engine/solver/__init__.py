"""The timetable solver: a first fit to compare with, and a search that brings a proven bound.

This package alone runs OR-Tools. It promises that every timetable it hands out keeps the rules and costs what it
says, and that no timetable costs less than its bound. How it goes about it: a best-fit start (`greedy`), ruin and
recreate (`recreate`), then large-neighbourhood search (`neighbourhoods`, `search`) over small CP-SAT models (`joins`,
`submodel`, `days`, `lunches`) which values the time of therapists who are short of it (`worth`); and a bound by
Lagrangian relaxation (`bounds`), whose prices begin from who might share a visit (`sharing`).
"""

from alongside.engine.solver.greedy import first_fit
from alongside.engine.solver.run import solve

__all__ = ["first_fit", "solve"]
