"""What adults can do all day: the library, what teachers, assistants and homes were given, how it went, coaching.

Promises that everybody reads the same words for the same child, that what was said of a day stays as it was said, and
that nobody reads another family's home. Leaves what it all means for a goal to `progress`.
"""
