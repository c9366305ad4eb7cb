"""Every read about what adults can do and were given; the first argument is the viewer."""
