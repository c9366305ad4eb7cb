"""The classroom page that works without a network, and what it says to the server."""
