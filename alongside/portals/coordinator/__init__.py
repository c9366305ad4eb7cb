"""The pages of the coordinator: they show and ask, and call one query or one action."""
