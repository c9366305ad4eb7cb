"""The pages of a child's family: they show and ask, and call one query or one action."""
