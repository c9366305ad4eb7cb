"""Every write about the timetable; each by somebody, at a moment, in one transaction."""
