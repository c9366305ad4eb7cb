"""The pages of the teacher: they show and ask, and call one query or one action."""
