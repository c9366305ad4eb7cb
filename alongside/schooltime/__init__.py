"""The vocabulary of when: times of day, half-open spans, the cycle of school days and the calendar it runs on.

Pure: plain values in, plain values out. Times of day are whole minutes from midnight (`int`), days of the
cycle are names (`str`, such as ``"Mon"`` or ``"Day 3"``), and every span holds its start but not its end.
This room knows nothing of any school; `alongside.classrooms` keeps each school's own calendar.
"""
