"""The pages for those who are not signed in: they show and ask, and call one query or one action."""
