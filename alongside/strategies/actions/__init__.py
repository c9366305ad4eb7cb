"""Every write about what happened; each by somebody, at a moment, in one transaction."""
