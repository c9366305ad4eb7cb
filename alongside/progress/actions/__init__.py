"""Every write of decisions, probes and reports; each by somebody, at a moment, in one transaction."""
