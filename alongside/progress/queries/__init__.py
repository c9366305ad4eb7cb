"""Every read of what the record says; the first argument is the viewer."""
