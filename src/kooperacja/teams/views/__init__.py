"""Pages of teams: the list, one team, its papers and seats, the variants of the model."""
