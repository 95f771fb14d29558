"""Reads: whose files, who could take them, who stands in now, what nobody leads. All need an open snapshot."""
