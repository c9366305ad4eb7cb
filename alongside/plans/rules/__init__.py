"""Who may read and write a plan, and when what stands in it makes sense; by noun."""
