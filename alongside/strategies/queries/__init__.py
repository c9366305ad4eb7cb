"""Every read about what happened; the first argument is the viewer."""
