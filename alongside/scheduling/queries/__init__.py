"""Every read about the timetable; the first argument is the viewer."""
