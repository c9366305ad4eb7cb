"""Every read of exchange: imports, feeds and sheets, each in its own file."""
