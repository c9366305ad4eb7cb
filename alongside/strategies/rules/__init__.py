"""Who may, and when it makes sense: the library, what was given, what was said of a day."""
