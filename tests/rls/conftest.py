"""The table of questions of the kernel's proof, and its clock."""

from tests.kernel.conftest import proof, question_table

__all__ = ["proof", "question_table"]
