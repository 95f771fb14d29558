"""Pages of people: `persons` (who somebody is), `card` (what is known about them)."""
