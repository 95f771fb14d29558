"""Where packages above say that a paper of theirs stands on a file. A test prints the list."""

from collections.abc import Callable

# Given the id of a file, says in a sentence what stands on it, so that it cannot be withdrawn; or nothing.
IN_USE: list[Callable[[int], str]] = []
