"""Pages of actions between institutions."""
