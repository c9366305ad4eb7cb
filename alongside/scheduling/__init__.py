"""From services and classrooms to a week on the wall: availability, builds, drafts, publishing.

The only room that calls the engine. Promises that no timetable is shown before every rule was checked, that a
published week is never edited, and that the one before it stays readable.
"""
