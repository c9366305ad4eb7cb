"""One portal for each audience; none holds logic or touches the ORM."""
