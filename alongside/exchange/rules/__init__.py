"""What an import would do, and when a person may do what with it."""
