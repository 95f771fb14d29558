"""Pages of cases: the list, opening one, and the forms of a case."""
