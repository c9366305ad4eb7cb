"""Who did what, and whose record it is.

Knows the audit trail (a chain of digests per organisation) and the organisation scope that stands behind every
query. Promises that an event once written cannot be changed unseen. Leaves to the rooms above what an event means.
"""
