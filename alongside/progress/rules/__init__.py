"""From single observations to points, from points to what may be said of them."""
