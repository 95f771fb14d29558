"""The table of questions of the kernel's proof."""

from tests.kernel.conftest import question_table

__all__ = ["question_table"]
