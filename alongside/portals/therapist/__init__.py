"""The pages of the therapist: they show and ask, and call one query or one action."""
