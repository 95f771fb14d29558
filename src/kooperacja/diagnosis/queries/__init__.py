"""What people read of a diagnosis, and what other packages ask about it."""
