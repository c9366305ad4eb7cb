"""Every write about what adults can do and were given; each by somebody, at a moment, in one transaction."""
