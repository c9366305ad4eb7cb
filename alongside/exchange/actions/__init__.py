"""Every write of exchange: imports and calendar addresses, each in its own file."""
